package handgrad.expr;

import org.ejml.data.DMatrixRMaj;

/** Determinants of small matrices by expansion: exact for whole numbers, singular or not. */
final class Minors {
  /** The largest number of rows for which this is used. */
  static final int LARGEST = 4;

  private Minors() {}

  static double det(DMatrixRMaj x) {
    return det(x, 0, 0);
  }

  /** The determinant without the rows and columns whose bits are set. */
  static double det(DMatrixRMaj x, int withoutRows, int withoutColumns) {
    int row = Integer.numberOfTrailingZeros(~withoutRows);
    if (row >= x.numRows) {
      return 1;
    }
    double sum = 0;
    int sign = 1;
    for (int j = 0; j < x.numCols; j++) {
      if ((withoutColumns >> j & 1) == 0) {
        double entry = x.unsafe_get(row, j);
        if (entry != 0) {
          sum += sign * entry * det(x, withoutRows | 1 << row, withoutColumns | 1 << j);
        }
        sign = -sign;
      }
    }
    return sum;
  }
}
