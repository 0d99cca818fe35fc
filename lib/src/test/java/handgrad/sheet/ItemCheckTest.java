package handgrad.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.check.Judgement;
import handgrad.check.Judgement.Verdict;
import handgrad.expr.Ascii;
import handgrad.words.Language;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ItemCheckTest {
  static Collection<Item> items() {
    return Sheet.sheet().items();
  }

  private static Judgement judge(String id, String answer) {
    return ItemCheck.judge(Sheet.sheet().item(id).orElseThrow(), answer);
  }

  @ParameterizedTest
  @MethodSource("items")
  void theAnswerOfTheTableIsRight(Item item) {
    String answer = item.isDerived() ? Ascii.print(item.expected()) : item.answer();
    Judgement judgement = ItemCheck.judge(item, answer);
    assertEquals(Verdict.RIGHT, judgement.verdict());
    boolean plain = item.kind() != Item.Kind.LASSO && item.remark().isEmpty();
    assertEquals(plain, judgement.remark() == null, item.id());
  }

  @ParameterizedTest
  @MethodSource("items")
  void everyKnownSlipIsRefusedAndNamed(Item item) {
    assertTrue(item.slips().size() >= 2, item.id() + " knows fewer than two slips");
    for (Item.Known slip : item.slips()) {
      Judgement judgement = ItemCheck.judge(item, slip.answer());
      assertNotEquals(Verdict.RIGHT, judgement.verdict(), slip.answer());
      List<String> kinds = judgement.slips().stream().map(Judgement.Slip::kind).toList();
      assertTrue(kinds.contains(slip.kind()), item.id() + ": " + slip + " got " + kinds);
    }
  }

  @ParameterizedTest
  @MethodSource("items")
  void goalHintsAndSolutionStandInBothLanguages(Item item) {
    for (Language language : Language.values()) {
      String goal = item.goal(language);
      assertTrue(goal.matches("[\\p{Ll}lJ\\d].{5,46}[^.]"), goal);
      for (int level = 1; level <= 3; level++) {
        assertFalse(item.hint(level, language).isBlank());
      }
      assertFalse(item.solution(language).isBlank());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.x   | 4x + 3y
          1.x   | 2x + y + 2(x+y)
          1.x   | 2x + y + 2c
          1.x   | 3(x + y) + x
          1.x   | 2x+y+2\\cdot(x+y)
          1.x   | \\frac{8x + 6y}{2}
          1.y   | x + 2c
          1.y   | 2y + 3x
          1.d.c | c + c
          1.d.c | 2(x + y)
          1.c.x | 1
          0.1   | [-1; -1]
          0.1   | (-1, -1)
          0.2   | e^{-x} - x e^{-x}
          0.2   | exp(-x)*(1-x)
          0.3   | \\frac{2x}{1+x^2}
          0.4   | 3 sigmoid(3t)(1 - sigmoid(3t))
          0.4   | 3 e^{-3t}/(1+e^{-3t})^2
          0.5   | a^T b
          0.5   | b'a
          1.e1  | 2c + x
          1.e2  | 2^3
          """)
  void aRightAnswerIsRightInAnyForm(String id, String answer) {
    assertEquals(Judgement.right(), judge(id, answer.replace("\\\\", "\\")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.x   | 4x + 3.01y    | WRONG      | []
          1.x   | -4x - 3y      | WRONG      | [sign]
          1.x   | 8x + 6y       | WRONG      | [factor]
          1.x   | 4x + 3        | WRONG      | []
          1.x   | 4x + 3z       | UNREADABLE | []
          1.x   | 4x + (3y      | UNREADABLE | []
          1.x   | (x, y)        | SHAPE      | [shape]
          0.1   | [-1 -1]       | SHAPE      | [transposed]
          0.1   | [-1; 1]       | WRONG      | [sign]
          0.5   | a b'          | SHAPE      | [order]
          1.d.c | c             | WRONG      | [factor]
          """)
  void aWrongAnswerIsRefused(String id, String answer, Verdict verdict, String kinds) {
    Judgement judgement = judge(id, answer);
    assertEquals(verdict, judgement.verdict());
    assertEquals(kinds, judgement.slips().stream().map(Judgement.Slip::kind).toList().toString());
  }
}
