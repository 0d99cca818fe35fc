package handgrad.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.fit.LeastSquares.Deficient;
import handgrad.words.InputException;
import java.util.concurrent.CancellationException;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class GradientDescentTest {
  private static final Observations DATA =
      Observations.of(CourseData.table("longley.csv"), "TOTEMP", "GNP", "UNEMP")
          .standardized()
          .centered();

  private static GradientDescent run(double gamma, double momentum, int steps) {
    return GradientDescent.run(
        w -> LeastSquares.residual(DATA, w),
        w -> LeastSquares.gradient(DATA, w),
        new DMatrixRMaj(2, 1),
        gamma,
        momentum,
        steps);
  }

  @Test
  void descentConvergesBelowTheBoundAndDivergesAboveIt() {
    double bound = GradientDescent.bound(DATA.x());
    DMatrixRMaj best = LeastSquares.of(DATA, Deficient.REFUSE).w();
    assertArrayEquals(best.data, run(0.99 * bound, 0, 2000).w().data, 1e-6);
    assertArrayEquals(best.data, run(0.5 * bound, 0.5, 500).w().data, 1e-6);
    assertFalse(run(0.99 * bound, 0, 2000).diverged());
    GradientDescent wild = run(1.01 * bound, 0, 2000);
    assertTrue(wild.values().get(2000) > 1e6 * wild.values().get(0));
    assertTrue(run(10 * bound, 0, 2000).diverged());
  }

  @Test
  void oneStepIsTheStartLessGammaTimesTheGradient() {
    GradientDescent one = run(1e-3, 0, 1);
    DMatrixRMaj gradient = LeastSquares.gradient(DATA, new DMatrixRMaj(2, 1));
    assertArrayEquals(
        new double[] {-1e-3 * gradient.data[0], -1e-3 * gradient.data[1]}, one.w().data, 1e-9);
    assertEquals(2, one.path().size());
  }

  @Test
  void aStepThatIsNotPositiveIsRefused() {
    assertEquals(
        "gamma = 0.0: the learning rate is a positive number",
        assertThrows(InputException.class, () -> run(0, 0, 1)).getMessage());
  }

  @Test
  void aDescentWhoseThreadIsInterruptedEnds() {
    DMatrixRMaj start = new DMatrixRMaj(1, 1);
    Thread.currentThread().interrupt();
    assertThrows(
        CancellationException.class,
        () -> GradientDescent.run(w -> 0, w -> new DMatrixRMaj(1, 1), start, 1, 0, 5));
    assertTrue(Thread.interrupted());
  }
}
