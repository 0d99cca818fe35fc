package handgrad.plot;

import handgrad.words.Digits;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** NodeValues and matrices as pictures show them: four significant digits, whole numbers whole. */
final class Figures {

  private static final int LARGEST_TABLE = 9;

  private static final int USUAL_DIGITS = 4;

  private Figures() {}

  /** {@code 0.5}, {@code -1.333}, {@code $1.2·10^{-7}$}. */
  static String number(double value) {
    return number(value, USUAL_DIGITS);
  }

  /** The same with some significant digits. */
  static String number(double value, int digits) {
    String text = Digits.show(value, digits).replace("Infinity", "∞");
    int e = text.indexOf('e');
    return e < 0 ? text : "$" + text.substring(0, e) + "·10^{" + text.substring(e + 1) + "}$";
  }

  /** A number, a table of a small matrix, the shape of a large one. */
  static Quantity matrix(DMatrixRMaj matrix, int digits) {
    if (matrix.numRows == 1 && matrix.numCols == 1) {
      return Quantity.line(number(matrix.get(0), digits));
    }
    if (matrix.getNumElements() > LARGEST_TABLE || matrix.numCols > 4) {
      return Quantity.line(matrix.numRows + "×" + matrix.numCols);
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < matrix.numRows; i++) {
      List<String> row = new ArrayList<>();
      for (int j = 0; j < matrix.numCols; j++) {
        row.add(number(matrix.get(i, j), digits));
      }
      rows.add(row);
    }
    return Quantity.table(rows);
  }
}
