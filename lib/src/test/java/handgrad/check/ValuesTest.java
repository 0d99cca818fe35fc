package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.derive.Assumptions;
import handgrad.derive.Points;
import handgrad.derive.Sample;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In what proportion expressions stand, at random points. */
class ValuesTest {
  private static final Declarations NAMES =
      Declarations.parse("A: n×n, x: n×1, y: n×1, s: 1×1, t: 1×1");

  private static Expr expr(String text) {
    return Formula.parse(text, NAMES);
  }

  private static Values values(Expr... defined) {
    List<Expr> all = List.of(defined);
    Points points = new Points(NAMES.variables(), Assumptions.NONE, all, 1);
    return new Values(points.require(3).stream().map(Sample::bounded).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "A*x, A*x, 1",
    "-A*x, A*x, -1",
    "2*A*x, A*x, 2",
    "-A*x, 4*A*x, -0.25",
    "3*x, 2*x, 1.5",
    "x/6, x, 0.16666666666666666",
    "5*x, x, NaN",
    "x + y, x, NaN",
    "x, x', NaN",
    "x, A, NaN",
    "s*x, x, NaN",
    "0*x, x, NaN",
    "x, 0*x, NaN",
    "x.*y, x, NaN"
  })
  void theFactorIsASimpleFractionOrNone(String a, String b, double factor) {
    assertEquals(factor, values().factor(expr(a), expr(b)), 1e-15);
  }

  @ParameterizedTest
  @CsvSource({
    "s*x, x, true",
    "x/s, x, true",
    "s^2*x, x, true",
    "x, s^2*x, true",
    "2*s*x, x, true",
    "-s*x, x, true",
    "s^3*x, x, false",
    "t*x, x, false",
    "5*s*x, x, false",
    "x + s*y, x, false"
  })
  void aScaleIsAPowerOfANumber(String a, String b, boolean scaled) {
    assertEquals(scaled, values(expr("1/s")).isScaledBy(expr("s"), expr(a), expr(b)));
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "0.5, 1/2", "-0.5, -1/2", "0.75, 3/4", "0.125, 1/8", "0.1, 0.1"})
  void aFractionAsItIsWritten(double c, String text) {
    assertEquals(text, Values.fraction(c));
  }

  @Test
  void anAnswerMayBeASumOfParts() {
    assertArrayEquals(new double[] {2, -1}, coefficients("2*A*x - A'*x", "A*x", "A'*x"), 1e-12);
    assertArrayEquals(new double[] {0, 1, 0.5}, coefficients("y + x/2", "A*x", "y", "x"), 1e-12);
    assertArrayEquals(new double[] {3, 4}, coefficients("4*y + 3*x", "x", "y"), 1e-12);
  }

  @Test
  void anAnswerThatIsNoSuchSumHasNoCoefficients() {
    assertNull(coefficients("x.*y", "A*x", "A'*x"));
    assertNull(coefficients("5*x", "x", "y"));
    assertNull(coefficients("x + y", "x", "2*x"));
    assertNull(coefficients("A", "x", "y"));
  }

  private static double[] coefficients(String answer, String... parts) {
    return values().coefficients(expr(answer), Stream.of(parts).map(ValuesTest::expr).toList());
  }

  @Test
  void onlyExpressionsOfOneShapeAreTheSame() {
    assertTrue(values().same(expr("x'*A'"), expr("(A*x)'")));
    assertFalse(values().same(expr("x"), expr("x'")));
    assertFalse(values().same(expr("A*x"), expr("A'*x")));
  }
}
