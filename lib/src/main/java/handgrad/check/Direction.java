package handgrad.check;

import handgrad.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The direction of a step as it was typed: the g of {@code w - gamma*g}. */
final class Direction {
  private record Term(boolean minus, Expr expr) {}

  private Direction() {}

  /** The g, its terms as they stand; empty where the step is of another form. */
  static Optional<Expr> of(Expr step, Expr.Variable w, Expr.Variable gamma) {
    List<Term> terms = new ArrayList<>();
    collect(step, false, terms);
    boolean hadOld = terms.removeIf(t -> !t.minus() && t.expr().equals(w));
    if (!hadOld || terms.isEmpty()) {
      return Optional.empty();
    }
    Expr sum = null;
    for (Term term : terms) {
      Optional<Expr> bare = without(term.expr(), gamma);
      if (bare.isEmpty()) {
        return Optional.empty();
      }
      Expr g = bare.get();
      if (sum == null) {
        sum = term.minus() ? g : new Expr.Negate(g);
      } else {
        sum = term.minus() ? new Expr.Plus(sum, g) : new Expr.Minus(sum, g);
      }
    }
    return Optional.of(sum);
  }

  private static void collect(Expr e, boolean minus, List<Term> terms) {
    if (e instanceof Expr.Plus sum) {
      collect(sum.left(), minus, terms);
      collect(sum.right(), minus, terms);
    } else if (e instanceof Expr.Minus difference) {
      collect(difference.left(), minus, terms);
      collect(difference.right(), !minus, terms);
    } else {
      unsigned(e)
          .ifPresentOrElse(
              positive -> collect(positive, !minus, terms), () -> terms.add(new Term(minus, e)));
    }
  }

  // A product without the minus before its first factor; empty where there is none.
  private static Optional<Expr> unsigned(Expr e) {
    if (e instanceof Expr.Negate negative) {
      return Optional.of(negative.operand());
    }
    if (e instanceof Expr.Mult product) {
      return unsigned(product.left()).map(left -> new Expr.Mult(left, product.right()));
    }
    if (e instanceof Expr.Divide quotient) {
      return unsigned(quotient.left()).map(top -> new Expr.Divide(top, quotient.right()));
    }
    return Optional.empty();
  }

  // One factor gamma of a product taken away.
  private static Optional<Expr> without(Expr e, Expr.Variable gamma) {
    if (e.equals(gamma)) {
      return Optional.of(Expr.Num.ONE);
    }
    if (e instanceof Expr.Mult product) {
      if (product.left().equals(gamma)) {
        return Optional.of(product.right());
      }
      if (product.right().equals(gamma)) {
        return Optional.of(product.left());
      }
      return without(product.left(), gamma)
          .<Expr>map(left -> new Expr.Mult(left, product.right()))
          .or(
              () ->
                  without(product.right(), gamma)
                      .map(right -> new Expr.Mult(product.left(), right)));
    }
    if (e instanceof Expr.Divide quotient) {
      return without(quotient.left(), gamma).map(top -> new Expr.Divide(top, quotient.right()));
    }
    return Optional.empty();
  }
}
