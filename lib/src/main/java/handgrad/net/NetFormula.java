package handgrad.net;

import handgrad.expr.Expr;
import handgrad.expr.Function;
import handgrad.expr.Point;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import handgrad.words.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * A net as a formula: in matrix form over n observations, and element by element for one.
 *
 * <pre>{@code
 * Linear first = new Linear(new DMatrixRMaj(new double[][] {{1, -1}, {0.5, 0}}));
 * Linear second = new Linear(new DMatrixRMaj(new double[][] {{0.5}, {1}}));
 * NetFormula formula = Net.of(Loss.SQUARED_SUM, first, Activation.RELU, second).formula();
 * formula.prediction()          // relu(X*W1)*W2
 * formula.elementPrediction()
 * // relu(x1*w1_11 + x2*w1_21)*w2_1 + relu(x1*w1_12 + x2*w1_22)*w2_2
 * formula.loss()                // sum((y - relu(X*W1)*W2).^2)
 * }</pre>
 *
 * @param letter a letter for every activation, or empty for their own names
 */
public record NetFormula(Net net, String letter) {
  private static final int MOST_ELEMENTS = 20_000;
  private static final Size ROWS = Size.of("n");

  // ---- matrix form

  /** The last layer's output, n×m: ŷ, or the scores where the loss takes the sigmoid itself. */
  public Expr prediction() {
    Letters letters = net.letters();
    Expr out = variable("X", ROWS, net.inputs());
    int l = 0;
    for (Layer layer : net.layers()) {
      if (layer instanceof Linear linear) {
        Size k = Size.of(linear.inputs());
        out = out.mult(variable(letters.weights().get(l), k, linear.outputs()));
        if (linear.hasBias()) {
          Expr b = variable(letters.biases().get(l), Size.ONE, linear.outputs());
          out = out.plus(new Expr.Ones(new Shape(ROWS, Size.ONE)).mult(b));
        }
        l++;
      } else {
        out = apply((Activation) layer, out);
      }
    }
    return out;
  }

  /** The loss over n observations, 1×1. */
  public Expr loss() {
    return loss(net.loss(), prediction(), variable("y", ROWS, net.outputs()), ROWS);
  }

  static Expr variable(String name, Size rows, int columns) {
    return new Expr.Variable(name, new Shape(rows, Size.of(columns)));
  }

  /** A loss of a prediction; numbers without sum and dots. */
  static Expr loss(Loss loss, Expr prediction, Expr y, Size rows) {
    boolean number = y.shape().isScalar();
    boolean half = loss.kind() == Loss.Kind.HALF_SQUARED;
    Expr terms =
        switch (loss.kind()) {
          case HALF_SQUARED, SQUARED -> square(y.minus(prediction), number);
          case LOG -> logLoss(prediction, y, number);
          case SIGMOID_LOG ->
              log(Expr.Num.ONE.plus(new Expr.Elementwise(Function.Elementary.EXP, prediction)))
                  .minus(product(y, prediction, number));
        };
    Expr sum = number ? terms : new Expr.Sum(terms);
    if (loss.kind() == Loss.Kind.LOG) {
      sum = sum.negative();
    }
    boolean mean = loss.isMean() && !rows.isOne();
    if (!half && !mean) {
      return sum;
    }
    Expr n = rows.isNumber() ? new Expr.Num(rows.factor()) : new Expr.SizeNumber(rows);
    Expr below = !half ? n : mean ? Expr.Num.TWO.mult(n) : Expr.Num.TWO;
    return Expr.Num.ONE.divide(below).mult(sum);
  }

  private static Expr logLoss(Expr p, Expr y, boolean number) {
    Expr first = product(y, log(p), number);
    return first.plus(product(Expr.Num.ONE.minus(y), log(Expr.Num.ONE.minus(p)), number));
  }

  private static Expr square(Expr e, boolean number) {
    return number ? new Expr.Power(e, Expr.Num.TWO) : new Expr.ElementPower(e, Expr.Num.TWO);
  }

  private static Expr product(Expr a, Expr b, boolean number) {
    return number ? a.mult(b) : a.elementMult(b);
  }

  private static Expr log(Expr e) {
    return new Expr.Elementwise(Function.Elementary.LOG, e);
  }

  private Expr apply(Activation activation, Expr e) {
    if (activation == Activation.IDENTITY) {
      return e;
    }
    Function function = letter.isEmpty() ? activation.function() : new Function.Named(letter, 0);
    return new Expr.Elementwise(function, e);
  }

  // ---- element by element

  /**
   * The last layer's outputs for one observation, one expression an output.
   *
   * @throws InputException if that takes more than 20000 operations
   */
  public List<Expr> elementPredictions() {
    requireSmall();
    List<Expr> out = numbers("x", net.inputs());
    int l = 0;
    for (Layer layer : net.layers()) {
      if (layer instanceof Linear linear) {
        out = linear(linear, l, out);
        l++;
      } else {
        Activation activation = (Activation) layer;
        out = out.stream().map(e -> apply(activation, e)).toList();
      }
    }
    return out;
  }

  /**
   * The only output for one observation: the composite function.
   *
   * @throws InputException if the net has several outputs or is too large
   */
  public Expr elementPrediction() {
    List<Expr> all = elementPredictions();
    if (all.size() > 1) {
      throw new InputException("net.several-outputs", all.size());
    }
    return all.get(0);
  }

  /** The loss of one observation, element by element. */
  public Expr elementLoss() {
    List<Expr> predictions = elementPredictions();
    List<Expr> y = numbers("y", predictions.size());
    Expr sum = null;
    for (int j = 0; j < y.size(); j++) {
      Expr term = loss(net.loss(), predictions.get(j), y.get(j), Size.ONE);
      sum = sum == null ? term : sum.plus(term);
    }
    return sum;
  }

  private List<Expr> linear(Linear layer, int number, List<Expr> in) {
    List<Expr> out = new ArrayList<>();
    for (int j = 0; j < layer.outputs(); j++) {
      Expr sum = layer.hasBias() ? number(bias(number, j)) : null;
      for (int i = 0; i < layer.inputs(); i++) {
        Expr w = number(weight(number, i, j));
        Expr term = in.get(i).mult(w);
        sum = sum == null ? term : sum.plus(term);
      }
      out.add(sum);
    }
    return out;
  }

  /** The name of one weight: {@code w1_12}, {@code w3_2} towards a single neuron. */
  public String weight(int number, int i, int j) {
    String name = net.letters().weights().get(number);
    Linear layer = net.linear().get(number);
    if (name.contains("_")) {
      return name;
    }
    boolean wide = layer.inputs() > 9 || layer.outputs() > 9;
    String pair = (i + 1) + (wide ? "_" : "") + (j + 1);
    return lower(name) + "_" + (layer.outputs() == 1 ? "" + (i + 1) : pair);
  }

  /** The name of one bias: {@code b1_2}, {@code b3} of a single neuron. */
  public String bias(int number, int j) {
    String name = net.letters().biases().get(number);
    boolean single = name.contains("_") || net.linear().get(number).outputs() == 1;
    return single ? name : name + "_" + (j + 1);
  }

  private static String lower(String name) {
    return name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1);
  }

  private static Expr number(String name) {
    return new Expr.Variable(name, Shape.SCALAR);
  }

  private static List<Expr> numbers(String name, int count) {
    List<Expr> all = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      all.add(number(count == 1 ? name : name + i));
    }
    return all;
  }

  private void requireSmall() {
    long size = 1;
    for (Linear layer : net.linear()) {
      size = layer.inputs() * (size + 2L);
      if (size > MOST_ELEMENTS) {
        throw new InputException("net.formula-large", MOST_ELEMENTS);
      }
    }
  }

  // ---- values for both

  /** X, y and the parameters by the names of the matrix form. */
  public Point point(DMatrixRMaj x, DMatrixRMaj y) {
    Point point = Point.of("X", x, "y", y);
    for (Map.Entry<String, DMatrixRMaj> entry : Pass.parameters(net).entrySet()) {
      point = point.with(entry.getKey(), entry.getValue());
    }
    return point;
  }

  /** One observation and the parameters by the names of the form element by element. */
  public Point elementPoint(DMatrixRMaj x, DMatrixRMaj y) {
    Point point = Point.EMPTY;
    for (int i = 0; i < x.numCols; i++) {
      point = point.with(x.numCols == 1 ? "x" : "x" + (i + 1), x.data[i]);
    }
    for (int j = 0; j < y.numCols; j++) {
      point = point.with(y.numCols == 1 ? "y" : "y" + (j + 1), y.data[j]);
    }
    List<Linear> linear = net.linear();
    for (int l = 0; l < linear.size(); l++) {
      DMatrixRMaj w = linear.get(l).w();
      for (int i = 0; i < w.numRows; i++) {
        for (int j = 0; j < w.numCols; j++) {
          point = point.with(weight(l, i, j), w.get(i, j));
        }
      }
      if (linear.get(l).hasBias()) {
        for (int j = 0; j < w.numCols; j++) {
          point = point.with(bias(l, j), linear.get(l).b().data[j]);
        }
      }
    }
    return point;
  }
}
