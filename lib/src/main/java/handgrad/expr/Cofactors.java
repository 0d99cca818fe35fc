package handgrad.expr;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The matrix of cofactors of a square matrix and its differentials, right for singular matrices
 * too: by minors where it is small, else by X = U S V' and cof X = det U det V · U cof(S) V'.
 */
final class Cofactors {
  private final DMatrixRMaj x;
  private final int n;
  private DMatrixRMaj u;
  private DMatrixRMaj vt;
  private double[] s;
  private double sign;

  Cofactors(DMatrixRMaj x) {
    this.x = x;
    n = x.numRows;
    if (n > Minors.LARGEST) {
      decompose();
    }
  }

  private void decompose() {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(n, n, true, true, false);
    svd.decompose(x.copy());
    u = svd.getU(null, false);
    vt = svd.getV(null, true);
    s = svd.getSingularValues();
    sign = Math.signum(CommonOps_DDRM.det(u)) * Math.signum(CommonOps_DDRM.det(vt));
  }

  DMatrixRMaj matrix() {
    DMatrixRMaj cof = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      if (u != null) {
        cof.unsafe_set(i, i, without(i, -1, -1));
        continue;
      }
      for (int j = 0; j < n; j++) {
        cof.unsafe_set(i, j, parity(i + j) * Minors.det(x, 1 << i, 1 << j));
      }
    }
    return u == null ? cof : back(cof);
  }

  /** The differential of cof at x in a direction. */
  DMatrixRMaj differential(DMatrixRMaj direction) {
    DMatrixRMaj result = new DMatrixRMaj(n, n);
    if (u == null) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          result.unsafe_set(i, j, byMinors(i, j, direction));
        }
      }
      return result;
    }
    DMatrixRMaj e = front(direction);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        if (i != j) {
          sum = -e.unsafe_get(j, i) * without(i, j, -1);
        } else {
          for (int k = 0; k < n; k++) {
            sum += k == i ? 0 : e.unsafe_get(k, k) * without(i, k, -1);
          }
        }
        result.unsafe_set(i, j, sum);
      }
    }
    return back(result);
  }

  /** The second differential of cof in one direction twice. */
  DMatrixRMaj secondDifferential(DMatrixRMaj direction) {
    DMatrixRMaj result = new DMatrixRMaj(n, n);
    if (u == null) {
      // Along the direction cof is a polynomial of degree 3 at most, so this difference is exact.
      DMatrixRMaj ahead = x.copy();
      CommonOps_DDRM.addEquals(ahead, direction);
      DMatrixRMaj behind = x.copy();
      CommonOps_DDRM.subtractEquals(behind, direction);
      CommonOps_DDRM.add(new Cofactors(ahead).matrix(), new Cofactors(behind).matrix(), result);
      CommonOps_DDRM.addEquals(result, -2, matrix());
      return result;
    }
    // Twice the quadratic part of cof(S + E).
    DMatrixRMaj e = front(direction);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          if (i == j) {
            for (int l = k + 1; l < n; l++) {
              if (k != i && l != i) {
                double minor =
                    e.unsafe_get(k, k) * e.unsafe_get(l, l)
                        - e.unsafe_get(k, l) * e.unsafe_get(l, k);
                sum += minor * without(i, k, l);
              }
            }
          } else if (k != i && k != j) {
            double minor =
                e.unsafe_get(j, k) * e.unsafe_get(k, i) - e.unsafe_get(j, i) * e.unsafe_get(k, k);
            sum += minor * without(i, j, k);
          }
        }
        result.unsafe_set(i, j, 2 * sum);
      }
    }
    return back(result);
  }

  private double byMinors(int i, int j, DMatrixRMaj direction) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      for (int l = 0; l < n; l++) {
        if (k != i && l != j) {
          int row = k - (k > i ? 1 : 0);
          int column = l - (l > j ? 1 : 0);
          sum +=
              parity(i + j + row + column)
                  * direction.unsafe_get(k, l)
                  * Minors.det(x, 1 << i | 1 << k, 1 << j | 1 << l);
        }
      }
    }
    return sum;
  }

  private static int parity(int k) {
    return (k & 1) == 0 ? 1 : -1;
  }

  // The product of all singular values but those with these numbers.
  private double without(int i, int j, int k) {
    double product = 1;
    for (int l = 0; l < n; l++) {
      if (l != i && l != j && l != k) {
        product *= s[l];
      }
    }
    return product;
  }

  // U'·d·V
  private DMatrixRMaj front(DMatrixRMaj d) {
    DMatrixRMaj half = new DMatrixRMaj(n, n);
    DMatrixRMaj whole = new DMatrixRMaj(n, n);
    CommonOps_DDRM.multTransA(u, d, half);
    CommonOps_DDRM.multTransB(half, vt, whole);
    return whole;
  }

  // sign · U·c·V'
  private DMatrixRMaj back(DMatrixRMaj c) {
    DMatrixRMaj half = new DMatrixRMaj(n, n);
    DMatrixRMaj whole = new DMatrixRMaj(n, n);
    CommonOps_DDRM.mult(u, c, half);
    CommonOps_DDRM.mult(sign, half, vt, whole);
    return whole;
  }
}
