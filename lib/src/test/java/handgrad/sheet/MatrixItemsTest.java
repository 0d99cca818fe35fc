package handgrad.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import handgrad.check.Judgement;
import handgrad.check.Judgement.Verdict;
import handgrad.words.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The items of tasks 6 and 7, whose answers the library derives. */
class MatrixItemsTest {
  private static Judgement judge(String id, String answer) {
    return ItemCheck.judge(Sheet.sheet().item(id).orElseThrow(), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          6.1      | a
          6.1      | a'*dx
          6.2      | (A + A')x
          6.2      | Ax + A^T x
          6.2      | x'(A + A')dx
          6.3      | (A + A')x/(x'Ax)
          6.3      | \\frac{(A + A^{\\top})x}{x^{\\top}Ax}
          6.4      | a a' X' A' + A' X' a a'
          6.4      | tr((A X a a' + a a' X A) dX)
          6.5      | x'x I + 2 x x'
          6.5      | x'x dx + 2 x x' dx
          6.6      | -inv(X) dX inv(X)
          6.6      | -kron(inv(X)', inv(X))
          6.6      | -X^{-1} dX X^{-1}
          6.7      | cof(X)
          6.7      | adj(X)'
          6.e1     | 2A'Ax
          6.e2     | -X^{-T} a b' X^{-T}
          7.1      | A'B'
          7.1      | (BA)'
          7.1      | tr(B*A*dX)
          7.2      | X(A + A')
          7.3      | inv(X')
          7.3      | X^{-T}
          7.3      | tr(inv(X) dX)
          7.4      | -inv(X)'
          7.4      | -(inv(X) B inv(A inv(X) B) A inv(X))'
          7.4.rect | -(inv(X) B inv(A inv(X) B) A inv(X))'
          7.5      | X B inv(X)' A + X A' inv(X) B' - inv(X)' A X' X B inv(X)'
          7.6      | A X inv(X'A X) + A'X inv(X'A'X)
          7.7      | A b
          7.7      | dx'*A*b
          7.8      | x b'
          7.8      | x' dA b
          7.e1     | A'XB' + AXB
          7.e2     | 2X inv(X'X)
          """)
  void gradientsJacobiansAndDifferentialsAreRight(String id, String answer) {
    assertEquals(Judgement.right(), judge(id, answer.replace("\\\\", "\\")), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          6.2 | 2Ax        | wrong: the result is not symmetrised, right only for symmetric A
          6.4 | a a'X'A' + A'X a a' | wrong: a factor left untransposed, at X
          6.5 | x'x + 2x x' | wrong: the identity I is missing, at x'*x
          6.6 | inv(X) dX inv(X) | wrong: the sign, in the whole answer
          6.7 | adj(X)     | wrong: cofactors and adjugate are mixed up, at adj(X)
          6.7 | det(X) inv(X') | right. Only where the answer itself has a value: the derivative exists elsewhere too.
          7.3 | inv(X)     | wrong: the inverse is not transposed, in the whole answer
          7.6 | 2A X inv(X'A X) | wrong: the result is not symmetrised, right only for symmetric A
          7.7 | b'A'       | wrong shape: the result transposed, in the whole answer. The answer is 1×n, asked is n×1.
          """)
  void whatIsSaidNamesTheSlipAndKeepsTheAnswer(String id, String answer, String said) {
    assertEquals(said, judge(id, answer).in(Language.EN));
  }

  @Test
  void squareAndRectangularMatricesOf74AreTwoQuestions() {
    assertEquals(Verdict.RIGHT, judge("7.4", "-inv(X)'").verdict());
    assertEquals(Verdict.WRONG, judge("7.4.rect", "-inv(X)'").verdict());
  }

  @Test
  void firstAndSecondHintsHoldNothingTheCheckAccepts() {
    List<Item> derived =
        Sheet.sheet().items().stream()
            .filter(item -> item.isDerived() && item.id().matches("[67]\\..*"))
            .toList();
    assertEquals(20, derived.size());
    for (Item item : derived) {
      for (Language language : Language.values()) {
        for (int level = 1; level <= 2; level++) {
          String hint = item.hint(level, language);
          for (String copy : NetItemsTest.copies(hint)) {
            Verdict verdict = ItemCheck.judge(item, copy.strip()).verdict();
            assertNotEquals(Verdict.RIGHT, verdict, item.id() + ": " + hint);
          }
        }
      }
    }
  }

  @Test
  void theGuardOfHintsSeesAnAnswer() {
    String copy = NetItemsTest.copies("it is $\\nabla f = A^{\\top}B^{\\top}$").get(2).strip();
    assertEquals(Judgement.right(), judge("7.1", copy));
  }
}
