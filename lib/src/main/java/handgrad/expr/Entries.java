package handgrad.expr;

import static handgrad.expr.FormulaLexer.BAR;
import static handgrad.expr.FormulaLexer.NAME;
import static handgrad.expr.FormulaLexer.NORM;
import static handgrad.expr.FormulaLexer.NUMBER;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Puts in the commas that a blank stands for inside {@code [ ]}: between two operands, and before a
 * minus that has a blank before it and none after.
 */
final class Entries {
  private static final Set<String> STARTS =
      Set.of("(", "[", "{", "-", "\\sqrt", "\\lvert", "\\lVert");
  private static final Set<String> ENDS = Set.of(")", "]", "}", "'", "\\rvert");

  private final Deque<String> brackets = new ArrayDeque<>();
  private final List<Token> separated = new ArrayList<>();
  private final int comma;

  private Entries(int comma) {
    this.comma = comma;
  }

  /**
   * The tokens with their commas.
   *
   * @param comma the type of a comma's token
   * @param isBlank whether a blank was typed before a place of the text
   */
  static List<Token> separate(List<? extends Token> tokens, int comma, IntPredicate isBlank) {
    Entries entries = new Entries(comma);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean blankAfter = i + 1 < tokens.size() && isBlank.test(tokens.get(i + 1).getStartIndex());
      entries.add(token, isBlank.test(token.getStartIndex()), blankAfter);
    }
    return entries.separated;
  }

  private void add(Token token, boolean blankBefore, boolean blankAfter) {
    String bar = bar(token);
    boolean closes = bar != null && bar.equals(brackets.peek());
    boolean opens = bar != null && !closes;
    if (blankBefore && "[".equals(brackets.peek()) && starts(token, opens, blankAfter)) {
      CommonToken separator = new CommonToken(token);
      separator.setType(comma);
      separator.setText(",");
      separated.add(separator);
    }
    String text = token.getText();
    if (opens || "([{".contains(text) || text.equals("\\lvert") || text.equals("\\lVert")) {
      brackets.push(opens ? bar : text);
    } else if ((closes
            || token.getType() == FormulaLexer.RNORM
            || ENDS.contains(text) && !text.equals("'"))
        && !brackets.isEmpty()) {
      brackets.pop();
    }
    separated.add(token);
  }

  private static String bar(Token token) {
    return token.getType() == BAR ? "|" : token.getType() == NORM ? "||" : null;
  }

  private boolean starts(Token token, boolean opensBars, boolean blankAfter) {
    Token previous = separated.get(separated.size() - 1);
    String before = previous.getText();
    boolean operandBefore =
        previous.getType() == NAME
            || previous.getType() == NUMBER
            || previous.getType() == FormulaLexer.SHORT
            || previous.getType() == FormulaLexer.RNORM
            || bar(previous) != null
            || ENDS.contains(before);
    boolean operand =
        token.getType() == NAME
            || token.getType() == NUMBER
            || token.getType() == FormulaLexer.FRAC
            || token.getType() == FormulaLexer.SIGMA
            || token.getType() == FormulaLexer.SHORT
            || opensBars
            || STARTS.contains(token.getText());
    if (!operandBefore || !operand) {
      return false;
    }
    if (token.getText().equals("-")) {
      return !blankAfter;
    }
    // sin (x) and \frac{1} {2} stay one entry.
    boolean argument =
        token.getText().equals("(")
            && previous.getType() == NAME
            && Names.isGrammarFunction(Index.of(before).base());
    return !argument && !(token.getText().equals("{") && before.equals("}"));
  }
}
