package handgrad.notebook;

import handgrad.derive.Derivation;
import handgrad.derive.DerivationText;
import handgrad.derive.Rule;
import handgrad.derive.Step;
import handgrad.expr.Expr;
import handgrad.expr.Latex;
import handgrad.words.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Derivations as a page shows them: aligned lines of LaTeX, what changed in red, the rule at the
 * right. A line that is too wide for a printed page goes on below, term by term.
 */
final class Derivations {
  private static final int WIDE = 46;

  private final Language language;

  Derivations(Language language) {
    this.language = language;
  }

  Reply of(Derivation d) {
    List<String> rows = new ArrayList<>();
    List<Step> steps = d.steps();
    Expr before = null;
    for (Step step : steps) {
      if (!step.before().equals(before)) {
        // the first line, and d of the last one where a second differential begins
        rows.add("&" + latex(d, step.before(), null));
      }
      before = step.after();
      List<String> lines = lines(d, step);
      for (int i = 0; i < lines.size(); i++) {
        boolean last = i == lines.size() - 1;
        String rule = last ? " && \\text{" + words(step.rule()) + "}" : "";
        rows.add((i == 0 ? "&= " : "&\\quad ") + lines.get(i) + rule);
      }
    }
    boolean second = d.f().shape().isScalar() && !d.result().shape().equals(d.by().shape());
    String name = second ? "H" : d.f().shape().isScalar() ? "\\nabla f" : "J";
    return new Reply(
        "$$\\begin{aligned}\n"
            + String.join(" \\\\\n", rows)
            + "\n\\end{aligned}$$\n\n$$"
            + name
            + " = "
            + Latex.print(d.result())
            + "$$",
        DerivationText.plain(d, language));
  }

  // The rules that read a result off hold a formula, which is set as one.
  private String words(Rule rule) {
    String name = rule.name(language);
    int colon = name.indexOf(": ");
    return rule == Rule.GRADIENT && colon > 0 ? name.substring(0, colon) : name;
  }

  // ---- one line, or its terms on lines of their own

  private record Term(String sign, Expr expr, List<Integer> path) {}

  private static List<String> lines(Derivation d, Step step) {
    Expr line = step.after();
    List<Integer> changed = step.placeAfter();
    List<Term> terms = new ArrayList<>();
    collect(line, "", List.of(), terms);
    if (terms.size() == 1 || width(latex(d, line, null)) <= WIDE) {
      return List.of(latex(d, line, changed));
    }
    List<String> lines = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    int used = 0;
    for (Term term : terms) {
      int width = width(latex(d, term.expr(), null)) + 2;
      if (used > 0 && used + width > WIDE) {
        lines.add(row.toString());
        row.setLength(0);
        used = 0;
      }
      row.append(term.sign()).append(latex(d, term.expr(), within(term.path(), changed)));
      used += width;
    }
    lines.add(row.toString());
    return lines;
  }

  private static void collect(Expr e, String sign, List<Integer> path, List<Term> terms) {
    boolean plus = e instanceof Expr.Plus;
    if (!plus && !(e instanceof Expr.Minus)) {
      terms.add(new Term(sign, e, path));
      return;
    }
    Expr right = e.operands().get(1);
    if (right instanceof Expr.Plus || right instanceof Expr.Minus) {
      terms.add(new Term(sign, e, path));
      return;
    }
    collect(e.operands().get(0), sign, below(path, 0), terms);
    terms.add(new Term(plus ? " + " : " - ", right, below(path, 1)));
  }

  private static List<Integer> below(List<Integer> path, int operand) {
    List<Integer> longer = new ArrayList<>(path);
    longer.add(operand);
    return longer;
  }

  // The place that changed as seen from a term: in it, all of it, or null where it is elsewhere.
  private static List<Integer> within(List<Integer> term, List<Integer> changed) {
    int common = Math.min(term.size(), changed.size());
    if (!term.subList(0, common).equals(changed.subList(0, common))) {
      return null;
    }
    return changed.subList(common, changed.size());
  }

  /** About how many letters wide a formula is set. */
  static int width(String latex) {
    return latex
        .replaceAll("\\^\\{[^{}]*\\}", "'")
        .replaceAll("\\\\(left|right|quad|,)", "")
        .replaceAll("\\\\mathrm\\{(\\w+)\\}", "$1")
        .replaceAll("\\\\[a-zA-Z]+", "o")
        .replaceAll("[{}\\s]", "")
        .length();
  }

  private static String latex(Derivation d, Expr line, List<Integer> changed) {
    Latex latex = Latex.of(line).name(d.differential().name(), "\\,d" + Latex.print(d.by()));
    for (Map.Entry<String, Expr> pending : d.pending().entrySet()) {
      latex = latex.name(pending.getKey(), "\\,d(" + Latex.print(pending.getValue()) + ")");
    }
    return changed == null ? latex.text() : latex.changed(changed).text();
  }
}
