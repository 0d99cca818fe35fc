package handgrad.expr;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;

/**
 * The tokens of a formula, with the commas that a blank stands for inside {@code [ ]}: between two
 * operands, and before a minus that has a blank before it and none after.
 */
final class Entries implements TokenSource {
  private static final Set<String> OPEN = Set.of("(", "[", "{");
  private static final Set<String> CLOSE = Set.of(")", "]", "}");
  private static final Set<String> BEFORE_OPERAND =
      Set.of("[", "(", "{", ",", ";", "+", "-", "*", "/", ".*", "./", "^", ".^");
  private static final Set<String> AFTER_OPERAND =
      Set.of("]", ")", "}", ",", ";", "+", "*", "/", ".*", "./", "^", ".^", "'");

  private final Lexer lexer;
  private final Deque<String> brackets = new ArrayDeque<>();
  private Token previous;
  private Token pending;
  private Token ahead;

  Entries(Lexer lexer) {
    this.lexer = lexer;
  }

  @Override
  public Token nextToken() {
    if (pending != null) {
      Token token = pending;
      pending = null;
      return follow(token);
    }
    Token token = ahead != null ? ahead : lexer.nextToken();
    ahead = lexer.nextToken();
    if (previous != null && "[".equals(brackets.peek()) && startsEntry(token)) {
      pending = token;
      CommonToken comma = new CommonToken(token);
      comma.setType(commaType());
      comma.setText(",");
      return comma;
    }
    return follow(token);
  }

  private Token follow(Token token) {
    if (OPEN.contains(token.getText())) {
      brackets.push(token.getText());
    } else if (CLOSE.contains(token.getText()) && !brackets.isEmpty()) {
      brackets.pop();
    }
    previous = token;
    return token;
  }

  private boolean startsEntry(Token token) {
    boolean blankBefore = token.getStartIndex() > previous.getStopIndex() + 1;
    if (!blankBefore
        || token.getType() == Token.EOF
        || BEFORE_OPERAND.contains(previous.getText())
        || AFTER_OPERAND.contains(token.getText())) {
      return false;
    }
    if (token.getText().equals("-")) {
      return ahead.getStartIndex() == token.getStopIndex() + 1;
    }
    // sin (x) stays one entry.
    return !(token.getText().equals("(") && Names.isFunction(previous.getText()));
  }

  private int commaType() {
    for (int type = 1; type <= lexer.getVocabulary().getMaxTokenType(); type++) {
      if ("','".equals(lexer.getVocabulary().getLiteralName(type))) {
        return type;
      }
    }
    throw new IllegalStateException("the grammar has no comma");
  }

  @Override
  public int getLine() {
    return lexer.getLine();
  }

  @Override
  public int getCharPositionInLine() {
    return lexer.getCharPositionInLine();
  }

  @Override
  public CharStream getInputStream() {
    return lexer.getInputStream();
  }

  @Override
  public String getSourceName() {
    return lexer.getSourceName();
  }

  @Override
  public void setTokenFactory(TokenFactory<?> factory) {
    lexer.setTokenFactory(factory);
  }

  @Override
  public TokenFactory<?> getTokenFactory() {
    return lexer.getTokenFactory();
  }
}
