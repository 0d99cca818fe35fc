package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Products: factors in a row, neighbours that cancel or add their powers, numbers brought to the
 * front.
 */
final class Chains {
  private final Reader reader;

  Chains(Reader reader) {
    this.reader = reader;
  }

  Polynomial times(Polynomial a, Polynomial b, Shape shape) {
    if (a.isZero() || b.isZero()) {
      return Polynomial.zero(shape);
    }
    if (a.isSingle() && a.single().isNumber()) {
      return b.scaled(a.single().coefficient());
    }
    if (b.isSingle() && b.single().isNumber()) {
      return a.scaled(b.single().coefficient());
    }
    boolean all = reader.expands() && a.terms().size() * b.terms().size() <= Reader.MOST_TERMS;
    List<Term> products = new ArrayList<>();
    for (Term left : all ? a.terms() : List.of(reader.atom(a))) {
      for (Term right : all ? b.terms() : List.of(reader.atom(b))) {
        products.add(times(left, right, shape));
      }
    }
    return Polynomial.sum(products, shape);
  }

  Term times(Term a, Term b, Shape shape) {
    if (b.shape().isScalar()) {
      return a.scaledBy(b);
    }
    if (a.shape().isScalar()) {
      return b.scaledBy(a);
    }
    List<Pow> chain = new ArrayList<>(a.chain());
    for (Pow pow : b.chain()) {
      append(chain, pow);
    }
    Term numbers = new Term(a.coefficient(), a.scalars(), List.of(), Shape.SCALAR).scaledBy(b);
    return numbersOut(numbers, chain, shape);
  }

  void append(List<Pow> chain, Pow pow) {
    int last = chain.size() - 1;
    Expr before = last >= 0 ? chain.get(last).base() : null;
    if (last >= 0 && before.equals(pow.base())) {
      Fraction exponent = chain.remove(last).exponent().plus(pow.exponent());
      if (!exponent.isZero()) {
        chain.add(new Pow(pow.base(), exponent));
      }
      return;
    }
    if (last >= 0 && areInverse(before, pow.base())) {
      Fraction rest = chain.remove(last).exponent().plus(pow.exponent().negate());
      if (!rest.isZero()) {
        Expr base = rest.signum() > 0 ? before : pow.base();
        append(chain, new Pow(base, rest.abs()));
      }
      return;
    }
    if (last >= 0 && pow.base() instanceof Expr.Vec vec) {
      Polynomial moved = intoVec(chain.get(last), vec);
      if (moved != null && moved.isSingle() && moved.single().isBare()) {
        chain.remove(last);
        moved.single().chain().forEach(part -> append(chain, part));
        return;
      }
    }
    if (last >= 0
        && pow.base() instanceof Expr.Commutation k
        && before instanceof Expr.Commutation inverse
        && inverse.rows().equals(k.columns())
        && inverse.columns().equals(k.rows())) {
      chain.remove(last);
      return;
    }
    chain.add(pow);
    cancel(chain);
  }

  // Q'*Q and Q*Q' of an orthogonal Q.
  private boolean areInverse(Expr a, Expr b) {
    return a instanceof Expr.Transpose t && t.operand().equals(b) && reader.isOrthogonal(b)
        || b instanceof Expr.Transpose u && u.operand().equals(a) && reader.isOrthogonal(a);
  }

  private Polynomial intoVec(Pow factor, Expr.Vec vec) {
    if (!factor.exponent().isOne()) {
      return null;
    }
    if (factor.base() instanceof Expr.Commutation) {
      return reader.rearrangements().vec(reader.powers().transpose(reader.read(vec.operand())));
    }
    if (factor.base() instanceof Expr.Kron kron) {
      Shape inner = vec.operand().shape();
      if (kron.right().shape().columns().equals(inner.rows())
          && kron.left().shape().columns().equals(inner.columns())) {
        return reader
            .rearrangements()
            .vec(
                reader.read(
                    new Expr.Mult(
                        new Expr.Mult(kron.right(), vec.operand()),
                        new Expr.Transpose(kron.left()))));
      }
    }
    return null;
  }

  // X'*A*X beside inv(X'*A*X).
  private void cancel(List<Pow> chain) {
    int last = chain.size() - 1;
    for (int at = Math.max(0, last - Reader.MOST_COPIES); at <= last; at++) {
      Pow inverse = chain.get(at);
      if (inverse.exponent().signum() > 0 || !(inverse.base() instanceof Expr.Mult)) {
        continue;
      }
      List<Pow> product = reader.read(inverse.base()).single().chain();
      int n = product.size();
      boolean after = at + n == last && chain.subList(at + 1, last + 1).equals(product);
      boolean before = at == last && at >= n && chain.subList(at - n, at).equals(product);
      if (!after && !before) {
        continue;
      }
      Fraction exponent = inverse.exponent().plus(Fraction.ONE);
      int from = before ? at - n : at;
      chain.subList(from, from + n + 1).clear();
      if (!exponent.isZero()) {
        chain.add(from, new Pow(inverse.base(), exponent));
      }
      return;
    }
  }

  // A part of the chain that is a number, such as x'*A*x, stands before the matrices.
  Term numbersOut(Term numbers, List<Pow> chain, Shape shape) {
    Term term = numbers;
    List<Pow> rest = new ArrayList<>(chain);
    boolean found = true;
    while (found) {
      found = false;
      int from = -1;
      for (int i = 0; i <= rest.size() && !rest.isEmpty(); i++) {
        Size size =
            i < rest.size()
                ? rest.get(i).base().shape().rows()
                : rest.get(i - 1).base().shape().columns();
        if (!size.isOne()) {
          continue;
        }
        if (from < 0) {
          from = i;
          continue;
        }
        List<Pow> part = rest.subList(from, i);
        term = term.scaledBy(number(List.copyOf(part)));
        part.clear();
        found = true;
        break;
      }
    }
    List<Pow> reduced = new ArrayList<>();
    for (Pow pow : rest) {
      append(reduced, pow);
    }
    return new Term(term.coefficient(), term.scalars(), reduced, shape);
  }

  // The number x'*A*y, which is y'*A'*x as well.
  private Term number(List<Pow> chain) {
    Term plain = new Term(Fraction.ONE, List.of(), chain, Shape.SCALAR);
    Term turned = reader.powers().transpose(plain);
    Expr one = Writer.chain(plain);
    Expr other = Writer.chain(turned);
    boolean first = Writer.PREFERENCE.compare(one, other) <= 0;
    Term number = Term.scalar(first ? one : other);
    return first ? number : number.scaledBy(turned);
  }
}
