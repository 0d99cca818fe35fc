package handgrad.plot;

import java.util.ArrayList;
import java.util.List;

/** What stands in a node: a number, a small matrix, or the shape of a large one. */
public sealed interface Quantity permits Quantity.Line, Quantity.Table {

  /** A number or a shape as a line of text, in the markup of {@link Label}. */
  record Line(String text) implements Quantity {}

  /** A small matrix, row by row, each entry in the markup of {@link Label}. */
  record Table(List<List<String>> rows) implements Quantity {
    /**
     * Keeps the entries unchangeable.
     *
     * @throws IllegalArgumentException if there is no entry or rows differ in length
     */
    public Table {
      rows = rows.stream().map(List::copyOf).toList();
      int columns = rows.isEmpty() ? 0 : rows.get(0).size();
      if (columns == 0) {
        throw new IllegalArgumentException("a table has no entry: give at least one row of one");
      }
      for (int i = 0; i < rows.size(); i++) {
        if (rows.get(i).size() != columns) {
          throw new IllegalArgumentException(
              String.format(
                  "row %d of a table has %d entries, row 1 has %d: give rows of one length",
                  i + 1, rows.get(i).size(), columns));
        }
      }
    }
  }

  /** A number or a shape. */
  static Quantity line(String text) {
    return new Line(text);
  }

  /** A small matrix. */
  static Quantity table(List<List<String>> rows) {
    return new Table(rows);
  }

  /** The quantity as plain text: {@code 5}, {@code [1 2; 3 4]}. */
  default String plain() {
    if (this instanceof Line) {
      return Label.of(((Line) this).text()).text();
    }
    List<String> rows = new ArrayList<>();
    for (List<String> row : ((Table) this).rows()) {
      rows.add(String.join(" ", row.stream().map(e -> Label.of(e).text()).toList()));
    }
    return "[" + String.join("; ", rows) + "]";
  }
}
