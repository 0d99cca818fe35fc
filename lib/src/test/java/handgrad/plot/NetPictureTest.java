package handgrad.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.net.Activation;
import handgrad.net.Linear;
import handgrad.net.Loss;
import handgrad.net.Net;
import handgrad.plot.NetPicture.Entry;
import handgrad.plot.NetPicture.Neuron;
import handgrad.plot.NetPicture.Role;
import handgrad.plot.NetPicture.Weight;
import handgrad.plot.NetPicture.Words;
import handgrad.words.Language;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class NetPictureTest {

  private static final Words EN = Words.in(Language.EN);

  private static DMatrixRMaj matrix(double[]... rows) {
    return new DMatrixRMaj(rows);
  }

  private static DMatrixRMaj row(double... entries) {
    return matrix(entries);
  }

  private static Linear zeroNeuron() {
    return new Linear(row(0), row(0));
  }

  private static final Net FIVE =
      Net.of(
          Loss.SQUARED_SUM,
          new Linear(matrix(row(1, -1).data, row(0.5, 0).data)),
          Activation.RELU,
          new Linear(matrix(row(0.5).data, row(1).data)));

  private static final Net CHAIN =
      Net.of(
          Loss.LOG_SUM,
          zeroNeuron(),
          Activation.SIGMOID,
          zeroNeuron(),
          Activation.SIGMOID,
          zeroNeuron(),
          Activation.SIGMOID);

  private static final Net TWO =
      Net.random(1, Loss.HALF_SQUARED_SUM, Activation.SIGMOID, false, 2, 2, 2, 1);

  @Test
  void weightsAreNamedFromNeuronToNeuron() {
    assertEquals(
        "Neural net"
            + "\n  x_1"
            + "\n  x_2"
            + "\n  f: o^1_1"
            + "\n    x_1 → w^1_{11}"
            + "\n    x_2 → w^1_{21}"
            + "\n  f: o^1_2"
            + "\n    x_1 → w^1_{12}"
            + "\n    x_2 → w^1_{22}"
            + "\n  f: o^2_1"
            + "\n    o^1_1 → w^2_{11}"
            + "\n    o^1_2 → w^2_{21}"
            + "\n  f: o^2_2"
            + "\n    o^1_1 → w^2_{12}"
            + "\n    o^1_2 → w^2_{22}"
            + "\n  ∑: ŷ"
            + "\n    o^2_1 → w^3_1"
            + "\n    o^2_2 → w^3_2",
        NetPicture.of(TWO, "f", Language.EN).toString());
  }

  @Test
  void theChainHasItsBiasesAndConstants() {
    assertEquals(
        "Нейронная сеть"
            + "\n  x = 1"
            + "\n  1"
            + "\n  σ: h_1 = 0, градиент 0; o_1 = 0.5, градиент 0"
            + "\n    x → w^1_1 = 0, градиент 0"
            + "\n    1 → w^0_1 = 0, градиент 0"
            + "\n  1"
            + "\n  σ: h_2 = 0, градиент 0; o_2 = 0.5, градиент 0"
            + "\n    o_1 → w^1_2 = 0, градиент 0"
            + "\n    1 → w^0_2 = 0, градиент 0"
            + "\n  1"
            + "\n  σ: h_3 = 0, градиент -0.5; ŷ = 0.5, градиент -2"
            + "\n    o_2 → w^1_3 = 0, градиент -0.25"
            + "\n    1 → w^0_3 = 0, градиент -0.5",
        NetPicture.of(CHAIN, row(1), row(1), Language.RU).toString());
  }

  @Test
  void theDrawingSaysTheSameNumbers() {
    NetPicture picture =
        NetPicture.of(FIVE, row(1, 2), row(0), Language.EN).withTitle("$L = (y-ŷ)^2$");
    String svg = picture.svg();
    assertEquals("L = (y−ŷ)^2", Seen.texts(svg, "title").replace('-', '−'));
    assertEquals(
        "w^1_{11} = 1 | w^1_{12} = -1 | w^1_{21} = 0.5 | w^1_{22} = 0 | w^2_1 = 0.5 | w^2_2 = 1",
        Seen.texts(svg, "weight"));
    assertEquals("x_1 | x_2 | o_1 | o_2 | ŷ", Seen.texts(svg, "neuron"));
    assertEquals("1 | 2 | 2 | 2 | -1 | 0 | 1", Seen.texts(svg, "value"));
    assertEquals("1 | 0 | 2 | 0 | 4 | 0 | 1 | 1 | 0 | 2 | 2", Seen.texts(svg, "gradient"));
    assertTrue(svg.startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"handgrad-net\""));
  }

  @Test
  void withoutNumbersThereAreCirclesAndNoKey() {
    String svg = NetPicture.of(FIVE, Language.EN).svg();
    assertEquals("x_1 | x_2 | ReLU | ReLU | ∑", Seen.texts(svg, "inside"));
    assertEquals("o_1 | o_2 | ŷ", Seen.texts(svg, "name"));
    assertFalse(svg.contains("class=\"key\""));
  }

  @Test
  void noNameCoversAnotherOrANeuron() {
    Net four = Net.random(1, Loss.SQUARED_SUM, Activation.TANH, true, 4, 4, 4, 4);
    DMatrixRMaj x = row(-1.23456, 2, 30000, -4);
    DMatrixRMaj y = row(1, 2, 3, 4);
    Net odd = Net.random(2, Loss.SQUARED_SUM, Activation.RELU, true, 1, 4, 2, 3);
    List<NetPicture> pictures =
        List.of(
            NetPicture.of(TWO, Language.EN),
            NetPicture.of(TWO, row(1, 2), row(1), Language.EN),
            NetPicture.of(CHAIN, Language.EN),
            NetPicture.of(CHAIN, row(5), row(0), Language.EN),
            NetPicture.of(FIVE, row(1, 2), row(0), Language.EN),
            NetPicture.of(four, Language.EN),
            NetPicture.of(four, x, y, Language.EN),
            NetPicture.of(odd, Language.EN),
            NetPicture.of(odd, row(0.1), row(1, 2, 3), Language.EN));
    for (NetPicture picture : pictures) {
      String svg = picture.svg();
      List<Rectangle2D> boxes = boxes(svg);
      assertTrue(boxes.size() >= picture.weights().size());
      for (int i = 0; i < boxes.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertFalse(boxes.get(i).intersects(boxes.get(j)), picture.toString());
        }
      }
      assertTrue(svg.length() < 100_000);
    }
  }

  /** The boxes of the names and gradients on edges, and the neurons' frames. */
  private static List<Rectangle2D> boxes(String svg) {
    List<Rectangle2D> boxes = new ArrayList<>();
    Matcher box =
        Pattern.compile(
                "<rect x=\"(.*?)\" y=\"(.*?)\" width=\"(.*?)\" height=\"(.*?)\"( rx=\"9\")?")
            .matcher(svg);
    while (box.find()) {
      boolean onEdge = box.start() < svg.indexOf("<g class=\"neuron\"");
      if (onEdge || box.group(5) != null) {
        boxes.add(
            new Rectangle2D.Double(
                Double.parseDouble(box.group(1)),
                Double.parseDouble(box.group(2)),
                Double.parseDouble(box.group(3)) - 0.02,
                Double.parseDouble(box.group(4)) - 0.02));
      }
    }
    return boxes;
  }

  @Test
  void refusesWhatIsNoNet() {
    Neuron x = new Neuron("x", Role.INPUT, "", List.of(new Entry("$x$", null, null)));
    Neuron o = new Neuron("o", Role.OUTPUT, "$f$", List.of(new Entry("$o$", null, null)));
    Weight back = new Weight("o", "x", new Entry("$w$", null, null));
    assertEquals(
        "the weight from \"o\" to \"x\" does not join a layer to the next: layers are x; o",
        refusal(() -> new NetPicture("", List.of(List.of(x), List.of(o)), List.of(back), EN)));
    assertEquals(
        "two neurons have the id \"x\": give each its own",
        refusal(() -> new NetPicture("", List.of(List.of(x), List.of(x)), List.of(), EN)));
    assertEquals(
        "layer 2 of the drawing is empty: give it a neuron",
        refusal(() -> new NetPicture("", List.of(List.of(x), List.of()), List.of(), EN)));
    assertEquals(
        "a net of one layer: give inputs and outputs",
        refusal(() -> new NetPicture("", List.of(List.of(x)), List.of(), EN)));
    assertEquals(
        "neuron \"x\" has no entry: name its output",
        refusal(() -> new Neuron("x", Role.INPUT, "", List.of())));
    assertEquals(
        "X is 2×1: the drawing shows one row at a time",
        refusal(() -> NetPicture.of(CHAIN, new DMatrixRMaj(2, 1), row(1), Language.EN)));
  }

  private static String refusal(Runnable what) {
    return assertThrows(IllegalArgumentException.class, what::run).getMessage();
  }
}
