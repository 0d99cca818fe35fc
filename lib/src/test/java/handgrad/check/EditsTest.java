package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every single change of an answer: the slip it would undo, its place, the answer so changed. */
class EditsTest {
  private static String edits(String shapes, String answer, String... numbers) {
    Declarations names = Declarations.parse(shapes);
    List<Expr> scales = Stream.of(numbers).map(n -> (Expr) names.variable(n)).toList();
    return Edits.of(Formula.parse(answer, names), names.variables(), scales).stream()
        .map(
            e ->
                e.kind()
                    + " "
                    + e.slip().place().arguments().get(0)
                    + ": "
                    + Ascii.print(e.answer()))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void aTransposeOrASignAnywhere() {
    assertEquals(
        """
            TRANSPOSED A'*x: (A'*x)'
            UNTRANSPOSED A': A*x
            SIGN A': -A'*x
            UNTRANSPOSED A: (A')'*x
            SIGN A: (-A)'*x
            OTHER A: x'*x
            SIGN x: A'*(-x)
            OTHER x: A'*A
            UNTRANSPOSED A': A*x
            UNTRANSPOSED A: (A')'*x""",
        edits("A:n,n;x:n,1", "A'*x"));
  }

  @Test
  void anInverseAndItsTranspose() {
    assertEquals(
        """
            TRANSPOSED inv(X)'*A: (inv(X)'*A)'
            ELEMENTWISE inv(X)'*A: inv(X)'.*A
            ORDER inv(X)'*A: A*inv(X)'
            INVERSE_TRANSPOSE inv(X)': inv(X)*A
            SIGN inv(X)': -inv(X)'*A
            INVERSE_TRANSPOSE inv(X): (inv(X)')'*A
            SIGN inv(X): (-inv(X))'*A
            UNTRANSPOSED X: inv(X')'*A
            SIGN X: inv(-X)'*A
            OTHER X: inv(A)'*A
            UNTRANSPOSED A: inv(X)'*A'
            SIGN A: inv(X)'*(-A)
            OTHER A: inv(X)'*X
            INVERSE_TRANSPOSE inv(X)': inv(X)*A
            INVERSE_TRANSPOSE inv(X): (inv(X)')'*A
            UNTRANSPOSED X: inv(X')'*A
            UNTRANSPOSED A: inv(X)'*A'""",
        edits("A:n,n;X:n,n", "inv(X)'*A"));
  }

  @Test
  void cofactorsAndTheAdjugate() {
    assertEquals(
        """
            COFACTOR cof(X): adj(X)
            TRANSPOSED cof(X): cof(X)'
            UNTRANSPOSED X: cof(X')
            SIGN X: cof(-X)
            UNTRANSPOSED X: cof(X')""",
        edits("X:n,n", "cof(X)"));
  }

  @Test
  void theAdjugateAndCofactors() {
    assertEquals(
        """
            COFACTOR adj(X): cof(X)
            TRANSPOSED adj(X): adj(X)'
            UNTRANSPOSED X: adj(X')
            SIGN X: adj(-X)
            UNTRANSPOSED X: adj(X')""",
        edits("X:n,n", "adj(X)"));
  }

  @Test
  void anAnswerOfTwoTerms() {
    assertEquals(
        """
            TRANSPOSED X*(A + A'): (X*(A + A'))'
            SIGN X: -X*(A + A')
            OTHER X: A*(A + A')
            UNTRANSPOSED A + A': X*(A + A')'
            SIGN A': X*(A - A')
            SIGN A + A': X*(-(A + A'))
            UNTRANSPOSED A: X*(A' + A')
            SIGN A: X*(-A + A')
            UNTRANSPOSED A': X*(A + A)
            SIGN A': X*(A + (-A'))
            UNTRANSPOSED A: X*(A + (A')')
            SIGN A: X*(A + (-A)')
            UNTRANSPOSED A: X*(A' + (A')')
            UNTRANSPOSED A': X*(A + A)""",
        edits("A:n,n;X:m,n", "X*(A + A')"));
  }

  @Test
  void aScaleLostInATerm() {
    assertEquals(
        """
            TRANSPOSED 2*lam*x - x: (2*lam*x - x)'
            SIGN x: 2*lam*x + x
            SCALE 2*lam*x: lam*(2*lam*x) - x
            SCALE 2*lam*x: 2*lam*x/lam - x
            SCALE x: 2*lam*x - lam*x
            SCALE x: 2*lam*x - x/lam
            ELEMENTWISE 2*lam*x: 2*lam.*x - x
            ORDER 2*lam*x: x*(2*lam) - x
            SIGN 2*lam*x: -(2*lam*x) - x
            SIGN 2*lam: -(2*lam)*x - x
            SIGN 2: -2*lam*x - x
            OTHER 2: 0*lam*x - x
            FACTOR 2: 1*lam*x - x
            FACTOR 2: 3*lam*x - x
            FACTOR 2: 4*lam*x - x
            SCALE 2: lam*lam*x - x
            SIGN lam: 2*(-lam)*x - x
            SCALE lam: 2*1*x - x
            SCALE lam: 2*(lam*lam)*x - x
            SIGN x: 2*lam*(-x) - x
            OTHER x: 2*lam*lam - x
            SIGN x: 2*lam*x - (-x)
            OTHER x: 2*lam*x - lam""",
        edits("x:n,1;lam:1,1", "2*lam*x - x", "lam"));
  }

  @Test
  void aNumberBesideAMatrixLacksTheIdentity() {
    assertEquals(
        """
            TRANSPOSED X + lam: (X + lam)'
            IDENTITY lam: X + lam*eye(n)
            SIGN lam: X - lam
            UNTRANSPOSED X: X' + lam
            SIGN X: -X + lam
            OTHER X: lam + lam
            SIGN lam: X + (-lam)
            SCALE lam: X + 1
            SCALE lam: X + lam*lam
            OTHER lam: X + X
            UNTRANSPOSED X: X' + lam""",
        edits("X:n,n;lam:1,1", "X + lam"));
  }

  @Test
  void aNumberBeforeAMatrixToo() {
    assertEquals(
        """
            TRANSPOSED lam - X: (lam - X)'
            IDENTITY lam: lam*eye(n) - X
            SIGN X: lam + X
            SIGN lam: -lam - X
            SCALE lam: 1 - X
            SCALE lam: lam*lam - X
            OTHER lam: X - X
            UNTRANSPOSED X: lam - X'
            SIGN X: lam - (-X)
            OTHER X: lam - lam
            UNTRANSPOSED X: lam - X'""",
        edits("X:n,n;lam:1,1", "lam - X"));
  }

  @Test
  void aSignTooMany() {
    assertEquals(
        """
            TRANSPOSED -x: (-x)'
            SIGN -x: x
            UNTRANSPOSED x: -x'
            SIGN x: -(-x)""",
        edits("x:n,1", "-x"));
  }

  @Test
  void anOuterFunctionOfOneNumber() {
    assertEquals(
        """
            OUTER exp(t): log(t)
            OUTER exp(t): sqrt(t)
            OUTER exp(t): abs(t)
            OUTER exp(t): sign(t)
            OUTER exp(t): sin(t)
            OUTER exp(t): cos(t)
            OUTER exp(t): tan(t)
            OUTER exp(t): sinh(t)
            OUTER exp(t): cosh(t)
            OUTER exp(t): tanh(t)
            OUTER exp(t): sigmoid(t)
            OUTER exp(t): relu(t)
            OUTER exp(t): step(t)
            OUTER exp(t): t
            SIGN t: exp(-t)
            SCALE t: exp(1)
            SCALE t: exp(t*t)""",
        edits("t:1,1", "exp(t)"));
  }

  @Test
  void anActivation() {
    assertEquals(
        """
            TRANSPOSED sigmoid(x).^2: (sigmoid(x).^2)'
            UNTRANSPOSED sigmoid(x): (sigmoid(x)').^2
            SIGN sigmoid(x): (-sigmoid(x)).^2
            ACTIVATION sigmoid(x): exp(x).^2
            ACTIVATION sigmoid(x): log(x).^2
            ACTIVATION sigmoid(x): sqrt(x).^2
            ACTIVATION sigmoid(x): abs(x).^2
            ACTIVATION sigmoid(x): sign(x).^2
            ACTIVATION sigmoid(x): sin(x).^2
            ACTIVATION sigmoid(x): cos(x).^2
            ACTIVATION sigmoid(x): tan(x).^2
            ACTIVATION sigmoid(x): sinh(x).^2
            ACTIVATION sigmoid(x): cosh(x).^2
            ACTIVATION sigmoid(x): tanh(x).^2
            ACTIVATION sigmoid(x): relu(x).^2
            ACTIVATION sigmoid(x): step(x).^2
            UNTRANSPOSED x: sigmoid(x').^2
            SIGN x: sigmoid(-x).^2
            SIGN 2: sigmoid(x).^(-2)
            OTHER 2: sigmoid(x).^0
            FACTOR 2: sigmoid(x).^1
            FACTOR 2: sigmoid(x).^3
            FACTOR 2: sigmoid(x).^4""",
        edits("x:n,1", "sigmoid(x).^2"));
  }

  @Test
  void anEntrywiseProduct() {
    assertEquals(
        """
            TRANSPOSED x.*y: (x.*y)'
            ELEMENTWISE x.*y: x'*y
            SIGN x: -x.*y
            OTHER x: y.*y
            SIGN y: x.*(-y)
            OTHER y: x.*x""",
        edits("x:n,1;y:n,1", "x.*y"));
  }

  @Test
  void aKroneckerProduct() {
    assertEquals(
        """
            TRANSPOSED kron(A, B): kron(A, B)'
            ORDER kron(A, B): kron(B, A)
            UNTRANSPOSED A: kron(A', B)
            SIGN A: kron(-A, B)
            OTHER A: kron(B, B)
            UNTRANSPOSED B: kron(A, B')
            SIGN B: kron(A, -B)
            OTHER B: kron(A, A)
            UNTRANSPOSED A: kron(A', B)
            UNTRANSPOSED B: kron(A, B')""",
        edits("A:n,n;B:n,n", "kron(A,B)"));
  }

  @Test
  void aPower() {
    assertEquals(
        """
            TRANSPOSED A^2: (A^2)'
            UNTRANSPOSED A: (A')^2
            SIGN A: (-A)^2
            SIGN 2: A^(-2)
            OTHER 2: A^0
            FACTOR 2: A^1
            FACTOR 2: A^3
            FACTOR 2: A^4
            UNTRANSPOSED A: (A')^2""",
        edits("A:n,n", "A^2"));
  }

  @Test
  void aFunctionByName() {
    assertEquals(
        """
            TRANSPOSED f'(h1): f'(h1)'
            ACTIVATION f'(h1): f''(h1)
            ACTIVATION f'(h1): f(h1)
            UNTRANSPOSED h1: f'(h1')
            SIGN h1: f'(-h1)
            LAYER h1: f'(h2)""",
        edits("h1:n,1;h2:n,1;f:function", "f'(h1)"));
  }

  @Test
  void aNeighbouringLayer() {
    assertEquals(
        """
            TRANSPOSED W_1*b: (W_1*b)'
            UNTRANSPOSED W_1: W_1'*b
            SIGN W_1: -W_1*b
            LAYER W_1: W_2*b
            SIGN b: W_1*(-b)
            OTHER b: W_1*W_1
            OTHER b: W_1*W_2
            UNTRANSPOSED W_1: W_1'*b""",
        edits("W_1:n,n;W_2:n,n;b:n,1", "W_1*b"));
  }
}
