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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NetPicturesTest {
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

  private static List<String> texts(String svg, String role) {
    return Pattern.compile("class=\"" + role + "\" aria-label=\"([^\"]*)\"")
        .matcher(svg)
        .results()
        .map(r -> r.group(1))
        .toList();
  }

  @Test
  void aDrawingNamesEveryWeightAndBias() {
    String svg = new NetPicture(TASK_3, "", null, Language.EN).svg();
    assertEquals(
        List.of("w^1_1", "w^0_1", "w^1_2", "w^0_2", "w^1_3", "w^0_3"), texts(svg, "weight"));
    assertEquals(List.of("1", "1", "1", "x", "σ", "σ", "σ"), texts(svg, "node"));
    assertEquals(List.of("ŷ"), texts(svg, "output"));
  }

  @Test
  void aDrawingWithNumbersBearsOutputsAndGradients() {
    NetPicture picture =
        new NetPicture(TASK_5, "", TASK_5.pass(matrix("[1 2]"), matrix("0")), Language.RU);
    assertEquals(List.of("1", "2", "2", "0", "1"), texts(picture.svg(), "value"));
    assertEquals(List.of("δ = 1", "δ = 0", "δ = 2"), texts(picture.svg(), "gradient"));
    assertEquals(
        """
        Нейронная сеть
          x1 … x2
          linear 2×2, relu: [2 0], δ = [1 0]
          linear 2×1, identity: 1, δ = 2""",
        picture.toString());
  }

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
