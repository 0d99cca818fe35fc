package handgrad.net;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.Function;
import handgrad.expr.Latex;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import handgrad.words.InputException;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Every number of a pass and of the step after it, row by row as on a blackboard: outputs, local
 * derivatives, accumulated gradients, updates. A row's formula uses the letters of the data, of the
 * parameters and of the rows above it.
 *
 * <pre>{@code
 * DMatrixRMaj X = new DMatrixRMaj(new double[][] {{1, 2}});
 * DMatrixRMaj y = new DMatrixRMaj(new double[][] {{0}});
 * Linear first = new Linear(new DMatrixRMaj(new double[][] {{1, -1}, {0.5, 0}}));
 * Linear second = new Linear(new DMatrixRMaj(new double[][] {{0.5}, {1}}));
 * Net net = Net.of(Loss.SQUARED_SUM, first, Activation.RELU, second);
 * net.trace(X, y, 1)
 * // forward
 * //   H = X*W1 = [2 -1]
 * //   O = relu(H) = [2 0]
 * //   yhat = O*W2 = 1
 * //   L = (y - yhat)^2 = 1
 * // local derivatives
 * //   dO/dH = step(H) = [1 0]
 * //   dyhat/dO = W2' = [0.5 1]
 * // backward
 * //   dL/dyhat = 2*(yhat - y) = 2
 * //   dL/dW2 = O'*dL/dyhat = [4; 0]
 * //   dL/dO = dL/dyhat*W2' = [1 2]
 * //   dL/dH = dL/dO.*dO/dH = [1 0]
 * //   dL/dW1 = X'*dL/dH = [1 0; 2 0]
 * // step
 * //   W1 new = W1 - gamma*dL/dW1 = [0 -1; -1.5 0]
 * //   W2 new = W2 - gamma*dL/dW2 = [-3.5; 1]
 * }</pre>
 */
public record Trace(List<Row> rows, Map<String, DMatrixRMaj> data) {
  /** What a row belongs to. */
  public enum Phase {
    FORWARD,
    LOCAL,
    BACKWARD,
    UPDATE
  }

  /**
   * One quantity.
   *
   * @param letter its name: {@code H1}, {@code dO1/dH1}, {@code dL/dH1}, {@code W1 new}
   */
  public record Row(Phase phase, String letter, Expr formula, DMatrixRMaj value) {
    /** The formula in the plain notation. */
    public String plain() {
      return Ascii.print(formula);
    }

    /** The letter in LaTeX. */
    public String latexLetter() {
      return latex(letter);
    }

    /** The formula in LaTeX. */
    public String latexFormula() {
      Latex latex = Latex.of(formula);
      for (String name : names(formula, new ArrayList<>())) {
        if (name.contains("/")) {
          latex = latex.name(name, latex(name));
        }
      }
      return latex.text();
    }
  }

  /** Keeps rows and data unchangeable. */
  public Trace {
    rows = List.copyOf(rows);
    data = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  static Trace of(Net net, DMatrixRMaj x, DMatrixRMaj y, double gamma) {
    Descent.requireGamma(gamma);
    return new Blackboard(net, net.pass(x, y), gamma).trace();
  }

  /**
   * A row's value.
   *
   * @throws InputException if there is no such row
   */
  public DMatrixRMaj value(String letter) {
    return rows.stream()
        .filter(r -> r.letter().equals(letter))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "net.letter",
                    letter,
                    String.join(", ", rows.stream().map(Row::letter).toList())))
        .value()
        .copy();
  }

  /** The trace as a table: phase, quantity, formula, value. */
  public Table table(Language language) {
    Words words = Words.in(language);
    StringColumn phase = StringColumn.create(words.text("net.trace.phase"));
    StringColumn quantity = StringColumn.create(words.text("net.trace.quantity"));
    StringColumn formula = StringColumn.create(words.text("net.trace.formula"));
    StringColumn value = StringColumn.create(words.text("net.trace.value"));
    Phase before = null;
    for (Row row : rows) {
      phase.append(row.phase() == before ? "" : word(words, row.phase()));
      quantity.append(row.letter());
      formula.append(row.plain());
      value.append(Decimal.text(row.value()));
      before = row.phase();
    }
    return Table.create(words.text("net.trace.title"), phase, quantity, formula, value);
  }

  private static String word(Words words, Phase phase) {
    return words.text("net.trace." + phase.name().toLowerCase(java.util.Locale.ROOT));
  }

  /** The table in Markdown, formulas and values in LaTeX. */
  public String markdown(Language language) {
    Words words = Words.in(language);
    StringBuilder text = new StringBuilder("| ");
    for (String column : List.of("phase", "quantity", "formula", "value")) {
      text.append(words.text("net.trace." + column)).append(" | ");
    }
    text.setLength(text.length() - 1);
    text.append("\n|---|---|---|---|\n");
    Phase before = null;
    for (Row row : rows) {
      text.append("| ").append(row.phase() == before ? "" : word(words, row.phase()));
      text.append(" | $").append(row.latexLetter());
      text.append("$ | $").append(row.latexFormula());
      text.append("$ | $").append(Decimal.latex(row.value())).append("$ |\n");
      before = row.phase();
    }
    return text.toString();
  }

  /** One line a row, under the name of its phase. */
  public String text(Language language) {
    StringBuilder text = new StringBuilder();
    Phase before = null;
    for (Row row : rows) {
      if (row.phase() != before) {
        text.append(word(Words.in(language), row.phase())).append('\n');
        before = row.phase();
      }
      text.append("  ").append(row.letter()).append(" = ").append(row.plain());
      text.append(" = ").append(Decimal.text(row.value())).append('\n');
    }
    return text.substring(0, text.length() - 1);
  }

  @Override
  public String toString() {
    return text(Language.EN);
  }

  private static String latex(String letter) {
    if (letter.endsWith(" new")) {
      String old =
          Latex.print(new Expr.Variable(letter.substring(0, letter.length() - 4), Shape.SCALAR));
      // a letter with an upper index of its own takes a second one only in braces
      return (old.contains("^") ? "{" + old + "}" : old) + "^{\\mathrm{new}}";
    }
    int slash = letter.indexOf('/');
    if (slash < 0) {
      return Latex.print(new Expr.Variable(letter, Shape.SCALAR));
    }
    return "\\dfrac{\\partial "
        + latex(letter.substring(1, slash))
        + "}{\\partial "
        + latex(letter.substring(slash + 2))
        + "}";
  }

  private static List<String> names(Expr e, List<String> names) {
    if (e instanceof Expr.Variable variable) {
      names.add(variable.name());
    }
    e.operands().forEach(o -> names(o, names));
    return names;
  }

  /** Writes the rows in order. */
  private static final class Blackboard {
    private final Net net;
    private final Pass pass;
    private final double gamma;
    private final Letters letters;
    private final int n;
    private final List<Row> rows = new ArrayList<>();

    Blackboard(Net net, Pass pass, double gamma) {
      this.net = net;
      this.pass = pass;
      this.gamma = gamma;
      letters = net.letters();
      n = pass.input(0).numRows;
    }

    Trace trace() {
      forward();
      local();
      backward();
      update();
      Map<String, DMatrixRMaj> data = new LinkedHashMap<>();
      data.put(input(0), pass.input(0));
      data.put("y", pass.value("y"));
      data.putAll(Pass.parameters(net));
      data.put("gamma", Loss.number(gamma));
      return new Trace(rows, data);
    }

    // The input of a single number is x, as on the sheet.
    private String input(int layer) {
      boolean number = pass.input(0).getNumElements() == 1;
      return layer > 0 ? letters.outputs().get(layer - 1) : number ? "x" : "X";
    }

    private Expr variable(String name, DMatrixRMaj value) {
      return new Expr.Variable(name, Shape.of(value.numRows, value.numCols));
    }

    private Expr in(int layer) {
      return variable(input(layer), pass.input(layer));
    }

    private Expr out(int layer) {
      return variable(letters.outputs().get(layer), pass.output(layer));
    }

    // The accumulated gradient that enters a layer on the way back.
    private String by(int layer) {
      return "dL/d" + letters.outputs().get(layer);
    }

    private Expr g(int layer) {
      return variable(by(layer), pass.accumulated(layer));
    }

    private int number(int layer) {
      return (int) net.layers().subList(0, layer).stream().filter(l -> l instanceof Linear).count();
    }

    private String weightName(int layer) {
      return letters.weights().get(number(layer));
    }

    private String biasName(int layer) {
      return letters.biases().get(number(layer));
    }

    private static Expr transpose(Expr e) {
      return e.shape().isScalar() ? e : e.transpose();
    }

    private static Expr product(Expr a, Expr b) {
      return a.shape().isScalar() && b.shape().isScalar() ? a.mult(b) : a.elementMult(b);
    }

    private void row(Phase phase, String letter, Expr formula, DMatrixRMaj value) {
      rows.add(new Row(phase, letter, formula, value));
    }

    private void forward() {
      for (int i = 0; i < net.layers().size(); i++) {
        Expr in = in(i);
        Expr formula;
        if (net.layers().get(i) instanceof Linear linear) {
          formula = in.mult(variable(weightName(i), linear.w()));
          if (linear.hasBias()) {
            Expr b = variable(biasName(i), linear.b());
            formula = n == 1 ? formula.plus(b) : formula.plus(ones(n, 1).mult(b));
          }
        } else {
          formula = apply((Activation) net.layers().get(i), in);
        }
        row(Phase.FORWARD, letters.outputs().get(i), formula, pass.output(i));
      }
      int last = net.layers().size() - 1;
      Expr y = variable("y", pass.value("y"));
      Expr loss = NetFormula.loss(net.loss(), out(last), y, Size.of(n));
      row(Phase.FORWARD, "L", loss, Loss.number(pass.loss()));
    }

    private static Expr ones(int rows, int columns) {
      return new Expr.Ones(Shape.of(rows, columns));
    }

    private static Expr apply(Activation activation, Expr in) {
      return activation.function() == null ? in : new Expr.Elementwise(activation.function(), in);
    }

    private void local() {
      for (int i = 0; i < net.layers().size(); i++) {
        String letter = "d" + letters.outputs().get(i) + "/d" + input(i);
        if (net.layers().get(i) instanceof Linear linear) {
          if (i > 0) {
            Expr w = variable(weightName(i), linear.w());
            row(Phase.LOCAL, letter, transpose(w), CommonOps_DDRM.transpose(linear.w(), null));
          }
        } else {
          Activation activation = (Activation) net.layers().get(i);
          row(Phase.LOCAL, letter, derivative(activation, i), activation.derivative(pass.input(i)));
        }
      }
    }

    private Expr derivative(Activation activation, int layer) {
      Expr out = out(layer);
      return switch (activation) {
        case IDENTITY -> out.shape().isScalar() ? Expr.Num.ONE : new Expr.Ones(out.shape());
        case RELU -> new Expr.Elementwise(Function.Elementary.STEP, in(layer));
        case SIGMOID -> product(out, Expr.Num.ONE.minus(out));
        case TANH ->
            Expr.Num.ONE.minus(
                out.shape().isScalar()
                    ? new Expr.Power(out, Expr.Num.TWO)
                    : new Expr.ElementPower(out, Expr.Num.TWO));
      };
    }

    private void backward() {
      int last = net.layers().size() - 1;
      row(Phase.BACKWARD, by(last), lossDerivative(last), pass.accumulated(last));
      for (int i = last; i >= 0; i--) {
        Expr g = g(i);
        if (net.layers().get(i) instanceof Linear linear) {
          String w = weightName(i);
          Expr in = transpose(in(i));
          Expr byW = in.shape().isScalar() ? g.mult(in) : in.mult(g);
          row(Phase.BACKWARD, "dL/d" + w, byW, pass.gradient(w));
          if (linear.hasBias()) {
            String b = biasName(i);
            row(Phase.BACKWARD, "dL/d" + b, n == 1 ? g : ones(1, n).mult(g), pass.gradient(b));
          }
          if (i > 0) {
            Expr byInput = g.mult(transpose(variable(w, linear.w())));
            row(Phase.BACKWARD, by(i - 1), byInput, pass.accumulated(i - 1));
          }
        } else if (i > 0) {
          Expr local = variable("d" + letters.outputs().get(i) + "/d" + input(i), pass.input(i));
          row(Phase.BACKWARD, by(i - 1), product(g, local), pass.accumulated(i - 1));
        }
      }
    }

    private Expr lossDerivative(int last) {
      Expr p = out(last);
      Expr y = variable("y", pass.value("y"));
      Expr one = Expr.Num.ONE;
      boolean number = p.shape().isScalar();
      Expr g =
          switch (net.loss().kind()) {
            case HALF_SQUARED -> p.minus(y);
            case SQUARED -> Expr.Num.TWO.mult(p.minus(y));
            case LOG ->
                divide(y, p, number).negative().plus(divide(one.minus(y), one.minus(p), number));
            case SIGMOID_LOG -> new Expr.Elementwise(Function.Elementary.SIGMOID, p).minus(y);
          };
      return net.loss().isMean() && n > 1 ? g.divide(new Expr.Num(n)) : g;
    }

    private static Expr divide(Expr a, Expr b, boolean number) {
      return number ? a.divide(b) : new Expr.ElementDivide(a, b);
    }

    private void update() {
      Expr step = new Expr.Variable("gamma", Shape.SCALAR);
      Map<String, DMatrixRMaj> now = Pass.parameters(net);
      Map<String, DMatrixRMaj> next = Pass.parameters(net.minus(gamma, pass));
      now.forEach(
          (name, value) -> {
            Expr g = variable("dL/d" + name, value);
            Expr formula = variable(name, value).minus(step.mult(g));
            row(Phase.UPDATE, name + " new", formula, next.get(name));
          });
    }
  }
}
