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
import java.util.Optional;

/**
 * Judges answers to one question: the derivative of f by a variable. An answer is right when it
 * equals the exact derivative at several random admissible points with several sizes, told apart
 * from rounding by a bound of the rounding error.
 *
 * <pre>{@code
 * AnswerCheck check = AnswerCheck.of("tr(A X^T X)", "X", Declarations.parse("A:n,n;X:m,n"));
 * check.judge("X(A+A')").in(Language.EN)   // right
 * check.judge("2 X A").in(Language.EN)
 * // wrong: the result is not symmetrised, right only for symmetric A
 * }</pre>
 */
public final class AnswerCheck {
  private static final int POINTS = 6;
  private static final long SEED = 1961;
  private static final double[] PROBES = {6, 1e-4};
  private static final double SAFETY = 16;
  private static final double COARSE = 1e-4;

  private final Declarations names;
  private final Assumptions assumptions;
  private final Derivation derivation;
  private final Expr exact;
  private final Expr differential;
  private final Points points;
  private final List<Sample> samples;
  private final List<Evaluation> evaluations;
  private final List<Evaluation> probes;

  private AnswerCheck(Expr f, Expr.Variable x, Declarations names, Assumptions assumptions) {
    this.names = names;
    this.assumptions = assumptions;
    this.derivation =
        assumptions.kind() == Assumptions.Kind.HESSIAN
            ? Derivation.second(f, x, assumptions)
            : Derivation.of(f, x, assumptions);
    this.differential = assumptions.kind() == Assumptions.Kind.HESSIAN ? last() : derivation.form();
    this.exact = exact(x);
    this.points = new Points(names.variables(), assumptions, List.of(f, exact), SEED);
    this.samples = new ArrayList<>();
    this.evaluations = new ArrayList<>();
    for (Sample sample : points.require(POINTS)) {
      Sample all = moved(sample);
      samples.add(all);
      evaluations.add(all.bounded());
    }
    this.probes = probes();
  }

  // Far points and points near zero, if f has a value there: an answer may be undefined there, but
  // not different.
  private List<Evaluation> probes() {
    List<Evaluation> found = new ArrayList<>();
    for (double factor : PROBES) {
      Sample scaled = points.scaled(samples.get(found.size() % samples.size()), factor);
      if (scaled != null) {
        found.add(moved(scaled).bounded());
      }
    }
    return found;
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

  private Expr exact(Expr.Variable x) {
    Expr g = derivation.result();
    return switch (assumptions.kind()) {
      case HESSIAN -> g;
      case SYMMETRIC -> tied(g);
      case DIFFERENTIAL -> direction(x);
      case GRADIENT, JACOBIAN -> g;
    };
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
    return Trees.replace(derivation.form(), derivation.differential(), h);
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
      return refusal(answer, e);
    }
    Judgement judgement = judge(read);
    boolean bare = judgement.slips().stream().anyMatch(s -> s.kind().equals(SlipKind.SHAPE.code()));
    Judgement.Slip slip = bare ? SquareVariant.slip(this, answer) : null;
    return slip == null
        ? judgement
        : new Judgement(judgement.verdict(), List.of(slip), judgement.remark());
  }

  /** The verdict on an answer that cannot be read, or whose own operands do not fit. */
  Judgement refusal(String answer, FormulaException e) {
    Judgement plain = Judgement.refused(e);
    if (plain.verdict() != Verdict.SHAPE) {
      return plain;
    }
    Judgement.Slip slip = SquareVariant.slip(this, answer);
    return Optional.ofNullable(slip)
        .or(() -> AsSquare.slip(answer, names, exact))
        .map(found -> new Judgement(Verdict.SHAPE, List.of(found), plain.remark()))
        .orElse(plain);
  }

  SlipSearch search() {
    return new SlipSearch(this, evaluations);
  }

  /** Judges an answer that has been read. */
  public Judgement judge(Expr answer) {
    boolean moving = Trees.holds(answer, derivation.differential());
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
    for (Evaluation at : probes) {
      if (equal > 0 && compare(at, answer, expected) == Comparison.DIFFERENT) {
        return Judgement.wrong(List.of(SlipKind.OTHER.at("elsewhere")));
      }
    }
    if (equal == 0) {
      return Judgement.of(
          Verdict.UNDECIDED,
          Message.of(undefined > 0 ? "answer.undefined" : "answer.undecided-rounding"));
    }
    SpecialPoints.Finding special = new SpecialPoints(this, samples.get(0)).find(answer, expected);
    if (special == SpecialPoints.Finding.DIFFERS) {
      return Judgement.wrong(List.of(SlipKind.OTHER.at("elsewhere")));
    }
    boolean partial = undefined > 0 || unsure > 0 || special == SpecialPoints.Finding.PARTIAL;
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
    Expr other = Trees.holds(answer, d) ? differentialOf(derivative, d) : derivative;
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

  // A bare 0 stands for zeros of any shape.
  private static Expr fitted(Expr answer, Shape shape) {
    return answer.equals(Expr.Num.ZERO) ? new Expr.Zeros(shape) : null;
  }

  private Judgement shape(Expr answer, Expr expected) {
    Judgement.Slip slip = search().ofShape(answer, expected);
    return new Judgement(
        Verdict.SHAPE,
        List.of(slip == null ? SlipKind.SHAPE.at("whole") : slip),
        Message.of("answer.shape-differs", answer.shape(), expected.shape()));
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
