package handgrad.check;

/**
 * A numeric derivative and how far it may be off.
 *
 * @param value the derivative; at a kink the mean of both sides
 * @param error a bound on its error, truncation and rounding together; infinite if it is not known
 * @param left the derivative from the left, {@code value} where there is no kink
 * @param right the derivative from the right
 */
public record Estimate(double value, double error, double left, double right) {
  static final Estimate UNKNOWN = smooth(Double.NaN, Double.POSITIVE_INFINITY);

  static Estimate smooth(double value, double error) {
    return new Estimate(value, error, value, value);
  }

  /** Whether the derivatives from the two sides differ. */
  public boolean isKink() {
    return left != right && !Double.isNaN(value);
  }

  /** Whether a claimed derivative is this one within the error; at a kink, lies between both. */
  public boolean admits(double claimed) {
    return claimed >= Math.min(left, right) - error && claimed <= Math.max(left, right) + error;
  }
}
