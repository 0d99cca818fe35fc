package handgrad.plot;

import static handgrad.notebook.Nets.RELU;
import static handgrad.notebook.Nets.SIGMOID;
import static handgrad.notebook.Nets.linear;
import static handgrad.notebook.Nets.matrix;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.net.Activation;
import handgrad.net.Descent;
import handgrad.net.Loss;
import handgrad.net.Net;
import handgrad.words.Language;
import java.util.List;
import java.util.Map;
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
  private static final Net TASK_5 =
      Net.of(Loss.SQUARED_SUM, linear("[1 -1; 0.5 0]"), RELU, linear("[0.5; 1]"));
  private static final NetCharts CHARTS = new NetCharts(Language.EN);

  @Test
  void chartsHoldWhatTheyShow() {
    Descent descent = Descent.stochastic(TASK_3, matrix("[1; 5]"), matrix("[1; 0]"), 1, 1, 2);
    Chart loss = CHARTS.loss(Map.of("γ = 1", descent));
    assertEquals(List.of(0.0, 1.0, 2.0), loss.series().get(0).x());
    assertEquals(descent.losses(), loss.series().get(0).y());
    assertEquals("step", loss.xTitle());
    Chart relu = CHARTS.activation(Activation.RELU, -4, 4);
    assertEquals(List.of("$f(t)$", "$f'(t)$"), relu.series().stream().map(s -> s.name()).toList());
    for (int i = 0; i < relu.series().get(1).x().size(); i++) {
      double t = relu.series().get(1).x().get(i);
      assertEquals(t > 0 ? 1.0 : 0.0, relu.series().get(1).y().get(i));
    }
    Chart sizes = CHARTS.gradientSizes(Map.of("start", TASK_3.pass(matrix("1"), matrix("1"))));
    assertEquals(List.of(3.0), sizes.series().get(0).x());
    assertEquals(List.of(0.25), sizes.series().get(0).y());
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
}
