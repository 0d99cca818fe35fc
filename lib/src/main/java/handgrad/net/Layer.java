package handgrad.net;

import handgrad.words.InputException;
import org.ejml.data.DMatrixRMaj;

/**
 * One layer: {@code forward} gives its output, {@code backward} carries the accumulated gradient
 * from its output to its input.
 *
 * <p>Shapes, for n observations, k inputs and m outputs: x is n×k, the output and the gradient g by
 * it are n×m, the gradient by x is n×k. Nothing is changed in place.
 *
 * <pre>{@code
 * Layer layer = new Linear(new DMatrixRMaj(new double[][] {{1, -1}, {0.5, 0}}));
 * DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, 2}});
 * layer.forward(x)                                              // [2 -1]
 * layer.backward(x, new DMatrixRMaj(new double[][] {{-1, 0}}))  // [-1 -0.5]
 * }</pre>
 */
public sealed interface Layer permits Linear, Activation {
  /** The output for x. */
  DMatrixRMaj forward(DMatrixRMaj x);

  /** The gradient by x, given the gradient g by the output at x. */
  DMatrixRMaj backward(DMatrixRMaj x, DMatrixRMaj g);

  /**
   * The Jacobian ∂out_i/∂x_j of one observation x, 1×k; m×k.
   *
   * @throws InputException if x is not one row
   */
  DMatrixRMaj jacobian(DMatrixRMaj x);

  /** The number of outputs for a number of inputs. */
  int outputs(int inputs);
}
