package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Size;
import java.util.ArrayList;
import java.util.List;

/** Products as lists of factors, and the transposes a careful person writes. */
final class Factors {
  private Factors() {}

  /** The factors of a product from left to right: {@code A*X*B} gives A, X, B. */
  static List<Expr> of(Expr product) {
    List<Expr> factors = new ArrayList<>();
    collect(product, factors);
    return factors;
  }

  private static void collect(Expr product, List<Expr> factors) {
    if (product instanceof Expr.Mult mult) {
      part(mult.left(), factors);
      part(mult.right(), factors);
    } else {
      factors.add(product);
    }
  }

  // A number such as a'*x stays one factor: the matrices around it need not fit its parts.
  private static void part(Expr factor, List<Expr> factors) {
    if (factor.shape().isScalar()) {
      factors.add(factor);
    } else {
      collect(factor, factors);
    }
  }

  /** The product of at least one factor, associated from the left as it is read. */
  static Expr product(List<Expr> factors) {
    Expr product = null;
    for (Expr factor : factors) {
      boolean open = product == null || product.shape().isScalar() || !factor.shape().isScalar();
      for (Expr part : open ? of(factor) : List.of(factor)) {
        product = product == null ? part : new Expr.Mult(product, part);
      }
    }
    return product;
  }

  /** The product, or the identity of a size if there are no factors. */
  static Expr product(List<Expr> factors, Size size) {
    if (!factors.isEmpty()) {
      return product(factors);
    }
    return size.isOne() ? Expr.Num.ONE : new Expr.Identity(size);
  }

  /** The transpose with the order of factors turned round: {@code (A*X')'} is {@code X*A'}. */
  static Expr transpose(Expr e) {
    if (e.shape().isScalar()) {
      return e;
    }
    if (e instanceof Expr.Transpose t) {
      return t.operand();
    }
    if (e instanceof Expr.Identity || e instanceof Expr.Diag && e.shape().isSquare()) {
      return e;
    }
    if (e instanceof Expr.Zeros) {
      return new Expr.Zeros(e.shape().transpose());
    }
    if (e instanceof Expr.Ones) {
      return new Expr.Ones(e.shape().transpose());
    }
    if (isNegative(e)) {
      return negate(transpose(negate(e)));
    }
    if (e instanceof Expr.Mult) {
      return product(transposeAll(of(e)));
    }
    if (e instanceof Expr.Divide d) {
      return new Expr.Divide(transpose(d.left()), d.right());
    }
    if (e instanceof Expr.Negate n) {
      return negate(transpose(n.operand()));
    }
    return new Expr.Transpose(e);
  }

  /** The factors of the transposed product. Numbers keep their place among themselves. */
  static List<Expr> transposeAll(List<Expr> factors) {
    List<Expr> numbers = new ArrayList<>();
    List<Expr> turned = new ArrayList<>();
    for (Expr factor : factors) {
      if (factor.shape().isScalar()) {
        numbers.add(factor);
      } else {
        turned.add(0, transpose(factor));
      }
    }
    numbers.addAll(turned);
    return numbers;
  }

  /** Whether an expression holds the other as a part or is it. */
  static boolean contains(Expr e, Expr part) {
    if (e.equals(part)) {
      return true;
    }
    for (Expr operand : e.operands()) {
      if (contains(operand, part)) {
        return true;
      }
    }
    return false;
  }

  /** The place of the first factor that holds a variable, counted from 0. */
  static int place(List<Expr> factors, Expr.Variable variable) {
    for (int i = 0; i < factors.size(); i++) {
      if (contains(factors.get(i), variable)) {
        return i;
      }
    }
    throw new IllegalStateException("no factor holds " + variable.name());
  }

  /** Whether the first factor of a product or quotient bears a minus. */
  static boolean isNegative(Expr e) {
    if (e instanceof Expr.Negate) {
      return true;
    }
    return isProduct(e) && isNegative(((Expr.Binary) e).left());
  }

  /** The negative of an expression, the sign at its first factor: {@code -A*X}. */
  static Expr negate(Expr e) {
    if (e instanceof Expr.Negate n) {
      return n.operand();
    }
    if (isProduct(e)) {
      Expr.Binary product = (Expr.Binary) e;
      Expr left = negate(product.left());
      return e instanceof Expr.Mult && left.equals(Expr.Num.ONE)
          ? product.right()
          : e.withOperands(List.of(left, product.right()));
    }
    return new Expr.Negate(e);
  }

  private static boolean isProduct(Expr e) {
    return e instanceof Expr.Mult
        || e instanceof Expr.Divide
        || e instanceof Expr.ElementMult
        || e instanceof Expr.ElementDivide;
  }
}
