package handgrad.expr;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Functions of a square matrix. */
final class SquareOps {
  private SquareOps() {}

  static final class Inverse extends Op.One {
    private final Lu lu = new Lu();
    private final DMatrixRMaj transposed;
    private final DMatrixRMaj product;

    Inverse(Slot out, Slot a) {
      super(out, a);
      transposed = new DMatrixRMaj(a.rows, a.rows);
      product = new DMatrixRMaj(a.rows, a.rows);
    }

    @Override
    void forward() {
      lu.decompose(a.value);
      if (lu.isSingular()) {
        throw Domain.singular(out.expr, a.expr, a.value);
      }
      lu.invert(out.value);
    }

    // d(X⁻¹) = -X⁻¹ dX X⁻¹, so the gradient is -B'·G·B' with B = X⁻¹.
    @Override
    void backward() {
      CommonOps_DDRM.transpose(out.value, transposed);
      CommonOps_DDRM.mult(out.gradient, transposed, product);
      if (first) {
        CommonOps_DDRM.mult(-1, transposed, product, a.gradient);
      } else {
        CommonOps_DDRM.multAdd(-1, transposed, product, a.gradient);
      }
    }
  }

  /** ln det X, or ln |det X|. */
  static final class LogDet extends Op.One {
    private final boolean absolute;
    private final Lu lu = new Lu();
    private final DMatrixRMaj inverse;

    LogDet(Slot out, Slot a, boolean absolute) {
      super(out, a);
      this.absolute = absolute;
      inverse = new DMatrixRMaj(a.rows, a.rows);
    }

    @Override
    void forward() {
      lu.decompose(a.value);
      if (lu.isSingular()) {
        throw Domain.logDetSingular(out.expr, a.expr, a.value);
      }
      if (!absolute && lu.sign() < 0) {
        throw Domain.logDetNegative(out.expr, a.expr, lu.det());
      }
      out.setNumber(lu.logAbsDet());
    }

    // d ln det X = tr(X⁻¹ dX).
    @Override
    void backward() {
      lu.invert(inverse);
      double g = out.numberGradient();
      int n = a.rows;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          int at = i * n + j;
          double part = g * inverse.data[j * n + i];
          a.gradient.data[at] = (first ? 0 : a.gradient.data[at]) + part;
        }
      }
    }
  }

  /** det X; its gradient, the matrix of cofactors, also exists where X is singular. */
  static final class Det extends Op.One {
    private final Lu lu = new Lu();

    Det(Slot out, Slot a) {
      super(out, a);
    }

    @Override
    void forward() {
      if (a.rows <= Minors.LARGEST) {
        out.setNumber(Minors.det(a.value));
      } else {
        lu.decompose(a.value);
        out.setNumber(lu.det());
      }
    }

    @Override
    void backward() {
      DMatrixRMaj cofactors = new Cofactors(a.value).matrix();
      EntryOps.add(
          a.gradient.data, out.numberGradient(), cofactors.data, cofactors.getNumElements(), first);
    }
  }

  /** The matrix of cofactors, or its transpose, the adjugate. */
  static final class CofactorMatrix extends Op.One {
    private final boolean adjugate;

    CofactorMatrix(Slot out, Slot a, boolean adjugate) {
      super(out, a);
      this.adjugate = adjugate;
    }

    @Override
    void forward() {
      DMatrixRMaj cofactors = new Cofactors(a.value).matrix();
      if (adjugate) {
        CommonOps_DDRM.transpose(cofactors, out.value);
      } else {
        out.value.setTo(cofactors);
      }
    }

    // The derivative of cof is symmetric: both are second derivatives of det.
    @Override
    void backward() {
      DMatrixRMaj g = adjugate ? CommonOps_DDRM.transpose(out.gradient, null) : out.gradient;
      DMatrixRMaj part = new Cofactors(a.value).differential(g);
      EntryOps.add(a.gradient.data, 1, part.data, part.getNumElements(), first);
    }
  }
}
