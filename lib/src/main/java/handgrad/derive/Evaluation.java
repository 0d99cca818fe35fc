package handgrad.derive;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of expressions at one point, made to be asked many times on tiny matrices: together with
 * each value goes its derivative in a direction (for names {@code d(…)}) or a bound of its rounding
 * error (to tell a wrong answer from an inexact one). Shared parts are evaluated once.
 *
 * <p>Letters for smooth functions stand for a sine of their own, {@code f(t) = sin(a*t + b)}, whose
 * derivatives are known to every order.
 */
public final class Evaluation {
  private static final int LARGEST = 1_000_000;

  private final Map<String, Integer> sizes;
  private final Map<String, Jet> variables;
  private final Map<String, Expr> pending;
  private final boolean bounds;
  private final Jets jets;
  private final SquareJets square;
  private final Map<Expr, Jet> cache = new IdentityHashMap<>();
  // Within a sum over an index: the values around it, and the letter that runs.
  private final Evaluation around;
  private final String index;
  private final int at;

  public Evaluation(
      Map<String, Integer> sizes,
      Map<String, Jet> variables,
      Map<String, Expr> pending,
      boolean bounds,
      double phase) {
    this.sizes = sizes;
    this.variables = new HashMap<>(variables);
    this.pending = pending;
    this.bounds = bounds;
    this.jets = new Jets(bounds, phase);
    this.square = new SquareJets(jets);
    around = null;
    index = "";
    at = -1;
  }

  private Evaluation(Evaluation around, String index, int at) {
    sizes = around.sizes;
    variables = around.variables;
    pending = around.pending;
    bounds = around.bounds;
    jets = around.jets;
    square = around.square;
    this.around = around;
    this.index = index;
    this.at = at;
  }

  /** The same point with one more name. */
  public void set(String name, Jet value) {
    variables.put(name, value);
    cache.clear();
  }

  /**
   * @throws Undefined if some part has no finite value here
   * @throws FormulaException if a matrix would be too large
   */
  public Jet of(Expr e) {
    Jet known = cache.get(e);
    if (known == null) {
      known = around != null && !runs(e) ? around.of(e) : evaluate(e);
      cache.put(e, known);
    }
    return known;
  }

  /** The largest entry of an expression or of any of its parts. */
  public double scale(Expr e) {
    double scale = of(e).largest();
    if (e instanceof Expr.IndexedSum sum) {
      for (int i = 0; i < number(sum.size()); i++) {
        scale = Math.max(scale, new Evaluation(this, sum.index(), i).scale(sum.operand()));
      }
      return scale;
    }
    if (e instanceof Expr.Variable name && pending.containsKey(name.name())) {
      scale = Math.max(scale, scale(pending.get(name.name())));
    }
    for (Expr operand : e.operands()) {
      scale = Math.max(scale, scale(operand));
    }
    return scale;
  }

  public int number(Size size) {
    return size.evaluate(sizes);
  }

  private Jet evaluate(Expr e) {
    if (e instanceof Expr.Leaf) {
      return leaf(e);
    }
    List<Expr> operands = e.operands();
    if (e instanceof Expr.Literal literal) {
      return literal(literal);
    }
    if (e instanceof Expr.Member member) {
      return member(member);
    }
    if (e instanceof Expr.IndexedSum sum) {
      return indexedSum(sum);
    }
    if (e instanceof Expr.Power power
        && power.left() instanceof Expr.Norm norm
        && norm.kind() == Expr.Norm.Kind.TWO
        && power.right().equals(Expr.Num.TWO)) {
      // smooth at zero, where the norm itself is not
      return jets.squares(of(norm.operand()));
    }
    Jet a = of(operands.get(0));
    if (e instanceof Expr.Unary) {
      if (e instanceof Expr.Diag && (a.rows() == 1 || a.columns() == 1)) {
        requireFit(e, a.length(), a.length());
      }
      return unary(e, a);
    }
    Jet b = of(operands.get(1));
    if (e instanceof Expr.Mult && !a.isNumber() && !b.isNumber()) {
      requireFit(e, a.rows(), b.columns());
    } else if (e instanceof Expr.Kron) {
      requireFit(e, (long) a.rows() * b.rows(), (long) a.columns() * b.columns());
    }
    return binary(e, a, b);
  }

  // ---- sums over an index

  private boolean runs(Expr e) {
    if (e instanceof Expr.Member member) {
      return member.index().equals(index);
    }
    if (e instanceof Expr.Variable variable && pending.containsKey(variable.name())) {
      return runs(pending.get(variable.name()));
    }
    for (Expr operand : e.operands()) {
      if (runs(operand)) {
        return true;
      }
    }
    return false;
  }

  private Jet indexedSum(Expr.IndexedSum sum) {
    Jet total = null;
    for (int i = 0; i < number(sum.size()); i++) {
      Jet summand = new Evaluation(this, sum.index(), i).of(sum.operand());
      total = total == null ? summand : jets.entrywise(total, summand, '+');
    }
    return total;
  }

  private Jet member(Expr.Member member) {
    if (!member.index().equals(index)) {
      if (around == null) {
        throw new Undefined(Ascii.print(member) + " outside its sum");
      }
      return around.of(member);
    }
    Jet all = of(member.family());
    boolean row = member.line() == Expr.Member.Line.ROW;
    return row ? Jets.row(all, at) : Jets.column(all, at);
  }

  // ---- leaves

  private Jet leaf(Expr e) {
    if (e instanceof Expr.Variable variable) {
      Expr differentiated = pending.get(variable.name());
      if (differentiated != null) {
        return of(differentiated).derivative();
      }
      Jet value = variables.get(variable.name());
      if (value == null) {
        throw new FormulaException("derive.no-value", variable.name());
      }
      return value;
    }
    if (e instanceof Expr.Num num) {
      return jets.rounded(Jet.number(num.value().doubleValue()));
    }
    if (e instanceof Expr.Constant constant) {
      return jets.rounded(Jet.number(constant.value()));
    }
    if (e instanceof Expr.SizeNumber size) {
      return Jet.number(number(size.size()));
    }
    Shape shape = e.shape();
    long m = size(shape.rows());
    long n = size(shape.columns());
    if (m > LARGEST || n > LARGEST || m * n > LARGEST) {
      throw new FormulaException("derive.too-large", Ascii.print(e), m, n);
    }
    int rows = (int) m;
    int columns = (int) n;
    double[] v = new double[rows * columns];
    if (e instanceof Expr.Identity) {
      for (int i = 0; i < rows; i++) {
        v[i * rows + i] = 1;
      }
    } else if (e instanceof Expr.Ones) {
      java.util.Arrays.fill(v, 1);
    } else if (e instanceof Expr.Commutation k) {
      int p = number(k.rows());
      int q = number(k.columns());
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < q; j++) {
          v[(j * p + i) * rows + i * q + j] = 1;
        }
      }
    }
    return Jet.constant(rows, columns, v);
  }

  private static void requireFit(Expr e, long rows, long columns) {
    if (rows > LARGEST || columns > LARGEST || rows * columns > LARGEST) {
      throw new FormulaException("derive.too-large", Ascii.print(e), rows, columns);
    }
  }

  private long size(Size size) {
    try {
      return number(size);
    } catch (ArithmeticException overflow) {
      return Long.MAX_VALUE;
    }
  }

  private Jet literal(Expr.Literal literal) {
    int rows = literal.rows();
    int columns = literal.columns();
    double[] v = new double[rows * columns];
    double[] d = new double[v.length];
    double[] err = bounds ? new double[v.length] : null;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        Jet entry = of(literal.entry(i, j));
        int at = j * rows + i;
        v[at] = entry.value()[0];
        d[at] = entry.slope(0);
        if (bounds) {
          err[at] = entry.error(0);
        }
      }
    }
    return new Jet(rows, columns, v, d, err);
  }

  // ---- one operand

  private Jet unary(Expr e, Jet a) {
    if (e instanceof Expr.Negate) {
      return new Jet(
          a.rows(),
          a.columns(),
          Columns.scaled(a.value(), -1),
          Columns.scaled(a.slope(), -1),
          a.error());
    }
    if (e instanceof Expr.Transpose) {
      return Jets.transpose(a);
    }
    if (e instanceof Expr.Vec) {
      return new Jet(a.length(), 1, a.value(), a.slope(), a.error());
    }
    if (e instanceof Expr.Trace) {
      return jets.total(a, a.rows() + 1);
    }
    if (e instanceof Expr.Sum) {
      return jets.total(a, 1);
    }
    if (e instanceof Expr.Diag) {
      return Jets.diag(a);
    }
    if (e instanceof Expr.Inverse) {
      return square.invert(a);
    }
    if (e instanceof Expr.Det) {
      return square.det(a);
    }
    if (e instanceof Expr.LogDet) {
      return square.log(square.det(a));
    }
    if (e instanceof Expr.Adjugate) {
      return square.adjugate(a);
    }
    if (e instanceof Expr.Cofactor) {
      return Jets.transpose(square.adjugate(a));
    }
    if (e instanceof Expr.Norm norm) {
      return jets.norm(norm.kind(), a);
    }
    if (e instanceof Expr.Elementwise f) {
      return jets.elementwise(f.function(), a);
    }
    throw new IllegalStateException(e.getClass().getSimpleName());
  }

  // ---- two operands

  private Jet binary(Expr e, Jet a, Jet b) {
    if (e instanceof Expr.Plus) {
      return jets.entrywise(a, b, '+');
    }
    if (e instanceof Expr.Minus) {
      return jets.entrywise(a, b, '-');
    }
    if (e instanceof Expr.Mult) {
      return jets.mult(a, b);
    }
    if (e instanceof Expr.ElementMult) {
      return jets.entrywise(a, b, '*');
    }
    if (e instanceof Expr.Divide || e instanceof Expr.ElementDivide) {
      return jets.entrywise(a, b, '/');
    }
    if (e instanceof Expr.ElementPower || e instanceof Expr.Power && a.isNumber()) {
      return jets.entrywise(a, b, '^');
    }
    if (e instanceof Expr.Power) {
      return square.matrixPower(a, b.value()[0]);
    }
    return jets.kron(a, b);
  }
}
