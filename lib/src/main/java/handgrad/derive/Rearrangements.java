package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Trace, sum of entries, vec, diag and the Kronecker product. */
final class Rearrangements {
  private final Reader reader;

  Rearrangements(Reader reader) {
    this.reader = reader;
  }

  Polynomial trace(Polynomial p) {
    List<Term> terms = new ArrayList<>();
    for (Term term : p.terms()) {
      terms.add(trace(term));
    }
    return Polynomial.sum(terms, Shape.SCALAR);
  }

  Term trace(Term term) {
    Term numbers = new Term(term.coefficient(), term.scalars(), List.of(), Shape.SCALAR);
    if (term.shape().isScalar()) {
      return numbers;
    }
    if (term.chain().isEmpty()) {
      return numbers.scaledBy(reader.size(term.shape().rows()));
    }
    List<Pow> chain = new ArrayList<>(term.chain());
    for (int i = 0; i < chain.size(); i++) {
      if (chain.get(i).base().shape().rows().isOne()) {
        Collections.rotate(chain, -i);
        return reader.chains().numbersOut(numbers, chain, Shape.SCALAR);
      }
    }
    List<Pow> cyclic = new ArrayList<>();
    for (Pow pow : chain) {
      reader.chains().append(cyclic, pow);
    }
    while (cyclic.size() > 1 && cyclic.get(0).base().equals(cyclic.get(cyclic.size() - 1).base())) {
      Pow first = cyclic.remove(0);
      reader.chains().append(cyclic, first);
    }
    if (cyclic.isEmpty()) {
      return numbers.scaledBy(reader.size(term.shape().rows()));
    }
    Expr best = null;
    Term factor = Term.number(Fraction.ONE);
    for (boolean turn : new boolean[] {false, true}) {
      Term turned = new Term(Fraction.ONE, List.of(), cyclic, square(cyclic));
      turned = turn ? reader.powers().transpose(turned) : turned;
      List<Pow> rotated = new ArrayList<>(turned.chain());
      for (int i = 0; i < rotated.size(); i++) {
        Collections.rotate(rotated, 1);
        Term candidate = new Term(Fraction.ONE, List.of(), List.copyOf(rotated), square(rotated));
        Expr e = Writer.chain(candidate);
        if (best == null || Writer.PREFERENCE.compare(e, best) < 0) {
          best = e;
          factor = turned;
        }
      }
    }
    return numbers.scaledBy(Term.scalar(new Expr.Trace(best))).scaledBy(factor);
  }

  private Shape square(List<Pow> chain) {
    Size n = chain.get(0).base().shape().rows();
    return new Shape(n, n);
  }

  Polynomial total(Polynomial p) {
    List<Term> terms = new ArrayList<>();
    for (Term term : p.terms()) {
      Term numbers = new Term(term.coefficient(), term.scalars(), List.of(), Shape.SCALAR);
      if (term.shape().isScalar()) {
        terms.add(numbers);
      } else if (term.chain().isEmpty()) {
        terms.add(numbers.scaledBy(reader.size(term.shape().rows())));
      } else if (isOnes(term)) {
        terms.add(
            numbers
                .scaledBy(reader.size(term.shape().rows()))
                .scaledBy(reader.size(term.shape().columns())));
      } else {
        Polynomial bare =
            Polynomial.of(new Term(Fraction.ONE, List.of(), term.chain(), term.shape()));
        terms.add(numbers.scaledBy(Term.scalar(new Expr.Sum(reader.upright(bare)))));
      }
    }
    return Polynomial.sum(terms, Shape.SCALAR);
  }

  private boolean isOnes(Term term) {
    return term.chain().size() == 1
        && term.chain().get(0).exponent().isOne()
        && term.chain().get(0).base() instanceof Expr.Ones;
  }

  Polynomial vec(Polynomial p) {
    Shape shape = new Shape(p.shape().rows().times(p.shape().columns()), Size.ONE);
    if (p.shape().columns().isOne()) {
      return p;
    }
    if (p.shape().rows().isOne()) {
      return reader.powers().transpose(p);
    }
    List<Term> terms = new ArrayList<>();
    for (Term term : p.terms()) {
      Term numbers = new Term(term.coefficient(), term.scalars(), List.of(), Shape.SCALAR);
      Expr inner = isOnes(term) ? new Expr.Ones(shape) : new Expr.Vec(Writer.chain(term));
      terms.add(Term.matrix(inner).scaledBy(numbers));
    }
    return Polynomial.sum(terms, shape);
  }

  Polynomial diag(Polynomial p, Shape shape) {
    if (p.shape().isScalar()) {
      return p;
    }
    Polynomial column = p.shape().isRow() ? reader.powers().transpose(p) : p;
    List<Term> terms = new ArrayList<>();
    for (Term term : column.terms()) {
      Term numbers = new Term(term.coefficient(), term.scalars(), List.of(), Shape.SCALAR);
      Expr inner = Writer.chain(term);
      Term one;
      if (isOnes(term) && column.shape().isColumn()) {
        one = Term.identity(shape.rows());
      } else if (inner instanceof Expr.Identity || isOnes(term)) {
        one = Term.matrix(new Expr.Ones(shape));
      } else if (inner instanceof Expr.Diag d && d.operand().shape().isVector()) {
        one = Term.matrix(d.operand());
      } else if (column.shape().isSquare()) {
        one =
            Term.matrix(
                new Expr.Diag(
                    reader.upright(
                        Polynomial.of(
                            new Term(Fraction.ONE, List.of(), term.chain(), term.shape())))));
      } else {
        one = Term.matrix(new Expr.Diag(inner));
      }
      terms.add(one.scaledBy(numbers));
    }
    return Polynomial.sum(terms, shape);
  }

  Polynomial kron(Polynomial a, Polynomial b, Shape shape) {
    if (a.shape().isScalar() || b.shape().isScalar()) {
      return reader.chains().times(a, b, shape);
    }
    if (a.isZero() || b.isZero()) {
      return Polynomial.zero(shape);
    }
    boolean all = reader.expands() && a.terms().size() * b.terms().size() <= Reader.MOST_TERMS;
    List<Term> products = new ArrayList<>();
    for (Term left : all ? a.terms() : List.of(reader.atom(a))) {
      for (Term right : all ? b.terms() : List.of(reader.atom(b))) {
        Term numbers =
            new Term(left.coefficient(), left.scalars(), List.of(), Shape.SCALAR).scaledBy(right);
        products.add(kron(Writer.chain(left), Writer.chain(right)).scaledBy(numbers));
      }
    }
    return Polynomial.sum(products, shape);
  }

  Term kron(Expr left, Expr right) {
    if (left instanceof Expr.Identity a && right instanceof Expr.Identity b) {
      return Term.identity(a.size().times(b.size()));
    }
    // A column by a row is their product, and so is a row by a column.
    if (left.shape().isColumn() && right.shape().isRow()) {
      return reader
          .chains()
          .times(
              reader.atom(reader.read(left)), reader.atom(reader.read(right)), outer(left, right));
    }
    if (left.shape().isRow() && right.shape().isColumn()) {
      return reader
          .chains()
          .times(
              reader.atom(reader.read(right)), reader.atom(reader.read(left)), outer(right, left));
    }
    return reader.oriented(new Expr.Kron(left, right)).single();
  }

  private Shape outer(Expr column, Expr row) {
    return new Shape(column.shape().rows(), row.shape().columns());
  }
}
