package handgrad.net;

import handgrad.words.InputException;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Gradient descent in place: the steps of {@link Net#step} without allocation after the first (a
 * batch of another size allocates once more).
 *
 * <pre>{@code
 * DMatrixRMaj X = new DMatrixRMaj(new double[][] {{1, 2}});
 * DMatrixRMaj y = new DMatrixRMaj(new double[][] {{0}});
 * Linear first = new Linear(new DMatrixRMaj(new double[][] {{1, -1}, {0.5, 0}}));
 * Linear second = new Linear(new DMatrixRMaj(new double[][] {{0.5}, {1}}));
 * Net net = Net.of(Loss.SQUARED_SUM, first, Activation.RELU, second);
 * Training training = Training.of(net);
 * training.step(X, y, 0.1)   // 1
 * training.step(X, y, 0.1)   // 0.0225
 * }</pre>
 */
public final class Training {
  private final Net start;
  private final DMatrixRMaj[] w;
  private final DMatrixRMaj[] b;
  private final DMatrixRMaj[] byW;
  private final DMatrixRMaj[] byB;
  private final DMatrixRMaj[] outputs;
  private final DMatrixRMaj[] accumulated;
  private final int inputs;
  private int batch = -1;
  private int steps;

  private Training(Net net) {
    start = net;
    inputs = net.inputs();
    int count = net.layers().size();
    w = new DMatrixRMaj[count];
    b = new DMatrixRMaj[count];
    byW = new DMatrixRMaj[count];
    byB = new DMatrixRMaj[count];
    outputs = new DMatrixRMaj[count];
    accumulated = new DMatrixRMaj[count];
    for (int i = 0; i < count; i++) {
      if (net.layers().get(i) instanceof Linear linear) {
        w[i] = linear.w();
        b[i] = linear.b();
        byW[i] = new DMatrixRMaj(w[i].numRows, w[i].numCols);
        byB[i] = b[i] == null ? null : new DMatrixRMaj(1, w[i].numCols);
      }
    }
  }

  public static Training of(Net net) {
    return new Training(net);
  }

  /** How many steps were taken. */
  public int steps() {
    return steps;
  }

  /**
   * Takes one step on a batch and returns the loss before it.
   *
   * @throws InputException as {@link Net#step}; an infinite loss is found at the step after the one
   *     that caused it, and named by the number of that one
   */
  public double step(DMatrixRMaj x, DMatrixRMaj y, double gamma) {
    Descent.requireGamma(gamma);
    Net.requireInput(x, inputs);
    resize(x.numRows);
    forward(x);
    DMatrixRMaj last = outputs[outputs.length - 1];
    double loss = loss(last, y, gamma);
    backward(x, last, y);
    for (int i = 0; i < w.length; i++) {
      if (w[i] != null) {
        CommonOps_DDRM.addEquals(w[i], -gamma, byW[i]);
        if (b[i] != null) {
          CommonOps_DDRM.addEquals(b[i], -gamma, byB[i]);
        }
      }
    }
    steps++;
    return loss;
  }

  private double loss(DMatrixRMaj last, DMatrixRMaj y, double gamma) {
    if (steps == 0) {
      return start.loss().value(last, y);
    }
    if (last.numRows != y.numRows || last.numCols != y.numCols) {
      start.loss().require(last, y);
    }
    start.loss().requireTargets(y);
    double loss = start.loss().valueUnchecked(last, y);
    Descent.requireFiniteLoss(loss, gamma, steps);
    return loss;
  }

  private void forward(DMatrixRMaj x) {
    DMatrixRMaj in = x;
    for (int i = 0; i < outputs.length; i++) {
      if (w[i] != null) {
        Linear.forward(w[i], b[i], in, outputs[i]);
      } else {
        ((Activation) start.layers().get(i)).forward(in, outputs[i]);
      }
      in = outputs[i];
    }
  }

  private void backward(DMatrixRMaj x, DMatrixRMaj last, DMatrixRMaj y) {
    start.loss().gradientUnchecked(last, y, accumulated[accumulated.length - 1]);
    for (int i = outputs.length - 1; i >= 0; i--) {
      DMatrixRMaj in = i == 0 ? x : outputs[i - 1];
      DMatrixRMaj g = accumulated[i];
      if (w[i] != null) {
        CommonOps_DDRM.multTransA(in, g, byW[i]);
        if (b[i] != null) {
          CommonOps_DDRM.sumCols(g, byB[i]);
        }
        // nobody needs the gradient by the observations
        if (i > 0) {
          CommonOps_DDRM.multTransB(g, w[i], accumulated[i - 1]);
        }
      } else if (i > 0) {
        ((Activation) start.layers().get(i)).backward(in, outputs[i], g, accumulated[i - 1]);
      }
    }
  }

  private void resize(int rows) {
    if (rows == batch) {
      return;
    }
    batch = rows;
    int width = inputs;
    for (int i = 0; i < outputs.length; i++) {
      width = start.layers().get(i).outputs(width);
      outputs[i] = new DMatrixRMaj(rows, width);
      accumulated[i] = new DMatrixRMaj(rows, width);
    }
  }

  /** A net with the weights of now. */
  public Net net() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < w.length; i++) {
      layers.add(w[i] == null ? start.layers().get(i) : new Linear(w[i], b[i]));
    }
    return new Net(layers, start.loss(), start.weights());
  }
}
