package handgrad.net;

import handgrad.words.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;

/**
 * Layers in order and a loss. Immutable: a step of gradient descent gives a new net.
 *
 * <pre>{@code
 * DMatrixRMaj X = new DMatrixRMaj(new double[][] {{1, 2}});
 * DMatrixRMaj y = new DMatrixRMaj(new double[][] {{0}});
 * Linear first = new Linear(new DMatrixRMaj(new double[][] {{1, -1}, {0.5, 0}}));
 * Linear second = new Linear(new DMatrixRMaj(new double[][] {{0.5}, {1}}));
 * Net net = Net.of(Loss.SQUARED_SUM, first, Activation.RELU, second);
 * Pass pass = net.pass(X, y);
 * pass.loss()                             // 1
 * pass.gradient("W2")                     // [4; 0]
 * net.step(X, y, 0.1).pass(X, y).loss()   // 0.0225
 * }</pre>
 *
 * @param weights the names of the weights, one a linear layer
 */
public record Net(List<Layer> layers, Loss loss, List<String> weights) {
  /**
   * Checks that the layers fit.
   *
   * @throws InputException if there is no linear layer, the widths of two layers differ, a
   *     parameter is NaN or infinite, or there are not as many names as linear layers
   */
  public Net {
    layers = List.copyOf(layers);
    weights = List.copyOf(weights);
    requireWidths(layers);
    requireFinite(layers);
    long linear = layers.stream().filter(l -> l instanceof Linear).count();
    if (!weights.isEmpty() && weights.size() != linear) {
      throw new InputException("net.names", weights.size(), linear);
    }
  }

  public static Net of(Loss loss, Layer... layers) {
    return new Net(List.of(layers), loss, List.of());
  }

  /** The same net with other names of its weights, the first layer's first. */
  public Net named(String... names) {
    return new Net(layers, loss, List.of(names));
  }

  /** The same net with another loss. */
  public Net with(Loss other) {
    return new Net(layers, other, weights);
  }

  /**
   * Linear layers of given widths with an activation after each but the last, weights drawn evenly
   * from ±√(6/(k+m)) (Glorot and Bengio 2010), biases 0.
   */
  public static Net random(
      long seed, Loss loss, Activation activation, boolean bias, int... widths) {
    Random random = new Random(seed);
    List<Layer> layers = new ArrayList<>();
    for (int l = 1; l < widths.length; l++) {
      DMatrixRMaj w = new DMatrixRMaj(widths[l - 1], widths[l]);
      double bound = Math.sqrt(6.0 / (widths[l - 1] + widths[l]));
      for (int i = 0; i < w.getNumElements(); i++) {
        w.data[i] = bound * (2 * random.nextDouble() - 1);
      }
      layers.add(new Linear(w, bias ? new DMatrixRMaj(1, widths[l]) : null));
      if (l < widths.length - 1) {
        layers.add(activation);
      }
    }
    return new Net(layers, loss, List.of());
  }

  /** The names of all quantities. */
  public Letters letters() {
    return Letters.of(layers, loss, weights);
  }

  /** The number of inputs of one observation. */
  public int inputs() {
    return layers.stream()
        .filter(l -> l instanceof Linear)
        .mapToInt(l -> ((Linear) l).inputs())
        .findFirst()
        .orElseThrow();
  }

  /** The number of outputs of one observation. */
  public int outputs() {
    int width = inputs();
    for (Layer layer : layers) {
      width = layer.outputs(width);
    }
    return width;
  }

  /** The linear layers in order. */
  public List<Linear> linear() {
    return layers.stream().filter(l -> l instanceof Linear).map(l -> (Linear) l).toList();
  }

  /**
   * The outputs of all layers for X, n×k; the last is the prediction, or the score where the loss
   * takes the sigmoid itself.
   *
   * @throws InputException if X has no row, another width than the net, or a NaN
   */
  public List<DMatrixRMaj> forward(DMatrixRMaj x) {
    requireInput(x);
    List<DMatrixRMaj> outputs = new ArrayList<>();
    DMatrixRMaj out = x;
    for (Layer layer : layers) {
      out = layer.forward(out);
      outputs.add(out);
    }
    return outputs;
  }

  /** The prediction for X: ŷ, or the probability where the loss takes the sigmoid itself. */
  public DMatrixRMaj predict(DMatrixRMaj x) {
    List<DMatrixRMaj> outputs = forward(x);
    DMatrixRMaj last = outputs.get(outputs.size() - 1);
    return loss.takesScores() ? Activation.SIGMOID.forward(last) : last;
  }

  /** The loss at X and y. */
  public double loss(DMatrixRMaj x, DMatrixRMaj y) {
    List<DMatrixRMaj> outputs = forward(x);
    return loss.value(outputs.get(outputs.size() - 1), y);
  }

  /**
   * Forward and backward: every output, every accumulated gradient, the gradients by all
   * parameters.
   *
   * @throws InputException as {@link #forward} and {@link Loss#value}
   */
  public Pass pass(DMatrixRMaj x, DMatrixRMaj y) {
    return Pass.of(this, x, y);
  }

  /**
   * The net after one step, all gradients taken at these weights.
   *
   * @throws InputException as {@link #pass}, if γ is not positive, or if the loss after the step is
   *     not finite
   */
  public Net step(DMatrixRMaj x, DMatrixRMaj y, double gamma) {
    return Descent.step(this, x, y, gamma, 1);
  }

  /** The net with the weights that a step along these gradients gives. */
  Net minus(double gamma, Pass pass) {
    List<Layer> next = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      next.add(
          layers.get(i) instanceof Linear linear
              ? linear.step(pass.byW(i), pass.byB(i), gamma)
              : layers.get(i));
    }
    return new Net(next, loss, weights);
  }

  /** The net as a formula, with the activations' own names. */
  public NetFormula formula() {
    return new NetFormula(this, "");
  }

  /** The net as a formula with a letter for every activation. */
  public NetFormula formula(String letter) {
    return new NetFormula(this, letter);
  }

  /** Every number of a pass and of the step after it, as a table. */
  public Trace trace(DMatrixRMaj x, DMatrixRMaj y, double gamma) {
    return Trace.of(this, x, y, gamma);
  }

  private void requireInput(DMatrixRMaj x) {
    requireInput(x, inputs());
  }

  static void requireInput(DMatrixRMaj x, int inputs) {
    if (x.numRows == 0) {
      throw new InputException("net.empty");
    }
    if (x.numCols != inputs) {
      throw new InputException("net.x-shape", x.numRows, x.numCols, inputs);
    }
    for (int i = 0; i < x.getNumElements(); i++) {
      if (!Double.isFinite(x.data[i])) {
        throw new InputException("net.data", "X", i / x.numCols + 1, i % x.numCols + 1, x.data[i]);
      }
    }
  }

  private static void requireWidths(List<Layer> layers) {
    int before = -1;
    for (int i = 0; i < layers.size(); i++) {
      if (!(layers.get(i) instanceof Linear linear)) {
        continue;
      }
      if (before >= 0 && ((Linear) layers.get(before)).outputs() != linear.inputs()) {
        Linear earlier = (Linear) layers.get(before);
        throw new InputException(
            "net.widths", before + 1, earlier, earlier.outputs(), i + 1, linear, linear.inputs());
      }
      before = i;
    }
    if (before < 0) {
      throw new InputException("net.no-linear");
    }
  }

  private static void requireFinite(List<Layer> layers) {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof Linear linear) {
        requireFinite(i, linear, "W", linear.w());
        if (linear.hasBias()) {
          requireFinite(i, linear, "b", linear.b());
        }
      }
    }
  }

  private static void requireFinite(int index, Linear layer, String name, DMatrixRMaj matrix) {
    for (int i = 0; i < matrix.getNumElements(); i++) {
      if (!Double.isFinite(matrix.data[i])) {
        throw new InputException(
            "net.weight",
            index + 1,
            layer,
            name,
            i / matrix.numCols + 1,
            i % matrix.numCols + 1,
            matrix.data[i]);
      }
    }
  }
}
