package handgrad.check;

import handgrad.derive.Assumptions;
import handgrad.derive.Law;
import handgrad.derive.Points;
import handgrad.derive.Sample;
import handgrad.expr.Expr;
import handgrad.expr.Function;
import handgrad.expr.Function.Elementary;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Answers that are right only under an assumption that was not made. */
final class AssumptionSlips {
  private static final int POINTS = 8;
  private static final long SEED = 7;
  private static final Set<Elementary> SIGNED =
      EnumSet.of(
          Elementary.ABS,
          Elementary.SIGN,
          Elementary.SQRT,
          Elementary.LOG,
          Elementary.RELU,
          Elementary.STEP);

  private final AnswerCheck check;

  AssumptionSlips(AnswerCheck check) {
    this.check = check;
  }

  /** A square variable that would have to be symmetric, or null. */
  Judgement.Slip ofSymmetry(Expr answer, Expr expected) {
    for (Expr.Variable v : check.names().variables()) {
      if (isSquare(v) && holdsUnder(with(v, Law.SYMMETRIC), answer, expected)) {
        return SlipKind.SYMMETRY.at("only-symmetric", v.name());
      }
    }
    return null;
  }

  /** Another assumption that would make the answer right, or null. */
  Judgement.Slip of(Expr answer, Expr expected) {
    Set<String> letters = check.names().sizes();
    if (letters.size() > 1
        && holdsUnder(check.assumptions().withEqualSizes(letters), answer, expected)) {
      return SlipKind.ASSUMPTION.at("only-square");
    }
    Judgement.Slip positive = ofSign(answer, expected);
    if (positive != null) {
      return positive;
    }
    for (Expr.Variable v : check.names().variables()) {
      if (isSquare(v) && holdsUnder(with(v, Law.ORTHOGONAL), answer, expected)) {
        return SlipKind.ASSUMPTION.at("only-orthogonal", v.name());
      }
      if (isSquare(v) && holdsUnder(with(v, Law.POSITIVE_DEFINITE), answer, expected)) {
        return SlipKind.ASSUMPTION.at("only-definite", v.name());
      }
    }
    return null;
  }

  // Right only where some number, det(X), or all entries of some variable are positive.
  private Judgement.Slip ofSign(Expr answer, Expr expected) {
    if (!mindsSigns(answer) && !mindsSigns(check.derivation().f())) {
      return null;
    }
    Set<Expr> candidates = new LinkedHashSet<>();
    check.names().variables().stream().filter(v -> v.shape().isScalar()).forEach(candidates::add);
    Trees.numbers(check.derivation().f(), candidates);
    Trees.numbers(answer, candidates);
    candidates.addAll(check.names().variables());
    for (Expr candidate : candidates) {
      boolean moves = Trees.holds(candidate, check.derivation().differential());
      if (!moves && holdsUnder(check.assumptions().withPositive(candidate), answer, expected)) {
        return SlipKind.ASSUMPTION.at("only-positive", AnswerCheck.text(candidate));
      }
    }
    return null;
  }

  private static boolean mindsSigns(Expr e) {
    boolean function =
        e instanceof Expr.Elementwise f
            && f.function() instanceof Function.Elementary named
            && SIGNED.contains(named);
    return function
        || e instanceof Expr.Norm
        || e instanceof Expr.LogDet
        || e instanceof Expr.Power
        || e.operands().stream().anyMatch(AssumptionSlips::mindsSigns);
  }

  private static boolean isSquare(Expr.Variable v) {
    return v.shape().isSquare() && !v.shape().isScalar();
  }

  private Assumptions with(Expr.Variable v, Law law) {
    return check.assumptions().with(v.name(), law);
  }

  private boolean holdsUnder(Assumptions more, Expr answer, Expr expected) {
    List<Expr.Variable> names = new ArrayList<>(check.names().variables());
    names.add(check.derivation().differential());
    List<Expr> defined = List.of(check.derivation().f(), expected, answer);
    List<Sample> drawn = new Points(names, more, defined, SEED).draw(POINTS);
    for (Sample sample : drawn) {
      if (AnswerCheck.compare(sample.bounded(), answer, expected) != AnswerCheck.Comparison.EQUAL) {
        return false;
      }
    }
    return drawn.size() >= POINTS / 2;
  }
}
