package handgrad.check;

import handgrad.check.Judgement.Verdict;
import handgrad.derive.Assumptions;
import handgrad.derive.Derivation;
import handgrad.derive.Evaluation;
import handgrad.derive.Jet;
import handgrad.derive.Points;
import handgrad.derive.Sample;
import handgrad.derive.Undefined;
import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Shape;
import handgrad.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Judges answers to one question: the derivative of f by a variable. An answer is right when it
 * equals the exact derivative at several random admissible points with several sizes, told apart
 * from rounding by a bound of the rounding error.
 *
 * <pre>{@code
 * AnswerCheck check = AnswerCheck.of("tr(A X^T X)", "X", Declarations.parse("A:n,n;X:m,n"));
 * check.judge("X(A+A')").in(Language.EN)   // right
 * check.judge("2 X A").in(Language.EN)
 * // wrong: right for a symmetric matrix only, right only for symmetric A
 * }</pre>
 */
public final class AnswerCheck {
  private static final int POINTS = 6;
  private static final long SEED = 1961;
  private static final double SAFETY = 16;
  private static final double COARSE = 1e-4;
  private static final Set<String> SHAPE_ERRORS =
      Set.of(
          "expr.product-shapes",
          "expr.shapes-differ",
          "expr.not-square",
          "expr.divide-square",
          "expr.divide-matrix",
          "expr.exponent-matrix",
          "expr.power-not-square");

  private final Declarations names;
  private final Assumptions assumptions;
  private final Derivation derivation;
  private final Expr exact;
  private final Expr differential;
  private final Points points;
  private final List<Sample> samples;
  private final List<Evaluation> evaluations;

  private AnswerCheck(Expr f, Expr.Variable x, Declarations names, Assumptions assumptions) {
    this.names = names;
    this.assumptions = assumptions;
    this.derivation =
        assumptions.kind() == Assumptions.Kind.HESSIAN
            ? Derivation.second(f, x, assumptions)
            : Derivation.of(f, x, assumptions);
    this.differential = assumptions.kind() == Assumptions.Kind.HESSIAN ? last() : derivation.form();
    this.exact = exact(f, x);
    this.points = new Points(names.variables(), assumptions, List.of(f, exact), SEED);
    this.samples = new ArrayList<>();
    this.evaluations = new ArrayList<>();
    for (Sample sample : points.require(POINTS)) {
      Sample all = moved(sample);
      samples.add(all);
      evaluations.add(all.bounded());
    }
  }

  /**
   * The question for a formula as text, without assumptions.
   *
   * @throws FormulaException if the formula cannot be read or differentiated, or has no value
   *     anywhere
   */
  public static AnswerCheck of(String f, String by, Declarations names) {
    return of(Formula.parse(f, names), by, names, Assumptions.NONE);
  }

  /**
   * The question for an expression.
   *
   * @throws FormulaException if it cannot be differentiated, or has no value anywhere
   */
  public static AnswerCheck of(Expr f, String by, Declarations names, Assumptions assumptions) {
    return new AnswerCheck(f, names.variable(by), names, assumptions);
  }

  private Expr last() {
    return derivation.steps().get(derivation.steps().size() - 1).after();
  }

  private Expr exact(Expr f, Expr.Variable x) {
    Expr g = derivation.result();
    return switch (assumptions.kind()) {
      case HESSIAN -> g;
      case JACOBIAN -> f.shape().isScalar() ? row(g) : g;
      case SYMMETRIC -> tied(g);
      case DIFFERENTIAL -> direction(x);
      case GRADIENT -> g;
    };
  }

  private static Expr row(Expr gradient) {
    if (gradient.shape().isScalar()) {
      return gradient;
    }
    return new Expr.Transpose(
        gradient.shape().columns().isOne() ? gradient : new Expr.Vec(gradient));
  }

  // Entries that mirror each other move together: G + G' - diag(G).
  private Expr tied(Expr g) {
    if (!g.shape().isSquare() || g.shape().isScalar()) {
      return g;
    }
    Expr diagonal = new Expr.ElementMult(new Expr.Identity(g.shape().rows()), g);
    return assumptions
        .simplifier()
        .apply(new Expr.Minus(new Expr.Plus(g, new Expr.Transpose(g)), diagonal));
  }

  private Expr direction(Expr.Variable x) {
    if (assumptions.direction() == null) {
      return derivation.form();
    }
    Expr.Variable h = names.variable(assumptions.direction());
    return replace(derivation.form(), derivation.differential(), h);
  }

  static Expr replace(Expr e, Expr.Variable name, Expr by) {
    if (e.equals(name)) {
      return by;
    }
    if (e.operands().isEmpty()) {
      return e;
    }
    List<Expr> operands = new ArrayList<>();
    for (Expr operand : e.operands()) {
      operands.add(replace(operand, name, by));
    }
    return e.withOperands(operands);
  }

  private Sample moved(Sample sample) {
    return sample.with(derivation.differential().name(), points.direction(sample, derivation.by()));
  }

  /** The derivation behind the check. */
  public Derivation derivation() {
    return derivation;
  }

  /** The right answer in the form a textbook prints. */
  public Expr answer() {
    return exact;
  }

  /** What was assumed but not understood. */
  public List<String> remarks() {
    return assumptions.remarks();
  }

  Declarations names() {
    return names;
  }

  Assumptions assumptions() {
    return assumptions;
  }

  // ---- judging

  /** Judges an answer as it was typed; helper lines may stand before it. */
  public Judgement judge(String answer) {
    Expr read;
    try {
      Declarations known = names.with(derivation.differential().name(), derivation.by().shape());
      read = Formula.parseLines(answer, known, exact.shape());
    } catch (FormulaException e) {
      return refusal(e);
    }
    return judge(read);
  }

  /** The verdict on an answer that cannot be read, or whose own operands do not fit. */
  Judgement refusal(FormulaException e) {
    return SHAPE_ERRORS.contains(e.message().key())
        ? new Judgement(Verdict.SHAPE, List.of(SlipKind.SHAPE.at("inside")), e.message())
        : Judgement.unreadable(e);
  }

  SlipSearch search() {
    return new SlipSearch(this, evaluations, samples);
  }

  /** Judges an answer that has been read. */
  public Judgement judge(Expr answer) {
    boolean moving = holds(answer, derivation.differential());
    Expr expected = moving ? differential : exact;
    if (!answer.shape().equals(expected.shape())) {
      Expr spread = fitted(answer, expected.shape());
      if (spread == null) {
        return shape(answer, expected);
      }
      answer = spread;
    }
    int equal = 0;
    int undefined = 0;
    int unsure = 0;
    for (Evaluation at : evaluations) {
      switch (compare(at, answer, expected)) {
        case EQUAL -> equal++;
        case UNDEFINED -> undefined++;
        case UNSURE -> unsure++;
        case DIFFERENT -> {
          return Judgement.wrong(List.of(search().of(answer, expected)));
        }
      }
    }
    if (equal == 0) {
      return Judgement.of(
          Verdict.UNDECIDED,
          Message.of(undefined > 0 ? "answer.undefined" : "answer.undecided-rounding"));
    }
    boolean partial = undefined > 0 || unsure > 0 || isPartial(answer, expected);
    return partial ? Judgement.of(Verdict.RIGHT, Message.of("answer.partial")) : Judgement.right();
  }

  /**
   * Whether an answer as typed, a derivative or a differential, is just this derivative at every
   * point where answers are compared.
   *
   * @throws FormulaException if it cannot be read
   */
  public boolean isSame(String typed, Expr derivative) {
    Expr.Variable d = derivation.differential();
    Declarations known = names.with(d.name(), derivation.by().shape());
    Expr answer = Formula.parseLines(typed, known, exact.shape());
    Expr other = holds(answer, d) ? differentialOf(derivative, d) : derivative;
    return answer.shape().equals(other.shape())
        && evaluations.stream().allMatch(at -> compare(at, answer, other) == Comparison.EQUAL);
  }

  // df = tr(G' dX); of a Hessian by a column d2f = dx' H dx
  private Expr differentialOf(Expr derivative, Expr.Variable d) {
    Expr transposed = new Expr.Transpose(d);
    return assumptions.kind() == Assumptions.Kind.HESSIAN
        ? new Expr.Mult(new Expr.Mult(transposed, derivative), d)
        : new Expr.Trace(new Expr.Mult(new Expr.Transpose(derivative), d));
  }

  private static boolean holds(Expr e, Expr.Variable name) {
    return e.equals(name) || e.operands().stream().anyMatch(o -> holds(o, name));
  }

  // A bare 0 stands for zeros of any shape.
  private static Expr fitted(Expr answer, Shape shape) {
    return answer.equals(Expr.Num.ZERO) ? new Expr.Zeros(shape) : null;
  }

  private Judgement shape(Expr answer, Expr expected) {
    Judgement.Slip slip = search().ofShape(answer, expected);
    return new Judgement(
        Verdict.SHAPE,
        List.of(slip),
        Message.of("answer.shape-differs", answer.shape(), expected.shape()));
  }

  // Right wherever it has a value, but it has none at a singular matrix where the derivative has.
  private boolean isPartial(Expr answer, Expr expected) {
    Sample sample = samples.get(0);
    for (Expr.Variable v : names.variables()) {
      Jet value = sample.values().get(v.name());
      if (value == null
          || value.rows() != value.columns()
          || !assumptions.laws(v.name()).isEmpty()) {
        continue;
      }
      Evaluation at = sample.with(v.name(), singular(value)).bounded();
      try {
        if (isNoise(at.of(derivation.f())) || isNoise(at.of(expected))) {
          continue;
        }
      } catch (Undefined e) {
        continue;
      }
      try {
        at.of(answer);
      } catch (Undefined e) {
        return true;
      }
    }
    return false;
  }

  // A determinant that is 0 may come out tiny, and its logarithm as a number that means nothing.
  private static boolean isNoise(Jet value) {
    return value.largestError() > COARSE * (value.largest() + 1);
  }

  private static Jet singular(Jet value) {
    double[] v = value.value().clone();
    int n = value.rows();
    for (int i = 0; i < n; i++) {
      v[(n - 1) * n + i] = n == 1 ? 0 : v[i];
    }
    return Jet.constant(n, n, v);
  }

  enum Comparison {
    EQUAL,
    DIFFERENT,
    UNSURE,
    UNDEFINED
  }

  static Comparison compare(Evaluation at, Expr answer, Expr expected) {
    Jet a;
    try {
      a = at.of(answer);
    } catch (Undefined e) {
      return Comparison.UNDEFINED;
    }
    return compare(a, at.of(expected));
  }

  static Comparison compare(Jet a, Jet b) {
    if (a.rows() != b.rows() || a.columns() != b.columns()) {
      return Comparison.DIFFERENT;
    }
    boolean equal = true;
    double largest = Math.max(a.largest(), b.largest());
    double bound = 0;
    for (int i = 0; i < a.length(); i++) {
      double error = SAFETY * (a.error(i) + b.error(i)) + Double.MIN_NORMAL;
      bound = Math.max(bound, error);
      equal &= Math.abs(a.value()[i] - b.value()[i]) <= error;
    }
    if (!equal) {
      return Comparison.DIFFERENT;
    }
    return bound <= COARSE * largest || largest <= COARSE ? Comparison.EQUAL : Comparison.UNSURE;
  }

  static String text(Expr e) {
    return Ascii.print(e);
  }
}
