package handgrad.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Point;
import handgrad.words.Language;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class ComputationGraphTest {

  private static Expr formula(String text, String declarations) {
    return Formula.parse(text, Declarations.parse(declarations));
  }

  private static DMatrixRMaj number(double value) {
    return new DMatrixRMaj(1, 1, true, value);
  }

  private static String graph(String text, String declarations) {
    return ComputationGraph.of(formula(text, declarations), Language.EN).toString();
  }

  @Test
  void theGraphOfTheFirstTaskHasTheSheetsNodesAndDerivatives() {
    assertEquals(
        "computation graph: x^2 + x*y + (x + y)^2"
            + "\n  x"
            + "\n  a = x^2"
            + "\n    x → 2x"
            + "\n  y"
            + "\n  b = x·y"
            + "\n    x → y"
            + "\n    y → x"
            + "\n  c = x+y"
            + "\n    x → 1"
            + "\n    y → 1"
            + "\n  d = c^2"
            + "\n    c → 2c"
            + "\n  f = a+b+d"
            + "\n    a → 1"
            + "\n    b → 1"
            + "\n    d → 1",
        graph("x^2 + xy + (x+y)^2", "x, y"));
  }

  @Test
  void withNumbersAnEdgeSaysFormulaAndNumber() {
    Expr f = formula("x^2 - 3y", "x, y");
    Expr square = f.operands().get(0);
    Expr triple = f.operands().get(1);
    Map<Expr, Double> values =
        Map.of(f, -2.0, square, 4.0, triple, 6.0, f.operands().get(0).operands().get(0), 2.0);
    NodeValues numbers =
        new NodeValues() {
          @Override
          public DMatrixRMaj value(Expr e) {
            return values.containsKey(e) ? number(values.get(e)) : null;
          }

          @Override
          public DMatrixRMaj gradient(Expr e) {
            return e == f ? number(1) : null;
          }

          @Override
          public DMatrixRMaj local(Expr e, int operand) {
            return e == square ? number(4) : e == triple ? number(3) : null;
          }
        };
    GraphPicture picture = ComputationGraph.of(f, numbers, Language.RU).withTitle("$f$");
    assertEquals(
        "f"
            + "\n  x: значение 2"
            + "\n  a = x^2: значение 4"
            + "\n    x → 2x = 4"
            + "\n  y"
            + "\n  b = 3y: значение 6"
            + "\n    y → 3"
            + "\n  f = a-b: значение -2, градиент 1"
            + "\n    a → 1"
            + "\n    b → -1",
        picture.toString());
  }

  @Test
  void atAPointEveryNodeHasItsValueAndGradient() {
    assertEquals(
        "computation graph: x^2 + x*y + (x + y)^2"
            + "\n  x: value -2, gradient 1"
            + "\n  a = x^2: value 4, gradient 1"
            + "\n    x → 2x = -4"
            + "\n  y: value 3, gradient 0"
            + "\n  b = x·y: value -6, gradient 1"
            + "\n    x → y = 3"
            + "\n    y → x = -2"
            + "\n  c = x+y: value 1, gradient 2"
            + "\n    x → 1"
            + "\n    y → 1"
            + "\n  d = c^2: value 1, gradient 1"
            + "\n    c → 2c = 2"
            + "\n  f = a+b+d: value -1, gradient 1"
            + "\n    a → 1"
            + "\n    b → 1"
            + "\n    d → 1",
        ComputationGraph.of(
                formula("x^2 + xy + (x+y)^2", "x, y"), Point.of("x", -2, "y", 3), Language.EN)
            .toString());
  }

  @Test
  void matricesAreShownAtAPoint() {
    assertEquals(
        "computation graph: tr(A*X)"
            + "\n  A: value [1 2; 3 4], gradient [0 1; 2 0]"
            + "\n  X: value [0 2; 1 0], gradient [1 3; 2 4]"
            + "\n  H = A X: value [2 2; 4 6], gradient [1 0; 0 1]"
            + "\n    A → GX^⊤"
            + "\n    X → A^⊤ G"
            + "\n  f = tr H: value 8, gradient 1"
            + "\n    H → I",
        ComputationGraph.of(
                formula("tr(A X)", "A: n×n, X: n×n"),
                Point.of(
                    "A", new double[][] {{1, 2}, {3, 4}}, "X", new double[][] {{0, 2}, {1, 0}}),
                Language.EN)
            .toString());
  }

  @Test
  void aJacobianWithoutAShortFormulaIsShownByItsShape() {
    assertEquals(
        "computation graph: vec(X)"
            + "\n  X: value [1 2; 3 4]"
            + "\n  f = vec X: value [1; 3; 2; 4]"
            + "\n    X → 4×4",
        ComputationGraph.of(
                formula("vec(X)", "X: n×n"),
                Point.of("X", new double[][] {{1, 2}, {3, 4}}),
                Language.EN)
            .toString());
  }

  @Test
  void aSummandsNodesShowANumberForEachIndex() {
    Expr q =
        Formula.parse("sum_i (y_i - x_i'w)^2", Declarations.parse("x_i: k×1, y_i: 1×1, w: k×1"));
    Point point =
        Point.of(
            "x",
            new double[][] {{1, 2, 3}, {4, 5, -6}},
            "y",
            new double[] {1, -1, 1},
            "w",
            new double[] {0.1, -0.2});
    assertEquals(
        """
        computation graph: sum_i (y_i - x_i'*w)^2
          y_i: value [1; -1; 1], gradient [3.4; -0.4; -1]
          x_i: value [1 2 3; 4 5 -6], gradient [-0.34 0.04 0.1; 0.68 -0.08 -0.2]
          a = x_i^⊤: value [1 4; 2 5; 3 -6], gradient [-0.34 0.68; 0.04 -0.08; 0.1 -0.2]
            x_i → G^⊤
          w: value [0.1; -0.2], gradient [0.4; -17.6]
          b = a w: value [-0.7; -0.8; 1.5], gradient [-3.4; 0.4; 1]
            a → w^⊤
            w → a^⊤
          c = y_i-b: value [1.7; -0.2; -0.5], gradient [3.4; -0.4; -1]
            y_i → 1
            b → -1
          d = c^2: value [2.89; 0.04; 0.25], gradient [1; 1; 1]
            c → 2c
          f = Σ_i d: value 3.18, gradient 1
            d → 1""",
        ComputationGraph.of(q, point, Language.EN).toString());
  }

  @Test
  void aVectorValuedFormulaHasValuesOnly() {
    assertEquals(
        "computation graph: 2*x"
            + "\n  x: value [1; 2]"
            + "\n  f = 2x: value [2; 4]"
            + "\n    x → 2G",
        ComputationGraph.of(
                formula("2x", "x: n×1"), Point.of("x", new double[] {1, 2}), Language.EN)
            .toString());
  }

  @Test
  void everyLocalDerivativeBetweenNumbersIsThere() {
    GraphPicture picture =
        ComputationGraph.of(
            formula("sin(x)/y - x^y + sigmoid(ln(y)) * exp(-x)", "x, y"),
            Point.of("x", 2, "y", 3),
            Language.EN);
    assertEquals(
        "-0.4161 | 0.3333 | -0.101",
        picture.edges().stream()
            .limit(3)
            .map(e -> Label.of(e.derivative()).text())
            .collect(Collectors.joining(" | ")));
    assertTrue(picture.edges().stream().noneMatch(e -> e.derivative().isEmpty()));
  }

  @Test
  void betweenMatricesAnEdgeSaysHowTheGradientGoesBack() {
    assertEquals(
        "computation graph: tr(A*X'*X)"
            + "\n  A"
            + "\n  X"
            + "\n  H = X^⊤"
            + "\n    X → G^⊤"
            + "\n  P = A H"
            + "\n    A → GH^⊤"
            + "\n    H → A^⊤ G"
            + "\n  Q = P X"
            + "\n    P → GX^⊤"
            + "\n    X → P^⊤ G"
            + "\n  f = tr Q"
            + "\n    Q → I",
        graph("tr(A X^T X)", "A: n×n, X: m×n"));
    String svg = ComputationGraph.of(formula("tr(A X^T X)", "A: n×n, X: m×n"), Language.EN).svg();
    assertEquals(
        "local derivative; G is the gradient at the arrow’s head", Seen.texts(svg, "name"));
  }

  @Test
  void aDeclaredGIsNotTakenForTheGradient() {
    assertTrue(graph("tr(G X G)", "G: n×n, X: n×n").contains("X → G^⊤ ∇"));
  }

  @Test
  void aSharedSubexpressionIsOneNode() {
    String text = graph("sin(xy) * exp(xy) + sin(xy)", "x, y");
    assertEquals(1, text.split("= x·y", -1).length - 1);
    assertEquals(1, text.split("= sin", -1).length - 1);
  }

  @Test
  void aSumTakenTwiceStaysANodeOfItsOwn() {
    assertTrue(graph("(x+y) + (x+y)^2", "x, y").contains("f = a+b\n    a → 1\n    b → 1"));
  }

  @Test
  void namesAreSetAsMaths() {
    assertEquals("W_{1}", Naming.declared("W1"));
    assertEquals("\\lambda ", Naming.declared("lambda"));
    assertEquals("w_{12}", Naming.declared("w_12"));
    assertEquals("w^{1}_{11}", Naming.declared("w^1_11"));
    assertEquals("w_{12}", Naming.declared("w_{12}"));
    assertEquals("ŷ", Naming.declared("yhat"));
    assertEquals("dX", Naming.declared("dX"));
  }

  @Test
  void aLargeGraphHasSignsInsteadOfNames() {
    StringBuilder text = new StringBuilder("x");
    for (int i = 0; i < 10; i++) {
      text.insert(0, "sigmoid(2*").append("*y)");
    }
    String graph = graph(text.toString(), "x, y");
    assertTrue(graph.contains("\n  x\n  2 ×\n  y\n  ×\n  σ\n"), graph);
    assertFalse(graph.contains("="));
  }

  @Test
  void refusesAGraphTooLargeToDraw() {
    StringBuilder text = new StringBuilder("x");
    for (int i = 0; i < 150; i++) {
      text.insert(0, "sin(").append(")*x");
    }
    assertEquals(
        "a graph of 301 nodes is too large to draw: draw a part of the formula, at most 300 nodes",
        assertThrows(IllegalArgumentException.class, () -> graph(text.toString(), "x"))
            .getMessage());
  }

  @Test
  void numbersHaveFourDigits() {
    assertEquals("0.5", Figures.number(0.5));
    assertEquals("0.3333", Figures.number(1 / 3.0));
    assertEquals("-12350", Figures.number(-12345.6));
    assertEquals("123456", Figures.number(123456));
    assertEquals("0.333", Figures.number(1 / 3.0, 3));
    assertEquals("$1.2·10^{-7}$", Figures.number(1.2e-7));
    assertEquals("0", Figures.number(-0.0));
    assertEquals("-∞", Figures.number(Double.NEGATIVE_INFINITY));
    assertEquals(
        "[1 0.5; -2 0]", Figures.matrix(new DMatrixRMaj(2, 2, true, 1, 0.5, -2, 0), 4).plain());
    assertEquals("50×20", Figures.matrix(new DMatrixRMaj(50, 20), 4).plain());
  }

  @Test
  void everyKindOfExpressionHasALabel() {
    String[] formulas = {
      "X + Y",
      "X - Y",
      "-X",
      "X*Y",
      "X.*Y",
      "X./Y",
      "X.^2",
      "X^2",
      "X/2",
      "X'",
      "inv(X)",
      "adj(X)",
      "cof(X)",
      "tr(X)",
      "det(X)",
      "logdet(X)",
      "sum(X)",
      "diag(X)",
      "vec(X)",
      "norm1(X)",
      "norm2(X)",
      "exp(X)",
      "log(X)",
      "sqrt(X)",
      "abs(X)",
      "sign(X)",
      "sin(X)",
      "cos(X)",
      "tan(X)",
      "sinh(X)",
      "cosh(X)",
      "tanh(X)",
      "sigmoid(X)",
      "relu(X)",
      "step(X)",
      "kron(X,Y)",
      "X + eye(n)",
      "X*ones(n,1)",
      "comm(n,n)*vec(X)",
      "[1 2; 3 4]",
      "[k 2; 3 k]",
      "k*e + pi",
      "n*k",
      "g(X)",
      "g'(X)",
      "Y + zeros(n,n)",
      "sum_i z_i"
    };
    StringBuilder labels = new StringBuilder();
    Set<Class<?>> seen = new HashSet<>();
    for (String text : formulas) {
      Expr expr =
          Formula.parse(text, Declarations.parse("X: n×n, Y: n×n, k, z_i: 1×1, g: function"));
      kinds(expr, seen);
      GraphPicture picture = ComputationGraph.of(expr, Language.EN);
      labels.append(Label.of(picture.nodes().get(picture.nodes().size() - 1).label()).text());
      labels.append('\n');
    }
    assertEquals(
        "f = X+Y\n"
            + "f = X-Y\n"
            + "f = -X\n"
            + "f = X Y\n"
            + "f = X⊙Y\n"
            + "f = X ./ Y\n"
            + "f = X^{⊙2}\n"
            + "f = X^2\n"
            + "f = X/2\n"
            + "f = X^⊤\n"
            + "f = X^{-1}\n"
            + "f = adj X\n"
            + "f = cof X\n"
            + "f = tr X\n"
            + "f = det X\n"
            + "f = ln det X\n"
            + "f = sum X\n"
            + "f = diag X\n"
            + "f = vec X\n"
            + "f = ‖X‖_1\n"
            + "f = ‖X‖_2\n"
            + "f = exp X\n"
            + "f = ln X\n"
            + "f = √X\n"
            + "f = |X|\n"
            + "f = sign X\n"
            + "f = sin X\n"
            + "f = cos X\n"
            + "f = tan X\n"
            + "f = sinh X\n"
            + "f = cosh X\n"
            + "f = tanh X\n"
            + "f = σ(X)\n"
            + "f = ReLU(X)\n"
            + "f = step X\n"
            + "f = X⊗Y\n"
            + "f = X+I\n"
            + "f = X 1_{n×1}\n"
            + "f = K_{n,n} a\n"
            + "[2×2]\n"
            + "f = [k, 2, 3, k]\n"
            + "f = a+π\n"
            + "f = nk\n"
            + "f = g(X)\n"
            + "f = g'(X)\n"
            + "f = Y+0_{n×n}\n"
            + "f = Σ_i z_i\n",
        labels.toString());
    Set<Class<?>> all = new HashSet<>();
    permitted(Expr.class, all);
    assertEquals(all, seen);
  }

  private static void kinds(Expr expr, Set<Class<?>> seen) {
    seen.add(expr.getClass());
    expr.operands().forEach(operand -> kinds(operand, seen));
  }

  private static void permitted(Class<?> type, Set<Class<?>> all) {
    if (!type.isSealed()) {
      all.add(type);
      return;
    }
    for (Class<?> sub : type.getPermittedSubclasses()) {
      permitted(sub, all);
    }
  }
}
