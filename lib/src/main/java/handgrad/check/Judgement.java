package handgrad.check;

import handgrad.expr.FormulaException;
import handgrad.words.Language;
import handgrad.words.Message;
import java.util.List;

/**
 * What is said of one answer.
 *
 * @param slips the slips that lead to just this answer, none where none is known
 * @param remark why, where the verdict alone does not say it; null where it does
 */
public record Judgement(Verdict verdict, List<Slip> slips, Message remark) {
  public Judgement {
    slips = List.copyOf(slips);
  }

  /**
   * A slip by its kind and its place.
   *
   * @param kind {@code sign}, {@code factor}, {@code term} …; the first word in tables
   * @param place where it happened, in words
   */
  public record Slip(String kind, Message place) {}

  /** An answer that cannot be read: the error with its caret. */
  static Judgement unreadable(FormulaException e) {
    String sentence = e.message().in(Language.EN);
    String caret = e.in(Language.EN).substring(sentence.length());
    return of(Verdict.UNREADABLE, Message.of("answer.unread", e.message(), caret));
  }

  /** The whole reply: the verdict, the slips, the remark. */
  public String in(Language language) {
    StringBuilder text = new StringBuilder(Message.of("answer." + verdict.key()).in(language));
    for (Slip slip : slips) {
      text.append(": ").append(Message.of("slip." + slip.kind()).in(language));
      text.append(", ").append(slip.place().in(language));
    }
    return remark == null
        ? text.toString()
        : text.append(". ").append(remark.in(language)).toString();
  }

  public static Judgement right() {
    return new Judgement(Verdict.RIGHT, List.of(), null);
  }

  public static Judgement of(Verdict verdict, Message remark) {
    return new Judgement(verdict, List.of(), remark);
  }

  public static Judgement wrong(List<Slip> slips) {
    return new Judgement(Verdict.WRONG, slips, null);
  }

  /** What is said of an answer. */
  public enum Verdict {
    RIGHT,
    WRONG,
    /** The answer has another shape than what was asked. */
    SHAPE,
    /** Neither right nor wrong could be shown; the reason is given. */
    UNDECIDED,
    /** The answer could not be read; the place is shown. */
    UNREADABLE;

    /** The word in tables: {@code right}, {@code wrong} … */
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
