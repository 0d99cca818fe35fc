package handgrad.bench;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.misc.UnrolledDeterminantFromMinor_DDRM;

/** ln det X'AX. */
final class LogDet implements ByHand {
  private final DMatrixRMaj a;
  private final DMatrixRMaj x;
  private final DMatrixRMaj xa;
  private final DMatrixRMaj xax;
  private final LUDecompositionAlt_DDRM lu = new LUDecompositionAlt_DDRM();

  LogDet(DMatrixRMaj a, DMatrixRMaj x) {
    this.a = a;
    this.x = x;
    xa = a.createLike();
    xax = a.createLike();
  }

  @Override
  public DMatrixRMaj variable() {
    return x;
  }

  @Override
  public double value() {
    return StrictMath.log(Math.abs(bareCalls()));
  }

  @Override
  public double bareCalls() {
    CommonOps_DDRM.multTransA(x, a, xa);
    CommonOps_DDRM.mult(xa, x, xax);
    if (x.numRows <= UnrolledDeterminantFromMinor_DDRM.MAX) {
      return UnrolledDeterminantFromMinor_DDRM.det(xax);
    }
    lu.decompose(xax);
    return lu.computeDeterminant().real;
  }
}
