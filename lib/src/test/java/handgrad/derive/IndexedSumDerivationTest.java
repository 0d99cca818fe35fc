package handgrad.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Latex;
import handgrad.expr.Point;
import handgrad.expr.Smooth;
import handgrad.expr.Tape;
import handgrad.words.Language;
import java.util.Map;
import java.util.stream.Collectors;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Derivations under a sum over an index, and the same in matrices. */
class IndexedSumDerivationTest {
  private static final String LOGISTIC = "x_i: k×1, y_i: 1×1, w: k×1, lambda";
  private static final String SHEET =
      "\\sum_{i=1}^n \\ln(1 + \\exp(-y_i x_i^T w)) + \\lambda w^T w";

  private static String lines(Derivation derivation) {
    return derivation.steps().stream()
        .map(s -> s.rule() + " " + Ascii.print(s.after()))
        .collect(Collectors.joining("\n"));
  }

  private static Derivation of(String f, String by, String declarations) {
    Declarations names = Declarations.parse(declarations);
    return Derivation.of(Formula.parse(f, names), names.variable(by));
  }

  @Test
  void logisticRegression() {
    Derivation d = of(SHEET, "w", LOGISTIC);

    assertEquals(
        """
        SUM d(sum_i log(1 + exp(-y_i*x_i'*w))) + d(lambda*w'*w)
        INDEXED_SUM sum_i d(log(1 + exp(-y_i*x_i'*w))) + d(lambda*w'*w)
        ELEMENTWISE sum_i d(1 + exp(-y_i*x_i'*w))/(1 + exp(-y_i*x_i'*w)) + d(lambda*w'*w)
        SUM sum_i d(exp(-y_i*x_i'*w))/(1 + exp(-y_i*x_i'*w)) + d(lambda*w'*w)
        ELEMENTWISE sum_i exp(-y_i*x_i'*w)*d(-y_i*x_i'*w)/(1 + exp(-y_i*x_i'*w)) + d(lambda*w'*w)
        FACTOR sum_i (-exp(-y_i*x_i'*w)*y_i*x_i'*dw/(1 + exp(-y_i*x_i'*w))) + d(lambda*w'*w)
        PRODUCT sum_i (-exp(-y_i*x_i'*w)*y_i*x_i'*dw/(1 + exp(-y_i*x_i'*w))) + d(lambda*w')*w + lambda*w'*dw
        FACTOR sum_i (-exp(-y_i*x_i'*w)*y_i*x_i'*dw/(1 + exp(-y_i*x_i'*w))) + lambda*d(w')*w + lambda*w'*dw
        TRANSPOSE sum_i (-exp(-y_i*x_i'*w)*y_i*x_i'*dw/(1 + exp(-y_i*x_i'*w))) + lambda*dw'*w + lambda*w'*dw
        BRACKETS -sum_i exp(-y_i*x_i'*w)*y_i*x_i'*dw/(1 + exp(-y_i*x_i'*w)) + lambda*dw'*w + lambda*w'*dw
        NUMBER_TRANSPOSE -sum_i exp(-y_i*x_i'*w)*y_i*x_i'*dw/(1 + exp(-y_i*x_i'*w)) + lambda*w'*dw + lambda*w'*dw
        SUM_FACTOR -(sum_i exp(-y_i*x_i'*w)*y_i*x_i'/(1 + exp(-y_i*x_i'*w)))*dw + lambda*w'*dw + lambda*w'*dw
        COLLECT (-sum_i exp(-y_i*x_i'*w)*y_i*x_i'/(1 + exp(-y_i*x_i'*w)) + lambda*w' + lambda*w')*dw
        GRADIENT tr((2*lambda*w - sum_i y_i*exp(-y_i*x_i'*w)*x_i/(1 + exp(-y_i*x_i'*w)))'*dw)""",
        lines(d));
    assertEquals(
        "2 \\lambda w - \\sum_{i=1}^{n}"
            + " \\frac{y_{i} \\exp(-y_{i} x_{i}^{\\top} w) x_{i}}"
            + "{1 + \\exp(-y_{i} x_{i}^{\\top} w)}",
        Latex.print(d.result()));
  }

  @Test
  void squaresTwice() {
    Declarations names = Declarations.parse(LOGISTIC);
    Expr f = Formula.parse("sum_i (y_i - x_i'w)^2", names);

    assertEquals(
        """
        INDEXED_SUM sum_i d((y_i - x_i'*w)^2)
        POWER sum_i 2*(y_i - x_i'*w)*d(y_i - x_i'*w)
        SUM sum_i (-2*(y_i - x_i'*w)*d(x_i'*w))
        FACTOR sum_i (-2*(y_i - x_i'*w)*x_i'*dw)
        BRACKETS -sum_i 2*(y_i - x_i'*w)*x_i'*dw
        SUM_FACTOR -(sum_i 2*(y_i - x_i'*w)*x_i')*dw
        GRADIENT tr((2*sum_i (x_i'*w - y_i)*x_i)'*dw)
        SECOND tr(d(2*sum_i (x_i'*w - y_i)*x_i)'*dw)
        FACTOR tr((2*d(sum_i (x_i'*w - y_i)*x_i))'*dw)
        INDEXED_SUM tr((2*sum_i d((x_i'*w - y_i)*x_i))'*dw)
        FACTOR tr((2*sum_i d(x_i'*w - y_i)*x_i)'*dw)
        SUM tr((2*sum_i d(x_i'*w)*x_i)'*dw)
        FACTOR tr((2*sum_i x_i'*dw*x_i)'*dw)
        BRACKETS tr((2*sum_i x_i*x_i'*dw)'*dw)
        TRACE_VEC vec(dw)'*(2*sum_i x_i*x_i'*dw)
        SUM_FACTOR vec(dw)'*(2*(sum_i x_i*x_i')*dw)
        HESSIAN vec(dw)'*2*(sum_i x_i*x_i')*vec(dw)""",
        lines(Derivation.second(f, names.variable("w"), Assumptions.NONE)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          (sum_i exp(x_i'w))^2 @ 2*(sum_j exp(x_j'*w))*sum_i exp(x_i'*w)*x_i
          (sum_i x_i*x_i'*w)'(sum_i y_i*x_i) @ sum_i x_i'*(sum_j y_j*x_j)*x_i
          ln(sum_i sum_j exp(y_j x_i'w)) @ (sum_i (sum_j y_j*exp(y_j*x_i'*w))*x_i)/sum_i sum_j exp(y_j*x_i'*w)
          \\sum_{i=1}^n w'w @ 2*n*w
          sum_i 3*lambda*y_i*x_i'w/n @ 3*lambda*(sum_i y_i*x_i)/n
          """)
  void whatDoesNotRunStandsOutside(String f, String gradient) {
    Derivation d = of(f, "w", LOGISTIC);

    assertEquals(gradient, Ascii.print(d.result()));
    Declarations names = Declarations.parse(LOGISTIC);
    assertEquals(d.result(), Formula.parse(gradient, names));
    for (Step step : d.steps()) {
      if (!Ascii.print(step.after()).contains("d(")) {
        assertEquals(
            step.after(),
            Formula.parse(Ascii.print(step.after()), names.with("dw", names.variable("w").shape())),
            "every line reads back");
      }
    }
  }

  @Test
  void likelihood() {
    String f = "-m/2*ln det(Sigma) - 1/2 sum_i (x_i-mu)' inv(Sigma) (x_i-mu)";
    String names = "x_i: n×1, mu: n×1, Sigma: n×n";

    assertEquals(
        "(inv(Sigma) + inv(Sigma)')*(sum_i (x_i - mu))/2",
        Ascii.print(of(f, "mu", names).result()));
    assertEquals(
        "inv(Sigma)'*((sum_i (x_i - mu)*(x_i - mu)')*inv(Sigma)' - m*eye(n))/2",
        Ascii.print(of(f, "Sigma", names).result()));
  }

  @Test
  void aFamilyIsDataAndNotDifferentiatedBy() {
    FormulaException e =
        assertThrows(FormulaException.class, () -> of("sum_i (x_i'w)^2", "x", LOGISTIC));

    assertEquals(
        "x is a family, all members of it at once: differentiate by a name that does not run with"
            + " an index",
        e.in(Language.EN));
    assertEquals(
        "x — семейство, это сразу все его члены: дифференцируйте по имени без индекса",
        e.in(Language.RU));
  }

  // ---- the same in matrices

  private static void agree(String indexed, String matrix, String declarations, String by) {
    Declarations names = Declarations.parse(declarations);
    Expr sum = Formula.parse(indexed, names);
    Expr whole = Formula.parse(matrix, names);
    Expr one = Derivation.of(sum, names.variable(by)).result();
    Expr other = Derivation.of(whole, names.variable(by)).result();
    Map<String, Integer> sizes = Map.of("k", 3, "n", 7, "m", 6, "p", 2);
    for (long seed = 1; seed <= 3; seed++) {
      Point point =
          names.functions().isEmpty()
              ? Point.admissible(whole, sizes, seed)
              : Point.random(whole, sizes, seed).with("f", Smooth.TANH);
      Point sized = sized(point, sizes);
      DMatrixRMaj exact = Tape.gradient(sum, by, point);
      close(exact, Tape.gradient(whole, by, point), "tape, matrices: " + matrix);
      close(exact, Tape.output(one, sized), "derivation: " + indexed);
      close(exact, Tape.output(other, sized), "derivation, matrices: " + matrix);
    }
  }

  // The letters that the gradient may use as numbers.
  private static Point sized(Point point, Map<String, Integer> sizes) {
    Point sized = point;
    for (Map.Entry<String, Integer> size : sizes.entrySet()) {
      sized = sized.with(size.getKey(), size.getValue());
    }
    return sized;
  }

  private static void close(DMatrixRMaj a, DMatrixRMaj b, String message) {
    double scale = Math.max(1, CommonOps_DDRM.elementMaxAbs(a));
    double off = CommonOps_DDRM.elementMaxAbs(CommonOps_DDRM.subtract(a, b, null));
    assertTrue(off <= 1e-10 * scale, message + ": " + off);
  }

  @Test
  void logisticRegressionInMatricesIsTheSame() {
    agree(SHEET, "sum(ln(1 + exp(-y.*(x'w)))) + lambda*w'*w", LOGISTIC, "w");
  }

  @Test
  void theLossOfThreeLayersInMatricesIsTheSame() {
    for (String by : new String[] {"W1", "W2", "W3"}) {
      agree(
          "1/2 sum_i (y_i - f(f(f(x_i W1) W2) W3))^2",
          "1/2*(y - f(f(f(x*W1)*W2)*W3))'*(y - f(f(f(x*W1)*W2)*W3))",
          "x_i: 1×2, y_i: 1×1, W1: 2×2, W2: 2×2, W3: 2×1, f: function",
          by);
    }
  }

  @Test
  void theLossOfAReluNetInMatricesIsTheSame() {
    for (String by : new String[] {"W1", "W2"}) {
      agree(
          "sum_i (y_i - relu(x_i W2) W1)^2",
          "||y - relu(x*W2)*W1||^2",
          "x_i: 1×k, y_i: 1×1, W1: p×1, W2: k×p",
          by);
    }
  }

  @Test
  void theLikelihoodInMatricesIsTheSame() {
    for (String by : new String[] {"mu", "Sigma"}) {
      agree(
          "-m/2*ln det(Sigma) - 1/2 sum_i (x_i-mu)' inv(Sigma) (x_i-mu)",
          "-m/2*ln det(Sigma) - 1/2*tr((x - mu*ones(1,m))'*inv(Sigma)*(x - mu*ones(1,m)))",
          "x_i: k×1, mu: k×1, Sigma: k×k, i: 1..m",
          by);
    }
  }

  @Test
  void theSecondDifferentialInMatricesIsTheSame() {
    Declarations names = Declarations.parse(LOGISTIC);
    Expr sum = Formula.parse(SHEET, names);
    Expr whole = Formula.parse("sum(ln(1 + exp(-y.*(x'w)))) + lambda*w'*w", names);
    Expr one = Derivation.second(sum, names.variable("w"), Assumptions.NONE).result();
    Expr other = Derivation.second(whole, names.variable("w"), Assumptions.NONE).result();
    Point point = Point.random(whole, Map.of("k", 3, "n", 7), 1);

    close(Tape.output(other, point), Tape.output(one, point), "Hessian");
    Expr gradient = Derivation.of(sum, names.variable("w")).result();
    close(Tape.jacobian(gradient, "w", point), Tape.output(one, point), "Jacobian of the gradient");
  }
}
