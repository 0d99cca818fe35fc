package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          A: p×m, X: m×n, B: n×p | \\text{tr}(AXB)                    | 1×1
          A: n×n, X: m×n         | \\text{tr}(AX^T X)                 | 1×1
          X: n×n                 | \\ln \\det X                       | 1×1
          A: n×n, X: n×n, B: n×n | \\ln \\det AX^{-1} B               | 1×1
          A: n×n, X: n×n, B: n×n | \\text{tr}(AX^T X B X^{-T})        | 1×1
          A: m×m, X: m×n         | \\ln \\det(X^T A X)                | 1×1
          x: n×1, A: n×n, b: n×1 | x^T A b                            | 1×1
          x: n×1                 | x x^T x                            | n×1
          a: n×1, X: n×n, A: n×n | a^T X A X a                        | 1×1
          x, y                   | x^2 + xy + (x + y)^2               | 1×1
          y: n×1, X: n×k, w: k×1, lambda | (y - Xw)^T (y - Xw) + \\lambda w^T w | 1×1
          X: n×n, A: n×n         | \\text{tr}((X - A)^T (X - A))      | 1×1
          X: n×k                 | X'X + 2 I                          | k×k
          x: n×1, A: m×n, b: n×1 | A x'b                              | m×n
          w1_11, x1              | w^{(1)}_{11} x_1                   | 1×1
          x: 2×1                 | x + (1, -2)                        | 2×1
          X: 2×2                 | X*[1 -1; 0.5 0]                    | 2×2
          y: n×1, yhat: n×1      | \\lVert y - \\hat{y} \\rVert^2     | 1×1
          """)
  void theShapeOfWhatIsRead(String declarations, String formula, String shape) {
    Expr expr = Formula.parse(formula.replace("\\\\", "\\"), Declarations.parse(declarations));
    assertEquals(shape, expr.shape().toString());
  }
}
