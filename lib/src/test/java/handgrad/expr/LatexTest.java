package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatexTest {
  private static final Declarations NAMES =
      Declarations.parse(
          "A: n×n; B: n×n; C: n×n; X: n×n; Y: n×n; x: n×1; y: n×1; w: n×1; W1: n×n; w1_11: 1×1;"
              + "lambda: 1×1; gamma: 1×1; yhat: n×1; t: 1×1; s: 1×1; f: function");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tr(A*X'*X)              | \\mathrm{tr}(A X^{\\top} X)
          (A + A')*x              | (A + A^{\\top}) x
          A*(B*C)                 | A (B C)
          -inv(X)'*A'             | -X^{-\\top} A^{\\top}
          -(A*B)                  | -(A B)
          inv(X')                 | (X^{\\top})^{-1}
          2*X'*(X*w - y)          | 2 X^{\\top} (X w - y)
          X'*X + lambda*eye(n)    | X^{\\top} X + \\lambda I
          eye(n) + eye(n)         | I_{n} + I_{n}
          tr(eye(n))              | \\mathrm{tr}(I_{n})
          log(det(X))             | \\ln(\\det(X))
          logdet(X)               | \\log\\det(X)
          norm2(y - X*w)^2        | \\lVert y - X w \\rVert^{2}
          norm2(X)^2              | \\lVert X \\rVert_F^{2}
          norm1(w)                | \\lVert w \\rVert_1
          abs(t)                  | \\lvert t \\rvert
          abs(x)                  | \\mathrm{abs}(x)
          sqrt(t)*2               | \\sqrt{t} \\cdot 2
          1/2*t                   | \\frac{1}{2} t
          x/(2*n)                 | \\frac{x}{2 n}
          exp(x/2)                | \\exp\\left(\\frac{x}{2}\\right)
          (t/2)^2                 | \\left(\\frac{t}{2}\\right)^{2}
          A.*B*C                  | (A \\odot B) C
          A*B.*C                  | A B \\odot C
          A./B                    | A \\oslash B
          A.^2                    | A^{\\odot 2}
          kron(A, B)*vec(X)       | (A \\otimes B) \\mathrm{vec}(X)
          f'(W1*x)                | f'(W_{1} x)
          sigmoid(yhat)           | \\sigma(\\hat{y})
          relu(x)                 | \\mathrm{ReLU}(x)
          w1_11^2                 | (w^{(1)}_{11})^{2}
          t^-1                    | t^{-1}
          [1 -1; 0.5 0]           | \\begin{pmatrix} 1 & -1 \\\\ 0.5 & 0 \\end{pmatrix}
          """)
  void aTextbookFormOfEveryKind(String plain, String latex) {
    assertEquals(latex, Latex.print(Formula.parse(plain, NAMES)));
  }

  @Test
  void theChangedPartIsRed() {
    Expr f = Formula.parse("tr(A*X'*X)", NAMES);

    assertEquals(
        "\\mathrm{tr}(A X^{\\top} {\\color{red} X})", Latex.of(f).changed(List.of(0, 1)).text());
    assertEquals(
        "{\\color{red} \\mathrm{tr}(A X^{\\top} X)}", Latex.of(f).changed(List.of()).text());
  }

  @Test
  void theSigmoidIsWrittenOutWhereSigmaIsAName() {
    Declarations names = Declarations.parse("sigma, t");
    Expr f = Formula.parse("sigma*sigmoid(t)", names);

    assertEquals("\\sigma \\mathrm{sigmoid}(t)", Latex.print(f));
    assertEquals(f, Formula.parse(Latex.print(f), names));
  }

  @Test
  void aNameMayHaveItsOwnLatex() {
    Expr f = Formula.parse("A*X", NAMES);

    assertEquals("A \\mathrm{d}X", Latex.of(f).name("X", "\\mathrm{d}X").text());
  }
}
