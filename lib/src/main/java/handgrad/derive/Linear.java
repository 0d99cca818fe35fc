package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The summands of an expression that is linear in {@code dX}: brackets opened, numbers in front.
 */
final class Linear {
  private final Expr.Variable dx;

  Linear(Expr.Variable dx) {
    this.dx = dx;
  }

  private boolean holds(Expr e) {
    return Factors.contains(e, dx);
  }

  List<LinearTerm> terms(Expr e) {
    List<LinearTerm> terms = new ArrayList<>();
    if (!holds(e)) {
      return terms; // zero, by linearity
    }
    if (e.equals(dx)) {
      terms.add(LinearTerm.of(dx));
    } else if (e instanceof Expr.Negate negate) {
      terms(negate.operand()).forEach(t -> terms.add(t.negate()));
    } else if (e instanceof Expr.Plus plus) {
      terms(plus.left()).forEach(t -> terms.add(spread(t, e.shape())));
      terms(plus.right()).forEach(t -> terms.add(spread(t, e.shape())));
    } else if (e instanceof Expr.Minus minus) {
      terms(minus.left()).forEach(t -> terms.add(spread(t, e.shape())));
      terms(minus.right()).forEach(t -> terms.add(spread(t, e.shape()).negate()));
    } else if (e instanceof Expr.Mult mult) {
      boolean left = holds(mult.left());
      Expr fixed = left ? mult.right() : mult.left();
      terms(left ? mult.left() : mult.right()).forEach(t -> terms.add(times(t, fixed, !left)));
    } else if (e instanceof Expr.Divide divide) {
      terms(divide.left()).forEach(t -> terms.add(t.withDivisor(divide.right())));
    } else if (e instanceof Expr.IndexedSum sum) {
      terms(sum.operand()).forEach(t -> terms.add(t.in(Sigma.of(sum))));
    } else if (e instanceof Expr.Literal literal) {
      entries(literal, terms);
    } else if (e instanceof Expr.Trace trace) {
      terms(trace.operand()).forEach(t -> terms.add(trace(t)));
    } else if (e instanceof Expr.Transpose t) {
      terms(t.operand()).forEach(term -> terms.add(transpose(term)));
    } else if (e instanceof Expr.Unary) {
      terms(e.operands().get(0))
          .forEach(
              t ->
                  terms.add(
                      t.shape().isScalar()
                          ? t // sum, vec and diag of a number are the number
                          : wrap(t, inner -> e.withOperands(List.of(inner)))));
    } else if (e instanceof Expr.Binary binary) {
      binary(binary, terms);
    } else {
      throw new IllegalStateException("not linear: " + e);
    }
    return terms;
  }

  private static LinearTerm spread(LinearTerm t, Shape shape) {
    return t.shape().equals(shape) ? t : t.withOuter(new Expr.Ones(shape));
  }

  private static LinearTerm times(LinearTerm t, Expr around, boolean atLeft) {
    Expr fixed = Sigma.apart(around, t.sums());
    if (Factors.isNegative(fixed)) {
      return times(t.negate(), Factors.negate(fixed), atLeft);
    }
    if (fixed.shape().isScalar()) {
      return t.withNumber(fixed);
    }
    if (t.outer() != null) {
      return t.withOuter(
          atLeft
              ? Factors.product(List.of(fixed, t.outer()))
              : Factors.product(List.of(t.outer(), fixed)));
    }
    if (t.inner().shape().isScalar()) {
      return t.withOuter(fixed);
    }
    List<Expr> chain = new ArrayList<>();
    List<Expr> factors = Factors.of(fixed);
    LinearTerm result = t;
    List<Expr> matrices = new ArrayList<>();
    for (Expr factor : factors) {
      if (factor.shape().isScalar()) {
        result = result.withNumber(factor);
      } else {
        matrices.add(factor);
      }
    }
    if (atLeft) {
      chain.addAll(matrices);
    }
    chain.addAll(t.chain());
    if (!atLeft) {
      chain.addAll(matrices);
    }
    return result.withChain(false, chain, t.core() + (atLeft ? matrices.size() : 0));
  }

  private static LinearTerm trace(LinearTerm t) {
    if (t.outer() != null) {
      return t.withOuter(new Expr.Trace(t.outer()));
    }
    return t.withChain(!t.inner().shape().isScalar(), t.chain(), t.core());
  }

  private static LinearTerm transpose(LinearTerm t) {
    if (t.outer() != null) {
      return t.withOuter(Factors.transpose(t.outer()));
    }
    if (t.inner().shape().isScalar()) {
      return t;
    }
    return turned(t, false);
  }

  /** The summand with its chain turned round; the core loses or gains a transpose. */
  static LinearTerm turned(LinearTerm t, boolean traced) {
    List<Expr> left = Factors.transposeAll(t.after());
    Expr transposed = Factors.transpose(t.coreFactor());
    boolean negative = Factors.isNegative(transposed);
    List<Expr> core = Factors.of(negative ? Factors.negate(transposed) : transposed);
    List<Expr> chain = new ArrayList<>(left);
    chain.addAll(core);
    chain.addAll(Factors.transposeAll(t.before()));
    LinearTerm turned = t.withChain(traced, chain, left.size());
    return negative ? turned.negate() : turned;
  }

  private static LinearTerm wrap(LinearTerm t, UnaryOperator<Expr> operation) {
    if (t.outer() != null) {
      return t.withOuter(operation.apply(t.outer()));
    }
    return t.withChain(false, List.of(operation.apply(t.inner())), 0);
  }

  private void binary(Expr.Binary e, List<LinearTerm> terms) {
    boolean left = holds(e.left());
    Expr factor = left ? e.right() : e.left();
    boolean negative = Factors.isNegative(factor);
    Expr beside = negative ? Factors.negate(factor) : factor;
    boolean division = e instanceof Expr.ElementDivide;
    for (LinearTerm summand : terms(left ? e.left() : e.right())) {
      LinearTerm t = negative ? summand.negate() : summand;
      Expr fixed = Sigma.apart(beside, t.sums());
      if (t.shape().isScalar() && !fixed.shape().isScalar()) {
        terms.add(t.withOuter(division ? new Expr.ElementDivide(Expr.Num.ONE, fixed) : fixed));
      } else if (fixed.shape().isScalar()) {
        terms.add(division ? t.withDivisor(fixed) : t.withNumber(fixed));
      } else {
        terms.add(
            wrap(t, inner -> e.withOperands(left ? List.of(inner, fixed) : List.of(fixed, inner))));
      }
    }
  }

  // [dx 0; 0 dy] is dx*[1 0; 0 0] + dy*[0 0; 0 1].
  private void entries(Expr.Literal literal, List<LinearTerm> terms) {
    for (int k = 0; k < literal.entries().size(); k++) {
      List<Expr> unit = new ArrayList<>();
      for (int i = 0; i < literal.entries().size(); i++) {
        unit.add(i == k ? Expr.Num.ONE : Expr.Num.ZERO);
      }
      Expr outer = literal.withOperands(unit);
      for (LinearTerm t : terms(literal.entries().get(k))) {
        terms.add(t.withOuter(outer));
      }
    }
  }

  /** The sum of the summands as a person writes it. */
  static Expr sum(List<LinearTerm> terms) {
    Expr sum = null;
    for (LinearTerm t : terms) {
      Expr e = t.expr();
      if (sum == null) {
        sum = t.negative() ? Factors.negate(e) : e;
      } else {
        sum = t.negative() ? new Expr.Minus(sum, e) : new Expr.Plus(sum, e);
      }
    }
    return sum;
  }
}
