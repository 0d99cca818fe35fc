package handgrad.notebook;

import handgrad.words.Digits;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables, matrices and text as Markdown that JupyterLab, GitHub and the handout read alike. */
final class Markdown {
  private static final int ROWS = 20;

  private Markdown() {}

  /** Text in which no character is taken for Markdown, HTML or maths. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '\n' -> escaped.append("  \n");
        default -> {
          if ("\\`*_{}[]#|$~^".indexOf(c) >= 0) {
            escaped.append('\\');
          }
          escaped.append(c);
        }
      }
    }
    return escaped.toString();
  }

  /** A block of code, whatever is in it. */
  static String block(String code) {
    String fence = "```";
    while (code.contains(fence)) {
      fence += "`";
    }
    return fence + "\n" + code + "\n" + fence;
  }

  /** A table; of one with more than twenty rows the first and last ten, and how many there are. */
  static String table(Table table) {
    StringBuilder text = new StringBuilder("|");
    for (String name : table.columnNames()) {
      text.append(' ').append(cell(name)).append(" |");
    }
    text.append("\n|");
    for (Column<?> column : table.columns()) {
      text.append(column instanceof NumericColumn<?> ? "---:|" : "---|");
    }
    int rows = table.rowCount();
    for (int row = 0; row < rows; row++) {
      if (rows > ROWS && row == ROWS / 2) {
        text.append("\n|").append(" … |".repeat(table.columnCount()));
        row = rows - ROWS / 2;
      }
      text.append("\n|");
      for (Column<?> column : table.columns()) {
        text.append(' ').append(cell(value(column, row))).append(" |");
      }
    }
    if (rows > ROWS) {
      text.append("\n\n").append(rows).append(" × ").append(table.columnCount());
    }
    return text.toString();
  }

  /** The same with blanks, its columns aligned. */
  static String plain(Table table) {
    List<String> names = table.columnNames();
    int rows = Math.min(table.rowCount(), ROWS);
    StringBuilder text = new StringBuilder();
    int[] widths = new int[names.size()];
    for (int j = 0; j < widths.length; j++) {
      widths[j] = names.get(j).length();
      for (int i = 0; i < rows; i++) {
        widths[j] = Math.max(widths[j], value(table.column(j), i).length());
      }
    }
    for (int i = -1; i < rows; i++) {
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < widths.length; j++) {
        String cell = i < 0 ? names.get(j) : value(table.column(j), i);
        boolean number = table.column(j) instanceof NumericColumn<?>;
        String blanks = " ".repeat(widths[j] - cell.length());
        line.append(j == 0 ? "" : "  ").append(number ? blanks + cell : cell + blanks);
      }
      text.append(i < 0 ? "" : "\n").append(line.toString().stripTrailing());
    }
    if (table.rowCount() > ROWS) {
      text.append("\n… (").append(table.rowCount()).append(" × ").append(widths.length).append(")");
    }
    return text.toString();
  }

  private static String value(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    if (column instanceof NumericColumn<?> numbers) {
      return Digits.show(numbers.getDouble(row));
    }
    return column.getString(row);
  }

  // A cell may hold maths in dollars; a bar would end it, a tag would be one.
  private static String cell(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("\n", " ");
  }

  /** A matrix as LaTeX; of a large one the shape. */
  static String matrix(DMatrixRMaj x) {
    if (x.numRows > 12 || x.numCols > 12) {
      return x.numRows + "\\times " + x.numCols;
    }
    StringBuilder text = new StringBuilder("\\begin{pmatrix}");
    for (int i = 0; i < x.numRows; i++) {
      text.append(i == 0 ? " " : " \\\\ ");
      for (int j = 0; j < x.numCols; j++) {
        text.append(j == 0 ? "" : " & ").append(Digits.latex(x.unsafe_get(i, j)));
      }
    }
    return text.append(" \\end{pmatrix}").toString();
  }

  /** A matrix in the plain notation: {@code [1 -1; 0.5 0]}. */
  static String plain(DMatrixRMaj x) {
    if (x.numRows > 12 || x.numCols > 12) {
      return x.numRows + "×" + x.numCols;
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < x.numRows; i++) {
      text.append(i == 0 ? "" : "; ");
      for (int j = 0; j < x.numCols; j++) {
        text.append(j == 0 ? "" : " ").append(Digits.show(x.unsafe_get(i, j)));
      }
    }
    return text.append("]").toString();
  }
}
