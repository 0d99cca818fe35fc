package handgrad.bench;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.linsol.lu.LinearSolverLu_DDRM;
import org.ejml.dense.row.misc.UnrolledInverseFromMinor_DDRM;

/** tr(AX'XBX⁻ᵀ). */
final class TraceForm implements ByHand {
  private final DMatrixRMaj a;
  private final DMatrixRMaj b;
  private final DMatrixRMaj x;
  private final DMatrixRMaj xt;
  private final DMatrixRMaj first;
  private final DMatrixRMaj second;
  private final DMatrixRMaj inverse;
  private final LinearSolverLu_DDRM solver = new LinearSolverLu_DDRM(new LUDecompositionAlt_DDRM());

  TraceForm(DMatrixRMaj a, DMatrixRMaj x, DMatrixRMaj b) {
    this.a = a;
    this.x = x;
    this.b = b;
    xt = a.createLike();
    first = a.createLike();
    second = a.createLike();
    inverse = a.createLike();
  }

  @Override
  public DMatrixRMaj variable() {
    return x;
  }

  @Override
  public double value() {
    bareCalls();
    double sum = 0;
    for (int i = 0; i < x.getNumElements(); i++) {
      sum += first.data[i] * inverse.data[i]; // tr(M·X⁻ᵀ)
    }
    return sum;
  }

  @Override
  public double bareCalls() {
    CommonOps_DDRM.transpose(x, xt);
    CommonOps_DDRM.mult(a, xt, first);
    CommonOps_DDRM.mult(first, x, second);
    CommonOps_DDRM.mult(second, b, first);
    if (x.numRows <= UnrolledInverseFromMinor_DDRM.MAX) {
      UnrolledInverseFromMinor_DDRM.inv(x, inverse);
    } else {
      solver.setA(x);
      solver.invert(inverse);
    }
    return first.data[0] * inverse.data[0];
  }
}
