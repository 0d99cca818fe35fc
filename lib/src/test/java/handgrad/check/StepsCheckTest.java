package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handgrad.check.Judgement.Verdict;
import handgrad.expr.Declarations;
import handgrad.words.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A derivation, line by line: the first wrong line is named, with the slip made in it. */
class StepsCheckTest {
  private static StepsCheck trace(String... lines) {
    AnswerCheck check = AnswerCheck.of("tr(A X^T X)", "X", Declarations.parse("A:n,n;X:m,n"));
    return StepsCheck.of(check, String.join("\n", lines));
  }

  private static StepsCheck squares(String... lines) {
    AnswerCheck check =
        AnswerCheck.of("(y - X w)'(y - X w)", "w", Declarations.parse("X:m,n;y:m,1;w:n,1"));
    return StepsCheck.of(check, String.join("\n", lines));
  }

  private static void says(Verdict verdict, String text, StepsCheck steps) {
    assertEquals(text, steps.in(Language.EN));
    assertEquals(verdict, steps.verdict());
  }

  @Test
  void everyLineDownToTheGradient() {
    String right = "right, every line down to the gradient";
    says(
        Verdict.RIGHT,
        right,
        trace("dF = tr(A dX'X) + tr(A X'dX)", "= tr((A' + A)X'dX)", "= X(A + A')"));
    says(Verdict.RIGHT, right, squares("dF = -2 (y - X w)'X dw", "= 2 X'(X w - y)"));
    says(Verdict.RIGHT, right, trace("X(A + A')"));
    assertEquals("верно, каждая строка до самого градиента", trace("X(A + A')").in(Language.RU));
  }

  @Test
  void severalStepsMayStandInOneLineAndEmptyLinesBetween() {
    StepsCheck steps = trace("dF = tr(A dX'X) + tr(A X'dX) = tr((A'+A)X'dX)", "", "X(A+A')");
    assertEquals(Verdict.RIGHT, steps.verdict());
    assertEquals(
        List.of("1 tr(A dX'X) + tr(A X'dX)", "1 tr((A'+A)X'dX)", "3 X(A+A')"),
        steps.lines().stream().map(line -> line.number() + " " + line.text()).toList());
  }

  @Test
  void linesOfAnAlignedFormulaAreRead() {
    StepsCheck steps =
        trace("dF &= tr(A dX'X) + tr(A X'dX) \\\\", "&= tr((A' + A)X'dX) \\\\ ", "&= X(A + A')");
    assertEquals(Verdict.RIGHT, steps.verdict());
    assertEquals(3, steps.lines().size());
  }

  @Test
  void linesThatAreRightButNotDownToTheGradientAreUndecided() {
    StepsCheck steps = trace("dF = tr(A dX'X) + tr(A X'dX)");
    says(
        Verdict.UNDECIDED,
        "right as far as it goes: bring dX out and read the gradient off",
        steps);
    assertEquals("пока всё верно: вынесите dX и выпишите градиент", steps.in(Language.RU));
  }

  @Test
  void theSlipIsThatBetweenTwoLines() {
    says(
        Verdict.WRONG,
        "line 2, tr(2 A X'dX): wrong: the result is not symmetrised, right only for symmetric A",
        trace("dF = tr(A dX'X) + tr(A X'dX)", "= tr(2 A X'dX)"));
    says(
        Verdict.WRONG,
        "line 3, 2 X'X w - X'y: wrong: a numerical factor, in term 2 of the sum",
        squares("dF = -2 (y - X w)'X dw", "= -2 y'X dw + 2 w'X'X dw", "= 2 X'X w - X'y"));
    says(
        Verdict.WRONG,
        "line 2, tr(A X'dX): wrong: a term is lost, in the term that X number 1 of the formula gives",
        trace("dF = tr(A dX'X) + tr(A X'dX)", "= tr(A X'dX)"));
  }

  @Test
  void theFirstLineIsComparedWithTheDerivation() {
    says(
        Verdict.WRONG,
        "line 1, tr(A dX'X) - tr(A X'dX): wrong: the sign, at tr(A*X'*dX)",
        trace("dF = tr(A dX'X) - tr(A X'dX)"));
    says(
        Verdict.WRONG,
        "line 1, X A: wrong: a term is lost, in the term that X number 2 of the formula gives",
        trace("X A"));
  }

  @Test
  void theGradientIsNotComparedWithALineInDX() {
    says(
        Verdict.WRONG,
        "line 3, X(A - A'): wrong: the sign, at A'",
        trace("dF = tr(A dX'X) + tr(A X'dX)", "= tr((A' + A)X'dX)", "= X(A - A')"));
    says(
        Verdict.SHAPE,
        "line 3, (A + A')X': wrong shape: the result transposed, in the whole answer."
            + " The answer is n×m, asked is m×n.",
        trace("dF = tr(A dX'X) + tr(A X'dX)", "= tr((A' + A)X'dX)", "= (A + A')X'"));
  }

  @Test
  void nothingIsJudgedAfterAWrongLine() {
    StepsCheck steps = trace("X A", "X(A + A')");
    assertEquals(1, steps.lines().size());
    assertEquals(Verdict.WRONG, steps.verdict());
  }

  @Test
  void aLineThatCannotBeReadIsShownWithItsPlace() {
    StepsCheck steps = trace("dF = tr(A dX'X) + tr(A X'dX)", "= tr((A' + A)X'dX", "= X(A + A')");
    says(
        Verdict.UNREADABLE,
        "line 2, tr((A' + A)X'dX: unreadable. the bracket ( is never closed: close it\n"
            + "tr((A' + A)X'dX\n"
            + "  ^",
        steps);
    assertEquals(2, steps.lines().size());
  }

  @Test
  void factorsThatDoNotFitAreToldInTheirLine() {
    says(
        Verdict.SHAPE,
        "line 2, -2 y'X dw + 2 w'X dw: wrong shape: the shape, inside the answer. the product"
            + " needs columns = rows: 2*w' is 1×n, X is m×n, and n is not m",
        squares("dF = -2 (y - X w)'X dw", "= -2 y'X dw + 2 w'X dw"));
  }

  @Test
  void withoutALineThereIsNothingToJudge() {
    says(Verdict.UNREADABLE, "there is no line: write dF = …", trace(""));
    says(Verdict.UNREADABLE, "there is no line: write dF = …", trace("dF = "));
  }
}
