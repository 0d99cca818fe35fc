package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiniteDifferenceTest {
  @Test
  void centralDifferenceOfASquareIsExact() {
    assertEquals(6, FiniteDifference.central(t -> t * t, 3, 0.5));
    assertEquals(6.5, FiniteDifference.forward(t -> t * t, 3, 0.5));
  }

  private static void within(double exact, Estimate estimate) {
    assertFalse(estimate.isKink(), () -> "a kink where there is none: " + estimate);
    assertTrue(
        Math.abs(estimate.value() - exact) <= estimate.error(),
        () -> exact + " is not within " + estimate);
  }

  @Test
  void smoothFunctionsToTenDigitsWithAnHonestBound() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      double x = 3 * random.nextDouble();
      Estimate sine = FiniteDifference.refined(StrictMath::sin, x);
      within(StrictMath.cos(x), sine);
      assertTrue(sine.error() < 1e-10);
      within(StrictMath.exp(x), FiniteDifference.refined(StrictMath::exp, x));
      double y = x + 1e-3;
      within(1 / y, FiniteDifference.refined(StrictMath::log, y));
      within(5 * y * y * y * y, FiniteDifference.refined(t -> t * t * t * t * t, y));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-9, 1e-12})
  void noisyValuesWidenTheBoundInsteadOfMisleading(double noise) {
    Random random = new Random(2);
    DoubleUnaryOperator f = t -> StrictMath.sin(t) + noise * random.nextGaussian();
    for (int i = 0; i < 200; i++) {
      double x = random.nextDouble();
      Estimate estimate = FiniteDifference.refined(f, x);
      within(StrictMath.cos(x), estimate);
      assertTrue(estimate.error() < 1e4 * noise + 1e-10, estimate::toString);
    }
  }

  @Test
  void kinkHasTwoSlopes() {
    Estimate abs = FiniteDifference.refined(t -> Math.abs(t) + t * t, 0);
    assertTrue(abs.isKink());
    assertEquals(-1, abs.left(), abs.error());
    assertEquals(1, abs.right(), abs.error());
    assertTrue(abs.admits(0));
    assertFalse(abs.admits(1.1));
  }

  @Test
  void kinkBesideThePointIsNoKink() {
    within(-1, FiniteDifference.refined(Math::abs, -1e-3));
    within(1, FiniteDifference.refined(Math::abs, 1e-6));
  }

  @Test
  void roundCornerIsNoKink() {
    // Slopes -1 and 1 within 2e-3 of each other, yet smooth.
    within(0, FiniteDifference.refined(t -> Math.sqrt(t * t + 1e-6), 0));
  }

  @Test
  void stepsOutOfTheDomainAreLeftOut() {
    within(1e5, FiniteDifference.refined(StrictMath::log, 1e-5));
  }

  @Test
  void pointWithoutAValueHasNoEstimate() {
    Estimate estimate = FiniteDifference.refined(StrictMath::log, -1);
    assertTrue(Double.isNaN(estimate.value()));
    assertEquals(Double.POSITIVE_INFINITY, estimate.error());
  }
}
