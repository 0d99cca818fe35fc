package handgrad.check;

import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Shape;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What was typed where a value of a variable is asked: {@code w = E}, {@code E} alone, an arrow
 * {@code w <- E}, or an equation for it, {@code X'*X*w = X'*y}. Helper lines may stand before.
 *
 * @param helpers the lines before the last
 * @param left the left side of an equation; empty where the answer is explicit
 * @param right the right side, or all
 */
record Equation(List<String> helpers, String left, String right) {
  private static final String ARROW = "<-|:=|←|\\\\leftarrow|\\\\gets";

  /**
   * Reads the last line; {@code name = …} with the variable's own name, new or old, is no equation.
   */
  static Equation of(String typed, String variable) {
    List<String> lines = typed.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return new Equation(List.of(), "", typed);
    }
    List<String> helpers = lines.subList(0, lines.size() - 1);
    String last = lines.get(lines.size() - 1).replaceFirst(ARROW, "=");
    int equals = equals(last);
    if (equals < 0) {
      return new Equation(helpers, "", last);
    }
    String left = last.substring(0, equals);
    boolean named = label(variable).matcher(left).matches();
    String right = last.substring(equals + 1);
    return new Equation(helpers, named ? "" : left, right);
  }

  // The first sign of equality outside of braces: \sum_{i=1}^n is none.
  private static int equals(String line) {
    int depth = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == '=' && depth == 0) {
        return i;
      }
    }
    return -1;
  }

  // w, \hat w, w^*, w_new, w^{(k+1)}
  private static Pattern label(String variable) {
    String name = "\\\\?" + Pattern.quote(variable);
    String hat = "(?:\\\\(?:hat|widehat|tilde)\\s*\\{?\\s*)?";
    String mark = "(?:\\s*(?:\\*|\\^\\s*\\{?[()\\w+*]+\\}?|_\\s*\\{?[()\\w+*]+\\}?|hat|_?new))?";
    return Pattern.compile("\\s*" + hat + name + "\\}?" + mark + "\\s*");
  }

  boolean isImplicit() {
    return !left.isEmpty();
  }

  Expr right(Declarations names, Shape expected) {
    return side(right, names, expected);
  }

  /** Left less right. */
  Expr difference(Declarations names, Shape expected) {
    Expr a = side(left, names, expected);
    Expr b = side(right, names, a.shape());
    if (b.equals(Expr.Num.ZERO)) {
      return a;
    }
    return a.equals(Expr.Num.ZERO) ? b : new Expr.Minus(a, b);
  }

  private Expr side(String text, Declarations names, Shape expected) {
    String all = String.join("\n", helpers) + "\n" + text;
    return Formula.parseLines(all, names, expected);
  }
}
