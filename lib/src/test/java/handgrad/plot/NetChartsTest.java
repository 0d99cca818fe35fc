package handgrad.plot;

import static handgrad.notebook.Nets.SIGMOID;
import static handgrad.notebook.Nets.linear;
import static handgrad.notebook.Nets.matrix;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.net.Activation;
import handgrad.net.Descent;
import handgrad.net.Loss;
import handgrad.net.Net;
import handgrad.net.Pass;
import handgrad.words.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetChartsTest {
  private static final Net TASK_3 =
      Net.of(
          Loss.LOG_SUM,
          linear("0", "0"),
          SIGMOID,
          linear("0", "0"),
          SIGMOID,
          linear("0", "0"),
          SIGMOID);
  private static final NetCharts EN = new NetCharts(Language.EN);
  private static final NetCharts RU = new NetCharts(Language.RU);

  @Test
  void theLossHasAPointAStep() {
    Descent descent = Descent.stochastic(TASK_3, matrix("[1; 5]"), matrix("[1; 0]"), 1, 1, 2);
    Chart chart = EN.loss(Map.of("$\\gamma = 1$", descent));
    assertEquals("Loss over steps\n  x: step\n  y: L\n  γ = 1 (3)", chart.toString());
    assertEquals(List.of(0.0, 1.0, 2.0), chart.series().get(0).x());
    assertEquals(descent.losses(), chart.series().get(0).y());
    assertEquals("handgrad-loss", chart.kind());
  }

  @Test
  void aLossThatFallsFarStandsInPowersOfTen() {
    String svg = EN.losses(Map.of("SGD", List.of(100.0, 10.0, 1.0))).svg();
    assertEquals("0 | 1 | 2 | 1 | 10 | 10^2", Seen.texts(svg, "tick"));
    assertEquals(
        "0 | 1 | 2 | 0 | 20 | 40 | 60 | 80 | 100",
        Seen.texts(EN.losses(Map.of("SGD", List.of(100.0, 10.0, 0.0))).svg(), "tick"));
  }

  @Test
  void ofManyStepsTheHighestAndLowestStay() {
    List<Double> losses = new ArrayList<>();
    for (int k = 0; k < 100_000; k++) {
      losses.add(k == 77_777 ? 5.0 : k == 33_333 ? 0.5 : 1 + (k % 7) / 10.0);
    }
    Chart chart = EN.losses(Map.of("SGD", losses));
    List<Double> steps = chart.series().get(0).x();
    assertEquals(steps.stream().sorted().distinct().toList(), steps);
    assertTrue(steps.containsAll(List.of(0.0, 33_333.0, 77_777.0, 99_999.0)));
    assertTrue(steps.size() <= 602);
    assertTrue(chart.svg().length() < 100_000);
  }

  @Test
  void theDerivativeOfReluJumpsAtZero() {
    Chart relu = EN.activation(Activation.RELU, -4, 4);
    assertEquals(
        "ReLU and its derivative\n"
            + "  x: t\n"
            + "  y: f(t), f'(t)\n"
            + "  f(t) (121)\n"
            + "  f'(t) (2)\n"
            + "  f'(t) (2)\n"
            + "  f'(0) (1)",
        relu.toString());
    assertEquals(List.of(0.0, 0.0), relu.series().get(1).y());
    assertEquals(List.of(1.0, 1.0), relu.series().get(2).y());
    assertEquals(List.of(0.0), relu.series().get(3).y());
    assertEquals("f(t) | f'(t) | f'(0)", Seen.texts(relu.svg(), "name"));
  }

  @Test
  void theDerivativeOfTheSigmoidIsLargestAtZero() {
    Chart sigmoid = RU.activation(Activation.SIGMOID, -6, 6);
    assertEquals("σ и её производная", Label.of(sigmoid.title()).text());
    assertEquals(0.5, sigmoid.series().get(0).y().get(60));
    assertEquals(0.25, sigmoid.series().get(1).y().get(60));
    assertEquals(
        0.25, sigmoid.series().get(1).y().stream().mapToDouble(v -> v).max().orElseThrow());
  }

  @Test
  void gradientsOfZeroStandOnALineOfTheirOwn() {
    Map<String, Pass> passes = new LinkedHashMap<>();
    passes.put("start", TASK_3.pass(matrix("1"), matrix("1")));
    Net next = TASK_3.step(matrix("1"), matrix("1"), 1);
    passes.put("after step 1", next.pass(matrix("5"), matrix("0")));
    Chart chart = EN.gradientSizes(passes);
    assertEquals(List.of(0.001, 0.001, 0.25), chart.series().get(0).y());
    assertEquals(0.001, chart.series().get(1).y().get(0));
    assertEquals("1 | 2 | 3 | 10^{-2} | 10^{-1} | 1 | 0", Seen.texts(chart.svg(), "tick"));
    assertEquals("handgrad-gradient-size", chart.kind());
    assertEquals(
        "1 | 2 | 10^{-1} | 1 | 0",
        Seen.texts(EN.sizes(Map.of("zero", List.of(0.0, 0.0))).svg(), "tick"));
  }

  @Test
  void aPathOfDescentLiesOverNumberedLevels() {
    List<double[]> path =
        List.of(new double[] {-1, 1}, new double[] {-0.5, 0.5}, new double[] {0, 0});
    double[] range = {-2, 2};
    Chart chart = EN.surface("$w_1$", "$w_2$", (s, t) -> s * s + t * t, range, range, path);
    assertEquals(
        "Loss over two weights\n"
            + "  x: w_1\n"
            + "  y: w_2\n"
            + "  path of descent (3)\n"
            + "  start (1)",
        chart.toString());
    assertEquals(
        "0.34 | 1.1 | 1.8 | 2.5 | 3.2 | 3.9 | 4.6"
            + " | 5.5 | 5.5 | 5.5 | 5.5 | 7.1 | 7.1 | 7.1 | 7.1",
        Seen.texts(chart.svg(), "level"));
    assertTrue(chart.svg().contains(" class=\"handgrad-loss-surface\""));
  }

  @Test
  void aRegionIsShadedAndEachClassHasItsMarker() {
    Random random = new Random(1);
    int count = 600;
    double[] x = new double[count];
    double[] y = new double[count];
    double[] labels = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = random.nextGaussian();
      y[i] = random.nextGaussian();
      labels[i] = x[i] * x[i] + y[i] * y[i] < 1 ? 1 : 0;
    }
    Chart chart = RU.regions((s, t) -> s * s + t * t < 1 ? 0.9 : 0.1, x, y, labels, "$a$", "$b$");
    String svg = chart.svg();
    assertEquals("Области решений, серая — p ≥0.5", Seen.texts(svg, "title"));
    assertEquals("p = 0.5 | y = 1 | y = 0", Seen.texts(svg, "name"));
    assertEquals(1, svg.split("fill-rule=\"evenodd\"", -1).length - 1);
    assertTrue(svg.length() < 100_000);
    Chart never = RU.regions((s, t) -> 0.1, x, y, labels, "$a$", "$b$");
    assertFalse(never.svg().contains("evenodd"));
  }

  @Test
  void theProbabilityRunsBetweenTheObservations() {
    Chart chart = EN.probability(Map.of("start", TASK_3), matrix("[1; 5]"), matrix("[1; 0]"));
    assertEquals(
        "Predicted probability\n"
            + "  x: x\n"
            + "  y: p\n"
            + "  start (121)\n"
            + "  p = 0.5 (2)\n"
            + "  y = 1 (1)\n"
            + "  y = 0 (1)",
        chart.toString());
    assertEquals(0.5, chart.series().get(0).y().get(0));
    assertEquals(List.of(5.0), chart.series().get(3).x());
  }

  @Test
  void refusesWhatIsNoDatum() {
    assertEquals(
        "label 2 is 2.0: labels are 0 and 1",
        refusal(() -> EN.probability("$x$", Map.of(), new double[] {0, 1}, new double[] {0, 2})));
    assertEquals(
        "1 observations and 0 labels: give one label an observation, and at least one",
        refusal(() -> EN.probability("$x$", Map.of(), new double[] {0}, new double[] {})));
    assertEquals(
        "the size -1.0 of a gradient: give its finite absolute value",
        refusal(() -> EN.sizes(Map.of("s", List.of(-1.0)))));
    assertEquals(
        "no size to draw: give a pass of a net with weights", refusal(() -> EN.sizes(Map.of())));
    assertEquals(
        "a chart without points: give a series with at least one",
        refusal(() -> EN.losses(Map.of())));
  }

  private static String refusal(Runnable what) {
    return assertThrows(IllegalArgumentException.class, what::run).getMessage();
  }

  @Test
  void contoursLieOnTheirLevel() {
    Contours circle = new Contours((x, y) -> x * x + y * y, -2, 2, -2, 2);
    List<List<double[]>> lines = circle.lines(1);
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).size() > 100);
    for (double[] point : lines.get(0)) {
      assertEquals(1, point[0] * point[0] + point[1] * point[1], 0.01);
    }
  }

  @Test
  void anAreaClosesAlongTheFrame() {
    Contours slope = new Contours((x, y) -> x, 0, 4, 0, 2);
    assertEquals(1, slope.lines(1).size());
    assertEquals(2, length(slope.lines(1).get(0)), 1e-9);
    assertEquals(1, slope.areas(1).size());
    // three wide, two high
    assertEquals(10, length(slope.areas(1).get(0)), 1e-9);
    assertEquals(12, length(slope.areas(-1).get(0)), 1e-9);
    assertEquals(List.of(), slope.areas(5));
  }

  private static double length(List<double[]> line) {
    double length = 0;
    for (int i = 1; i < line.size(); i++) {
      length +=
          Math.hypot(line.get(i)[0] - line.get(i - 1)[0], line.get(i)[1] - line.get(i - 1)[1]);
    }
    return length;
  }
}
