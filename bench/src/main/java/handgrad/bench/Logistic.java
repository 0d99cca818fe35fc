package handgrad.bench;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The sum of ln(1 + exp(-y·Xw)) over the rows, by the functions that the library takes too. */
final class Logistic implements ByHand {
  private final DMatrixRMaj x;
  private final DMatrixRMaj y;
  private final DMatrixRMaj w;
  private final DMatrixRMaj score;

  Logistic(DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj w) {
    this.x = x;
    this.y = y;
    this.w = w;
    score = y.createLike();
  }

  @Override
  public DMatrixRMaj variable() {
    return w;
  }

  @Override
  public double value() {
    bareCalls();
    double sum = 0;
    for (int i = 0; i < y.numRows; i++) {
      sum += StrictMath.log(1 + StrictMath.exp(-y.data[i] * score.data[i]));
    }
    return sum;
  }

  @Override
  public double bareCalls() {
    CommonOps_DDRM.mult(x, w, score);
    return score.data[0];
  }
}
