package handgrad.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.check.GradientCheck;
import handgrad.derive.Assumptions;
import handgrad.derive.Derivation;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** Every fit's gradient and second differential, at its solution and at random points. */
class FitGradientsTest {
  private static final Observations DIABETES =
      CourseData.diabetes().columns(2, 3, 8).standardized().centered();
  private static final Observations VOTE =
      LogisticRegression.signed(
              Observations.of(CourseData.table("anes96.csv"), "vote", CourseData.VOTE)
                  .standardized())
          .withIntercept();
  private static final double LAMBDA = 20;

  private static List<DMatrixRMaj> points(DMatrixRMaj solution) {
    Random random = new Random(7);
    List<DMatrixRMaj> points = new ArrayList<>(List.of(solution));
    for (int trial = 0; trial < 5; trial++) {
      DMatrixRMaj w = solution.copy();
      for (int i = 0; i < w.getNumElements(); i++) {
        w.data[i] += (0.5 + Math.abs(w.data[i])) * random.nextGaussian();
      }
      points.add(w);
    }
    return points;
  }

  private static void check(
      ToDoubleFunction<DMatrixRMaj> q,
      Function<DMatrixRMaj, DMatrixRMaj> gradient,
      DMatrixRMaj solution) {
    for (DMatrixRMaj w : points(solution)) {
      assertTrue(GradientCheck.of("w", q, gradient, w).isRight(), () -> "at " + w);
    }
    // The same check refuses a gradient that is wrong by one part in a thousand.
    DMatrixRMaj elsewhere = points(solution).get(1);
    Function<DMatrixRMaj, DMatrixRMaj> spoilt =
        w -> {
          DMatrixRMaj g = gradient.apply(w);
          g.data[0] *= 1.001;
          return g;
        };
    assertFalse(GradientCheck.of("w", q, spoilt, elsewhere).isRight());
  }

  @Test
  void leastSquares() {
    check(
        w -> LeastSquares.residual(DIABETES, w),
        w -> LeastSquares.gradient(DIABETES, w),
        LeastSquares.of(DIABETES, LeastSquares.Deficient.REFUSE).w());
  }

  @Test
  void ridge() {
    check(
        w -> Ridge.q(DIABETES, w, LAMBDA),
        w -> Ridge.gradient(DIABETES, LAMBDA, w),
        Ridge.of(DIABETES, LAMBDA).w());
  }

  @Test
  void lasso() {
    Lasso fit = Lasso.of(DIABETES, LAMBDA);
    check(w -> Lasso.q(DIABETES, w, LAMBDA), w -> Lasso.subgradient(DIABETES, LAMBDA, w), fit.w());
    // At a kink any value between the one-sided derivatives is right: 0 is, where w_j = 0.
    DMatrixRMaj sparse = Lasso.of(DIABETES, 0.9 * Lasso.lambdaMax(DIABETES)).w();
    assertTrue(java.util.Arrays.stream(sparse.data).anyMatch(v -> v == 0));
    double lambda = 0.9 * Lasso.lambdaMax(DIABETES);
    DMatrixRMaj zeros = new DMatrixRMaj(3, 1);
    GradientCheck kinked =
        GradientCheck.of("w", w -> Lasso.q(DIABETES, w, lambda), w -> zeros, sparse);
    assertTrue(kinked.isRight(), kinked.verdict().toString());
  }

  @Test
  void logisticRegression() {
    check(
        w -> LogisticRegression.q(VOTE, 2, w),
        w -> LogisticRegression.gradient(VOTE, 2, w),
        LogisticRegression.of(VOTE, 2).w());
  }

  @Test
  void normalLikelihood() {
    DMatrixRMaj x = CommonOps_DDRM.transpose(VOTE.columns(1, 2, 3).x(), null);
    DMatrixRMaj few = CommonOps_DDRM.extract(x, 0, 3, 0, 30);
    NormalLikelihood best = NormalLikelihood.of(few);
    check(
        mu -> new NormalLikelihood(mu, best.sigma()).logLikelihood(few),
        mu -> new NormalLikelihood(mu, best.sigma()).gradientByMu(few),
        best.mu());
    // The formula takes Σ with all entries free; Cholesky reads one triangle only.
    Declarations names = Declarations.parse("x_i: n×1, mu: n×1, Sigma: n×n");
    Expr likelihood =
        Formula.parse("-m/2*ln det(Sigma) - 1/2 sum_i (x_i-mu)' inv(Sigma) (x_i-mu)", names);
    for (DMatrixRMaj mu : points(best.mu())) {
      NormalLikelihood at = new NormalLikelihood(mu, best.sigma());
      Point point = Point.of("x", few, "mu", mu, "Sigma", best.sigma());
      assertTrue(GradientCheck.of(likelihood, "Sigma", at.gradientBySigma(few), point).isRight());
      assertTrue(GradientCheck.of(likelihood, "mu", at.gradientByMu(few), point).isRight());
      double constant = 30 * 3 * Math.log(2 * Math.PI) / 2;
      assertEquals(Tape.value(likelihood, point) - constant, at.logLikelihood(few), 1e-9);
    }
  }

  // ---- second differentials

  private static void hessian(
      String q, String declarations, String by, Point point, DMatrixRMaj byHand) {
    Declarations names = Declarations.parse(declarations);
    Expr f = Formula.parse(q, names);
    Expr derived = Derivation.second(f, names.variable(by), Assumptions.NONE).result();
    DMatrixRMaj hessian = Tape.output(derived, point);
    if (byHand != null) {
      close(byHand, hessian, 1e-12, q);
    }
    close(differences(f, by, point), hessian, 1e-6, q);
  }

  // Central differences of the tape's gradient, vec by vec.
  private static DMatrixRMaj differences(Expr f, String by, Point point) {
    DMatrixRMaj x = point.matrix(by);
    int n = x.getNumElements();
    DMatrixRMaj all = new DMatrixRMaj(n, n);
    for (int j = 0; j < n; j++) {
      int row = j % x.numRows;
      int column = j / x.numRows;
      double h = 1e-5 * Math.max(1, Math.abs(x.get(row, column)));
      DMatrixRMaj ahead = x.copy();
      ahead.add(row, column, h);
      DMatrixRMaj behind = x.copy();
      behind.add(row, column, -h);
      DMatrixRMaj up = Tape.gradient(f, by, point.with(by, ahead));
      DMatrixRMaj down = Tape.gradient(f, by, point.with(by, behind));
      for (int i = 0; i < n; i++) {
        int r = i % x.numRows;
        int c = i / x.numRows;
        all.set(i, j, (up.get(r, c) - down.get(r, c)) / (2 * h));
      }
    }
    return all;
  }

  private static void close(DMatrixRMaj a, DMatrixRMaj b, double most, String message) {
    double scale = CommonOps_DDRM.elementMaxAbs(a);
    double off = CommonOps_DDRM.elementMaxAbs(CommonOps_DDRM.subtract(a, b, null));
    assertTrue(off <= most * scale, message + ": " + off + " of " + scale);
  }

  private static DMatrixRMaj twiceGram(DMatrixRMaj x, double lambda) {
    DMatrixRMaj h = CommonOps_DDRM.identity(x.numCols);
    CommonOps_DDRM.scale(2 * lambda, h);
    CommonOps_DDRM.multAddTransA(2, x, x, h);
    return h;
  }

  @Test
  void secondDifferentialsAreTheSlopesOfGradients() {
    DMatrixRMaj x = DIABETES.x();
    for (DMatrixRMaj w : points(Ridge.of(DIABETES, LAMBDA).w())) {
      Point point = Point.of("X", x, "y", DIABETES.y(), "w", w, "lambda", LAMBDA);
      String names = "X: n×k, y: n×1, w: k×1, lambda";
      hessian("(y-Xw)'(y-Xw)", names, "w", point, twiceGram(x, 0));
      hessian("(y-Xw)'(y-Xw) + lambda*w'*w", names, "w", point, twiceGram(x, LAMBDA));
    }
    DMatrixRMaj z = VOTE.x();
    for (DMatrixRMaj w : points(LogisticRegression.of(VOTE, 2).w())) {
      Point point =
          Point.of("x", CommonOps_DDRM.transpose(z, null), "y", VOTE.y(), "w", w, "lambda", 2.0);
      hessian(
          "sum_i ln(1 + exp(-y_i*x_i'*w)) + lambda*w'*w",
          "x_i: k×1, y_i: 1×1, w: k×1, lambda",
          "w",
          point,
          LogisticRegression.hessian(VOTE, 2, w));
    }
    DMatrixRMaj few =
        CommonOps_DDRM.extract(
            CommonOps_DDRM.transpose(VOTE.columns(1, 2, 3).x(), null), 0, 3, 0, 30);
    NormalLikelihood best = NormalLikelihood.of(few);
    Point point = Point.of("x", few, "mu", best.mu(), "Sigma", best.sigma(), "m", 30);
    String q = "-m/2*ln det(Sigma) - 1/2 sum_i (x_i-mu)' inv(Sigma) (x_i-mu)";
    hessian(q, "x_i: n×1, mu: n×1, Sigma: n×n", "mu", point, null);
    hessian(q, "x_i: n×1, mu: n×1, Sigma: n×n", "Sigma", point, null);
  }
}
