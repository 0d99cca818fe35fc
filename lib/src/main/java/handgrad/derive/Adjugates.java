package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Size;

/** Adjugates inside one another and inside inverses, which are simpler than they look. */
final class Adjugates {
  private Adjugates() {}

  /**
   * {@code det(Z)^(n-2)*Z} for {@code adj(adj(Z))}, n a number, or a power of it for {@code
   * adj(adj(Z)^k)}; null for another operand.
   */
  static Expr ofAdjugate(Expr e) {
    if (e instanceof Expr.Power p && ofAdjugate(p.left()) != null) {
      return new Expr.Power(ofAdjugate(p.left()), p.right());
    }
    Size size = e.shape().rows();
    Expr z = inside(e);
    if (z == null || !size.isNumber() || size.factor() < 2) {
      return null;
    }
    int exponent = size.factor() - 2;
    if (exponent == 0) {
      return z;
    }
    Expr det = new Expr.Det(z);
    return new Expr.Mult(exponent == 1 ? det : new Expr.Power(det, new Expr.Num(exponent)), z);
  }

  /** {@code Z/det(Z)} for {@code inv(adj(Z))}; null for another operand. */
  static Expr inverse(Expr e) {
    Expr z = inside(e);
    return z == null ? null : new Expr.Divide(z, new Expr.Det(z));
  }

  // Z of adj(Z), Z' of cof(Z) and of adj(Z)'.
  private static Expr inside(Expr e) {
    if (e instanceof Expr.Adjugate a) {
      return a.operand();
    }
    if (e instanceof Expr.Cofactor c) {
      return c.operand().transpose();
    }
    return e instanceof Expr.Transpose t && inside(t.operand()) != null
        ? inside(t.operand()).transpose()
        : null;
  }
}
