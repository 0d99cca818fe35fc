package handgrad.fit;

import handgrad.words.InputException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** The matrices nearest to a given one in the Frobenius norm. All n×n. */
public final class NearestMatrix {
  private NearestMatrix() {}

  /**
   * The nearest symmetric matrix, (A + Aᵀ)/2.
   *
   * @throws InputException if A is not square
   */
  public static DMatrixRMaj symmetric(DMatrixRMaj a) {
    return half(a, 1);
  }

  /** What is left of A beside its symmetric part: the antisymmetric (A − Aᵀ)/2. */
  public static DMatrixRMaj antisymmetric(DMatrixRMaj a) {
    return half(a, -1);
  }

  /**
   * The nearest symmetric positive semidefinite matrix: the symmetric part with its negative
   * eigenvalues set to 0. Source: Higham (1988), Linear Algebra Appl. 103, theorem 2.1.
   */
  public static DMatrixRMaj positiveSemidefinite(DMatrixRMaj a) {
    DMatrixRMaj symmetric = symmetric(a);
    int n = symmetric.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
    eigen.decompose(symmetric.copy());
    DMatrixRMaj nearest = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      double value = eigen.getEigenvalue(i).getReal();
      if (value > 0) {
        DMatrixRMaj vector = eigen.getEigenVector(i);
        CommonOps_DDRM.multAddTransB(value, vector, vector, nearest);
      }
    }
    return symmetric(nearest);
  }

  private static DMatrixRMaj half(DMatrixRMaj a, int sign) {
    if (a.numRows != a.numCols) {
      throw new InputException("fit.not-square", a.numRows, a.numCols);
    }
    DMatrixRMaj part = CommonOps_DDRM.transpose(a, null);
    CommonOps_DDRM.add(0.5, a, sign * 0.5, part, part);
    return part;
  }
}
