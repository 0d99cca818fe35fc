package handgrad.net;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Numbers as a blackboard shows them: short decimals exactly, all others with six significant
 * digits.
 *
 * <pre>{@code
 * Decimal.text(0.1 + 0.2)    // 0.3
 * Decimal.text(0.0078125)    // 0.0078125
 * Decimal.text(1 / 3.0)      // 0.333333
 * }</pre>
 */
public final class Decimal {
  private static final int EXACT_DIGITS = 10;
  private static final MathContext SIX = new MathContext(6);

  private Decimal() {}

  /** A number: {@code 0.5}, {@code -0.0625}, {@code 1.23457e-10}. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    BigDecimal shown =
        exact.precision() <= EXACT_DIGITS ? exact : exact.round(SIX).stripTrailingZeros();
    int exponent = shown.precision() - shown.scale() - 1;
    if (exponent >= -6 && exponent <= 9) {
      return shown.toPlainString();
    }
    BigDecimal mantissa = shown.scaleByPowerOfTen(-exponent).stripTrailingZeros();
    return mantissa.toPlainString() + "e" + exponent;
  }

  /** A matrix in the plain notation, {@code [1 -1; 0.5 0]}; a 1×1 one is a number. */
  public static String text(DMatrixRMaj matrix) {
    if (matrix.getNumElements() == 1) {
      return text(matrix.data[0]);
    }
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < matrix.numRows; i++) {
      List<String> entries = new ArrayList<>();
      for (int j = 0; j < matrix.numCols; j++) {
        entries.add(text(matrix.unsafe_get(i, j)));
      }
      rows.add(String.join(" ", entries));
    }
    return "[" + String.join("; ", rows) + "]";
  }

  /** A matrix in LaTeX; a 1×1 one is a number. */
  public static String latex(DMatrixRMaj matrix) {
    if (matrix.getNumElements() == 1) {
      return latex(matrix.data[0]);
    }
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < matrix.numRows; i++) {
      List<String> entries = new ArrayList<>();
      for (int j = 0; j < matrix.numCols; j++) {
        entries.add(latex(matrix.unsafe_get(i, j)));
      }
      rows.add(String.join(" & ", entries));
    }
    return "\\begin{pmatrix} " + String.join(" \\\\ ", rows) + " \\end{pmatrix}";
  }

  private static String latex(double value) {
    String text = text(value);
    int e = text.indexOf('e');
    return e < 0 ? text : text.substring(0, e) + " \\cdot 10^{" + text.substring(e + 1) + "}";
  }
}
