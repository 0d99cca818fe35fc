package handgrad.derive;

import handgrad.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * One summand of a vectorised differential: {@code numbers*left*vec(chain)/divisors}, the chain
 * holding {@code dX} in its core; {@code left} may be empty.
 */
record VecTerm(LinearTerm term, List<Expr> left) {
  VecTerm {
    left = List.copyOf(left);
  }

  Expr inner() {
    Expr inner = term.inner();
    return inner.shape().columns().isOne() ? inner : new Expr.Vec(inner);
  }

  /** The factors before the vectorised part. */
  VecTerm times(Expr factor, boolean traced, List<Expr> chain, int core) {
    List<Expr> all = new ArrayList<>(left);
    if (factor != null) {
      all.add(factor);
    }
    return new VecTerm(term.withChain(traced, chain, core), all);
  }

  /** The factor of {@code dX} with numbers and divisors, without the sign. */
  Expr coefficient() {
    List<Expr> factors = new ArrayList<>(left);
    if (left.isEmpty() && !inner().shape().isScalar()) {
      factors.add(new Expr.Identity(inner().shape().rows()));
    }
    return term.summed(factors);
  }

  /** The summand without its sign. */
  Expr expr() {
    List<Expr> factors = new ArrayList<>(left);
    if (term.traced() || inner() instanceof Expr.Vec) {
      factors.add(inner());
    } else {
      factors.addAll(term.chain());
    }
    return term.summed(factors);
  }

  static Expr sum(List<VecTerm> terms) {
    Expr sum = null;
    for (VecTerm t : terms) {
      Expr e = t.expr();
      boolean negative = t.term().negative();
      if (sum == null) {
        sum = negative ? Factors.negate(e) : e;
      } else {
        sum = negative ? new Expr.Minus(sum, e) : new Expr.Plus(sum, e);
      }
    }
    return sum;
  }
}
