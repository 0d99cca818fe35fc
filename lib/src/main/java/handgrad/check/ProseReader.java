package handgrad.check;

import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one side of an equality as it stands in prose: {@code df}, {@code d(X^{-1})}, {@code \nabla
 * f}, {@code \partial f/\partial x}, {@code \frac{\partial f}{\partial x}}, {@code J}. Each of
 * these becomes a name of its own, and the rest is an ordinary formula.
 */
final class ProseReader {
  /** What a name stands for. */
  enum Kind {
    /** The differential, in the direction in which the variables move. */
    DIFFERENTIAL,
    SECOND_DIFFERENTIAL,
    /** Of the variable's shape for a number, else the Jacobian. */
    GRADIENT,
    HESSIAN,
    JACOBIAN
  }

  /**
   * A derivative in the text.
   *
   * @param by the variable, or a name defined on the way; null for differentials
   */
  record Derivative(Kind kind, Expr of, Expr.Variable by) {}

  /** A side: its text, its formula and what the names in it stand for. */
  record Side(String text, Expr expr, Map<String, Derivative> derivatives) {}

  private static final String NAME =
      "(?:\\\\(?:hat|widehat|bar|tilde)\\s*(?:\\{[^{}]*\\}|[A-Za-z])|\\\\[A-Za-z]+|[A-Za-z])"
          + "(?:\\^(?:[0-9]|\\{\\(?[0-9]+\\)?\\})(?=_))?"
          + "(?:_(?:[A-Za-z0-9]|\\{[A-Za-z0-9]+\\}))?";
  private static final String D = "(?:\\\\partial(?![A-Za-z])|\\\\mathrm\\{d\\}|d)";
  private static final Pattern ONES = Pattern.compile("\\\\math(?:bf|bb|bbm)\\s*(?:1|\\{1\\})");
  private static final Pattern SPACE = Pattern.compile("\\\\[,;:! ]|\\s+|~");
  private static final Pattern TOP =
      Pattern.compile("\\s*" + D + "\\s*(?<two>\\^(?:2|\\{2\\}))?\\s*(?<of>.*)", Pattern.DOTALL);
  private static final Pattern BOTTOM =
      Pattern.compile("\\s*" + D + "\\s*(?<by>" + NAME + ")\\s*(?:\\^(?:2|\\{2\\}))?\\s*");
  private static final Pattern SLOPE =
      Pattern.compile(
          "\\\\partial\\s*(?<of>" + NAME + ")\\s*/\\s*\\\\partial\\s*(?<by>" + NAME + ")");
  private static final Pattern NABLA =
      Pattern.compile(
          "\\\\nabla(?![A-Za-z])\\s*(?:_(?<by>[A-Za-z]|\\{[^{}]*\\}))?"
              + "(?<two>\\^(?:2|\\{2\\}))?\\s*");
  private static final Pattern DIFFERENTIAL =
      Pattern.compile(
          "(?<![\\\\A-Za-z])(?:d|\\\\mathrm\\{d\\})(?<two>\\^(?:2|\\{2\\}))?\\s*"
              + "(?!\\s|\\\\(?:cdot|times|odot|top|[,;:!]))");
  private static final Pattern FIRST_NAME = Pattern.compile(NAME);
  private static final Pattern JACOBIAN = Pattern.compile("(?<![\\\\A-Za-z{])J(?![A-Za-z_])");

  private final Declarations names;
  private final Map<String, Expr.Variable> gradients;
  private final Expr.Variable by;
  private final String function;
  private final Expr f;
  private final Map<String, Derivative> derivatives = new LinkedHashMap<>();
  private final Map<String, Shape> shapes = new LinkedHashMap<>();

  /**
   * @param names the variables, the names defined on the way, the differentials of variables and
   *     the names of gradients
   * @param gradients what f is differentiated by in a gradient that has a name of its own
   * @param function what the text calls f
   */
  ProseReader(
      Declarations names,
      Map<String, Expr.Variable> gradients,
      Expr.Variable by,
      String function,
      Expr f) {
    this.names = names;
    this.gradients = gradients;
    this.by = by;
    this.function = function;
    this.f = f;
  }

  /**
   * @throws FormulaException if the side cannot be read
   */
  Side read(String text, Shape expected) {
    String plain = replace(ONES.matcher(text).replaceAll(" one "));
    Declarations known = names;
    for (Map.Entry<String, Shape> entry : shapes.entrySet()) {
      known = known.with(entry.getKey(), entry.getValue());
    }
    Expr expr = Formula.parse(plain, known, expected);
    addGradients(expr);
    return new Side(text, expr, Map.copyOf(derivatives));
  }

  private void addGradients(Expr e) {
    if (e instanceof Expr.Variable v && gradients.containsKey(v.name())) {
      derivatives.put(v.name(), new Derivative(Kind.GRADIENT, f, gradients.get(v.name())));
    }
    e.operands().forEach(this::addGradients);
  }

  private String replace(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int next = derivativeAt(text, i, out);
      if (next > i) {
        i = next;
      } else {
        out.append(text.charAt(i++));
      }
    }
    return out.toString();
  }

  // Where the derivative that starts here ends, or this very place if none does.
  private int derivativeAt(String text, int at, StringBuilder out) {
    int end = fraction(text, at, out);
    end = end > at ? end : slope(text, at, out);
    end = end > at ? end : nabla(text, at, out);
    end = end > at ? end : prime(text, at, out);
    end = end > at ? end : differential(text, at, out);
    Matcher jacobian = JACOBIAN.matcher(text);
    if (end == at && starts(jacobian, text, at) && !names.contains("J")) {
      add(Kind.JACOBIAN, f, by, out);
      return jacobian.end();
    }
    return end;
  }

  private static boolean starts(Matcher matcher, String text, int at) {
    return matcher.region(at, text.length()).useTransparentBounds(true).lookingAt();
  }

  private int fraction(String text, int at, StringBuilder out) {
    Matcher start = Pattern.compile("\\\\[dt]?frac\\s*(?=\\{)").matcher(text);
    if (!starts(start, text, at)) {
      return at;
    }
    int middle = closing(text, start.end());
    if (middle < 0 || middle + 1 >= text.length() || text.charAt(middle + 1) != '{') {
      return at;
    }
    int end = closing(text, middle + 1);
    if (end < 0) {
      return at;
    }
    Matcher top = TOP.matcher(text.substring(start.end() + 1, middle));
    Matcher bottom = BOTTOM.matcher(text.substring(middle + 2, end));
    if (!top.matches() || !bottom.matches()) {
      return at;
    }
    int after = end + 1;
    String operand = top.group("of");
    if (operand.isBlank()) {
      after = endOfProduct(text, after);
      operand = text.substring(end + 1, after);
    }
    boolean twice = top.group("two") != null;
    add(twice ? Kind.HESSIAN : Kind.GRADIENT, formula(operand), variable(bottom.group("by")), out);
    return after;
  }

  private int slope(String text, int at, StringBuilder out) {
    Matcher slope = SLOPE.matcher(text);
    if (!starts(slope, text, at)) {
      return at;
    }
    add(Kind.GRADIENT, formula(slope.group("of")), variable(slope.group("by")), out);
    return slope.end();
  }

  private int nabla(String text, int at, StringBuilder out) {
    Matcher nabla = NABLA.matcher(text);
    if (!starts(nabla, text, at)) {
      return at;
    }
    int end = operandEnd(text, nabla.end());
    Expr.Variable v = nabla.group("by") == null ? by : variable(unbraced(nabla.group("by")));
    boolean twice = nabla.group("two") != null;
    add(twice ? Kind.HESSIAN : Kind.GRADIENT, formula(text.substring(nabla.end(), end)), v, out);
    return end;
  }

  // A prime on a bracket or on a name: the derivative of a number by a number.
  private int prime(String text, int at, StringBuilder out) {
    int end = at;
    if (text.charAt(at) == '(') {
      end = closing(text, at) + 1;
    } else {
      Matcher name = FIRST_NAME.matcher(text);
      if (starts(name, text, at) && isDefined(name.group())) {
        end = name.end();
      }
    }
    if (end <= at || end >= text.length() || text.charAt(end) != '\'' || !by.shape().isScalar()) {
      return at;
    }
    Expr operand = formula(text.substring(at, end));
    if (!operand.shape().isScalar()) {
      return at;
    }
    add(Kind.GRADIENT, operand, by, out);
    return end + 1;
  }

  private boolean isDefined(String name) {
    return name.replace("\\", "").equals(function) || !plain(name).isEmpty();
  }

  // The declared name that is written so; empty if there is none.
  private String plain(String latex) {
    try {
      return Formula.parse(latex, names) instanceof Expr.Variable v ? v.name() : "";
    } catch (FormulaException e) {
      return "";
    }
  }

  private int differential(String text, int at, StringBuilder out) {
    Matcher d = DIFFERENTIAL.matcher(text);
    if (!starts(d, text, at) || d.end() == text.length()) {
      return at;
    }
    boolean twice = d.group("two") != null;
    int end;
    if ("([{".indexOf(text.charAt(d.end())) >= 0) {
      end = closing(text, d.end()) + 1;
    } else {
      Matcher name = FIRST_NAME.matcher(text);
      if (!starts(name, text, d.end())) {
        return at;
      }
      String plain = plain(name.group());
      if (name.group().equals("I") || name.group().equals("E")) {
        out.append(" 0 ");
        return name.end();
      }
      if (!twice && !plain.isEmpty() && names.contains("d" + plain)) {
        out.append(" d").append(plain).append(' ');
        return name.end();
      }
      if (!isDefined(name.group()) && !name.group().startsWith("\\")) {
        return at;
      }
      end = operandEnd(text, d.end());
    }
    if (end <= d.end()) {
      return at;
    }
    Kind kind = twice ? Kind.SECOND_DIFFERENTIAL : Kind.DIFFERENTIAL;
    add(kind, formula(text.substring(d.end(), end)), null, out);
    return end;
  }

  // A bracket, a defined name, else all up to the next + or -.
  private int operandEnd(String text, int start) {
    int at = start;
    if (at < text.length() && "([".indexOf(text.charAt(at)) >= 0) {
      return closing(text, at) + 1;
    }
    Matcher name = FIRST_NAME.matcher(text);
    if (starts(name, text, at) && isDefined(name.group())) {
      return name.end();
    }
    return endOfProduct(text, at);
  }

  private static int endOfProduct(String text, int start) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (depth < 0 || depth == 0 && "+-=".indexOf(c) >= 0 && i > start) {
        return i;
      }
    }
    return text.length();
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String unbraced(String text) {
    return text.replaceAll("[{}]", "").strip();
  }

  private Expr formula(String text) {
    String plain = SPACE.matcher(text).replaceAll(" ").strip();
    return plain.equals(function) ? f : Formula.parse(plain, names);
  }

  private Expr.Variable variable(String name) {
    String plain = plain(name);
    return names.variable(plain.isEmpty() ? name : plain);
  }

  private void add(Kind kind, Expr of, Expr.Variable v, StringBuilder out) {
    String name = "derivative_" + (derivatives.size() + 1);
    derivatives.put(name, new Derivative(kind, of, v));
    shapes.put(name, shape(kind, of.shape(), v));
    out.append(" (").append(name).append(") ");
  }

  private static Shape shape(Kind kind, Shape of, Expr.Variable v) {
    if (v == null) {
      return of;
    }
    Shape x = v.shape();
    var length = x.rows().times(x.columns());
    return switch (kind) {
      case GRADIENT -> of.isScalar() ? x : new Shape(of.rows().times(of.columns()), length);
      case JACOBIAN -> new Shape(of.rows().times(of.columns()), length);
      default -> new Shape(length, length);
    };
  }
}
