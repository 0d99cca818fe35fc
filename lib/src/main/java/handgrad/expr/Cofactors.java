package handgrad.expr;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The matrix of cofactors of a square matrix and its differential, right for singular matrices too:
 * by minors where it is small, else by X = U S V' and cof X = det U det V · U cof(S) V'.
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
        cof.unsafe_set(i, i, without(i, i));
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
          sum = -e.unsafe_get(j, i) * without(i, j);
        } else {
          for (int k = 0; k < n; k++) {
            sum += k == i ? 0 : e.unsafe_get(k, k) * without(i, k);
          }
        }
        result.unsafe_set(i, j, sum);
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
  private double without(int i, int j) {
    double product = 1;
    for (int l = 0; l < n; l++) {
      if (l != i && l != j) {
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
