package handgrad.plot;

import handgrad.plot.NetPicture.Entry;
import handgrad.plot.NetPicture.Neuron;
import handgrad.plot.NetPicture.Role;
import handgrad.plot.NetPicture.Weight;
import handgrad.plot.Svg.Anchor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The drawing of a net.
 *
 * <p>Rows are equally far apart in all layers. From m nodes to n neurons the names stand at 1/(n+1)
 * of the way (at m/(m+1) where m is smaller): there the edges are evenly apart, so no name covers
 * another.
 */
final class NetDrawing {

  private static final double TEXT = 13;
  private static final double ROW = 17;
  private static final double PAD = 4;
  private static final double NEURON = 21;
  private static final double INPUT = 17;
  private static final double ONE = 12;
  private static final double SPACE = 20;
  private static final double MARGIN = 12;
  private static final double LEAST_GAP = 84;
  private static final double SIDE = 22;
  private static final double APART = 6;
  private static final String LINE = "fill=\"none\" stroke=\"#444\" stroke-width=\"1.1\"";
  private static final String DASH = " stroke-dasharray=\"4 2.5\"";
  private static final String FRAME = "fill=\"#fff\" stroke=\"#222\" stroke-width=\"1.2\"";
  private static final String WHITE = "fill=\"#fff\" stroke=\"#222\" stroke-width=\".8\"";
  private static final String GREY = "fill=\"#e4e4e4\" stroke=\"#222\" stroke-width=\".8\"";

  private final NetPicture picture;
  private final boolean numbers;
  private final boolean gradients;
  private final Map<String, double[]> places = new HashMap<>();
  private final Map<String, Neuron> neurons = new HashMap<>();
  private final List<Double> lefts = new ArrayList<>();
  private final List<Double> widths = new ArrayList<>();
  private double pitch;

  NetDrawing(NetPicture picture) {
    this.picture = picture;
    List<Entry> all = new ArrayList<>();
    picture.layers().forEach(l -> l.forEach(n -> all.addAll(n.entries())));
    picture.weights().forEach(w -> all.add(w.entry()));
    numbers = all.stream().anyMatch(e -> e.value() != null);
    gradients = all.stream().anyMatch(e -> e.gradient() != null);
  }

  String svg() {
    List<List<Neuron>> layers = picture.layers();
    double top = picture.title().isEmpty() ? MARGIN : 42;
    double x = MARGIN;
    for (int l = 0; l < layers.size(); l++) {
      double width = layers.get(l).stream().mapToDouble(this::width).max().orElseThrow();
      widths.add(width);
      lefts.add(x);
      x += width + (l < layers.size() - 1 ? gap(l) : 0);
      pitch = Math.max(pitch, pitch(l));
    }
    double height = 0;
    for (int l = 0; l < layers.size(); l++) {
      height = Math.max(height, place(l));
    }
    double least = places.values().stream().mapToDouble(p -> p[1] - p[2] / 2).min().orElseThrow();
    double most = places.values().stream().mapToDouble(p -> p[1] + p[2] / 2).max().orElseThrow();
    double shift = top - least;
    places.values().forEach(p -> p[1] += shift);
    Label title = Label.of(picture.title());
    double bottom = most + shift + MARGIN;
    double whole = Math.max(x + tail() + MARGIN, title.width(15) + 2 * MARGIN);
    Key key = new Key();
    whole = Math.max(whole, key.width() + 2 * MARGIN);
    Svg svg = new Svg(picture.kind(), picture.name(), whole, bottom + key.height());
    svg.text(title, whole / 2, 24, 15, Anchor.MIDDLE, "title");
    svg.open("edges");
    picture.weights().forEach(w -> edge(svg, w));
    svg.close();
    picture.weights().forEach(w -> name(svg, w));
    for (int l = 0; l < layers.size(); l++) {
      for (Neuron neuron : layers.get(l)) {
        draw(svg, neuron, lefts.get(l), widths.get(l));
      }
    }
    key.draw(svg, whole / 2, bottom);
    return svg.toString();
  }

  // ---- sizes

  private boolean isBox(Neuron neuron) {
    return numbers && neuron.role() != Role.ONE;
  }

  private static double radius(Neuron neuron) {
    return neuron.role() == Role.ONE ? ONE : neuron.inside().isEmpty() ? INPUT : NEURON;
  }

  private double width(Neuron neuron) {
    if (!isBox(neuron)) {
      return 2 * Math.max(radius(neuron), inside(neuron).width(TEXT) / 2 + 6);
    }
    double circle = neuron.inside().isEmpty() ? 0 : inside(neuron).width(TEXT) + 16;
    return Math.max(circle, table(neuron.entries()).width()) + 12;
  }

  private static Label inside(Neuron neuron) {
    return Label.of(neuron.inside().isEmpty() ? neuron.output().name() : neuron.inside());
  }

  private double height(Neuron neuron) {
    if (!isBox(neuron)) {
      double name = isNamedAbove(neuron) ? 2 * ROW : 0;
      return 2 * radius(neuron) + name;
    }
    return neuron.entries().size() * ROW + 12 + (neuron.inside().isEmpty() ? 0 : ROW + 6);
  }

  private boolean isNamedAbove(Neuron neuron) {
    return neuron.role() == Role.HIDDEN && !numbers;
  }

  private double tail() {
    if (numbers) {
      return 0;
    }
    List<Neuron> last = picture.layers().get(picture.layers().size() - 1);
    return 42 + last.stream().mapToDouble(n -> output(n).width(TEXT)).max().orElseThrow();
  }

  private static Label output(Neuron neuron) {
    return Label.of(neuron.output().name());
  }

  private int sources(int l) {
    return picture.layers().get(l).size();
  }

  private int targets(int l) {
    return (int) picture.layers().get(l + 1).stream().filter(n -> n.role() != Role.ONE).count();
  }

  /** How far along its way from layer l an edge bears its name. */
  private double share(int l) {
    int m = sources(l);
    int n = targets(l);
    return n <= m ? 1.0 / (n + 1) : m / (m + 1.0);
  }

  private List<Weight> between(int l) {
    List<String> ids = picture.layers().get(l).stream().map(Neuron::id).toList();
    return picture.weights().stream().filter(w -> ids.contains(w.from())).toList();
  }

  private double gap(int l) {
    double share = share(l);
    double widest =
        between(l).stream().mapToDouble(w -> new Tag(w.entry()).width()).max().orElse(0);
    return Math.max(LEAST_GAP, (widest / 2 + SIDE) / Math.min(share, 1 - share));
  }

  private double pitch(int l) {
    double tallest =
        picture.layers().get(l).stream().mapToDouble(this::height).max().orElseThrow() + SPACE;
    if (l == picture.layers().size() - 1) {
      return tallest;
    }
    double name = between(l).stream().mapToDouble(w -> new Tag(w.entry()).height()).max().orElse(0);
    return Math.max(tallest, (name + APART) * (Math.min(sources(l), targets(l)) + 1));
  }

  /** Places a layer's nodes, the neurons around the middle; says how high the layer is. */
  private double place(int l) {
    List<Neuron> layer = picture.layers().get(l);
    long count = layer.stream().filter(n -> n.role() != Role.ONE).count();
    for (int i = 0; i < layer.size(); i++) {
      Neuron neuron = layer.get(i);
      double half = neuron.role() == Role.ONE ? ONE : widths.get(l) / 2;
      double wide = isBox(neuron) ? widths.get(l) / 2 : radius(neuron);
      double right = lefts.get(l) + widths.get(l);
      // the constant stands at the layer's right side, like the neurons whose edges begin there
      double x = neuron.role() == Role.ONE ? right - half : lefts.get(l) + widths.get(l) / 2;
      double y = (i - (count - 1) / 2.0) * pitch;
      places.put(neuron.id(), new double[] {x, y, height(neuron), wide});
      neurons.put(neuron.id(), neuron);
    }
    return layer.size() * pitch;
  }

  // ---- edges

  private double[] ends(Weight weight) {
    double[] from = places.get(weight.from());
    double[] to = places.get(weight.to());
    return new double[] {from[0] + from[3], from[1], to[0] - to[3], to[1]};
  }

  private void edge(Svg svg, Weight weight) {
    double[] e = ends(weight);
    boolean bias = neurons.get(weight.from()).role() == Role.ONE;
    svg.line(e[0], e[1], e[2], e[3], bias ? LINE + DASH : LINE);
  }

  private void name(Svg svg, Weight weight) {
    int l = 0;
    while (!picture.layers().get(l).contains(neurons.get(weight.from()))) {
      l++;
    }
    double[] e = ends(weight);
    double share = share(l);
    double x = e[0] + share * (e[2] - e[0]);
    double y = e[1] + share * (e[3] - e[1]);
    new Tag(weight.entry()).draw(svg, x, y);
  }

  /** A weight's name and value, and its gradient in a grey cell behind them. */
  private record Tag(Entry entry) {
    private Label label() {
      return Label.of(entry.name() + (entry.value() == null ? "" : " = " + entry.value()));
    }

    private Label gradient() {
      return Label.of(entry.gradient());
    }

    private boolean hasGradient() {
      return entry.gradient() != null;
    }

    double width() {
      double cell = hasGradient() ? gradient().width(TEXT) + 2 * PAD : 0;
      return Math.max(label().width(TEXT) + 2 * PAD, cell);
    }

    double height() {
      return hasGradient() ? 2 * ROW + 2 : ROW + 2;
    }

    void draw(Svg svg, double x, double y) {
      double top = y - height() / 2;
      double half = label().width(TEXT) / 2 + 2;
      svg.box(x - half, top, 2 * half, ROW, 0, "fill=\"#fff\"");
      svg.text(label(), x, top + 13.5, TEXT, Anchor.MIDDLE, "weight");
      if (hasGradient()) {
        double wide = gradient().width(TEXT) + 2 * PAD;
        svg.box(x - wide / 2, top + ROW + 1, wide, ROW, 0, GREY);
        svg.text(gradient(), x, top + ROW + 14, TEXT, Anchor.MIDDLE, "gradient");
      }
    }
  }

  // ---- nodes

  private void draw(Svg svg, Neuron neuron, double left, double width) {
    double[] at = places.get(neuron.id());
    svg.open("neuron", output(neuron).text());
    if (isBox(neuron)) {
      double top = at[1] - at[2] / 2;
      svg.box(left, top, width, at[2], 9, FRAME);
      double y = top + 6;
      if (!neuron.inside().isEmpty()) {
        double half = inside(neuron).width(TEXT) / 2 + 8;
        svg.box(at[0] - half, y, 2 * half, ROW + 2, (ROW + 2) / 2, FRAME);
        svg.text(inside(neuron), at[0], y + 14, TEXT, Anchor.MIDDLE, "inside");
        y += ROW + 6;
      }
      table(neuron.entries()).draw(svg, at[0], y);
      svg.close();
      return;
    }
    double r = radius(neuron);
    String d =
        "M" + Svg.number(at[0] - r) + " " + Svg.number(at[1]) + arc(r, 2 * r) + arc(r, -2 * r);
    svg.path(d + "z", neuron.role() == Role.ONE ? FRAME + DASH : FRAME);
    svg.text(inside(neuron), at[0], at[1] + 4.5, TEXT, Anchor.MIDDLE, "inside");
    if (isNamedAbove(neuron)) {
      svg.text(output(neuron), at[0], at[1] - r - 7, TEXT, Anchor.MIDDLE, "name");
    }
    if (neuron.role() == Role.OUTPUT) {
      double from = at[0] + r;
      svg.line(from, at[1], from + 28, at[1], LINE);
      String head = "M" + Svg.number(from + 34) + " " + Svg.number(at[1]) + "l-8 -3.5v7z";
      svg.path(head, "fill=\"#444\"");
      svg.text(output(neuron), from + 39, at[1] + 4.5, TEXT, Anchor.START, "name");
    }
    svg.close();
  }

  private static String arc(double r, double by) {
    return "a" + Svg.number(r) + " " + Svg.number(r) + " 0 1 1 " + Svg.number(by) + " 0";
  }

  private static Table table(List<Entry> entries) {
    return new Table(entries);
  }

  /** The quantities of a node: name, value in a white cell, gradient in a grey one. */
  private record Table(List<Entry> entries) {
    private double name() {
      return entries.stream().mapToDouble(e -> Label.of(e.name()).width(TEXT)).max().orElse(0) + 5;
    }

    private double value() {
      return cell(entries.stream().map(Entry::value).toList());
    }

    private double gradient() {
      return cell(entries.stream().map(Entry::gradient).toList());
    }

    private static double cell(List<String> texts) {
      double widest = 0;
      for (String text : texts) {
        widest = Math.max(widest, text == null ? 0 : Label.of(text).width(TEXT) + 2 * PAD);
      }
      return widest;
    }

    double width() {
      return name() + value() + gradient();
    }

    void draw(Svg svg, double x, double top) {
      double left = x - width() / 2;
      double y = top;
      for (Entry entry : entries) {
        svg.text(Label.of(entry.name()), left, y + 13, TEXT, Anchor.START, "name");
        cell(svg, entry.value(), left + name(), y, value(), WHITE, "value");
        cell(svg, entry.gradient(), left + name() + value(), y, gradient(), GREY, "gradient");
        y += ROW;
      }
    }

    private static void cell(
        Svg svg, String text, double x, double y, double width, String look, String role) {
      if (text != null) {
        svg.box(x, y, width, ROW, 0, look);
        svg.text(Label.of(text), x + width / 2, y + 13, TEXT, Anchor.MIDDLE, role);
      }
    }
  }

  /** What the white and the grey cell mean. */
  private final class Key {
    private static final double SAMPLE = 26;

    private double part(boolean shown, String word) {
      return shown ? SAMPLE + 6 + Label.of(word).width(TEXT) + 18 : 0;
    }

    double width() {
      return part(numbers, picture.words().value()) + part(gradients, picture.words().gradient());
    }

    double height() {
      return numbers || gradients ? 28 : 0;
    }

    void draw(Svg svg, double middle, double top) {
      if (height() == 0) {
        return;
      }
      svg.open("key");
      double x = middle - (width() - 18) / 2;
      if (numbers) {
        x = sample(svg, WHITE, picture.words().value(), x, top);
      }
      if (gradients) {
        sample(svg, GREY, picture.words().gradient(), x, top);
      }
      svg.close();
    }

    private double sample(Svg svg, String look, String word, double x, double top) {
      svg.box(x, top + 4, SAMPLE, 14, 0, look);
      Label label = Label.of(word);
      svg.text(label, x + SAMPLE + 6, top + 15.5, TEXT, Anchor.START, "name");
      return x + SAMPLE + 6 + label.width(TEXT) + 18;
    }
  }
}
