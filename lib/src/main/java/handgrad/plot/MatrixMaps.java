package handgrad.plot;

import handgrad.plot.Svg.Anchor;
import java.util.List;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;

/**
 * Matrices side by side as maps, with a sign between them: the larger an entry, the darker its
 * cell, one scale for all; a negative cell is hatched and has a minus, so the map reads without
 * colour too.
 *
 * @param title the title in the markup of {@link Label}
 * @param maps the matrices with their names, and what stands before each: {@code =}, {@code +}
 */
public record MatrixMaps(String title, List<Map> maps) implements Picture {

  /**
   * One matrix.
   *
   * @param sign what stands before it, empty before the first
   * @param name its name in the markup of {@link Label}
   */
  public record Map(String sign, String name, DMatrixRMaj matrix) {}

  private static final double TEXT = 13;
  private static final double MOST_WIDTH = 720;
  private static final double GAP = 34;
  private static final double TOP = 62;
  private static final double CELL_HEIGHT = 34;
  private static final int MOST_CELLS = 8;
  private static final int[] DARKEST = {0x0b, 0x40, 0x80};
  private static final String FRAME = "fill=\"none\" stroke=\"#333\" stroke-width=\"1\"";

  /**
   * Checks that the matrices can stand side by side.
   *
   * @throws IllegalArgumentException if there is none, one has more than eight rows or columns, or
   *     an entry is not finite
   */
  public MatrixMaps {
    maps = List.copyOf(maps);
    if (maps.isEmpty()) {
      throw new IllegalArgumentException("no matrix to draw: give at least one");
    }
    for (Map map : maps) {
      DMatrixRMaj x = map.matrix();
      if (x.numRows > MOST_CELLS || x.numCols > MOST_CELLS || x.getNumElements() == 0) {
        throw new IllegalArgumentException(
            String.format(
                "%s is %d×%d: a map has from one to %d rows and columns",
                Label.of(map.name()).text(), x.numRows, x.numCols, MOST_CELLS));
      }
      for (double entry : x.getData()) {
        if (!Double.isFinite(entry)) {
          throw new IllegalArgumentException(
              Label.of(map.name()).text() + " has the entry " + entry + ": give finite ones");
        }
      }
    }
  }

  @Override
  public String kind() {
    return "handgrad-matrix-maps";
  }

  private double largest() {
    double largest = 0;
    for (Map map : maps) {
      for (double entry : map.matrix().getData()) {
        largest = Math.max(largest, Math.abs(entry));
      }
    }
    return largest;
  }

  private int columns() {
    return maps.stream().mapToInt(m -> m.matrix().numCols).sum();
  }

  private double cell() {
    double room = (MOST_WIDTH - 40 - (maps.size() - 1) * GAP) / columns();
    return Math.max(30, Math.min(62, Math.floor(room)));
  }

  @Override
  public String svg() {
    Label heading = Label.of(title);
    double cell = cell();
    double wide = columns() * cell + (maps.size() - 1) * GAP;
    double whole = Math.max(wide, heading.width(15)) + 40;
    int rows = maps.stream().mapToInt(m -> m.matrix().numRows).max().orElseThrow();
    Svg svg = new Svg(kind(), heading.text(), whole, TOP + rows * CELL_HEIGHT + 16);
    hatching(svg);
    svg.text(heading, whole / 2, 22, 15, Anchor.MIDDLE, "title");
    double x = (whole - wide) / 2;
    double middle = TOP + rows * CELL_HEIGHT / 2;
    for (Map map : maps) {
      if (!map.sign().isEmpty()) {
        svg.text(Label.of(map.sign()), x + GAP / 2, middle + 6, 18, Anchor.MIDDLE, "sign");
        x += GAP;
      }
      draw(svg, map, x, cell);
      x += map.matrix().numCols * cell;
    }
    return svg.toString();
  }

  private static void hatching(Svg svg) {
    svg.raw(
        "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
            + " patternTransform=\"rotate(45)\"><path d=\"M0 0V6\" stroke=\"#c8500a\""
            + " stroke-width=\"1.6\"/></pattern>");
  }

  private void draw(Svg svg, Map map, double left, double cell) {
    DMatrixRMaj matrix = map.matrix();
    double width = matrix.numCols * cell;
    svg.text(Label.of(map.name()), left + width / 2, TOP - 12, 14, Anchor.MIDDLE, "name");
    double largest = largest();
    for (int i = 0; i < matrix.numRows; i++) {
      for (int j = 0; j < matrix.numCols; j++) {
        double entry = matrix.get(i, j);
        double shade = largest == 0 ? 0 : Math.abs(entry) / largest;
        cell(svg, left + j * cell, TOP + i * CELL_HEIGHT, cell, entry, shade);
      }
    }
    svg.box(left, TOP, width, matrix.numRows * CELL_HEIGHT, 0, FRAME);
  }

  private static void cell(Svg svg, double x, double y, double width, double entry, double shade) {
    StringBuilder color = new StringBuilder("#");
    for (int part : DARKEST) {
      // half as dark at most, for the number stands on it
      long mixed = Math.round(255 + 0.55 * shade * (part - 255));
      color.append(String.format(Locale.ROOT, "%02x", mixed));
    }
    svg.box(x, y, width, CELL_HEIGHT, 0, "fill=\"" + color + "\" stroke=\"#999\"");
    Label label = Label.of(Figures.number(entry, 3));
    if (entry < 0) {
      svg.box(x + 1, y + 1, width - 2, CELL_HEIGHT - 2, 0, "fill=\"url(#hatch)\" opacity=\".55\"");
      double room = label.width(TEXT) + 6;
      String behind = "fill=\"#fff\" opacity=\".8\"";
      svg.box(x + (width - room) / 2, y + CELL_HEIGHT / 2 - 9, room, 18, 3, behind);
    }
    svg.text(label, x + width / 2, y + CELL_HEIGHT / 2 + 4.5, TEXT, Anchor.MIDDLE, "entry");
  }

  /** A line a matrix: {@code = S: [1 3; 3 -3]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(Label.of(title).text());
    for (Map map : maps) {
      String sign = map.sign().isEmpty() ? "" : map.sign() + " ";
      text.append("\n  ").append(sign).append(Label.of(map.name()).text()).append(": ");
      text.append(handgrad.net.Decimal.text(map.matrix()));
    }
    return text.toString();
  }
}
