package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sheet's formulas, letter for letter as it prints them right of {@code f =} and {@code Q =}.
 */
class SheetFormulasTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x; y                     | x^2 + xy + (x + y)^2                         | x^2 + x*y + (x + y)^2
          a: n×1; x: n×1           | a^T x                                        | a'*x
          x: n×1; A: n×n           | x^T A x                                      | x'*A*x
          x: n×1; A: n×n           | \\ln(x^T A x)                                | log(x'*A*x)
          a: n×1; X: n×n; A: n×n   | a^T X A X a                                  | a'*X*A*X*a
          x: n×1                   | x x^T x                                      | x*x'*x
          X: n×n                   | X^{-1}                                       | inv(X)
          X: n×n                   | \\det X                                      | det(X)
          A: p×m; B: n×p; X: m×n   | \\text{tr}(AXB)                              | tr(A*X*B)
          A: n×n; X: m×n           | \\text{tr}(AX^T X)                           | tr(A*X'*X)
          X: n×n                   | \\ln \\det X                                 | log(det(X))
          A: n×n; B: n×n; X: n×n   | \\ln \\det AX^{-1} B                         | log(det(A*inv(X)*B))
          A: p×n; B: n×p; X: n×n   | \\ln \\det AX^{-1} B                         | log(det(A*inv(X)*B))
          A: n×n; B: n×n; X: n×n   | \\text{tr}(AX^T X B X^{-T})                  | tr(A*X'*X*B*inv(X)')
          A: m×m; X: m×n           | \\ln \\det(X^T A X)                          | log(det(X'*A*X))
          A: n×n; x: n×1; b: n×1   | x^T A b                                      | x'*A*b
          y: n×1; X: n×k; w: k×1   | (y - Xw)^T (y - Xw)                          | (y - X*w)'*(y - X*w)
          y: n×1; X: n×k; w: k×1; lambda | (y - Xw)^T (y - Xw) + \\lambda w^T w   | (y - X*w)'*(y - X*w) + lambda*w'*w
          X: n×n; A: n×n           | \\text{tr}((X - A)^T (X - A))                | tr((X - A)'*(X - A))
          """)
  void areReadAsPrinted(String declarations, String formula, String plain) {
    Expr expr = Formula.parse(formula, Declarations.parse(declarations));

    assertEquals(plain, Ascii.print(expr));
    assertEquals(expr, Formula.parse(plain, Declarations.parse(declarations)));
    assertEquals(expr, Formula.parse(Latex.print(expr), Declarations.parse(declarations)));
  }
}
