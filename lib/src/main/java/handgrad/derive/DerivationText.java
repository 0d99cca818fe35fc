package handgrad.derive;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.Latex;
import handgrad.words.Language;
import java.util.List;
import java.util.Map;

/** A derivation as text: aligned plain lines, LaTeX, or data. */
public final class DerivationText {
  private static final int WIDEST = 96;

  private DerivationText() {}

  /** A line a step, the rule's name at the right; last the result. */
  public static String plain(Derivation d, Language language) {
    return lines(d, language) + Ascii.print(d.result());
  }

  /** A line a step, the rule's name at the right. */
  public static String lines(Derivation d, Language language) {
    StringBuilder text = new StringBuilder();
    List<Step> steps = d.steps();
    int widest = 0;
    for (Step step : steps) {
      widest = Math.max(widest, Ascii.print(step.after()).length() + 2);
    }
    widest = Math.min(widest, WIDEST);
    Expr last = null;
    for (Step step : steps) {
      if (!step.before().equals(last)) {
        text.append(Ascii.print(step.before())).append('\n');
      }
      last = step.after();
      String line = "= " + Ascii.print(step.after());
      text.append(line).append(" ".repeat(Math.max(1, widest + 3 - line.length())));
      text.append(step.rule().name(language)).append('\n');
    }
    return text.toString();
  }

  /**
   * LaTeX lines aligned at the sign of equality, the changed part red and underlined, the rule at
   * the right.
   */
  public static String latex(Derivation d, Language language) {
    StringBuilder text = new StringBuilder("\\begin{align*}\n");
    List<Step> steps = d.steps();
    Expr last = null;
    for (Step step : steps) {
      if (!step.before().equals(last)) {
        text.append(last == null ? "" : "&").append(latex(d, step.before(), null));
        text.append(last == null ? "\n" : " \\\\\n");
      }
      last = step.after();
      text.append("&= ").append(latex(d, step.after(), step.placeAfter()));
      text.append(" && \\text{").append(step.rule().name(language)).append("} \\\\\n");
    }
    return text.append("\\end{align*}").toString();
  }

  /** One line as LaTeX; a differential upright, {@code d(…)} around what is still to be done. */
  public static String latex(Derivation d, Expr line, List<Integer> changed) {
    Latex latex = Latex.of(line).name(d.differential().name(), differential(d.by()));
    for (Map.Entry<String, Expr> pending : d.pending().entrySet()) {
      String inner = Latex.print(pending.getValue());
      latex = latex.name(pending.getKey(), "\\mathrm{d}\\left(" + inner + "\\right)");
    }
    return changed == null ? latex.text() : latex.changed(changed).underlined().text();
  }

  private static String differential(Expr.Variable x) {
    return "\\mathrm{d}" + Latex.print(x);
  }

  /** The member {@code "steps"}: rule, before, after, place. */
  public static void steps(Derivation d, JsonWriter json) {
    json.name("steps").open('[');
    for (Step step : d.steps()) {
      json.open('{');
      json.member("rule", step.rule().word());
      json.member("before", Ascii.print(step.before()));
      json.member("after", Ascii.print(step.after()));
      json.name("place").open('[');
      step.place().forEach(json::value);
      json.close(']').close('}');
    }
    json.close(']');
  }
}
