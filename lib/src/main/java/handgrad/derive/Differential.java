package handgrad.derive;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Function;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The differential of an expression, taken down through one operation at a time. What is still to
 * be differentiated stands in the result as a name, {@code d(A*X)}; the differential of the
 * variable itself is the name {@code dX}.
 */
final class Differential {
  private static final int LARGEST_POWER = 24;

  private final Expr.Variable x;
  private final Expr.Variable dx;
  private final Map<String, Expr> pending = new LinkedHashMap<>();

  /** The rule that was used and what it made of {@code d(e)}. */
  record Result(Rule rule, Expr expr) {}

  Differential(Expr.Variable x, Expr.Variable dx) {
    this.x = x;
    this.dx = dx;
  }

  /** The name of the variable's own differential. */
  Expr.Variable differential() {
    return dx;
  }

  /** {@code dX} for the variable, else a name that stands for {@code d(e)}. */
  Expr d(Expr e) {
    if (e.equals(x)) {
      return dx;
    }
    String name = "d(" + Ascii.print(e) + ")";
    pending.put(name, e);
    return new Expr.Variable(name, e.shape());
  }

  /** What a name {@code d(…)} stands for; null for every other name. */
  Expr operand(Expr.Variable name) {
    return pending.get(name.name());
  }

  /** All names {@code d(…)} made so far, with what is to be differentiated. */
  Map<String, Expr> pending() {
    return pending;
  }

  private boolean fixed(Expr e) {
    return !Factors.contains(e, x);
  }

  /**
   * @throws FormulaException if there is no rule, as for the differential of {@code X^1000000}
   */
  Result step(Expr e) {
    if (fixed(e)) {
      return result(
          Rule.CONSTANT, e.shape().isScalar() ? Expr.Num.ZERO : new Expr.Zeros(e.shape()));
    }
    if (e instanceof Expr.Plus plus) {
      return result(Rule.SUM, sum(plus));
    }
    if (e instanceof Expr.Minus minus) {
      return result(Rule.SUM, difference(minus));
    }
    if (e instanceof Expr.Negate negate) {
      return result(Rule.NEGATIVE, new Expr.Negate(d(negate.operand())));
    }
    if (e instanceof Expr.Mult mult) {
      return product(mult);
    }
    if (e instanceof Expr.Divide divide) {
      return quotient(divide);
    }
    if (e instanceof Expr.Transpose t) {
      return result(Rule.TRANSPOSE, new Expr.Transpose(d(t.operand())));
    }
    if (e instanceof Expr.Trace trace) {
      return result(Rule.TRACE, new Expr.Trace(d(trace.operand())));
    }
    if (e instanceof Expr.Sum sum) {
      return result(Rule.TOTAL, new Expr.Sum(d(sum.operand())));
    }
    if (e instanceof Expr.IndexedSum sum) {
      return result(Rule.INDEXED_SUM, Sigma.of(sum).over(d(sum.operand())));
    }
    if (e instanceof Expr.Vec vec) {
      return result(Rule.VEC, new Expr.Vec(d(vec.operand())));
    }
    if (e instanceof Expr.Diag diag) {
      return result(Rule.DIAGONAL, new Expr.Diag(d(diag.operand())));
    }
    if (e instanceof Expr.Inverse inverse) {
      Expr simpler = Adjugates.inverse(inverse.operand());
      if (simpler != null) {
        return result(Rule.ADJUGATE_INVERSE, d(simpler));
      }
      Expr product = new Expr.Mult(new Expr.Mult(e, d(inverse.operand())), e);
      return result(Rule.INVERSE, Factors.negate(product));
    }
    if (e instanceof Expr.Det det) {
      return result(
          Rule.DET,
          new Expr.Trace(new Expr.Mult(new Expr.Adjugate(det.operand()), d(det.operand()))));
    }
    if (e instanceof Expr.LogDet det) {
      return result(Rule.LOG_DET, logDet(det.operand()));
    }
    if (e instanceof Expr.Adjugate adjugate) {
      Expr simpler = Adjugates.ofAdjugate(adjugate.operand());
      if (simpler != null) {
        return result(Rule.ADJUGATE_TWICE, d(simpler));
      }
      if (fixed(Simplifier.simplify(adjugate))) {
        return result(Rule.CONSTANT, new Expr.Zeros(e.shape()));
      }
      Expr polynomial = polynomial(adjugate.operand());
      return polynomial == null
          ? result(Rule.ADJUGATE, adjugate(adjugate))
          : result(Rule.CAYLEY_HAMILTON, d(polynomial));
    }
    if (e instanceof Expr.Cofactor cofactor) {
      return result(Rule.COFACTOR, d(new Expr.Transpose(new Expr.Adjugate(cofactor.operand()))));
    }
    if (e instanceof Expr.ElementMult mult) {
      return hadamard(mult);
    }
    if (e instanceof Expr.ElementDivide divide) {
      return elementQuotient(divide);
    }
    if (e instanceof Expr.ElementPower power) {
      return elementPower(power);
    }
    if (e instanceof Expr.Power power) {
      return power.shape().isScalar() ? power(power) : matrixPower(power);
    }
    if (e instanceof Expr.Norm norm) {
      return norm(norm);
    }
    if (e instanceof Expr.Elementwise f) {
      return elementwise(f);
    }
    if (e instanceof Expr.Kron kron) {
      return kron(kron);
    }
    if (e instanceof Expr.Literal literal) {
      List<Expr> entries = new ArrayList<>();
      for (Expr entry : literal.entries()) {
        entries.add(fixed(entry) ? Expr.Num.ZERO : d(entry));
      }
      return result(Rule.ENTRIES, literal.withOperands(entries));
    }
    throw new FormulaException("derive.no-rule", Ascii.print(e));
  }

  private static Result result(Rule rule, Expr e) {
    return new Result(rule, e);
  }

  // ---- sums

  private Expr sum(Expr.Plus plus) {
    if (fixed(plus.left())) {
      return spread(d(plus.right()), plus.shape());
    }
    if (fixed(plus.right())) {
      return spread(d(plus.left()), plus.shape());
    }
    return new Expr.Plus(d(plus.left()), d(plus.right()));
  }

  private Expr difference(Expr.Minus minus) {
    if (fixed(minus.left())) {
      return Factors.negate(spread(d(minus.right()), minus.shape()));
    }
    if (fixed(minus.right())) {
      return spread(d(minus.left()), minus.shape());
    }
    return new Expr.Minus(d(minus.left()), d(minus.right()));
  }

  // A number beside a matrix is added to every entry.
  private static Expr spread(Expr e, Shape shape) {
    return e.shape().equals(shape) ? e : new Expr.Mult(e, new Expr.Ones(shape));
  }

  // ---- products and quotients

  private Result product(Expr.Mult mult) {
    if (fixed(mult.left())) {
      return result(Rule.FACTOR, new Expr.Mult(mult.left(), d(mult.right())));
    }
    if (fixed(mult.right())) {
      return result(Rule.FACTOR, new Expr.Mult(d(mult.left()), mult.right()));
    }
    return result(
        Rule.PRODUCT,
        new Expr.Plus(
            new Expr.Mult(d(mult.left()), mult.right()),
            new Expr.Mult(mult.left(), d(mult.right()))));
  }

  private Result quotient(Expr.Divide divide) {
    Expr top = divide.left();
    Expr bottom = divide.right();
    if (fixed(bottom)) {
      return result(Rule.FACTOR, new Expr.Divide(d(top), bottom));
    }
    Expr second =
        new Expr.Divide(new Expr.Mult(top, d(bottom)), new Expr.Power(bottom, Expr.Num.TWO));
    return result(
        Rule.QUOTIENT,
        fixed(top)
            ? Factors.negate(second)
            : new Expr.Minus(new Expr.Divide(d(top), bottom), second));
  }

  private Result hadamard(Expr.ElementMult mult) {
    if (fixed(mult.left())) {
      return result(Rule.HADAMARD, new Expr.ElementMult(mult.left(), d(mult.right())));
    }
    if (fixed(mult.right())) {
      return result(Rule.HADAMARD, new Expr.ElementMult(d(mult.left()), mult.right()));
    }
    return result(
        Rule.HADAMARD,
        new Expr.Plus(
            new Expr.ElementMult(d(mult.left()), mult.right()),
            new Expr.ElementMult(mult.left(), d(mult.right()))));
  }

  private Result elementQuotient(Expr.ElementDivide divide) {
    Expr top = divide.left();
    Expr bottom = divide.right();
    if (fixed(bottom)) {
      return result(Rule.ELEMENT_QUOTIENT, new Expr.ElementDivide(d(top), bottom));
    }
    Expr second =
        new Expr.ElementDivide(
            new Expr.ElementMult(top, d(bottom)), new Expr.ElementPower(bottom, Expr.Num.TWO));
    return result(
        Rule.ELEMENT_QUOTIENT,
        fixed(top)
            ? Factors.negate(second)
            : new Expr.Minus(new Expr.ElementDivide(d(top), bottom), second));
  }

  // ---- powers

  private Result power(Expr.Power power) {
    Expr base = power.left();
    Expr exponent = power.right();
    if (fixed(exponent)) {
      if (base instanceof Expr.Norm norm
          && norm.kind() == Expr.Norm.Kind.TWO
          && exponent.equals(Expr.Num.TWO)) {
        return result(Rule.NORM_SQUARE, d(square(norm.operand())));
      }
      return result(Rule.POWER, new Expr.Mult(powerDerivative(base, exponent), d(base)));
    }
    Expr logarithm = new Expr.Elementwise(Function.Elementary.LOG, base);
    if (fixed(base)) {
      Expr factor = base == Expr.Constant.E ? power : new Expr.Mult(logarithm, power);
      return result(Rule.EXPONENTIAL, new Expr.Mult(factor, d(exponent)));
    }
    Expr first = new Expr.Mult(new Expr.Mult(logarithm, power), d(exponent));
    Expr second = new Expr.Mult(powerDerivative(base, exponent), d(base));
    return result(Rule.EXPONENTIAL, new Expr.Plus(first, second));
  }

  /** {@code k*s^(k-1)}. */
  private static Expr powerDerivative(Expr base, Expr exponent) {
    Expr lower = lower(exponent);
    if (lower.equals(Expr.Num.ZERO)) {
      return Expr.Num.ONE;
    }
    return new Expr.Mult(exponent, lower.equals(Expr.Num.ONE) ? base : new Expr.Power(base, lower));
  }

  private static Expr lower(Expr exponent) {
    if (exponent instanceof Expr.Num num) {
      BigDecimal less = num.value().subtract(BigDecimal.ONE);
      return less.signum() < 0 ? new Expr.Negate(new Expr.Num(less.negate())) : new Expr.Num(less);
    }
    if (exponent instanceof Expr.Negate negate && negate.operand() instanceof Expr.Num num) {
      return new Expr.Negate(new Expr.Num(num.value().add(BigDecimal.ONE)));
    }
    return new Expr.Minus(exponent, Expr.Num.ONE);
  }

  private static Expr square(Expr e) {
    if (e.shape().isScalar()) {
      return new Expr.Power(e, Expr.Num.TWO);
    }
    Expr product = e.shape().isRow() ? e.mult(e.transpose()) : e.transpose().mult(e);
    return e.shape().isVector() ? product : new Expr.Trace(product);
  }

  private Result matrixPower(Expr.Power power) {
    Expr base = power.left();
    if (power.right() instanceof Expr.Negate negate) {
      return result(
          Rule.NEGATIVE_POWER, d(new Expr.Power(new Expr.Inverse(base), negate.operand())));
    }
    BigDecimal k = ((Expr.Num) power.right()).value();
    if (k.compareTo(BigDecimal.valueOf(LARGEST_POWER)) > 0) {
      throw new FormulaException("derive.power-too-large", Ascii.print(power), LARGEST_POWER);
    }
    if (k.signum() == 0) {
      return result(Rule.CONSTANT, new Expr.Zeros(power.shape()));
    }
    if (k.equals(BigDecimal.ONE)) {
      return result(Rule.MATRIX_POWER, d(base));
    }
    Expr less = new Expr.Num(k.subtract(BigDecimal.ONE));
    Expr rest = less.equals(Expr.Num.ONE) ? base : new Expr.Power(base, less);
    return result(
        Rule.MATRIX_POWER,
        new Expr.Plus(new Expr.Mult(d(base), rest), new Expr.Mult(base, d(rest))));
  }

  private Result elementPower(Expr.ElementPower power) {
    Expr base = power.left();
    Expr exponent = power.right();
    if (fixed(exponent)) {
      Expr lower = exponent.shape().isScalar() ? lower(exponent) : exponent.minus(Expr.Num.ONE);
      Expr raised =
          lower.equals(Expr.Num.ONE)
              ? base
              : lower.equals(Expr.Num.ZERO) ? Expr.Num.ONE : new Expr.ElementPower(base, lower);
      Expr factor =
          exponent.shape().isScalar()
              ? new Expr.Mult(exponent, raised)
              : new Expr.ElementMult(exponent, raised);
      return result(Rule.ELEMENT_POWER, new Expr.ElementMult(factor, d(base)));
    }
    Expr logarithm = new Expr.Elementwise(Function.Elementary.LOG, base);
    Expr first = new Expr.ElementMult(new Expr.ElementMult(logarithm, power), d(exponent));
    if (fixed(base)) {
      return result(Rule.ELEMENT_POWER, first);
    }
    Expr raised = new Expr.ElementPower(base, new Expr.Minus(exponent, Expr.Num.ONE));
    Expr second = new Expr.ElementMult(new Expr.ElementMult(exponent, raised), d(base));
    return result(Rule.ELEMENT_POWER, new Expr.Plus(first, second));
  }

  // ---- determinants, norms, functions

  private Expr logDet(Expr operand) {
    return new Expr.Trace(new Expr.Mult(new Expr.Inverse(operand), d(operand)));
  }

  private Expr adjugate(Expr.Adjugate e) {
    Expr inverse = new Expr.Inverse(e.operand());
    Expr d = d(e.operand());
    return new Expr.Minus(
        new Expr.Mult(new Expr.Trace(new Expr.Mult(inverse, d)), e),
        new Expr.Mult(new Expr.Mult(inverse, d), e));
  }

  // The adjugate of a matrix of a known small size, which holds for singular matrices too.
  private static Expr polynomial(Expr x) {
    Size size = x.shape().rows();
    if (!size.isNumber() || size.factor() > 3) {
      return null;
    }
    Expr identity = new Expr.Identity(size);
    if (size.factor() == 1) {
      return Expr.Num.ONE;
    }
    if (size.factor() == 2) {
      return x.trace().mult(identity).minus(x);
    }
    Expr square = new Expr.Power(x, Expr.Num.TWO);
    Expr half = new Expr.Power(x.trace(), Expr.Num.TWO).minus(square.trace()).divide(Expr.Num.TWO);
    return square.minus(x.trace().mult(x)).plus(half.mult(identity));
  }

  private Result norm(Expr.Norm norm) {
    Expr inner = norm.operand();
    if (norm.kind() == Expr.Norm.Kind.ONE) {
      Expr sign = new Expr.Elementwise(Function.Elementary.SIGN, inner);
      return result(
          Rule.NORM_ONE,
          inner.shape().isScalar()
              ? new Expr.Mult(sign, d(inner))
              : new Expr.Sum(new Expr.ElementMult(sign, d(inner))));
    }
    if (inner.shape().isScalar()) {
      Expr sign = new Expr.Elementwise(Function.Elementary.SIGN, inner);
      return result(Rule.NORM_ONE, new Expr.Mult(sign, d(inner)));
    }
    if (isZero(Simplifier.simplify(inner))) {
      return result(Rule.CONSTANT, Expr.Num.ZERO);
    }
    Expr product =
        inner.shape().isRow() ? inner.mult(d(inner).transpose()) : inner.transpose().mult(d(inner));
    Expr trace = inner.shape().isVector() ? product : new Expr.Trace(product);
    return result(Rule.NORM, new Expr.Divide(trace, norm));
  }

  private static boolean isZero(Expr e) {
    return e instanceof Expr.Zeros || e.equals(Expr.Num.ZERO);
  }

  private Result elementwise(Expr.Elementwise e) {
    Expr inner = e.operand();
    if (e.function() == Function.Elementary.LOG && inner instanceof Expr.Det det) {
      return result(Rule.LOG_DET, logDet(det.operand()));
    }
    Expr d = d(inner);
    if (e.function() == Function.Elementary.LOG) {
      return result(Rule.ELEMENTWISE, over(d, inner));
    }
    if (e.function() == Function.Elementary.SQRT) {
      return result(Rule.ELEMENTWISE, over(d, new Expr.Mult(Expr.Num.TWO, e)));
    }
    Expr slope = slope(e);
    if (slope.equals(Expr.Num.ZERO)) {
      return result(
          Rule.ELEMENTWISE, e.shape().isScalar() ? Expr.Num.ZERO : new Expr.Zeros(e.shape()));
    }
    return result(
        Rule.ELEMENTWISE,
        e.shape().isScalar() ? new Expr.Mult(slope, d) : new Expr.ElementMult(slope, d));
  }

  private static Expr over(Expr top, Expr bottom) {
    return bottom.shape().isScalar()
        ? new Expr.Divide(top, bottom)
        : new Expr.ElementDivide(top, bottom);
  }

  /** The derivative of a function at its operand, entry by entry. */
  static Expr slope(Expr.Elementwise e) {
    Expr inner = e.operand();
    if (e.function() instanceof Function.Named named) {
      return new Expr.Elementwise(named.derivative(), inner);
    }
    Function.Elementary f = (Function.Elementary) e.function();
    return switch (f) {
      case EXP -> e;
      case LOG -> reciprocal(inner);
      case SQRT -> reciprocal(new Expr.Mult(Expr.Num.TWO, e));
      case ABS -> apply(Function.Elementary.SIGN, inner);
      case SIGN, STEP -> Expr.Num.ZERO;
      case SIN -> apply(Function.Elementary.COS, inner);
      case COS -> new Expr.Negate(apply(Function.Elementary.SIN, inner));
      case TAN -> Expr.Num.ONE.plus(squared(e));
      case SINH -> apply(Function.Elementary.COSH, inner);
      case COSH -> apply(Function.Elementary.SINH, inner);
      case TANH -> Expr.Num.ONE.minus(squared(e));
      case SIGMOID -> logistic(e);
      case RELU -> apply(Function.Elementary.STEP, inner);
    };
  }

  private static Expr apply(Function.Elementary f, Expr inner) {
    return new Expr.Elementwise(f, inner);
  }

  private static Expr squared(Expr e) {
    return e.shape().isScalar()
        ? new Expr.Power(e, Expr.Num.TWO)
        : new Expr.ElementPower(e, Expr.Num.TWO);
  }

  private static Expr reciprocal(Expr e) {
    return e.shape().isScalar()
        ? new Expr.Divide(Expr.Num.ONE, e)
        : new Expr.ElementPower(e, Expr.Num.ONE.negative());
  }

  private static Expr logistic(Expr e) {
    Expr rest = Expr.Num.ONE.minus(e);
    return e.shape().isScalar() ? new Expr.Mult(e, rest) : new Expr.ElementMult(e, rest);
  }

  private Result kron(Expr.Kron kron) {
    if (fixed(kron.left())) {
      return result(Rule.KRONECKER, new Expr.Kron(kron.left(), d(kron.right())));
    }
    if (fixed(kron.right())) {
      return result(Rule.KRONECKER, new Expr.Kron(d(kron.left()), kron.right()));
    }
    return result(
        Rule.KRONECKER,
        new Expr.Plus(
            new Expr.Kron(d(kron.left()), kron.right()),
            new Expr.Kron(kron.left(), d(kron.right()))));
  }
}
