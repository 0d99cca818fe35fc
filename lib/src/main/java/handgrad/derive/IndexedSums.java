package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Members;
import handgrad.expr.Shape;
import java.util.ArrayList;
import java.util.List;

/** Sums over an index: what does not run with the index is brought out of them. */
final class IndexedSums {
  private final Reader reader;

  IndexedSums(Reader reader) {
    this.reader = reader;
  }

  Polynomial sum(Expr.IndexedSum e) {
    Polynomial summand = reader.read(e.operand());
    List<Term> terms = new ArrayList<>();
    for (Term term : reader.expands() ? summand.terms() : together(summand)) {
      terms.add(sum(term, e));
    }
    return Polynomial.sum(terms, e.shape());
  }

  // sum_i inv(S)*(x_i - m): the summands are kept together, but for what all of them share.
  private List<Term> together(Polynomial p) {
    if (p.terms().size() < 2) {
      return p.terms();
    }
    Polynomial product = reader.read(Writer.write(p));
    return List.of(product.isSingle() ? product.single() : reader.atom(p));
  }

  private Term sum(Term term, Expr.IndexedSum e) {
    List<Pow> still = new ArrayList<>();
    List<Pow> running = new ArrayList<>();
    for (Pow pow : term.scalars()) {
      (runs(pow, e) ? running : still).add(pow);
    }
    int from = 0;
    int to = term.chain().size();
    while (from < to && !runs(term.chain().get(from), e)) {
      from++;
    }
    while (from < to && !runs(term.chain().get(to - 1), e)) {
      to--;
    }
    List<Pow> inner = term.chain().subList(from, to);
    Term outside = new Term(term.coefficient(), still, term.chain(), term.shape());
    if (inner.isEmpty() && running.isEmpty()) {
      return outside.scaledBy(reader.size(e.size()));
    }
    Shape shape = inner.isEmpty() ? Shape.SCALAR : shape(inner);
    Term rest = new Term(Fraction.ONE, running, inner, shape);
    if (inner.isEmpty()) {
      return outside.scaledBy(Term.scalar(over(e, reader.form(Polynomial.of(rest)))));
    }
    List<Pow> chain = new ArrayList<>(term.chain().subList(0, from));
    chain.add(new Pow(upright(e, Polynomial.of(rest))));
    chain.addAll(term.chain().subList(to, term.chain().size()));
    return new Term(term.coefficient(), still, chain, term.shape());
  }

  // sum_i x_i'  is written  (sum_i x_i)'.
  private Expr upright(Expr.IndexedSum e, Polynomial summand) {
    Expr form = reader.form(summand);
    Expr turned = reader.form(reader.powers().transpose(summand));
    return Writer.transposes(turned) < Writer.transposes(form)
        ? new Expr.Transpose(over(e, turned))
        : over(e, form);
  }

  private static Expr over(Expr.IndexedSum e, Expr summand) {
    return new Expr.IndexedSum(e.index(), e.size(), summand);
  }

  private static boolean runs(Pow pow, Expr.IndexedSum e) {
    return Members.runs(pow.base(), e.index());
  }

  private static Shape shape(List<Pow> chain) {
    return new Shape(
        chain.get(0).base().shape().rows(), chain.get(chain.size() - 1).base().shape().columns());
  }
}
