package handgrad.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handgrad.check.Judgement;
import handgrad.check.Judgement.Verdict;
import handgrad.sheet.Item;
import handgrad.sheet.ItemCheck;
import handgrad.sheet.Marking;
import handgrad.sheet.Sheet;
import handgrad.words.Language;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  private static final String EATEN =
      "1.x: Java has eaten a backslash of this text (\\frac, \\top, \\right, \\beta, \\nabla …)."
          + " Put the answer under %%check 1.x, where it stays as typed.";

  private final Answers english = new Answers(Language.EN);
  private final Answers russian = new Answers(Language.RU);

  static Collection<Item> items() {
    return Sheet.sheet().items();
  }

  @Test
  void repliesAreWordedInTheLanguageOfTheNotebook() {
    assertEquals("✓ 1.x: right.", english.check("1.x", "4x + 3y").plain());
    assertEquals("✓ 1.x: верно.", russian.check("1.x", "4x + 3y").plain());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "?", " ? \n", "…", "...", "// YOUR CODE HERE", "// YOUR CODE HERE\n?\n"})
  void aPlaceholderIsNoAnswerYetAndEarnsNothing(String typed) {
    Marking marking = new Marking();
    marking.answer("1.x", "4x + 3y");
    assertEquals(
        "1.x: no answer yet. Put yours in place of the ? and run the cell.",
        new Answers(Language.EN, marking).checkCell("1.x", typed).plain());
    assertEquals(0, marking.points("1.x", 2));
  }

  @Test
  void anAnswerUnderTheStubIsJudgedAndEarnsItsPoints() {
    Marking marking = new Marking();
    assertEquals(
        "✓ 1.x: right.",
        new Answers(Language.EN, marking).checkCell("1.x", "// YOUR CODE HERE\n4x + 3y\n").plain());
    assertEquals(2, marking.points("1.x", 2));
  }

  // Each is written here as a reader writes it in a cell: the compiler of this test eats it too.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\frac{x}{y}",
        "2x^\top",
        "x \times y",
        "\tfrac{x}{y}",
        "\beta x",
        "(x + y\right)",
        "2\rho",
        "\nabla f",
        "2\nabla f",
        "\sum x",
        "\sqrt{x}",
        "2\sigma"
      })
  void anAnswerThatJavaHasEatenPointsToTheCellMagic(String typed) {
    assertEquals(EATEN, english.checkString("1.x", typed).plain());
  }

  @ParameterizedTest
  @ValueSource(strings = {"4x + 3y", "\t4x + 3y\r\n", "k = x + y\n2x + y + 2k", " 4x+ 3y "})
  void tabsAndLineEndsThatAreMeantAreRead(String typed) {
    assertEquals("✓ 1.x: right.", english.checkString("1.x", typed).plain());
  }

  @Test
  void aWrongAnswerIsToldItsSlipAndTheWayToAHint() {
    Reply reply = english.check("1.x", "-4x - 3y");
    assertEquals(
        "✗ 1.x: wrong. Looks like the sign (of the whole answer). The line about this: %hint 1.x 2",
        reply.plain());
    assertEquals(
        "**✗ 1.x: wrong.** Looks like the sign (of the whole answer). The line about this: `%hint 1.x 2`",
        reply.markdown());
  }

  @Test
  void markupInAnAnswerShowsAsText() {
    String markdown = english.check("1.x", "<script>").markdown();
    assertEquals(
        "```\n<script>\n", markdown.substring(markdown.indexOf("```"), markdown.indexOf(">") + 2));
  }

  @Test
  void anItemThatIsNotThereIsSaid() {
    assertEquals(
        "there is no item 9.99; there are "
            + String.join(", ", Sheet.sheet().items().stream().map(Item::id).toList()),
        english.check("9.99", "x").plain());
  }

  @Test
  void anItemWithPartsNamesThem() {
    assertEquals(
        "5.8 has parts, each an item of its own: 5.8.W1, 5.8.W2",
        english.check("5.8", "[0 -1; -1.5 0]").plain());
    assertEquals(
        "у 4.step есть части, каждая сама по себе: 4.step.W1, 4.step.W2",
        russian.hint("4.step", 1).plain());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void thereAreThreeHints(int level) {
    assertEquals(
        "hint " + level + ": there are three, 1 (the idea), 2 (the rule), 3 (the first line)",
        english.hint("1.x", level).plain());
  }

  /**
   * Whatever a reader could copy out of a text: the formulas between dollars and their sides, and
   * every run of up to six words. The way to a hint and the number in a slip's name are no copies.
   */
  static Set<String> copies(String text) {
    String said = text.replaceAll("%hint .*", "").replaceAll("(factor|множитель) [0-9/]+", "");
    Set<String> copies = new LinkedHashSet<>();
    Matcher maths = Pattern.compile("\\$([^$]+)\\$").matcher(said);
    while (maths.find()) {
      copies.add(maths.group(1).strip());
      for (String side : maths.group(1).split("=|\\\\mapsto|;|,|\\\\to(?![a-z])|↦")) {
        copies.add(side.strip());
      }
    }
    String[] words = said.replace("$", " ").strip().split("\\s+");
    for (int from = 0; from < words.length; from++) {
      StringBuilder run = new StringBuilder();
      for (int to = from; to < Math.min(words.length, from + 6); to++) {
        run.append(' ').append(words[to]);
        copies.add(run.toString().strip());
        copies.add(run.toString().strip().replaceAll("^[(«“:;,]+|[)»”.:;,]+$", ""));
      }
    }
    copies.removeIf(copy -> copy.isBlank() || copy.length() > 120);
    return copies;
  }

  private static List<String> givenAway(Item item, String text) {
    return copies(text).stream().filter(copy -> ItemCheck.accepts(item, copy)).toList();
  }

  static List<Item> firstFiveTasks() {
    return items().stream().filter(i -> i.id().matches("[1-5]\\..*")).toList();
  }

  @ParameterizedTest
  @MethodSource("firstFiveTasks")
  void noReplyToAWrongAnswerHoldsARightOne(Item item) {
    Set<String> wrong = new LinkedHashSet<>();
    item.slips().forEach(slip -> wrong.add(slip.answer()));
    wrong.addAll(List.of("17", "x", "[0.7 0.7]"));
    for (String answer : wrong) {
      Judgement judgement = ItemCheck.judge(item, answer);
      if (judgement.verdict() == Verdict.WRONG || judgement.verdict() == Verdict.SHAPE) {
        Set<String> copies = new LinkedHashSet<>();
        for (Answers answers : List.of(english, russian)) {
          String reply = answers.reply(item, judgement).plain();
          copies.addAll(copies(reply.substring(reply.indexOf(item.id()) + item.id().length() + 1)));
        }
        // what does not fit is quoted from the answer itself
        copies.removeIf(answer::contains);
        copies.removeIf(copy -> !ItemCheck.accepts(item, copy));
        assertEquals(Set.of(), copies, answer);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("firstFiveTasks")
  void noFirstOrSecondHintHoldsARightAnswer(Item item) {
    for (Language language : Language.values()) {
      for (int level = 1; level <= 2; level++) {
        String hint = item.hint(level, language);
        assertEquals(List.of(), givenAway(item, hint), hint);
      }
    }
  }

  @Test
  void theGuardSeesAnAnswerThatIsGivenAway() {
    Item item = Sheet.sheet().item("1.x").orElseThrow();
    assertEquals(List.of("4x + 3y"), givenAway(item, "it is 4x + 3y, of course"));
    assertEquals(List.of("f = 4x + 3y", "4x + 3y"), givenAway(item, "so $f = 4x + 3y$"));
    Item mse = Sheet.sheet().item("5.7.mse").orElseThrow();
    assertEquals(List.of("1"), givenAway(mse, "that is 1."));
    assertEquals(List.of(), givenAway(mse, "factor 1: %hint 5.7.mse 1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5.2 | [-1 1] | ✗ 5.2: wrong. Looks like a factor left untransposed (multiplied by the weights as they stand, without the transpose). The line about this: %hint 5.2 2
          4.step.W2 | W2 - gamma*X'*((2*(yhat - y)*(W1 - 2*gamma*O'*(yhat - y))').*step(H)) | ✗ 4.step.W2: wrong. Looks like new weights inside the backward pass (the gradient further down was taken at weights already moved). The line about this: %hint 4.step.W2 1
          5.8.W2 | [-1.5; 1] | ✗ 5.8.W2: wrong. Looks like a numerical factor (the two of the square) or the incoming gradient is forgotten (the gradient that came from above). The line about this: %hint 5.8.W2 3
          5.3 | [2 -1] | ✗ 5.3: wrong. Looks like the function was not applied. The line about this: %hint 5.3 2
          5.9 | 17 | ✗ 5.9: wrong. For a hint: %hint 5.9 1
          8.1.w | inv(X)*y | ✗ 8.1.w: wrong shape. Looks like an assumption that was not made (right only where all sizes are equal). inv needs a square matrix, but X is n×k. The line about this: %hint 8.1.w 2
          8.1.w | X'*X | ✗ 8.1.w: wrong shape. Looks like the shape (in the whole answer). The answer is k×k, asked is k×1. The line about this: %hint 8.1.w 2
          """)
  void theReplyNamesTheSlipAndTheHintThatHoldsItsLine(String id, String answer, String reply) {
    assertEquals(reply, english.check(id, answer).plain());
  }
}
