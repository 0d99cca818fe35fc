package handgrad.derive;

/**
 * A small matrix with its derivative in one direction or with a bound of its rounding error;
 * column-major.
 *
 * @param slope the derivative of every entry; null for zero
 * @param error a bound, to first order, of the rounding error of every entry; null where bounds are
 *     not asked for
 */
record Jet(int rows, int columns, double[] value, double[] slope, double[] error) {
  static Jet constant(int rows, int columns, double[] value) {
    return new Jet(rows, columns, value, null, null);
  }

  static Jet number(double value) {
    return new Jet(1, 1, new double[] {value}, null, null);
  }

  int length() {
    return value.length;
  }

  double get(int row, int column) {
    return value[column * rows + row];
  }

  double slope(int i) {
    return slope == null ? 0 : slope[i];
  }

  double error(int i) {
    return error == null ? 0 : error[i];
  }

  boolean isNumber() {
    return rows == 1 && columns == 1;
  }

  /** The derivative as a constant matrix. */
  Jet derivative() {
    return constant(rows, columns, slope == null ? new double[value.length] : slope);
  }

  double largest() {
    double largest = 0;
    for (double v : value) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  double largestError() {
    double largest = 0;
    if (error != null) {
      for (double e : error) {
        largest = Math.max(largest, e);
      }
    }
    return largest;
  }
}
