package handgrad.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.words.InputException;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;

class NormalLikelihoodTest {
  @Test
  void anExampleByHand() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{0, 2, 1}, {0, 0, 3}});
    NormalLikelihood fit = NormalLikelihood.of(x);
    assertArrayEquals(new double[] {1, 1}, fit.mu().data, 1e-15);
    assertArrayEquals(new double[] {2.0 / 3, 0, 0, 2}, fit.sigma().data, 1e-15);
    // −(3/2) ln det(2πΣ) − ½·m·n
    assertEquals(-1.5 * Math.log(4 * Math.PI * Math.PI * 4 / 3) - 3, fit.logLikelihood(x), 1e-12);
  }

  @Test
  void bothGradientsVanishAtTheEstimate() {
    DMatrixRMaj x = random(3, 40, 1);
    NormalLikelihood fit = NormalLikelihood.of(x);
    assertTrue(NormOps_DDRM.normPInf(fit.gradientByMu(x)) < 1e-11);
    assertTrue(NormOps_DDRM.normPInf(fit.gradientBySigma(x)) < 1e-11);
  }

  @Test
  void bothGradientsAgreeWithDifferencesElsewhere() {
    DMatrixRMaj x = random(3, 10, 2);
    DMatrixRMaj mu = new DMatrixRMaj(3, 1, true, 0.1, -0.2, 0.3);
    DMatrixRMaj sigma = new DMatrixRMaj(new double[][] {{2, 0.3, 0.1}, {0.3, 1, 0}, {0.1, 0, 1.5}});
    NormalLikelihood at = new NormalLikelihood(mu, sigma);
    double h = 1e-5;
    for (int i = 0; i < 3; i++) {
      DMatrixRMaj up = mu.copy();
      DMatrixRMaj down = mu.copy();
      up.data[i] += h;
      down.data[i] -= h;
      double slope =
          (new NormalLikelihood(up, sigma).logLikelihood(x)
                  - new NormalLikelihood(down, sigma).logLikelihood(x))
              / (2 * h);
      assertEquals(at.gradientByMu(x).data[i], slope, 1e-7);
    }
    // A symmetric direction, for Σ is symmetric: tr(G·H).
    DMatrixRMaj direction = new DMatrixRMaj(new double[][] {{1, 2, 0}, {2, 0, 1}, {0, 1, -1}});
    double slope =
        (new NormalLikelihood(mu, moved(sigma, h, direction)).logLikelihood(x)
                - new NormalLikelihood(mu, moved(sigma, -h, direction)).logLikelihood(x))
            / (2 * h);
    double traced = 0;
    for (int i = 0; i < 9; i++) {
      traced += at.gradientBySigma(x).data[i] * direction.data[i];
    }
    assertEquals(traced, slope, 1e-6);
  }

  @Test
  void noOtherPointIsBetter() {
    DMatrixRMaj x = random(2, 12, 3);
    NormalLikelihood best = NormalLikelihood.of(x);
    Random random = new Random(4);
    for (int trial = 0; trial < 200; trial++) {
      DMatrixRMaj noise = new DMatrixRMaj(2, 2);
      for (int i = 0; i < 4; i++) {
        noise.data[i] = random.nextGaussian();
      }
      DMatrixRMaj sigma = best.sigma().copy();
      CommonOps_DDRM.multAddTransB(0.1, noise, noise, sigma);
      DMatrixRMaj mu = best.mu().copy();
      mu.data[0] += 0.1 * random.nextGaussian();
      assertTrue(new NormalLikelihood(mu, sigma).logLikelihood(x) < best.logLikelihood(x));
    }
  }

  @Test
  void tooFewObservationsAreSaid() {
    assertEquals(
        "3 observations of 3 numbers: the estimate of Sigma is singular and the likelihood"
            + " unbounded; at least 4 observations are needed",
        assertThrows(InputException.class, () -> NormalLikelihood.of(random(3, 3, 5)))
            .getMessage());
    DMatrixRMaj flat = random(2, 10, 6);
    for (int j = 0; j < 10; j++) {
      flat.set(1, j, 2 * flat.get(0, j));
    }
    assertEquals(
        "the estimate of Sigma is singular: the observations lie in a plane, so the likelihood is"
            + " unbounded; leave out a dependent row",
        assertThrows(InputException.class, () -> NormalLikelihood.of(flat)).getMessage());
  }

  private static DMatrixRMaj moved(DMatrixRMaj sigma, double h, DMatrixRMaj direction) {
    DMatrixRMaj moved = sigma.copy();
    CommonOps_DDRM.addEquals(moved, h, direction);
    return moved;
  }

  private static DMatrixRMaj random(int rows, int columns, long seed) {
    Random random = new Random(seed);
    DMatrixRMaj x = new DMatrixRMaj(rows, columns);
    for (int i = 0; i < x.data.length; i++) {
      x.data[i] = random.nextGaussian();
    }
    return x;
  }
}
