package handgrad.derive;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The differential of a formula line by line, one rule a line, down to {@code tr(G'*dX)} with the
 * gradient G for a number, and to {@code J*vec(dX)} with the Jacobian J otherwise.
 *
 * <pre>{@code
 * Declarations names = Declarations.parse("A: p×m, X: m×n, B: n×p");
 * Derivation d = Derivation.of(Formula.parse("tr(AXB)", names), names.variable("X"));
 * d.result()         // A'*B'
 * d.steps().size()   // 5
 * }</pre>
 */
public final class Derivation {
  private static final int LARGEST_FORMULA = 1500;
  private static final int MOST_STEPS = 400;
  private static final int MOST_SIGNS = 600_000;

  private final Expr f;
  private final Expr.Variable x;
  private final Expr.Variable dx;
  private final Differential differential;
  private Simplifier simplifier;
  private final List<Step> steps = new ArrayList<>();
  private Expr line;
  private int signs;
  private Expr result;
  private Expr form;
  // A second differential stands inside tr(_'*dX): every line of it is wrapped so.
  private UnaryOperator<Expr> frame = UnaryOperator.identity();
  private List<Integer> framePath = List.of();

  private final Verifier verifier;

  private Derivation(Expr f, Expr.Variable x, Assumptions assumptions) {
    if (Writer.weight(f) > LARGEST_FORMULA) {
      throw new FormulaException("derive.formula-too-large", Writer.weight(f), LARGEST_FORMULA);
    }
    if (runs(f, x)) {
      throw new FormulaException("derive.by-family", x.name());
    }
    this.f = f;
    this.x = x;
    this.simplifier = assumptions.simplifier();
    this.dx = new Expr.Variable(differentialName(f, x), x.shape());
    this.differential = new Differential(x, dx);
    this.verifier = new Verifier(f, x, assumptions, differential);
  }

  /**
   * The first differential.
   *
   * @throws FormulaException if the formula has a part without a rule or is too large
   */
  public static Derivation of(Expr f, Expr.Variable x) {
    return of(f, x, Assumptions.NONE);
  }

  /** The first differential under assumptions, whatever kind they ask for. */
  public static Derivation of(Expr f, Expr.Variable x, Assumptions assumptions) {
    Derivation d = new Derivation(f, x, assumptions);
    d.first();
    if (assumptions.kind() == Assumptions.Kind.JACOBIAN && f.shape().isScalar()) {
      d.row();
    }
    return d;
  }

  /** The second differential of a number, down to the Hessian: {@code vec(dX)'*H*vec(dX)}. */
  public static Derivation second(Expr f, Expr.Variable x, Assumptions assumptions) {
    if (!f.shape().isScalar()) {
      throw new FormulaException("derive.hessian-of-matrix", Ascii.print(f), f.shape());
    }
    Derivation d = new Derivation(f, x, assumptions);
    // What is assumed of X holds at the points, not along dX: a gradient that used it may not be
    // differentiated again.
    d.simplifier = assumptions.without(x.name()).simplifier();
    d.first();
    d.simplifier = assumptions.simplifier();
    d.again();
    return d;
  }

  private static String differentialName(Expr f, Expr.Variable x) {
    String name = "d" + x.name();
    return holdsName(f, name) ? "d(" + x.name() + ")" : name;
  }

  private static boolean runs(Expr e, Expr.Variable x) {
    return e instanceof Expr.Member member && member.family().equals(x)
        || e.operands().stream().anyMatch(operand -> runs(operand, x));
  }

  private static boolean holdsName(Expr e, String name) {
    if (e instanceof Expr.Variable v) {
      return v.name().equals(name);
    }
    return e.operands().stream().anyMatch(o -> holdsName(o, name));
  }

  public Expr f() {
    return f;
  }

  public Expr.Variable by() {
    return x;
  }

  /** The name that stands for the differential of the variable: {@code dX}. */
  public Expr.Variable differential() {
    return dx;
  }

  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /** The gradient, of the variable's shape; the Jacobian; or the Hessian. */
  public Expr result() {
    return result;
  }

  /**
   * The differential itself with every bracket opened, before {@code dX} is brought out: of the
   * shape of f.
   */
  public Expr form() {
    return form;
  }

  /** What the names {@code d(…)} of the lines stand for. */
  public Map<String, Expr> pending() {
    return Map.copyOf(differential.pending());
  }

  // ---- the lines

  private void first() {
    line = f.equals(x) ? dx : differential.d(f);
    down();
    form = line;
    if (f.shape().isScalar()) {
      gradient();
    } else {
      jacobian();
    }
  }

  private void again() {
    Expr gradient = result;
    frame = e -> new Expr.Trace(new Expr.Mult(new Expr.Transpose(e), dx));
    framePath = List.of(0, 0, 0);
    Expr inner = gradient.equals(x) ? dx : differential.d(gradient);
    Expr after = frame.apply(inner);
    add(Rule.SECOND, differential.d(line), after, List.of());
    line = inner;
    down();
    jacobian();
  }

  private void add(Rule rule, Expr before, Expr after, List<Integer> place) {
    if (steps.size() >= MOST_STEPS) {
      throw new FormulaException("derive.too-many-steps", MOST_STEPS);
    }
    signs += Writer.weight(after);
    if (signs > MOST_SIGNS) {
      throw new FormulaException("derive.too-much", MOST_SIGNS);
    }
    verifier.require(rule, before, after);
    steps.add(new Step(rule, before, after, place));
  }

  private void change(Rule rule, Expr next, List<Integer> place) {
    List<Integer> path = new ArrayList<>(framePath);
    path.addAll(place);
    add(rule, frame.apply(line), frame.apply(next), path);
    line = next;
  }

  private void change(Rule rule, Expr next) {
    change(rule, next, new Step(rule, line, next).place());
  }

  // Every d( ) is taken down, the leftmost first.
  private void down() {
    for (List<Integer> path = pendingPath(line); path != null; path = pendingPath(line)) {
      Expr.Variable name = (Expr.Variable) at(line, path);
      Differential.Result r = differential.step(differential.operand(name));
      change(r.rule(), Tidy.replace(line, path, r.expr()), path);
    }
  }

  private static Expr at(Expr e, List<Integer> path) {
    for (int i : path) {
      e = e.operands().get(i);
    }
    return e;
  }

  private List<Integer> pendingPath(Expr e) {
    if (e instanceof Expr.Variable v) {
      return differential.operand(v) == null ? null : new ArrayList<>();
    }
    for (int i = 0; i < e.operands().size(); i++) {
      List<Integer> path = pendingPath(e.operands().get(i));
      if (path != null) {
        path.add(0, i);
        return path;
      }
    }
    return null;
  }

  private List<LinearTerm> open() {
    transposeProducts();
    List<LinearTerm> terms = new Linear(dx).terms(line);
    if (!terms.isEmpty()) {
      show(Rule.BRACKETS, Linear.sum(terms));
    }
    return terms;
  }

  private void show(Rule rule, Expr next) {
    if (!Ascii.print(next).equals(Ascii.print(line))) {
      change(rule, next);
    } else {
      line = next;
    }
  }

  private void transposeProducts() {
    for (List<Integer> path = productPath(line); path != null; path = productPath(line)) {
      Expr.Transpose t = (Expr.Transpose) at(line, path);
      change(
          Rule.TRANSPOSE_PRODUCT, Tidy.replace(line, path, Factors.transpose(t.operand())), path);
    }
  }

  private List<Integer> productPath(Expr e) {
    if (e instanceof Expr.Transpose t
        && t.operand() instanceof Expr.Mult
        && !t.shape().isScalar()
        && Factors.contains(t, dx)) {
      return new ArrayList<>();
    }
    for (int i = 0; i < e.operands().size(); i++) {
      List<Integer> path = productPath(e.operands().get(i));
      if (path != null) {
        path.add(0, i);
        return path;
      }
    }
    return null;
  }

  // ---- a number: tr(G'*dX)

  private void gradient() {
    List<LinearTerm> terms = open();
    Peel peel = new Peel(dx);
    for (int i = 0; i < terms.size(); i++) {
      while (!peel.isDone(terms.get(i))) {
        Peel.Peeled p = peel.step(terms.get(i));
        terms.set(i, p.term());
        show(p.rule(), Linear.sum(terms));
      }
    }
    if (terms.stream().anyMatch(t -> !t.sums().isEmpty())) {
      terms.replaceAll(t -> t.sums().isEmpty() ? t : peel.outOfSums(t, coefficient(t)));
      show(Rule.SUM_FACTOR, Linear.sum(terms));
    }
    Expr left = null;
    for (LinearTerm t : terms) {
      Expr m = coefficient(t);
      if (left == null) {
        left = t.negative() ? Factors.negate(m) : m;
      } else {
        left = t.negative() ? new Expr.Minus(left, m) : new Expr.Plus(left, m);
      }
    }
    if (left == null) {
      left = zero(x.shape().transpose());
    } else if (terms.size() > 1) {
      Expr product = new Expr.Mult(left, dx);
      show(Rule.COLLECT, product.shape().isScalar() ? product : new Expr.Trace(product));
    }
    result = simplifier.apply(Factors.transpose(left));
    show(Rule.GRADIENT, new Expr.Trace(new Expr.Mult(new Expr.Transpose(result), dx)));
  }

  // The Jacobian of a number is a row: tr(G'*dX) = vec(G)'*vec(dX).
  private void row() {
    Expr column = result.shape().columns().isOne() ? result : new Expr.Vec(result);
    result = simplifier.apply(new Expr.Transpose(column));
    change(Rule.JACOBIAN, new Expr.Mult(result, new Expr.Vec(dx)), List.of());
  }

  private Expr coefficient(LinearTerm t) {
    List<Expr> factors = new ArrayList<>();
    if (t.before().isEmpty() && !t.inner().equals(dx)) {
      factors.add(new Expr.Identity(dx.shape().rows()));
    }
    factors.addAll(t.before());
    return t.summed(factors);
  }

  private static Expr zero(Shape shape) {
    return shape.isScalar() ? Expr.Num.ZERO : new Expr.Zeros(shape);
  }

  // ---- a vector or matrix: J*vec(dX)

  private void jacobian() {
    List<LinearTerm> opened = open();
    Shape shape = line.shape();
    if (!shape.columns().isOne()) {
      Expr vec = new Expr.Vec(line);
      if (framePath.isEmpty()) {
        change(Rule.VEC, vec, List.of());
      } else {
        toVec(vec);
      }
    } else if (!framePath.isEmpty()) {
      toVec(line);
    }
    VecPeel peel = new VecPeel(dx);
    List<VecTerm> terms = new ArrayList<>();
    for (LinearTerm t : opened) {
      terms.add(peel.start(t));
    }
    if (!terms.isEmpty()) {
      show(Rule.BRACKETS, VecTerm.sum(terms));
    }
    for (int i = 0; i < terms.size(); i++) {
      while (!peel.isDone(terms.get(i))) {
        VecPeel.Peeled p = peel.step(terms.get(i));
        terms.set(i, p.term());
        show(p.rule(), VecTerm.sum(terms));
      }
    }
    if (terms.stream().anyMatch(t -> !t.term().sums().isEmpty())) {
      terms.replaceAll(t -> t.term().sums().isEmpty() ? t : peel.outOfSums(t));
      show(Rule.SUM_FACTOR, VecTerm.sum(terms));
    }
    Expr left = null;
    for (VecTerm t : terms) {
      Expr m = t.coefficient();
      boolean negative = t.term().negative();
      if (left == null) {
        left = negative ? Factors.negate(m) : m;
      } else {
        left = negative ? new Expr.Minus(left, m) : new Expr.Plus(left, m);
      }
    }
    Expr vecDx = new Expr.Vec(dx);
    if (left == null) {
      left = zero(new Shape(new Expr.Vec(line).shape().rows(), vecDx.shape().rows()));
    } else if (terms.size() > 1) {
      show(Rule.COLLECT, new Expr.Mult(left, dx.shape().columns().isOne() ? dx : vecDx));
    }
    result = simplifier.apply(left);
    Expr last = new Expr.Mult(result, vecDx);
    if (framePath.isEmpty()) {
      show(Rule.JACOBIAN, last);
    } else {
      Expr row = new Expr.Transpose(vecDx);
      Expr form = Factors.product(List.of(row, result, vecDx));
      if (!Ascii.print(form).equals(Ascii.print(frame.apply(line)))) {
        add(Rule.HESSIAN, frame.apply(line), form, List.of());
      }
      line = form;
    }
  }

  // tr(E'*dX) = vec(dX)'*vec(E)
  private void toVec(Expr vec) {
    Expr before = frame.apply(line);
    frame =
        e ->
            dx.shape().isScalar()
                ? new Expr.Mult(dx, e)
                : new Expr.Mult(new Expr.Transpose(new Expr.Vec(dx)), e);
    framePath = List.of(1);
    add(Rule.TRACE_VEC, before, frame.apply(vec), List.of());
    line = vec;
  }
}
