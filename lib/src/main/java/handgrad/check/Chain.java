package handgrad.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chain {@code a = b \approx c \ge d} in LaTeX: its sides, and what stands between them; signs
 * inside braces and round brackets do not count.
 *
 * @param relations one fewer than sides
 */
record Chain(List<String> sides, List<Relation> relations) {
  /** What is said of two neighbouring sides. */
  enum Relation {
    EQUAL("="),
    /** The right side is the left one, rounded to the digits written. */
    ROUNDED("\\\\approx"),
    AT_LEAST("\\\\geq?|\\\\geqslant"),
    AT_MOST("\\\\leq?|\\\\leqslant"),
    MORE(">|\\\\gt"),
    LESS("<|\\\\lt"),
    UNEQUAL("\\\\neq?"),
    /** The difference is a symmetric matrix without negative eigenvalues. */
    SEMIDEFINITE("\\\\succeq"),
    DEFINITE("\\\\succ");

    private final Pattern sign;

    Relation(String sign) {
      this.sign = Pattern.compile("(?:" + sign + ")(?![A-Za-z])");
    }
  }

  Chain {
    sides = List.copyOf(sides);
    relations = List.copyOf(relations);
  }

  static Chain of(String text) {
    List<String> sides = new ArrayList<>();
    List<Relation> relations = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      depth += c == '{' || c == '(' ? 1 : c == '}' || c == ')' ? -1 : 0;
      int end = i;
      for (Relation relation : depth == 0 ? Relation.values() : new Relation[0]) {
        Matcher sign = relation.sign.matcher(text).region(i, text.length());
        if (end == i && sign.useTransparentBounds(true).lookingAt()) {
          relations.add(relation);
          end = sign.end();
        }
      }
      if (end > i) {
        sides.add(text.substring(start, i).strip());
        start = end;
      }
      i = Math.max(end, i + 1);
    }
    sides.add(text.substring(start).strip());
    return new Chain(sides, relations);
  }

  /** Two neighbouring sides and their relation, as they stand in the text. */
  String link(int right) {
    String sign =
        switch (relations.get(right - 1)) {
          case EQUAL -> "=";
          case ROUNDED -> "≈";
          case AT_LEAST -> "≥";
          case AT_MOST -> "≤";
          case MORE -> ">";
          case LESS -> "<";
          case UNEQUAL -> "≠";
          case SEMIDEFINITE -> "⪰";
          case DEFINITE -> "≻";
        };
    return sides.get(right - 1) + " " + sign + " " + sides.get(right);
  }
}
