package handgrad.notebook;

import handgrad.check.Estimate;
import handgrad.check.FiniteDifference;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import handgrad.net.Activation;
import handgrad.net.BackwardCheck;
import handgrad.net.BackwardCheck.Rule;
import handgrad.net.Decimal;
import handgrad.net.Descent;
import handgrad.net.Layer;
import handgrad.net.Linear;
import handgrad.net.Loss;
import handgrad.net.Net;
import handgrad.net.Pass;
import handgrad.net.Trace;
import handgrad.net.TraceCheck;
import handgrad.plot.NetCharts;
import handgrad.plot.NetPicture;
import handgrad.plot.Picture;
import handgrad.words.Digits;
import handgrad.words.Language;
import handgrad.words.Message;
import handgrad.words.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The verbs of a cell that draws, traces, checks and trains a net.
 *
 * <pre>{@code
 * Net net = Net.of(Loss.SQUARED_SUM, linear("[1 -1; 0.5 0]"), RELU, linear("[0.5; 1]"));
 * net.pass(matrix("[1 2]"), matrix("0")).gradient("W1")   // [1 0; 2 0]
 * }</pre>
 */
public final class Nets {
  public static final Activation RELU = Activation.RELU;
  public static final Activation SIGMOID = Activation.SIGMOID;
  public static final Activation TANH = Activation.TANH;

  private Nets() {}

  private static Language language() {
    return Course.language();
  }

  private static NetCharts charts() {
    return new NetCharts(language());
  }

  /** A matrix of numbers in the plain notation: {@code [1 -1; 0.5 0]}. */
  public static DMatrixRMaj matrix(String text) {
    return Tape.output(Formula.parse(text, Declarations.NONE), Point.EMPTY);
  }

  /** A linear layer without bias. */
  public static Linear linear(String weights) {
    return new Linear(matrix(weights));
  }

  /** A linear layer with biases, a row. */
  public static Linear linear(String weights, String biases) {
    return new Linear(matrix(weights), matrix(biases));
  }

  /** The drawing of a net, its activations called {@code letter}. */
  public static Picture drawing(Net net, String letter) {
    return NetPicture.of(net, letter, language());
  }

  /** The drawing of a net. */
  public static Picture drawing(Net net) {
    return drawing(net, "");
  }

  /** The drawing of a net with the numbers of one observation. */
  public static Picture drawing(Net net, DMatrixRMaj x, DMatrixRMaj y) {
    return NetPicture.of(net, x, y, language());
  }

  /** Every number of a pass and of the step after it. */
  public static Reply trace(Net net, DMatrixRMaj x, DMatrixRMaj y, double gamma) {
    Trace trace = net.trace(x, y, gamma);
    return new Reply(trace.markdown(language()), trace.text(language()));
  }

  /** Judges a trace of task 3's kind that was filled in by hand, cell by cell. */
  public static Reply traceCheck(
      Net net, DMatrixRMaj x, DMatrixRMaj y, double gamma, String filled) {
    Trace trace = net.trace(x, y, gamma);
    return Reply.text(TraceCheck.of(trace, filled).message().in(language()));
  }

  /** The hand-written gradients against tape and finite differences, a row a parameter. */
  public static Table netCheck(Net net, DMatrixRMaj x, DMatrixRMaj y) {
    Words words = Words.in(language());
    StringColumn name = StringColumn.create(words.text("net.check.parameter"));
    StringColumn byHand = StringColumn.create(words.text("net.check.hand"));
    StringColumn tapes = StringColumn.create(words.text("net.check.tape"));
    StringColumn differences = StringColumn.create(words.text("net.check.differences"));
    Expr loss = net.formula().loss();
    Point point = net.formula().point(x, y);
    Tape tape = Tape.of(loss, point).forward().backward();
    net.pass(x, y)
        .byParameter()
        .forEach(
            (letter, g) -> {
              name.append("$" + handgrad.expr.Latex.print(variable(letter)) + "$");
              byHand.append(Decimal.text(g));
              tapes.append(Digits.error(worst(g, tape.gradient(letter))));
              differences.append(Digits.error(worst(g, numeric(loss, letter, point))));
            });
    return Table.create(words.text("net.check.title"), name, byHand, tapes, differences);
  }

  private static Expr variable(String name) {
    return new Expr.Variable(name, handgrad.expr.Shape.SCALAR);
  }

  private static DMatrixRMaj numeric(Expr loss, String name, Point point) {
    DMatrixRMaj at = point.matrix(name);
    DMatrixRMaj g = new DMatrixRMaj(at.numRows, at.numCols);
    for (int i = 0; i < g.getNumElements(); i++) {
      int entry = i;
      Tape tape = Tape.of(loss, point);
      Estimate estimate =
          FiniteDifference.refined(
              t -> tape.set(name, entry / at.numCols, entry % at.numCols, t).value(), at.data[i]);
      g.data[i] = estimate.value();
    }
    return g;
  }

  private static double worst(DMatrixRMaj a, DMatrixRMaj b) {
    double worst = 0;
    for (int i = 0; i < a.getNumElements(); i++) {
      double scale = Math.max(Math.abs(a.data[i]), Math.abs(b.data[i]));
      worst = Math.max(worst, scale < 1e-15 ? 0 : Math.abs(a.data[i] - b.data[i]) / scale);
    }
    return worst;
  }

  /** What a net predicts and loses at one observation, a row for each named net. */
  public static Table outcomes(Map<String, Net> nets, DMatrixRMaj x, DMatrixRMaj y) {
    Words words = Words.in(language());
    StringColumn name = StringColumn.create(words.text("net.outcome.net"));
    StringColumn predicted = StringColumn.create("$\\hat y$");
    StringColumn loss = StringColumn.create("$L$");
    nets.forEach(
        (title, net) -> {
          name.append(title);
          predicted.append(Decimal.text(net.predict(x)));
          loss.append(Decimal.text(net.loss(x, y)));
        });
    return Table.create(words.text("net.outcome.title"), name, predicted, loss);
  }

  /** Names and things in turn, in that order. */
  @SuppressWarnings("unchecked")
  public static <T> Map<String, T> named(Object... namesAndThings) {
    Map<String, T> all = new LinkedHashMap<>();
    for (int i = 0; i + 1 < namesAndThings.length; i += 2) {
      all.put((String) namesAndThings[i], (T) namesAndThings[i + 1]);
    }
    return all;
  }

  /** The loss over the steps of each named descent. */
  public static Picture lossCurve(Map<String, Descent> descents) {
    return charts().loss(descents);
  }

  /** The loss after SGD in a given order against γ. */
  public static Picture lossByGamma(
      Net net, DMatrixRMaj x, DMatrixRMaj y, double[] gammas, int... order) {
    double[] losses = new double[gammas.length];
    for (int i = 0; i < gammas.length; i++) {
      losses[i] = Descent.stochastic(net, x, y, gammas[i], order).net().loss(x, y);
    }
    return charts().lossByGamma(gammas, losses);
  }

  /** An activation and its derivative from −4 to 4. */
  public static Picture activation(Activation f) {
    return charts().activation(f, -4, 4);
  }

  /** The probability that nets of one input predict. */
  public static Picture probability(Map<String, Net> nets, DMatrixRMaj x, DMatrixRMaj y) {
    return charts().probability(nets, x, y);
  }

  /** The size of the gradient, layer by layer. */
  public static Picture gradientSizes(Map<String, Pass> passes) {
    return charts().gradientSizes(passes);
  }

  /** Where a net of two inputs predicts which label. */
  public static Picture regions(
      Net net, DMatrixRMaj x, DMatrixRMaj y, String xTitle, String yTitle) {
    return charts().regions(net, x, y, xTitle, yTitle);
  }

  /** The loss over two weights of the last layer and the path that a descent takes there. */
  public static Picture lossSurface(Descent descent, DMatrixRMaj x, DMatrixRMaj y) {
    List<double[]> path =
        descent.nets().stream()
            .map(net -> net.linear().get(net.linear().size() - 1).w().data)
            .map(w -> new double[] {w[0], w[1]})
            .toList();
    double[] xRange = range(path, 0);
    double[] yRange = range(path, 1);
    String w = descent.net().formula().weight(descent.net().linear().size() - 1, 0, 0);
    String other = descent.net().formula().weight(descent.net().linear().size() - 1, 1, 0);
    return charts()
        .surface(
            "$" + handgrad.expr.Latex.print(variable(w)) + "$",
            "$" + handgrad.expr.Latex.print(variable(other)) + "$",
            (s, t) -> withLast(descent.net(), s, t).loss(x, y),
            xRange,
            yRange,
            path);
  }

  private static double[] range(List<double[]> path, int j) {
    double least = path.stream().mapToDouble(p -> p[j]).min().orElseThrow();
    double most = path.stream().mapToDouble(p -> p[j]).max().orElseThrow();
    double room = Math.max(0.5, (most - least) / 2);
    return new double[] {least - room, most + room};
  }

  private static Net withLast(Net net, double s, double t) {
    int last =
        IntStream.range(0, net.layers().size())
            .filter(i -> net.layers().get(i) instanceof Linear)
            .max()
            .orElseThrow();
    List<Layer> layers = new java.util.ArrayList<>(net.layers());
    DMatrixRMaj w = ((Linear) layers.get(last)).w();
    w.data[0] = s;
    w.data[1] = t;
    layers.set(last, new Linear(w, ((Linear) layers.get(last)).b()));
    return new Net(layers, net.loss(), net.weights());
  }

  // ---- single layers, backward passes of one's own, large scores

  /** A layer's forward, Jacobian and backward at x, with their distance from differences. */
  public static Table layerCheck(Layer layer, DMatrixRMaj x, DMatrixRMaj g) {
    Words words = Words.in(language());
    StringColumn quantity = StringColumn.create(words.text("net.layer.quantity"));
    StringColumn value = StringColumn.create(words.text("net.layer.value"));
    StringColumn apart = StringColumn.create(words.text("net.check.differences"));
    DMatrixRMaj out = layer.forward(x);
    quantity.append(words.text("net.layer.forward"));
    value.append(Decimal.text(out));
    apart.append("");
    quantity.append(words.text("net.layer.jacobian"));
    DMatrixRMaj jacobian = new DMatrixRMaj(out.numCols, x.numCols);
    DMatrixRMaj backward = new DMatrixRMaj(1, x.numCols);
    for (int j = 0; j < x.numCols; j++) {
      for (int i = 0; i < out.numCols; i++) {
        int output = i;
        double slope = slope(layer, x, j, h -> h.data[output]);
        jacobian.set(i, j, slope);
        backward.data[j] += g.data[i] * slope;
      }
    }
    value.append(Decimal.text(layer.jacobian(x)));
    apart.append(Digits.error(worst(layer.jacobian(x), jacobian)));
    quantity.append(words.text("net.layer.backward"));
    value.append(Decimal.text(layer.backward(x, g)));
    apart.append(Digits.error(worst(layer.backward(x, g), backward)));
    return Table.create(words.text("net.layer.title"), quantity, value, apart);
  }

  private static double slope(
      Layer layer, DMatrixRMaj x, int j, ToDoubleFunction<DMatrixRMaj> output) {
    return FiniteDifference.refined(
            t -> {
              DMatrixRMaj moved = x.copy();
              moved.data[j] = t;
              return output.applyAsDouble(layer.forward(moved));
            },
            x.data[j])
        .value();
  }

  /** Whether a backward pass written in a cell is right; if not, where it first goes wrong. */
  public static Reply backwardCheck(
      Net net, DMatrixRMaj x, DMatrixRMaj y, Rule byInput, Rule byWeights, Rule throughF) {
    return Reply.text(
        BackwardCheck.firstFault(net, x, y, byInput, byWeights, throughF)
            .orElse(Message.of("net.backward.right"))
            .in(language()));
  }

  /** Log-loss and its gradient at growing scores, y = 0: step by step, and fused. */
  public static Table logLossDrift(double... scores) {
    Words words = Words.in(language());
    StringColumn[] columns = new StringColumn[5];
    List<String> keys = List.of("score", "naive", "fused", "naive-gradient", "fused-gradient");
    for (int i = 0; i < 5; i++) {
      columns[i] = StringColumn.create(words.text("net.drift." + keys.get(i)));
    }
    DMatrixRMaj y = Loss.number(0);
    for (double s : scores) {
      double p = Activation.SIGMOID.apply(s);
      double[] row = {
        s,
        -StrictMath.log(1 - p),
        Loss.SIGMOID_LOG_SUM.value(Loss.number(s), y),
        1 / (1 - p) * (p * (1 - p)),
        Loss.SIGMOID_LOG_SUM.gradient(Loss.number(s), y).data[0]
      };
      for (int i = 0; i < 5; i++) {
        columns[i].append(Decimal.text(row[i]));
      }
    }
    return Table.create("", columns);
  }

  // ---- real data

  /** Columns of a table as a matrix, a row an observation. */
  public static DMatrixRMaj columns(Table table, String... names) {
    DMatrixRMaj x = new DMatrixRMaj(table.rowCount(), names.length);
    for (int i = 0; i < x.numRows; i++) {
      for (int j = 0; j < x.numCols; j++) {
        x.set(i, j, table.numberColumn(names[j]).getDouble(i));
      }
    }
    return x;
  }

  /**
   * Every column less its mean and over its standard deviation, both taken in the training rows
   * alone: held-out rows must not tell anything beforehand.
   *
   * <pre>{@code
   * standardised(matrix("[1; 3; 5]"), matrix("[1; 3]"))   // [-0.707107; 0.707107; 2.12132]
   * }</pre>
   */
  public static DMatrixRMaj standardised(DMatrixRMaj x, DMatrixRMaj training) {
    DMatrixRMaj scaled = x.copy();
    for (int j = 0; j < x.numCols; j++) {
      double mean = 0;
      for (int i = 0; i < training.numRows; i++) {
        mean += training.get(i, j) / training.numRows;
      }
      double squares = 0;
      for (int i = 0; i < training.numRows; i++) {
        squares += (training.get(i, j) - mean) * (training.get(i, j) - mean);
      }
      double deviation = Math.sqrt(squares / (training.numRows - 1));
      for (int i = 0; i < x.numRows; i++) {
        scaled.set(i, j, (x.get(i, j) - mean) / deviation);
      }
    }
    return scaled;
  }

  /** 1 where a column holds a word, 0 elsewhere. */
  public static DMatrixRMaj labels(Table table, String column, String word) {
    DMatrixRMaj y = new DMatrixRMaj(table.rowCount(), 1);
    for (int i = 0; i < y.numRows; i++) {
      y.data[i] = table.column(column).getString(i).equals(word) ? 1 : 0;
    }
    return y;
  }

  /** Every third row, to be held out of training; or all the others. */
  public static DMatrixRMaj third(DMatrixRMaj matrix, boolean heldOut) {
    int count = heldOut ? matrix.numRows / 3 : matrix.numRows - matrix.numRows / 3;
    DMatrixRMaj part = new DMatrixRMaj(count, matrix.numCols);
    int to = 0;
    for (int i = 0; i < matrix.numRows; i++) {
      if (i % 3 == 2 == heldOut) {
        System.arraycopy(
            matrix.data, i * matrix.numCols, part.data, to * matrix.numCols, matrix.numCols);
        to++;
      }
    }
    return part;
  }

  /** How many labels a net predicts by p > ½, in training and on held-out rows. */
  public static Table accuracy(
      Net net, DMatrixRMaj x, DMatrixRMaj y, DMatrixRMaj heldX, DMatrixRMaj heldY) {
    Words words = Words.in(language());
    StringColumn rows = StringColumn.create(words.text("net.accuracy.rows"));
    StringColumn counts = StringColumn.create(words.text("net.accuracy.count"));
    StringColumn right = StringColumn.create(words.text("net.accuracy.right"));
    StringColumn loss = StringColumn.create("$L$");
    rows.append(words.text("net.accuracy.training")).append(words.text("net.accuracy.held-out"));
    counts.append("" + y.numRows).append("" + heldY.numRows);
    right.append("" + hits(net, x, y)).append("" + hits(net, heldX, heldY));
    loss.append(Decimal.text(net.loss(x, y))).append(Decimal.text(net.loss(heldX, heldY)));
    return Table.create("", rows, counts, right, loss);
  }

  private static int hits(Net net, DMatrixRMaj x, DMatrixRMaj y) {
    DMatrixRMaj p = net.predict(x);
    int hits = 0;
    for (int i = 0; i < y.numRows; i++) {
      hits += p.data[i] > 0.5 == (y.data[i] == 1) ? 1 : 0;
    }
    return hits;
  }
}
