package handgrad.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.plot.ErrorStep.Curve;
import handgrad.plot.ErrorStep.Scheme;
import handgrad.plot.ErrorStep.Words;
import handgrad.words.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ErrorStepTest {

  private static final List<Double> STEPS = List.of(1e-8, 1e-6, 1e-4, 1e-2);
  private static final Curve FORWARD =
      new Curve("forward", Scheme.FORWARD, STEPS, List.of(3e-8, 5e-7, 5e-5, 5e-3), 0.5, 1e-16);
  private static final Curve CENTRAL =
      new Curve("central", Scheme.CENTRAL, STEPS, List.of(1e-8, 1e-10, 2e-9, 2e-5), 0.2, 1e-16);

  @Test
  void drawsBothFormulasWithTheirTheory() {
    Chart chart = ErrorStep.chart(Words.in(Language.EN), List.of(FORWARD, CENTRAL));
    assertEquals(
        "Error against step size\n"
            + "  x: step h\n"
            + "  y: relative error\n"
            + "  forward (4)\n"
            + "  central (4)\n"
            + "  truncation, ∝h and ∝h^2 (2)\n"
            + "  rounding, ∝1/h (2)\n"
            + "  truncation, ∝h and ∝h^2 (2)\n"
            + "  rounding, ∝1/h (2)",
        chart.toString());
    assertEquals(
        "title: Error against step size, tick: 10^{-8}, tick: 10^{-7}, tick: 10^{-6},"
            + " tick: 10^{-5}, tick: 10^{-4}, tick: 10^{-3}, tick: 10^{-2}, axis-title: step h,"
            + " tick: 10^{-10}, tick: 10^{-9}, tick: 10^{-8}, tick: 10^{-7}, tick: 10^{-6},"
            + " tick: 10^{-5}, tick: 10^{-4}, tick: 10^{-3}, tick: 10^{-2},"
            + " axis-title: relative error, name: forward, name: central,"
            + " name: truncation, ∝h and ∝h^2, name: rounding, ∝1/h",
        String.join(", ", Seen.texts(chart.svg())));
  }

  @Test
  void theRootBearsItsKindAndTitle() {
    assertEquals(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"handgrad-error-step\" role=\"img\" width=\"600\" height=\"436\""
            + " viewBox=\"0 0 600 436\" style=\"max-width:100%;height:auto\">\n"
            + "<title>Error against step size</title>",
        Seen.head(ErrorStep.chart(Words.in(Language.EN), List.of(FORWARD, CENTRAL)).svg()));
  }

  @Test
  void theXChartBehindItHasTheSameSeriesTitlesAndLooks() {
    var chart = ErrorStep.chart(Words.in(Language.EN), List.of(FORWARD, CENTRAL)).xchart();
    assertEquals("Error against step size", chart.getTitle());
    assertEquals("step h", chart.getXAxisTitle());
    assertEquals("relative error", chart.getYAxisTitle());
    assertTrue(chart.getStyler().isXAxisLogarithmic() && chart.getStyler().isYAxisLogarithmic());
    assertEquals(
        "forward | central | truncation, ∝h and ∝h^2 | rounding, ∝1/h"
            + " | truncation, ∝h and ∝h^2 (2) | rounding, ∝1/h (2)",
        String.join(" | ", chart.getSeriesMap().keySet()));
    assertEquals(Look.FORWARD.color(), chart.getSeriesMap().get("forward").getLineColor());
    assertEquals(Look.CENTRAL.marker(), chart.getSeriesMap().get("central").getMarker());
  }

  @Test
  void theLegendNamesTheTruncationThatIsDrawn() {
    Curve exact =
        new Curve("central", Scheme.CENTRAL, STEPS, List.of(1e-8, 1e-10, 1e-12, 1e-14), 0, 1e-16);
    assertEquals(
        "forward | central | truncation, ∝h | rounding, ∝1/h | rounding, ∝1/h",
        names(ErrorStep.chart(Words.in(Language.EN), List.of(FORWARD, exact))));
    assertEquals(
        "central | truncation, ∝h^2 | rounding, ∝1/h",
        names(ErrorStep.chart(Words.in(Language.EN), List.of(CENTRAL))));
  }

  @Test
  void aTruncationOfZeroDrawsNoBranch() {
    Curve exact =
        new Curve("central", Scheme.CENTRAL, STEPS, List.of(1e-8, 1e-10, 1e-12, 1e-14), 0, 1e-16);
    assertEquals(
        "central | rounding, ∝1/h", names(ErrorStep.chart(Words.in(Language.EN), List.of(exact))));
  }

  @Test
  void anErrorOfExactlyZeroStandsOnALineOfItsOwn() {
    Curve exact = new Curve("central", Scheme.CENTRAL, STEPS, List.of(1e-8, 1e-10, 0.0, 0.0), 0, 0);
    Chart chart = ErrorStep.chart(Words.in(Language.EN), List.of(exact));
    assertEquals(List.of(1e-8, 1e-10, 1e-11, 1e-11), chart.series().get(0).y());
    assertEquals(
        "10^{-8} | 10^{-7} | 10^{-6} | 10^{-5} | 10^{-4} | 10^{-3} | 10^{-2}"
            + " | 10^{-10} | 10^{-9} | 10^{-8} | 0",
        Seen.texts(chart.svg(), "tick"));
  }

  @Test
  void severalChecksHaveACurveEach() {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      curves.add(new Curve("7." + i, Scheme.CENTRAL, STEPS, List.of(1e-8, 1e-9, 1e-8, 1e-4), 0, 0));
    }
    Chart chart = ErrorStep.chart(Words.in(Language.EN), curves);
    assertEquals("7.0 | 7.1 | 7.2 | 7.3 | 7.4 | 7.5 | 7.6 | 7.7 | 7.8", names(chart));
    assertEquals(9, chart.series().stream().map(Chart.Series::look).distinct().count());
  }

  @Test
  void staysSmall() {
    List<Double> steps = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    for (int k = 0; k < 60; k++) {
      steps.add(StrictMath.pow(10, -k / 4.0));
      errors.add(StrictMath.pow(10, -k / 5.0));
    }
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      curves.add(new Curve("пункт 7." + i, Scheme.CENTRAL, steps, errors, 1, 1e-16));
    }
    int size = ErrorStep.chart(Words.in(Language.EN), curves).svg().length();
    assertTrue(size < 100_000, "a chart has " + size + " bytes");
  }

  @Test
  void refusesDataThatCannotStandOnTheAxes() {
    assertEquals(
        "curve \"f\" has 4 steps and 1 errors: give one error a step",
        refusal(() -> new Curve("f", Scheme.FORWARD, STEPS, List.of(1.0), 0, 0)));
    assertEquals(
        "step 1 of curve \"f\" is 0.0: steps are positive numbers",
        refusal(() -> new Curve("f", Scheme.FORWARD, List.of(0.0), List.of(1.0), 0, 0)));
    assertEquals(
        "error 1 of curve \"f\" is -1.0: give its absolute value",
        refusal(() -> new Curve("f", Scheme.FORWARD, List.of(1.0), List.of(-1.0), 0, 0)));
    assertEquals(
        "curve \"f\" has truncation NaN and rounding 0.0: both are 0 or more",
        refusal(() -> new Curve("f", Scheme.FORWARD, STEPS, STEPS, Double.NaN, 0)));
    Curve undefined = new Curve("f", Scheme.FORWARD, List.of(1.0), List.of(Double.NaN), 0, 0);
    assertEquals(
        "no finite error to draw: check the function at points where it is defined",
        refusal(() -> ErrorStep.chart(Words.in(Language.EN), List.of(undefined))));
  }

  private static String names(Chart chart) {
    return chart.series().stream()
        .map(Chart.Series::name)
        .map(n -> Label.of(n).text())
        .collect(Collectors.joining(" | "));
  }

  private static String refusal(Runnable what) {
    return assertThrows(IllegalArgumentException.class, what::run).getMessage();
  }
}
