package handgrad.derive;

import handgrad.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/** The signs, zeros and brackets that nobody writes as a line of its own. */
final class Tidy {
  private Tidy() {}

  /** The same kind over new operands, tidied at this node only. */
  static Expr node(Expr e, List<Expr> operands) {
    return tidy(e.withOperands(operands));
  }

  private static Expr tidy(Expr e) {
    if (e instanceof Expr.Negate n && !isZero(n.operand())) {
      return Factors.negate(n.operand());
    }
    if (e instanceof Expr.Mult mult) {
      return product(mult);
    }
    if (e instanceof Expr.Plus plus) {
      return plus(plus);
    }
    if (e instanceof Expr.Minus minus) {
      return minus(minus);
    }
    if (e instanceof Expr.Negate n && isZero(n.operand())) {
      return n.operand();
    }
    if (e instanceof Expr.Trace t && isZero(t.operand())) {
      return Expr.Num.ZERO;
    }
    if (e instanceof Expr.IndexedSum sum && isZero(sum.operand())) {
      return sum.operand();
    }
    return e;
  }

  static boolean isZero(Expr e) {
    return e instanceof Expr.Zeros || e.equals(Expr.Num.ZERO);
  }

  private static Expr zero(Expr like) {
    return like.shape().isScalar() ? Expr.Num.ZERO : new Expr.Zeros(like.shape());
  }

  private static Expr product(Expr.Mult mult) {
    if (isZero(mult.left()) || isZero(mult.right())) {
      return zero(mult);
    }
    if (mult.left().equals(Expr.Num.ONE)) {
      return mult.right();
    }
    if (Factors.isNegative(mult.right())) {
      Expr right = Factors.negate(mult.right());
      return Factors.negate(Factors.product(List.of(mult.left(), right)));
    }
    return Factors.product(List.of(mult.left(), mult.right()));
  }

  private static Expr plus(Expr.Plus plus) {
    if (isZero(plus.right()) && plus.left().shape().equals(plus.shape())) {
      return plus.left();
    }
    if (isZero(plus.left()) && plus.right().shape().equals(plus.shape())) {
      return plus.right();
    }
    if (Writer.isSum(plus.right()) && plus.right().shape().equals(plus.shape())) {
      Expr.Binary inner = (Expr.Binary) plus.right();
      return inner.withOperands(
          List.of(tidy(new Expr.Plus(plus.left(), inner.left())), inner.right()));
    }
    return Factors.isNegative(plus.right())
        ? new Expr.Minus(plus.left(), Factors.negate(plus.right()))
        : plus;
  }

  private static Expr minus(Expr.Minus minus) {
    if (isZero(minus.right()) && minus.left().shape().equals(minus.shape())) {
      return minus.left();
    }
    if (isZero(minus.left()) && minus.right().shape().equals(minus.shape())) {
      return Factors.negate(minus.right());
    }
    return Factors.isNegative(minus.right())
        ? new Expr.Plus(minus.left(), Factors.negate(minus.right()))
        : minus;
  }

  /** The expression with the part at a path replaced. */
  static Expr replace(Expr e, List<Integer> path, Expr part) {
    if (path.isEmpty()) {
      return part;
    }
    List<Expr> operands = new ArrayList<>(e.operands());
    int first = path.get(0);
    operands.set(first, replace(operands.get(first), path.subList(1, path.size()), part));
    return node(e, operands);
  }
}
