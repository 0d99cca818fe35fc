package handgrad.net;

import handgrad.expr.Function.Elementary;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;

/**
 * A function applied to every entry: forward {@code O = f(H)}, backward {@code G ↦ G ⊙ f′(H)}.
 *
 * <p>ReLU's derivative at exactly 0 is taken as 0. Values come from {@link Elementary}, so they are
 * the same on every JDK.
 */
public enum Activation implements Layer {
  IDENTITY(null),
  RELU(Elementary.RELU),
  SIGMOID(Elementary.SIGMOID),
  TANH(Elementary.TANH);

  private final Elementary function;

  Activation(Elementary function) {
    this.function = function;
  }

  /** The function of the formula language, or null for the identity. */
  public Elementary function() {
    return function;
  }

  public double apply(double t) {
    return function == null ? t : function.apply(t);
  }

  /** f′(t), where {@code value} is f(t). */
  public double derivative(double t, double value) {
    return function == null ? 1 : function.derivative(t, value);
  }

  @Override
  public int outputs(int inputs) {
    return inputs;
  }

  @Override
  public DMatrixRMaj forward(DMatrixRMaj x) {
    DMatrixRMaj out = new DMatrixRMaj(x.numRows, x.numCols);
    forward(x, out);
    return out;
  }

  void forward(DMatrixRMaj x, DMatrixRMaj out) {
    for (int i = 0; i < x.getNumElements(); i++) {
      out.data[i] = apply(x.data[i]);
    }
  }

  @Override
  public DMatrixRMaj backward(DMatrixRMaj x, DMatrixRMaj g) {
    DMatrixRMaj byInput = new DMatrixRMaj(x.numRows, x.numCols);
    backward(x, forward(x), g, byInput);
    return byInput;
  }

  void backward(DMatrixRMaj x, DMatrixRMaj out, DMatrixRMaj g, DMatrixRMaj byInput) {
    for (int i = 0; i < x.getNumElements(); i++) {
      byInput.data[i] = g.data[i] * derivative(x.data[i], out.data[i]);
    }
  }

  /** f′(H), entry by entry. */
  public DMatrixRMaj derivative(DMatrixRMaj h) {
    DMatrixRMaj d = new DMatrixRMaj(h.numRows, h.numCols);
    for (int i = 0; i < h.getNumElements(); i++) {
      d.data[i] = derivative(h.data[i], apply(h.data[i]));
    }
    return d;
  }

  /** diag f′(x). */
  @Override
  public DMatrixRMaj jacobian(DMatrixRMaj x) {
    Linear.requireRow(x);
    DMatrixRMaj d = derivative(x);
    DMatrixRMaj jacobian = new DMatrixRMaj(x.numCols, x.numCols);
    for (int i = 0; i < x.numCols; i++) {
      jacobian.set(i, i, d.data[i]);
    }
    return jacobian;
  }

  /** {@code relu}, {@code sigmoid}, {@code tanh}, {@code identity}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
