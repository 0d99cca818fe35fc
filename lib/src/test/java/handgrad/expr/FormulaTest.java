package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {
  private static final Declarations NAMES =
      Declarations.parse(
          "A: n×n; B: n×n; X: m×n; Y: m×n; dX: m×n; S: n×n; x: n×1; y: n×1; b: n×1; q: n×1;"
              + "w1_11; x_1; x_2; W1: n×n; W2: n×n; h3: n×1; yhat: n×1; muhat: n×1; s; t; lambda; gamma;"
              + "f: function");

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      textBlock =
          """
          XAB'                       @ X*A*B'
          x'Ax                       @ x'*A*x
          2st                        @ 2*s*t
          X^TX                       @ X'*X
          x^TAx                      @ x'*A*x
          A^{-1}B^{-T}               @ inv(A)*inv(B)'
          A^-TB^\\top                @ inv(A)'*B'
          A^{-\\top}B^{\\mathsf T}   @ inv(A)'*B'
          -t^2                       @ -t^2
          -s t                       @ -s*t
          s/t*2                      @ s/t*2
          s - t - 2                  @ s - t - 2
          2^-t                       @ 2^(-t)
          t^{-1} + s^{2t}            @ t^(-1) + s^(2*t)
          1 - q                      @ 1 - q
          W1x + W_2 h_3              @ W1*x + W2*h3
          w^{(1)}_{11} x_1           @ w1_11*x_1
          w^1_{11}x_1x_2             @ w1_11*x_1*x_2
          y - \\hat{y}               @ y - yhat
          y - \\hat y - yHat         @ y - yhat - yhat
          \\hat\\mu                  @ muhat
          A - ŷ'y                    @ A - yhat'*y
          −2·Xᵀ(X×x)                 @ -2*X'*(X*x)
          t² + ½                     @ t^2 + 1/2
          A⁻ᵀx                       @ inv(A)'*x
          λx − γ∕2                   @ lambda*x - gamma/2
          \\lambda x                 @ lambda*x
          A x'b                      @ A*(x'*b)
          x x^T x                    @ x*x'*x
          X'X + λI                   @ X'*X + lambda*eye(n)
          (I + 2I)A - E              @ (eye(n) + 2*eye(n))*A - eye(n)
          \\mathrm{tr}(I_n A)        @ tr(eye(n)*A)
          kron(I, Y)*vec(A)          @ kron(eye(n), Y)*vec(A)
          (A \\otimes I_{n})\\mathrm{vec}(B) @ kron(A, eye(n))*vec(B)
          tr AB                      @ tr(A*B)
          tr AB - s                  @ tr(A*B) - s
          ln det A A^{-1} B          @ log(det(A*inv(A)*B))
          \\log\\det A               @ logdet(A)
          \\operatorname{tr}(A)\\text{det}(B) @ tr(A)*det(B)
          tr(A)^2                    @ tr(A)^2
          sin^2 t                    @ sin(t)^2
          sin(t)^2 t                 @ sin(t)^2*t
          f(Ax) .* f'(Ax)            @ f(A*x).*f'(A*x)
          f^{\\prime}(t)f''(t)       @ f'(t)*f''(t)
          \\max(0; X) + ReLU(Y)      @ relu(X) + relu(Y)
          relu'(x) + σ'(x)           @ step(x) + sigmoid(x).*(1 - sigmoid(x))
          e^{-t} + pi + \\pi         @ e^(-t) + pi + pi
          A \\odot B^{\\circ 2}      @ A.*B.^2
          A.*B./S.^2                 @ A.*B./S.^2
          \\frac{s}{2t}\\,\\sqrt{t}  @ s/(2*t)*sqrt(t)
          \\frac1s t + \\frac 2\\lambda @ 1/s*t + 2/lambda
          \\frac12 t + \\dfrac{t}{2} @ 1/2*t + t/2
          |s| + \\left|t\\right|     @ abs(s) + abs(t)
          ||x||^2 + \\lVert x \\rVert_2^2 + \\|x\\|^2_2 @ norm2(x)^2 + norm2(x)^2 + norm2(x)^2
          ||X||_F^2 + ||x||_1        @ norm2(X)^2 + norm1(x)
          X/(2*m)                    @ X/(2*m)
          m/2*log(2*pi)              @ m/2*log(2*pi)
          ones(m,1)'X                @ ones(m,1)'*X
          comm(m,n)*vec(X)           @ comm(m,n)*vec(X)
          [1 -1; 0.5 0]              @ [1 -1; 0.5 0]
          [s - t -s; 1, 2]           @ [(s - t) -s; 1 2]
          [λ-1 −λ² |s|]              @ [(lambda - 1) -lambda^2 abs(s)]
          \\begin{pmatrix} 1 & -1 \\\\ 0.5 & s t \\end{pmatrix} @ [1 -1; 0.5 s*t]
          \\mathrm{tr}(X^{\\top}\\,\\mathrm{d}X) @ tr(X'*dX)
          tr(X'dX)                   @ tr(X'*dX)
          $\\left( s + t \\right)^{2}$ @ (s + t)^2
          {\\color{red} A B} x       @ A*B*x
          """)
  void whatPeopleType(String typed, String plain) {
    assertEquals(plain, Ascii.print(Formula.parse(typed, NAMES)), typed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          1×2 @ [2 -1]              @ [2 -1]
          1×2 @ (2, -1)             @ [2 -1]
          2×1 @ (2, -1)             @ [2; -1]
          2×1 @ (-1; -0,5)          @ [-1; -0.5]
          1×2 @ (-1; -0,5)          @ [-1 -0.5]
          2×1 @ (-0,5, -1)          @ [-0.5; -1]
          1×1 @ 0,5                 @ 0.5
          1×1 @ (1,2)               @ 1.2
          2×1 @ (1,2)               @ [1; 2]
          1×2 @ [1,2,3,4]           @ [1.2 3.4]
          1×4 @ [1,2,3,4]           @ [1 2 3 4]
          2×1 @ [1,2;3,4]           @ [1.2; 3.4]
          2×2 @ [1,2;3,4]           @ [1 2; 3 4]
          1×2 @ (1, 2)[1 -1; 0,5 0] @ [1 2]*[1 -1; 0.5 0]
          1×2 @ -(1, 2)/2           @ -[1 2]/2
          3×3 @ I                   @ eye(3)
          1×1 @ 0,5*t^2             @ 0.5*t^2
          """)
  void theExpectedShapeSettlesIt(String shape, String typed, String plain) {
    Shape expected = Declarations.parse("G: " + shape).variable("G").shape();
    assertEquals(plain, Ascii.print(Formula.parse(typed, NAMES, expected)));
  }

  @Test
  void helperLinesComeBeforeTheAnswer() {
    String lines =
        """
        D_3 = (ŷ - y) .* f'(h_3)

        \\Delta = W_2' D3
        G = \\Delta x' + W1
        """;
    assertEquals(
        "W2'*((yhat - y).*f'(h3))*x' + W1",
        Ascii.print(Formula.parseLines(lines, NAMES, Shape.of("n", "n"))));
  }

  @Test
  void theLongestDeclaredNameWins() {
    Declarations d = Declarations.parse("A: n×n; AX: n×n; X: n×n; B: n×n");
    assertEquals("AX*B*A*B", Ascii.print(Formula.parse("AXBAB", d)));
  }

  @Test
  void aDeclaredEIsNoIdentity() {
    Declarations d = Declarations.parse("E: m×m; X: m×n");
    assertEquals("E*X", Ascii.print(Formula.parse("EX", d)));
  }
}
