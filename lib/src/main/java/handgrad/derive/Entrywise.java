package handgrad.derive;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Products, quotients and powers entry by entry. */
final class Entrywise {
  private final Reader reader;

  Entrywise(Reader reader) {
    this.reader = reader;
  }

  Polynomial hadamard(Polynomial a, Polynomial b, int sign, Shape shape) {
    if (a.isZero()) {
      return Polynomial.zero(shape);
    }
    if (b.isZero() && sign > 0) {
      return Polynomial.zero(shape);
    }
    if (sign > 0 && (a.shape().isScalar() || b.shape().isScalar())) {
      return reader.chains().times(a, b, shape);
    }
    if (sign < 0 && b.shape().isScalar()) {
      return reader.chains().times(a, reader.powers().invert(b), shape);
    }
    if (b.isZero()) {
      return Polynomial.of(Term.matrix(new Expr.ElementDivide(reader.form(a), reader.form(b))));
    }
    if (reader.expands() && a.terms().size() * (sign > 0 ? b.terms().size() : 1) > 1) {
      return hadamardExpanded(a, b, sign, shape);
    }
    return Polynomial.of(hadamard(reader.atom(a), reader.atom(b), sign, shape));
  }

  private Polynomial hadamardExpanded(Polynomial a, Polynomial b, int sign, Shape shape) {
    List<Term> products = new ArrayList<>();
    for (Term left : a.terms()) {
      for (Term right : sign > 0 ? b.terms() : List.of(reader.atom(b))) {
        products.add(hadamard(left, right, sign, shape));
      }
    }
    return products.size() > Reader.MOST_TERMS
        ? Polynomial.of(hadamard(reader.atom(a), reader.atom(b), sign, shape))
        : Polynomial.sum(products, shape);
  }

  Term hadamard(Term a, Term b, int sign, Shape shape) {
    Map<Expr, Fraction> factors = new LinkedHashMap<>();
    entries(a, Fraction.ONE, factors);
    entries(b, Fraction.of(sign), factors);
    Term numbers =
        new Term(a.coefficient(), a.scalars(), List.of(), Shape.SCALAR)
            .scaledBy(
                sign > 0
                    ? new Term(b.coefficient(), b.scalars(), List.of(), Shape.SCALAR)
                    : invertedNumbers(b));
    return elements(factors, shape).scaledBy(numbers);
  }

  private Term invertedNumbers(Term term) {
    List<Pow> scalars = new ArrayList<>();
    for (Pow pow : term.scalars()) {
      scalars.add(pow.times(Fraction.of(-1)));
    }
    return new Term(term.coefficient().invert(), scalars, List.of(), Shape.SCALAR);
  }

  private void entries(Term term, Fraction sign, Map<Expr, Fraction> factors) {
    if (!term.shape().isScalar()) {
      entries(Writer.chain(term), sign, factors);
    }
  }

  private void entries(Expr e, Fraction exponent, Map<Expr, Fraction> factors) {
    if (e instanceof Expr.ElementMult m) {
      entries(m.left(), exponent, factors);
      entries(m.right(), exponent, factors);
    } else if (e instanceof Expr.ElementDivide d) {
      if (!d.left().equals(Expr.Num.ONE)) {
        entries(d.left(), exponent, factors);
      }
      entries(d.right(), exponent.negate(), factors);
    } else if (e instanceof Expr.ElementPower p && p.right() instanceof Expr.Num k) {
      entries(p.left(), exponent.times(Fraction.of(k.value())), factors);
    } else if (!(e instanceof Expr.Ones)) {
      factors.merge(e, exponent, Fraction::plus);
    }
  }

  private Term elements(Map<Expr, Fraction> factors, Shape shape) {
    Map<String, Expr> top = new TreeMap<>();
    Map<String, Expr> bottom = new TreeMap<>();
    factors.forEach(
        (base, exponent) -> {
          if (!exponent.isZero()) {
            Expr power =
                exponent.abs().isOne()
                    ? base
                    : new Expr.ElementPower(base, exponent.abs().toExpr());
            String key = (Writer.isSum(base) ? "~" : "") + Ascii.print(base);
            (exponent.signum() > 0 ? top : bottom).put(key, power);
          }
        });
    Expr product = null;
    for (Expr factor : top.values()) {
      product = product == null ? factor : new Expr.ElementMult(product, factor);
    }
    if (product == null && bottom.isEmpty()) {
      return Term.matrix(new Expr.Ones(shape));
    }
    Expr divisor = null;
    for (Expr factor : bottom.values()) {
      divisor = divisor == null ? factor : new Expr.ElementMult(divisor, factor);
    }
    if (divisor != null) {
      product = new Expr.ElementDivide(product == null ? Expr.Num.ONE : product, divisor);
    }
    if (!(product instanceof Expr.ElementMult
        || product instanceof Expr.ElementDivide
        || product instanceof Expr.ElementPower)) {
      return reader.atom(reader.read(product));
    }
    return Term.matrix(product);
  }

  Polynomial elementPower(Expr.ElementPower power) {
    if (power.shape().isScalar()) {
      return reader.read(new Expr.Power(power.left(), power.right()));
    }
    Polynomial base = reader.read(power.left());
    Polynomial exponent = reader.read(power.right());
    boolean constant =
        exponent.shape().isScalar()
            && (exponent.isZero() || exponent.isSingle() && exponent.single().isNumber());
    if (!constant || base.isZero() || base.shape().isScalar()) {
      return Polynomial.of(
          Term.matrix(new Expr.ElementPower(reader.form(base), reader.form(exponent))));
    }
    Fraction k = exponent.isZero() ? Fraction.ZERO : exponent.single().coefficient();
    if (k.isZero()) {
      return Polynomial.of(Term.matrix(new Expr.Ones(power.shape())));
    }
    if (k.isOne()) {
      return base;
    }
    Term term = reader.atom(base);
    if (!k.isWhole() && !(term.coefficient().isOne() && term.isPlain())
        || !k.isWhole() && !isAtom(term)) {
      return Polynomial.of(Term.matrix(new Expr.ElementPower(reader.form(base), k.toExpr())));
    }
    Map<Expr, Fraction> factors = new LinkedHashMap<>();
    Map<Expr, Fraction> raised = new LinkedHashMap<>();
    entries(term, Fraction.ONE, factors);
    factors.forEach((e, exp) -> raised.put(e, exp.times(k)));
    List<Pow> scalars = new ArrayList<>();
    for (Pow pow : term.scalars()) {
      scalars.add(pow.times(k));
    }
    Fraction coefficient =
        k.isWhole() ? term.coefficient().power(k.numerator().intValueExact()) : Fraction.ONE;
    return Polynomial.of(
        elements(raised, power.shape())
            .scaledBy(new Term(coefficient, scalars, List.of(), Shape.SCALAR)));
  }

  private boolean isAtom(Term term) {
    return term.chain().size() == 1
        && !(term.chain().get(0).base() instanceof Expr.ElementMult)
        && !(term.chain().get(0).base() instanceof Expr.ElementPower)
        && !(term.chain().get(0).base() instanceof Expr.ElementDivide);
  }
}
