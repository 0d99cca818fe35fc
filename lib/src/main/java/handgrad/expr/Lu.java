package handgrad.expr;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.linsol.lu.LinearSolverLu_DDRM;

/** PX = LU with row pivots, in buffers of its own; the inverse and determinant read off it. */
final class Lu {
  private static final double EPS = Math.ulp(1.0);

  private final Decomposition decomposition = new Decomposition();
  private final LinearSolverLu_DDRM solver = new LinearSolverLu_DDRM(decomposition);
  private double[] sums = new double[0];
  private DMatrixRMaj of;

  private static final class Decomposition extends LUDecompositionAlt_DDRM {
    double sign() {
      return pivsign;
    }
  }

  /** Decomposes a square matrix, which must stay as it is until the last call for it. */
  void decompose(DMatrixRMaj x) {
    of = x;
    solver.setA(x);
  }

  /**
   * Whether some pivot is no larger than the rounding errors of the sums it came from; scaling rows
   * or columns changes nothing.
   */
  boolean isSingular() {
    double[] lu = decomposition.getLU().data;
    int[] pivot = decomposition.getPivot();
    int n = of.numRows;
    // With row pivots no factor in L is larger than 1: the sums of |U| alone are the larger ones.
    if (sums.length < n) {
      sums = new double[n];
    }
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

  void invert(DMatrixRMaj inverse) {
    solver.invert(inverse);
  }

  double det() {
    double[] lu = decomposition.getLU().data;
    double det = decomposition.sign();
    for (int i = 0; i < of.numRows; i++) {
      det *= lu[i * (of.numRows + 1)];
    }
    return det;
  }

  /** The sign of the determinant: 1, 0 or -1. */
  double sign() {
    double[] lu = decomposition.getLU().data;
    double sign = decomposition.sign();
    for (int i = 0; i < of.numRows; i++) {
      sign *= Math.signum(lu[i * (of.numRows + 1)]);
    }
    return sign;
  }

  /** ln |det X|, which neither overflows nor underflows. */
  double logAbsDet() {
    double[] lu = decomposition.getLU().data;
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
