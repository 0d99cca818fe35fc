package handgrad.expr;

import handgrad.expr.Function.Elementary;
import handgrad.expr.Function.Named;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** Functions of the grammar applied to their arguments. */
final class Calls {
  private static final Set<String> OF_TWO = Set.of("kron", "comm", "ones", "zeros", "max", "soft");

  private Calls() {}

  static boolean takesTwo(String name) {
    return OF_TWO.contains(name);
  }

  /** A letter for any smooth function, with its primes. */
  static Expr named(String name, int primes, List<Expr> arguments) {
    return new Expr.Elementwise(new Named(name, primes), single(name, arguments));
  }

  /**
   * A function the grammar knows.
   *
   * @throws FormulaException if the number of arguments, their shapes or the primes do not fit
   */
  static Expr apply(String name, int primes, List<Expr> arguments) {
    if (takesTwo(name)) {
      return applyToTwo(name, arguments);
    }
    Expr x = single(name, arguments);
    Elementary function = elementary(name);
    if (primes > 0) {
      return derivative(name, function, primes, x);
    }
    if (function != null) {
      return new Expr.Elementwise(function, x);
    }
    return switch (name) {
      case "tr" -> new Expr.Trace(x);
      case "det" -> new Expr.Det(x);
      case "logdet" -> new Expr.LogDet(x);
      case "inv" -> new Expr.Inverse(x);
      case "adj" -> new Expr.Adjugate(x);
      case "cof" -> new Expr.Cofactor(x);
      case "sum" -> new Expr.Sum(x);
      case "diag" -> new Expr.Diag(x);
      case "vec" -> new Expr.Vec(x);
      case "norm1" -> new Expr.Norm(Expr.Norm.Kind.ONE, x);
      case "norm2" -> new Expr.Norm(Expr.Norm.Kind.TWO, x);
      case "transpose" -> new Expr.Transpose(x);
      case "eye" -> new Expr.Identity(size(x));
      default -> throw new IllegalStateException(name);
    };
  }

  private static Elementary elementary(String name) {
    if (name.equals("ln")) {
      return Elementary.LOG;
    }
    for (Elementary function : Elementary.values()) {
      if (function.text().equals(name)) {
        return function;
      }
    }
    return null;
  }

  private static Expr applyToTwo(String name, List<Expr> arguments) {
    if (arguments.size() != 2) {
      throw new FormulaException("expr.function-arguments", name, 2, arguments.size());
    }
    Expr first = arguments.get(0);
    Expr second = arguments.get(1);
    return switch (name) {
      case "kron" -> new Expr.Kron(first, second);
      case "comm" -> new Expr.Commutation(size(first), size(second));
      case "ones" -> new Expr.Ones(new Shape(size(first), size(second)));
      case "zeros" -> new Expr.Zeros(new Shape(size(first), size(second)));
      case "soft" -> soft(first, second);
      default -> max(first, second);
    };
  }

  private static Expr max(Expr first, Expr second) {
    if (first.equals(Expr.Num.ZERO)) {
      return new Expr.Elementwise(Elementary.RELU, second);
    }
    if (second.equals(Expr.Num.ZERO)) {
      return new Expr.Elementwise(Elementary.RELU, first);
    }
    throw new FormulaException("expr.max", Ascii.brief(first), Ascii.brief(second));
  }

  // S(u, c) = sign(u) max(|u| - c, 0), entry by entry: the soft threshold.
  private static Expr soft(Expr u, Expr c) {
    Expr size = new Expr.Elementwise(Elementary.ABS, u);
    return new Expr.ElementMult(
        new Expr.Elementwise(Elementary.SIGN, u),
        new Expr.Elementwise(Elementary.RELU, new Expr.Minus(size, c)));
  }

  private static Expr single(String name, List<Expr> arguments) {
    if (arguments.size() != 1) {
      throw new FormulaException("expr.function-arguments", name, 1, arguments.size());
    }
    return arguments.get(0);
  }

  // relu'(H), sigmoid'(H): written out, since the grammar has no letter for them.
  private static Expr derivative(String name, Elementary function, int primes, Expr x) {
    if (primes != 1 || function == null) {
      throw new FormulaException("expr.prime", name + "'".repeat(primes));
    }
    Expr one = Expr.Num.ONE;
    Expr value = new Expr.Elementwise(function, x);
    return switch (function) {
      case EXP -> value;
      case LOG -> new Expr.ElementDivide(one, x);
      case SQRT -> new Expr.ElementDivide(one, new Expr.Mult(Expr.Num.TWO, value));
      case ABS -> new Expr.Elementwise(Elementary.SIGN, x);
      case SIGN, STEP -> new Expr.ElementMult(Expr.Num.ZERO, x);
      case SIN -> new Expr.Elementwise(Elementary.COS, x);
      case COS -> new Expr.Negate(new Expr.Elementwise(Elementary.SIN, x));
      case TAN -> new Expr.Plus(one, new Expr.ElementPower(value, Expr.Num.TWO));
      case SINH -> new Expr.Elementwise(Elementary.COSH, x);
      case COSH -> new Expr.Elementwise(Elementary.SINH, x);
      case TANH -> new Expr.Minus(one, new Expr.ElementPower(value, Expr.Num.TWO));
      case SIGMOID -> new Expr.ElementMult(value, new Expr.Minus(one, value));
      case RELU -> new Expr.Elementwise(Elementary.STEP, x);
    };
  }

  private static Size size(Expr expr) {
    if (expr instanceof Expr.SizeNumber number) {
      return number.size();
    }
    if (expr instanceof Expr.Num num
        && num.value().scale() <= 0
        && num.value().compareTo(BigDecimal.valueOf(Declarations.LARGEST_SIZE)) <= 0
        && num.value().signum() > 0) {
      return Size.of(num.value().intValueExact());
    }
    if (expr instanceof Expr.Mult product) {
      return size(product.left()).times(size(product.right()));
    }
    throw new FormulaException("expr.not-a-size", Ascii.brief(expr));
  }
}
