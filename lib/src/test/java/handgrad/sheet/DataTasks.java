package handgrad.sheet;

import static handgrad.sheet.Figures.random;
import static handgrad.sheet.MatrixTasks.raw;

import handgrad.expr.Point;
import java.util.function.Function;
import org.ejml.simple.SimpleMatrix;

/** Tasks 8 to 12: Q, its gradient, its minimum and its Hessian, at points drawn at random. */
final class DataTasks {
  private static final SimpleMatrix X = random(7, 3, 81);
  private static final SimpleMatrix Y = random(7, 1, 82);
  private static final SimpleMatrix W = random(3, 1, 83);
  private static final double LAMBDA = 0.7;
  private static final double GAMMA = 0.013;
  private static final Point POINT =
      Point.of("X", raw(X), "y", raw(Y), "w", raw(W), "lambda", LAMBDA);
  private static final String NAMES = "X: n×k, y: n×1, w: k×1, lambda";

  private DataTasks() {}

  // Q is quadratic: one step of Newton from anywhere, with that way's own derivatives.
  private static Function<Way, SimpleMatrix> minimum(Asked q) {
    return way -> q.x().minus(q.hessian(way).solve(q.by(way)));
  }

  private static Function<Way, SimpleMatrix> step(Asked q) {
    return way -> q.x().minus(q.by(way).scale(GAMMA));
  }

  // −2 Σ (y_i − x_i'w) x_i
  private static SimpleMatrix squares(SimpleMatrix w) {
    SimpleMatrix gradient = new SimpleMatrix(3, 1);
    for (int i = 0; i < 7; i++) {
      double residual = Y.get(i);
      for (int j = 0; j < 3; j++) {
        residual -= X.get(i, j) * w.get(j);
      }
      for (int j = 0; j < 3; j++) {
        gradient.set(j, 0, gradient.get(j) - 2 * residual * X.get(i, j));
      }
    }
    return gradient;
  }

  private static SimpleMatrix gram() {
    SimpleMatrix gram = new SimpleMatrix(3, 3);
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        for (int i = 0; i < 7; i++) {
          gram.set(a, b, gram.get(a, b) + X.get(i, a) * X.get(i, b));
        }
      }
    }
    return gram;
  }

  private static SimpleMatrix signs(SimpleMatrix w) {
    SimpleMatrix signs = w.copy();
    for (int j = 0; j < 3; j++) {
      signs.set(j, 0, Math.signum(w.get(j)));
    }
    return signs;
  }

  static Figures eight() {
    Figures figures = new Figures();
    Asked q = new Asked("(y - Xw)'(y - Xw)", NAMES, "w", POINT);
    figures.derivative("8.1", squares(W), q);
    figures.reached("8.1.w", gram().invert().mult(X.transpose()).mult(Y), minimum(q));
    figures.reached(
        "8.2", W.plus(X.transpose().mult(Y.minus(X.mult(W))).scale(2 * GAMMA)), step(q));
    figures.hessian("8.3", gram().scale(2), q);
    return figures;
  }

  static Figures nine() {
    Figures figures = new Figures();
    Asked ridge = new Asked("(y - Xw)'(y - Xw) + lambda*w'*w", NAMES, "w", POINT);
    figures.derivative("9.1", squares(W).plus(W.scale(2 * LAMBDA)), ridge);
    SimpleMatrix heavier = gram().plus(SimpleMatrix.identity(3).scale(LAMBDA));
    figures.reached("9.1.w", heavier.invert().mult(X.transpose()).mult(Y), minimum(ridge));
    figures.reached(
        "9.2",
        W.scale(1 - 2 * GAMMA * LAMBDA)
            .plus(X.transpose().mult(Y.minus(X.mult(W))).scale(2 * GAMMA)),
        step(ridge));
    figures.hessian("9.3", heavier.scale(2), ridge);
    Asked lasso = new Asked("(y - Xw)'(y - Xw) + lambda*||w||_1", NAMES, "w", POINT);
    figures.derivative("9.4", squares(W).plus(signs(W).scale(LAMBDA)), lasso);
    // No coordinate of the minimum is 0 here, and all keep their signs: 2X'(y − Xw) = λ sign(w).
    SimpleMatrix free = gram().invert().mult(X.transpose()).mult(Y);
    SimpleMatrix best = gram().solve(X.transpose().mult(Y).minus(signs(free).scale(LAMBDA / 2)));
    if (!signs(best).isIdentical(signs(free), 0)) {
      throw new IllegalStateException("another point is needed: " + best);
    }
    figures.reached("9.4.w", best, minimum(lasso.at(best.scale(1.3))));
    figures.reached(
        "9.5",
        W.plus(X.transpose().mult(Y.minus(X.mult(W))).scale(2 * GAMMA))
            .minus(signs(W).scale(GAMMA * LAMBDA)),
        step(lasso));
    return figures;
  }

  static Figures ten() {
    Figures figures = new Figures();
    SimpleMatrix labels = signs(random(3, 1, 84));
    SimpleMatrix y = new SimpleMatrix(7, 1);
    for (int i = 0; i < 7; i++) {
      y.set(i, 0, i % 2 == 0 ? labels.get(0) : -labels.get(0));
    }
    SimpleMatrix gradient = W.scale(2 * LAMBDA);
    SimpleMatrix hessian = SimpleMatrix.identity(3).scale(2 * LAMBDA);
    for (int i = 0; i < 7; i++) {
      SimpleMatrix xi = X.extractVector(true, i).transpose();
      double margin = y.get(i) * xi.dot(W);
      double p = 1 / (1 + StrictMath.exp(margin));
      gradient = gradient.minus(xi.scale(y.get(i) * p));
      hessian = hessian.plus(xi.mult(xi.transpose()).scale(p * (1 - p)));
    }
    Asked q =
        new Asked(
            "\\sum_{i=1}^n \\ln(1 + \\exp(-y_i x_i^T w)) + \\lambda w^T w",
            "x_i: k×1, y_i: 1×1, w: k×1, lambda",
            "w",
            Point.of("x", raw(X.transpose()), "y", raw(y), "w", raw(W), "lambda", LAMBDA));
    SimpleMatrix direction = random(3, 1, 85);
    double along = gradient.dot(direction);
    figures.reached("10.1", Figures.number(along), way -> Figures.number(q.by(way).dot(direction)));
    figures.derivative("10.2", gradient, q);
    figures.hessian("10.hessian", hessian, q);
    figures.reached("10.step", W.minus(gradient.scale(GAMMA)), step(q));
    return figures;
  }

  static Figures eleven() {
    Figures figures = new Figures();
    int n = 3;
    int m = 8;
    SimpleMatrix x = random(n, m, 86);
    SimpleMatrix mu = random(n, 1, 87);
    SimpleMatrix root = random(n, n, 88);
    SimpleMatrix sigma = root.mult(root.transpose()).plus(SimpleMatrix.identity(n));
    SimpleMatrix sum = new SimpleMatrix(n, 1);
    SimpleMatrix scatter = new SimpleMatrix(n, n);
    SimpleMatrix mean = new SimpleMatrix(n, 1);
    for (int i = 0; i < m; i++) {
      SimpleMatrix d = x.extractVector(false, i).minus(mu);
      sum = sum.plus(d);
      scatter = scatter.plus(d.mult(d.transpose()));
      mean = mean.plus(x.extractVector(false, i).divide(m));
    }
    String likelihood = "-m/2*ln det(Sigma) - 1/2 sum_i (x_i - mu)' inv(Sigma) (x_i - mu)";
    String names = "x_i: n×1, mu: n×1, Sigma: n×n";
    Point point = Point.of("x", raw(x), "mu", raw(mu), "Sigma", raw(sigma));
    SimpleMatrix inverse = sigma.invert();
    Asked byMu =
        new Asked(likelihood, names, "mu", "Sigma symmetric; Sigma positive definite", point);
    figures.derivative("11.mu.gradient", inverse.mult(sum), byMu);
    figures.reached("11.mu", mean, minimum(byMu));
    Asked bySigma = new Asked(likelihood, names, "Sigma", "Sigma positive definite", point);
    figures.derivative(
        "11.Sigma.gradient",
        inverse.mult(scatter).mult(inverse).minus(inverse.scale(m)).scale(0.5),
        bySigma);
    SimpleMatrix centred = new SimpleMatrix(n, n);
    for (int i = 0; i < m; i++) {
      SimpleMatrix d = x.extractVector(false, i).minus(mean);
      centred = centred.plus(d.mult(d.transpose()).divide(m));
    }
    // At the best mean G = (Σ⁻¹SΣ⁻¹ − mΣ⁻¹)/2, so Σ + 2ΣGΣ/m is S/m from any Σ.
    Asked atMean =
        new Asked(
            likelihood, names, "Sigma", "Sigma positive definite", point.with("mu", raw(mean)));
    figures.reached(
        "11.Sigma",
        centred,
        way -> sigma.plus(sigma.mult(atMean.by(way)).mult(sigma).scale(2.0 / m)));
    return figures;
  }

  static Figures twelve() {
    Figures figures = new Figures();
    SimpleMatrix a = random(4, 4, 89);
    SimpleMatrix x = random(4, 4, 90);
    SimpleMatrix multiplier = random(4, 4, 91);
    Point point = Point.of("A", raw(a), "X", raw(x), "Lambda", raw(multiplier), "Z", raw(x));
    String names = "A: n×n, X: n×n, Lambda: n×n, Z: n×n";
    SimpleMatrix gradient = new SimpleMatrix(4, 4);
    SimpleMatrix symmetric = new SimpleMatrix(4, 4);
    SimpleMatrix rest = new SimpleMatrix(4, 4);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double dual = multiplier.get(i, j) - multiplier.get(j, i);
        gradient.set(i, j, 2 * (x.get(i, j) - a.get(i, j)) + dual);
        symmetric.set(i, j, (a.get(i, j) + a.get(j, i)) / 2);
        rest.set(i, j, (a.get(i, j) - a.get(j, i)) / 2);
      }
    }
    figures.derivative(
        "12.gradient",
        gradient,
        new Asked("tr((X - A)'(X - A)) + tr(Lambda'(X - X'))", names, "X", point));
    // X = Z + Z' is symmetric whatever Z is; the gradient by Z is 4(X − X̂), so X − ∇/4 is X̂.
    Asked free = new Asked("tr((Z + Z' - A)'(Z + Z' - A))", names, "Z", point);
    figures.reached("12", symmetric, way -> x.plus(x.transpose()).minus(free.by(way).divide(4)));
    // Where the Lagrangian's gradient vanishes at X̂, an antisymmetric Λ is −∇‖X − A‖²/4.
    Asked distance = new Asked("||X - A||_F^2", names, "X", point.with("X", raw(symmetric)));
    figures.reached("12.Lambda", rest, way -> distance.by(way).divide(-2));
    return figures;
  }
}
