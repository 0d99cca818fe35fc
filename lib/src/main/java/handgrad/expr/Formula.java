package handgrad.expr;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Text to expression: reads a formula as a person types it, in the plain notation or LaTeX. The
 * language stands on one page, {@code Formula.g4}.
 *
 * <pre>{@code
 * Declarations d = Declarations.parse("A: n×n, X: m×n");
 * Expr f = Formula.parse("\\mathrm{tr}(A X^T X)", d);
 * Ascii.print(f)   // tr(A*X'*X)
 * f.shape()        // 1×1
 * }</pre>
 */
public final class Formula {
  static final int DEEPEST_BRACKETS = 200;
  static final int DEEPEST_TREE = 1000;

  private static final Pattern COMMA_IN_DIGITS = Pattern.compile("(?<=\\d),(?=\\d)");
  private static final Pattern HELPER = Pattern.compile("\\s*([A-Za-z]\\w*)\\s*=(.*)");

  private Formula() {}

  /**
   * Reads a formula.
   *
   * @throws FormulaException if it cannot be read, or if its shapes do not fit; the message has a
   *     caret under the place
   */
  public static Expr parse(String text, Declarations declarations) {
    return parse(text, declarations, null);
  }

  /**
   * Reads a formula of which the shape is known. It settles the size of {@code I}, whether a vector
   * on paper is a row, and whether a comma between digits is a decimal comma.
   *
   * @throws FormulaException if it cannot be read, if its shapes do not fit one another, or if a
   *     comma can be read both ways; that the shape is {@code expected} is <em>not</em> demanded
   */
  public static Expr parse(String text, Declarations declarations, Shape expected) {
    if (!COMMA_IN_DIGITS.matcher(text).find()) {
      return read(text, declarations, expected);
    }
    String point = COMMA_IN_DIGITS.matcher(text).replaceAll(".");
    Expr separated = readOrNull(text, declarations, expected);
    Expr decimal = readOrNull(point, declarations, expected);
    if (separated == null || decimal == null || separated.equals(decimal)) {
      Expr only = separated != null ? separated : decimal;
      return only != null ? only : read(text, declarations, expected);
    }
    boolean separatedFits = expected == null || fits(separated.shape(), expected);
    boolean decimalFits = expected != null && fits(decimal.shape(), expected);
    if (separatedFits && decimalFits) {
      throw new FormulaException(
          "expr.comma-two-readings", Ascii.print(separated), Ascii.print(decimal));
    }
    return decimalFits ? decimal : separated;
  }

  /**
   * Reads an answer of several lines: helper lines {@code D3 = …} first, the formula last; later
   * lines may use the names of earlier ones. A last line {@code name = formula} is read as the
   * formula.
   *
   * @throws FormulaException as {@link #parse(String, Declarations, Shape)}
   */
  public static Expr parseLines(String text, Declarations declarations, Shape expected) {
    String[] lines = text.strip().split("\\R");
    Map<String, Expr> helpers = new LinkedHashMap<>();
    Declarations known = declarations;
    Expr last = null;
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      var helper = HELPER.matcher(lines[i]);
      boolean named = helper.matches();
      boolean isLast = i == lines.length - 1;
      if (!named && !isLast) {
        return substitute(parse(text, known, expected), helpers);
      }
      String formula = named ? helper.group(2) : lines[i];
      last = substitute(parse(formula, known, isLast ? expected : null), helpers);
      if (named && !isLast) {
        helpers.put(helper.group(1), last);
        known = known.with(helper.group(1), last.shape());
      }
    }
    return last != null ? last : parse(text, known, expected);
  }

  private static Expr substitute(Expr expr, Map<String, Expr> helpers) {
    if (expr instanceof Expr.Variable variable && helpers.containsKey(variable.name())) {
      return helpers.get(variable.name());
    }
    if (helpers.isEmpty() || expr.operands().isEmpty()) {
      return expr;
    }
    return expr.withOperands(expr.operands().stream().map(o -> substitute(o, helpers)).toList());
  }

  private static boolean fits(Shape shape, Shape expected) {
    return shape.equals(expected)
        || (shape.isVector() && shape.transpose().equals(expected))
        || sameKind(shape, expected);
  }

  // A letter in the expected shape fits any number there.
  private static boolean sameKind(Shape shape, Shape expected) {
    return sameKind(shape.rows(), expected.rows()) && sameKind(shape.columns(), expected.columns());
  }

  private static boolean sameKind(Size size, Size expected) {
    return size.equals(expected) || (size.isNumber() && !expected.isNumber());
  }

  private static Expr readOrNull(String text, Declarations declarations, Shape expected) {
    try {
      return read(text, declarations, expected);
    } catch (FormulaException e) {
      return null;
    }
  }

  private static Expr read(String typed, Declarations declarations, Shape expected) {
    Keyboard keyboard = Keyboard.read(typed);
    if (keyboard.text().isBlank()) {
      throw new FormulaException("expr.empty");
    }
    FormulaParser.FormulaContext tree = tree(keyboard, typed);
    return new FormulaReader(declarations, keyboard, typed, expected).formula(tree);
  }

  private static FormulaParser.FormulaContext tree(Keyboard keyboard, String typed) {
    CommonTokenStream tokens = tokens(keyboard, typed);
    requireShallow(tokens, keyboard, typed);
    FormulaParser parser = new FormulaParser(tokens);
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    parser.setErrorHandler(new BailErrorStrategy());
    try {
      return parser.formula();
    } catch (ParseCancellationException e) {
      // Only full prediction finds what SLL misses, and only it reports an error at its place.
      tokens.seek(0);
      parser.reset();
      parser.getInterpreter().setPredictionMode(PredictionMode.LL);
      parser.setErrorHandler(new DefaultErrorStrategy());
      parser.addErrorListener(new Refusal(keyboard, typed));
      return parser.formula();
    }
  }

  private static CommonTokenStream tokens(Keyboard keyboard, String typed) {
    Lexer lexer = new FormulaLexer(CharStreams.fromString(keyboard.text()));
    lexer.removeErrorListeners();
    lexer.addErrorListener(new Refusal(keyboard, typed));
    CommonTokenStream tokens = new CommonTokenStream(new Entries(lexer));
    tokens.fill();
    return tokens;
  }

  private static void requireShallow(CommonTokenStream tokens, Keyboard keyboard, String typed) {
    int depth = 0;
    int signs = 0;
    for (Token token : tokens.getTokens()) {
      String sign = token.getText();
      signs = sign.equals("-") || sign.equals("+") ? signs + 1 : 0;
      depth += "([{".contains(sign) ? 1 : ")]}".contains(sign) ? -1 : 0;
      if (depth > DEEPEST_BRACKETS || signs > DEEPEST_BRACKETS) {
        throw new FormulaException("expr.too-deep", DEEPEST_BRACKETS)
            .at(typed, keyboard.position(token.getStartIndex()));
      }
    }
  }

  /** Turns the first error of lexer or parser into an exception with a caret. */
  private static final class Refusal extends BaseErrorListener {
    private final Keyboard keyboard;
    private final String typed;

    Refusal(Keyboard keyboard, String typed) {
      this.keyboard = keyboard;
      this.typed = typed;
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
        int at = keyboard.position(token.getStartIndex());
        throw (token.getType() == Token.EOF
                ? new FormulaException("expr.unexpected-end")
                : new FormulaException("expr.unexpected", token.getText()))
            .at(typed, token.getType() == Token.EOF ? typed.length() : at);
      }
      int start = ((Lexer) recognizer)._tokenStartCharIndex;
      String sign = keyboard.text().substring(start, Math.min(start + 1, keyboard.text().length()));
      throw new FormulaException("expr.unknown-sign", sign).at(typed, keyboard.position(start));
    }
  }
}
