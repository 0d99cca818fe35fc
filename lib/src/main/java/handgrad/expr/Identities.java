package handgrad.expr;

import java.util.List;
import java.util.function.BinaryOperator;

/**
 * The identities {@code I} of a formula whose size is not written: each gets a size of its own,
 * {@code ?1}, until a sum or a product beside it tells which it is.
 */
final class Identities {
  private int count;

  Expr next() {
    count++;
    return new Expr.Identity(Size.of("?" + count));
  }

  /** A product; an open size is fitted to its neighbour first. */
  Expr mult(Expr left, Expr right) {
    if (count == 0 || left.shape().isScalar() || right.shape().isScalar()) {
      return new Expr.Mult(left, right);
    }
    Size a = left.shape().columns();
    Size b = right.shape().rows();
    return new Expr.Mult(fitted(left, a, b), fitted(right, b, a));
  }

  /** A sum or an entrywise product; open sizes are fitted first. */
  Expr entrywise(Expr left, Expr right, BinaryOperator<Expr> made) {
    if (count == 0 || left.shape().isScalar() || right.shape().isScalar()) {
      return made.apply(left, right);
    }
    Expr a = fitted(left, left.shape().rows(), right.shape().rows());
    a = fitted(a, a.shape().columns(), right.shape().columns());
    Expr b = fitted(right, right.shape().rows(), a.shape().rows());
    b = fitted(b, b.shape().columns(), a.shape().columns());
    return made.apply(a, b);
  }

  /**
   * The formula with its last open size settled by its expected shape.
   *
   * @throws FormulaException if a size stays open
   */
  Expr settle(Expr expr, Shape expected) {
    Expr settled = expr;
    if (count > 0 && expected != null) {
      settled = fitted(settled, settled.shape().rows(), expected.rows());
      settled = fitted(settled, settled.shape().columns(), expected.columns());
    }
    if (count > 0 && hasOpen(settled)) {
      throw new FormulaException("expr.identity-size");
    }
    return settled;
  }

  private static Expr fitted(Expr expr, Size open, Size known) {
    return isOpen(open) && !isOpen(known) ? replaced(expr, open, known) : expr;
  }

  private static boolean isOpen(Size size) {
    return size.factor() == 1
        && size.symbols().size() == 1
        && size.symbols().get(0).startsWith("?");
  }

  private static Expr replaced(Expr expr, Size open, Size known) {
    if (expr instanceof Expr.Identity identity) {
      return identity.size().equals(open) ? new Expr.Identity(known) : expr;
    }
    List<Expr> operands = expr.operands();
    return operands.isEmpty()
        ? expr
        : expr.withOperands(operands.stream().map(o -> replaced(o, open, known)).toList());
  }

  private static boolean hasOpen(Expr expr) {
    return (expr instanceof Expr.Identity identity && isOpen(identity.size()))
        || expr.operands().stream().anyMatch(Identities::hasOpen);
  }
}
