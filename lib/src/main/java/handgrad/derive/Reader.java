package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Function;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads an expression as a sum of terms, each a number times a product in its one textbook order.
 * What belongs to products, powers, rearrangements of entries and entrywise operations stands in a
 * class of its own; all of them call one another through their reader.
 */
final class Reader {
  /** No product of sums is multiplied out to more terms than this. */
  static final int MOST_TERMS = 64;

  /** No power is written as a longer product than this. */
  static final int MOST_COPIES = 12;

  private final boolean expand;
  private final Set<String> symmetric;
  private final Set<String> orthogonal;
  private final Chains chains = new Chains(this);
  private final Powers powers = new Powers(this);
  private final Rearrangements rearrangements = new Rearrangements(this);
  private final Entrywise entrywise = new Entrywise(this);
  private final IndexedSums indexedSums = new IndexedSums(this);

  /**
   * @param expand whether brackets are multiplied out
   */
  Reader(boolean expand, Set<String> symmetric, Set<String> orthogonal) {
    this.expand = expand;
    this.symmetric = symmetric;
    this.orthogonal = orthogonal;
  }

  Chains chains() {
    return chains;
  }

  Powers powers() {
    return powers;
  }

  Rearrangements rearrangements() {
    return rearrangements;
  }

  boolean expands() {
    return expand;
  }

  boolean isSymmetric(String name) {
    return symmetric.contains(name);
  }

  /** Whether the inverse is the transpose. */
  boolean isOrthogonal(Expr e) {
    return e instanceof Expr.Variable v && v.shape().isSquare() && orthogonal.contains(v.name());
  }

  Polynomial read(Expr e) {
    if (e instanceof Expr.Num num) {
      return Polynomial.of(Term.number(Fraction.of(num.value())));
    }
    if (e instanceof Expr.SizeNumber number) {
      return Polynomial.of(size(number.size()));
    }
    if (e instanceof Expr.Identity identity) {
      return Polynomial.of(Term.identity(identity.size()));
    }
    if (e instanceof Expr.Zeros) {
      return Polynomial.zero(e.shape());
    }
    if (e instanceof Expr.Ones && e.shape().isScalar()) {
      return Polynomial.of(Term.number(Fraction.ONE));
    }
    if (e instanceof Expr.Commutation k && (k.rows().isOne() || k.columns().isOne())) {
      return Polynomial.of(Term.identity(k.shape().rows()));
    }
    if (e instanceof Expr.Leaf || e instanceof Expr.Member) {
      return Polynomial.of(Term.of(e));
    }
    if (e instanceof Expr.IndexedSum sum) {
      return indexedSums.sum(sum);
    }
    if (e instanceof Expr.Negate negate) {
      return read(negate.operand()).scaled(Fraction.of(-1));
    }
    if (e instanceof Expr.Plus plus) {
      return spread(read(plus.left()), e.shape()).plus(spread(read(plus.right()), e.shape()));
    }
    if (e instanceof Expr.Minus minus) {
      return spread(read(minus.left()), e.shape())
          .plus(spread(read(minus.right()), e.shape()).scaled(Fraction.of(-1)));
    }
    if (e instanceof Expr.Mult mult) {
      return chains.times(read(mult.left()), read(mult.right()), e.shape());
    }
    if (e instanceof Expr.Divide divide) {
      return chains.times(read(divide.left()), powers.invert(read(divide.right())), e.shape());
    }
    if (e instanceof Expr.Transpose t) {
      return powers.transpose(read(t.operand()));
    }
    if (e instanceof Expr.Inverse inverse) {
      return powers.invert(read(inverse.operand()));
    }
    if (e instanceof Expr.Power power) {
      return powers.power(power);
    }
    if (e instanceof Expr.Trace trace) {
      return rearrangements.trace(read(trace.operand()));
    }
    if (e instanceof Expr.Sum sum) {
      return rearrangements.total(read(sum.operand()));
    }
    if (e instanceof Expr.Vec vec) {
      return rearrangements.vec(read(vec.operand()));
    }
    if (e instanceof Expr.Diag diag) {
      return rearrangements.diag(read(diag.operand()), e.shape());
    }
    if (e instanceof Expr.Kron kron) {
      return rearrangements.kron(read(kron.left()), read(kron.right()), e.shape());
    }
    if (e instanceof Expr.ElementMult mult) {
      return entrywise.hadamard(read(mult.left()), read(mult.right()), 1, e.shape());
    }
    if (e instanceof Expr.ElementDivide divide) {
      return entrywise.hadamard(read(divide.left()), read(divide.right()), -1, e.shape());
    }
    if (e instanceof Expr.ElementPower power) {
      return entrywise.elementPower(power);
    }
    if (e instanceof Expr.Cofactor cofactor) {
      return powers.transpose(oriented(new Expr.Adjugate(form(read(cofactor.operand())))));
    }
    if (e instanceof Expr.Det det) {
      return Polynomial.of(Term.scalar(new Expr.Det(upright(read(det.operand())))));
    }
    if (e instanceof Expr.LogDet det) {
      return Polynomial.of(Term.scalar(new Expr.LogDet(upright(read(det.operand())))));
    }
    if (e instanceof Expr.Norm norm) {
      Polynomial inner = read(norm.operand());
      return Polynomial.of(Term.scalar(new Expr.Norm(norm.kind(), upright(inner))));
    }
    if (e instanceof Expr.Elementwise f && e.shape().isScalar()) {
      Polynomial inner = read(f.operand());
      if (f.function() == Function.Elementary.SQRT && inner.isSingle()) {
        return powers.root(inner.single());
      }
      return Polynomial.of(Term.scalar(f.withOperands(List.of(form(inner)))));
    }
    if (e instanceof Expr.Elementwise f
        && f.function() instanceof Function.Elementary named
        && named.apply(0) == 0
        && read(f.operand()).isZero()) {
      return Polynomial.zero(e.shape());
    }
    List<Expr> operands = new ArrayList<>();
    for (Expr operand : e.operands()) {
      operands.add(form(read(operand)));
    }
    Expr canonical = e.withOperands(operands);
    if (e instanceof Expr.Literal && e.shape().isScalar()) {
      return read(operands.get(0));
    }
    return e instanceof Expr.Literal ? Polynomial.of(Term.of(canonical)) : oriented(canonical);
  }

  Expr form(Polynomial p) {
    return Writer.write(p);
  }

  // Of a matrix and its transpose the one with fewer transposes, for what does not tell them
  // apart.
  Expr upright(Polynomial p) {
    Expr form = form(p);
    Expr turned = form(powers.transpose(p));
    return Writer.transposes(turned) < Writer.transposes(form) ? turned : form;
  }

  // f(X')  is written f(X)'.
  Polynomial oriented(Expr atom) {
    Expr turned = turned(atom);
    return Polynomial.of(
        Term.of(
            Writer.transposes(turned) < Writer.transposes(atom)
                ? new Expr.Transpose(turned)
                : atom));
  }

  Expr turned(Expr atom) {
    List<Expr> operands = new ArrayList<>();
    for (Expr operand : atom.operands()) {
      operands.add(operand.shape().isScalar() ? operand : form(powers.transpose(read(operand))));
    }
    return atom.withOperands(operands);
  }

  Term size(Size size) {
    Term term = Term.number(Fraction.of(size.factor()));
    for (String symbol : size.symbols()) {
      term = term.scaledBy(Term.scalar(new Expr.SizeNumber(Size.of(symbol))));
    }
    return term;
  }

  private Polynomial spread(Polynomial p, Shape shape) {
    if (p.shape().equals(shape)) {
      return p;
    }
    List<Term> terms = new ArrayList<>();
    for (Term term : p.terms()) {
      terms.add(Term.matrix(new Expr.Ones(shape)).scaledBy(term));
    }
    return new Polynomial(terms, shape);
  }

  /** A sum as one factor: its numeric content taken out, the first term positive. */
  Term atom(Polynomial p) {
    if (p.isSingle()) {
      return p.single();
    }
    Fraction content = Writer.content(p);
    Polynomial primitive = p.scaled(content.invert());
    if (p.shape().isScalar()) {
      return Term.scalar(Writer.plain(primitive)).scaled(content);
    }
    Polynomial turned = powers.transpose(primitive);
    Expr upright = Writer.plain(primitive);
    Fraction sign = Writer.content(turned).signum() < 0 ? Fraction.of(-1) : Fraction.ONE;
    Expr other = Writer.plain(turned.scaled(sign));
    if (Writer.transposes(other) < Writer.transposes(upright)) {
      return Term.matrix(new Expr.Transpose(other)).scaled(content.times(sign));
    }
    return Term.matrix(upright).scaled(content);
  }
}
