package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Point;
import handgrad.words.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a check says in one sentence. */
class VerdictTest {
  private static final Declarations NAMES = Declarations.parse("x");

  private static Verdict verdict(String f, double x, String claimed) {
    Expr formula = Formula.parse(f, NAMES);
    return GradientCheck.of(formula, "x", Formula.parse(claimed, NAMES), Point.of("x", x))
        .verdict();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x^2 | 3 | 2*x        | the gradient agrees in all entries (1), with no error left to see
          x^2 | 3 | 3*x        | the gradient is refused at x: claimed 9, numeric 6, relative error 0.33 (above 1e-2: wrong)
          x^2 | 3 | 2*x*1.1    | the gradient is refused at x: claimed 6.6, numeric 6, relative error 0.091 (above 1e-2: wrong)
          x^2 | 3 | 2*x*1.001  | the gradient is refused at x: claimed 6.006, numeric 6, relative error 1.0e-3 (between 1e-4 and 1e-2: too much, there is an error)
          x^2 | 3 | 2*x*1.00001 | the gradient is refused at x: claimed 6.00006, numeric 6, relative error 1.0e-5 (between 1e-7 and 1e-4: more than the numeric derivative is off)
          """)
  void theSizeOfTheErrorHasAWord(String f, double x, String claimed, String text) {
    Verdict verdict = verdict(f, x, claimed);
    assertEquals(text, verdict.in(Language.EN));
    assertEquals(text, verdict.toString());
  }

  @Test
  void onlyWhatIsNotRefusedIsRight() {
    assertTrue(verdict("x^2", 3, "2*x").isRight());
    assertFalse(verdict("x^2", 3, "3*x").isRight());
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5, 0",
    "0.5, 0.6, 0",
    "-0.5, 0.6, 0",
    "5.0000000001, 1e-6, 5",
    "-5.0000000001, 1e-6, -5",
    "1234.4, 0.5, 1234",
    "1e300, 1e290, 1e300",
    "3, 0, 3",
    "1e-310, 0, 1e-310",
    "Infinity, 1, Infinity"
  })
  void aNumericDerivativeLosesTheDigitsThatItsErrorLeavesOpen(
      double value, double error, double clean) {
    assertEquals(clean, Verdict.clean(value, error), Math.abs(clean) * 1e-9);
  }
}
