package handgrad.check;

import handgrad.expr.FormulaException;
import handgrad.words.Language;
import handgrad.words.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
   * @param kind {@code sign}, {@code factor}, {@code term} …: the key of its words
   * @param place where it happened, in words
   */
  public record Slip(String kind, Message place) {
    // What tables call the kinds that only items of the sheet have.
    private static final Map<String, String> CODES =
        Map.of(
            "by-weights",
            "variable",
            "by-input",
            "variable",
            "places",
            "order",
            "product",
            "elementwise");

    /** The first word in tables: the kind, or the nearest one that tables have. */
    public String code() {
      boolean known = Arrays.stream(SlipKind.values()).anyMatch(k -> k.code().equals(kind));
      return known ? kind : CODES.getOrDefault(kind, SlipKind.OTHER.code());
    }
  }

  private static final Set<String> SHAPE_ERRORS =
      Set.of(
          "expr.product-shapes",
          "expr.shapes-differ",
          "expr.not-square",
          "expr.divide-square",
          "expr.divide-matrix",
          "expr.exponent-matrix",
          "expr.power-not-square");

  /** The verdict on an answer that cannot be read, or whose own operands do not fit. */
  public static Judgement refused(FormulaException e) {
    return SHAPE_ERRORS.contains(e.message().key())
        ? new Judgement(Verdict.SHAPE, List.of(SlipKind.SHAPE.at("inside")), e.message())
        : unreadable(e);
  }

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
      text.append(slip == slips.get(0) ? ": " : "; ")
          .append(Message.of("slip." + slip.kind()).in(language));
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
