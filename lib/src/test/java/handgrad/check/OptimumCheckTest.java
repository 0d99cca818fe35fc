package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handgrad.derive.Assumptions;
import handgrad.expr.Declarations;
import handgrad.expr.Formula;
import handgrad.words.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Where is the optimum": formulas of it, equations for it, and the slips in both. */
class OptimumCheckTest {
  private static final String IMPLICIT =
      "right. This is an implicit formula, an equation for w: the optimum satisfies it, and nothing"
          + " near the optimum does.";

  private static OptimumCheck squares() {
    return check("(y - X*w)'*(y - X*w)", "X: n×k, y: n×1, w: k×1", "k <= n", "inv(X'*X)*X'*y");
  }

  private static OptimumCheck ridge() {
    return check(
        "(y - X*w)'*(y - X*w) + lambda*w'*w",
        "X: n×k, y: n×1, w: k×1, lambda",
        "lambda > 0",
        "inv(X'*X + lambda*I)*X'*y");
  }

  private static OptimumCheck check(String f, String shapes, String assumed, String optimum) {
    Declarations names = Declarations.parse(shapes);
    Assumptions assumptions = Assumptions.parse(List.of(assumed), names);
    return OptimumCheck.of(Formula.parse(f, names), "w", names, assumptions, optimum);
  }

  private static String said(OptimumCheck check, String answer) {
    return check.judge(answer.replace(" ; ", "\n")).in(Language.EN);
  }

  @ParameterizedTest
  @CsvSource({
    "(X'X)^{-1} X'y",
    "w = inv(X'X) X'y",
    "inv(X'X)'X'y",
    "A = X'X ; inv(A) X'y",
  })
  void aFormulaOfTheOptimumIsRight(String answer) {
    assertEquals("right", said(squares(), answer));
  }

  @ParameterizedTest
  @CsvSource({
    "X'X w = X'y",
    "X'(X w - y) = 0",
    "X'X w - X'y = 0",
    "r = y - X w ; X' r = 0",
    "inv(X'X) X' y + w - w",
    "w = X'y - X'X w + w",
  })
  void anEquationThatOnlyTheOptimumSatisfiesIsRightAndImplicit(String answer) {
    assertEquals(IMPLICIT, said(squares(), answer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -inv(X'X)X'y       | the sign, in the whole answer
          2 inv(X'X)X'y      | a numerical factor, in the whole answer, 2 times what it should be
          inv(X'X)X'y/4      | a numerical factor, in the whole answer, 1/4 times what it should be
          inv(X'X)X'y + 1    | something else, at 1
          X'y                | something else, no single known slip leads to it
          0                  | something else, no single known slip leads to it
          X'X w + X'y = 0    | the sign, at X'*y
          2 X'X w = X'y      | a numerical factor, on one side of the equation
          X'X w = 2 X'y      | a numerical factor, on one side of the equation
          X'X w = 1/2 X'y    | a numerical factor, on one side of the equation
          y = X w            | something else, no single known slip leads to it
          w = w              | something else, w is not the only solution of this equation
          y'X w = y'X inv(X'X) X'y | something else, w is not the only solution of this equation
          X'X X'y = X'y      | something else, w does not stand in the equation
          """)
  void aWrongOptimumOfLeastSquares(String answer, String slip) {
    assertEquals("wrong: " + slip, said(squares(), answer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          inv(X'X + n lambda I)X'y | a scale (1/n or lambda) is lost or one too many, at n*lambda*eye(k)
          inv(X'X + I)X'y          | a scale (1/n or lambda) is lost or one too many, at eye(k)
          inv(X'X + lambda)X'y     | the identity I is missing, at lambda
          inv(X'X - lambda I)X'y   | the sign, at lambda*eye(k)
          inv(X'X + 2 lambda I)X'y | a numerical factor, at 2
          inv(X'X)X'y              | something else, no single known slip leads to it
          X'X w + lambda = X'y     | something else, no single known slip leads to it
          """)
  void aWrongOptimumOfRidge(String answer, String slip) {
    assertEquals("wrong: " + slip, said(ridge(), answer));
  }

  @Test
  void ridgeToo() {
    assertEquals("right", said(ridge(), "inv(X'X + lambda I)X'y"));
    assertEquals(IMPLICIT, said(ridge(), "(X'X + lambda I) w = X'y"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          y'X inv(X'X)       | the result transposed, in the whole answer. The answer is 1×k, asked is k×1.
          y                  | the shape, in the whole answer. The answer is n×1, asked is k×1.
          inv(X X')X'y       | the order of the factors, at inv(X*X')*X'*y. the product needs columns = rows: inv(X*X') is n×n, X' is k×n, and n is not k
          inv(X)*y           | an assumption that was not made, right only where all sizes are equal. inv needs a square matrix, but X is n×k
          inv(X'X) X X' y    | the shape, inside the answer. the product needs columns = rows: inv(X'*X) is k×k, X is n×k, and k is not n
          X'X = X'y          | the shape, inside the answer. "-" needs operands of one shape (or a number): X'*X is k×k, X'*y is k×1
          """)
  void anOptimumOfAnotherShape(String answer, String slip) {
    assertEquals("wrong shape: " + slip, said(squares(), answer));
  }

  @Test
  void whatCannotBeReadIsShownWithItsPlace() {
    assertEquals(
        "unreadable. the bracket ( is never closed: close it\n inv(X'X)(X'y\n         ^",
        said(squares(), "w = inv(X'X)(X'y"));
    assertEquals(
        "unreadable. lambda is unknown: declared are X: n×k, y: n×1, w: k×1\n X'y + lambda w\n       ^",
        said(squares(), "X'X w = X'y + lambda w"));
  }

  @Test
  void aQuestionWhoseOptimumIsNoneIsRefused() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                check(
                    "(y - X*w)'*(y - X*w)",
                    "X: n×k, y: n×1, w: k×1",
                    "k <= n",
                    "inv(X'*X)*X'*y/2"));
    assertEquals("the gradient does not vanish at inv(X'*X)*X'*y/2", e.getMessage());
  }
}
