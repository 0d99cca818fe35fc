package handgrad.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.check.Agreement;
import handgrad.check.Judgement;
import handgrad.check.Judgement.Slip;
import handgrad.check.Judgement.Verdict;
import handgrad.derive.Step;
import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.sheet.Item;
import handgrad.sheet.ItemCheck;
import handgrad.sheet.Sheet;
import handgrad.variant.Variant;
import handgrad.words.Language;
import handgrad.words.Message;
import handgrad.words.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays students. Each makes one known slip of one item, reads the reply, follows it to the hint,
 * repairs the answer, and does the item in another version of the task. What is asked of the reply:
 * it names the slip, with its double where two slips give the same answer, holds no right answer,
 * and its hint is about the line that the slip breaks.
 */
class PlayedStudentsTest {
  private static final long SEED = 20260;
  private static final Pattern WAY = Pattern.compile("%hint (\\S+) ([123])$");
  private static final Map<Integer, Variant> VERSIONS = new HashMap<>();

  /** A student: the item and the slip. */
  record Student(Item item, Item.Known slip) {
    @Override
    public String toString() {
      return item.id() + " " + slip.kind() + " " + slip.key() + " " + slip.answer();
    }
  }

  static Stream<Student> students() {
    return Sheet.sheet().items().stream()
        .flatMap(item -> item.slips().stream().map(slip -> new Student(item, slip)));
  }

  static Collection<Item> items() {
    return Sheet.sheet().items();
  }

  static List<Item> derived() {
    return items().stream().filter(Item::isDerived).toList();
  }

  @ParameterizedTest
  @MethodSource("students")
  void theReplyNamesTheSlipAndItsDoublesAndLeadsToALineOfTheHints(Student student) {
    Item item = student.item();
    Judgement judgement = ItemCheck.judge(item, student.slip().answer());
    for (Language language : Language.values()) {
      String reply = new Answers(language).check(item.id(), student.slip().answer()).plain();
      assertTrue(reply.startsWith("✗ " + item.id() + ": "), reply);
      for (Item.Known slip : sameAnswer(student)) {
        String named = named(slip, judgement, language);
        assertTrue(reply.contains(named), named + "\n" + reply);
      }
      Matcher way = WAY.matcher(reply);
      assertTrue(way.find(), reply);
      assertEquals(item.id(), way.group(1));
      int level = Integer.parseInt(way.group(2));
      assertTrue(
          sameAnswer(student).stream().anyMatch(slip -> slip.hint() == level),
          level + "\n" + reply);
      assertFalse(new Answers(language).hint(item.id(), level).plain().isBlank());
    }
  }

  // The slip itself, and every other of the item that leads to the same answer.
  private static List<Item.Known> sameAnswer(Student student) {
    Item item = student.item();
    List<Item.Known> same = new ArrayList<>();
    for (Item.Known slip : item.slips()) {
      if (slip.equals(student.slip()) || agree(item, slip, student.slip())) {
        same.add(slip);
      }
    }
    return same;
  }

  private static boolean agree(Item item, Item.Known a, Item.Known b) {
    if (a.key().isEmpty() || b.key().isEmpty() || item.kind() == Item.Kind.LASSO) {
      return a.answer().equals(b.answer());
    }
    try {
      Expr first = item.parse(a.answer(), null);
      Expr second = item.parse(b.answer(), first.shape());
      return first.shape().equals(second.shape()) && Agreement.of(first, second) == Agreement.SAME;
    } catch (FormulaException e) {
      return false;
    }
  }

  // As the reply words a slip: by the table's words, or where the table has none, by those found.
  private static String named(Item.Known slip, Judgement judgement, Language language) {
    if (!slip.key().isEmpty()) {
      return Message.of("place." + slip.key()).in(language);
    }
    Slip found =
        judgement.slips().stream()
            .filter(s -> s.kind().equals(slip.kind()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(slip + " is not named: " + judgement));
    String place = found.place().in(language);
    return slip.kind().equals("other")
        ? place
        : Words.in(language).text("slip." + slip.kind()) + " (" + place + ")";
  }

  @ParameterizedTest
  @MethodSource("students")
  void theReplyHoldsNoRightAnswer(Student student) {
    Item item = student.item();
    for (Language language : Language.values()) {
      String reply = new Answers(language).check(item.id(), student.slip().answer()).plain();
      Set<String> copies =
          new LinkedHashSet<>(AnswersTest.copies(reply.substring(2 + item.id().length() + 1)));
      // what does not fit is quoted from the answer itself
      copies.removeIf(student.slip().answer()::contains);
      copies.removeIf(copy -> !ItemCheck.accepts(item, copy));
      assertEquals(Set.of(), copies, reply);
    }
  }

  @Test
  void aReplyThatGivesTheAnswerAwayWouldBeSeen() {
    Item item = Sheet.sheet().item("7.1").orElseThrow();
    Set<String> copies = AnswersTest.copies("wrong, you wanted A'B' here.");
    copies.removeIf(copy -> !ItemCheck.accepts(item, copy));
    assertEquals(Set.of("A'B'"), copies);
  }

  @ParameterizedTest
  @MethodSource("items")
  void theRepairedAnswerIsRight(Item item) {
    assertTrue(
        new Answers(Language.EN).check(item.id(), item.typed()).plain().startsWith("✓ "),
        item.typed());
  }

  @ParameterizedTest
  @MethodSource("items")
  void theItemInAnotherVersionIsRightByItsKeyAndNotByTheSheets(Item item) {
    Variant version = version(item);
    if (version == null) {
      return;
    }
    for (Variant.Part part : version.parts()) {
      if (part.item().id().equals(item.id())) {
        assertEquals(
            Verdict.RIGHT, ItemCheck.judge(part.item(), part.answer()).verdict(), part.answer());
        return;
      }
    }
    assertTrue(item.id().matches(".*\\.(e\\d|rect)"), item.id() + " has no other version");
  }

  private static Variant version(Item item) {
    int task = Integer.parseInt(item.id().split("\\.")[0]);
    return Variant.knows(task)
        ? VERSIONS.computeIfAbsent(task, t -> Variant.draw(t, 1, SEED).get(0))
        : null;
  }

  /** In another version the same slip is made, and named again. */
  @ParameterizedTest
  @MethodSource("items")
  void theSlipsOfAnotherVersionAreNamedToo(Item item) {
    Variant version = version(item);
    if (version == null) {
      return;
    }
    for (Variant.Part part : version.parts()) {
      if (part.item().id().equals(item.id())) {
        for (Item.Known slip : part.item().slips()) {
          Judgement judgement = ItemCheck.judge(part.item(), slip.answer());
          List<String> kinds = judgement.slips().stream().map(Slip::kind).toList();
          assertTrue(kinds.contains(slip.kind()), item.id() + ": " + slip + " got " + kinds);
        }
      }
    }
  }

  /**
   * A derivation whose last line holds the slip: the lines before it stand, and that line is named.
   */
  @ParameterizedTest
  @MethodSource("derived")
  void theLineWhereTheSlipHappenedIsNamed(Item item) {
    List<String> lines = new ArrayList<>();
    for (Step step : item.question().derivation().steps()) {
      String line = Ascii.print(step.after());
      // what is still to be differentiated is written with d( ), which a student does in one go;
      // of a Hessian the lines of the gradient come first
      if (!line.contains("d(") && stands(item, line)) {
        lines.add("= " + line);
      }
    }
    for (Item.Known slip : item.slips()) {
      String typed = String.join("\n", lines) + "\n= " + slip.answer();
      String said = ItemCheck.steps(item, typed).in(Language.EN);
      assertTrue(said.startsWith("line " + (lines.size() + 1) + ", "), typed + "\n" + said);
    }
  }

  private static boolean stands(Item item, String line) {
    return ItemCheck.steps(item, "= " + line).lines().get(0).judgement().verdict() == Verdict.RIGHT;
  }
}
