package handgrad.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import handgrad.check.Judgement.Verdict;
import handgrad.sheet.Item;
import handgrad.sheet.ItemCheck;
import handgrad.sheet.Marking;
import handgrad.sheet.Sheet;
import handgrad.words.Language;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        "✗ 1.x: wrong. Looks like the sign (of the whole answer). For a hint: %hint 1.x 1",
        reply.plain());
    assertEquals(
        "**✗ 1.x: wrong.** Looks like the sign (of the whole answer). For a hint: `%hint 1.x 1`",
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

  @ParameterizedTest
  @ValueSource(ints = {0, 4})
  void thereAreThreeHints(int level) {
    assertEquals(
        "hint " + level + ": there are three, 1 (the idea), 2 (the rule), 3 (the first line)",
        english.hint("1.x", level).plain());
  }

  @ParameterizedTest
  @MethodSource("items")
  void noReplyToAWrongAnswerHoldsARightOne(Item item) {
    for (Item.Known slip : item.slips()) {
      for (Answers answers : new Answers[] {english, russian}) {
        String reply = answers.check(item.id(), slip.answer()).plain();
        String head = reply.substring(reply.indexOf(':') + 1);
        String said = head.replaceAll("%hint .*", "").replaceAll("[А-Яа-яЁё✗:]", " ");
        for (String piece : said.split("[\\s(),;.]+")) {
          // a word is no answer; what the check itself accepts is
          assertFalse(
              !piece.isBlank()
                  && ItemCheck.judge(item, piece).verdict() == Verdict.RIGHT
                  && !slip.answer().contains(piece),
              item.id() + ": " + reply + " gives " + piece + " away");
        }
      }
    }
  }
}
