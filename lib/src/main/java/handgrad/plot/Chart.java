package handgrad.plot;

import handgrad.plot.Svg.Anchor;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart of curves and points, drawn by XChart with the library's own axes, legend and letters.
 *
 * <p>Made by {@link #of}, {@link ErrorStep} and {@link ClaimedNumeric}; {@link #xchart()} is the
 * XChart behind it, with the same title, axes and series, for those who want to change it.
 */
public final class Chart implements Picture {

  /** What to draw: a curve or points, with a name for the legend. */
  public record Series(String name, Look look, List<Double> x, List<Double> y) {
    /**
     * Keeps the data unchangeable.
     *
     * @throws IllegalArgumentException if there are not as many y as x
     */
    public Series {
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (x.size() != y.size()) {
        throw new IllegalArgumentException(
            String.format(
                "series \"%s\" has %d x and %d y: give one y an x", name, x.size(), y.size()));
      }
    }
  }

  /** An axis: its title in the markup of {@link Label}, and whether it counts in powers of ten. */
  public record Axis(String title, boolean logarithmic) {
    /** An axis with even steps. */
    public static Axis linear(String title) {
      return new Axis(title, false);
    }

    /** An axis in powers of ten. */
    public static Axis logarithmic(String title) {
      return new Axis(title, true);
    }
  }

  /** What lies under the curves, within the frame of the axes. */
  interface Backdrop {
    void draw(Svg svg, Place place);
  }

  /** Where a point of the data stands in the picture. */
  record Place(Scale xScale, Scale yScale, double width, double height) {
    double x(double value) {
      return LEFT + xScale.place(value) * width;
    }

    double y(double value) {
      return TOP + (1 - yScale.place(value)) * height;
    }

    boolean contains(Rectangle2D box) {
      return new Rectangle2D.Double(LEFT + 3, TOP + 3, width - 6, height - 6).contains(box);
    }
  }

  /** A text at a point of the data. */
  record Note(Label text, double x, double y) {}

  private static final double WIDTH = 600;
  private static final double PLOT_HEIGHT = 300;
  private static final double LEFT = 72;
  private static final double RIGHT = 20;
  private static final double TOP = 36;
  private static final double TEXT = 13;
  private static final int CROWD = 40;
  private static final int SOME = 12;
  private static final String GRID = "fill=\"none\" stroke=\"#ddd\" stroke-width=\"1\"";
  private static final String FRAME = "fill=\"none\" stroke=\"#333\" stroke-width=\"1\"";

  private final String kind;
  private final String title;
  private final String xTitle;
  private final String yTitle;
  private final Scale xScale;
  private final Scale yScale;
  private final double yZero;
  private final List<Series> series;
  private final List<Note> notes;
  private final double plotHeight;
  private final Backdrop backdrop;

  Chart(
      String kind,
      String title,
      String xTitle,
      String yTitle,
      Scale xScale,
      Scale yScale,
      double yZero,
      double plotHeight,
      List<Series> series,
      List<Note> notes) {
    this(
        kind,
        title,
        xTitle,
        yTitle,
        xScale,
        yScale,
        yZero,
        plotHeight,
        series,
        notes,
        (s, p) -> {});
  }

  private Chart(
      String kind,
      String title,
      String xTitle,
      String yTitle,
      Scale xScale,
      Scale yScale,
      double yZero,
      double plotHeight,
      List<Series> series,
      List<Note> notes,
      Backdrop backdrop) {
    this.backdrop = backdrop;
    this.kind = kind;
    this.title = title;
    this.xTitle = xTitle;
    this.yTitle = yTitle;
    this.xScale = xScale;
    this.yScale = yScale;
    this.yZero = yZero;
    this.plotHeight = plotHeight;
    this.series = List.copyOf(series);
    this.notes = List.copyOf(notes);
  }

  /**
   * A chart of any curves, such as the loss over steps.
   *
   * @param kind the class of the SVG's root: {@code handgrad-} and small letters
   * @throws IllegalArgumentException if the kind is another, there is no point, or a point does not
   *     stand on its axes: NaN, infinite, or not positive on a logarithmic one
   */
  public static Chart of(String kind, String title, Axis x, Axis y, List<Series> series) {
    if (!kind.matches("handgrad-[a-z-]+")) {
      throw new IllegalArgumentException(
          "kind \"" + kind + "\": write handgrad- and small letters, as in handgrad-loss");
    }
    List<Double> across = new ArrayList<>();
    List<Double> up = new ArrayList<>();
    for (Series one : series) {
      requireOnAxis(one.name(), "x", one.x(), x);
      requireOnAxis(one.name(), "y", one.y(), y);
      across.addAll(one.x());
      up.addAll(one.y());
    }
    if (across.isEmpty()) {
      throw new IllegalArgumentException("a chart without points: give a series with at least one");
    }
    return new Chart(
        kind,
        title,
        x.title(),
        y.title(),
        Scale.of(across, x.logarithmic()),
        Scale.of(up, y.logarithmic()),
        Double.NEGATIVE_INFINITY,
        PLOT_HEIGHT,
        series,
        List.of());
  }

  /** The same chart with something under its curves. */
  Chart over(Backdrop under) {
    return new Chart(
        kind, title, xTitle, yTitle, xScale, yScale, yZero, plotHeight, series, notes, under);
  }

  private static void requireOnAxis(String name, String axis, List<Double> values, Axis on) {
    for (double value : values) {
      if (!Double.isFinite(value) || on.logarithmic() && value <= 0) {
        throw new IllegalArgumentException(
            String.format(
                "%s = %s of \"%s\" does not stand on %s axis: leave the point out",
                axis, value, name, on.logarithmic() ? "a logarithmic" : "an"));
      }
    }
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public String title() {
    return title;
  }

  /** The title of the axis that runs to the right, in the markup of {@link Label}. */
  public String xTitle() {
    return xTitle;
  }

  /** The title of the axis that runs upward, in the markup of {@link Label}. */
  public String yTitle() {
    return yTitle;
  }

  /** The curves and points in the order of the legend. */
  public List<Series> series() {
    return series;
  }

  /** The same as an XChart of one's own: titles, axes and series set, its texts switched off. */
  public XYChart xchart() {
    XYChart chart = new XYChart((int) (WIDTH - LEFT - RIGHT), (int) plotHeight);
    chart.setTitle(Label.of(title).text());
    chart.setXAxisTitle(Label.of(xTitle).text());
    chart.setYAxisTitle(Label.of(yTitle).text());
    XYStyler style = chart.getStyler();
    XChartPicture.bare(style);
    style.setXAxisLogarithmic(xScale.logarithmic()).setYAxisLogarithmic(yScale.logarithmic());
    style.setXAxisMin(xScale.from()).setXAxisMax(xScale.to());
    style.setYAxisMin(yScale.from()).setYAxisMax(yScale.to());
    style.setMarkerSize(7);
    // no room for a tick: XChart would measure its labels with Java's fonts, which may be missing
    style.setXAxisTickMarkSpacingHint(1 << 20).setYAxisTickMarkSpacingHint(1 << 20);
    for (Series one : series) {
      XYSeries drawn = chart.addSeries(legendName(chart, one), one.x(), one.y());
      drawn.setLineStyle(one.look().stroke()).setLineColor(one.look().color());
      drawn.setMarker(one.look().marker()).setMarkerColor(one.look().color());
      if (!one.look().hasLine()) {
        drawn.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      } else if (one.x().size() > CROWD && one.look().marker() != SeriesMarkers.NONE) {
        drawn.setMarker(SeriesMarkers.NONE);
        someMarkers(chart, one);
      }
    }
    return chart;
  }

  /** A marker at every so-manyth point and the last, so that a long line stays a line. */
  private static void someMarkers(XYChart chart, Series one) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    int last = one.x().size() - 1;
    int step = last / SOME + 1;
    for (int i = 0; i <= last; i = i < last ? Math.min(i + step, last) : i + 1) {
      x.add(one.x().get(i));
      y.add(one.y().get(i));
    }
    XYSeries marks = chart.addSeries(legendName(chart, one), x, y);
    marks.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    marks.setMarker(one.look().marker()).setMarkerColor(one.look().color());
  }

  /**
   * XChart keeps series by name; a name that comes again (two branches of a theory) is numbered.
   */
  private static String legendName(XYChart chart, Series one) {
    String name = Label.of(one.name()).text();
    String free = name;
    for (int i = 2; chart.getSeriesMap().containsKey(free); i++) {
      free = name + " (" + i + ")";
    }
    return free;
  }

  @Override
  public String svg() {
    Legend legend = new Legend(series, WIDTH - LEFT - RIGHT);
    double bottom = TOP + plotHeight;
    double height = bottom + 52 + legend.height();
    Svg svg = new Svg(kind, Label.of(title).text(), WIDTH, height);
    double right = WIDTH - RIGHT;
    svg.text(Label.of(title), (LEFT + right) / 2, 22, 15, Anchor.MIDDLE, "title");
    xAxis(svg, bottom, right);
    yAxis(svg, bottom, right);
    svg.open("backdrop");
    backdrop.draw(svg, new Place(xScale, yScale, right - LEFT, plotHeight));
    svg.close();
    svg.box(LEFT, TOP, right - LEFT, plotHeight, 0, FRAME);
    svg.open("data");
    SvgGraphics graphics = new SvgGraphics(svg, LEFT, TOP);
    xchart().paint(graphics, (int) (right - LEFT), (int) plotHeight);
    graphics.finish();
    svg.close();
    notes(svg, bottom, right);
    legend.draw(svg, LEFT, bottom + 58);
    return svg.toString();
  }

  /** Names points, above to the left or below to the right: a rising line leaves room there. */
  private void notes(Svg svg, double bottom, double right) {
    List<Rectangle2D> taken = new ArrayList<>();
    for (Note note : notes) {
      double width = note.text().width(TEXT);
      double px = LEFT + xScale.place(note.x()) * (right - LEFT);
      double py = bottom - yScale.place(note.y()) * plotHeight;
      boolean above = note.y() > note.x();
      double x = above ? px - 6 - width : px + 7;
      double y = above ? py - 6 : py + 14;
      x = Math.max(LEFT + 4, Math.min(right - 4 - width, x));
      y = y > bottom - 4 ? py - 9 : y < TOP + 14 ? py + 16 : y;
      Rectangle2D box = new Rectangle2D.Double(x, y - 11, width, 14);
      // a name that would cover another is left to the table
      if (taken.stream().noneMatch(box::intersects)) {
        taken.add(box);
        svg.text(note.text(), x, y, TEXT, Anchor.START, "note");
      }
    }
  }

  private void xAxis(Svg svg, double bottom, double right) {
    svg.open("axis-x");
    for (Scale.Tick tick : xScale.ticks(9)) {
      double x = LEFT + xScale.place(tick.value()) * (right - LEFT);
      svg.line(x, TOP, x, bottom, GRID);
      svg.text(tick.label(), x, bottom + 18, TEXT, Anchor.MIDDLE, "tick");
    }
    svg.text(Label.of(xTitle), (LEFT + right) / 2, bottom + 40, 14, Anchor.MIDDLE, "axis-title");
    svg.close();
  }

  private void yAxis(Svg svg, double bottom, double right) {
    svg.open("axis-y");
    for (Scale.Tick tick : yScale.ticks(9)) {
      if (tick.value() <= yZero) {
        continue;
      }
      double y = bottom - yScale.place(tick.value()) * plotHeight;
      svg.line(LEFT, y, right, y, GRID);
      svg.text(tick.label(), LEFT - 8, y + 4.5, TEXT, Anchor.END, "tick");
    }
    if (yZero > 0) {
      double y = bottom - yScale.place(yZero) * plotHeight;
      svg.line(LEFT, y, right, y, GRID + " stroke-dasharray=\"2 3\"");
      svg.text(Label.of("0"), LEFT - 8, y + 4.5, TEXT, Anchor.END, "tick");
    }
    svg.upward(Label.of(yTitle), 20, TOP + plotHeight / 2, 14, "axis-title");
    svg.close();
  }

  /** Title, axes, and each series with its number of points. */
  @Override
  public String toString() {
    return series.stream()
        .map(s -> "  " + Label.of(s.name()).text() + " (" + s.x().size() + ")")
        .collect(
            Collectors.joining(
                "\n",
                String.format(
                    "%s%n  x: %s%n  y: %s%n",
                    Label.of(title).text(), Label.of(xTitle).text(), Label.of(yTitle).text()),
                ""))
        .replace("\r", "");
  }

  static double plotHeight() {
    return PLOT_HEIGHT;
  }
}
