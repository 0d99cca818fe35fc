package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import handgrad.words.Language;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Tag;
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

  // Here rounding keeps two values from settling a third of the entries.
  private static final int LARGE = 20;
  private static final Expr LOG_DETERMINANT = parse(NORMAL, SQUARE);
  private static final Point ILL_CONDITIONED =
      Point.admissible(LOG_DETERMINANT, Map.of("n", LARGE), 20191116);

  @Test
  void manyEntriesTakeTwoValuesEachAndAFewTogether() {
    Tape tape = Tape.of(LOG_DETERMINANT, ILL_CONDITIONED);
    DMatrixRMaj right = tape.gradient("X").copy();
    int[] values = {0};
    GradientCheck check =
        GradientCheck.of(
            "X",
            x -> {
              values[0]++;
              return tape.set("X", x).value();
            },
            x -> right,
            ILL_CONDITIONED.matrix("X"));
    assertTrue(check.isRight());
    assertEquals(LARGE * LARGE, check.entries().size());
    assertTrue(values[0] < 2 * LARGE * LARGE + 50, () -> values[0] + " values");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 57, 114, 171, 228, 285, 342, 399})
  void oneEntryOfManyThatIsOffIsNamed(int entry) {
    DMatrixRMaj spoilt = Tape.gradient(LOG_DETERMINANT, "X", ILL_CONDITIONED);
    spoilt.data[entry] *= 1.001;
    GradientCheck check = GradientCheck.of(LOG_DETERMINANT, "X", spoilt, ILL_CONDITIONED);
    assertEquals(
        List.of("X[" + (entry / LARGE + 1) + "," + (entry % LARGE + 1) + "]"),
        check.refused().stream().map(Entry::name).toList());
  }

  @Test
  void refusedGradientOfAFunctionInJava() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1}, {2}});
    GradientCheck check =
        GradientCheck.of("w", w -> CommonOps_DDRM.dot(w, w), w -> scaled(w, 2.002), x);
    assertEquals(
        "the gradient is refused at w[1]: claimed 2.002, numeric 2, relative error 1.0e-3"
            + " (between 1e-4 and 1e-2: too much, there is an error)",
        check.verdict().in(Language.EN));
    assertTrue(GradientCheck.of(w -> CommonOps_DDRM.dot(w, w), w -> scaled(w, 2), x).isRight());
  }

  private static double squares(DMatrixRMaj matrix) {
    double norm = NormOps_DDRM.normF(matrix);
    return norm * norm;
  }

  @Test
  void quickModeTakesDirections() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, 2}, {3, 4}});
    GradientCheck right =
        GradientCheck.along("X", GradientCheckTest::squares, m -> scaled(m, 2), x, 3, 1);
    assertEquals(List.of("X·1", "X·2", "X·3"), right.entries().stream().map(Entry::name).toList());
    assertTrue(right.isRight());
    GradientCheck wrong =
        GradientCheck.along(
            "X",
            GradientCheckTest::squares,
            m -> CommonOps_DDRM.transpose(scaled(m, 2), null),
            x,
            3,
            1);
    assertEquals(3, wrong.refused().size());
    Expr f = parse("tr(X*X*X)", SQUARE);
    assertTrue(GradientCheck.along(f, "X", Point.of("X", x), 5, 2).isRight());
  }

  @Test
  void kinkIsNamedAndNoError() {
    Expr f = parse("relu(x) + 2*x", Declarations.parse("x: 1×1"));
    GradientCheck check = GradientCheck.of(f, Point.of("x", 0));
    assertTrue(check.isRight());
    assertEquals(
        "the gradient agrees; at x the function has a kink: its slope is 2 from the left and 3"
            + " from the right, and 2 lies between",
        check.verdict().in(Language.EN));
    assertEquals(
        """
                              gradient check                      \s
         name  |  exact  |  numeric  |  relative error  |  check  |
        -----------------------------------------------------------
            x  |      2  |    2 | 3  |            0.20  |   kink  |""",
        check.table(Language.EN).print());
  }

  @Test
  void kinkThatACentralDifferenceDoesNotSeeIsNamed() {
    GradientCheck check =
        GradientCheck.of(parse("abs(x)", Declarations.parse("x: 1×1")), Point.of("x", 0));
    assertEquals(Outcome.KINK, check.verdict().outcome());
  }

  @Test
  void wrongValueAtAKinkIsRefused() {
    Declarations declarations = Declarations.parse("x: 1×1");
    GradientCheck check =
        GradientCheck.of(
            parse("relu(x)", declarations), "x", parse("2", declarations), Point.of("x", 0));
    assertEquals(
        "the gradient is refused at x, a kink: claimed 2, but the slope is 0 from the left and 1"
            + " from the right",
        check.verdict().in(Language.EN));
  }

  @Test
  void zeroAndZeroAgree() {
    Expr f = parse("sum(relu(v))", Declarations.parse("v: n×1"));
    GradientCheck check = GradientCheck.of(f, Point.of("v", new double[] {-1, 2}));
    assertEquals(0, check.relativeError());
    assertEquals(0, Entry.relativeError(0, 0));
    assertEquals(0.5, Entry.relativeError(1, 2));
  }

  @Test
  void badClaimsAreNamed() {
    Declarations declarations = Declarations.parse("X: m×n, v: n×1");
    Point point = Point.of("X", new double[3][2], "v", new double[] {1, 2});
    assertEquals(
        "v is 2×1, but X is 3×2: a gradient has the shape of its variable",
        assertThrows(
                FormulaException.class,
                () ->
                    GradientCheck.of(
                        parse("sum(X*v)", declarations), "X", parse("v", declarations), point))
            .getMessage());
    assertEquals(
        "∇x is NaN at x[2]: a gradient is finite",
        assertThrows(
                FormulaException.class,
                () ->
                    GradientCheck.of(
                        x -> 0,
                        x -> new DMatrixRMaj(new double[][] {{1}, {Double.NaN}}),
                        new DMatrixRMaj(2, 1)))
            .getMessage());
    assertEquals(
        "the function has no value at this x: choose another point",
        assertThrows(
                FormulaException.class,
                () -> GradientCheck.of(x -> Double.NaN, x -> x, new DMatrixRMaj(1, 1)))
            .getMessage());
    assertEquals(
        "W is not checked here: choose from x, y",
        assertThrows(
                FormulaException.class, () -> GradientCheck.of(TASK_1, AT_2_3).relativeErrors("W"))
            .getMessage());
  }

  @Test
  void tapeIsLeftAsItWas() {
    Tape tape = Tape.of(TASK_1, AT_2_3);
    GradientCheck.of(tape, tape.names());
    assertEquals(35, tape.value());
  }

  // ---- the data of the plots

  @Test
  void errorsOverStepsFollowTheirTheory() {
    Expr f = parse("exp(x)", Declarations.parse("x: 1×1"));
    StepErrors errors = GradientCheck.of(f, Point.of("x", 1)).stepErrors("x");
    assertEquals(0.1, errors.steps().get(0));
    assertEquals(1e-13, errors.steps().get(errors.steps().size() - 1));
    assertEquals(0.5, errors.forwardTruncation(), 1e-3);
    assertEquals(1.0 / 6, errors.centralTruncation(), 1e-3);
    for (int i = 0; i < errors.steps().size(); i++) {
      double h = errors.steps().get(i);
      double forward = errors.forwardTruncation() * h + 8 * errors.forwardRounding() / h;
      double central = errors.centralTruncation() * h * h + 8 * errors.centralRounding() / h;
      assertTrue(errors.forward().get(i) <= 1.1 * forward);
      assertTrue(errors.central().get(i) <= 1.1 * central);
    }
  }

  @Test
  void theTheoryOfStepsHoldsCloseToAPole() {
    Expr f = parse("ln det X", Declarations.parse("X: 2×2"));
    double[][] close = {{1, 2}, {2, 4.0004}};
    StepErrors errors = GradientCheck.of(f, Point.of("X", close)).stepErrors("X");
    double[] gradient = {4.0004 / 0.0004, 2 / 0.0004, 2 / 0.0004, 1 / 0.0004};
    double length = 0, second = 0, third = 0;
    for (double g : gradient) {
      length += g * g;
      second += Math.pow(g, 4);
      third += Math.pow(2 * g * g * g, 2);
    }
    double forward = Math.sqrt(second / length) / 2, central = Math.sqrt(third / length) / 6;
    assertEquals(forward, errors.forwardTruncation(), 0.05 * forward);
    assertEquals(central, errors.centralTruncation(), 0.05 * central);
  }

  @Test
  void atAKinkThereIsNoTheoryOfTruncation() {
    Expr f = parse("relu(t)", Declarations.parse("t: 1×1"));
    StepErrors errors = GradientCheck.of(f, Point.of("t", 0)).stepErrors("t");
    assertEquals(0, errors.forwardTruncation());
    assertEquals(0, errors.centralTruncation());
    assertEquals(0.5, errors.central().get(0));
  }

  @Test
  void centralDifferencesOfTaskOneHaveNoTruncation() {
    StepErrors errors = GradientCheck.of(TASK_1, AT_2_3).stepErrors("x");
    assertEquals(0, errors.centralTruncation());
    assertEquals(2.0 / 17, errors.forwardTruncation(), 1e-6);
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
  @Tag("many")
  void logDeterminantGivesNoFalseAlarm() {
    noFalseAlarm(parse(NORMAL, SQUARE), Map.of("n", 3), Point.EMPTY, POINTS);
  }

  @Test
  @Tag("many")
  void traceGivesNoFalseAlarm() {
    noFalseAlarm(parse(TRACE, SQUARE), Map.of("n", 3), Point.EMPTY, POINTS);
  }

  @Test
  @Tag("many")
  void logisticLossGivesNoFalseAlarm() {
    Declarations declarations = Declarations.parse("X: m×n, y: m×1, w: n×1");
    Expr loss = parse("sum(ln(1 + exp(-y .* (X*w))))", declarations);
    noFalseAlarm(loss, Map.of("m", 6, "n", 3), Point.EMPTY, POINTS);
  }

  @Test
  @Tag("many")
  void reluNetGivesNoFalseAlarm() {
    Declarations declarations = Declarations.parse("X: m×n, W1: n×k, W2: k×1, y: m×1");
    Expr loss = parse("sum((y - relu(X*W1)*W2).^2)", declarations);
    noFalseAlarm(loss, Map.of("m", 5, "n", 3, "k", 4), Point.EMPTY, POINTS);
  }

  @Test
  void relativeErrorsStandInTheShapeOfTheirVariable() {
    Expr f = Formula.parse("tr(A*X)", Declarations.parse("A:2,2;X:2,2"));
    DMatrixRMaj a = new DMatrixRMaj(new double[][] {{1, 2}, {3, 4}});
    Point point = Point.of("A", a, "X", a);
    DMatrixRMaj claimed = new DMatrixRMaj(new double[][] {{1, 4}, {2, 4}});
    GradientCheck check = GradientCheck.of(f, "X", claimed, point);
    DMatrixRMaj errors = check.relativeErrors("X");
    assertEquals(List.of(2, 2), List.of(errors.numRows, errors.numCols));
    assertEquals(0, errors.get(0, 0));
    assertEquals(0.25, errors.get(0, 1), 1e-9);
    assertEquals(0, errors.get(1, 0));
    assertEquals(0.25, GradientCheck.of(f, "X", claimed, point).relativeError(), 1e-9);
    assertEquals(check.verdict().in(Language.EN), check.toString());
    Entry entry = check.refused().get(0);
    assertEquals(
        List.of("X", 0, 1, "X[1,2]"),
        List.of(entry.variable(), entry.row(), entry.column(), entry.name()));
  }

  @Test
  void oneVariableOfSeveralMayBeChecked() {
    Point point = Point.of("x", 2, "y", 3);
    assertEquals(List.of("y"), GradientCheck.of(TASK_1, "y", point).variables());
    GradientCheck both =
        GradientCheck.of(TASK_1, "y", point).and(GradientCheck.of(TASK_1, "x", point));
    assertEquals(List.of("y", "x"), both.variables());
    assertEquals(2, both.entries().size());
  }

  @Test
  void aDrawnPointIsOneWhereTheFormulaHasAValue() {
    Expr f = Formula.parse("log(det(X))", Declarations.parse("X:n,n"));
    GradientCheck check = GradientCheck.drawn(f, Map.of("n", 3), 5);
    assertTrue(check.isRight());
    assertEquals(9, check.entries().size());
  }
}
