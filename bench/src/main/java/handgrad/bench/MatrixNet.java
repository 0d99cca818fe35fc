package handgrad.bench;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The sum of (y - ReLU(XW₁)W₂)² and its gradients by W₁ and W₂, backpropagation by hand. */
final class MatrixNet implements ByHand {
  private final DMatrixRMaj x;
  private final DMatrixRMaj y;
  private final DMatrixRMaj w1;
  private final DMatrixRMaj w2;
  private final DMatrixRMaj hidden;
  private final DMatrixRMaj dHidden;
  private final DMatrixRMaj out;
  private final DMatrixRMaj dOut;
  private final DMatrixRMaj dW1;
  private final DMatrixRMaj dW2;

  MatrixNet(DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj w1, DMatrixRMaj w2) {
    this.x = x;
    this.y = y;
    this.w1 = w1;
    this.w2 = w2;
    hidden = new DMatrixRMaj(x.numRows, w1.numCols);
    dHidden = hidden.createLike();
    out = y.createLike();
    dOut = y.createLike();
    dW1 = w1.createLike();
    dW2 = w2.createLike();
  }

  @Override
  public DMatrixRMaj variable() {
    return w1;
  }

  /** The same net as a function of its outer layer. */
  ByHand ofOuterLayer() {
    return new ByHand() {
      @Override
      public DMatrixRMaj variable() {
        return w2;
      }

      @Override
      public double value() {
        return MatrixNet.this.value();
      }

      @Override
      public double bareCalls() {
        return MatrixNet.this.bareCalls();
      }
    };
  }

  @Override
  public double value() {
    CommonOps_DDRM.mult(x, w1, hidden);
    for (int i = 0; i < hidden.getNumElements(); i++) {
      hidden.data[i] = Math.max(hidden.data[i], 0);
    }
    CommonOps_DDRM.mult(hidden, w2, out);
    double loss = 0;
    for (int i = 0; i < y.numRows; i++) {
      double residual = out.data[i] - y.data[i];
      dOut.data[i] = 2 * residual;
      loss += residual * residual;
    }
    return loss;
  }

  /** The gradient by W₁ that the last call of {@link #valueAndGradients} left. */
  DMatrixRMaj gradientByW1() {
    return dW1;
  }

  /** The gradient by W₂ that the last call of {@link #valueAndGradients} left. */
  DMatrixRMaj gradientByW2() {
    return dW2;
  }

  double valueAndGradients() {
    double loss = value();
    CommonOps_DDRM.multTransA(hidden, dOut, dW2);
    int width = w2.numRows;
    for (int i = 0; i < y.numRows; i++) {
      for (int j = 0; j < width; j++) {
        int at = i * width + j;
        dHidden.data[at] = hidden.data[at] > 0 ? dOut.data[i] * w2.data[j] : 0;
      }
    }
    CommonOps_DDRM.multTransA(x, dHidden, dW1);
    return loss + dW1.data[0] + dW2.data[0];
  }

  @Override
  public double bareCalls() {
    CommonOps_DDRM.mult(x, w1, hidden);
    CommonOps_DDRM.mult(hidden, w2, out);
    CommonOps_DDRM.multTransA(hidden, dOut, dW2);
    CommonOps_DDRM.multTransA(x, dHidden, dW1);
    return out.data[0] + dW1.data[0] + dW2.data[0];
  }
}
