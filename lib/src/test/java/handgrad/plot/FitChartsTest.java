package handgrad.plot;

import static handgrad.notebook.Nets.matrix;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.fit.GradientDescent;
import handgrad.fit.Lasso;
import handgrad.fit.LeastSquares;
import handgrad.fit.LeastSquares.Deficient;
import handgrad.fit.Observations;
import handgrad.fit.Path;
import handgrad.fit.Ridge;
import handgrad.words.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class FitChartsTest {
  private static final FitCharts EN = new FitCharts(Language.EN);
  private static final FitCharts RU = new FitCharts(Language.RU);
  private static final Observations DATA =
      new Observations(matrix("[1 0; 0 2; 1 2; -1 1]"), matrix("[1; 2; 4; 0]"), List.of("a", "b"));

  private static GradientDescent descent(double gamma, int steps) {
    return GradientDescent.run(
        w -> Ridge.q(DATA, w, 0),
        w -> LeastSquares.gradient(DATA, w),
        new DMatrixRMaj(2, 1),
        gamma,
        0,
        steps);
  }

  private static LeastSquares fit() {
    return LeastSquares.of(DATA, Deficient.REFUSE);
  }

  @Test
  void residualsStandOverFittedValues() {
    Chart chart = EN.residuals(DATA, fit(), "people");
    assertEquals(
        "Residuals\n  x: fitted ŷ, people\n  y: residual y - ŷ, people\n  y = ŷ (2)\n"
            + "  observations (4)",
        chart.toString());
    DMatrixRMaj residuals = fit().residuals(DATA);
    for (int i = 0; i < 4; i++) {
      double fitted = DATA.y().data[i] - residuals.data[i];
      assertEquals(fitted, chart.series().get(1).x().get(i));
      assertEquals(residuals.data[i], chart.series().get(1).y().get(i));
    }
    assertEquals(List.of(0.0, 0.0), chart.series().get(0).y());
    assertEquals("handgrad-residuals", chart.kind());
  }

  @Test
  void aPerfectFitStandsOnTheDiagonal() {
    Chart chart = RU.fitted(DATA, fit(), "человек");
    assertEquals("Наблюдения и прогноз", chart.title());
    assertEquals(chart.series().get(0).x(), chart.series().get(0).y());
    assertEquals(List.of(1.0, 2.0, 4.0, 0.0), chart.series().get(1).y());
  }

  @Test
  void aPathThatLeavesThePictureEndsAtItsBorder() {
    double bound = GradientDescent.bound(DATA.x());
    Map<String, GradientDescent> descents = new LinkedHashMap<>();
    descents.put("slow", descent(0.3 * bound, 10));
    descents.put("fast", descent(1.6 * bound, 30));
    Chart chart = EN.contours(DATA, fit().w(), descents);
    assertEquals(11, chart.series().get(0).x().size());
    assertTrue(chart.series().get(1).x().size() < 31);
    double[] w = fit().w().data;
    assertEquals(List.of(w[0]), chart.series().get(2).x());
    assertEquals(List.of(w[1]), chart.series().get(2).y());
    assertEquals("coefficient of a", chart.xTitle());
    String svg = chart.svg();
    assertTrue(svg.length() < 100_000);
    assertTrue(Seen.texts(svg, "level").contains("0.5"), Seen.texts(svg, "level"));
  }

  @Test
  void threeColumnsHaveNoPlane() {
    Observations wide = DATA.withIntercept();
    assertEquals(
        "3 columns: the picture has room for two coefficients",
        assertThrows(
                IllegalArgumentException.class,
                () -> EN.contours(wide, new DMatrixRMaj(3, 1), Map.of()))
            .getMessage());
  }

  @Test
  void theExcessBeginsAtOneAndFallsByTheSlowestFactor() {
    double bound = GradientDescent.bound(DATA.x());
    Chart chart = EN.descents(fit().q(), Map.of("γ", descent(0.5 * bound, 12)));
    List<Double> excess = chart.series().get(0).y();
    assertEquals(1.0, excess.get(0));
    for (int k = 1; k < excess.size(); k++) {
      assertTrue(excess.get(k) < excess.get(k - 1));
    }
    assertEquals("handgrad-descents", chart.kind());
  }

  @Test
  void aPathHasACurveAColumnAndEndsInZeros() {
    double[] lambdas = Path.lambdas(Lasso.lambdaMax(DATA), 0.01, 20);
    Chart lasso = EN.lasso(Lasso.path(DATA, lambdas));
    assertEquals(
        "Lasso: coefficients over the penalty\n  x: λ\n  y: w_j\n  a (20)\n  b (20)",
        lasso.toString());
    assertEquals(0.0, lasso.series().get(0).y().get(0));
    assertEquals(0.0, lasso.series().get(1).y().get(0));
    Chart ridge = RU.ridge(Ridge.path(DATA, lambdas));
    assertEquals("Гребневая регрессия: коэффициенты и штраф", ridge.title());
    assertEquals(Ridge.of(DATA, lambdas[19]).w().data[1], ridge.series().get(1).y().get(19));
  }

  @Test
  void theThresholdIsFlatUpToHalfOfLambda() {
    Chart chart = EN.threshold(2);
    assertEquals(List.of(-4.0, -1.0, 1.0, 4.0), chart.series().get(2).x());
    assertEquals(List.of(-3.0, 0.0, 0.0, 3.0), chart.series().get(2).y());
    assertEquals(List.of(-4.0 / 3, 4.0 / 3), chart.series().get(1).y());
  }

  @Test
  void theKinkHoldsTheOptimumUntilTIsLarge() {
    Chart chart = EN.kink(2, 0.5, 1.5);
    assertEquals(List.of(0.0, 0.5), chart.series().get(2).x());
    assertEquals(List.of(0.25, 2.0), chart.series().get(2).y());
    for (int i = 0; i < 2; i++) {
      double least = chart.series().get(i).y().stream().mapToDouble(v -> v).min().orElseThrow();
      assertEquals(chart.series().get(2).y().get(i), least, 1e-12);
    }
  }
}
