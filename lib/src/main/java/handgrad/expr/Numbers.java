package handgrad.expr;

import java.math.BigDecimal;
import java.math.MathContext;
import org.ejml.data.DMatrixRMaj;

/**
 * Numbers as messages and tables show them: six significant digits at most, a decimal point.
 *
 * <pre>{@code
 * Numbers.text(1.0 / 3)     // 0.333333
 * Numbers.error(3.14e-10)   // 3.1e-10
 * }</pre>
 */
public final class Numbers {
  private static final MathContext SIX = new MathContext(6);
  private static final int LARGEST_SHOWN = 36;

  private Numbers() {}

  public static String text(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "infinity" : "-infinity";
    }
    if (number == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(number).round(SIX).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent <= 8) {
      return rounded.toPlainString();
    }
    return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
  }

  /** A relative error, in two digits. */
  public static String error(double error) {
    if (error == 0 || !Double.isFinite(error)) {
      return text(error);
    }
    BigDecimal rounded = new BigDecimal(error).round(new MathContext(2));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -2 && exponent <= 1) {
      return rounded.setScale(1 - exponent).toPlainString();
    }
    return rounded.scaleByPowerOfTen(-exponent).setScale(1).toPlainString() + "e" + exponent;
  }

  /** A small matrix by rows, {@code [1 2; 3 4]}; of a large one its shape. */
  public static String text(DMatrixRMaj matrix) {
    if (matrix.getNumElements() == 1) {
      return text(matrix.data[0]);
    }
    if (matrix.getNumElements() > LARGEST_SHOWN) {
      return matrix.numRows + "×" + matrix.numCols;
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < matrix.numRows; i++) {
      for (int j = 0; j < matrix.numCols; j++) {
        text.append(j > 0 ? " " : i > 0 ? "; " : "").append(text(matrix.unsafe_get(i, j)));
      }
    }
    return text.append("]").toString();
  }
}
