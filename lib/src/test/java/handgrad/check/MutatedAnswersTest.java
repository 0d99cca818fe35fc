package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.check.Judgement.Verdict;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.words.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Right answers with one character changed: each gets a verdict, none that differs is right. */
class MutatedAnswersTest {
  private static final int COUNT = 2_000;
  private static final String[] CLASSES = {"+-*/", "0123456789", "'^", "()[]{}"};
  private static final String OTHERS = ".,;|_=<>\\ \tπ\u0007я";

  @Test
  void noneIsAcceptedThatDiffers() throws IOException {
    List<AnswerCheckTest.Row> rows = new ArrayList<>(AnswerCheckTest.right());
    rows.removeIf(row -> !row.assumed().isEmpty() && !row.assumed().startsWith("kind="));
    Random random = new Random(2019);
    Map<AnswerCheckTest.Row, AnswerCheck> checks = new HashMap<>();
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    List<String> acceptedWrongly = new ArrayList<>();
    int compared = 0;
    for (int i = 0; i < COUNT; i++) {
      AnswerCheckTest.Row row = rows.get(random.nextInt(rows.size()));
      AnswerCheck check = checks.computeIfAbsent(row, AnswerCheckTest.Row::check);
      String changed = changed(row.answer(), letters(check), random);
      Judgement judgement = check.judge(changed);
      assertNotNull(judgement.in(Language.EN));
      assertNotNull(judgement.in(Language.RU));
      verdicts.merge(judgement.verdict(), 1, Integer::sum);
      if (judgement.verdict() == Verdict.RIGHT) {
        compared++;
        if (differs(check, row.answer(), changed)) {
          acceptedWrongly.add(row + " -> " + changed);
        }
      }
    }
    System.out.println("verdicts: " + verdicts);
    assertEquals(List.of(), acceptedWrongly);
    assertEquals(COUNT, verdicts.values().stream().mapToInt(n -> n).sum());
    assertTrue(verdicts.getOrDefault(Verdict.WRONG, 0) >= COUNT / 10, verdicts.toString());
    assertTrue(compared > 0, verdicts.toString());
  }

  /** The names of one letter, and those that need no declaration. */
  private static String letters(AnswerCheck check) {
    StringBuilder letters = new StringBuilder("dIe");
    check.names().names().stream().filter(name -> name.length() == 1).forEach(letters::append);
    return letters.toString();
  }

  private static String changed(String answer, String letters, Random random) {
    int at = random.nextInt(answer.length());
    String from = OTHERS + letters + String.join("", CLASSES);
    List<String> classes = new ArrayList<>(List.of(CLASSES));
    classes.add(letters);
    for (String alike : classes) {
      from = alike.indexOf(answer.charAt(at)) >= 0 && random.nextInt(4) > 0 ? alike : from;
    }
    char other;
    do {
      other = from.charAt(random.nextInt(from.length()));
    } while (other == answer.charAt(at));
    return answer.substring(0, at) + other + answer.substring(at + 1);
  }

  /** By the tape, at points of its own; a changed answer may be the derivative in another form. */
  private static boolean differs(AnswerCheck check, String answer, String changed) {
    Expr.Variable d = check.derivation().differential();
    Declarations names = check.names().with(d.name(), d.shape());
    Expr a = Formula.parseLines(answer, names, check.answer().shape());
    Expr b = Formula.parseLines(changed, names, check.answer().shape());
    boolean moving = Trees.holds(b, d);
    if (moving != Trees.holds(a, d)) {
      a = moving ? check.derivation().form() : check.answer();
    }
    return !a.shape().equals(b.shape()) || Agreement.of(a, b) == Agreement.DIFFERENT;
  }

  @Test
  void theComparisonSeesADifference() throws IOException {
    AnswerCheckTest.Row row = AnswerCheckTest.right().get(0);
    assertEquals("(B A)^T", row.answer());
    assertTrue(differs(row.check(), row.answer(), "1.001 (B A)^T"));
  }
}
