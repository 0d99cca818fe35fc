package handgrad.expr;

import java.util.List;

/** An expression in the plain notation, every {@code *} written; {@link Formula} reads it back. */
public final class Ascii {
  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int SIGN = 3;
  private static final int POWER = 4;
  private static final int ATOM = 5;

  private static final int LONGEST_SHOWN = 80;

  private Ascii() {}

  public static String print(Expr expr) {
    StringBuilder text = new StringBuilder();
    print(expr, text);
    return text.toString();
  }

  /** What a message shows of an expression: all of it, or its two ends. */
  static String brief(Expr expr) {
    String text = print(expr);
    return text.length() <= LONGEST_SHOWN
        ? text
        : text.substring(0, LONGEST_SHOWN / 2) + " … " + text.substring(text.length() - 20);
  }

  private static void print(Expr e, StringBuilder text) {
    print(e, false, text);
  }

  // closed: a factor follows, which a sum over an index at the end would take for its own.
  private static void print(Expr e, boolean closed, StringBuilder text) {
    if (closed && e instanceof Expr.IndexedSum) {
      text.append('(');
      print(e, text);
      text.append(')');
    } else if (e instanceof Expr.Num num) {
      text.append(num.value().toPlainString());
    } else if (e instanceof Expr.Constant constant) {
      text.append(constant == Expr.Constant.E ? "e" : "pi");
    } else if (e instanceof Expr.SizeNumber number) {
      text.append(number.size());
    } else if (e instanceof Expr.Variable variable) {
      text.append(variable.name());
    } else if (e instanceof Expr.Identity identity) {
      text.append("eye(").append(identity.size()).append(')');
    } else if (e instanceof Expr.Ones) {
      sized("ones", e.shape(), text);
    } else if (e instanceof Expr.Zeros) {
      sized("zeros", e.shape(), text);
    } else if (e instanceof Expr.Commutation k) {
      sized("comm", new Shape(k.rows(), k.columns()), text);
    } else if (e instanceof Expr.Literal literal) {
      literal(literal, text);
    } else if (e instanceof Expr.Negate negate) {
      text.append('-');
      bracketed(negate.operand(), lowest(negate.operand()), closed, text);
    } else if (e instanceof Expr.Transpose transpose) {
      bracketed(transpose.operand(), ATOM, text);
      text.append('\'');
    } else if (e instanceof Expr.Member member) {
      text.append(member.family().name()).append('_').append(member.index());
    } else if (e instanceof Expr.IndexedSum sum) {
      boolean still = !Members.runs(sum.operand(), sum.index()) && !isPending(sum.operand());
      String limits = "{" + sum.index() + "=1}^{" + sum.size() + "}";
      text.append("sum_").append(still ? limits : sum.index()).append(' ');
      bracketed(sum.operand(), startsWithSign(sum.operand()) ? ATOM : PRODUCT, text);
    } else if (e instanceof Expr.Plus plus) {
      binary(plus, " + ", SUM, false, text);
    } else if (e instanceof Expr.Minus minus) {
      binary(minus, " - ", SUM, false, text);
    } else if (e instanceof Expr.Mult mult) {
      binary(mult, "*", PRODUCT, closed, text);
    } else if (e instanceof Expr.Divide divide) {
      binary(divide, "/", PRODUCT, closed, text);
    } else if (e instanceof Expr.ElementMult mult) {
      binary(mult, ".*", PRODUCT, closed, text);
    } else if (e instanceof Expr.ElementDivide divide) {
      binary(divide, "./", PRODUCT, closed, text);
    } else if (e instanceof Expr.Power power) {
      power(power, "^", text);
    } else if (e instanceof Expr.ElementPower power) {
      power(power, ".^", text);
    } else {
      text.append(name(e)).append('(');
      List<Expr> operands = e.operands();
      for (int i = 0; i < operands.size(); i++) {
        text.append(i == 0 ? "" : ", ");
        print(operands.get(i), text);
      }
      text.append(')');
    }
  }

  // d(x_i'*w) stands for what may run with the index.
  private static boolean isPending(Expr e) {
    return e instanceof Expr.Variable variable && variable.name().startsWith("d(")
        || e.operands().stream().anyMatch(Ascii::isPending);
  }

  static String name(Expr e) {
    if (e instanceof Expr.Norm norm) {
      return norm.kind() == Expr.Norm.Kind.ONE ? "norm1" : "norm2";
    }
    if (e instanceof Expr.Elementwise f) {
      return f.function().text();
    }
    if (e instanceof Expr.Inverse) {
      return "inv";
    }
    if (e instanceof Expr.Adjugate) {
      return "adj";
    }
    if (e instanceof Expr.Cofactor) {
      return "cof";
    }
    if (e instanceof Expr.Trace) {
      return "tr";
    }
    return e.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static void sized(String name, Shape shape, StringBuilder text) {
    text.append(name).append('(').append(shape.rows()).append(',').append(shape.columns());
    text.append(')');
  }

  // Inside [ ] a blank separates entries, so an entry with blanks stands in brackets.
  private static void literal(Expr.Literal literal, StringBuilder text) {
    text.append('[');
    for (int i = 0; i < literal.entries().size(); i++) {
      text.append(i == 0 ? "" : i % literal.columns() == 0 ? "; " : " ");
      Expr entry = literal.entries().get(i);
      String printed = print(entry);
      text.append(level(entry) <= SUM || printed.contains(" ") ? "(" + printed + ")" : printed);
    }
    text.append(']');
  }

  private static void binary(
      Expr.Binary e, String operator, int level, boolean closed, StringBuilder text) {
    bracketed(e.left(), level, level == PRODUCT, text);
    text.append(operator);
    int right = level == PRODUCT ? lowest(e.right()) : PRODUCT;
    bracketed(e.right(), startsWithSign(e.right()) ? ATOM : right, closed, text);
  }

  // A sum over an index reaches to the end, so nothing need hold it together.
  private static int lowest(Expr right) {
    return right instanceof Expr.IndexedSum ? PRODUCT : POWER;
  }

  // a - (-b*c): a sign never follows an operator.
  private static boolean startsWithSign(Expr e) {
    if (e instanceof Expr.Negate) {
      return true;
    }
    int level = level(e);
    return (level == SUM || level == PRODUCT)
        && e instanceof Expr.Binary binary
        && startsWithSign(binary.left());
  }

  private static void power(Expr.Binary e, String operator, StringBuilder text) {
    bracketed(e.left(), ATOM, text);
    text.append(operator);
    // X^(-1) is the inverse of a matrix, X^((-1)) its power.
    boolean minusOne = e.right().equals(new Expr.Negate(Expr.Num.ONE));
    if (minusOne && e instanceof Expr.Power && !e.shape().isScalar()) {
      text.append("((-1))");
    } else {
      boolean plain = e.right() instanceof Expr.Leaf && !print(e.right()).endsWith(")");
      bracketed(e.right(), plain ? ATOM : ATOM + 1, text);
    }
  }

  private static void bracketed(Expr e, int least, StringBuilder text) {
    bracketed(e, least, false, text);
  }

  private static void bracketed(Expr e, int least, boolean closed, StringBuilder text) {
    if (level(e) >= least) {
      print(e, closed, text);
    } else {
      text.append('(');
      print(e, text);
      text.append(')');
    }
  }

  private static int level(Expr e) {
    if (e instanceof Expr.Plus || e instanceof Expr.Minus) {
      return SUM;
    }
    if (e instanceof Expr.Mult
        || e instanceof Expr.Divide
        || e instanceof Expr.ElementMult
        || e instanceof Expr.ElementDivide
        || e instanceof Expr.IndexedSum
        || e instanceof Expr.SizeNumber n && n.size().toString().contains("*")) {
      return PRODUCT;
    }
    if (e instanceof Expr.Negate) {
      return SIGN;
    }
    return e instanceof Expr.Power || e instanceof Expr.ElementPower || e instanceof Expr.Transpose
        ? POWER
        : ATOM;
  }
}
