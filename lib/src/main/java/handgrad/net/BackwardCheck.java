package handgrad.net;

import handgrad.words.Message;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.simple.SimpleMatrix;

/**
 * Judges a backward pass that somebody else wrote: it runs layer by layer from the loss down, and
 * the first layer and entry that differ from the right ones are named.
 *
 * <pre>{@code
 * DMatrixRMaj X = new DMatrixRMaj(new double[][] {{1, 2}});
 * DMatrixRMaj y = new DMatrixRMaj(new double[][] {{0}});
 * Linear first = new Linear(new DMatrixRMaj(new double[][] {{1, -1}, {0.5, 0}}));
 * Linear second = new Linear(new DMatrixRMaj(new double[][] {{0.5}, {1}}));
 * Net net = Net.of(Loss.SQUARED_SUM, first, Activation.RELU, second);
 * BackwardCheck.Rule byInput = (x, W, g) -> g.mult(W.transpose());
 * BackwardCheck.Rule byWeights = (x, W, g) -> x.transpose().mult(g);
 * BackwardCheck.Rule throughF = (h, fPrime, g) -> g.elementMult(fPrime);
 * BackwardCheck.firstFault(net, X, y, byInput, byWeights, throughF)   // Optional.empty
 * }</pre>
 */
public final class BackwardCheck {
  private static final double TOLERANCE = 1e-9;

  private BackwardCheck() {}

  /** One rule of a backward pass: from what went in, the weights or f′, and the gradient g. */
  @FunctionalInterface
  public interface Rule {
    SimpleMatrix of(SimpleMatrix in, SimpleMatrix own, SimpleMatrix g);
  }

  /**
   * The first fault of a backward pass, or empty if there is none.
   *
   * @param byInput a linear layer's gradient by its input x, from x, W and g
   * @param byWeights a linear layer's gradient by its weights, from x, W and g
   * @param throughF the gradient by an activation's input h, from h, f′(h) and g
   */
  public static Optional<Message> firstFault(
      Net net, DMatrixRMaj x, DMatrixRMaj y, Rule byInput, Rule byWeights, Rule throughF) {
    Pass pass = net.pass(x, y);
    List<Layer> layers = net.layers();
    SimpleMatrix g = SimpleMatrix.wrap(pass.accumulated(layers.size() - 1).copy());
    int number = net.linear().size();
    for (int i = layers.size() - 1; i >= 0; i--) {
      SimpleMatrix in = SimpleMatrix.wrap(pass.input(i).copy());
      DMatrixRMaj right = i == 0 ? pass.gradient("X") : pass.accumulated(i - 1);
      if (layers.get(i) instanceof Linear linear) {
        number--;
        SimpleMatrix w = SimpleMatrix.wrap(linear.w());
        String letter = net.letters().weights().get(number);
        Optional<Message> fault = fault(letter, pass.byW(i), byWeights, in, w, g);
        if (fault.isEmpty() && i > 0) {
          fault = fault(net.letters().outputs().get(i - 1), right, byInput, in, w, g);
        }
        if (fault.isPresent()) {
          return fault;
        }
      } else if (i > 0) {
        SimpleMatrix slope =
            SimpleMatrix.wrap(((Activation) layers.get(i)).derivative(pass.input(i)));
        String letter = net.letters().outputs().get(i - 1);
        Optional<Message> fault = fault(letter, right, throughF, in, slope, g);
        if (fault.isPresent()) {
          return fault;
        }
      }
      g = SimpleMatrix.wrap(right.copy());
    }
    return Optional.empty();
  }

  private static Optional<Message> fault(
      String letter,
      DMatrixRMaj right,
      Rule rule,
      SimpleMatrix in,
      SimpleMatrix own,
      SimpleMatrix g) {
    SimpleMatrix given;
    try {
      given = rule.of(in.copy(), own.copy(), g.copy());
    } catch (RuntimeException e) {
      return Optional.of(Message.of("net.backward.failed", letter, e.getMessage()));
    }
    if (given == null) {
      return Optional.of(Message.of("net.backward.none", letter));
    }
    if (given.getNumRows() != right.numRows || given.getNumCols() != right.numCols) {
      return Optional.of(
          Message.of(
              "net.backward.shape",
              letter,
              given.getNumRows(),
              given.getNumCols(),
              right.numRows,
              right.numCols));
    }
    for (int i = 0; i < right.getNumElements(); i++) {
      double scale = Math.max(1, Math.abs(right.data[i]));
      if (!(Math.abs(given.get(i) - right.data[i]) <= TOLERANCE * scale)) {
        return Optional.of(
            Message.of("net.backward.entry", letter, i / right.numCols + 1, i % right.numCols + 1));
      }
    }
    return Optional.empty();
  }
}
