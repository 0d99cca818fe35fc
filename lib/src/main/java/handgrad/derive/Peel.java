package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.util.ArrayList;
import java.util.List;

/** The single steps that bring {@code dX} out of a summand, to {@code tr(M*dX)}. */
final class Peel {
  private final Expr.Variable dx;

  Peel(Expr.Variable dx) {
    this.dx = dx;
  }

  record Peeled(Rule rule, LinearTerm term) {}

  boolean isDone(LinearTerm t) {
    return t.outer() == null && t.coreIsLast() && t.coreFactor().equals(dx);
  }

  Peeled step(LinearTerm t) {
    Expr core = t.coreFactor();
    if (core instanceof Expr.Transpose) {
      Rule rule = t.traced() ? Rule.TRACE_TRANSPOSE : Rule.NUMBER_TRANSPOSE;
      return new Peeled(rule, Linear.turned(t, t.traced()));
    }
    if (core instanceof Expr.Sum sum) {
      return new Peeled(Rule.SUM_TRACE, total(t, sum.operand()));
    }
    if (!t.coreIsLast()) {
      return t.traced()
          ? new Peeled(Rule.CYCLIC, cyclic(t))
          : new Peeled(Rule.NUMBER_TRACE, cyclic(t));
    }
    if (core instanceof Expr.ElementMult mult) {
      boolean left = Factors.contains(mult.left(), dx);
      return new Peeled(
          Rule.TRACE_HADAMARD,
          hadamard(t, left ? mult.left() : mult.right(), left ? mult.right() : mult.left(), false));
    }
    if (core instanceof Expr.ElementDivide divide) {
      return new Peeled(Rule.TRACE_HADAMARD, hadamard(t, divide.left(), divide.right(), true));
    }
    if (core instanceof Expr.Diag diag) {
      return new Peeled(Rule.TRACE_DIAGONAL, diagonal(t, diag));
    }
    if (core instanceof Expr.Vec vec) {
      return vec(t, vec);
    }
    if (core instanceof Expr.Kron kron) {
      return kron(t, kron);
    }
    throw new IllegalStateException("no rule brings dX out of " + core);
  }

  /**
   * The summand when the sums it stood in are only over its coefficient: {@code (sum_i A_i)*dX}.
   */
  LinearTerm outOfSums(LinearTerm t, Expr coefficient) {
    LinearTerm bare = LinearTerm.of(dx);
    LinearTerm signed = t.negative() ? bare.negate() : bare;
    return coefficient.shape().isScalar()
        ? signed.withNumber(coefficient)
        : signed.withChain(true, List.of(coefficient, dx), 1);
  }

  private LinearTerm at(LinearTerm t, boolean traced, List<Expr> left, Expr inner) {
    if (Factors.isNegative(inner)) {
      return at(t.negate(), traced, left, Factors.negate(inner));
    }
    List<Expr> chain = new ArrayList<>(left);
    int core = chain.size();
    List<Expr> factors = Factors.of(inner);
    chain.addAll(factors);
    return t.withChain(traced, chain, core + Factors.place(factors, dx));
  }

  private static LinearTerm cyclic(LinearTerm t) {
    List<Expr> chain = new ArrayList<>(t.after());
    chain.addAll(t.before());
    chain.add(t.coreFactor());
    return t.withChain(true, chain, chain.size() - 1);
  }

  private LinearTerm total(LinearTerm t, Expr inner) {
    Shape s = inner.shape();
    if (s.isRow()) {
      List<Expr> chain = new ArrayList<>(Factors.of(inner));
      int core = Factors.place(chain, dx);
      chain.add(new Expr.Ones(new Shape(s.columns(), Size.ONE)));
      return t.withChain(false, chain, core);
    }
    if (s.isScalar()) {
      return at(t, false, List.of(), inner);
    }
    return at(t, !s.isColumn(), List.of(new Expr.Ones(s.transpose())), inner);
  }

  /** The product of the factors before the core. */
  private static Expr front(LinearTerm t) {
    return Factors.product(t.before(), t.coreFactor().shape().rows());
  }

  private LinearTerm hadamard(LinearTerm t, Expr inner, Expr fixed, boolean division) {
    Expr front = front(t);
    Expr turned = Factors.transpose(fixed);
    Expr factor;
    if (division) {
      factor = new Expr.ElementDivide(front instanceof Expr.Ones ? Expr.Num.ONE : front, turned);
    } else {
      factor = front instanceof Expr.Ones ? turned : new Expr.ElementMult(front, turned);
    }
    return at(t, t.traced(), Factors.of(factor), inner);
  }

  private LinearTerm diagonal(LinearTerm t, Expr.Diag diag) {
    Expr front = front(t);
    Expr inner = diag.operand();
    Expr d = new Expr.Diag(front);
    if (inner.shape().isColumn()) {
      return at(t, false, List.of(new Expr.Transpose(d)), inner);
    }
    if (inner.shape().isRow()) {
      List<Expr> chain = new ArrayList<>(Factors.of(inner));
      int core = Factors.place(chain, dx);
      chain.add(d);
      return t.withChain(false, chain, core);
    }
    return at(t, true, List.of(d), inner);
  }

  private Peeled vec(LinearTerm t, Expr.Vec vec) {
    Expr inner = vec.operand();
    Expr front = Factors.transpose(front(t));
    if (front instanceof Expr.Vec known && known.operand().shape().equals(inner.shape())) {
      return new Peeled(
          Rule.TRACE_VEC, at(t, true, Factors.of(Factors.transpose(known.operand())), inner));
    }
    return new Peeled(
        Rule.UNVEC, at(t, true, Factors.of(Factors.transpose(unvec(front, inner.shape()))), inner));
  }

  /** The matrix of a shape whose vec is the column. */
  static Expr unvec(Expr column, Shape shape) {
    Expr identity = new Expr.Identity(shape.columns());
    Expr left =
        new Expr.Kron(new Expr.Transpose(new Expr.Vec(identity)), new Expr.Identity(shape.rows()));
    return new Expr.Mult(left, new Expr.Kron(identity, column));
  }

  private Peeled kron(LinearTerm t, Expr.Kron kron) {
    boolean left = Factors.contains(kron.left(), dx);
    Expr inner = left ? kron.left() : kron.right();
    Expr fixed = left ? kron.right() : kron.left();
    if (t.before().isEmpty() && fixed.shape().isSquare()) {
      List<Expr> chain = Factors.of(inner);
      LinearTerm scaled = t.withNumber(new Expr.Trace(fixed));
      return new Peeled(
          Rule.TRACE_KRONECKER, scaled.withChain(true, chain, Factors.place(chain, dx)));
    }
    Expr front = new Expr.Transpose(new Expr.Vec(Factors.transpose(front(t))));
    List<Expr> chain = List.of(front, vecFactor(kron, left), new Expr.Vec(inner));
    return new Peeled(Rule.VEC_KRONECKER, t.withChain(false, chain, 2));
  }

  /** The matrix K with {@code vec(kron(A,X)) = K*vec(X)}, or X at the left. */
  static Expr vecFactor(Expr.Kron kron, boolean left) {
    Shape a = kron.left().shape();
    Shape b = kron.right().shape();
    Expr swap =
        new Expr.Kron(
            new Expr.Kron(
                new Expr.Identity(a.columns()), new Expr.Commutation(b.columns(), a.rows())),
            new Expr.Identity(b.rows()));
    Expr stacked =
        left
            ? new Expr.Kron(
                new Expr.Identity(a.rows().times(a.columns())), new Expr.Vec(kron.right()))
            : new Expr.Kron(
                new Expr.Vec(kron.left()), new Expr.Identity(b.rows().times(b.columns())));
    return new Expr.Mult(swap, stacked);
  }
}
