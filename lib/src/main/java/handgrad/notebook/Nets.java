package handgrad.notebook;

import handgrad.check.Estimate;
import handgrad.check.FiniteDifference;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import handgrad.net.Activation;
import handgrad.net.Decimal;
import handgrad.net.Descent;
import handgrad.net.Linear;
import handgrad.net.Net;
import handgrad.net.Pass;
import handgrad.net.Trace;
import handgrad.plot.NetCharts;
import handgrad.plot.NetPicture;
import handgrad.plot.Picture;
import handgrad.words.Language;
import handgrad.words.Numbers;
import handgrad.words.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The verbs of a cell that draws, traces, checks and trains a net.
 *
 * <pre>{@code
 * Net net = Net.of(Loss.SQUARED_SUM, linear("[1 -1; 0.5 0]"), RELU, linear("[0.5; 1]"));
 * trace(net, matrix("[1 2]"), matrix("0"), 1)
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
    return new NetPicture(net, letter, null, language());
  }

  /** The drawing of a net. */
  public static Picture drawing(Net net) {
    return drawing(net, "");
  }

  /** The drawing of a net with the numbers of one observation. */
  public static Picture drawing(Net net, DMatrixRMaj x, DMatrixRMaj y) {
    return new NetPicture(net, "", net.pass(x, y), language());
  }

  /** Every number of a pass and of the step after it. */
  public static Reply trace(Net net, DMatrixRMaj x, DMatrixRMaj y, double gamma) {
    Trace trace = net.trace(x, y, gamma);
    return new Reply(trace.markdown(language()), trace.text(language()));
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
              tapes.append(Numbers.error(worst(g, tape.gradient(letter))));
              differences.append(Numbers.error(worst(g, numeric(loss, letter, point))));
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
    List<handgrad.net.Layer> layers = new java.util.ArrayList<>(net.layers());
    DMatrixRMaj w = ((Linear) layers.get(last)).w();
    w.data[0] = s;
    w.data[1] = t;
    layers.set(last, new Linear(w, ((Linear) layers.get(last)).b()));
    return new Net(layers, net.loss(), net.weights());
  }
}
