package handgrad.check;

import handgrad.check.Judgement.Verdict;
import handgrad.derive.Assumptions;
import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.util.List;

/**
 * The same question with all sizes equal: where the shapes of an answer do not fit, the slip shows
 * there.
 */
final class SquareVariant {
  private SquareVariant() {}

  /** What is said of the answer when all sizes are equal: a slip that tells something, or null. */
  static Judgement.Slip slip(AnswerCheck check, String answer) {
    if (check.names().sizes().size() < 2) {
      return null;
    }
    try {
      Declarations names = square(check.names());
      Expr f = Formula.parse(Ascii.print(check.derivation().f()), names);
      Assumptions kind = Assumptions.NONE.with(check.assumptions().kind());
      Judgement judgement =
          AnswerCheck.of(f, check.derivation().by().name(), names, kind).judge(answer);
      if (judgement.verdict() == Verdict.RIGHT) {
        return SlipKind.ASSUMPTION.at("only-square");
      }
      List<Judgement.Slip> slips = judgement.slips();
      boolean telling =
          judgement.verdict() == Verdict.WRONG
              && slips.stream().noneMatch(s -> s.kind().equals(SlipKind.OTHER.code()));
      return telling ? slips.get(0) : null;
    } catch (FormulaException e) {
      return null;
    }
  }

  private static Declarations square(Declarations names) {
    Size n = Size.of(names.sizes().iterator().next());
    Declarations square = Declarations.NONE;
    for (Expr.Variable v : names.variables()) {
      Shape shape = v.shape();
      square = square.with(v.name(), new Shape(one(shape.rows(), n), one(shape.columns(), n)));
    }
    for (String function : names.functions()) {
      square = square.withFunction(function);
    }
    return square;
  }

  private static Size one(Size size, Size n) {
    return size.isNumber() ? size : n;
  }
}
