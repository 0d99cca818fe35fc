package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Function;
import handgrad.expr.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Transposes, inverses, roots and powers, pushed down to single names. */
final class Powers {
  private final Reader reader;

  Powers(Reader reader) {
    this.reader = reader;
  }

  Polynomial transpose(Polynomial p) {
    if (p.shape().isScalar()) {
      return p;
    }
    List<Term> terms = new ArrayList<>();
    for (Term term : p.terms()) {
      terms.add(transpose(term));
    }
    return Polynomial.sum(terms, p.shape().transpose());
  }

  Term transpose(Term term) {
    Term product =
        new Term(term.coefficient(), term.scalars(), List.of(), term.shape().transpose());
    List<Pow> chain = new ArrayList<>();
    for (int i = term.chain().size() - 1; i >= 0; i--) {
      Pow pow = term.chain().get(i);
      Term turned = transposeAtom(pow.base());
      product = product.scaledBy(numbers(turned, pow.exponent()));
      reader.chains().append(chain, new Pow(turned.chain().get(0).base(), pow.exponent()));
    }
    return new Term(product.coefficient(), product.scalars(), chain, product.shape());
  }

  // The numbers of a term to a whole power.
  private Term numbers(Term term, Fraction exponent) {
    List<Pow> scalars = new ArrayList<>();
    for (Pow pow : term.scalars()) {
      scalars.add(pow.times(exponent));
    }
    return new Term(
        term.coefficient().power(exponent.numerator().intValueExact()),
        scalars,
        List.of(),
        Shape.SCALAR);
  }

  private Term transposeAtom(Expr base) {
    if (base instanceof Expr.Transpose t) {
      return Term.matrix(t.operand());
    }
    if (base instanceof Expr.Variable v && reader.isSymmetric(v.name())
        || base instanceof Expr.Diag && base.shape().isSquare()) {
      return Term.matrix(base);
    }
    if (base instanceof Expr.Ones) {
      return Term.matrix(new Expr.Ones(base.shape().transpose()));
    }
    if (base instanceof Expr.Commutation k) {
      return Term.matrix(new Expr.Commutation(k.columns(), k.rows()));
    }
    if (base instanceof Expr.Literal literal) {
      return Term.matrix(transposed(literal));
    }
    if (base instanceof Expr.IndexedSum sum && isSymmetric(sum.operand())) {
      return Term.matrix(base);
    }
    if (base instanceof Expr.Mult) {
      return Term.matrix(reader.form(transpose(reader.read(base))));
    }
    if (base instanceof Expr.Plus || base instanceof Expr.Minus || base instanceof Expr.Negate) {
      return reader.atom(transpose(reader.read(base)));
    }
    if (base instanceof Expr.Elementwise
        || base instanceof Expr.Kron
        || base instanceof Expr.Adjugate
        || base instanceof Expr.ElementMult
        || base instanceof Expr.ElementDivide
        || base instanceof Expr.ElementPower) {
      Polynomial turned = reader.read(reader.turned(base));
      if (turned.isSingle() && turned.single().chain().size() == 1) {
        return turned.single();
      }
    }
    return Term.matrix(new Expr.Transpose(base));
  }

  // x_i*x_i' in a sum.
  private boolean isSymmetric(Expr e) {
    return e.shape().isSquare() && reader.form(transpose(reader.read(e))).equals(e);
  }

  private Expr.Literal transposed(Expr.Literal literal) {
    List<Expr> entries = new ArrayList<>();
    for (int j = 0; j < literal.columns(); j++) {
      for (int i = 0; i < literal.rows(); i++) {
        entries.add(literal.entry(i, j));
      }
    }
    return new Expr.Literal(literal.columns(), literal.rows(), entries);
  }

  Polynomial invert(Polynomial p) {
    if (p.isZero()) {
      Expr zero = Writer.write(p);
      return Polynomial.of(
          p.shape().isScalar()
              ? Term.scalar(new Expr.Divide(Expr.Num.ONE, zero))
              : Term.matrix(new Expr.Inverse(zero)));
    }
    Term term = reader.atom(p);
    List<Pow> scalars = new ArrayList<>();
    for (Pow pow : term.scalars()) {
      scalars.add(pow.times(Fraction.of(-1)));
    }
    List<Pow> chain = new ArrayList<>();
    boolean square = true;
    for (Pow pow : term.chain()) {
      square &= pow.base().shape().isSquare();
    }
    if (square) {
      for (Pow pow : term.chain()) {
        chain.add(0, inverse(pow));
      }
    } else {
      chain.add(new Pow(Writer.chain(term), Fraction.of(-1)));
    }
    return Polynomial.of(new Term(term.coefficient().invert(), scalars, chain, p.shape()));
  }

  private Pow inverse(Pow pow) {
    if (reader.isOrthogonal(pow.base())) {
      return new Pow(transposeAtom(pow.base()).chain().get(0).base(), pow.exponent());
    }
    if (pow.base() instanceof Expr.Transpose t && reader.isOrthogonal(t.operand())) {
      return new Pow(t.operand(), pow.exponent());
    }
    return pow.times(Fraction.of(-1));
  }

  Polynomial root(Term term) {
    if (term.coefficient().isOne() && term.scalars().size() == 1) {
      Pow only = term.scalars().get(0);
      if (only.exponent().isOne()) {
        return Polynomial.of(
            new Term(
                Fraction.ONE,
                List.of(new Pow(only.base(), Fraction.HALF)),
                List.of(),
                Shape.SCALAR));
      }
    }
    Expr inner = Writer.write(Polynomial.of(term));
    return Polynomial.of(Term.scalar(new Expr.Elementwise(Function.Elementary.SQRT, inner)));
  }

  Polynomial power(Expr.Power power) {
    Polynomial base = reader.read(power.left());
    Polynomial exponent = reader.read(power.right());
    boolean constant = exponent.isZero() || exponent.isSingle() && exponent.single().isNumber();
    if (!constant || base.isZero()) {
      return Polynomial.of(Term.of(new Expr.Power(reader.form(base), reader.form(exponent))));
    }
    Fraction k = exponent.isZero() ? Fraction.ZERO : exponent.single().coefficient();
    if (k.isZero()) {
      return Polynomial.of(
          power.shape().isScalar()
              ? Term.number(Fraction.ONE)
              : Term.identity(power.shape().rows()));
    }
    if (k.isOne()) {
      return base;
    }
    if (power.shape().isScalar()) {
      return scalarPower(base, k);
    }
    if (k.signum() < 0) {
      return matrixPower(invert(base), k.negate(), power.shape());
    }
    return matrixPower(base, k, power.shape());
  }

  private Polynomial scalarPower(Polynomial base, Fraction k) {
    Term term = reader.atom(base);
    boolean small = k.numerator().abs().compareTo(BigInteger.valueOf(1000)) < 0;
    boolean plain =
        term.coefficient().isOne()
            && term.scalars().size() == 1
            && (term.scalars().get(0).exponent().isOne());
    if (!small || !k.isWhole() && !plain) {
      Expr inner = reader.form(base);
      return Polynomial.of(Term.scalar(new Expr.Power(inner, k.toExpr())));
    }
    List<Pow> scalars = new ArrayList<>();
    for (Pow pow : term.scalars()) {
      scalars.add(pow.times(k));
    }
    Fraction coefficient =
        k.isWhole() ? term.coefficient().power(k.numerator().intValue()) : Fraction.ONE;
    return Polynomial.of(new Term(coefficient, scalars, List.of(), Shape.SCALAR));
  }

  private Polynomial matrixPower(Polynomial base, Fraction k, Shape shape) {
    Term term = reader.atom(base);
    boolean single = term.chain().size() == 1;
    boolean few = k.compareTo(Fraction.of(Reader.MOST_COPIES)) <= 0;
    if (term.coefficient().isOne() && term.scalars().isEmpty() && single) {
      Pow pow = term.chain().get(0);
      return Polynomial.of(new Term(Fraction.ONE, List.of(), List.of(pow.times(k)), shape));
    }
    if (!few) {
      return Polynomial.of(
          Term.matrix(new Expr.Power(Writer.write(Polynomial.of(term)), k.toExpr())));
    }
    Term product = term;
    for (int i = 1; i < k.numerator().intValueExact(); i++) {
      product = reader.chains().times(product, term, shape);
    }
    return Polynomial.of(product);
  }
}
