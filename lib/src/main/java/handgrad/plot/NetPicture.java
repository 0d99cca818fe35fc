package handgrad.plot;

import handgrad.net.Activation;
import handgrad.net.Decimal;
import handgrad.net.Layer;
import handgrad.net.Linear;
import handgrad.net.Net;
import handgrad.net.Pass;
import handgrad.plot.Svg.Anchor;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The drawing of a net: inputs left, a column of neurons a layer, a name on every weight, a
 * constant 1 for the biases.
 *
 * <p>With a pass of one observation every neuron bears its output above and, in italics below, the
 * loss's gradient by its sum.
 *
 * @param letter a letter for every activation, or empty for their own signs
 * @param pass the numbers, or null for none
 */
public record NetPicture(Net net, String letter, Pass pass, Language language) implements Picture {
  private static final double COLUMN = 150;
  private static final double ROW = 96;
  private static final double RADIUS = 22;
  private static final double TOP = 64;
  private static final double LEFT = 60;
  private static final double TEXT = 14;
  private static final String EDGE = "fill=\"none\" stroke=\"#555\" stroke-width=\"1.2\"";
  private static final String NODE = "fill=\"#fff\" stroke=\"#222\" stroke-width=\"1.6\"";
  private static final String DASHED = NODE + " stroke-dasharray=\"4 3\"";

  /** A layer of neurons: its linear part, what is applied after it, and where that stands. */
  private record Column(Linear linear, Activation activation, int first, int last) {}

  @Override
  public String kind() {
    return "handgrad-net";
  }

  @Override
  public String title() {
    return Words.in(language).text("plot.net.net");
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    List<Layer> layers = net.layers();
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof Linear linear) {
        boolean followed = i + 1 < layers.size() && layers.get(i + 1) instanceof Activation;
        Activation f = followed ? (Activation) layers.get(i + 1) : Activation.IDENTITY;
        columns.add(new Column(linear, f, i, followed ? i + 1 : i));
      }
    }
    return columns;
  }

  private int tallest() {
    int tallest = net.inputs();
    for (Linear linear : net.linear()) {
      tallest = Math.max(tallest, linear.outputs());
    }
    return tallest;
  }

  private boolean hasBias() {
    return net.linear().stream().anyMatch(Linear::hasBias);
  }

  private double top() {
    return TOP + (hasBias() ? 64 : 0);
  }

  private double x(int column) {
    return LEFT + column * COLUMN;
  }

  private double y(int row, int rows) {
    return top() + (tallest() - rows) * ROW / 2 + row * ROW;
  }

  @Override
  public String svg() {
    List<Column> columns = columns();
    double width = LEFT + columns.size() * COLUMN + 100;
    double height = top() + (tallest() - 1) * ROW + 70;
    Svg svg = new Svg(kind(), title(), width, height);
    int before = net.inputs();
    for (int c = 0; c < columns.size(); c++) {
      edges(svg, columns.get(c), c, before);
      before = columns.get(c).linear().outputs();
    }
    for (int i = 0; i < net.inputs(); i++) {
      String name = net.inputs() == 1 ? "$x$" : "$x_" + (i + 1) + "$";
      node(svg, x(0), y(i, net.inputs()), name, NODE);
      if (pass != null) {
        above(svg, x(0), y(i, net.inputs()), pass.input(0).data[i]);
      }
    }
    for (int c = 0; c < columns.size(); c++) {
      neurons(svg, columns.get(c), c + 1);
    }
    int outputs = net.outputs();
    for (int j = 0; j < outputs; j++) {
      double from = x(columns.size()) + RADIUS;
      double y = y(j, outputs);
      svg.line(from, y, from + 34, y, EDGE);
      arrow(svg, from + 34, y);
      String name = net.loss().takesScores() ? "$s$" : "$ŷ$";
      svg.text(Label.of(name), from + 46, y + 5, TEXT + 2, Anchor.START, "output");
    }
    return svg.toString();
  }

  private static void arrow(Svg svg, double x, double y) {
    String d = String.format(Locale.ROOT, "M%s %sl-8 -4v8z", Svg.number(x + 4), Svg.number(y));
    svg.path(d, "fill=\"#555\"");
  }

  private void edges(Svg svg, Column column, int c, int before) {
    Linear linear = column.linear();
    for (int i = 0; i < before; i++) {
      for (int j = 0; j < linear.outputs(); j++) {
        edge(
            svg,
            x(c),
            y(i, before),
            x(c + 1),
            y(j, linear.outputs()),
            name(net.formula().weight(c, i, j)));
      }
    }
    if (linear.hasBias()) {
      double bx = x(c) + COLUMN * 0.42;
      double by = TOP - 18;
      for (int j = 0; j < linear.outputs(); j++) {
        edge(svg, bx, by, x(c + 1), y(j, linear.outputs()), name(net.formula().bias(c, j)));
      }
      node(svg, bx, by, "1", DASHED);
    }
  }

  /** {@code w1_12} as the sheet has it: the layer above, the indices below. */
  private static String name(String plain) {
    int bar = plain.indexOf('_');
    String head = bar < 0 ? plain : plain.substring(0, bar);
    String letter = head.replaceAll("\\d", "");
    String layer = head.replaceAll("\\D", "");
    String below = bar < 0 ? "" : "_{" + plain.substring(bar + 1) + "}";
    return "$" + letter + (layer.isEmpty() ? "" : "^{" + layer + "}") + below + "$";
  }

  // A label nearer to the edge's beginning: there the edges of one neuron have not yet met others.
  private static void edge(Svg svg, double x1, double y1, double x2, double y2, String name) {
    svg.line(x1, y1, x2, y2, EDGE);
    double t = 0.34;
    double x = x1 + t * (x2 - x1);
    double y = y1 + t * (y2 - y1);
    Label label = Label.of(name);
    double w = label.width(TEXT) + 6;
    svg.box(x - w / 2, y - 9, w, 18, 0, "fill=\"#fff\"");
    svg.text(label, x, y + 5, TEXT, Anchor.MIDDLE, "weight");
  }

  private static void node(Svg svg, double x, double y, String text, String style) {
    svg.raw(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s/>",
            Svg.number(x),
            Svg.number(y),
            Svg.number(RADIUS),
            style));
    svg.text(Label.of(text), x, y + 5, TEXT, Anchor.MIDDLE, "node");
  }

  private void neurons(Svg svg, Column column, int c) {
    int rows = column.linear().outputs();
    for (int j = 0; j < rows; j++) {
      node(svg, x(c), y(j, rows), sign(column.activation()), NODE);
      if (pass != null) {
        above(svg, x(c), y(j, rows), pass.output(column.last()).data[j]);
        below(svg, x(c), y(j, rows), pass.accumulated(column.first()).data[j]);
      }
    }
  }

  private static void above(Svg svg, double x, double y, double value) {
    Label label = Label.of(Decimal.text(value));
    svg.text(label, x, y - RADIUS - 6, TEXT - 1, Anchor.MIDDLE, "value");
  }

  private static void below(Svg svg, double x, double y, double gradient) {
    String text = "$\\delta = " + Decimal.text(gradient) + "$";
    svg.text(Label.of(text), x, y + RADIUS + 16, TEXT - 1, Anchor.MIDDLE, "gradient");
  }

  private String sign(Activation f) {
    if (f == Activation.IDENTITY) {
      return "$\\sum$";
    }
    if (!letter.isEmpty()) {
      return "$" + letter + "$";
    }
    return switch (f) {
      case SIGMOID -> "$\\sigma$";
      case RELU -> "ReLU";
      default -> f.toString();
    };
  }

  /** One line a column of neurons, with their outputs and gradients where there are numbers. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(title());
    text.append("\n  ").append(net.inputs() == 1 ? "x" : "x1 … x" + net.inputs());
    for (Column column : columns()) {
      text.append("\n  ").append(column.linear()).append(", ");
      text.append(letter.isEmpty() ? column.activation().toString() : letter);
      if (pass != null) {
        text.append(": ").append(Decimal.text(pass.output(column.last())));
        text.append(", δ = ").append(Decimal.text(pass.accumulated(column.first())));
      }
    }
    return text.toString();
  }
}
