package handgrad.plot;

import handgrad.plot.Svg.Anchor;
import handgrad.words.Language;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.style.HeatMapStyler;

/**
 * The relative errors of a matrix's gradient, entry by entry: the darker, the larger.
 *
 * <p>The shade runs from 10⁻¹⁶ (white) to 1; the error stands in the cell where there is room, and
 * an entry that is refused has a thick frame, so the map reads without colour too. A cell of a
 * matrix with more than 60 rows or columns stands for a block, and its largest error.
 *
 * @param title the title in the markup of {@link Label}
 * @param name the matrix's name in the markup of {@link Label}
 * @param errors the relative errors, row by row, 0 or more
 * @param refused which entries the check refuses
 */
public record ErrorMap(
    String title, String name, List<List<Double>> errors, List<List<Boolean>> refused, Words words)
    implements Picture {

  /** The words of the map in one language. */
  public record Words(String title, String refused, String block) {
    /** The words in a language. */
    public static Words in(Language language) {
      UnaryOperator<String> word =
          key -> handgrad.words.Words.in(language).text("plot.error-map." + key);
      return new Words(word.apply("title"), word.apply("refused"), word.apply("block"));
    }
  }

  private static final double TEXT = 13;
  private static final Color[] SHADES = {Color.WHITE, new Color(0x0b, 0x40, 0x80)};
  private static final int LEAST = -16;
  private static final int MOST_CELLS = 60;

  /**
   * Checks that both tables have one size.
   *
   * @throws IllegalArgumentException if there is no entry, rows differ in length, the tables differ
   *     in size, or an error is negative
   */
  public ErrorMap {
    errors = errors.stream().map(List::copyOf).toList();
    refused = refused.stream().map(List::copyOf).toList();
    if (errors.isEmpty() || errors.get(0).isEmpty()) {
      throw new IllegalArgumentException("an error map without entries: give at least one");
    }
    int columns = errors.get(0).size();
    for (int i = 0; i < errors.size(); i++) {
      int marks = i < refused.size() ? refused.get(i).size() : 0;
      if (errors.get(i).size() != columns || marks != columns || refused.size() != errors.size()) {
        throw new IllegalArgumentException(
            String.format(
                "row %d has %d errors and %d marks, row 1 has %d errors: give rows of one length",
                i + 1, errors.get(i).size(), marks, columns));
      }
      for (double error : errors.get(i)) {
        if (error < 0) {
          throw new IllegalArgumentException(
              "an error of row " + (i + 1) + " is " + error + ": give its absolute value");
        }
      }
    }
  }

  /** A map with its usual title. */
  public static ErrorMap of(
      Words words, String name, List<List<Double>> errors, List<List<Boolean>> refused) {
    return new ErrorMap(words.title(), name, errors, refused, words);
  }

  /** How many rows and columns one cell stands for: 1, and more where the matrix is large. */
  public int step() {
    int longest = Math.max(errors.size(), errors.get(0).size());
    return (longest + MOST_CELLS - 1) / MOST_CELLS;
  }

  /** The largest error in the block of a cell; NaN if there is one. */
  private double error(int i, int j) {
    double largest = 0;
    for (List<Double> row : block(errors, i)) {
      for (double error : block(row, j)) {
        largest = Math.max(largest, error);
      }
    }
    return largest;
  }

  private boolean isRefused(int i, int j) {
    return block(refused, i).stream().anyMatch(row -> block(row, j).contains(true));
  }

  private <T> List<T> block(List<T> list, int i) {
    return list.subList(i * step(), Math.min(list.size(), (i + 1) * step()));
  }

  @Override
  public String kind() {
    return "handgrad-error-map";
  }

  private int rows() {
    return (errors.size() + step() - 1) / step();
  }

  private int columns() {
    return (errors.get(0).size() + step() - 1) / step();
  }

  /** How dark an error is, from 0 to 1, a step a power of ten. */
  private static double shade(double error) {
    if (error == 0) {
      return 0;
    }
    double power = Double.isNaN(error) ? 0 : StrictMath.ceil(StrictMath.log10(error));
    return Math.max(0, Math.min(1, 1 - power / LEAST));
  }

  /** The same as an XChart of one's own, its texts switched off. */
  public HeatMapChart xchart() {
    HeatMapChart chart = new HeatMapChart((int) width(), (int) height());
    chart.setTitle(Label.of(title).text());
    HeatMapStyler style = chart.getStyler();
    XChartPicture.bare(style);
    style.setRangeColors(SHADES);
    style.setMin(0).setMax(1).setShowValue(false).setDrawBorder(false);
    // XChart counts rows upward, a matrix downward
    List<String> across = new ArrayList<>();
    List<String> down = new ArrayList<>();
    List<Number[]> cells = new ArrayList<>();
    for (int j = 0; j < columns(); j++) {
      across.add("" + (j * step() + 1));
    }
    for (int i = rows(); i > 0; i--) {
      down.add("" + ((i - 1) * step() + 1));
    }
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        cells.add(new Number[] {j, rows() - 1 - i, shade(error(i, j))});
      }
    }
    chart.addSeries(Label.of(name).text(), across, down, cells);
    return chart;
  }

  private double cell() {
    return Math.max(6, Math.min(76, Math.floor(520.0 / columns())));
  }

  private double cellHeight() {
    return Math.max(6, Math.min(32, cell()));
  }

  private double width() {
    return cell() * columns();
  }

  private double height() {
    return cellHeight() * rows();
  }

  @Override
  public String svg() {
    boolean large = columns() > 20 || rows() > 20;
    String each = step() == 1 ? "" : words.block().replace("{0}", step() + "×" + step());
    Label heading = Label.of(title + ", " + name + each);
    double left = 40;
    double top = 56;
    double scale = Math.max(width(), Math.max(280, heading.width(15)));
    double whole = left + scale + 24;
    double bottom = top + height();
    Svg svg = new Svg(kind(), heading.text(), whole, bottom + 58);
    svg.text(heading, whole / 2, 22, 15, Anchor.MIDDLE, "title");
    double x0 = left + (scale - width()) / 2;
    svg.open("data");
    SvgGraphics graphics = new SvgGraphics(svg, x0, top);
    xchart().paint(graphics, (int) width(), (int) height());
    graphics.finish();
    svg.close();
    String frame = "fill=\"none\" stroke=\"#333\" stroke-width=\"1\"";
    svg.box(x0, top, width(), height(), 0, frame);
    heads(svg, x0, top, large);
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        entry(svg, x0 + j * cell(), top + i * cellHeight(), i, j);
      }
    }
    key(svg, whole / 2, bottom + 18);
    return svg.toString();
  }

  private void heads(Svg svg, double x0, double top, boolean large) {
    int step = large ? 5 : 1;
    svg.open("axis");
    for (int j = 0; j < columns(); j++) {
      if ((j + 1) % step == 0) {
        Label number = Label.of("" + (j * step() + 1));
        svg.text(number, x0 + (j + 0.5) * cell(), top - 7, 12, Anchor.MIDDLE, "column");
      }
    }
    for (int i = 0; i < rows(); i++) {
      if ((i + 1) % step == 0) {
        Label number = Label.of("" + (i * step() + 1));
        double y = top + (i + 0.5) * cellHeight() + 4;
        svg.text(number, x0 - 8, y, 12, Anchor.END, "row");
      }
    }
    svg.close();
  }

  private void entry(Svg svg, double x, double y, int i, int j) {
    double error = error(i, j);
    if (isRefused(i, j)) {
      double in = 1.5;
      svg.box(
          x + in,
          y + in,
          cell() - 2 * in,
          cellHeight() - 2 * in,
          0,
          "fill=\"none\" stroke=\"#000\" stroke-width=\"3\"");
    }
    Label label = Label.of(number(error));
    if (label.width(TEXT) + 8 > cell() || cellHeight() < 18) {
      return;
    }
    boolean dark = shade(error) > 0.5;
    svg.styled("on", dark ? " fill=\"#fff\"" : "");
    svg.text(label, x + cell() / 2, y + cellHeight() / 2 + 4.5, TEXT, Anchor.MIDDLE, "entry");
    svg.close();
  }

  /** Two digits: {@code 3.1·10^{-11}}, {@code 0.52}, {@code 0}. */
  private static String number(double error) {
    if (error == 0) {
      return "0";
    }
    if (!Double.isFinite(error)) {
      return Double.isNaN(error) ? "NaN" : "∞";
    }
    String[] parts = String.format(Locale.ROOT, "%.1e", error).split("e");
    int power = Integer.parseInt(parts[1]);
    return power >= -2 && power <= 2
        ? String.format(Locale.ROOT, power < 0 ? "%." + (1 - power) + "f" : "%.1f", error)
        : "$" + parts[0] + "·10^{" + power + "}$";
  }

  private void key(Svg svg, double middle, double top) {
    int boxes = -LEAST + 1;
    double wide = 12;
    double x = middle - boxes * wide / 2 - 30;
    svg.open("key");
    SvgGraphics graphics = new SvgGraphics(svg, 0, 0);
    for (int k = 0; k < boxes; k++) {
      double shade = (double) k / -LEAST;
      int red = (int) (SHADES[0].getRed() + shade * (SHADES[1].getRed() - SHADES[0].getRed()));
      int green =
          (int) (SHADES[0].getGreen() + shade * (SHADES[1].getGreen() - SHADES[0].getGreen()));
      int blue = (int) (SHADES[0].getBlue() + shade * (SHADES[1].getBlue() - SHADES[0].getBlue()));
      graphics.setColor(new Color(red, green, blue));
      graphics.fill(new java.awt.geom.Rectangle2D.Double(x + k * wide, top, wide + 0.2, 12));
    }
    graphics.finish();
    String frame = "fill=\"none\" stroke=\"#333\" stroke-width=\"1\"";
    svg.box(x, top, boxes * wide, 12, 0, frame);
    svg.text(Label.of("$10^{-16}$"), x, top + 28, 12, Anchor.MIDDLE, "tick");
    svg.text(Label.of("$10^{-8}$"), x + boxes * wide / 2, top + 28, 12, Anchor.MIDDLE, "tick");
    svg.text(Label.of("1"), x + boxes * wide, top + 28, 12, Anchor.MIDDLE, "tick");
    boolean any = refused.stream().anyMatch(row -> row.contains(true));
    if (any) {
      double at = x + boxes * wide + 20;
      svg.box(at, top, 16, 12, 0, "fill=\"none\" stroke=\"#000\" stroke-width=\"3\"");
      svg.text(Label.of(words.refused()), at + 24, top + 11, 12, Anchor.START, "name");
    }
    svg.close();
  }

  /** One line a row, the errors with two digits, {@code !} behind a refused one. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(Label.of(title + ", " + name).text());
    for (int i = 0; i < errors.size(); i++) {
      text.append("\n ");
      for (int j = 0; j < errors.get(i).size(); j++) {
        String error =
            errors.get(i).get(j) == 0
                ? "0"
                : String.format(Locale.ROOT, "%.1e", errors.get(i).get(j));
        text.append(' ').append(error).append(refused.get(i).get(j) ? "!" : "");
      }
    }
    return text.toString();
  }
}
