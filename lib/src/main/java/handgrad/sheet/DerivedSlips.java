package handgrad.sheet;

import handgrad.check.AnswerCheck;
import handgrad.check.Judgement;
import handgrad.check.Judgement.Slip;
import handgrad.check.Judgement.Verdict;
import handgrad.expr.FormulaException;
import handgrad.words.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The slips that the table knows of a derivative and has words for, before those found by search.
 */
final class DerivedSlips {
  private DerivedSlips() {}

  /** The judgement with the slips that lead to just this answer; as it was where none does. */
  static Judgement named(Item item, String typed, Judgement found) {
    if (found.verdict() != Verdict.WRONG && found.verdict() != Verdict.SHAPE) {
      return found;
    }
    AnswerCheck question = item.question();
    Map<String, Slip> named = new LinkedHashMap<>();
    for (Item.Known slip : item.slips()) {
      if (!slip.key().isEmpty() && leadsTo(item, slip, question, typed)) {
        named.putIfAbsent(slip.key(), new Slip(slip.kind(), Message.of("place." + slip.key())));
      }
    }
    return named.isEmpty()
        ? found
        : new Judgement(found.verdict(), List.copyOf(named.values()), found.remark());
  }

  private static boolean leadsTo(Item item, Item.Known slip, AnswerCheck question, String typed) {
    try {
      return question.isSame(typed, item.parse(slip.answer(), null));
    } catch (FormulaException e) {
      return false;
    }
  }
}
