package handgrad.net;

import handgrad.words.InputException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The linear layer: forward {@code H = XW + 1b}, backward {@code G ↦ GWᵀ}; by its parameters {@code
 * XᵀG} and the column sums of G.
 *
 * @param w the weights, k×m; w_ij goes from input i to neuron j
 * @param b the biases, 1×m, or null for none
 */
public record Linear(DMatrixRMaj w, DMatrixRMaj b) implements Layer {
  /**
   * Copies the parameters.
   *
   * @throws InputException if b is not 1×m
   */
  public Linear {
    w = w.copy();
    b = b == null ? null : b.copy();
    if (b != null && (b.numRows != 1 || b.numCols != w.numCols)) {
      throw new InputException("net.bias", b.numRows, b.numCols, w.numRows, w.numCols);
    }
  }

  /** A layer without bias. */
  public Linear(DMatrixRMaj w) {
    this(w, null);
  }

  /** A copy of the weights. */
  @Override
  public DMatrixRMaj w() {
    return w.copy();
  }

  /** A copy of the biases, or null. */
  @Override
  public DMatrixRMaj b() {
    return b == null ? null : b.copy();
  }

  public boolean hasBias() {
    return b != null;
  }

  public int inputs() {
    return w.numRows;
  }

  public int outputs() {
    return w.numCols;
  }

  @Override
  public int outputs(int inputs) {
    return w.numCols;
  }

  @Override
  public DMatrixRMaj forward(DMatrixRMaj x) {
    DMatrixRMaj out = new DMatrixRMaj(x.numRows, w.numCols);
    forward(w, b, x, out);
    return out;
  }

  static void forward(DMatrixRMaj w, DMatrixRMaj b, DMatrixRMaj x, DMatrixRMaj out) {
    CommonOps_DDRM.mult(x, w, out);
    if (b != null) {
      for (int i = 0; i < out.numRows; i++) {
        for (int j = 0; j < out.numCols; j++) {
          out.data[i * out.numCols + j] += b.data[j];
        }
      }
    }
  }

  @Override
  public DMatrixRMaj backward(DMatrixRMaj x, DMatrixRMaj g) {
    DMatrixRMaj byInput = new DMatrixRMaj(g.numRows, w.numRows);
    CommonOps_DDRM.multTransB(g, w, byInput);
    return byInput;
  }

  /** The gradient {@code XᵀG} by the weights, k×m. */
  public DMatrixRMaj backwardW(DMatrixRMaj x, DMatrixRMaj g) {
    DMatrixRMaj byW = new DMatrixRMaj(w.numRows, w.numCols);
    CommonOps_DDRM.multTransA(x, g, byW);
    return byW;
  }

  /** The gradient by the biases, the column sums of G, 1×m. */
  public DMatrixRMaj backwardB(DMatrixRMaj g) {
    DMatrixRMaj byB = new DMatrixRMaj(1, w.numCols);
    CommonOps_DDRM.sumCols(g, byB);
    return byB;
  }

  /** {@code Wᵀ}: h_j = Σ x_i w_ij. */
  @Override
  public DMatrixRMaj jacobian(DMatrixRMaj x) {
    requireRow(x);
    return CommonOps_DDRM.transpose(w, null);
  }

  static void requireRow(DMatrixRMaj x) {
    if (x.numRows != 1) {
      throw new InputException("net.jacobian-row", x.numRows, x.numCols);
    }
  }

  /** The layer after the step {@code W − γ∇W}, {@code b − γ∇b}. */
  Linear step(DMatrixRMaj byW, DMatrixRMaj byB, double gamma) {
    DMatrixRMaj newW = new DMatrixRMaj(w.numRows, w.numCols);
    CommonOps_DDRM.add(1, w, -gamma, byW, newW);
    if (b == null) {
      return new Linear(newW);
    }
    DMatrixRMaj newB = new DMatrixRMaj(1, w.numCols);
    CommonOps_DDRM.add(1, b, -gamma, byB, newB);
    return new Linear(newW, newB);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Linear that && same(w, that.w) && same(b, that.b);
  }

  @Override
  public int hashCode() {
    return 31 * java.util.Arrays.hashCode(w.data) + (b == null ? 0 : b.numCols);
  }

  private static boolean same(DMatrixRMaj one, DMatrixRMaj other) {
    if (one == null || other == null) {
      return one == other;
    }
    return one.numRows == other.numRows
        && one.numCols == other.numCols
        && java.util.Arrays.equals(one.data, other.data);
  }

  /** {@code linear 2×1}, {@code linear 2×1 with bias}. */
  @Override
  public String toString() {
    return "linear " + w.numRows + "×" + w.numCols + (b == null ? "" : " with bias");
  }
}
