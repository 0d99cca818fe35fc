package handgrad.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.words.InputException;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;

class PenalizedTest {
  private static final Observations DIABETES = CourseData.diabetes().standardized();

  @Test
  void ridgeAgreesWithScikitLearn() {
    for (double lambda : new double[] {1, 100}) {
      double[] published = CourseData.published("ridge-diabetes-" + (int) lambda);
      assertEquals(11, published.length);
      Ridge fit = Ridge.withIntercept(DIABETES, lambda);
      assertArrayEquals(published, fit.w().data, 1e-10);
    }
  }

  @Test
  void ridgeIsTheClosedForm() {
    Observations data = DIABETES.centered();
    double lambda = 7;
    DMatrixRMaj a = new DMatrixRMaj(10, 10);
    CommonOps_DDRM.multInner(data.x(), a);
    for (int j = 0; j < 10; j++) {
      a.data[j * 10 + j] += lambda;
    }
    DMatrixRMaj b = new DMatrixRMaj(10, 1);
    CommonOps_DDRM.multTransA(data.x(), data.y(), b);
    DMatrixRMaj w = new DMatrixRMaj(10, 1);
    CommonOps_DDRM.solve(a, b, w);
    Ridge fit = Ridge.of(data, lambda);
    assertArrayEquals(w.data, fit.w().data, 1e-10);
    assertTrue(NormOps_DDRM.normPInf(Ridge.gradient(data, lambda, fit.w())) < 1e-8);
  }

  @Test
  void lassoAgreesWithScikitLearn() {
    for (double lambda : new double[] {2000, 20000}) {
      double[] published = CourseData.published("lasso-diabetes-" + (int) lambda);
      assertEquals(11, published.length);
      Lasso fit = Lasso.withIntercept(DIABETES, lambda);
      assertArrayEquals(published, fit.w().data, 1e-7);
      assertTrue(fit.kkt() <= 1e-10, "violation " + fit.kkt());
    }
  }

  @Test
  void theWholePathIsOptimal() {
    Observations data = DIABETES.centered();
    double[] lambdas = Path.lambdas(Lasso.lambdaMax(data), 1e-3, 100);
    Path path = Lasso.path(data, lambdas);
    for (int i = 0; i < 100; i++) {
      DMatrixRMaj w = CommonOps_DDRM.transpose(CommonOps_DDRM.extractRow(path.w(), i, null), null);
      double violation = Lasso.kkt(data, lambdas[i], w);
      assertTrue(violation <= 1e-8, "lambda " + lambdas[i] + ": violation " + violation);
    }
    assertEquals(0, NormOps_DDRM.normPInf(CommonOps_DDRM.extractRow(path.w(), 0, null)));
    assertTrue(path.coefficient(2)[99] > 20);
  }

  @Test
  void everythingIsZeroFromLambdaMaxOnAndNothingJustBelow() {
    Observations data = DIABETES.centered();
    double largest = Lasso.lambdaMax(data);
    assertEquals(0, CommonOps_DDRM.elementMaxAbs(Lasso.of(data, largest).w()));
    DMatrixRMaj w = Lasso.of(data, 0.999 * largest).w();
    assertEquals(1, java.util.Arrays.stream(w.data).filter(v -> v != 0).count());
  }

  @Test
  void orthonormalColumnsHaveTheSheetsThresholdOfHalfLambda() {
    Observations data =
        new Observations(
            CommonOps_DDRM.identity(3), new DMatrixRMaj(3, 1, true, 3, -0.4, 1), names(3));
    assertArrayEquals(new double[] {2.5, 0, 0.5}, Lasso.of(data, 1).w().data, 1e-15);
  }

  @Test
  void proximalStepsArriveWhereCoordinateDescentDoes() {
    Observations data = DIABETES.centered();
    double lambda = 5000;
    double gamma = 0.5 * GradientDescent.bound(data.x());
    DMatrixRMaj w = new DMatrixRMaj(10, 1);
    for (int step = 0; step < 20_000; step++) {
      w = Lasso.proximalStep(data, lambda, gamma, w);
    }
    assertArrayEquals(Lasso.of(data, lambda).w().data, w.data, 1e-6);
    assertTrue(Lasso.kkt(data, lambda, w) < 1e-6);
  }

  @Test
  void subgradientStepsThatShrinkComeNearSlowly() {
    Observations data = DIABETES.unitColumns().centered();
    double lambda = 0.3 * Lasso.lambdaMax(data);
    DMatrixRMaj w = new DMatrixRMaj(10, 1);
    double gamma = 0.5 * GradientDescent.bound(data.x());
    double best = Double.POSITIVE_INFINITY;
    for (int step = 0; step < 50_000; step++) {
      double shrunk = gamma / Math.sqrt(1 + step);
      CommonOps_DDRM.addEquals(w, -shrunk, Lasso.subgradient(data, lambda, w));
      best = Math.min(best, Lasso.q(data, w, lambda));
    }
    double least = Lasso.of(data, lambda).q();
    assertTrue(best >= least && best <= least * (1 + 1e-4), best + " against " + least);
  }

  @Test
  void theSubgradientStandsStillOnlyAtZeroCoordinates() {
    Observations data =
        new Observations(CommonOps_DDRM.identity(2), new DMatrixRMaj(2, 1, true, 3, 0), names(2));
    DMatrixRMaj w = new DMatrixRMaj(2, 1, true, 2.5, 0);
    assertArrayEquals(new double[] {0, 0}, Lasso.subgradient(data, 1, w).data, 1e-15);
  }

  @Test
  void aNegativePenaltyIsRefused() {
    assertEquals(
        "lambda = -1.0: a penalty is a number, 0 or more",
        assertThrows(InputException.class, () -> Ridge.of(DIABETES, -1)).getMessage());
    assertEquals(
        "lambda = NaN: a penalty is a number, 0 or more",
        assertThrows(InputException.class, () -> Lasso.of(DIABETES, Double.NaN)).getMessage());
  }

  private static List<String> names(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> "x" + i).toList();
  }
}
