package handgrad.expr;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.linsol.lu.LinearSolverLu_DDRM;

/** PX = LU with row pivots, in buffers of its own; the inverse and determinant read off it. */
final class Lu {
  private static final double EPS = Math.ulp(1.0);

  /** Up to so many rows 2ⁿ is a bound of use for the growth of pivots. */
  private static final int BOUNDED = 24;

  private final Decomposition decomposition = new Decomposition();
  private final LinearSolverLu_DDRM solver = new LinearSolverLu_DDRM(decomposition);
  private double[] lu = new double[0];
  private double[] room = lu;
  private double[] sums = lu;
  private int[] pivot;
  private double sign;

  /** The rows of the matrix that the pivots are of. */
  private int last;

  private DMatrixRMaj of;

  private static final class Decomposition extends LUDecompositionAlt_DDRM {
    double sign() {
      return pivsign;
    }
  }

  /** Decomposes a square matrix, which must stay as it is until the last call for it. */
  void decompose(DMatrixRMaj x) {
    of = x;
    int n = x.numRows;
    if (sums.length < n) {
      sums = new double[n];
    }
    if (n > SmallLu.LARGEST) {
      last = n;
      solver.setA(x);
      lu = decomposition.getLU().data;
      pivot = decomposition.getPivot();
      sign = decomposition.sign();
      return;
    }
    if (room.length < n * n) {
      lu = new double[n * n];
      room = new double[n * n];
      pivot = new int[n];
    }
    if (n == 5 && last == 5 && SmallLu.five(x.data, lu, pivot)) {
      return;
    }
    last = n;
    sign = SmallLu.decompose(x.data, n, lu, room, pivot);
  }

  /**
   * Whether some pivot is no larger than the rounding errors of the sums it came from; scaling rows
   * or columns changes nothing.
   */
  boolean isSingular() {
    int n = of.numRows;
    if (n <= BOUNDED && isClearlyRegular(n)) {
      return false;
    }
    // With row pivots no factor in L is larger than 1: the sums of |U| alone are the larger ones.
    for (int j = 0; j < n; j++) {
      sums[j] = Math.abs(of.data[pivot[j] * n + j]);
    }
    for (int k = 0; k < n; k++) {
      for (int j = k + 1; j < n; j++) {
        sums[j] += Math.abs(lu[k * n + j]);
      }
    }
    for (int j = 0; j < n; j++) {
      if (Math.abs(lu[j * n + j]) > 4 * n * EPS * sums[j]) {
        continue;
      }
      double size = Math.abs(of.data[pivot[j] * n + j]);
      for (int k = 0; k < j; k++) {
        size += Math.abs(lu[j * n + k] * lu[k * n + j]);
      }
      if (!(Math.abs(lu[j * n + j]) > 4 * n * EPS * size)) {
        return true;
      }
    }
    return false;
  }

  // With row pivots no entry of U, nor the sums of a column, exceed 2ⁿ times the largest of X: a
  // bound that settles nearly all matrices of few rows. Sizes are compared by their bits, which
  // order them as numbers, with infinity and NaN above.
  private boolean isClearlyRegular(int n) {
    long largest = 0;
    for (int i = 0; i < n * n; i++) {
      largest = Math.max(largest, Double.doubleToRawLongBits(of.data[i]) & Long.MAX_VALUE);
    }
    long smallest = Long.MAX_VALUE;
    for (int i = 0; i < n * n; i += n + 1) {
      smallest = Math.min(smallest, Double.doubleToRawLongBits(lu[i]) & Long.MAX_VALUE);
    }
    double bound = 4 * n * EPS * (1 << n) * Double.longBitsToDouble(largest);
    return Double.longBitsToDouble(smallest) > bound;
  }

  void invert(DMatrixRMaj inverse) {
    if (of.numRows > SmallLu.LARGEST) {
      solver.invert(inverse);
    } else {
      SmallLu.invert(lu, pivot, of.numRows, room, inverse.data);
    }
  }

  double det() {
    double det = sign;
    for (int i = 0; i < of.numRows; i++) {
      det *= lu[i * (of.numRows + 1)];
    }
    return det;
  }

  /** The sign of the determinant: 1, 0 or -1. */
  double sign() {
    double sign = this.sign;
    for (int i = 0; i < of.numRows; i++) {
      double pivot = lu[i * (of.numRows + 1)];
      if (pivot < 0) {
        sign = -sign;
      } else if (!(pivot > 0)) {
        return pivot; // 0 or NaN
      }
    }
    return sign;
  }

  /** ln |det X|, which neither overflows nor underflows. */
  double logAbsDet() {
    int n = of.numRows;
    // One logarithm for many pivots, as long as their product is of ordinary size.
    double sum = 0;
    double product = 1;
    for (int i = 0; i < n; i++) {
      double next = product * Math.abs(lu[i * (n + 1)]);
      if (next > 1e-200 && next < 1e200) {
        product = next;
      } else {
        sum += StrictMath.log(product);
        product = Math.abs(lu[i * (n + 1)]);
      }
    }
    return sum + StrictMath.log(product);
  }
}
