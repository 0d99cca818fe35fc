package handgrad.variant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import handgrad.check.Judgement.Verdict;
import handgrad.sheet.Item;
import handgrad.sheet.ItemCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuizTest {
  private static List<Variant.Part> parts(Quiz quiz) {
    return quiz.tasks().stream().flatMap(task -> task.parts().stream()).toList();
  }

  @Test
  void theTestsBeforeAndAfterAskForTheSameItemsByOtherQuestions() {
    for (long seed = 1; seed <= 30; seed++) {
      List<Quiz> drawn = Quiz.draw(seed);
      assertEquals(List.of("before", "after"), drawn.stream().map(Quiz::name).toList());
      List<Variant.Part> before = parts(drawn.get(0));
      List<Variant.Part> after = parts(drawn.get(1));
      assertEquals(
          List.of("1.x", "5.2", "5.8.W1", "6.2", "6.3", "7.2"),
          before.stream().map(part -> part.item().id()).toList());
      for (int i = 0; i < 6; i++) {
        Item first = before.get(i).item();
        Item second = after.get(i).item();
        assertEquals(first.id(), second.id());
        assertEquals(first.difficulty(), second.difficulty());
        assertNotEquals(before.get(i).answer(), after.get(i).answer());
        assertFalse(!first.f().isEmpty() && first.f().equals(second.f()), first.f());
        // the answer of one test earns nothing in the other
        assertNotEquals(
            Verdict.RIGHT, ItemCheck.judge(second, before.get(i).answer()).verdict(), first.f());
      }
    }
  }

  @Test
  void theSameSeedDrawsTheSameTestsAndAnotherOthers() {
    assertEquals(Quiz.draw(7), Quiz.draw(7));
    assertNotEquals(Quiz.draw(7), Quiz.draw(8));
  }

  @Test
  void everyKeyIsRight() {
    for (Quiz quiz : Quiz.draw(7)) {
      for (Variant.Part part : parts(quiz)) {
        assertEquals(
            Verdict.RIGHT, ItemCheck.judge(part.item(), part.answer()).verdict(), part.answer());
      }
    }
  }
}
