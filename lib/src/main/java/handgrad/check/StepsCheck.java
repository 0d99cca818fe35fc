package handgrad.check;

import handgrad.check.Judgement.Verdict;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Shape;
import handgrad.words.Language;
import handgrad.words.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a derivation line by line: lines {@code dF = …}, {@code = …} in X and dX, down to the
 * gradient. Each line must equal the one before it; the first that does not is named, with the slip
 * between the two.
 *
 * <pre>{@code
 * AnswerCheck check = AnswerCheck.of("tr(A X^T X)", "X", Declarations.parse("A:n,n;X:m,n"));
 * String lines = "dF = tr(A dX'X) + tr(A X'dX)\n= tr((A' + A)X'dX)\n= X(A + A')";
 * StepsCheck.of(check, lines).in(Language.EN)   // right, every line down to the gradient
 * String slip = "dF = tr(A dX'X) + tr(A X'dX)\n= tr(2 A X'dX)";
 * StepsCheck.of(check, slip).in(Language.EN)
 * // line 2, tr(2 A X'dX): wrong: the result is not symmetrised, right only for symmetric A
 * }</pre>
 */
public final class StepsCheck {
  /**
   * One expression of the derivation.
   *
   * @param number the line it stands in, counted from 1
   * @param text as it was typed
   */
  public record Line(int number, String text, Judgement judgement) {}

  private final AnswerCheck check;
  private final String given;
  private final List<Line> lines = new ArrayList<>();
  private Expr before;

  private StepsCheck(AnswerCheck check, String given) {
    this.check = check;
    this.given = given;
  }

  /** Judges the lines up to the first that is wrong. */
  public static StepsCheck of(AnswerCheck check, String derivation) {
    return of(check, "", derivation);
  }

  /**
   * The same where names stand for something.
   *
   * @param given helper lines {@code name = formula}, which count as no lines of the derivation
   */
  public static StepsCheck of(AnswerCheck check, String given, String derivation) {
    StepsCheck steps = new StepsCheck(check, given);
    String[] typed = derivation.split("\\R");
    for (int i = 0; i < typed.length; i++) {
      for (String part : parts(typed[i])) {
        if (!steps.add(i + 1, part)) {
          return steps;
        }
      }
    }
    return steps;
  }

  // "dF = a = b" holds a and b; what stands before the first sign of equality is only a name,
  // unless the line goes on from the one before it.
  private static List<String> parts(String line) {
    List<String> parts = new ArrayList<>();
    String[] all = line.strip().replace("&", "").replaceAll("\\\\\\\\\\s*$", "").split("=", -1);
    for (int i = 0; i < all.length; i++) {
      boolean name = i == 0 && all.length > 1;
      if (!name && !all[i].isBlank()) {
        parts.add(all[i].strip());
      }
    }
    return parts;
  }

  private boolean add(int number, String text) {
    Expr expr;
    try {
      Declarations known =
          check
              .names()
              .with(check.derivation().differential().name(), check.derivation().by().shape());
      expr = Formula.parseLines(given + text, known, expectedShape());
    } catch (FormulaException e) {
      lines.add(new Line(number, text, check.refusal(text, e)));
      return false;
    }
    Judgement judgement = judge(expr);
    lines.add(new Line(number, text, judgement));
    before = expr;
    return judgement.verdict() == Verdict.RIGHT;
  }

  private Shape expectedShape() {
    return check.answer().shape();
  }

  private Judgement judge(Expr expr) {
    Judgement judgement = check.judge(expr);
    boolean comparable =
        before != null
            && before.shape().equals(expr.shape())
            && moves(before) == moves(expr)
            && judgement.verdict() == Verdict.WRONG;
    if (!comparable) {
      return judgement;
    }
    // The slip between two lines, not that between this line and the library's.
    return Judgement.wrong(List.of(check.search().of(expr, before)));
  }

  private boolean moves(Expr e) {
    return e.equals(check.derivation().differential())
        || e.operands().stream().anyMatch(this::moves);
  }

  /** The expressions judged, up to the first that is wrong. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** Right if every line is and the last is free of dX: the gradient. */
  public Verdict verdict() {
    if (lines.isEmpty()) {
      return Verdict.UNREADABLE;
    }
    Verdict last = lines.get(lines.size() - 1).judgement().verdict();
    return last == Verdict.RIGHT && moves(before) ? Verdict.UNDECIDED : last;
  }

  /** What is said of the derivation: the line, its slip, or that it is right to the end. */
  public String in(Language language) {
    if (lines.isEmpty()) {
      return Message.of("answer.no-lines").in(language);
    }
    Line last = lines.get(lines.size() - 1);
    if (last.judgement().verdict() != Verdict.RIGHT) {
      return Message.of("answer.line", last.number(), last.text()).in(language)
          + ": "
          + last.judgement().in(language);
    }
    return Message.of(
            moves(before) ? "answer.lines-unfinished" : "answer.lines-right", last.number())
        .in(language);
  }
}
