package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handgrad.words.Language;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapeTest {
  private static final Declarations D =
      Declarations.parse("x: 1×1, y: 1×1, v: n×1, w: n×1, A: n×n, X: n×n, B: m×n");

  private static Expr parse(String formula) {
    return Formula.parse(formula, D);
  }

  private static double[] entries(DMatrixRMaj matrix) {
    return java.util.Arrays.copyOf(matrix.data, matrix.getNumElements());
  }

  @Test
  void taskOne() {
    Tape tape = Tape.of(parse("x^2 + x*y + (x+y)^2"), Point.of("x", 2, "y", 3));
    assertEquals(35, tape.value());
    assertEquals(17, tape.gradient("x").get(0, 0));
    assertEquals(12, tape.gradient("y").get(0, 0));
  }

  /** Small products have loops of their own; the numbers are EJML's to the last bit. */
  @ParameterizedTest
  @CsvSource({"2,2,2", "5,5,5", "3,7,4", "7,3,9", "14,14,14", "1,4,6", "6,1,5", "15,15,15"})
  void productsAreThoseOfEjml(int m, int n, int k) {
    Random random = new Random(m * 100 + n * 10 + k);
    DMatrixRMaj a = RandomMatrices_DDRM.rectangle(m, n, -1, 1, random);
    DMatrixRMaj b = RandomMatrices_DDRM.rectangle(n, k, -1, 1, random);
    Declarations names = Declarations.parse("P: a×b, Q: b×c, R: b×a");
    Point point = Point.of("P", a, "Q", b, "R", CommonOps_DDRM.transpose(a, null));
    DMatrixRMaj product = new DMatrixRMaj(m, k);
    CommonOps_DDRM.mult(a, b, product);
    assertArrayEquals(
        product.data, entries(Tape.output(Formula.parse("P*Q", names), point)), "P*Q");
    assertArrayEquals(
        product.data, entries(Tape.output(Formula.parse("R'*Q", names), point)), "R'*Q");
  }

  @Test
  void secondBackwardDoesNotAddToTheFirst() {
    Tape tape =
        Tape.of(
            parse("tr(A*X) + x*y"),
            Point.of("x", 2, "y", 3, "A", new double[][] {{1, 2}, {3, 4}}, "X", new double[2][2]));
    tape.forward().backward().backward();
    assertEquals(3, tape.gradient("x").get(0, 0));
    assertArrayEquals(new double[] {1, 3, 2, 4}, entries(tape.gradient("X")));
  }

  @Test
  void changedVariableChangesValueAndGradient() {
    Tape tape = Tape.of(parse("x^2*y"), Point.of("x", 2, "y", 3));
    assertEquals(12, tape.value());
    assertEquals(12, tape.gradient("x").get(0, 0));
    tape.set("x", 1);
    assertEquals(3, tape.value());
    assertEquals(6, tape.gradient("x").get(0, 0));
    tape.set("y", 5);
    assertEquals(10, tape.gradient("x").get(0, 0));
  }

  @Test
  void equalSubexpressionsAreOneNode() {
    Tape tape = Tape.graph(parse("(x+y)^2 + (x+y)*x"), Point.of("x", 2, "y", 3));
    assertEquals(
        List.of("x", "y", "x+y", "2", "(x+y)^2", "(x+y)*x", "(x+y)^2+(x+y)*x"),
        tape.nodes().stream().map(node -> Ascii.print(node.expr()).replace(" ", "")).toList());
  }

  @Test
  void nodesKnowTheirValueGradientAndLocalDerivatives() {
    Tape tape = Tape.graph(parse("(x+y)*x"), Point.of("x", 2, "y", 3));
    Tape.Node sum = tape.nodes().get(2);
    Tape.Node product = tape.nodes().get(3);
    assertEquals(5, tape.value(sum).get(0, 0));
    assertEquals(2, tape.gradient(sum).get(0, 0));
    assertEquals(List.of(2, 0), product.operands());
    assertEquals(2, tape.local(product, 0).get(0, 0));
    assertEquals(5, tape.local(product, 1).get(0, 0));
  }

  @Test
  void localDerivativeTellsTwoUsesOfOneNodeApart() {
    Tape tape = Tape.graph(parse("x*x"), Point.of("x", 3));
    Tape.Node square = tape.nodes().get(1);
    assertEquals(3, tape.local(square, 0).get(0, 0));
    assertEquals(3, tape.local(square, 1).get(0, 0));
    assertEquals(6, tape.gradient(tape.nodes().get(0)).get(0, 0));
  }

  @Test
  void localDerivativeOfAMatrixIsTheJacobianOfVec() {
    Tape tape =
        Tape.graph(
            parse("A*v"), Point.of("A", new double[][] {{1, 2}, {3, 4}}, "v", new double[] {5, 6}));
    Tape.Node product = tape.nodes().get(2);
    assertArrayEquals(new double[] {5, 0, 6, 0, 0, 5, 0, 6}, entries(tape.local(product, 0)));
    assertArrayEquals(new double[] {1, 2, 3, 4}, entries(tape.local(product, 1)));
  }

  @Test
  void jacobianOfAColumnByAColumn() {
    Point point = Point.of("v", new double[] {1, 2});
    assertArrayEquals(new double[] {2, 0, 0, 4}, entries(Tape.jacobian(parse("v.*v"), "v", point)));
    // x x'x
    assertArrayEquals(
        new double[] {7, 4, 4, 13}, entries(Tape.jacobian(parse("v*v'*v"), "v", point)));
  }

  @Test
  void backwardTakesTheGradientThatEnters() {
    Point point = Point.of("A", new double[][] {{1, 2}, {3, 4}}, "v", new double[] {5, 6});
    Tape tape = Tape.of(parse("A*v"), point);
    tape.backward(new DMatrixRMaj(new double[][] {{1}, {-1}}));
    assertArrayEquals(new double[] {-2, -2}, entries(tape.gradient("v")));
    assertArrayEquals(new double[] {5, 6, -5, -6}, entries(tape.gradient("A")));
  }

  @Test
  void onlyNamedGradientsAreComputed() {
    Expr f = parse("tr(A*X)");
    Point point = Point.of("A", new double[2][2], "X", new double[2][2]);
    Tape tape = Tape.of(f, Map.of("n", 2), Map.of(), List.of("X")).set(point);
    assertArrayEquals(new double[4], entries(tape.gradient("X")));
    assertEquals(
        "the tape computes no gradient by A: name it when the tape is made",
        message(() -> tape.gradient("A")));
  }

  @ParameterizedTest
  @CsvSource({"abs(x), 0, 0", "relu(x), 0, 0", "sign(x), 0, 0", "step(x), 0, 0"})
  void derivativeAtAKinkIsZero(String formula, double value, double derivative) {
    Point point = Point.of("x", 0);
    assertEquals(value, Tape.value(parse(formula), point));
    assertEquals(derivative, Tape.gradient(parse(formula), "x", point).get(0, 0));
  }

  @Test
  void normAtZeroHasGradientZero() {
    Point point = Point.of("v", new double[] {0, 0});
    assertArrayEquals(new double[2], entries(Tape.gradient(parse("norm2(v)"), "v", point)));
  }

  // ---- determinants of singular matrices

  @Test
  void gradientOfDetAtASingularMatrixIsTheMatrixOfCofactors() {
    Point point = Point.of("X", new double[][] {{1, 2}, {2, 4}});
    assertEquals(0, Tape.value(parse("det X"), point));
    assertArrayEquals(
        new double[] {4, -2, -2, 1}, entries(Tape.gradient(parse("det X"), "X", point)));
    assertArrayEquals(new double[] {4, -2, -2, 1}, entries(Tape.output(parse("cof(X)"), point)));
  }

  @Test
  void adjugateTimesMatrixIsTheDeterminantAtEveryRank() {
    // Ranks 5, 4 and 3 of a 5×5 matrix: adj is invertible, of rank 1, zero.
    for (int rank = 5; rank >= 3; rank--) {
      DMatrixRMaj x = ofRank(rank, 5);
      Point point = Point.of("X", x);
      DMatrixRMaj product = Tape.output(parse("adj(X)*X - det(X)*I"), point);
      assertEquals(0, CommonOps_DDRM.elementMaxAbs(product), 1e-12);
      double largest = CommonOps_DDRM.elementMaxAbs(Tape.output(parse("adj(X)"), point));
      assertEquals(rank >= 4, largest > 1e-3, "rank " + rank + ": " + largest);
    }
  }

  private static DMatrixRMaj ofRank(int rank, int n) {
    Expr product = Formula.parse("F*G", Declarations.parse("F: n×k, G: k×n"));
    return Tape.output(product, Point.random(product, Map.of("n", n, "k", rank), 3));
  }

  @Test
  void logDetOfALargeMatrixDoesNotOverflow() {
    DMatrixRMaj x = CommonOps_DDRM.identity(400);
    CommonOps_DDRM.scale(1e-3, x);
    Point point = Point.of("X", x);
    assertEquals(400 * StrictMath.log(1e-3), Tape.value(parse("ln det X"), point), 1e-9);
    assertEquals(0, Tape.value(parse("det X"), point));
  }

  @Test
  void sumOfThousandsOfTermsIsValued() {
    Expr x = new Expr.Variable("x", Shape.SCALAR);
    Expr sum = x;
    for (int i = 1; i < 5000; i++) {
      sum = sum.plus(x.mult(new Expr.Num(i)));
    }
    assertEquals(4999 * 5000 / 2 + 1, Tape.gradient(sum, "x", Point.of("x", 1)).get(0, 0));
  }

  @Test
  void hugePowerOfAMatrixTakesFewProducts() {
    Point point = Point.of("X", new double[][] {{0, 1}, {1, 0}});
    assertArrayEquals(new double[] {0, 1, 1, 0}, entries(Tape.output(parse("X^999999999"), point)));
  }

  @Test
  void functionOfALetter() {
    Expr v = new Expr.Variable("v", Shape.of("n", "1"));
    Expr f = new Expr.Sum(new Expr.Elementwise(new Function.Named("f", 1), v));
    Point point = Point.of("v", new double[] {0, 1}, "f", Smooth.CUBIC);
    assertEquals(1.5, Tape.value(f, point));
    assertArrayEquals(new double[] {1, 2}, entries(Tape.gradient(f, "v", point)));
  }

  // ---- errors, whole

  private static String message(org.junit.jupiter.api.function.Executable executable) {
    return assertThrows(FormulaException.class, executable).getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ln(x - 3) | the logarithm of a negative number does not exist: x - 3 = -1",
        "ln(x - 2) | the logarithm of 0 does not exist: x - 2 = 0",
        "sum(ln(v)) | the logarithm of a negative number does not exist: v has -2 in row 2,"
            + " column 1",
        "sqrt(1 - x) | the square root of a negative number does not exist: 1 - x = -1",
        "exp(500*x) | exp is too large for a double: 500*x = 1000",
        "1/(x - 2) | division by zero in 1/(x - 2): x - 2 = 0",
        "sum(1 ./ (v - 1)) | division by zero in 1./(v - 1): v - 1 has 0 in row 1, column 1",
        "(x - 2)^(-1) | (x - 2)^(-1) does not exist: x - 2 = 0, to the power -1",
        "(1 - x)^0.5 | (1 - x)^0.5 does not exist: 1 - x = -1, to the power 0.5; a negative"
            + " number has whole powers only",
        "tr(inv(X)) | inv(X) does not exist: X is singular, X = [1 2; 2 4]",
        "ln det X | log(det(X)) does not exist: X is singular, X = [1 2; 2 4]",
        "ln det A | log(det(A)) does not exist: det(A) = -2 is negative; log(abs(det(A))) takes"
            + " either sign",
        "logdet(A) | logdet(A) does not exist: det(A) = -2 is negative; log(abs(det(A))) takes"
            + " either sign",
        "(10^200*x)^2 | (10^200*x)^2 is too large for a double at this point",
      })
  void valueThatDoesNotExist(String formula, String expected) {
    Point point =
        Point.of(
            "x",
            2,
            "v",
            new double[] {1, -2},
            "X",
            new double[][] {{1, 2}, {2, 4}},
            "A",
            new double[][] {{1, 2}, {3, 4}});
    assertEquals(expected, message(() -> Tape.value(parse(formula), point)));
  }

  @Test
  void errorsSpeakRussianToo() {
    FormulaException e =
        assertThrows(
            FormulaException.class, () -> Tape.value(parse("ln(x - 3)"), Point.of("x", 2)));
    assertEquals(
        "логарифма отрицательного числа не существует: x - 3 = -1", e.message().in(Language.RU));
  }

  @Test
  void infiniteDerivative() {
    assertEquals(
        "the derivative of sqrt(x) by x is infinite at this point",
        message(() -> Tape.gradient(parse("y*sqrt(x)"), "x", Point.of("x", 0, "y", 1))));
  }

  @Test
  void tapeGoesOnAfterAnError() {
    Tape tape = Tape.of(parse("ln(x) + tr(X)*y"), Map.of("n", 2));
    tape.set("x", 0).set("y", 2).set("X", new DMatrixRMaj(new double[][] {{1, 0}, {0, 1}}));
    message(tape::value);
    assertEquals(4, tape.set("x", 1).value());
    assertEquals(1, tape.gradient("x").get(0, 0));
  }

  @Test
  void dataMustFit() {
    Expr f = parse("tr(A*X) + x");
    DMatrixRMaj two = new DMatrixRMaj(2, 2);
    DMatrixRMaj three = new DMatrixRMaj(3, 3);
    assertEquals(
        "X has no value: give it at the point", message(() -> Tape.of(f, Point.of("A", two))));
    assertEquals(
        "size n is 2 in A but 3 in X (3×3): make the shapes fit",
        message(() -> Tape.of(f, Point.of("A", two, "X", three, "x", 1))));
    assertEquals(
        "X is given as 3×3, but it is n×n, here 2×2",
        message(() -> Tape.of(f, Map.of("n", 2)).set("X", three)));
    assertEquals(
        "tr(A*X) + x has no variable w: it has A, X, x",
        message(() -> Tape.of(f, Map.of("n", 2)).set("w", 1)));
    assertEquals(
        "A has no value: give it at the point", message(() -> Tape.of(f, Map.of("n", 2)).value()));
    assertEquals(
        "A*v is 2×1, not a number: ask for its Jacobian, or give backward a seed of that shape",
        message(() -> Tape.of(parse("A*v"), Map.of("n", 2)).value()));
  }

  @Test
  void dataMustBeFinite() {
    assertEquals(
        "A has NaN in row 1, column 2: give finite numbers",
        message(() -> Point.of("A", new double[][] {{1, Double.NaN}})));
    assertEquals(
        "x is infinity: give a finite number",
        message(() -> Point.of("x", Double.POSITIVE_INFINITY)));
    Tape tape = Tape.of(parse("tr(A)"), Map.of("n", 1));
    assertEquals(
        "A is -infinity: give a finite number",
        message(() -> tape.set("A", Double.NEGATIVE_INFINITY)));
  }

  @Test
  void functionMustBeChosen() {
    Expr f = new Expr.Elementwise(new Function.Named("f", 0), new Expr.Variable("x", Shape.SCALAR));
    assertEquals(
        "the function f is not chosen: give it at the point, as in Point.with(\"f\", Smooth.TANH)",
        message(() -> Tape.value(f, Point.of("x", 1))));
  }
}
