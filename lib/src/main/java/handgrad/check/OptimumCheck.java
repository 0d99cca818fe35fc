package handgrad.check;

import handgrad.check.Judgement.Slip;
import handgrad.check.Judgement.Verdict;
import handgrad.derive.Assumptions;
import handgrad.derive.Derivation;
import handgrad.derive.Evaluation;
import handgrad.derive.Jet;
import handgrad.derive.Points;
import handgrad.derive.Sample;
import handgrad.derive.Undefined;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Size;
import handgrad.words.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;

/**
 * Judges answers to "where is the optimum": an explicit formula is right if the gradient vanishes
 * there for random data; an equation, {@code X'*X*w = X'*y}, is right if the optimum satisfies it
 * and nothing near the optimum does, and the reply says that it is implicit.
 *
 * <pre>{@code
 * Declarations names = Declarations.parse("X: n×k, y: n×1, w: k×1");
 * Expr q = Formula.parse("(y - X*w)'*(y - X*w)", names);
 * Assumptions tall = Assumptions.parse(List.of("k <= n"), names);
 * OptimumCheck check = OptimumCheck.of(q, "w", names, tall, "inv(X'*X)*X'*y");
 * check.judge("(X'X)^{-1} X'y").in(Language.EN)   // right
 * check.judge("-inv(X'*X)*X'*y").in(Language.EN)  // wrong: the sign, in the whole answer
 * }</pre>
 */
public final class OptimumCheck {
  private static final int POINTS = 6;
  private static final long SEED = 1805;
  private static final double CLOSE = 1e-9;

  private final Declarations names;
  private final Expr.Variable w;
  private final Expr gradient;
  private final Expr optimum;
  private final List<Planted> planted;

  private OptimumCheck(
      Declarations names, Expr.Variable w, Expr gradient, Expr optimum, List<Planted> planted) {
    this.names = names;
    this.w = w;
    this.gradient = gradient;
    this.optimum = optimum;
    this.planted = List.copyOf(planted);
  }

  /**
   * The question for a smooth function with one optimum for almost all data.
   *
   * @param optimum a formula of the optimum
   * @throws IllegalArgumentException if the gradient does not vanish there
   * @throws FormulaException if something cannot be read or has no value anywhere
   */
  public static OptimumCheck of(
      Expr f, String by, Declarations names, Assumptions assumptions, String optimum) {
    Expr.Variable w = names.variable(by);
    Expr at = Formula.parse(optimum, names);
    Expr gradient = Derivation.of(f, w, assumptions).result();
    List<Expr> defined = List.of(f, gradient, at);
    List<Planted> planted = new ArrayList<>();
    for (Sample sample :
        new Points(names.variables(), assumptions, defined, SEED).require(POINTS)) {
      Jet value = sample.plain().of(at);
      planted.add(new Planted(sample.with(by, value), new boolean[value.length()]));
    }
    OptimumCheck check = new OptimumCheck(names, w, gradient, at, planted);
    if (!check.isOptimum(at)) {
      throw new IllegalArgumentException("the gradient does not vanish at " + optimum);
    }
    return check;
  }

  /** The question for data whose optimum is known beforehand; there need be no formula of it. */
  public static OptimumCheck of(Declarations names, String by, List<Planted> planted) {
    return new OptimumCheck(names, names.variable(by), null, null, planted);
  }

  /** Judges an answer as it was typed; helper lines may stand before it. */
  public Judgement judge(String typed) {
    Equation equation = Equation.of(typed, w.name());
    try {
      Expr answer =
          equation.isImplicit()
              ? equation.difference(names, w.shape())
              : equation.right(names, w.shape());
      if (equation.isImplicit()) {
        return implicit(answer);
      }
      return Trees.holds(answer, w) ? implicit(new Expr.Minus(w, answer)) : explicit(answer);
    } catch (FormulaException e) {
      return refusal(equation, e);
    }
  }

  private Judgement refusal(Equation equation, FormulaException e) {
    Judgement plain = Judgement.refused(e);
    if (plain.verdict() != Verdict.SHAPE || optimum == null || equation.isImplicit()) {
      return plain;
    }
    List<String> lines = new ArrayList<>(equation.helpers());
    lines.add(equation.right());
    return AsSquare.slip(String.join("\n", lines), names, optimum)
        .map(slip -> new Judgement(Verdict.SHAPE, List.of(slip), plain.remark()))
        .orElse(plain);
  }

  // ---- explicit answers

  private Judgement explicit(Expr answer) {
    if (answer.equals(Expr.Num.ZERO)) {
      return explicit(new Expr.Zeros(w.shape()));
    }
    if (!answer.shape().equals(w.shape())) {
      boolean turned =
          answer.shape().transpose().equals(w.shape()) && isOptimum(new Expr.Transpose(answer));
      Slip slip = turned ? SlipKind.TRANSPOSED.at("whole") : SlipKind.SHAPE.at("whole");
      Message remark = Message.of("answer.shape-differs", answer.shape(), w.shape());
      return new Judgement(Verdict.SHAPE, List.of(slip), remark);
    }
    if (isOptimum(answer)) {
      // Known only by way of a name that depends on the optimum: a sub-gradient.
      return gradient == null
          ? Judgement.of(Verdict.RIGHT, Message.of("answer.implicit-name", w.name()))
          : Judgement.right();
    }
    return Judgement.wrong(List.of(slip(answer, this::isOptimum)));
  }

  /** Whether the gradient vanishes there, for all the data at which the answer has a value. */
  private boolean isOptimum(Expr answer) {
    if (!answer.shape().equals(w.shape()) || Trees.holds(answer, w)) {
      return false;
    }
    Expr there = gradient == null ? new Expr.Minus(w, answer) : at(answer);
    return vanishes(there, p -> true) == Held.EVERYWHERE;
  }

  private Expr at(Expr answer) {
    return Trees.replace(gradient, w, answer);
  }

  // ---- equations

  private Judgement implicit(Expr residual) {
    if (!Trees.holds(residual, w)) {
      return Judgement.wrong(List.of(SlipKind.OTHER.at("no-unknown", w.name())));
    }
    Held held = vanishes(residual, p -> true);
    boolean smooth =
        held == Held.EVERYWHERE || vanishes(residual, Planted::isSmooth) == Held.EVERYWHERE;
    if (held == Held.NOWHERE && !smooth) {
      return Judgement.wrong(List.of(slip(residual, e -> vanishes(e, p -> true) != Held.NOWHERE)));
    }
    if (!determines(residual)) {
      return Judgement.wrong(List.of(SlipKind.OTHER.at("undetermined", w.name())));
    }
    String said =
        held == Held.EVERYWHERE
            ? "implicit"
            : held == Held.WHERE_SMOOTH ? "implicit-kinks" : "implicit-no-zero";
    return Judgement.of(Verdict.RIGHT, Message.of("answer." + said, w.name()));
  }

  // An equation of many solutions says too little: its derivative by w has to have full rank.
  private boolean determines(Expr residual) {
    for (Planted p : planted) {
      if (!p.isSmooth()) {
        continue;
      }
      Jet value = p.sample().values().get(w.name());
      DMatrixRMaj jacobian = null;
      for (int i = 0; i < value.length(); i++) {
        double[] unit = new double[value.length()];
        unit[i] = 1;
        Jet direction = Jet.constant(value.rows(), value.columns(), unit);
        Jet moved = p.sample().along(w, "d" + w.name(), direction, Map.of()).of(residual);
        jacobian = jacobian == null ? new DMatrixRMaj(moved.length(), value.length()) : jacobian;
        for (int j = 0; j < moved.length(); j++) {
          jacobian.set(j, i, moved.slope(j));
        }
      }
      if (!isFullRank(jacobian)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFullRank(DMatrixRMaj jacobian) {
    double[] values = SingularOps_DDRM.singularValues(jacobian);
    double largest = Arrays.stream(values).max().orElse(0);
    double least = Arrays.stream(values).min().orElse(0);
    return values.length >= jacobian.numCols && least > CLOSE * largest;
  }

  // ---- what vanishes

  private enum Held {
    /** Every entry, for all data. */
    EVERYWHERE,
    /** Every entry but those at kinks. */
    WHERE_SMOOTH,
    NOWHERE
  }

  private Held vanishes(Expr residual, Predicate<Planted> among) {
    int seen = 0;
    boolean everywhere = true;
    for (Planted p : planted) {
      if (!among.test(p)) {
        continue;
      }
      Evaluation at = p.sample().plain();
      try {
        Jet value = at.of(residual);
        double scale = at.scale(residual);
        for (int i = 0; i < value.length(); i++) {
          boolean zero = Math.abs(value.value()[i]) <= CLOSE * scale;
          boolean kink = value.length() == p.free().length && p.free()[i];
          if (!zero && !kink) {
            return Held.NOWHERE;
          }
          everywhere &= zero;
        }
        seen++;
      } catch (Undefined noValueHere) {
        continue;
      }
    }
    return seen < 2 ? Held.NOWHERE : everywhere ? Held.EVERYWHERE : Held.WHERE_SMOOTH;
  }

  // ---- slips

  private Slip slip(Expr answer, Predicate<Expr> right) {
    if (right.test(new Expr.Negate(answer))) {
      return SlipKind.SIGN.at("whole");
    }
    for (String factor : List.of("2", "1/2", "4", "1/4")) {
      Expr inverse = Formula.parse("1/(" + factor + ")", Declarations.NONE);
      if (right.test(new Expr.Mult(inverse, answer))) {
        return SlipKind.FACTOR.at("whole-factor", factor);
      }
      if (answer instanceof Expr.Minus sides
          && right.test(new Expr.Minus(new Expr.Mult(inverse, sides.left()), sides.right()))) {
        return SlipKind.FACTOR.at("one-side");
      }
    }
    Slip weak = null;
    for (Edits.Edit edit : Edits.of(answer, names.variables(), numbers())) {
      boolean guess = edit.kind() == SlipKind.OTHER || edit.kind() == SlipKind.SCALE;
      if (guess && weak != null || !right.test(edit.answer())) {
        continue;
      }
      if (!guess) {
        return edit.slip();
      }
      weak = edit.slip();
    }
    return weak != null ? weak : SlipKind.OTHER.at("unknown");
  }

  private List<Expr> numbers() {
    Map<String, Expr> all = new LinkedHashMap<>();
    for (Expr.Variable v : names.variables()) {
      if (v.shape().isScalar()) {
        all.put(v.name(), v);
      }
    }
    names.sizes().forEach(letter -> all.put(letter, new Expr.SizeNumber(Size.of(letter))));
    return List.copyOf(all.values());
  }
}
