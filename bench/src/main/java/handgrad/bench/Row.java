package handgrad.bench;

import handgrad.check.GradientCheck;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Function;
import handgrad.expr.Point;
import handgrad.expr.Shape;
import handgrad.expr.Tape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;

/**
 * A row of the table.
 *
 * @param name {@code check/lndet/5}: what is measured, of what, at which size
 * @param bound the ratio that it should not exceed
 */
record Row(String name, double bound) {
  private static final long SEED = 20191116;
  private static final Declarations SQUARE = Declarations.parse("A: n×n, B: n×n, X: n×n");

  static List<Row> timed() {
    List<Row> rows = new ArrayList<>();
    List<String> functions =
        List.of(
            "lndet/5",
            "lndet/20",
            "lndet/50",
            "trace/5",
            "trace/20",
            "trace/50",
            "logistic",
            "relunet");
    functions.forEach(f -> rows.add(new Row("check/" + f, 1.2)));
    functions.forEach(f -> rows.add(new Row("grad/" + f, 4)));
    rows.add(new Row("grad/net/512", 1.3));
    rows.add(new Row("grad/net/50", 2));
    rows.add(new Row("grad/scalarnet", 1.5));
    for (String f : List.of("lndet/50", "trace/50", "net/512", "net/50")) {
      rows.add(new Row("baseline/" + f, 1.25));
    }
    rows.add(new Row("step/net/512", 1.3));
    rows.add(new Row("step/net/50", 2));
    return rows;
  }

  /** The rows of allocated bytes: one for each of the gradients, and the training step. */
  static List<Row> allocating() {
    List<Row> rows = new ArrayList<>();
    for (Row row : timed()) {
      if (row.name().startsWith("grad/")) {
        rows.add(new Row(row.name().replace("grad/", "alloc/"), 100));
      }
    }
    rows.add(new Row("alloc/step", 0));
    return rows;
  }

  /** The rows of derivatives: SymPy gets the second, eighth, ninth and twelfth right, too. */
  static List<Row> derivatives() {
    return IntStream.rangeClosed(1, 15).mapToObj(i -> new Row("derive/" + i, 0.1)).toList();
  }

  /** The rows of fits, each against the usual library. */
  static List<Row> fits() {
    return Stream.of("lasso", "logistic", "ols").map(fit -> new Row("fit/" + fit, 1)).toList();
  }

  Pair pair() {
    String[] parts = name.split("/");
    switch (parts[0]) {
      case "derive" -> {
        return new Pair(Derivatives.work(parts[1]), null, "SymPy");
      }
      case "fit" -> {
        return new Pair(Fits.work(parts[1]), null, "a library of Python");
      }
      case "step" -> {
        return Steps.pair(size(parts), size(parts) == 512 ? 256 : 100);
      }
      default -> {
        return ofTape(parts);
      }
    }
  }

  private static int size(String[] parts) {
    return parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
  }

  private static Pair ofTape(String[] parts) {
    int n = size(parts);
    return switch (parts[1]) {
      case "lndet" -> square(parts[0], "ln det(X'*A*X)", n);
      case "trace" -> square(parts[0], "tr(A*X'*X*B*X^{-T})", n);
      case "logistic" -> logistic(parts[0]);
      case "relunet" -> net(parts[0], 50, 100);
      case "step" -> Steps.pair(50, 100);
      case "net" -> net(parts[0], n, n == 512 ? 256 : 100);
      default -> scalarNet();
    };
  }

  private static Pair square(String what, String formula, int n) {
    Expr f = Formula.parse(formula, SQUARE);
    Point point = Point.admissible(f, Map.of("n", n), SEED);
    boolean trace = formula.startsWith("tr");
    ByHand hand =
        trace
            ? new TraceForm(point.matrix("A"), point.matrix("X"), point.matrix("B"))
            : new LogDet(point.matrix("A"), point.matrix("X"));
    Tape tape = Tape.of(f, point);
    DMatrixRMaj x = point.matrix("X");
    return switch (what) {
      case "check" -> check(tape, List.of("X"), List.of(hand));
      case "grad", "alloc" -> gradient(tape, "X", x);
      default -> new Pair(hand::value, hand::bareCalls, "bare EJML calls");
    };
  }

  private static Pair logistic(String what) {
    Expr f =
        Formula.parse(
            "sum(ln(1 + exp(-y .* (X*w))))", Declarations.parse("X: m×n, y: m×1, w: n×1"));
    Point point = Point.random(f, Map.of("m", 1000, "n", 20), SEED);
    Tape tape = Tape.of(f, point);
    ByHand hand = new Logistic(point.matrix("X"), point.matrix("y"), point.matrix("w"));
    return what.equals("check")
        ? check(tape, List.of("w"), List.of(hand))
        : gradient(tape, "w", point.matrix("w"));
  }

  private static Pair net(String what, int n, int rows) {
    Expr f =
        Formula.parse(
            "sum((y - relu(X*W1)*W2).^2)", Declarations.parse("X: m×n, W1: n×n, W2: n×1, y: m×1"));
    Map<String, Integer> sizes = Map.of("m", rows, "n", n);
    Point point = Point.random(f, sizes, SEED);
    MatrixNet hand =
        new MatrixNet(point.matrix("X"), point.matrix("y"), point.matrix("W1"), point.matrix("W2"));
    Tape tape = Tape.of(f, sizes, Map.of(), List.of("W1", "W2")).set(point);
    DMatrixRMaj w1 = point.matrix("W1");
    if (what.equals("check")) {
      return check(tape, List.of("W1", "W2"), List.of(hand, hand.ofOuterLayer()));
    }
    if (what.equals("baseline")) {
      return new Pair(hand::valueAndGradients, hand::bareCalls, "bare EJML calls");
    }
    DoubleSupplier ours = () -> tape.set("W1", w1).backward().value();
    return new Pair(ours, hand::valueAndGradients, MatrixNet.class.getSimpleName());
  }

  private static Pair check(Tape tape, List<String> names, List<ByHand> hands) {
    List<DMatrixRMaj> gradients = names.stream().map(name -> tape.gradient(name).copy()).toList();
    DoubleSupplier baseline =
        () -> {
          double worst = 0;
          for (int i = 0; i < hands.size(); i++) {
            worst = Math.max(worst, ByHand.check(hands.get(i), gradients.get(i)));
          }
          return worst;
        };
    return new Pair(
        () -> GradientCheck.of(tape, names).relativeError(),
        baseline,
        hands.get(0).getClass().getSimpleName());
  }

  private static Pair gradient(Tape tape, String name, DMatrixRMaj value) {
    return new Pair(
        () -> tape.set(name, value).backward().value(),
        () -> tape.set(name, value).value(),
        "the tape's value alone");
  }

  private static Pair scalarNet() {
    Map<String, Double> values = new LinkedHashMap<>();
    Expr net = scalarNet(values);
    ObjectGraph graph = new ObjectGraph(net, values);
    Point point = Point.EMPTY;
    for (Map.Entry<String, Double> value : values.entrySet()) {
      point = point.with(value.getKey(), value.getValue());
    }
    Tape tape = Tape.of(net, point);
    double x1 = values.get("x1");
    double x2 = values.get("x2");
    return new Pair(
        () -> tape.set("x1", x1).set("x2", x2).backward().value(),
        graph::valueAndGradients,
        ObjectGraph.class.getSimpleName());
  }

  /** The squared loss of a net 2-16-16-1, one node a sum or product. */
  static Expr scalarNet(Map<String, Double> values) {
    Random random = new Random(SEED);
    List<Expr> layer = List.of(number("x1", 0.5, values), number("x2", -1.5, values));
    int[] widths = {16, 16, 1};
    for (int l = 0; l < widths.length; l++) {
      List<Expr> next = new ArrayList<>();
      for (int j = 0; j < widths[l]; j++) {
        Expr sum = number("b" + l + "_" + j, random.nextGaussian(), values);
        for (int i = 0; i < layer.size(); i++) {
          Expr w = number("w" + l + "_" + i + "_" + j, random.nextGaussian(), values);
          sum = sum.plus(w.mult(layer.get(i)));
        }
        boolean last = l == widths.length - 1;
        next.add(last ? sum : new Expr.Elementwise(Function.Elementary.RELU, sum));
      }
      layer = next;
    }
    Expr residual = layer.get(0).minus(number("y", 1, values));
    return residual.mult(residual);
  }

  /** The variables of a graph, each once. */
  static Set<Expr> variables(Expr expr) {
    Set<Expr> seen = new LinkedHashSet<>();
    Set<Expr> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(expr, visited, seen);
    return seen;
  }

  private static void collect(Expr expr, Set<Expr> visited, Set<Expr> seen) {
    if (visited.add(expr)) {
      expr.operands().forEach(operand -> collect(operand, visited, seen));
      if (expr instanceof Expr.Variable) {
        seen.add(expr);
      }
    }
  }

  private static Expr number(String name, double value, Map<String, Double> values) {
    values.put(name, value);
    return new Expr.Variable(name, Shape.SCALAR);
  }
}
