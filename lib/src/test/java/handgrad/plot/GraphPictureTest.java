package handgrad.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.plot.GraphPicture.Edge;
import handgrad.plot.GraphPicture.Node;
import handgrad.plot.GraphPicture.Role;
import handgrad.plot.GraphPicture.Words;
import handgrad.words.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GraphPictureTest {

  private static final Words EN = Words.in(Language.EN);

  private static Node node(String id, String label, Role role, String value, String gradient) {
    return new Node(id, label, role, Quantity.line(value), Quantity.line(gradient));
  }

  private static final GraphPicture SQUARE =
      new GraphPicture(
          "$f = x^2 y$",
          List.of(
              node("x", "$x$", Role.INPUT, "3", "12"),
              node("y", "$y$", Role.INPUT, "2", "9"),
              node("a", "$x^2$", Role.OPERATION, "9", "2"),
              node("f", "$x^2\\cdot y$", Role.OUTPUT, "18", "1")),
          List.of(new Edge("x", "a", "6"), new Edge("a", "f", "2"), new Edge("y", "f", "9")),
          EN);

  @Test
  void saysEveryNodeWithItsValueGradientAndLocalDerivatives() {
    assertEquals(
        "f = x^2 y\n"
            + "  x: value 3, gradient 12\n"
            + "  y: value 2, gradient 9\n"
            + "  x^2: value 9, gradient 2\n"
            + "    x → 6\n"
            + "  x^2·y: value 18, gradient 1\n"
            + "    x^2 → 2\n"
            + "    y → 9",
        SQUARE.toString());
  }

  @Test
  void drawsThemInTheSameOrder() {
    assertEquals(
        "title: f = x^2 y | derivative: 6 | derivative: 2 | derivative: 9"
            + " | node: x | label: x | value: 3 | gradient: 12"
            + " | node: y | label: y | value: 2 | gradient: 9"
            + " | node: x^2 | label: x^2 | value: 9 | gradient: 2"
            + " | node: x^2·y | label: x^2·y | value: 18 | gradient: 1"
            + " | name: value | name: gradient | name: local derivative",
        String.join(" | ", Seen.texts(SQUARE.svg())));
    assertTrue(SQUARE.svg().contains(" class=\"handgrad-graph\" role=\"img\""));
    assertTrue(SQUARE.svg().contains("<title>f = x^2 y</title>"));
  }

  @Test
  void theSwitchLeavesTheDerivativesOut() {
    assertEquals("", Seen.texts(SQUARE.withoutDerivatives().svg(), "derivative"));
    assertEquals("value | gradient", Seen.texts(SQUARE.withoutDerivatives().svg(), "name"));
    assertFalse(SQUARE.withoutDerivatives().toString().contains("→"));
  }

  @Test
  void aMatrixIsASmallTable() {
    Quantity matrix = Quantity.table(List.of(List.of("1", "-0.5"), List.of("0", "2")));
    GraphPicture picture =
        new GraphPicture(
            "", List.of(new Node("X", "$X$", Role.CONSTANT, matrix, null)), List.of(), EN);
    assertEquals("computation graph\n  X: value [1 -0.5; 0 2]", picture.toString());
    assertTrue(picture.svg().contains("<title>computation graph</title>"));
    assertEquals(
        "node: X | label: X | value: [1 -0.5; 0 2] | entry: 1 | entry: -0.5 | entry: 0 | entry: 2"
            + " | name: value",
        String.join(" | ", Seen.texts(picture.svg())));
  }

  @Test
  void inputsStandLeftAndTheResultRight() {
    List<double[]> boxes = boxes(SQUARE.svg());
    double[] x = boxes.get(0);
    double[] y = boxes.get(1);
    double[] square = boxes.get(2);
    double[] f = boxes.get(3);
    assertEquals(x[0] + x[2] / 2, y[0] + y[2] / 2, 20);
    assertTrue(x[0] + x[2] < square[0] && square[0] + square[2] < f[0]);
  }

  @Test
  void longGraphsFitThePageAndNoBoxCoversAnother() {
    for (int kind = 0; kind < 4; kind++) {
      GraphPicture picture = random(kind);
      String svg = picture.svg();
      List<double[]> boxes = boxes(svg);
      // the result has a frame of two boxes
      assertEquals(60 + 1, boxes.size());
      boxes.remove(60 - 1);
      for (double[] a : boxes) {
        for (double[] b : boxes) {
          boolean apart =
              a == b
                  || a[0] + a[2] <= b[0]
                  || b[0] + b[2] <= a[0]
                  || a[1] + a[3] <= b[1]
                  || b[1] + b[3] <= a[1];
          assertTrue(apart, "two boxes of graph " + kind + " cover each other");
        }
      }
      Matcher size = Pattern.compile(" width=\"([0-9.]+)\"").matcher(svg);
      assertTrue(size.find());
      assertTrue(
          Double.parseDouble(size.group(1)) <= 900,
          "graph " + kind + " is " + size.group(1) + " wide");
    }
  }

  /** Chains with jumps of growing length, and at last wide fans. */
  private static GraphPicture random(int kind) {
    Random random = new Random(kind);
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Role role = i < 2 ? Role.INPUT : i == 59 ? Role.OUTPUT : Role.OPERATION;
      nodes.add(node("n" + i, "$n_{" + i + "}$", role, "0.1234", "-5.678"));
      if (i >= 2) {
        edges.add(new Edge("n" + (i - 1), "n" + i, "0.5"));
        int jump = 2 + random.nextInt(1 + 3 * kind);
        if (kind > 0 && i >= jump) {
          edges.add(new Edge("n" + (i - jump), "n" + i, "-1.25"));
        }
      }
    }
    return new GraphPicture("", nodes, edges, EN);
  }

  private static List<double[]> boxes(String svg) {
    int from = svg.indexOf("<g class=\"boxes\"");
    Matcher box =
        Pattern.compile("<rect x=\"(.*?)\" y=\"(.*?)\" width=\"(.*?)\" height=\"(.*?)\"")
            .matcher(svg.substring(from, svg.indexOf("</g>", from)));
    List<double[]> boxes = new ArrayList<>();
    while (box.find()) {
      double[] sides = new double[4];
      for (int i = 0; i < 4; i++) {
        sides[i] = Double.parseDouble(box.group(i + 1));
      }
      boxes.add(sides);
    }
    return boxes;
  }

  @Test
  void markupInNamesShowsAsText() {
    GraphPicture picture =
        new GraphPicture(
            "<script>alert(1)</script>",
            List.of(node("x", "\"<b>\"", Role.INPUT, "1", "1")),
            List.of(),
            EN);
    assertFalse(picture.svg().contains("<script>") || picture.svg().contains("<b>"));
    assertTrue(picture.svg().contains("<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>"));
  }

  @Test
  void refusesGraphsThatAreNone() {
    Node x = node("x", "$x$", Role.INPUT, "1", "1");
    assertEquals(
        "a graph without nodes: give at least one",
        refusal(() -> new GraphPicture("", List.of(), List.of(), EN)));
    assertEquals(
        "two nodes have the id \"x\": give each its own",
        refusal(() -> new GraphPicture("", List.of(x, x), List.of(), EN)));
    assertEquals(
        "the edge \"x\" to \"z\" joins a node that is not there: nodes are x",
        refusal(() -> new GraphPicture("", List.of(x), List.of(new Edge("x", "z", "")), EN)));
    assertEquals(
        "row 2 of a table has 1 entries, row 1 has 2: give rows of one length",
        refusal(() -> Quantity.table(List.of(List.of("1", "2"), List.of("1")))));
    assertEquals(
        "a table has no entry: give at least one row of one",
        refusal(() -> Quantity.table(List.of())));
  }

  private static String refusal(Runnable what) {
    return assertThrows(IllegalArgumentException.class, what::run).getMessage();
  }
}
