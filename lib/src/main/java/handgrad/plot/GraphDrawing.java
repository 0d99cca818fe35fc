package handgrad.plot;

import handgrad.plot.GraphPicture.Node;
import handgrad.plot.GraphPicture.Role;
import handgrad.plot.Svg.Anchor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayerConstraint;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.alg.layered.options.WrappingStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Lays a graph out and draws it. */
final class GraphDrawing {

  static {
    // ELK clones the defaults of its options by types that this service makes known
    LayoutMetaDataService.getInstance();
  }

  /** The ways to lay a graph out, tried in this order. */
  private enum Way {
    RIGHT(false),
    DOWN(false),
    DOWN_NARROW(true),
    WRAPPED(true);

    /** Whether the gradient stands under the value and not beside it. */
    final boolean narrow;

    Way(boolean narrow) {
      this.narrow = narrow;
    }
  }

  /** The width of a page and the height that still fits one, in pixels. */
  private static final double PAGE_WIDTH = 880;

  private static final double PAGE_HEIGHT = 1300;
  private static final double LABEL = 15;
  private static final double TEXT = 13;
  private static final double EDGE_TEXT = 12.5;
  private static final double PAD = 7;
  private static final String ARROWS = " fill=\"none\" stroke=\"#444\" stroke-width=\"1.2\"";
  private static final String BOXES = " fill=\"#fff\" stroke=\"#222\" stroke-width=\"1.2\"";
  private static final String GREY = "fill=\"#e4e4e4\"";
  private static final String THIN = " stroke-width=\".8\"";

  private final GraphPicture picture;
  private Map<String, Box> boxes = Map.of();

  GraphDrawing(GraphPicture picture) {
    this.picture = picture;
  }

  /** A node set for drawing: its label, under it the value and the gradient. */
  private static final class Box {
    private static final double RIM = 3;
    final Node node;
    final Label label;
    final boolean narrow;
    final List<Cell> cells = new ArrayList<>();

    Box(Node node, boolean narrow) {
      this.node = node;
      this.narrow = narrow;
      label = Label.of(node.label());
      if (node.value() != null) {
        cells.add(new Cell(node.value(), TEXT));
      }
      if (node.gradient() != null) {
        cells.add(new Cell(node.gradient(), TEXT));
      }
    }

    private double rim() {
      return node.role() == Role.OUTPUT ? RIM : 0;
    }

    private double head() {
      return label.ascent(LABEL) + label.descent(LABEL) + (narrow ? 5 : 8);
    }

    private double pad() {
      return narrow ? 4 : PAD;
    }

    private double wide(Cell cell) {
      return Math.max(22, cell.width() + 2 * pad());
    }

    private double tall(Cell cell) {
      return cell.height() + (narrow ? 4 : 8);
    }

    private double widest() {
      return cells.stream().mapToDouble(this::wide).max().orElse(0);
    }

    private double tallest() {
      return cells.stream().mapToDouble(this::tall).max().orElse(0);
    }

    double width() {
      double round = node.role() == Role.INPUT ? 8 : 0;
      double inside = narrow ? widest() : cells.stream().mapToDouble(this::wide).sum();
      return Math.max(inside, label.width(LABEL) + 2 * pad() + round) + 2 * rim();
    }

    double height() {
      double inside = narrow ? cells.stream().mapToDouble(this::tall).sum() : tallest();
      return head() + inside + 2 * rim();
    }

    /** Draws the frames, and where texts are asked for, those alone. */
    void draw(Svg svg, double left, double top, boolean texts) {
      double x = left + rim();
      double y = top + rim();
      double w = width() - 2 * rim();
      double h = height() - 2 * rim();
      double round = node.role() == Role.INPUT ? 11 : 3;
      if (texts) {
        double baseline = y + head() / 2 + (label.ascent(LABEL) - label.descent(LABEL)) / 2;
        svg.text(label, x + w / 2, baseline, LABEL, Anchor.MIDDLE, "label");
      } else {
        String dash = node.role() == Role.CONSTANT ? "stroke-dasharray=\"4 2.5\"" : "";
        if (rim() > 0) {
          svg.box(left, top, width(), height(), 5, "");
        }
        svg.box(x, y, w, h, round, dash);
      }
      double extra = (w - cells.stream().mapToDouble(this::wide).sum()) / Math.max(1, cells.size());
      double cellX = x;
      double cellY = y + head();
      for (int i = 0; i < cells.size(); i++) {
        Cell cell = cells.get(i);
        boolean last = i == cells.size() - 1;
        boolean grey = last && node.gradient() != null;
        double cellW = narrow ? w : wide(cell) + extra;
        double cellH = narrow ? tall(cell) : tallest();
        if (texts) {
          cell.draw(svg, cellX + cellW / 2, cellY + cellH / 2, grey ? "gradient" : "value");
        } else {
          // the grey cell has a frame, a white one the line above it
          boolean leftCorner = narrow ? last : i == 0;
          String d =
              grey
                  ? frame(cellX, cellY, cellW, cellH, leftCorner ? round : 0, last ? round : 0)
                  : "M" + at(new double[] {cellX, cellY}) + "h" + Svg.number(cellW);
          svg.path(d, (grey ? GREY : "") + THIN);
        }
        cellX += narrow ? 0 : cellW;
        cellY += narrow ? cellH : 0;
      }
    }

    /** A cell whose lower corners are as round as the box. */
    private static String frame(
        double x, double y, double w, double h, double leftRound, double rightRound) {
      StringBuilder d = new StringBuilder("M" + at(new double[] {x, y}) + "h" + Svg.number(w));
      d.append('v').append(Svg.number(h - rightRound));
      d.append(corner(rightRound, -1, 1)).append('h');
      d.append(Svg.number(leftRound + rightRound - w));
      return d.append(corner(leftRound, -1, -1)).append('z').toString();
    }

    private static String corner(double round, int x, int y) {
      if (round == 0) {
        return "";
      }
      String r = Svg.number(round);
      String to = Svg.number(x * round) + " " + Svg.number(y * round);
      return "a" + r + " " + r + " 0 0 1 " + to;
    }
  }

  private Laid layout(Way way) {
    ElkNode graph = ElkGraphUtil.createGraph();
    boolean down = way == Way.DOWN || way == Way.DOWN_NARROW;
    Map<String, Box> drawn = new HashMap<>();
    picture.nodes().forEach(n -> drawn.put(n.id(), new Box(n, way.narrow)));
    graph.setProperty(CoreOptions.DIRECTION, down ? Direction.DOWN : Direction.RIGHT);
    graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    graph.setProperty(CoreOptions.PADDING, new ElkPadding(12));
    graph.setProperty(CoreOptions.RANDOM_SEED, 1);
    graph.setProperty(
        LayeredOptions.NODE_PLACEMENT_STRATEGY,
        down ? NodePlacementStrategy.NETWORK_SIMPLEX : NodePlacementStrategy.BRANDES_KOEPF);
    graph.setProperty(CoreOptions.SPACING_NODE_NODE, down ? 14.0 : 22.0);
    graph.setProperty(CoreOptions.SPACING_EDGE_NODE, 12.0);
    graph.setProperty(CoreOptions.SPACING_EDGE_EDGE, 10.0);
    graph.setProperty(CoreOptions.SPACING_EDGE_LABEL, 3.0);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 26.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 12.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 10.0);
    graph.setProperty(
        LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
    if (way == Way.WRAPPED) {
      graph.setProperty(LayeredOptions.WRAPPING_STRATEGY, WrappingStrategy.MULTI_EDGE);
      graph.setProperty(CoreOptions.ASPECT_RATIO, 0.72);
    }
    Map<String, ElkNode> nodes = new HashMap<>();
    for (Node node : picture.nodes()) {
      ElkNode elk = ElkGraphUtil.createNode(graph);
      elk.setIdentifier(node.id());
      elk.setDimensions(drawn.get(node.id()).width(), drawn.get(node.id()).height());
      if (node.role() == Role.INPUT && picture.nodes().size() <= 12) {
        elk.setProperty(LayeredOptions.LAYERING_LAYER_CONSTRAINT, LayerConstraint.FIRST);
      }
      nodes.put(node.id(), elk);
    }
    for (GraphPicture.Edge edge : picture.edges()) {
      ElkEdge elk = ElkGraphUtil.createSimpleEdge(nodes.get(edge.from()), nodes.get(edge.to()));
      if (!edge.derivative().isEmpty()) {
        Label label = Label.of(edge.derivative());
        ElkLabel box = ElkGraphUtil.createLabel(edge.derivative(), elk);
        box.setDimensions(
            label.width(EDGE_TEXT) + 6, label.ascent(EDGE_TEXT) + label.descent(EDGE_TEXT));
        box.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
        box.setProperty(CoreOptions.EDGE_LABELS_INLINE, true);
      }
    }
    new LayeredLayoutProvider().layout(graph, new BasicProgressMonitor());
    return new Laid(graph, drawn);
  }

  /** A graph laid out, with the boxes it was laid out for. */
  private record Laid(ElkNode graph, Map<String, Box> boxes) {
    /**
     * How well it fits the page, 1 where nothing must shrink; a screen scrolls down more gladly
     * than to the right. Wrapping may lose its way between rows: such a layout has no place.
     */
    double fit() {
      double across = Math.min(1, PAGE_WIDTH / graph.getWidth());
      double down = Math.min(1, PAGE_HEIGHT / graph.getHeight());
      return isOrthogonal() ? across * Math.sqrt(down) : 0;
    }

    private boolean isOrthogonal() {
      for (ElkEdge edge : graph.getContainedEdges()) {
        for (ElkEdgeSection section : edge.getSections()) {
          List<double[]> points = points(section, 0, 0);
          for (int i = 1; i < points.size(); i++) {
            double dx = Math.abs(points.get(i)[0] - points.get(i - 1)[0]);
            double dy = Math.abs(points.get(i)[1] - points.get(i - 1)[1]);
            if (Math.min(dx, dy) > 0.01) {
              return false;
            }
          }
        }
      }
      return true;
    }
  }

  /** The first way that fits the page, else the one that fits best. */
  private Laid layout() {
    Laid best = null;
    for (Way way : Way.values()) {
      if (best != null && best.fit() == 1) {
        return best;
      }
      Laid laid = layout(way);
      best = best == null || laid.fit() > best.fit() ? laid : best;
    }
    return best;
  }

  String svg() {
    Laid laid = layout();
    boxes = laid.boxes();
    ElkNode graph = laid.graph();
    Label title = Label.of(picture.title());
    Key key = new Key(picture);
    double head = title.text().isEmpty() ? 0 : 30;
    double width = Math.max(graph.getWidth(), Math.max(title.width(15) + 24, key.width() + 24));
    double left = (width - graph.getWidth()) / 2;
    double height = head + graph.getHeight() + key.height();
    Svg svg = new Svg(picture.kind(), picture.name(), width, height);
    svg.text(title, width / 2, 22, 15, Anchor.MIDDLE, "title");
    svg.styled("edges", ARROWS);
    graph.getContainedEdges().forEach(edge -> edge(svg, edge, left, head));
    svg.close();
    svg.styled("derivatives", " fill=\"#000\"");
    graph.getContainedEdges().forEach(edge -> derivative(svg, edge, left, head));
    svg.close();
    svg.styled("boxes", BOXES);
    for (ElkNode node : graph.getChildren()) {
      Box box = boxes.get(node.getIdentifier());
      box.draw(svg, left + node.getX(), head + node.getY(), false);
    }
    svg.close();
    for (ElkNode node : graph.getChildren()) {
      Box box = boxes.get(node.getIdentifier());
      svg.open("node", box.label.text());
      box.draw(svg, left + node.getX(), head + node.getY(), true);
      svg.close();
    }
    key.draw(svg, width / 2, height - key.height());
    return svg.toString();
  }

  private static void edge(Svg svg, ElkEdge edge, double dx, double dy) {
    for (ElkEdgeSection section : edge.getSections()) {
      arrow(svg, points(section, dx, dy));
    }
  }

  private static List<double[]> points(ElkEdgeSection section, double dx, double dy) {
    List<double[]> points = new ArrayList<>();
    points.add(new double[] {section.getStartX() + dx, section.getStartY() + dy});
    for (ElkBendPoint bend : section.getBendPoints()) {
      points.add(new double[] {bend.getX() + dx, bend.getY() + dy});
    }
    points.add(new double[] {section.getEndX() + dx, section.getEndY() + dy});
    return points;
  }

  /** A line with round corners and a head. */
  static void arrow(Svg svg, List<double[]> points) {
    double[] end = points.get(points.size() - 1);
    double[] last = points.get(points.size() - 2);
    double length = Math.max(1e-9, Math.hypot(end[0] - last[0], end[1] - last[1]));
    double ux = (end[0] - last[0]) / length;
    double uy = (end[1] - last[1]) / length;
    StringBuilder d = new StringBuilder("M" + at(points.get(0)));
    double[] pen = points.get(0);
    for (int i = 1; i < points.size() - 1; i++) {
      double[] corner = points.get(i);
      double[] before = toward(corner, points.get(i - 1));
      double[] after = toward(corner, points.get(i + 1));
      d.append(straight(pen, before)).append('q').append(by(before, corner));
      d.append(' ').append(by(before, after));
      pen = after;
    }
    d.append(straight(pen, new double[] {end[0] - 6 * ux, end[1] - 6 * uy}));
    svg.path(d.toString(), "");
    double[] a = {end[0] - 8 * ux - 3.5 * uy, end[1] - 8 * uy + 3.5 * ux};
    double[] b = {end[0] - 8 * ux + 3.5 * uy, end[1] - 8 * uy - 3.5 * ux};
    svg.path(
        "M" + at(end) + "l" + by(end, a) + " " + by(a, b) + "z", "fill=\"#444\" stroke=\"none\"");
  }

  private static String straight(double[] from, double[] to) {
    boolean across = Math.abs(to[1] - from[1]) < 0.01;
    boolean down = Math.abs(to[0] - from[0]) < 0.01;
    if (across && down) {
      return "";
    }
    return across ? "H" + tenths(to[0]) : down ? "V" + tenths(to[1]) : "L" + at(to);
  }

  private static String by(double[] from, double[] to) {
    return tenths(to[0] - from[0]) + " " + tenths(to[1] - from[1]);
  }

  private static String tenths(double value) {
    return Svg.number(Math.round(value * 10) / 10.0);
  }

  /** Five units from a corner toward the next, or half the way. */
  private static double[] toward(double[] corner, double[] next) {
    double length = Math.hypot(next[0] - corner[0], next[1] - corner[1]);
    double part = length == 0 ? 0 : Math.min(5, length / 2) / length;
    return new double[] {
      corner[0] + part * (next[0] - corner[0]), corner[1] + part * (next[1] - corner[1])
    };
  }

  private static String at(double[] point) {
    return tenths(point[0]) + " " + tenths(point[1]);
  }

  private static void derivative(Svg svg, ElkEdge edge, double dx, double dy) {
    for (ElkLabel box : edge.getLabels()) {
      Label label = Label.of(box.getText());
      double x = dx + box.getX();
      double y = dy + box.getY();
      svg.box(x, y, box.getWidth(), box.getHeight(), 0, "fill=\"#fff\"");
      double baseline = y + label.ascent(EDGE_TEXT);
      svg.text(label, x + box.getWidth() / 2, baseline, EDGE_TEXT, Anchor.MIDDLE, "derivative");
    }
  }

  /** The line under the graph that says which cell is which. */
  private static final class Key {
    private static final double SAMPLE = 22;
    private final boolean value;
    private final boolean gradient;
    private final boolean derivative;
    private final GraphPicture.Words words;

    Key(GraphPicture picture) {
      words = picture.words();
      value = picture.nodes().stream().anyMatch(n -> n.value() != null);
      gradient = picture.nodes().stream().anyMatch(n -> n.gradient() != null);
      derivative = picture.edges().stream().anyMatch(e -> !e.derivative().isEmpty());
    }

    double height() {
      return value || gradient || derivative ? 30 : 0;
    }

    double width() {
      return part(value, words.value())
          + part(gradient, words.gradient())
          + part(derivative, words.derivative());
    }

    private static double part(boolean shown, String word) {
      return shown ? SAMPLE + 6 + Label.of(word).width(TEXT) + 20 : 0;
    }

    void draw(Svg svg, double middle, double top) {
      if (height() == 0) {
        return;
      }
      svg.open("key");
      double x = middle - (width() - 20) / 2;
      String frame = "stroke=\"#222\" stroke-width=\".8\"";
      if (value) {
        svg.box(x, top + 4, SAMPLE, 14, 0, "fill=\"#fff\" " + frame);
        x = word(svg, words.value(), x, top);
      }
      if (gradient) {
        svg.box(x, top + 4, SAMPLE, 14, 0, "fill=\"#e4e4e4\" " + frame);
        x = word(svg, words.gradient(), x, top);
      }
      if (derivative) {
        svg.styled("edge", ARROWS);
        arrow(svg, List.of(new double[] {x, top + 11}, new double[] {x + SAMPLE, top + 11}));
        svg.close();
        word(svg, words.derivative(), x, top);
      }
      svg.close();
    }

    private static double word(Svg svg, String word, double x, double top) {
      Label label = Label.of(word);
      svg.text(label, x + SAMPLE + 6, top + 15.5, TEXT, Anchor.START, "name");
      return x + SAMPLE + 6 + label.width(TEXT) + 20;
    }
  }
}
