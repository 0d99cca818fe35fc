package handgrad.plot;

import handgrad.plot.Svg.Anchor;
import java.util.List;

/** A quantity set for drawing: its size, and itself in the middle of a box. */
final class Cell {

  private static final double ROW = 1.25;
  private static final double COLUMN_GAP = 0.7;
  private static final String BRACKET = "fill=\"none\" stroke=\"#333\" stroke-width=\".9\"";

  private final List<List<Label>> rows;
  private final double[] columns;
  private final double size;
  private final String says;

  Cell(Quantity quantity, double size) {
    this.size = size;
    says = quantity.plain();
    rows =
        quantity instanceof Quantity.Line
            ? List.of(List.of(Label.of(((Quantity.Line) quantity).text())))
            : ((Quantity.Table) quantity)
                .rows().stream().map(r -> r.stream().map(Label::of).toList()).toList();
    columns = new double[rows.get(0).size()];
    for (List<Label> row : rows) {
      for (int j = 0; j < columns.length; j++) {
        columns[j] = Math.max(columns[j], row.get(j).width(size));
      }
    }
  }

  private boolean isTable() {
    return rows.size() > 1 || columns.length > 1;
  }

  double width() {
    double width = isTable() ? 10 : 0;
    for (double column : columns) {
      width += column;
    }
    return width + (columns.length - 1) * COLUMN_GAP * size;
  }

  double height() {
    return rows.size() * ROW * size + (isTable() ? 4 : 0);
  }

  /** Draws the quantity around a middle. */
  void draw(Svg svg, double x, double y, String role) {
    double left = x - width() / 2;
    double top = y - height() / 2;
    if (!isTable()) {
      svg.text(rows.get(0).get(0), x, y + 0.34 * size, size, Anchor.MIDDLE, role);
      return;
    }
    svg.open(role, says);
    bracket(svg, left, top, 3);
    bracket(svg, left + width(), top, -3);
    double baseline = top + 2 + 0.95 * size;
    for (List<Label> row : rows) {
      double right = left + 5;
      for (int j = 0; j < columns.length; j++) {
        right += columns[j];
        svg.text(row.get(j), right, baseline, size, Anchor.END, "entry");
        right += COLUMN_GAP * size;
      }
      baseline += ROW * size;
    }
    svg.close();
  }

  private void bracket(Svg svg, double x, double top, double foot) {
    String d = "M" + Svg.number(x + foot) + " " + Svg.number(top) + "H" + Svg.number(x);
    svg.path(d + "V" + Svg.number(top + height()) + "H" + Svg.number(x + foot), BRACKET);
  }
}
