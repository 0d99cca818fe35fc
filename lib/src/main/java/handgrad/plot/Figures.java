package handgrad.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * NodeValues and matrices as pictures show them: four significant digits, exact decimals as such.
 */
final class Figures {

  private static final int LARGEST_TABLE = 9;

  private static final int USUAL_DIGITS = 4;

  private Figures() {}

  /** {@code 0.5}, {@code -1.333}, {@code $1.2·10^{-7}$}. */
  static String number(double value) {
    return number(value, USUAL_DIGITS);
  }

  /** The same with some significant digits; whole numbers below a million keep all of theirs. */
  static String number(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(value);
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return exact.toBigInteger().toString();
    }
    BigDecimal shown =
        exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    int power = shown.precision() - shown.scale() - 1;
    if (power >= -3 && power < 6) {
      return shown.toPlainString();
    }
    String mantissa = shown.movePointLeft(power).stripTrailingZeros().toPlainString();
    return "$" + mantissa + "·10^{" + power + "}$";
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
