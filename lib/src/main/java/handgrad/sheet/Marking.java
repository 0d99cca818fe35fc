package handgrad.sheet;

import handgrad.check.Judgement.Verdict;
import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The points of one student's answers. A right answer earns its points; so does a wrong one that
 * follows from the student's own wrong answer to an earlier part, by {@code follows.tsv}. Below,
 * σ(−1) stands for the probability σ(1), and the loss is the right one of that wrong number:
 *
 * <pre>{@code
 * Marking marking = new Marking();
 * marking.answer("5.9", "1/(1 + e)");
 * marking.answer("5.10", "log(1 + 1/e)");
 * marking.points("5.9", 1)    // 0
 * marking.points("5.10", 2)   // 2
 * }</pre>
 */
public final class Marking {
  private static final Pattern EARLIER = Pattern.compile("\\{([\\w.]+)}");
  private static final Map<String, List<String>> FOLLOWS =
      Sheet.rows("follows.tsv").stream()
          .collect(
              Collectors.groupingBy(
                  row -> row.get("id"),
                  Collectors.mapping(
                      row -> row.get("answer").replace("\\n", "\n"), Collectors.toList())));

  private final Map<String, String> answers = new HashMap<>();

  /** Keeps an answer; of several to one item the last counts. */
  public void answer(String id, String typed) {
    answers.put(id, typed);
  }

  /** Takes an answer back: the cell has none any more. */
  public void noAnswer(String id) {
    answers.remove(id);
  }

  /**
   * The points that an item's answer earns, all or none; none where there is no answer, or no such
   * item.
   *
   * @param of what a right answer earns
   */
  public int points(String id, int of) {
    Item item = Sheet.sheet().item(id).orElse(null);
    String typed = answers.get(id);
    if (item == null || typed == null) {
      return 0;
    }
    return isRight(item, typed) || follows(item, typed) ? of : 0;
  }

  private static boolean isRight(Item item, String typed) {
    return ItemCheck.judge(item, typed).verdict() == Verdict.RIGHT;
  }

  private boolean follows(Item item, String typed) {
    return FOLLOWS.getOrDefault(item.id(), List.of()).stream()
        .anyMatch(formula -> follows(item, typed, formula));
  }

  private boolean follows(Item item, String typed, String formula) {
    boolean wrong = false;
    Map<String, String> earlier = new HashMap<>();
    for (Matcher found = EARLIER.matcher(formula); found.find(); ) {
      Item part = Sheet.sheet().item(found.group(1)).orElseThrow();
      String own = answers.get(part.id());
      boolean replaced = own != null && !isRight(part, own);
      wrong |= replaced;
      try {
        Expr expected = part.expected();
        Expr answer = replaced ? part.parse(own, expected.shape()) : expected;
        earlier.put(part.id(), "(" + Ascii.print(answer) + ")");
      } catch (FormulaException e) {
        return false; // nothing follows from what cannot be read
      }
    }
    if (!wrong) {
      return false;
    }
    String own =
        EARLIER
            .matcher(formula)
            .replaceAll(found -> Matcher.quoteReplacement(earlier.get(found.group(1))));
    try {
      return isRight(item.answeredBy(own), typed);
    } catch (FormulaException e) {
      return false; // the earlier answer has a shape from which this one cannot follow
    }
  }
}
