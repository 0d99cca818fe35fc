package handgrad.derive;

import handgrad.expr.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sum of {@link Term}s of one shape, like terms added up; without terms it is zero. */
record Polynomial(List<Term> terms, Shape shape) {
  Polynomial {
    terms = List.copyOf(terms);
  }

  static Polynomial zero(Shape shape) {
    return new Polynomial(List.of(), shape);
  }

  static Polynomial of(Term term) {
    return new Polynomial(term.coefficient().isZero() ? List.of() : List.of(term), term.shape());
  }

  static Polynomial sum(List<Term> terms, Shape shape) {
    Map<Term.Like, Term> all = new LinkedHashMap<>();
    for (Term term : terms) {
      all.merge(
          term.like(),
          term,
          (a, b) ->
              new Term(a.coefficient().plus(b.coefficient()), a.scalars(), a.chain(), a.shape()));
    }
    List<Term> left = new ArrayList<>();
    for (Term term : all.values()) {
      if (!term.coefficient().isZero()) {
        left.add(term);
      }
    }
    return new Polynomial(left, shape);
  }

  Polynomial plus(Polynomial other) {
    List<Term> all = new ArrayList<>(terms);
    all.addAll(other.terms);
    return sum(all, shape);
  }

  Polynomial scaled(Fraction factor) {
    List<Term> all = new ArrayList<>();
    for (Term term : terms) {
      all.add(term.scaled(factor));
    }
    return new Polynomial(factor.isZero() ? List.of() : all, shape);
  }

  boolean isZero() {
    return terms.isEmpty();
  }

  boolean isSingle() {
    return terms.size() == 1;
  }

  Term single() {
    return terms.get(0);
  }
}
