package handgrad.check;

import handgrad.derive.Derivation;
import handgrad.derive.Evaluation;
import handgrad.derive.Undefined;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Size;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the slip behind a wrong answer: which single mistake turns the derived answer into it. The
 * commonest are tried first.
 */
final class SlipSearch {
  private static final Set<SlipKind> LIKELY =
      EnumSet.of(
          SlipKind.UNTRANSPOSED,
          SlipKind.INVERSE_TRANSPOSE,
          SlipKind.IDENTITY,
          SlipKind.ELEMENTWISE,
          SlipKind.ORDER,
          SlipKind.SIGN);

  /** How far an edit of the answer may go: the likeliest; all; all, and a factor on top. */
  private enum Stage {
    LIKELY,
    ALL,
    SCALED
  }

  private final AnswerCheck check;
  private final Values values;
  private final Derivation derivation;
  private final TermSlips terms;
  private final ChainSlips chains;
  private final AssumptionSlips assumptions;

  SlipSearch(AnswerCheck check, List<Evaluation> points) {
    this.check = check;
    this.values = new Values(points);
    this.derivation = check.derivation();
    this.terms = new TermSlips(check, values);
    this.chains = new ChainSlips(check, values);
    this.assumptions = new AssumptionSlips(check);
  }

  /** The slip behind an answer whose shape does not fit. */
  Judgement.Slip ofShape(Expr answer, Expr expected) {
    if (values.same(new Expr.Transpose(answer), expected)) {
      return SlipKind.TRANSPOSED.at("whole");
    }
    Judgement.Slip slip = edited(answer, expected, Stage.ALL);
    if (slip == null) {
      slip = chains.of(answer);
    }
    return slip != null ? slip : otherVariable(answer);
  }

  /** The slip behind a wrong answer of the right shape. */
  Judgement.Slip of(Expr answer, Expr expected) {
    if (values.same(new Expr.Negate(answer), expected)) {
      return SlipKind.SIGN.at("whole");
    }
    Judgement.Slip slip = cofactor(answer, expected);
    if (slip == null && expected.shape().isSquare() && !expected.shape().isScalar()) {
      slip = values.same(new Expr.Transpose(answer), expected) ? transposedOrInverse(answer) : null;
    }
    if (slip == null) {
      slip = factor(answer, expected);
    }
    if (slip == null) {
      slip = edited(answer, expected, Stage.LIKELY);
    }
    if (slip == null) {
      slip = assumptions.ofSymmetry(answer, expected);
    }
    if (slip == null) {
      slip = terms.of(answer, expected);
    }
    if (slip == null) {
      slip = chains.of(answer);
    }
    if (slip == null) {
      slip = chains.ofNumber(answer, expected);
    }
    if (slip == null) {
      slip = otherVariable(answer);
    }
    if (slip == null) {
      slip = edited(answer, expected, Stage.ALL);
    }
    if (slip == null) {
      slip = assumptions.of(answer, expected);
    }
    if (slip == null) {
      slip = edited(answer, expected, Stage.SCALED);
    }
    return slip != null ? slip : SlipKind.OTHER.at("unknown");
  }

  private Judgement.Slip cofactor(Expr answer, Expr expected) {
    for (Edits.Edit edit : Edits.of(answer, List.of(), List.of())) {
      if (edit.kind() == SlipKind.COFACTOR && values.same(edit.answer(), expected)) {
        return edit.slip();
      }
    }
    return null;
  }

  private static Judgement.Slip transposedOrInverse(Expr answer) {
    Expr bare = answer;
    while (bare instanceof Expr.Negate
        || bare instanceof Expr.Transpose
        || bare instanceof Expr.Mult m && m.left().shape().isScalar()) {
      bare = bare instanceof Expr.Mult m ? m.right() : ((Expr.Unary) bare).operand();
    }
    boolean inverse =
        bare instanceof Expr.Inverse
            || bare instanceof Expr.Power p && p.right() instanceof Expr.Negate;
    return (inverse ? SlipKind.INVERSE_TRANSPOSE : SlipKind.TRANSPOSED).at("whole");
  }

  // A number too many or too few.
  private Judgement.Slip factor(Expr answer, Expr expected) {
    double c = values.factor(answer, expected);
    if (Math.abs(c) != 1 && !Double.isNaN(c)) {
      SlipKind kind = c < 0 ? SlipKind.SIGN : SlipKind.FACTOR;
      return kind.at("whole-factor", Values.fraction(Math.abs(c)));
    }
    for (Expr number : numbers()) {
      if (values.isScaledBy(number, answer, expected)) {
        return SlipKind.SCALE.at("whole-scale", AnswerCheck.text(number));
      }
    }
    return null;
  }

  private List<Expr> numbers() {
    List<Expr> all = new ArrayList<>();
    for (Expr.Variable v : check.names().variables()) {
      if (v.shape().isScalar()) {
        all.add(v);
      }
    }
    for (String letter : check.names().sizes()) {
      all.add(new Expr.SizeNumber(Size.of(letter)));
    }
    return all;
  }

  // One place of the answer changed.
  private Judgement.Slip edited(Expr answer, Expr expected, Stage stage) {
    for (Edits.Edit edit : Edits.of(answer, check.names().variables(), numbers())) {
      if (stage == Stage.LIKELY && !LIKELY.contains(edit.kind())
          || !edit.answer().shape().equals(expected.shape())) {
        continue;
      }
      try {
        if (stage == Stage.SCALED
            ? isScaled(edit, expected)
            : values.same(edit.answer(), expected)) {
          return edit.slip();
        }
      } catch (FormulaException tooLarge) {
        continue;
      }
    }
    return null;
  }

  // What is nearly the same but not the same is another slip, however close.
  private boolean isScaled(Edits.Edit edit, Expr expected) {
    double c = values.factor(edit.answer(), expected);
    return !Double.isNaN(c) && c != 1 && (c > 0 || edit.kind() != SlipKind.SIGN);
  }

  private Judgement.Slip otherVariable(Expr answer) {
    for (Expr.Variable v : check.names().variables()) {
      if (v.equals(derivation.by()) || !Trees.holds(derivation.f(), v)) {
        continue;
      }
      try {
        Expr gradient = Derivation.of(derivation.f(), v, check.assumptions()).result();
        if (values.same(answer, gradient)) {
          return SlipKind.VARIABLE.at("by", v.name());
        }
      } catch (FormulaException | Undefined e) {
        continue;
      }
    }
    return null;
  }
}
