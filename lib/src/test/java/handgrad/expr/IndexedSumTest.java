package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import handgrad.words.Language;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums over an index: read, printed, and valued as the same formula in matrices is. */
class IndexedSumTest {
  private static final Declarations LOGISTIC =
      Declarations.parse("x_i: k×1, y_i: 1×1, w: k×1, lambda");

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      textBlock =
          """
          \\sum_{i=1}^n \\ln(1 + \\exp(-y_i x_i^T w)) + \\lambda w^T w @ sum_i log(1 + exp(-y_i*x_i'*w)) + lambda*w'*w
          sum_i ln(1 + exp(-y_i x_i' w)) + lambda*w'*w @ sum_i log(1 + exp(-y_i*x_i'*w)) + lambda*w'*w
          ∑_{i=1}^{n} \\ln(1+\\exp(-y_ix_i^Tw)) + λwᵀw @ sum_i log(1 + exp(-y_i*x_i'*w)) + lambda*w'*w
          ∑ᵢ yᵢ xᵢ @ sum_i y_i*x_i
          \\sum\\limits_{i = 1}^{n} y_{i} x_{i} @ sum_i y_i*x_i
          -2\\sum_i y_i x_i + w @ -2*sum_i y_i*x_i + w
          \\left(\\sum_i y_i x_i\\right)\\lambda @ (sum_i y_i*x_i)*lambda
          \\lambda\\sum_i (x_i - w)^T(x_i - w) @ lambda*sum_i (x_i - w)'*(x_i - w)
          -\\sum_i y_i @ -sum_i y_i
          \\sum_i -y_i + 1 @ sum_i (-y_i) + 1
          \\sum_i\\sum_j x_i^T x_j @ sum_i sum_j x_i'*x_j
          \\sum_{i=1}^n w^T w @ sum_{i=1}^{n} w'*w
          \\frac{\\sum_i y_i}{n} @ (sum_i y_i)/n
          \\ln \\sum_i y_i @ log(sum_i y_i)
          x y - \\sum_i x_i y_i @ x*y - sum_i x_i*y_i
          """)
  void readsAndPrints(String typed, String plain) {
    Expr read = Formula.parse(typed, LOGISTIC);

    assertEquals(plain, Ascii.print(read));
    assertEquals(read, Formula.parse(Ascii.print(read), LOGISTIC));
    assertEquals(read, Formula.parse(Latex.print(read), LOGISTIC));
  }

  @Test
  void isSetAsOnTheSheet() {
    Expr q =
        Formula.parse("\\sum_{i=1}^n \\ln(1 + \\exp(-y_i x_i^T w)) + \\lambda w^T w", LOGISTIC);

    assertEquals(
        "\\sum_{i=1}^{n} \\ln(1 + \\exp(-y_{i} x_{i}^{\\top} w)) + \\lambda w^{\\top} w",
        Latex.print(q));
    assertEquals(Shape.SCALAR, q.shape());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          x_i: k×1, y_i: 1×1, w: k×1, lambda @ x_i: k×1, y_i: 1×1, w: k×1, lambda: 1×1, i: 1..n @ x: k×n, y: n×1, w: k×1, lambda: 1×1
          x_i: n×1, mu: n×1, Sigma: n×n      @ x_i: n×1, mu: n×1, Sigma: n×n, i: 1..m       @ x: n×m, mu: n×1, Sigma: n×n
          x_i: 1×k, w: k×1, i=1..m           @ x_i: 1×k, w: k×1, i: 1..m                    @ x: m×k, w: k×1
          x_t: k×1, t: 1..20                 @ x_t: k×1, t: 1..20                           @ x: k×20
          x_i: k×1, z_j: k×1                 @ x_i: k×1, z_j: k×1, i: 1..n, j: 1..m         @ x: k×n, z: k×m
          x_t: k×1, w_2: 1×1                 @ x_t: k×1, w_2: 1×1                           @ x_t: k×1, w_2: 1×1
          """)
  void aFamilyIsTheMatrixOfItsMembers(String typed, String printed, String matrices) {
    Declarations names = Declarations.parse(typed);

    assertEquals(printed, names.toString());
    assertEquals(printed, Declarations.parse(printed).toString());
    Declarations whole = Declarations.NONE;
    for (Expr.Variable variable : names.variables()) {
      whole = whole.with(variable.name(), variable.shape());
    }
    assertEquals(matrices, whole.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      textBlock =
          """
          w'x_i @ 2 @ x_i stands outside a sum over i: write sum_i before it @ x_i стоит вне суммы по i: поставьте перед ним sum_i
          x_i'w*sum_i y_i @ 0 @ x_i stands outside a sum over i: write sum_i before it @ x_i стоит вне суммы по i: поставьте перед ним sum_i
          sum_i y_i + y_i @ 12 @ y_i stands outside a sum over i: write sum_i before it @ y_i стоит вне суммы по i: поставьте перед ним sum_i
          sum_i z_i @ 6 @ z_i is unknown: declared are x_i: k×1, y_i: 1×1, w: k×1, lambda: 1×1, i: 1..n @ имя z_i неизвестно: описаны x_i: k×1, y_i: 1×1, w: k×1, lambda: 1×1, i: 1..n
          sum_i w_i @ 6 @ w is one k×1, not a family, and w_i is nothing: write w, or declare w_i with the shape of one member @ w — одно имя размера k×1, не семейство, и w_i ничего не значит: напишите w или опишите w_i с размером одного члена
          1 + sum_i @ 4 @ sum_i has nothing to add up: write the summand right after it @ у знака sum_i нет слагаемого: напишите его сразу после знака
          sum_i sum_i y_i @ 6 @ i runs already in the sum around this one: take another letter @ i уже пробегает сумма снаружи: возьмите другую букву
          sum_k y_k @ 0 @ k is used as an index and cannot mean something else: take another letter @ k здесь индекс суммы, другого смысла у этой буквы быть не может: возьмите другую
          \\sum_{i=0}^n y_i @ 0 @ i starts at 0: an index runs from 1 @ i начинается с 0: индекс пробегает числа от 1
          \\sum_{i=1}^k y_i @ 0 @ the sum over i goes to k, but y has n members: make them agree, or declare i: 1..k @ сумма по i идёт до k, а в y членов n: согласуйте их или опишите i: 1..k
          \\sum_{i=1}^m y_i @ 0 @ m is no size here: declare how far i runs, as in i: 1..m. Declared are x_i: k×1, y_i: 1×1, w: k×1, lambda: 1×1, i: 1..n @ m здесь не размер: опишите, до какого номера идёт i, например i: 1..m. Описаны x_i: k×1, y_i: 1×1, w: k×1, lambda: 1×1, i: 1..n
          sum_j w'w @ 0 @ nothing in w'*w runs with j: say how far the sum goes, as in \\sum_{j=1}^{n} @ в w'*w от j ничего не зависит: укажите, до какого номера идёт сумма, например \\sum_{j=1}^{n}
          sum_{ij} y_i @ 0 @ sum_{ij} is no sum that is read here: write sum_i or \\sum_{i=1}^{n} @ сумма sum_{ij} здесь не читается: напишите sum_i или \\sum_{i=1}^{n}
          sum_i x_i + y_i*x_i*x_i @ 12 @ y_i stands outside a sum over i: write sum_i before it @ y_i стоит вне суммы по i: поставьте перед ним sum_i
          sum_i x_i*x_i @ 10 @ the product needs columns = rows: x_i is k×1, x_i is k×1, and 1 is not k @ в произведении число столбцов должно равняться числу строк: x_i имеет размер k×1, x_i — k×1, а 1 не равно k
          sum_i -*y_i @ 6 @ - does not fit here: something is missing before it, or it is one too many @ - здесь не на месте: чего-то не хватает перед этим, или это лишнее
          w^sum_i y_i @ 2 @ sum_i has nothing to add up: write the summand right after it @ у знака sum_i нет слагаемого: напишите его сразу после знака
          """)
  void aRefusalNamesThePlaceAndTheRemedy(String typed, int position, String en, String ru) {
    FormulaException e = assertThrows(FormulaException.class, () -> Formula.parse(typed, LOGISTIC));

    String caret = "\n" + typed + "\n" + " ".repeat(position) + "^";
    assertEquals(en + caret, e.in(Language.EN));
    assertEquals(ru + caret, e.in(Language.RU));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          A_i: p×q @ a member A_i is p×q: the members of a family are numbers, columns or rows @ член семейства A_i имеет размер p×q: члены семейства — числа, столбцы или строки
          x_i: k×1, x: 2×2 @ x is declared twice: keep one @ x описано дважды: оставьте одно
          x_i: n×1, y: m×1, Z: N×M @ how many members do the families with the index i have? Say it as i: 1..n @ сколько членов у семейств с индексом i? Допишите в описание i: 1..n
          x_i: k×1, i: 0..n @ i starts at 0: an index runs from 1 @ i начинается с 0: индекс пробегает числа от 1
          x_i: k×1, i: 1..n, i: 1..m @ i is declared twice: keep one @ i описано дважды: оставьте одно
          x_i: k×1, i: k×1 @ i is used as an index and cannot mean something else: take another letter @ i здесь индекс суммы, другого смысла у этой буквы быть не может: возьмите другую
          x_i: k×1, i: 1..-2 @ size -2: a size is a whole number from 1 to 10000 @ размер -2: размер — целое число от 1 до 10000
          """)
  void aDeclarationThatDoesNotFitIsRefused(String typed, String en, String ru) {
    FormulaException e = assertThrows(FormulaException.class, () -> Declarations.parse(typed));

    assertEquals(en, e.message().in(Language.EN));
    assertEquals(ru, e.message().in(Language.RU));
  }

  @Test
  void twoFamiliesOfDifferentLengthDoNotRunTogether() {
    Declarations names = Declarations.parse("x_i: k×1, z_j: k×1");

    FormulaException e =
        assertThrows(FormulaException.class, () -> Formula.parse("sum_i x_i'z_i", names));

    assertEquals(
        "two families of different length run with i: x has n members, z has m\n"
            + "sum_i x_i'z_i\n^",
        e.getMessage());
    assertEquals(
        "по i суммируются семейства разной длины: в x членов n, в z — m\nsum_i x_i'z_i\n^",
        e.in(Language.RU));
  }

  @Test
  void familiesOfDifferentLengthAtAPointAreNamed() {
    Expr q = Formula.parse("sum_i y_i*x_i'*w", LOGISTIC);
    Point point = Point.of("x", new double[2][5], "y", new double[4], "w", new double[2]);

    FormulaException e = assertThrows(FormulaException.class, () -> Tape.value(q, point));

    assertEquals("size n is 4 in y but 5 in x (2×5): make the shapes fit", e.getMessage());
  }

  @Test
  void aSummandWithoutAValueIsNamedWithItsNumber() {
    Expr q = Formula.parse("sum_i ln(y_i)", LOGISTIC);

    FormulaException e =
        assertThrows(
            FormulaException.class,
            () -> Tape.value(q, Point.of("y", new double[] {2, 3, -1, -5})));

    assertEquals(
        "the logarithm of a negative number does not exist: y_i = -1 (the summand with i = 3)",
        e.in(Language.EN));
    assertEquals(
        "логарифма отрицательного числа не существует: y_i = -1 (слагаемое с i = 3)",
        e.in(Language.RU));
  }

  @Test
  void aMemberIsOfADeclaredFamilyOnly() {
    Expr.Member member = LOGISTIC.member("x", "i");
    Expr other = LOGISTIC.variable("x").transpose();

    FormulaException e =
        assertThrows(FormulaException.class, () -> member.withOperands(java.util.List.of(other)));

    assertEquals(
        "x_i is a member of a declared family; in its place x' cannot stand", e.in(Language.EN));
    assertEquals(
        "x_i — член описанного семейства; x' на его месте стоять не может", e.in(Language.RU));
    assertEquals(
        "w_i is not declared: declared are x, y, w, lambda",
        assertThrows(FormulaException.class, () -> LOGISTIC.member("w", "i")).in(Language.EN));
  }

  @Test
  void aMemberWithoutItsSumHasNoValue() {
    FormulaException e =
        assertThrows(
            FormulaException.class,
            () -> Tape.output(LOGISTIC.member("y", "i"), Point.of("y", new double[] {1, 2})));

    assertEquals("y_i stands outside a sum over i: write sum_i before it", e.getMessage());
  }

  // ---- the same in matrices

  private static void agree(String indexed, String matrix, String declarations, long seed) {
    Declarations names = Declarations.parse(declarations);
    Expr sum = Formula.parse(indexed, names);
    Expr whole = Formula.parse(matrix, names);
    Map<String, Integer> sizes = Map.of("k", 3, "n", 7, "m", 6, "p", 2);
    Point point =
        names.functions().isEmpty()
            ? Point.admissible(whole, sizes, seed)
            : Point.random(whole, sizes, seed).with("f", Smooth.TANH);
    Tape one = Tape.of(sum, sizes, point.functions()).set(point);
    Tape other = Tape.of(whole, sizes, point.functions()).set(point);

    assertEquals(other.value(), one.value(), 1e-13 * Math.abs(other.value()));
    for (String name : other.names()) {
      assertClose(other.gradient(name), one.gradient(name), indexed + " by " + name);
      assertClose(
          one.gradient(name), differences(sum, name, point, sizes), 1e-7, indexed + " by " + name);
    }
  }

  private static void assertClose(DMatrixRMaj expected, DMatrixRMaj actual, String message) {
    assertClose(expected, actual, 1e-12, message);
  }

  private static void assertClose(DMatrixRMaj a, DMatrixRMaj b, double most, String message) {
    double scale = Math.max(1, CommonOps_DDRM.elementMaxAbs(a));
    assertArrayEquals(new int[] {a.numRows, a.numCols}, new int[] {b.numRows, b.numCols}, message);
    assertTrue(
        CommonOps_DDRM.elementMaxAbs(CommonOps_DDRM.subtract(a, b, null)) <= most * scale,
        () -> message + ": " + a + " and " + b);
  }

  private static DMatrixRMaj differences(
      Expr f, String name, Point point, Map<String, Integer> sizes) {
    DMatrixRMaj x = point.matrix(name);
    DMatrixRMaj slopes = new DMatrixRMaj(x.numRows, x.numCols);
    Tape tape = Tape.of(f, sizes, point.functions()).set(point);
    double h = 1e-5;
    for (int i = 0; i < x.getNumElements(); i++) {
      double ahead = tape.set(name, i / x.numCols, i % x.numCols, x.data[i] + h).value();
      double behind = tape.set(name, i / x.numCols, i % x.numCols, x.data[i] - h).value();
      tape.set(name, i / x.numCols, i % x.numCols, x.data[i]);
      slopes.data[i] = (ahead - behind) / (2 * h);
    }
    return slopes;
  }

  @Test
  void logisticRegressionInMatricesIsTheSame() {
    agree(
        "\\sum_{i=1}^n \\ln(1 + \\exp(-y_i x_i^T w)) + \\lambda w^T w",
        "sum(ln(1 + exp(-y.*(x'w)))) + lambda*w'*w",
        "x_i: k×1, y_i: 1×1, w: k×1, lambda",
        1);
  }

  @Test
  void theLossOfThreeLayersInMatricesIsTheSame() {
    agree(
        "1/2 sum_i (y_i - f(f(f(x_i W1) W2) W3))^2",
        "1/2*(y - f(f(f(x*W1)*W2)*W3))'*(y - f(f(f(x*W1)*W2)*W3))",
        "x_i: 1×2, y_i: 1×1, W1: 2×2, W2: 2×2, W3: 2×1, f: function",
        2);
  }

  @Test
  void theLossOfAReluNetInMatricesIsTheSame() {
    agree(
        "\\sum_{i=1}^n (y_i - \\max(0; x_i W_2) W_1)^2",
        "||y - relu(x*W2)*W1||^2",
        "x_i: 1×k, y_i: 1×1, W1: p×1, W2: k×p",
        3);
  }

  @Test
  void theLikelihoodInMatricesIsTheSame() {
    agree(
        "-m/2*ln det(Sigma) - 1/2 sum_i (x_i-mu)' inv(Sigma) (x_i-mu)",
        "-m/2*ln det(Sigma) - 1/2*tr((x - mu*ones(1,m))'*inv(Sigma)*(x - mu*ones(1,m)))",
        "x_i: k×1, mu: k×1, Sigma: k×k, i: 1..m",
        4);
  }

  @Test
  void leastSquaresInMatricesIsTheSame() {
    agree("sum_i (y_i - x_i'w)^2", "(y - x'w)'(y - x'w)", "x_i: k×1, y_i: 1×1, w: k×1", 5);
  }

  @Test
  void pairsOfMembersInMatricesAreTheSame() {
    agree("sum_i sum_j y_i y_j exp(-x_i'x_j)", "y'*exp(-x'x)*y", "x_i: k×1, y_i: 1×1", 6);
  }

  @Test
  void sumsInASummandAreTheSame() {
    agree(
        "sum_i (y_i - 1/n*sum_j y_j)^2 * exp(sum_j x_j'x_i/n)",
        "(y - 1/n*sum(y)).^2'*exp(1/n*x'x*ones(n,1))",
        "x_i: k×1, y_i: 1×1",
        7);
  }

  @Test
  void aStepAllocatesNothing() {
    Expr q =
        Formula.parse("\\sum_{i=1}^n \\ln(1 + \\exp(-y_i x_i^T w)) + \\lambda w^T w", LOGISTIC);
    Point point = Point.random(q, Map.of("k", 5, "n", 40), 1);
    Tape tape = Tape.of(q, point);
    DMatrixRMaj w = point.matrix("w");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // the first steps also load and compile code
    for (int i = 0; i < 500; i++) {
      step(tape, w);
    }
    long least = Long.MAX_VALUE;
    for (int batch = 0; batch < 5; batch++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      long idle = threads.getCurrentThreadAllocatedBytes() - before;
      before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        step(tape, w);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before - idle);
    }

    assertEquals(0, least, "bytes of a hundred steps");
  }

  private static double step(Tape tape, DMatrixRMaj w) {
    DMatrixRMaj gradient = tape.set("w", w).backward().gradient("w");
    CommonOps_DDRM.addEquals(w, -0.01, gradient);
    return tape.value();
  }

  @Test
  void theGraphShowsTheSumAsOneStep() {
    Expr q = Formula.parse("sum_i (y_i - x_i'w)^2 + lambda w'w", LOGISTIC);
    Tape graph =
        Tape.graph(
            q,
            Point.of("x", new double[][] {{1, 2}}, "y", new double[] {3, 5}, "w", 1, "lambda", 2));
    Tape.Node sum =
        graph.nodes().stream()
            .filter(node -> node.expr() instanceof Expr.IndexedSum)
            .findFirst()
            .orElseThrow();

    assertEquals(13, graph.value(sum).data[0]);
    assertEquals(3, sum.operands().size());
    assertEquals(-16, graph.local(sum, 2).data[0]); // by w: -2 (2*1 + 3*2)
    assertEquals(-12, graph.gradient("w").data[0]);
  }
}
