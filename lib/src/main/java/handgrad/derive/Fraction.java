package handgrad.derive;

import handgrad.expr.Expr;
import java.math.BigDecimal;
import java.math.BigInteger;

/** An exact rational number in lowest terms, the denominator positive. */
record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {
  static final Fraction ZERO = of(0);
  static final Fraction ONE = of(1);
  static final Fraction HALF = new Fraction(BigInteger.ONE, BigInteger.TWO);

  Fraction {
    BigInteger divisor = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      divisor = divisor.negate();
    }
    if (!divisor.equals(BigInteger.ONE)) {
      numerator = numerator.divide(divisor);
      denominator = denominator.divide(divisor);
    }
  }

  static Fraction of(long number) {
    return new Fraction(BigInteger.valueOf(number), BigInteger.ONE);
  }

  static Fraction of(BigDecimal number) {
    return number.scale() > 0
        ? new Fraction(number.unscaledValue(), BigInteger.TEN.pow(number.scale()))
        : new Fraction(number.toBigIntegerExact(), BigInteger.ONE);
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  Fraction invert() {
    return new Fraction(denominator, numerator);
  }

  Fraction negate() {
    return new Fraction(numerator.negate(), denominator);
  }

  Fraction abs() {
    return new Fraction(numerator.abs(), denominator);
  }

  Fraction power(int exponent) {
    Fraction base = exponent < 0 ? invert() : this;
    int n = Math.abs(exponent);
    return new Fraction(base.numerator.pow(n), base.denominator.pow(n));
  }

  int signum() {
    return numerator.signum();
  }

  boolean isZero() {
    return numerator.signum() == 0;
  }

  boolean isOne() {
    return equals(ONE);
  }

  boolean isWhole() {
    return denominator.equals(BigInteger.ONE);
  }

  /** The numerator as a number of the grammar; the sign must be positive. */
  Expr.Num top() {
    return new Expr.Num(new BigDecimal(numerator));
  }

  Expr.Num bottom() {
    return new Expr.Num(new BigDecimal(denominator));
  }

  /** The number as an expression: {@code 2}, {@code -2}, {@code 1/2}. */
  Expr toExpr() {
    Fraction size = abs();
    Expr number = isWhole() ? size.top() : new Expr.Divide(size.top(), bottom());
    return signum() < 0 ? new Expr.Negate(number) : number;
  }

  @Override
  public int compareTo(Fraction other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }
}
