package handgrad.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.fit.LogisticRegression;
import handgrad.fit.NormalLikelihood;
import handgrad.fit.Observations;
import handgrad.notebook.Estimates;
import handgrad.notebook.Nets;
import handgrad.words.Language;
import java.nio.file.Path;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class EstimateChartsTest {
  private static final EstimateCharts EN = new EstimateCharts(Language.EN);
  private static final EstimateCharts RU = new EstimateCharts(Language.RU);

  private static Table data(String name) {
    return Table.read().csv(Path.of("..", "notebooks", "data", name).toFile());
  }

  // ---- the normal distribution

  @Test
  void theEllipsesAreLevelsOfTheFittedDensity() {
    DMatrixRMaj x = Nets.matrix("[0 2 1 3; 0 0 3 3]");
    NormalLikelihood fit = NormalLikelihood.of(x);
    Chart chart = EN.ellipses(x, fit, "$x_1$", "$x_2$");
    assertEquals("handgrad-confidence-ellipses", chart.kind());
    for (int level = 0; level < 2; level++) {
      Chart.Series ellipse = chart.series().get(2 + level);
      double square = -2 * Math.log(1 - (level == 0 ? 0.5 : 0.95));
      DMatrixRMaj s = fit.sigma();
      double det = s.get(0, 0) * s.get(1, 1) - s.get(0, 1) * s.get(0, 1);
      for (int i = 0; i < ellipse.x().size(); i++) {
        double u = ellipse.x().get(i) - fit.mu().data[0];
        double v = ellipse.y().get(i) - fit.mu().data[1];
        double distance = u * u * s.get(1, 1) - 2 * u * v * s.get(0, 1) + v * v * s.get(0, 0);
        assertEquals(square, distance / det, 1e-12);
      }
    }
  }

  @Test
  void aboutHalfOfTheIrisesLieInTheInnerEllipse() {
    Table setosa = data("iris.csv").first(50);
    DMatrixRMaj x = Estimates.sample(setosa, "sepal_length", "sepal_width");
    Chart chart = RU.ellipses(x, NormalLikelihood.of(x), "длина, см", "ширина, см");
    assertEquals(
        "Наблюдения и эллипсы подобранного нормального закона\n"
            + "  x: длина, см\n"
            + "  y: ширина, см\n"
            + "  наблюдения (50)\n"
            + "  среднее (1)\n"
            + "  50%: внутри 25 из 50 (121)\n"
            + "  95%: внутри 48 из 50 (121)",
        chart.toString());
    assertTrue(chart.svg().length() < 100_000);
  }

  @Test
  void ellipsesNeedTwoNumbersAnObservation() {
    DMatrixRMaj x = Nets.matrix("[0 2 1 4; 0 0 3 1; 1 0 0 3]");
    assertEquals(
        "ellipses of observations with 3 entries: choose two of them",
        assertThrows(
                IllegalArgumentException.class,
                () -> EN.ellipses(x, NormalLikelihood.of(x), "", ""))
            .getMessage());
  }

  @Test
  void alongTheRayOfSigmaTheLikelihoodBendsAlongThatOfTheInverseItDoesNot() {
    DMatrixRMaj x = Nets.matrix("[0 2 1 3; 0 0 3 3]");
    Chart chart = EN.rays(x, NormalLikelihood.of(x));
    assertEquals(
        "The log-likelihood along two rays\n"
            + "  x: t\n"
            + "  y: ℓ-ℓ_{max}\n"
            + "  Σ = tΣ_0 (121)\n"
            + "  Σ^{-1} = tΣ_0^{-1} (121)\n"
            + "  maximum (1)",
        chart.toString());
    assertFalse(isConcave(chart.series().get(0).y()));
    assertTrue(isConcave(chart.series().get(1).y()));
    for (Chart.Series ray : chart.series().subList(0, 2)) {
      assertTrue(ray.y().stream().allMatch(value -> value <= 1e-12));
    }
  }

  private static boolean isConcave(List<Double> y) {
    for (int i = 1; i + 1 < y.size(); i++) {
      if (y.get(i - 1) + y.get(i + 1) > 2 * y.get(i)) {
        return false;
      }
    }
    return true;
  }

  // ---- logistic regression

  private static final Observations PARTY = Estimates.labelled(data("anes96.csv"), "vote", "PID");
  private static final Observations BOTH =
      Estimates.labelled(data("anes96.csv"), "vote", "PID", "income");

  @Test
  void theCurveRunsThroughTheSharesOfEachGroup() {
    Chart chart = EN.curve(PARTY, LogisticRegression.of(PARTY, 0), "party", "p");
    assertEquals(
        "The logistic curve\n"
            + "  x: party\n"
            + "  y: p\n"
            + "  σ(x^⊤ w) (121)\n"
            + "  p = 0.5 (2)\n"
            + "  share of the label +1 (7)",
        chart.toString());
    assertEquals("handgrad-logistic-curve", chart.kind());
    Chart.Series shares = chart.series().get(2);
    assertEquals(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0), shares.x());
    // without a penalty the mean of the fitted probabilities is the share of the label
    assertTrue(shares.y().get(0) < 0.05 && shares.y().get(6) > 0.95);
  }

  @Test
  void theBoundaryIsTheLineOfEvenOdds() {
    LogisticRegression fit = LogisticRegression.of(BOTH, 0);
    Chart chart = EN.boundary(BOTH, fit, "party", "income");
    assertEquals("handgrad-decision-boundary", chart.kind());
    double[] w = fit.w().data;
    Chart.Series line = chart.series().get(0);
    for (int i = 0; i < line.x().size(); i++) {
      assertEquals(0, w[0] + w[1] * line.x().get(i) + w[2] * line.y().get(i), 0.02);
    }
    assertEquals(
        "p = 0.5 | mostly the label 1 | mostly the label -1 | as many of each",
        Seen.texts(chart.svg(), "name"));
    // 151 pairs of answers, each drawn once
    assertEquals(151, chart.series().subList(1, 4).stream().mapToInt(one -> one.x().size()).sum());
    assertTrue(chart.svg().length() < 100_000);
  }

  @Test
  void otherColumnsAreRefused() {
    assertEquals(
        "columns intercept, PID, income: give an intercept and 1 more",
        assertThrows(
                IllegalArgumentException.class,
                () -> EN.curve(BOTH, LogisticRegression.of(BOTH, 0), "", ""))
            .getMessage());
  }
}
