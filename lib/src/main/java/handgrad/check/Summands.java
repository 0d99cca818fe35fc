package handgrad.check;

import handgrad.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/** The terms of a sum, each with its sign. */
final class Summands {
  private static final int MOST = 16;

  private Summands() {}

  /** The terms as they stand. */
  static List<Expr> of(Expr e) {
    List<Expr> found = new ArrayList<>();
    collect(e, false, found);
    return found;
  }

  /** The terms with all brackets opened: {@code 2*X'*(X*w - y)} has two; none if they are many. */
  static List<Expr> expanded(Expr e) {
    List<Expr> terms = new ArrayList<>();
    for (Expr term : of(e)) {
      terms.addAll(opened(term));
    }
    return terms.size() > MOST ? List.of() : terms;
  }

  private static void collect(Expr e, boolean negative, List<Expr> found) {
    if (e instanceof Expr.Plus || e instanceof Expr.Minus) {
      collect(e.operands().get(0), negative, found);
      collect(e.operands().get(1), negative ^ e instanceof Expr.Minus, found);
    } else if (e instanceof Expr.Negate n) {
      collect(n.operand(), !negative, found);
    } else {
      found.add(negative ? new Expr.Negate(e) : e);
    }
  }

  private static List<Expr> opened(Expr e) {
    List<Expr> terms = new ArrayList<>();
    if (e instanceof Expr.Mult product) {
      for (Expr left : expanded(product.left())) {
        expanded(product.right()).forEach(right -> terms.add(new Expr.Mult(left, right)));
      }
    } else if (e instanceof Expr.Divide quotient) {
      expanded(quotient.left()).forEach(t -> terms.add(new Expr.Divide(t, quotient.right())));
    } else if (e instanceof Expr.Transpose t) {
      expanded(t.operand()).forEach(term -> terms.add(new Expr.Transpose(term)));
    } else if (e instanceof Expr.Trace t) {
      expanded(t.operand()).forEach(term -> terms.add(new Expr.Trace(term)));
    } else if (e instanceof Expr.IndexedSum sum) {
      expanded(sum.operand()).forEach(term -> terms.add(sum.withOperands(List.of(term))));
    } else if (e instanceof Expr.Negate n) {
      expanded(n.operand()).forEach(term -> terms.add(new Expr.Negate(term)));
    } else {
      terms.add(e);
    }
    return terms;
  }
}
