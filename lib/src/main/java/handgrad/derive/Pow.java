package handgrad.derive;

import handgrad.expr.Expr;

/** A factor with its exponent; that of a matrix is whole. */
record Pow(Expr base, Fraction exponent) {
  Pow(Expr base) {
    this(base, Fraction.ONE);
  }

  Pow times(Fraction more) {
    return new Pow(base, exponent.times(more));
  }
}
