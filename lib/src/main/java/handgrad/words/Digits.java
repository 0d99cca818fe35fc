package handgrad.words;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Numbers by their significant digits: six, or no more than are there; two of an error.
 *
 * <pre>{@code
 * Digits.show(2.0 / 3)        // 0.666667
 * Digits.error(0.000314159)   // 3.1e-4
 * Digits.latex(1e-9 / 3)      // 3.33333 \cdot 10^{-10}
 * }</pre>
 */
public final class Digits {
  private static final int DIGITS = 6;

  private Digits() {}

  /**
   * A number with at most six significant digits: {@code 0.5}, {@code 17}, {@code 0.731059}, {@code
   * 1.23457e-9}. Whole numbers below 10⁹ are shown whole.
   */
  public static String show(double value) {
    return show(value, DIGITS);
  }

  /** The same with another number of significant digits. */
  public static String show(double value, int digits) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    if (value == 0) {
      return "0";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return Long.toString((long) value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 9) {
      return rounded.toPlainString();
    }
    return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
  }

  /** A relative error in two digits: {@code 0}, {@code 3.1e-11}, {@code 0.0021}. */
  public static String error(double error) {
    if (error == 0 || !Double.isFinite(error)) {
      return show(error);
    }
    BigDecimal rounded = new BigDecimal(error).round(new MathContext(2));
    int exponent = rounded.precision() - rounded.scale() - 1;
    return exponent >= -2 && exponent <= 1
        ? rounded.setScale(1 - exponent).toPlainString()
        : rounded.scaleByPowerOfTen(-exponent).setScale(1).toPlainString() + "e" + exponent;
  }

  /** The same number in LaTeX: {@code 1.23457e-9} becomes {@code 1.23457 \cdot 10^{-9}}. */
  public static String latex(double value) {
    String text = show(value);
    int e = text.indexOf('e');
    return e < 0 ? text : text.substring(0, e) + " \\cdot 10^{" + text.substring(e + 1) + "}";
  }
}
