package handgrad.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.check.Judgement;
import handgrad.check.Judgement.Verdict;
import handgrad.words.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The items of tasks 8 and 9: gradients, optima, steps and Hessians of least squares. */
class FitItemsTest {
  private static Judgement judge(String id, String answer) {
    return ItemCheck.judge(Sheet.sheet().item(id).orElseThrow(), answer);
  }

  private static List<Item> items() {
    return Sheet.sheet().items().stream().filter(i -> "89".indexOf(i.id().charAt(0)) >= 0).toList();
  }

  @Test
  void everyItemKnowsThreeSlips() {
    assertEquals(15, items().size());
    for (Item item : items()) {
      assertTrue(item.slips().size() >= 3, item.id() + " knows fewer than three slips");
    }
  }

  @ParameterizedTest
  @CsvFileSource(resources = "fit-right.tsv", delimiter = '\t', numLinesToSkip = 1)
  void rightInAnyForm(String id, String answer, String said) {
    assertEquals("right" + (said == null ? "" : ". " + said), judge(id, answer).in(Language.EN));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "fit-wrong.tsv", delimiter = '\t', numLinesToSkip = 1)
  void aSlipIsNamedWithItsPlace(String id, String answer, String said) {
    assertEquals(said, judge(id, answer).in(Language.EN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          8.1.w | X'Xw = X'y           | верно. Формула неявная — уравнение на w: оптимум ему удовлетворяет, и рядом других решений нет.
          8.2   | w + gamma X'(y - Xw) | верно. Постоянный множитель включён в gamma, так часто делают: это шаг длины 1/2*gamma.
          9.1.w | inv(X'X + lambda)X'y | неверно: не хватает единичной матрицы I, в месте lambda
          9.3   | X'X - lambda I       | неверно: знак, штраф к Q прибавляют, поэтому у lambda плюс
          9.5   | soft(w + 2 gamma X'(y - Xw), gamma lambda) | верно. Это проксимальный шаг: градиент квадратов, потом мягкий порог, он и даёт точные нули.
          """)
  void theSameInRussian(String id, String answer, String said) {
    assertEquals(said, judge(id, answer).in(Language.RU));
  }

  @Test
  void firstAndSecondHintsHoldNothingTheCheckAccepts() {
    for (Item item : items()) {
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
  void noReplyToAWrongAnswerHoldsTheAnswer() {
    for (Item item : items()) {
      for (Item.Known slip : item.slips()) {
        String said = ItemCheck.judge(item, slip.answer()).in(Language.EN);
        String answer =
            item.isDerived() ? handgrad.expr.Ascii.print(item.expected()) : item.answer();
        assertTrue(!said.contains(answer), item.id() + ": " + said);
      }
    }
  }

  @Test
  void aStepOfAGradientWrongByOneInAThousandIsRefused() {
    assertEquals(Verdict.WRONG, judge("8.2", "w + 2*gamma*X'*(y - 1.001*X*w)").verdict());
    assertEquals(Verdict.WRONG, judge("8.1.w", "1.001*inv(X'*X)*X'*y").verdict());
    assertEquals(Verdict.WRONG, judge("8.1.w", "X'*X*w = 1.001*X'*y").verdict());
    assertEquals(Verdict.WRONG, judge("9.4.w", "2*X'*(y - X*w) = 1.001*lambda*s").verdict());
    assertEquals(
        Verdict.WRONG,
        judge("9.5", "soft(w + 2*gamma*X'*(y - X*w), 1.001*gamma*lambda)").verdict());
  }
}
