package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stands before the sign of equality: the asked variable's name, or one side of an equation.
 */
class EquationTest {
  private static final Declarations NAMES = Declarations.parse("X: n×k, y: n×1, w: k×1");
  private static final Shape COLUMN = NAMES.variable("w").shape();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X'y",
        "w = X'y",
        "w <- X'y",
        "w := X'y",
        "w ← X'y",
        "w \\leftarrow X'y",
        "w \\gets X'y",
        "\\hat w = X'y",
        "\\hat{w} = X'y",
        "w^* = X'y",
        "w* = X'y",
        "w_new = X'y",
        "w_{new} = X'y",
        "w^{(k+1)} = X'y",
        "\n\n w = X'y\n"
      })
  void theNameOfWhatIsAskedIsNoSide(String typed) {
    Equation equation = Equation.of(typed, "w");
    assertFalse(equation.isImplicit());
    assertEquals(List.of(), equation.helpers());
    assertEquals("X'*y", Ascii.print(equation.right(NAMES, COLUMN)));
  }

  @Test
  void aSideOfZeroIsLeftAway() {
    assertEquals("X'*X*w", difference("X'X w = 0"));
    assertEquals("X'*X*w", difference("0 = X'X w"));
    assertEquals("X'*X*w - X'*y", difference("X'X w = X'y"));
  }

  private static String difference(String typed) {
    Equation equation = Equation.of(typed, "w");
    assertTrue(equation.isImplicit());
    return Ascii.print(equation.difference(NAMES, COLUMN));
  }

  @Test
  void theLimitsOfASumHoldNoSignOfEquality() {
    Equation equation = Equation.of("\\frac{1}{n} \\sum_{i=1}^{n} x_i", "w");
    assertFalse(equation.isImplicit());
    assertEquals("\\frac{1}{n} \\sum_{i=1}^{n} x_i", equation.right());
    assertEquals(" \\sum_{i=1}^{n} x_i", Equation.of("w = \\sum_{i=1}^{n} x_i", "w").right());
  }

  @Test
  void helperLinesStandBefore() {
    Equation equation = Equation.of("r = y - X w\n\nX'r = 0", "w");
    assertEquals(List.of("r = y - X w"), equation.helpers());
    assertEquals("X'*(y - X*w)", Ascii.print(equation.difference(NAMES, COLUMN)));
  }

  @Test
  void nothingTypedIsNoEquation() {
    assertEquals(new Equation(List.of(), "", " \n"), Equation.of(" \n", "w"));
  }
}
