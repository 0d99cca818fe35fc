package handgrad.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.words.InputException;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
  @Test
  void theVoteAgreesWithStatsmodelsAndScikitLearn() {
    Observations data = CourseData.vote();
    assertArrayEquals(
        CourseData.published("logistic-anes"), LogisticRegression.of(data, 0).w().data, 1e-9);
    assertArrayEquals(
        CourseData.published("logistic-anes-1"), LogisticRegression.of(data, 1, 1).w().data, 1e-7);
  }

  @Test
  void theGradientVanishesAtTheSolution() {
    Observations data = CourseData.vote();
    DMatrixRMaj w = LogisticRegression.of(data, 2).w();
    assertTrue(NormOps_DDRM.normPInf(LogisticRegression.gradient(data, 2, w)) < 1e-6);
  }

  @Test
  void theHessianIsTheSlopeOfTheGradient() {
    Observations data = CourseData.vote();
    DMatrixRMaj w = new DMatrixRMaj(5, 1, true, -1, 0.3, 0.01, 0.02, -0.01);
    DMatrixRMaj hessian = LogisticRegression.hessian(data, 0.5, w);
    double h = 1e-5;
    for (int j = 0; j < 5; j++) {
      DMatrixRMaj up = w.copy();
      DMatrixRMaj down = w.copy();
      up.data[j] += h;
      down.data[j] -= h;
      double[] above = LogisticRegression.gradient(data, 0.5, up).data;
      double[] below = LogisticRegression.gradient(data, 0.5, down).data;
      for (int i = 0; i < 5; i++) {
        double slope = (above[i] - below[i]) / (2 * h);
        assertEquals(1, slope / hessian.unsafe_get(i, j), 1e-5);
      }
    }
  }

  @Test
  void gradientDescentBelowTheBoundArrivesWhereNewtonDoes() {
    Observations data =
        LogisticRegression.signed(
            Observations.of(CourseData.table("anes96.csv"), "vote", CourseData.VOTE)
                .standardized());
    DMatrixRMaj newton = LogisticRegression.of(data, 2).w();
    GradientDescent descent =
        GradientDescent.run(
            w -> LogisticRegression.q(data, 2, w),
            w -> LogisticRegression.gradient(data, 2, w),
            new DMatrixRMaj(4, 1),
            0.9 * LogisticRegression.bound(data, 2),
            0,
            500);
    assertArrayEquals(newton.data, descent.w().data, 1e-9);
    for (int i = 1; i < descent.values().size(); i++) {
      assertTrue(descent.values().get(i) <= descent.values().get(i - 1) + 1e-9, "step " + i);
    }
  }

  @Test
  void marginsOfAThousandNeitherOverflowNorVanish() {
    Observations data = observations(new double[] {1000, 1000}, 1, -1);
    DMatrixRMaj w = new DMatrixRMaj(1, 1, true, 1.0);
    assertEquals(1000, LogisticRegression.q(data, 0, w));
    assertEquals(1000, LogisticRegression.gradient(data, 0, w).data[0]);
    assertEquals(0, LogisticRegression.hessian(data, 0, w).data[0]);
  }

  @Test
  void separableLabelsAreSaidNotLoopedOn() {
    String said =
        "the two labels are separated by a plane, so without a penalty the weights grow without"
            + " bound: give lambda > 0";
    Observations apart = observations(new double[] {-2, -1, 1, 2}, -1, -1, 1, 1).withIntercept();
    assertEquals(
        said,
        assertThrows(InputException.class, () -> LogisticRegression.of(apart, 0)).getMessage());
    // A point of each label on the plane itself: separated all the same, if only weakly.
    Observations touching = observations(new double[] {-1, 0, 0, 1}, -1, -1, 1, 1).withIntercept();
    assertEquals(
        said,
        assertThrows(InputException.class, () -> LogisticRegression.of(touching, 0)).getMessage());
    assertTrue(LogisticRegression.of(apart, 0.1).w().data[1] > 0);
  }

  @Test
  void zeroAndOneBecomeSigns() {
    Observations data = observations(new double[] {1, 2}, 0, 1);
    assertArrayEquals(new double[] {-1, 1}, LogisticRegression.signed(data).y().data);
  }

  @Test
  void otherLabelsAreNamed() {
    assertEquals(
        "the labels are [1.0, 2.0, 3.0]: give two, 1 and -1 or 1 and 0",
        assertThrows(
                InputException.class,
                () -> LogisticRegression.of(observations(new double[] {1, 2, 3}, 1, 2, 3), 1))
            .getMessage());
    assertEquals(
        "the labels are [1.0]: give two, 1 and -1 or 1 and 0",
        assertThrows(
                InputException.class,
                () -> LogisticRegression.signed(observations(new double[] {1, 2}, 1, 1)))
            .getMessage());
  }

  private static Observations observations(double[] x, double... y) {
    return new Observations(
        new DMatrixRMaj(x.length, 1, true, x), new DMatrixRMaj(y.length, 1, true, y), List.of("x"));
  }
}
