package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.util.ArrayList;
import java.util.List;

/** The single steps that bring a vectorised summand to {@code J*vec(dX)}. */
final class VecPeel {
  private final Expr.Variable dx;

  VecPeel(Expr.Variable dx) {
    this.dx = dx;
  }

  record Peeled(Rule rule, VecTerm term) {}

  boolean isDone(VecTerm t) {
    return !t.term().traced() && t.term().chain().size() == 1 && t.term().coreFactor().equals(dx);
  }

  /** The summand under vec, its outer matrix (a number times a matrix) brought in front. */
  VecTerm start(LinearTerm t) {
    if (t.outer() == null) {
      return new VecTerm(t, List.of());
    }
    Expr outer = t.outer();
    Expr column = outer.shape().columns().isOne() ? outer : new Expr.Vec(outer);
    LinearTerm number =
        new LinearTerm(
            t.negative(),
            t.numbers(),
            t.divisors(),
            t.traced(),
            t.chain(),
            t.core(),
            null,
            t.sums());
    return new VecTerm(number, List.of(column));
  }

  /** The summand when the sums it stood in are only over its coefficient. */
  VecTerm outOfSums(VecTerm v) {
    LinearTerm bare = LinearTerm.of(dx);
    Expr coefficient = v.coefficient();
    LinearTerm signed = v.term().negative() ? bare.negate() : bare;
    return coefficient.shape().isScalar()
        ? new VecTerm(signed.withNumber(coefficient), List.of())
        : new VecTerm(signed, List.of(coefficient));
  }

  Peeled step(VecTerm v) {
    LinearTerm t = v.term();
    Expr core = t.coreFactor();
    if (t.traced()) {
      return trace(v);
    }
    if (core instanceof Expr.Transpose && t.inner().shape().isScalar()) {
      return new Peeled(Rule.NUMBER_TRANSPOSE, new VecTerm(Linear.turned(t, false), v.left()));
    }
    if (t.chain().size() > 1) {
      return product(v);
    }
    if (core instanceof Expr.Transpose transpose) {
      Shape s = transpose.operand().shape();
      boolean vector = s.rows().isOne() || s.columns().isOne();
      Expr factor = vector ? null : new Expr.Commutation(s.rows(), s.columns());
      return peeled(Rule.VEC_TRANSPOSE, v, factor, transpose.operand());
    }
    if (core instanceof Expr.ElementMult mult) {
      boolean left = Factors.contains(mult.left(), dx);
      return peeled(
          Rule.VEC_HADAMARD,
          v,
          new Expr.Diag(column(left ? mult.right() : mult.left())),
          left ? mult.left() : mult.right());
    }
    if (core instanceof Expr.ElementDivide divide) {
      Expr inverse = new Expr.ElementDivide(Expr.Num.ONE, column(divide.right()));
      return peeled(Rule.VEC_HADAMARD, v, new Expr.Diag(inverse), divide.left());
    }
    if (core instanceof Expr.Sum sum) {
      Shape s = sum.operand().shape();
      Size all = s.rows().times(s.columns());
      Expr ones = all.isOne() ? null : new Expr.Ones(new Shape(Size.ONE, all));
      return peeled(Rule.SUM_TRACE, v, ones, sum.operand());
    }
    if (core instanceof Expr.Diag diag) {
      return peeled(Rule.VEC_DIAGONAL, v, diagonal(diag), diag.operand());
    }
    if (core instanceof Expr.Vec vec) {
      return peeled(Rule.VEC, v, null, vec.operand());
    }
    if (core instanceof Expr.Kron kron) {
      boolean left = Factors.contains(kron.left(), dx);
      return peeled(
          Rule.VEC_KRONECKER, v, Peel.vecFactor(kron, left), left ? kron.left() : kron.right());
    }
    throw new IllegalStateException("no rule brings dX out of " + core);
  }

  private Peeled peeled(Rule rule, VecTerm v, Expr factor, Expr inner) {
    List<Expr> chain = Factors.of(inner);
    return new Peeled(rule, v.times(factor, false, chain, Factors.place(chain, dx)));
  }

  private static Expr column(Expr e) {
    return e.shape().isColumn() ? e : e.shape().isRow() ? Factors.transpose(e) : new Expr.Vec(e);
  }

  // tr(A*Z*B) = vec((B*A)')'*vec(Z)
  private Peeled trace(VecTerm v) {
    LinearTerm t = v.term();
    List<Expr> rest = new ArrayList<>(t.after());
    rest.addAll(t.before());
    Expr core = t.coreFactor();
    Expr around = Factors.product(rest, core.shape().rows());
    Expr row = Factors.transpose(column(Factors.transpose(around)));
    return peeled(Rule.TRACE_VEC, v, row, core);
  }

  // vec(A*Z*B) = kron(B',A)*vec(Z)
  private Peeled product(VecTerm v) {
    LinearTerm t = v.term();
    Expr core = t.coreFactor();
    Expr left = Factors.product(t.before(), core.shape().rows());
    Expr right = Factors.transpose(Factors.product(t.after(), core.shape().columns()));
    Expr factor;
    if (right.shape().isScalar()) {
      factor = left;
    } else if (left.shape().isScalar()) {
      factor = right;
    } else {
      factor = new Expr.Kron(right, left);
    }
    return peeled(Rule.VEC_PRODUCT, v, factor, core);
  }

  // vec(diag(x)) = diag(vec(I))*kron(ones(n,1), I)*x, and the other way round.
  private static Expr diagonal(Expr.Diag diag) {
    boolean square = diag.operand().shape().isSquare();
    Size n = square ? diag.shape().rows() : diag.shape().columns();
    Expr identity = new Expr.Identity(n);
    Expr places = new Expr.Diag(new Expr.Vec(identity));
    Shape column = new Shape(n, Size.ONE);
    return square
        ? new Expr.Mult(new Expr.Kron(new Expr.Ones(column.transpose()), identity), places)
        : new Expr.Mult(places, new Expr.Kron(new Expr.Ones(column), identity));
  }
}
