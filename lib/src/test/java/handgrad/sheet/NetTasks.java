package handgrad.sheet;

import static handgrad.sheet.Figures.column;
import static handgrad.sheet.Figures.matrix;
import static handgrad.sheet.Figures.number;
import static handgrad.sheet.Figures.random;
import static handgrad.sheet.Figures.row;
import static handgrad.sheet.MatrixTasks.raw;

import handgrad.expr.Point;
import handgrad.expr.Smooth;
import java.util.ArrayList;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/** Tasks 1 to 5: a graph and four nets, with the sheet's numbers where it gives them. */
final class NetTasks {
  private NetTasks() {}

  static Figures one() {
    Figures figures = new Figures();
    double x = 1.7;
    double y = -0.6;
    Point point = Point.of("x", x, "y", y, "c", x + y);
    String names = "x, y, c";
    figures.derivative("1.a.x", 2 * x, new Asked("x^2", names, "x", point));
    figures.derivative("1.b.x", y, new Asked("xy", names, "x", point));
    figures.derivative("1.b.y", x, new Asked("xy", names, "y", point));
    figures.derivative("1.c.x", 1, new Asked("x + y", names, "x", point));
    figures.derivative("1.c.y", 1, new Asked("x + y", names, "y", point));
    figures.derivative("1.d.c", 2 * (x + y), new Asked("c^2", names, "c", point));
    // the paths: through a, through b, through c and d
    String f = "x^2 + xy + (x + y)^2";
    figures.derivative("1.x", 2 * x + y + 2 * (x + y), new Asked(f, names, "x", point));
    figures.derivative("1.y", x + 2 * (x + y), new Asked(f, names, "y", point));
    return figures;
  }

  // ---- task 2: one observation after another, one neuron after another

  private record Layers(
      double[] h1, double[] o1, double[] h2, double[] o2, double h3, double yhat) {}

  private static double slope(double t) {
    double s = StrictMath.tanh(t);
    return 1 - s * s;
  }

  private static Layers forward(double[] x, SimpleMatrix w1, SimpleMatrix w2, SimpleMatrix w3) {
    double[] h1 = new double[2];
    double[] o1 = new double[2];
    double[] h2 = new double[2];
    double[] o2 = new double[2];
    for (int j = 0; j < 2; j++) {
      h1[j] = x[0] * w1.get(0, j) + x[1] * w1.get(1, j);
      o1[j] = StrictMath.tanh(h1[j]);
    }
    for (int j = 0; j < 2; j++) {
      h2[j] = o1[0] * w2.get(0, j) + o1[1] * w2.get(1, j);
      o2[j] = StrictMath.tanh(h2[j]);
    }
    double h3 = o2[0] * w3.get(0) + o2[1] * w3.get(1);
    return new Layers(h1, o1, h2, o2, h3, StrictMath.tanh(h3));
  }

  static Figures two() {
    Figures figures = new Figures();
    int n = 4;
    SimpleMatrix x = random(n, 2, 31);
    SimpleMatrix y = random(n, 1, 32);
    SimpleMatrix w1 = random(2, 2, 33);
    SimpleMatrix w2 = random(2, 2, 34);
    SimpleMatrix w3 = random(2, 1, 35);
    SimpleMatrix g1 = new SimpleMatrix(2, 2);
    SimpleMatrix g2 = new SimpleMatrix(2, 2);
    SimpleMatrix g3 = new SimpleMatrix(2, 1);
    SimpleMatrix d1 = new SimpleMatrix(n, 2);
    SimpleMatrix d2 = new SimpleMatrix(n, 2);
    SimpleMatrix d3 = new SimpleMatrix(n, 1);
    SimpleMatrix h1 = new SimpleMatrix(n, 2);
    SimpleMatrix h2 = new SimpleMatrix(n, 2);
    SimpleMatrix h3 = new SimpleMatrix(n, 1);
    SimpleMatrix yhat = new SimpleMatrix(n, 1);
    for (int i = 0; i < n; i++) {
      Layers at = forward(new double[] {x.get(i, 0), x.get(i, 1)}, w1, w2, w3);
      yhat.set(i, 0, at.yhat);
      h3.set(i, 0, at.h3);
      d3.set(i, 0, (at.yhat - y.get(i)) * slope(at.h3));
      for (int j = 0; j < 2; j++) {
        h1.set(i, j, at.h1[j]);
        h2.set(i, j, at.h2[j]);
        g3.set(j, 0, g3.get(j) + at.o2[j] * d3.get(i));
        d2.set(i, j, d3.get(i) * w3.get(j) * slope(at.h2[j]));
      }
      for (int j = 0; j < 2; j++) {
        double back = d2.get(i, 0) * w2.get(j, 0) + d2.get(i, 1) * w2.get(j, 1);
        d1.set(i, j, back * slope(at.h1[j]));
        for (int k = 0; k < 2; k++) {
          g2.set(j, k, g2.get(j, k) + at.o1[j] * d2.get(i, k));
        }
      }
      for (int j = 0; j < 2; j++) {
        for (int k = 0; k < 2; k++) {
          g1.set(j, k, g1.get(j, k) + x.get(i, j) * d1.get(i, k));
        }
      }
    }
    Point point =
        Point.of(
            "X",
            raw(x),
            "y",
            raw(y),
            "W1",
            raw(w1),
            "W2",
            raw(w2),
            "W3",
            raw(w3),
            "H1",
            raw(h1),
            "H2",
            raw(h2),
            "h3",
            raw(h3),
            "f",
            Smooth.TANH);
    String names =
        "X: n×2, y: n×1, W1: 2×2, W2: 2×2, W3: 2×1, H1: n×2, H2: n×2, h3: n×1, f: function";
    Layers first = forward(new double[] {x.get(0, 0), x.get(0, 1)}, w1, w2, w3);
    figures.value("2.1", number(first.yhat), elementwise(x, w1, w2, w3));
    String net = "f(f(f(X*W1)*W2)*W3)";
    figures.value("2.2", yhat, new Asked(net, names, "X", point).output());
    String loss = "1/2*(y - " + net + ")'*(y - " + net + ")";
    figures.derivative("2.3.W1", g1, new Asked(loss, names, "W1", point));
    figures.derivative("2.3.W2", g2, new Asked(loss, names, "W2", point));
    figures.derivative("2.3.W3", g3, new Asked(loss, names, "W3", point));
    // from each layer on the net is a shorter one
    figures.derivative("2.4.D3", d3, new Asked("1/2*||y - f(h3)||^2", names, "h3", point));
    figures.derivative("2.4.D2", d2, new Asked("1/2*||y - f(f(H2)*W3)||^2", names, "H2", point));
    figures.derivative(
        "2.4.D1", d1, new Asked("1/2*||y - f(f(f(H1)*W2)*W3)||^2", names, "H1", point));
    return figures;
  }

  private static SimpleMatrix elementwise(
      SimpleMatrix x, SimpleMatrix w1, SimpleMatrix w2, SimpleMatrix w3) {
    Point point = Point.of("x1", x.get(0, 0), "x2", x.get(0, 1), "f", Smooth.TANH);
    StringBuilder names = new StringBuilder("x1, x2, f: function");
    for (int i = 1; i <= 2; i++) {
      for (int j = 1; j <= 2; j++) {
        point = point.with("w1_" + i + j, w1.get(i - 1, j - 1));
        point = point.with("w2_" + i + j, w2.get(i - 1, j - 1));
        names.append(", w1_" + i + j + ", w2_" + i + j);
      }
      point = point.with("w3_" + i, w3.get(i - 1));
      names.append(", w3_" + i);
    }
    String neuron1 = "f(x1 w1_11 + x2 w1_21)";
    String neuron2 = "f(x1 w1_12 + x2 w1_22)";
    String net =
        "f(f(%1$s*w2_11 + %2$s*w2_21)*w3_1 + f(%1$s*w2_12 + %2$s*w2_22)*w3_2)"
            .formatted(neuron1, neuron2);
    return new Asked(net, names.toString(), "x1", point).output();
  }

  // ---- task 3: two steps of a chain of three neurons

  private static final String[] CHAIN = {"b1", "a1", "b2", "a2", "b3", "a3"};
  private static final String CHAIN_NAMES = "x, y, z, b1, a1, b2, a2, b3, a3";
  private static final String LAST = "b3 + a3*sigmoid(b2 + a2*sigmoid(b1 + a1*x))";
  private static final String LOG_LOSS = "-y*ln(sigmoid(%1$s)) - (1 - y)*ln(1 - sigmoid(%1$s))";

  /**
   * What a step computes: the forecast, the loss, the last neuron's gradient, the weights after.
   */
  private record Stepped(double yhat, double loss, double delta, double[] after) {}

  private static double sigma(double t) {
    return 1 / (1 + StrictMath.exp(-t));
  }

  private static Stepped byHand(double[] w, double x, double y) {
    double o1 = sigma(w[0] + w[1] * x);
    double o2 = sigma(w[2] + w[3] * o1);
    double yhat = sigma(w[4] + w[5] * o2);
    double delta3 = yhat - y;
    double delta2 = delta3 * w[5] * o2 * (1 - o2);
    double delta1 = delta2 * w[3] * o1 * (1 - o1);
    double[] gradient = {delta1, delta1 * x, delta2, delta2 * o1, delta3, delta3 * o2};
    double[] after = new double[6];
    for (int i = 0; i < 6; i++) {
      after[i] = w[i] - gradient[i];
    }
    double loss = y == 1 ? -StrictMath.log(yhat) : -StrictMath.log(1 - yhat);
    return new Stepped(yhat, loss, delta3, after);
  }

  private static Stepped step(Way way, double[] w, double x, double y) {
    Point point = Point.of("x", x, "y", y);
    for (int i = 0; i < 6; i++) {
      point = point.with(CHAIN[i], w[i]);
    }
    double z = new Asked(LAST, CHAIN_NAMES, "x", point).value();
    point = point.with("z", z);
    String loss = LOG_LOSS.formatted(LAST);
    double[] after = new double[6];
    for (int i = 0; i < 6; i++) {
      after[i] = w[i] - new Asked(loss, CHAIN_NAMES, CHAIN[i], point).by(way).get(0);
    }
    double delta = new Asked(LOG_LOSS.formatted("z"), CHAIN_NAMES, "z", point).by(way).get(0);
    return new Stepped(
        new Asked("sigmoid(z)", CHAIN_NAMES, "z", point).value(),
        new Asked(loss, CHAIN_NAMES, "x", point).value(),
        delta,
        after);
  }

  static Figures three() {
    Figures figures = new Figures();
    double[][] data = {{1, 1}, {5, 0}};
    double[] hand = new double[6];
    List<double[]> ways = new ArrayList<>();
    for (int i = 0; i < Way.values().length; i++) {
      ways.add(new double[6]);
    }
    for (int k = 1; k <= 2; k++) {
      double x = data[k - 1][0];
      double y = data[k - 1][1];
      Stepped mine = byHand(hand, x, y);
      List<Stepped> others = new ArrayList<>();
      for (Way way : Way.values()) {
        others.add(way == Way.HAND ? mine : step(way, ways.get(way.ordinal()), x, y));
      }
      Stepped tape = others.get(Way.TAPE.ordinal());
      figures.value("3." + k + ".yhat", mine.yhat, tape.yhat);
      figures.value("3." + k + ".loss", mine.loss, tape.loss);
      figures.reached(
          "3." + k + ".delta3", number(mine.delta), way -> number(others.get(way.ordinal()).delta));
      figures.reached("3." + k, row(mine.after), way -> row(others.get(way.ordinal()).after));
      hand = mine.after;
      for (Way way : Way.values()) {
        ways.set(way.ordinal(), others.get(way.ordinal()).after);
      }
    }
    return figures;
  }

  // ---- task 4

  static Figures four() {
    Figures figures = new Figures();
    int n = 5;
    SimpleMatrix x = random(n, 3, 41);
    SimpleMatrix w2 = random(3, 2, 42);
    SimpleMatrix w1 = random(2, 1, 43);
    SimpleMatrix y = random(n, 1, 44);
    double gamma = 0.01;
    SimpleMatrix h = x.mult(w2);
    SimpleMatrix o = new SimpleMatrix(n, 2);
    SimpleMatrix byO = new SimpleMatrix(n, 2);
    SimpleMatrix byH = new SimpleMatrix(n, 2);
    SimpleMatrix g1 = new SimpleMatrix(2, 1);
    SimpleMatrix g2 = new SimpleMatrix(3, 2);
    for (int i = 0; i < n; i++) {
      double yhat = 0;
      for (int j = 0; j < 2; j++) {
        o.set(i, j, Math.max(0, h.get(i, j)));
        yhat += o.get(i, j) * w1.get(j);
      }
      double error = 2 * (yhat - y.get(i));
      for (int j = 0; j < 2; j++) {
        byO.set(i, j, error * w1.get(j));
        byH.set(i, j, h.get(i, j) > 0 ? error * w1.get(j) : 0);
        g1.set(j, 0, g1.get(j) + o.get(i, j) * error);
        for (int k = 0; k < 3; k++) {
          g2.set(k, j, g2.get(k, j) + x.get(i, k) * byH.get(i, j));
        }
      }
    }
    Point point =
        Point.of("X", raw(x), "W2", raw(w2), "W1", raw(w1), "y", raw(y), "O", raw(o), "H", raw(h));
    String names = "X: n×k, W2: k×m, W1: m×1, y: n×1, O: n×m, H: n×m";
    String loss = "||y - relu(X*W2)*W1||^2";
    figures.derivative("4.O", byO, new Asked("||y - O*W1||^2", names, "O", point));
    figures.derivative("4.H", byH, new Asked("||y - relu(H)*W1||^2", names, "H", point));
    Asked by1 = new Asked(loss, names, "W1", point);
    Asked by2 = new Asked(loss, names, "W2", point);
    figures.derivative("4.W1", g1, by1);
    figures.derivative("4.W2", g2, by2);
    figures.reached(
        "4.step.W1", w1.minus(g1.scale(gamma)), way -> w1.minus(by1.by(way).scale(gamma)));
    figures.reached(
        "4.step.W2", w2.minus(g2.scale(gamma)), way -> w2.minus(by2.by(way).scale(gamma)));
    return figures;
  }

  // ---- task 5: the sheet's numbers, on paper

  private static final String MASHA =
      "x: 1×2, W1: 2×2, h: 1×2, W2: 2×1, g: 1×2, o: 1×2, s, y, yhat, p, c";

  private static Asked masha(String f, String by, Point point) {
    return new Asked(f, MASHA, by, point);
  }

  static Figures five() {
    Figures figures = new Figures();
    SimpleMatrix w1 = matrix(new double[][] {{1, -1}, {0.5, 0}});
    SimpleMatrix w2 = column(0.5, 1);
    Point net = Point.of("x", raw(row(1, 2)), "W1", raw(w1), "W2", raw(w2), "y", 0);
    figures.value("5.1", row(2, -1), masha("x*W1", "x", net).output());
    figures.derivative(
        "5.2.derivative", matrix(new double[][] {{1, 0.5}, {-1, 0}}), masha("x*W1", "x", net));
    figures.derivative("5.2", row(-1, -0.5), masha("x*W1*g'", "x", net.with("g", raw(row(-1, 0)))));
    Point inside = net.with("h", raw(row(2, -1))).with("o", raw(row(2, 0)));
    figures.value("5.3", row(2, 0), masha("relu(h)", "h", inside).output());
    figures.derivative(
        "5.4.derivative", matrix(new double[][] {{1, 0}, {0, 0}}), masha("relu(h)", "h", inside));
    figures.derivative(
        "5.4", row(-1, 0), masha("relu(h)*g'", "h", inside.with("g", raw(row(-1, -2)))));
    figures.value("5.5", number(1), masha("o*W2", "o", inside).output());
    figures.derivative("5.6.derivative", row(0.5, 1), masha("o*W2", "o", inside));
    figures.derivative("5.6", row(-1, -2), masha("c*o*W2", "o", inside.with("c", -2)));
    Point end = inside.with("yhat", 1).with("s", 1).with("p", Math.E / (1 + Math.E));
    figures.value("5.7.mse", 1, masha("(yhat - y)^2", "yhat", end).value());
    figures.derivative("5.7.derivative", 2, masha("(yhat - y)^2", "yhat", end));
    figures.derivative("5.7", 2, masha("1*(yhat - y)^2", "yhat", end));
    String score = "relu(x*W1)*W2";
    String squares = "(" + score + " - y)^2";
    step(figures, "5.8", squares, end, new double[][] {{0, -1}, {-1.5, 0}}, -3.5, 1);
    double p = Math.E / (1 + Math.E);
    figures.value("5.9", p, masha("sigmoid(s)", "s", end).value());
    figures.derivative("5.9.derivative", p * (1 - p), masha("sigmoid(s)", "s", end));
    String log = "-y*ln(%1$s) - (1 - y)*ln(1 - %1$s)";
    figures.value("5.10", StrictMath.log(1 + Math.E), masha(log.formatted("p"), "p", end).value());
    figures.derivative("5.10.derivative", 1 + Math.E, masha(log.formatted("p"), "p", end));
    figures.derivative("5.11", p, masha(log.formatted("sigmoid(s)"), "s", end));
    double[][] after = {{1 - 0.5 * p, -1}, {0.5 - p, 0}};
    step(figures, "5.11", log.formatted("sigmoid(" + score + ")"), end, after, 0.5 - 2 * p, 1);
    return figures;
  }

  private static void step(
      Figures figures,
      String id,
      String loss,
      Point point,
      double[][] w1,
      double first,
      double second) {
    for (String by : new String[] {"W1", "W2"}) {
      Asked asked = masha(loss, by, point);
      SimpleMatrix hand = by.equals("W1") ? matrix(w1) : column(first, second);
      figures.reached(id + "." + by, hand, way -> asked.x().minus(asked.by(way)));
    }
  }
}
