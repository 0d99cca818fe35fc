package handgrad.expr;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** A formula's parse tree, or the error with its caret. */
final class FormulaTree {
  static final int DEEPEST_BRACKETS = 200;
  static final int MOST_TOKENS = 4000;

  private FormulaTree() {}

  /**
   * Parses.
   *
   * @throws FormulaException at the first place that the grammar does not know
   */
  static FormulaParser.FormulaContext of(Keyboard keyboard) {
    List<Token> tokens = tokens(keyboard);
    requireBrackets(tokens, keyboard);
    CommonTokenStream stream = new CommonTokenStream(new ListTokenSource(tokens));
    FormulaParser parser = new FormulaParser(stream);
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    parser.setErrorHandler(new BailErrorStrategy());
    try {
      return parser.formula();
    } catch (ParseCancellationException e) {
      // Only full prediction finds what SLL misses, and only it reports an error at its place.
      stream.seek(0);
      parser.reset();
      parser.getInterpreter().setPredictionMode(PredictionMode.LL);
      parser.setErrorHandler(new DefaultErrorStrategy());
      parser.addErrorListener(new Refusal(keyboard));
      return parser.formula();
    }
  }

  private static List<Token> tokens(Keyboard keyboard) {
    FormulaLexer lexer = new FormulaLexer(CharStreams.fromString(keyboard.text()));
    lexer.removeErrorListeners();
    lexer.addErrorListener(new Refusal(keyboard));
    CommonTokenStream stream = new CommonTokenStream(lexer);
    stream.fill();
    List<Token> tokens = stream.getTokens();
    if (tokens.size() > MOST_TOKENS) {
      throw keyboard.at(
          tokens.get(MOST_TOKENS).getStartIndex(),
          new FormulaException("expr.too-many", MOST_TOKENS));
    }
    return Entries.separate(tokens, FormulaLexer.COMMA, keyboard::isBlankBefore);
  }

  private static void requireBrackets(List<Token> tokens, Keyboard keyboard) {
    Deque<Token> open = new ArrayDeque<>();
    int signs = 0;
    for (Token token : tokens) {
      String sign = token.getText();
      if (sign.equals("\\begin") || sign.equals("\\end")) {
        throw keyboard.at(
            token.getStartIndex(), new FormulaException("expr.unknown-command", sign));
      }
      if (token.getType() == FormulaLexer.EXPONENT) {
        throw keyboard.at(
            token.getStartIndex(), new FormulaException("expr.exponent-number", sign));
      }
      signs = sign.equals("-") || sign.equals("+") ? signs + 1 : 0;
      int closes = ")]}".indexOf(sign);
      if ("([{".contains(sign)) {
        open.push(token);
      } else if (closes >= 0) {
        boolean matches = !open.isEmpty() && "([{".indexOf(open.peek().getText()) == closes;
        if (!matches) {
          throw keyboard.at(
              token.getStartIndex(),
              open.isEmpty()
                  ? new FormulaException("expr.unopened", sign)
                  : new FormulaException("expr.mismatched", sign, open.peek().getText()));
        }
        open.pop();
      }
      if (open.size() > DEEPEST_BRACKETS || signs > DEEPEST_BRACKETS) {
        throw keyboard.at(
            token.getStartIndex(), new FormulaException("expr.too-deep", DEEPEST_BRACKETS));
      }
    }
    if (!open.isEmpty()) {
      Token first = open.peek();
      throw keyboard.at(
          first.getStartIndex(), new FormulaException("expr.unclosed", first.getText()));
    }
  }

  /** Turns the first error of lexer or parser into an exception with a caret. */
  private static final class Refusal extends BaseErrorListener {
    private final Keyboard keyboard;

    Refusal(Keyboard keyboard) {
      this.keyboard = keyboard;
    }

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object symbol,
        int line,
        int column,
        String message,
        RecognitionException e) {
      if (symbol instanceof Token token) {
        boolean end = token.getType() == Token.EOF;
        throw keyboard.at(
            end ? keyboard.text().length() : token.getStartIndex(),
            end
                ? new FormulaException("expr.unexpected-end")
                : new FormulaException("expr.unexpected", token.getText()));
      }
      int start = ((FormulaLexer) recognizer)._tokenStartCharIndex;
      String sign = keyboard.text().substring(start, Math.min(start + 1, keyboard.text().length()));
      throw keyboard.at(
          start,
          sign.equals("\\")
              ? new FormulaException("expr.unknown-command", sign)
              : new FormulaException("expr.unknown-sign", sign));
    }
  }
}
