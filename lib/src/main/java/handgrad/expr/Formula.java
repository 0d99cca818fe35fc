package handgrad.expr;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final int DEEPEST = 1000;
  private static final int LARGEST = 100_000;
  private static final int MOST_COMMAS_TRIED = 8;

  private static final Pattern COMMA_IN_DIGITS = Pattern.compile("(?<=\\d),(?=\\d)");
  private static final Pattern TWO_POINTS = Pattern.compile("\\.\\d+\\.\\d");
  private static final Pattern HELPER =
      Pattern.compile("\\s*([A-Za-z]\\w*|\\\\[A-Za-z]+(?:_\\w)?|[α-ωΑ-Ω])\\s*=(.*)");

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
    return parse(text, declarations, expected, List.of());
  }

  private static Expr parse(
      String text, Declarations declarations, Shape expected, List<String> running) {
    List<Integer> commas = COMMA_IN_DIGITS.matcher(text).results().map(m -> m.start()).toList();
    if (commas.isEmpty()) {
      return read(text, declarations, expected, running);
    }
    List<Expr> readings = new ArrayList<>();
    List<Expr> fitting = new ArrayList<>();
    FormulaException failure = null;
    for (String reading : readings(text, commas)) {
      try {
        Expr expr = read(reading, declarations, expected, running);
        readings.add(expr);
        if (expected != null && fits(expr.shape(), expected) && !fitting.contains(expr)) {
          fitting.add(expr);
        }
      } catch (FormulaException e) {
        boolean further = failure == null || e.position() > failure.position();
        failure = further ? e.at(text, e.position()) : failure;
      }
    }
    if (fitting.size() > 1) {
      throw new FormulaException(
          "expr.comma-two-readings", Ascii.brief(fitting.get(0)), Ascii.brief(fitting.get(1)));
    }
    if (readings.isEmpty()) {
      throw failure;
    }
    return fitting.isEmpty() ? readings.get(0) : fitting.get(0);
  }

  // Each comma between digits separates or is a decimal comma; all separate first, then all
  // decimal.
  private static List<String> readings(String text, List<Integer> commas) {
    List<String> readings = new ArrayList<>();
    int all = 1 << Math.min(commas.size(), MOST_COMMAS_TRIED);
    for (int k = 0; k < all; k++) {
      int decimal = k == 0 ? 0 : k == 1 ? all - 1 : k - 1;
      StringBuilder reading = new StringBuilder(text);
      for (int i = 0; i < commas.size(); i++) {
        if ((decimal >> Math.min(i, MOST_COMMAS_TRIED - 1) & 1) == 1) {
          reading.setCharAt(commas.get(i), '.');
        }
      }
      if (!TWO_POINTS.matcher(reading).find()) {
        readings.add(reading.toString());
      }
    }
    return readings;
  }

  /**
   * Reads an answer of several lines: helper lines {@code D3 = …} first, the formula last; later
   * lines may use the names of earlier ones. A helper {@code p_i = …} runs with the index, in a sum
   * of a later line. A last line {@code name = formula} is read as the formula.
   *
   * @throws FormulaException as {@link #parse(String, Declarations, Shape)}
   */
  public static Expr parseLines(String text, Declarations declarations, Shape expected) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    Map<String, Expr> helpers = new LinkedHashMap<>();
    Declarations known = declarations;
    for (int i = 0; i + 1 < lines.size(); i++) {
      Matcher helper = HELPER.matcher(lines.get(i));
      if (!helper.matches()) {
        throw new FormulaException("expr.helper", i + 1).at(lines.get(i), 0);
      }
      Index name = Index.of(Keyboard.read(helper.group(1)).text().strip());
      boolean runs = known.isIndex(name.below()) && !known.contains(name.plain());
      List<String> running = runs ? List.of(name.below()) : List.of();
      Expr value = substitute(parse(formula(lines.get(i)), known, null, running), helpers);
      requireSmall(value);
      if (runs) {
        String member = name.base() + "_" + name.below();
        known = known.withFamily(name.base(), name.below(), value.shape(), member);
        helpers.put(member, value);
      } else {
        helpers.put(name.plain(), value);
        known = known.with(name.plain(), value.shape());
      }
    }
    String last = lines.isEmpty() ? text : formula(lines.get(lines.size() - 1));
    Expr answer = substitute(parse(last, known, expected), helpers);
    requireSmall(answer);
    return answer;
  }

  // What stands right of the name and =, at its own column, so that a caret points rightly.
  private static String formula(String line) {
    Matcher helper = HELPER.matcher(line);
    return helper.matches() ? " ".repeat(helper.start(2)) + helper.group(2) : line;
  }

  private static Expr substitute(Expr expr, Map<String, Expr> helpers) {
    if (expr instanceof Expr.Variable variable && helpers.containsKey(variable.name())) {
      return helpers.get(variable.name());
    }
    if (expr instanceof Expr.Member member) {
      return member(member, helpers);
    }
    if (helpers.isEmpty() || expr.operands().isEmpty()) {
      return expr;
    }
    return expr.withOperands(expr.operands().stream().map(o -> substitute(o, helpers)).toList());
  }

  // A helper p_i stands for its own formula, with the index of the sum that it stands in.
  private static Expr member(Expr.Member member, Map<String, Expr> helpers) {
    for (Map.Entry<String, Expr> helper : helpers.entrySet()) {
      int index = helper.getKey().length() - 2;
      if (index > 0 && helper.getKey().charAt(index) == '_') {
        String letter = helper.getKey().substring(index + 1);
        if (helper.getKey().substring(0, index).equals(member.family().name())) {
          return Members.renamed(helper.getValue(), letter, member.index());
        }
      }
    }
    return member;
  }

  private static boolean fits(Shape shape, Shape expected) {
    return fits(shape.rows(), expected.rows()) && fits(shape.columns(), expected.columns())
        || shape.isVector()
            && fits(shape.rows(), expected.columns())
            && fits(shape.columns(), expected.rows());
  }

  // A letter in the expected shape fits any number.
  private static boolean fits(Size size, Size expected) {
    return size.equals(expected) || size.isNumber() && !expected.isNumber();
  }

  private static Expr read(
      String typed, Declarations declarations, Shape expected, List<String> running) {
    Keyboard keyboard = Keyboard.read(typed);
    if (keyboard.text().isBlank()) {
      throw new FormulaException("expr.empty");
    }
    try {
      return read(keyboard, declarations, expected, running);
    } catch (StackOverflowError e) {
      // Brackets are counted beforehand; bars and functions of functions nest without any.
      throw new FormulaException("expr.too-long", DEEPEST);
    }
  }

  private static Expr read(
      Keyboard keyboard, Declarations declarations, Shape expected, List<String> running) {
    FormulaParser.FormulaContext tree = FormulaTree.of(keyboard);
    FormulaReader reader = new FormulaReader(declarations, keyboard, false, running);
    Expr expr = null;
    FormulaException failure = null;
    try {
      expr = reader.formula(tree, expected);
    } catch (FormulaException e) {
      failure = e;
    }
    boolean fits = expr != null && (expected == null || fits(expr.shape(), expected));
    boolean column = expected == null || !expected.isRow();
    if (reader.hasPaperVector() && !(fits && column)) {
      try {
        Expr row = new FormulaReader(declarations, keyboard, true, running).formula(tree, expected);
        if (expr == null || expected != null && row.shape().equals(expected)) {
          expr = row;
        }
      } catch (FormulaException e) {
        // the column's error, or the column itself, is what counts
      }
    }
    if (expr == null) {
      throw failure;
    }
    requireShallow(expr);
    return expr;
  }

  private static void requireShallow(Expr expr) {
    if (depth(expr, new IdentityHashMap<>()) > DEEPEST) {
      throw new FormulaException("expr.too-long", DEEPEST);
    }
  }

  private static int depth(Expr expr, Map<Expr, Integer> known) {
    Integer depth = known.get(expr);
    if (depth == null) {
      depth = 1;
      for (Expr operand : expr.operands()) {
        depth = Math.max(depth, 1 + depth(operand, known));
      }
      known.put(expr, depth);
    }
    return depth;
  }

  // Helpers used twice in every line would double the formula line by line.
  private static void requireSmall(Expr expr) {
    requireShallow(expr);
    if (count(expr, new IdentityHashMap<>()) > LARGEST) {
      throw new FormulaException("expr.too-large", LARGEST);
    }
  }

  private static int count(Expr expr, Map<Expr, Integer> known) {
    Integer count = known.get(expr);
    if (count == null) {
      int sum = 1;
      for (Expr operand : expr.operands()) {
        sum = Math.min(LARGEST + 1, sum + count(operand, known));
      }
      count = sum;
      known.put(expr, count);
    }
    return count;
  }
}
