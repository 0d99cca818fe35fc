package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Point;
import handgrad.fit.NearestMatrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;

class HessianDifferenceTest {
  private static final Expr F = Formula.parse("(x'*A*x)^2", Declarations.parse("x: 2×1; A: 2×2"));
  private static final Point AT =
      Point.of("x", new double[][] {{1}, {-2}}, "A", new double[][] {{1, 2}, {0, 1}});

  // With S = A + A': the gradient is 2qSx with q = x'Ax, the Hessian 2(Sx)(Sx)' + 2qS.
  private static DMatrixRMaj exact() {
    DMatrixRMaj s = new DMatrixRMaj(new double[][] {{2, 2}, {2, 2}});
    DMatrixRMaj sx = new DMatrixRMaj(2, 1);
    CommonOps_DDRM.mult(s, AT.matrix("x"), sx);
    double q = 1 + 4 - 4;
    CommonOps_DDRM.scale(2 * q, s);
    CommonOps_DDRM.multAddTransB(2, sx, sx, s);
    return s;
  }

  @Test
  void aQuadraticFormIsExact() {
    Expr f = Formula.parse("x'*A*x", Declarations.parse("x: 2×1; A: 2×2"));
    assertArrayEquals(new double[] {2, 2, 2, 2}, HessianDifference.of(f, "x", AT, 0.5).data, 0.0);
  }

  @Test
  void theErrorAndTheAsymmetryShrinkWithTheStep() {
    for (double h : new double[] {0x1p-6, 0x1p-9}) {
      DMatrixRMaj rough = HessianDifference.of(F, "x", AT, h);
      DMatrixRMaj finer = HessianDifference.of(F, "x", AT, h / 2);
      assertEquals(2, distance(rough, exact()) / distance(finer, exact()), 0.05);
    }
  }

  @Test
  void theSymmetricPartIsNearerToTheHessianByPythagoras() {
    Expr f = Formula.parse("exp(x'*A*x)*(a'*x)", Declarations.parse("x: 2×1; A: 2×2; a: 2×1"));
    Point at = AT.with("a", new DMatrixRMaj(new double[][] {{1}, {3}}));
    DMatrixRMaj rough = HessianDifference.of(f, "x", at, 0x1p-4);
    DMatrixRMaj fine = NearestMatrix.symmetric(HessianDifference.of(f, "x", at, 0x1p-24));
    DMatrixRMaj repaired = NearestMatrix.symmetric(rough);
    double rest = NormOps_DDRM.normF(NearestMatrix.antisymmetric(rough));
    assertTrue(rest > 0);
    assertEquals(
        Math.pow(distance(rough, fine), 2),
        Math.pow(distance(repaired, fine), 2) + rest * rest,
        1e-9 * Math.pow(distance(rough, fine), 2));
  }

  private static double distance(DMatrixRMaj a, DMatrixRMaj b) {
    DMatrixRMaj difference = new DMatrixRMaj(a.numRows, a.numCols);
    CommonOps_DDRM.subtract(a, b, difference);
    return NormOps_DDRM.normF(difference);
  }
}
