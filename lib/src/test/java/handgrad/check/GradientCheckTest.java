package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import handgrad.words.Language;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCheckTest {
  private static final String NORMAL = "ln det(X'*A*X)";
  private static final String TRACE = "tr(A*X'*X*B*X^{-T})";
  private static final Declarations SQUARE = Declarations.parse("A: n×n, B: n×n, X: n×n");

  private static Expr parse(String formula, Declarations declarations) {
    return Formula.parse(formula, declarations);
  }

  private static final Expr TASK_1 =
      parse("x^2 + x*y + (x+y)^2", Declarations.parse("x: 1×1, y: 1×1"));
  private static final Point AT_2_3 = Point.of("x", 2, "y", 3);

  @Test
  void tapeOfTaskOneAgrees() {
    GradientCheck check = GradientCheck.of(TASK_1, AT_2_3);
    assertEquals(
        """
                         gradient check                 \s
         name  |  exact  |  numeric  |  relative error  |
        -------------------------------------------------
            x  |     17  |       17  |               0  |
            y  |     12  |       12  |               0  |""",
        check.table(Language.EN).print());
    assertEquals(
        "the gradient agrees in all entries (2), with no error left to see",
        check.verdict().in(Language.EN));
    assertEquals(
        "градиент совпадает во всех компонентах (2), погрешности не видно",
        check.verdict().in(Language.RU));
    assertEquals(Outcome.AGREES, check.verdict().outcome());
  }

  @Test
  void wrongFormulaIsRefusedWithItsNumbers() {
    Expr claimed = parse("2*x + y", Declarations.parse("x: 1×1, y: 1×1"));
    GradientCheck check = GradientCheck.of(TASK_1, "x", claimed, AT_2_3);
    assertFalse(check.isRight());
    assertEquals(
        "the gradient is refused at x: claimed 7, numeric 17, relative error 0.59"
            + " (above 1e-2: wrong)",
        check.verdict().in(Language.EN));
    assertEquals(
        """
                               gradient check                       \s
         name  |  exact  |  numeric  |  relative error  |   check   |
        -------------------------------------------------------------
            x  |      7  |       17  |            0.59  |  differs  |""",
        check.table(Language.EN).print());
  }

  @Test
  void rightFormulaAgrees() {
    Expr claimed = parse("4*x + 3*y", Declarations.parse("x: 1×1, y: 1×1"));
    assertTrue(GradientCheck.of(TASK_1, "x", claimed, AT_2_3).isRight());
  }

  // ---- spoilt gradients

  private static GradientCheck spoilt(String formula, UnaryOperator<DMatrixRMaj> spoil) {
    Expr f = parse(formula, SQUARE);
    Point point = Point.admissible(f, Map.of("n", 3), 7);
    DMatrixRMaj right = Tape.gradient(f, "X", point);
    assertTrue(GradientCheck.of(f, "X", right, point).isRight());
    return GradientCheck.of(f, "X", spoil.apply(right), point);
  }

  @ParameterizedTest
  @ValueSource(strings = {NORMAL, TRACE})
  void refusesAnErrorOfATenthOfAPercent(String formula) {
    assertEquals(9, spoilt(formula, g -> scaled(g, 1.001)).refused().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {NORMAL, TRACE})
  void refusesAnErrorOfAMillionth(String formula) {
    assertFalse(spoilt(formula, g -> scaled(g, 1.000001)).isRight());
  }

  @ParameterizedTest
  @ValueSource(strings = {NORMAL, TRACE})
  void refusesAWrongSign(String formula) {
    assertEquals(9, spoilt(formula, g -> scaled(g, -1)).refused().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {NORMAL, TRACE})
  void refusesAWrongFactor(String formula) {
    assertEquals(9, spoilt(formula, g -> scaled(g, 2)).refused().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {NORMAL, TRACE})
  void refusesATransposedGradient(String formula) {
    // The diagonal is right in both.
    assertEquals(6, spoilt(formula, g -> CommonOps_DDRM.transpose(g, null)).refused().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {NORMAL, TRACE})
  void namesTheOneEntryThatIsOff(String formula) {
    GradientCheck check =
        spoilt(
            formula,
            g -> {
              g.set(1, 2, g.get(1, 2) * 1.001);
              return g;
            });
    assertEquals(List.of("X[2,3]"), check.refused().stream().map(Entry::name).toList());
  }

  private static DMatrixRMaj scaled(DMatrixRMaj matrix, double factor) {
    CommonOps_DDRM.scale(factor, matrix);
    return matrix;
  }

  // ---- no false alarm

  private static void noFalseAlarm(Expr f, Map<String, Integer> sizes, Point data, int points) {
    for (int seed = 0; seed < points; seed++) {
      Point point = Point.admissible(f, sizes, seed).with(data);
      GradientCheck check = GradientCheck.of(f, point);
      List<Entry> refused = check.refused();
      assertTrue(refused.isEmpty(), () -> "a right gradient is refused at " + point + ": " + check);
    }
  }

  private static final int POINTS = 10_000;

  @Test
  void logDeterminantGivesNoFalseAlarm() {
    noFalseAlarm(parse(NORMAL, SQUARE), Map.of("n", 3), Point.EMPTY, POINTS);
  }

  @Test
  void traceGivesNoFalseAlarm() {
    noFalseAlarm(parse(TRACE, SQUARE), Map.of("n", 3), Point.EMPTY, POINTS);
  }

  @Test
  void logisticLossGivesNoFalseAlarm() {
    Declarations declarations = Declarations.parse("X: m×n, y: m×1, w: n×1");
    Expr loss = parse("sum(ln(1 + exp(-y .* (X*w))))", declarations);
    noFalseAlarm(loss, Map.of("m", 6, "n", 3), Point.EMPTY, POINTS);
  }

  @Test
  void reluNetGivesNoFalseAlarm() {
    Declarations declarations = Declarations.parse("X: m×n, W1: n×k, W2: k×1, y: m×1");
    Expr loss = parse("sum((y - relu(X*W1)*W2).^2)", declarations);
    noFalseAlarm(loss, Map.of("m", 5, "n", 3, "k", 4), Point.EMPTY, POINTS);
  }
}
