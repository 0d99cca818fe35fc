package handgrad.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handgrad.words.InputException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class NearestMatrixTest {
  private static final DMatrixRMaj A = new DMatrixRMaj(new double[][] {{1, 4}, {2, -3}});

  @Test
  void aMatrixIsItsSymmetricPartAndTheRest() {
    assertArrayEquals(new double[] {1, 3, 3, -3}, NearestMatrix.symmetric(A).data);
    assertArrayEquals(new double[] {0, 1, -1, 0}, NearestMatrix.antisymmetric(A).data);
  }

  @Test
  void pairwiseCorrelationsMayFailToBeSemidefiniteAndAreRepaired() {
    DMatrixRMaj c = new DMatrixRMaj(new double[][] {{1, 0.9, -0.9}, {0.9, 1, 0.9}, {-0.9, 0.9, 1}});
    DMatrixRMaj nearest = NearestMatrix.positiveSemidefinite(c);
    // Eigenvalues of c are 1.9, 1.9 and −0.8; the eigenvector of the last is (1, −1, 1)/√3.
    DMatrixRMaj v = new DMatrixRMaj(3, 1, true, 1, -1, 1);
    DMatrixRMaj expected = c.copy();
    CommonOps_DDRM.multAddTransB(0.8 / 3, v, v, expected);
    assertArrayEquals(expected.data, nearest.data, 1e-14);
  }

  @Test
  void aMatrixThatIsNotSquareIsRefused() {
    assertEquals(
        "the matrix is 2×3: only a square matrix can be symmetric",
        assertThrows(InputException.class, () -> NearestMatrix.symmetric(new DMatrixRMaj(2, 3)))
            .getMessage());
  }
}
