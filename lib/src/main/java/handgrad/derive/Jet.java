package handgrad.derive;

/**
 * A small matrix with its derivative in one direction or with a bound of its rounding error;
 * column-major.
 *
 * @param slope the derivative of every entry; null for zero
 * @param error a bound, to first order, of the rounding error of every entry; null where bounds are
 *     not asked for
 */
public record Jet(int rows, int columns, double[] value, double[] slope, double[] error) {
  public static Jet constant(int rows, int columns, double[] value) {
    return new Jet(rows, columns, value, null, null);
  }

  public static Jet number(double value) {
    return new Jet(1, 1, new double[] {value}, null, null);
  }

  public int length() {
    return value.length;
  }

  public double get(int row, int column) {
    return value[column * rows + row];
  }

  public double slope(int i) {
    return slope == null ? 0 : slope[i];
  }

  public double error(int i) {
    return error == null ? 0 : error[i];
  }

  public boolean isNumber() {
    return rows == 1 && columns == 1;
  }

  /** The derivative as a constant matrix. */
  public Jet derivative() {
    return constant(rows, columns, slope == null ? new double[value.length] : slope);
  }

  public double largest() {
    double largest = 0;
    for (double v : value) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  public double largestError() {
    double largest = 0;
    if (error != null) {
      for (double e : error) {
        largest = Math.max(largest, e);
      }
    }
    return largest;
  }
}
