package handgrad.plot;

import handgrad.expr.Expr;
import handgrad.expr.Function.Elementary;
import handgrad.plot.ComputationGraph.Term;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** One node of a computation graph in words: its label and its derivative by each operand. */
final class Operation {

  private final Expr expr;
  private final List<Term> terms;
  private final Naming naming;
  private final NodeValues numbers;

  Operation(Expr expr, List<Term> terms, Naming naming, NodeValues numbers) {
    this.expr = expr;
    this.terms = terms;
    this.naming = naming;
    this.numbers = numbers;
  }

  /** A number that stands in the label of the operation that takes it. */
  static boolean isNumber(Expr expr) {
    return expr instanceof Expr.Num
        || expr instanceof Expr.Constant
        || expr instanceof Expr.SizeNumber
        || expr instanceof Expr.Negate negate && isNumber(negate.operand());
  }

  /** A node without operands. */
  static boolean isConstant(Expr expr) {
    boolean literal =
        expr instanceof Expr.Literal && expr.operands().stream().allMatch(Operation::isNumber);
    boolean leaf = expr.operands().isEmpty() || expr instanceof Expr.Member;
    return literal || isNumber(expr) || leaf;
  }

  static boolean isSum(Expr expr) {
    return expr instanceof Expr.Plus || expr instanceof Expr.Minus;
  }

  /** Whether the label is already the value, as with a number. */
  boolean saysItsValue() {
    return isNumber(expr);
  }

  String label() {
    if (terms.isEmpty()) {
      return "$" + reference(expr) + "$";
    }
    if (!naming.has(expr)) {
      return "$" + sign() + "$";
    }
    return "$" + naming.of(expr) + " = " + formula() + "$";
  }

  /** How an operand is written inside another's formula. */
  private String reference(Expr operand) {
    if (operand instanceof Expr.Variable variable) {
      return Naming.declared(variable.name());
    } else if (operand instanceof Expr.Member member) {
      return Naming.declared(member.family().name() + "_" + member.index());
    } else if (operand instanceof Expr.Num num) {
      return num.value().toPlainString();
    } else if (operand instanceof Expr.Constant constant) {
      return constant == Expr.Constant.E ? "\\mathrm{e}" : "\\pi ";
    } else if (operand instanceof Expr.SizeNumber number) {
      return number.size().toString();
    } else if (operand instanceof Expr.Negate negate && isNumber(operand)) {
      return "(-" + reference(negate.operand()) + ")";
    } else if (operand instanceof Expr.Identity) {
      return "I";
    } else if (operand instanceof Expr.Ones ones) {
      return "1_{" + ones.shape() + "}";
    } else if (operand instanceof Expr.Zeros zeros) {
      return "0_{" + zeros.shape() + "}";
    } else if (operand instanceof Expr.Commutation commutation) {
      return "K_{" + commutation.rows() + "," + commutation.columns() + "}";
    } else if (operand instanceof Expr.Literal literal && isConstant(operand)) {
      return "[" + literal.rows() + "×" + literal.columns() + "]";
    }
    return naming.has(operand) ? naming.of(operand) : "(·)";
  }

  private String operand(int i) {
    return reference(terms.get(i).expr());
  }

  private String formula() {
    if (isSum(expr)) {
      return sum();
    } else if (expr instanceof Expr.Mult) {
      return product();
    } else if (expr instanceof Expr.ElementMult) {
      return operand(0) + "\\odot " + operand(1);
    } else if (expr instanceof Expr.Divide) {
      return operand(0) + "/" + operand(1);
    } else if (expr instanceof Expr.ElementDivide) {
      return operand(0) + "\\,./\\," + operand(1);
    } else if (expr instanceof Expr.Kron) {
      return operand(0) + "\\otimes " + operand(1);
    } else if (expr instanceof Expr.Power || expr instanceof Expr.ElementPower) {
      String exponent = exponent(operand(1));
      boolean entrywise = expr instanceof Expr.ElementPower && !expr.shape().isScalar();
      return operand(0) + "^{" + (entrywise ? "\\odot " : "") + exponent + "}";
    } else if (expr instanceof Expr.Negate) {
      return "-" + operand(0);
    } else if (expr instanceof Expr.Transpose) {
      return operand(0) + "^\\top";
    } else if (expr instanceof Expr.Inverse) {
      return operand(0) + "^{-1}";
    } else if (expr instanceof Expr.Norm norm) {
      String index = norm.kind() == Expr.Norm.Kind.ONE ? "_1" : "_2";
      return "\\lVert " + operand(0) + "\\rVert" + index;
    } else if (expr instanceof Expr.Elementwise elementwise) {
      return elementwise(elementwise, operand(0));
    } else if (expr instanceof Expr.IndexedSum) {
      return sign() + operand(0);
    } else if (expr instanceof Expr.Literal) {
      return "[" + String.join(",\\,", terms.stream().map(t -> reference(t.expr())).toList()) + "]";
    }
    return name() + " " + operand(0);
  }

  private static String exponent(String reference) {
    return reference.startsWith("(") ? reference.substring(1, reference.length() - 1) : reference;
  }

  private String sum() {
    StringBuilder sum = new StringBuilder();
    for (Term term : terms) {
      String sign = term.minus() ? "-" : sum.length() == 0 ? "" : "+";
      sum.append(sign).append(reference(term.expr()));
    }
    return sum.toString();
  }

  private String product() {
    boolean coefficient = isNumber(terms.get(0).expr());
    boolean scalars = expr.shape().isScalar() && terms.get(0).expr().shape().isScalar();
    return operand(0) + (coefficient ? "" : scalars ? "\\cdot " : "\\,") + operand(1);
  }

  private static String elementwise(Expr.Elementwise elementwise, String of) {
    if (elementwise.function() instanceof Elementary known) {
      return switch (known) {
        case SIGMOID -> "\\sigma(" + of + ")";
        case LOG -> "\\ln " + of;
        case SQRT -> "\\sqrt " + of;
        case ABS -> "|" + of + "|";
        case RELU -> "\\mathrm{ReLU}(" + of + ")";
        default -> "\\mathrm{" + known.text() + "} " + of;
      };
    }
    return elementwise.function().text() + "(" + of + ")";
  }

  private String name() {
    if (expr instanceof Expr.Trace) {
      return "\\mathrm{tr}";
    } else if (expr instanceof Expr.Det) {
      return "\\mathrm{det}";
    } else if (expr instanceof Expr.LogDet) {
      return "\\mathrm{ln} \\mathrm{det}";
    } else if (expr instanceof Expr.Sum) {
      return "\\mathrm{sum}";
    } else if (expr instanceof Expr.Diag) {
      return "\\mathrm{diag}";
    } else if (expr instanceof Expr.Vec) {
      return "\\mathrm{vec}";
    } else if (expr instanceof Expr.Adjugate) {
      return "\\mathrm{adj}";
    } else if (expr instanceof Expr.Cofactor) {
      return "\\mathrm{cof}";
    }
    throw new IllegalStateException("no label for " + expr.getClass().getSimpleName());
  }

  /** The operation alone, for graphs too large to name their nodes. */
  private String sign() {
    if (isSum(expr)) {
      boolean minus = terms.stream().anyMatch(Term::minus);
      return minus && terms.size() == 2 ? "-" : "+";
    } else if (expr instanceof Expr.IndexedSum sum) {
      return "\\Sigma _{" + sum.index() + "}\\,";
    } else if (expr instanceof Expr.Mult) {
      Expr first = terms.get(0).expr();
      return isNumber(first) ? reference(first) + "\\," + "×" : "×";
    } else if (expr instanceof Expr.ElementMult) {
      return "\\odot";
    } else if (expr instanceof Expr.Kron) {
      return "\\otimes";
    } else if (expr instanceof Expr.Divide || expr instanceof Expr.ElementDivide) {
      return isNumber(terms.get(0).expr()) ? operand(0) + "/(·)" : "/";
    } else if (expr instanceof Expr.Negate) {
      return "-";
    } else if (expr instanceof Expr.Elementwise elementwise) {
      return elementwise.function() == Elementary.SIGMOID
          ? "\\sigma"
          : elementwise.function() instanceof Elementary
              ? elementwise(elementwise, "").replaceAll("\\(\\)| $|\\|\\|", "")
              : elementwise.function().text();
    } else if (expr instanceof Expr.Power
        || expr instanceof Expr.ElementPower
        || expr instanceof Expr.Transpose
        || expr instanceof Expr.Inverse
        || expr instanceof Expr.Norm
        || expr instanceof Expr.Literal) {
      return formula();
    }
    return name();
  }

  /** The derivative by an operand: formula, number, or both; empty where neither is short. */
  String derivative(int i, boolean formulas, int digits) {
    Expr operand = terms.get(i).expr();
    boolean scalars = expr.shape().isScalar() && operand.shape().isScalar();
    boolean written = naming.has(expr) && (formulas || !scalars);
    String formula = written ? partial(i).replace("@", naming.gradient()) : "";
    if (!scalars) {
      return formula.isEmpty() ? jacobian(operand) : "$" + formula + "$";
    }
    if (expr instanceof Expr.IndexedSum) {
      return "1";
    }
    if (isSum(expr)) {
      return terms.get(i).minus() ? "$-1$" : "1";
    }
    Double number = number(i);
    if (number == null) {
      return formula.isEmpty() ? "" : "$" + formula + "$";
    }
    String shown = Figures.number(number, digits).replace("$", "");
    return formula.isEmpty() || formula.equals(shown)
        ? "$" + shown + "$"
        : "$" + formula + " = " + shown + "$";
  }

  /** The shape of a Jacobian that has no short formula here. */
  private String jacobian(Expr operand) {
    DMatrixRMaj of = numbers.value(expr);
    DMatrixRMaj by = numbers.value(operand);
    return of == null || by == null ? "" : of.getNumElements() + "×" + by.getNumElements();
  }

  /** The derivative of a number by a number, or null where it is not known. */
  private Double number(int i) {
    DMatrixRMaj local = numbers.local(expr, i);
    return local == null ? null : local.get(0) + 0.0;
  }

  /** The derivative as a formula; between matrices, what it makes of the result's gradient, @. */
  private String partial(int i) {
    Expr operand = terms.get(i).expr();
    boolean fromScalar = operand.shape().isScalar();
    boolean scalar = expr.shape().isScalar();
    String x = operand(0);
    String y = terms.size() > 1 ? operand(1) : "";
    String self = naming.of(expr);
    if (isSum(expr)) {
      String g = fromScalar && !scalar ? "\\mathrm{sum} @" : scalar ? "1" : "@";
      return terms.get(i).minus() ? "-" + g : g;
    } else if (expr instanceof Expr.IndexedSum) {
      return scalar ? "1" : "@";
    } else if (expr instanceof Expr.Negate) {
      return scalar ? "-1" : "-@";
    } else if (expr instanceof Expr.Mult) {
      return mult(i, x, y);
    } else if (expr instanceof Expr.ElementMult) {
      String other = i == 0 ? y : x;
      return scalar ? other : fromScalar ? "" : "@\\odot " + other;
    } else if (expr instanceof Expr.Divide) {
      String by = scalar ? i == 0 ? "1/" + y : "-" + x + "/" + y + "^2" : "";
      return by.isEmpty() && i == 0 ? "@/" + y : by;
    } else if (expr instanceof Expr.Power && scalar) {
      return power(i, x, y, terms.get(1).expr());
    } else if (expr instanceof Expr.Elementwise elementwise) {
      String slope = slope(elementwise, x, self);
      return scalar || slope.isEmpty() ? slope : "@\\odot " + slope;
    } else if (expr instanceof Expr.Transpose) {
      return scalar ? "1" : "@^\\top";
    } else if (expr instanceof Expr.Inverse) {
      return scalar ? "-" + self + "^2" : "-" + self + "^\\top @" + self + "^\\top";
    } else if (expr instanceof Expr.Trace) {
      return fromScalar ? "1" : "I";
    } else if (expr instanceof Expr.LogDet) {
      return fromScalar ? "1/" + x : x + "^{-\\top}";
    } else if (expr instanceof Expr.Det) {
      return fromScalar ? "1" : "\\mathrm{cof} " + x;
    } else if (expr instanceof Expr.Sum) {
      return fromScalar ? "1" : "1_{" + operand.shape() + "}";
    } else if (expr instanceof Expr.Norm norm && norm.kind() == Expr.Norm.Kind.TWO) {
      return x + "/" + self;
    } else if (expr instanceof Expr.Norm) {
      return "\\mathrm{sign} " + x;
    }
    return "";
  }

  private String mult(int i, String x, String y) {
    boolean left = terms.get(0).expr().shape().isScalar();
    boolean right = terms.get(1).expr().shape().isScalar();
    if (left && right) {
      return i == 0 ? y : x;
    }
    if (left || right) {
      boolean factor = i == 0 ? left : right;
      String other = i == 0 ? y : x;
      return factor ? "\\mathrm{tr} @^\\top " + other : other + "@";
    }
    if (expr.shape().isScalar()) {
      return i == 0 ? y + "^\\top" : x + "^\\top";
    }
    return i == 0 ? "@" + y + "^\\top" : x + "^\\top @";
  }

  private static String power(int i, String x, String y, Expr exponent) {
    if (i == 1) {
      return "";
    }
    if (exponent instanceof Expr.Num num) {
      String less = num.value().subtract(java.math.BigDecimal.ONE).toPlainString();
      String rest = less.equals("0") ? "" : less.equals("1") ? x : x + "^{" + less + "}";
      return num.value().toPlainString().equals("1") ? "1" : y + rest;
    }
    return "";
  }

  private static String slope(Expr.Elementwise elementwise, String x, String self) {
    if (!(elementwise.function() instanceof Elementary)) {
      return elementwise.function().text() + "'(" + x + ")";
    }
    boolean scalar = elementwise.shape().isScalar();
    return switch ((Elementary) elementwise.function()) {
      case EXP -> self;
      case LOG -> scalar ? "1/" + x : "";
      case SIN -> "\\mathrm{cos} " + x;
      case COS -> scalar ? "-\\mathrm{sin} " + x : "";
      case SINH -> "\\mathrm{cosh} " + x;
      case COSH -> "\\mathrm{sinh} " + x;
      case SIGMOID -> scalar ? self + "(1-" + self + ")" : "\\sigma'(" + x + ")";
      case TANH -> scalar ? "1-" + self + "^2" : "";
      case RELU -> "\\mathrm{step} " + x;
      case ABS -> "\\mathrm{sign} " + x;
      default -> "";
    };
  }
}
