package handgrad.expr;

import handgrad.expr.Function.Elementary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression as a textbook sets it, in LaTeX; {@link Formula} reads it back.
 *
 * <p>An identity is a bare {@code I} where the other term of a sum tells its size, and {@code
 * I_{n}} elsewhere. Names show what they stand for: {@code lambda} is {@code \lambda}, {@code W1}
 * is {@code W_{1}}, {@code w1_11} is {@code w^{(1)}_{11}}, {@code yhat} is {@code \hat{y}}.
 *
 * <pre>{@code
 * Expr f = Formula.parse("tr(A X'X)", Declarations.parse("A: n×n, X: m×n"));
 * Latex.print(f)                              // \mathrm{tr}(A X^{\top} X)
 * Latex.of(f).changed(List.of(0, 1)).text()   // \mathrm{tr}(A X^{\top} {\color{red} X})
 * Latex.of(f).name("X", "Z").text()           // \mathrm{tr}(A Z^{\top} Z)
 * }</pre>
 */
public final class Latex {
  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int SIGN = 3;
  private static final int POWER = 4;
  private static final int FRACTION = 5;
  private static final int ATOM = 6;
  private static final int CLOSED = 7;

  private static final Pattern NAME =
      Pattern.compile("([A-Za-z]+?)([hH]at)?(?:(\\d+)_(\\w+)|_?(\\d+)|_([A-Za-z]))?");

  private static final Set<Elementary> COMMANDS =
      Set.of(
          Elementary.EXP,
          Elementary.SIN,
          Elementary.COS,
          Elementary.TAN,
          Elementary.SINH,
          Elementary.COSH,
          Elementary.TANH);

  private final Expr expr;
  private final Map<String, String> names;
  private final List<Integer> changed;
  private final boolean underlined;

  private Latex(Expr expr, Map<String, String> names, List<Integer> changed, boolean underlined) {
    this.expr = expr;
    this.names = names;
    this.changed = changed;
    this.underlined = underlined;
  }

  public static String print(Expr expr) {
    return of(expr).text();
  }

  /** An expression to be printed with settings of its own. */
  public static Latex of(Expr expr) {
    return new Latex(expr, Map.of(), null, false);
  }

  /** The same with a variable's LaTeX given. */
  public Latex name(String name, String latex) {
    Map<String, String> more = new LinkedHashMap<>(names);
    more.put(name, latex);
    return new Latex(expr, more, changed, underlined);
  }

  /**
   * The same with one sub-expression in red, {@code {\color{red} …}}.
   *
   * @param path the operands to go down from the root, counted from 0; an empty path is the root
   */
  public Latex changed(List<Integer> path) {
    return new Latex(expr, names, List.copyOf(path), underlined);
  }

  /** The same with the changed part underlined too, for paper without colours. */
  public Latex underlined() {
    return new Latex(expr, names, changed, true);
  }

  public String text() {
    return text(expr, changed, false);
  }

  // mark: the way from here to the changed part, or null; sized: the other term tells I's size.
  private String text(Expr e, List<Integer> mark, boolean sized) {
    String text = plain(e, mark, sized);
    if (mark == null || !mark.isEmpty()) {
      return text;
    }
    return "{\\color{red} " + (underlined ? "\\underline{" + text + "}" : text) + "}";
  }

  private static List<Integer> below(List<Integer> mark, int operand) {
    boolean onTheWay = mark != null && !mark.isEmpty() && mark.get(0) == operand;
    return onTheWay ? mark.subList(1, mark.size()) : null;
  }

  private String operand(Expr e, int index, List<Integer> mark) {
    return text(e.operands().get(index), below(mark, index), false);
  }

  private String plain(Expr e, List<Integer> mark, boolean sized) {
    if (e instanceof Expr.Leaf) {
      return leaf(e, sized);
    }
    if (e instanceof Expr.Literal literal) {
      return matrix(literal, mark);
    }
    if (e instanceof Expr.Negate negate) {
      return "-" + bracketed(negate, 0, mark, lowest(negate.operand()), sized);
    }
    if (e instanceof Expr.Member member) {
      return operand(member, 0, mark) + "_{" + member.index() + "}";
    }
    if (e instanceof Expr.IndexedSum sum) {
      String limits = "_{" + sum.index() + "=1}^{" + size(sum.size()) + "} ";
      int least = startsWithSign(sum.operand()) ? ATOM : PRODUCT;
      return "\\sum" + limits + bracketed(sum, 0, mark, least, false);
    }
    if (e instanceof Expr.Transpose transpose) {
      return transpose(transpose, mark);
    }
    if (isPrintedAsPower(e)) {
      return bracketed(e, 0, mark, ATOM, false) + "^{-1}";
    }
    if (e instanceof Expr.Norm norm) {
      return norm(norm, mark);
    }
    if (e instanceof Expr.Elementwise f) {
      return elementwise(f, mark);
    }
    if (e instanceof Expr.Binary binary) {
      return binary(binary, mark, sized);
    }
    return function(e) + inBrackets(operand(e, 0, mark));
  }

  // ---- leaves

  private String leaf(Expr e, boolean sized) {
    if (e instanceof Expr.Num num) {
      return num.value().toPlainString();
    }
    if (e instanceof Expr.Constant constant) {
      return constant == Expr.Constant.E ? "e" : "\\pi";
    }
    if (e instanceof Expr.SizeNumber number) {
      return size(number.size());
    }
    if (e instanceof Expr.Variable variable) {
      return names.getOrDefault(variable.name(), name(variable.name()));
    }
    if (e instanceof Expr.Identity identity) {
      return sized ? "I" : "I_{" + size(identity.size()) + "}";
    }
    if (e instanceof Expr.Commutation k) {
      return "\\mathrm{comm}(" + size(k.rows()) + ", " + size(k.columns()) + ")";
    }
    String name = e instanceof Expr.Ones ? "ones" : "zeros";
    return "\\mathrm{"
        + name
        + "}("
        + size(e.shape().rows())
        + ", "
        + size(e.shape().columns())
        + ")";
  }

  private static String size(Size size) {
    List<String> factors = new ArrayList<>();
    if (size.factor() != 1 || size.isNumber()) {
      factors.add(Integer.toString(size.factor()));
    }
    size.symbols().forEach(symbol -> factors.add(name(symbol)));
    return String.join(" ", factors);
  }

  /** A plain name in LaTeX: {@code w1_11} is {@code w^{(1)}_{11}}. */
  static String name(String name) {
    Matcher match = NAME.matcher(name);
    if (!match.matches()) {
      return "\\mathrm{" + name.replace("_", "\\_") + "}";
    }
    String base = letters(match.group(1));
    String hat = match.group(2);
    String stem = hat == null ? base : "\\hat{" + base + "}";
    if (match.group(3) != null) {
      return stem + "^{(" + match.group(3) + ")}_{" + match.group(4) + "}";
    }
    String index = match.group(5) != null ? match.group(5) : match.group(6);
    return index == null ? stem : stem + "_{" + index + "}";
  }

  private static String letters(String letters) {
    if (letters.length() == 1 || letters.length() == 2 && letters.charAt(0) == 'd') {
      return letters;
    }
    return Greek.isName(letters) ? "\\" + letters : "\\mathrm{" + letters + "}";
  }

  private String matrix(Expr.Literal literal, List<Integer> mark) {
    StringBuilder text = new StringBuilder("\\begin{pmatrix} ");
    for (int i = 0; i < literal.entries().size(); i++) {
      text.append(i == 0 ? "" : i % literal.columns() == 0 ? " \\\\ " : " & ");
      text.append(operand(literal, i, mark));
    }
    return text.append(" \\end{pmatrix}").toString();
  }

  // ---- one operand

  private String transpose(Expr.Transpose e, List<Integer> mark) {
    // X^{-\top}, unless the inverse inside is the part to be coloured.
    boolean together =
        isPrintedAsPower(e.operand()) && !(below(mark, 0) != null && below(mark, 0).isEmpty());
    return together
        ? bracketed(e.operand(), 0, below(mark, 0), ATOM, false) + "^{-\\top}"
        : bracketed(e, 0, mark, ATOM, false) + "^{\\top}";
  }

  // x^{-1} of a number is read as a power.
  private static boolean isPrintedAsPower(Expr e) {
    return e instanceof Expr.Inverse && !e.shape().isScalar();
  }

  private String norm(Expr.Norm norm, List<Integer> mark) {
    String x = operand(norm, 0, mark);
    String bars =
        isTall(x) ? "\\left\\lVert " + x + " \\right\\rVert" : "\\lVert " + x + " \\rVert";
    if (norm.kind() == Expr.Norm.Kind.ONE) {
      return bars + "_1";
    }
    Shape shape = norm.operand().shape();
    return shape.isVector() || shape.isScalar() ? bars : bars + "_F";
  }

  private String elementwise(Expr.Elementwise f, List<Integer> mark) {
    String x = operand(f, 0, mark);
    if (f.function() == Elementary.SQRT) {
      return "\\sqrt{" + x + "}";
    }
    if (f.function() == Elementary.ABS && f.shape().isScalar()) {
      return isTall(x) ? "\\left\\lvert " + x + " \\right\\rvert" : "\\lvert " + x + " \\rvert";
    }
    return function(f.function()) + inBrackets(x);
  }

  private String function(Function function) {
    if (!(function instanceof Elementary elementary)) {
      return function.text();
    }
    if (COMMANDS.contains(elementary)) {
      return "\\" + function.text();
    }
    return switch (elementary) {
      case LOG -> "\\ln";
      case SIGMOID -> hasName(expr, "sigma") ? "\\mathrm{sigmoid}" : "\\sigma";
      case RELU -> "\\mathrm{ReLU}";
      default -> "\\mathrm{" + function.text() + "}";
    };
  }

  private static boolean hasName(Expr e, String name) {
    return e instanceof Expr.Variable variable && variable.name().equals(name)
        || e.operands().stream().anyMatch(operand -> hasName(operand, name));
  }

  private static String function(Expr e) {
    if (e instanceof Expr.Det) {
      return "\\det";
    }
    // The grammar reads \ln\det as the logarithm of a determinant, two steps.
    return e instanceof Expr.LogDet ? "\\log\\det" : "\\mathrm{" + Ascii.name(e) + "}";
  }

  // ---- two operands

  private String binary(Expr.Binary e, List<Integer> mark, boolean sized) {
    if (e instanceof Expr.Divide) {
      String above = text(e.left(), below(mark, 0), sized);
      return "\\frac{" + above + "}{" + operand(e, 1, mark) + "}";
    }
    if (e instanceof Expr.Power) {
      return bracketed(e, 0, mark, ATOM, false) + "^{" + exponent(e, mark) + "}";
    }
    if (e instanceof Expr.ElementPower) {
      return bracketed(e, 0, mark, ATOM, false)
          + "^{\\odot "
          + bracketed(e, 1, mark, PRODUCT, false)
          + "}";
    }
    if (e instanceof Expr.Plus || e instanceof Expr.Minus) {
      return sum(e, mark);
    }
    if (e instanceof Expr.Mult) {
      boolean dot =
          level(e.right()) >= POWER && startsWithDigit(e.right())
              || endsWithDigit(e.left()) && isTeXNumber(e.right());
      return closed(e, mark, e.left() instanceof Expr.Mult ? PRODUCT : SIGN, sized)
          + (dot ? " \\cdot " : " ")
          + bracketed(e, 1, mark, startsWithSign(e.right()) ? ATOM : lowest(e.right()), sized);
    }
    boolean plainProduct = e.left() instanceof Expr.Mult && !(e instanceof Expr.Kron);
    boolean same = e.left().getClass() == e.getClass() && !(e instanceof Expr.Kron);
    boolean known = isSizedBy(e.left(), e.right());
    boolean knownRight = isSizedBy(e.right(), e.left());
    boolean kron = e instanceof Expr.Kron;
    return closed(e, mark, plainProduct || same ? PRODUCT : POWER, known && !kron)
        + operator(e)
        + bracketed(e, 1, mark, POWER, knownRight && !kron);
  }

  private String exponent(Expr.Binary e, List<Integer> mark) {
    String text = operand(e, 1, mark);
    // X^{-1} is the inverse of a matrix, X^{(-1)} its power.
    boolean minusOne = e.right().equals(new Expr.Negate(Expr.Num.ONE));
    return minusOne && !e.shape().isScalar() ? "(" + text + ")" : text;
  }

  private String sum(Expr.Binary e, List<Integer> mark) {
    String left = text(e.left(), below(mark, 0), isSizedBy(e.left(), e.right()));
    boolean brackets =
        level(e.right()) == SUM || level(e.right()) == PRODUCT && startsWithSign(e.right());
    return left
        + (e instanceof Expr.Plus ? " + " : " - ")
        + bracketed(
            e,
            1,
            mark,
            brackets || startsWithSign(e.right()) ? ATOM : PRODUCT,
            isSizedBy(e.right(), e.left()));
  }

  private static String operator(Expr e) {
    if (e instanceof Expr.ElementMult) {
      return " \\odot ";
    }
    return e instanceof Expr.ElementDivide ? " \\oslash " : " \\otimes ";
  }

  // ---- identities: c I in a sum gets its size from the other term

  private static boolean isSizedBy(Expr e, Expr other) {
    return isScaledIdentity(e) && !isScaledIdentity(other) && !other.shape().isScalar();
  }

  private static boolean isScaledIdentity(Expr e) {
    if (e instanceof Expr.Identity) {
      return !e.shape().isScalar();
    }
    if (e instanceof Expr.Negate negate) {
      return isScaledIdentity(negate.operand());
    }
    if (e instanceof Expr.Mult mult) {
      return isScaledIdentity(mult.left()) && mult.right().shape().isScalar()
          || isScaledIdentity(mult.right()) && mult.left().shape().isScalar();
    }
    return e instanceof Expr.Divide divide && isScaledIdentity(divide.left());
  }

  // ---- brackets

  private String bracketed(Expr e, int index, List<Integer> mark, int least, boolean sized) {
    Expr operand = e.operands().get(index);
    String text = text(operand, below(mark, index), sized);
    return level(operand) >= least ? text : inBrackets(text);
  }

  private static String inBrackets(String text) {
    return isTall(text) ? "\\left(" + text + "\\right)" : "(" + text + ")";
  }

  private static boolean isTall(String text) {
    return text.contains("\\frac") || text.contains("\\begin") || text.contains("\\sum");
  }

  // A sum over an index reaches to the end, so nothing need hold it together.
  private static int lowest(Expr right) {
    return right instanceof Expr.IndexedSum ? PRODUCT : POWER;
  }

  // An operand before a factor that a sum over an index at its end would take for its own.
  private String closed(Expr e, List<Integer> mark, int least, boolean sized) {
    Expr left = e.operands().get(0);
    if (left instanceof Expr.IndexedSum) {
      return bracketed(e, 0, mark, CLOSED, sized);
    }
    if (mark == null
        && level(left) >= least
        && (left instanceof Expr.Negate || left instanceof Expr.Mult)) {
      int last = left.operands().size() - 1;
      Expr inner = left.operands().get(last);
      if (inner instanceof Expr.IndexedSum) {
        String text = text(left, null, sized);
        String tail = text(inner, null, false);
        return text.substring(0, text.length() - tail.length()) + inBrackets(tail);
      }
    }
    boolean runsOn =
        left instanceof Expr.Negate negate && negate.operand() instanceof Expr.IndexedSum
            || left instanceof Expr.Mult mult && mult.right() instanceof Expr.IndexedSum;
    return bracketed(e, 0, mark, runsOn ? CLOSED : least, sized);
  }

  private static boolean startsWithSign(Expr e) {
    return leftmost(e) instanceof Expr.Negate;
  }

  private static boolean startsWithDigit(Expr e) {
    return leftmost(e) instanceof Expr.Num;
  }

  // What stands at the left end, down through all that prints its left operand first.
  private static Expr leftmost(Expr e) {
    boolean first =
        e instanceof Expr.Binary && !(e instanceof Expr.Divide)
            || e instanceof Expr.Transpose
            || isPrintedAsPower(e);
    return first ? leftmost(e.operands().get(0)) : e;
  }

  private static boolean endsWithDigit(Expr e) {
    return e instanceof Expr.Num || e instanceof Expr.Mult mult && endsWithDigit(mult.right());
  }

  // 2 \frac{1}{2} would be taken for a mixed number.
  private static boolean isTeXNumber(Expr e) {
    return e instanceof Expr.Divide divide
        && divide.left() instanceof Expr.Num
        && divide.right() instanceof Expr.Num;
  }

  private int level(Expr e) {
    if (e instanceof Expr.Plus || e instanceof Expr.Minus) {
      return SUM;
    }
    if (e instanceof Expr.Mult
        || e instanceof Expr.ElementMult
        || e instanceof Expr.ElementDivide
        || e instanceof Expr.Kron
        || e instanceof Expr.IndexedSum) {
      return PRODUCT;
    }
    if (e instanceof Expr.Negate) {
      return SIGN;
    }
    boolean raised =
        e instanceof Expr.Power
            || e instanceof Expr.ElementPower
            || e instanceof Expr.Transpose
            || isPrintedAsPower(e)
            || e instanceof Expr.Variable && leaf(e, false).contains("^");
    return raised ? POWER : e instanceof Expr.Divide ? FRACTION : ATOM;
  }
}
