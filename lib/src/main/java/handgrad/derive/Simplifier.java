package handgrad.derive;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.Function;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes an expression in the form that a textbook prints: common factors taken out, transposes
 * pushed to the names, like terms added, no double negation. Equal value wherever the expression
 * has one; {@code X*inv(X)} is the identity.
 *
 * <pre>{@code
 * Declarations names = Declarations.parse("A: n×n, x: n×1");
 * Simplifier.simplify(Formula.parse("(x'*A)' + (x'*A')'", names))   // (A + A')*x
 * }</pre>
 */
public final class Simplifier {
  private static final int MOST_TERMS = 64;
  private static final int MOST_COPIES = 12;
  private static final Simplifier PLAIN = new Simplifier(Set.of(), Set.of());

  private final Set<String> symmetric;
  private final Set<String> orthogonal;

  /** A simplifier that knows which variables are symmetric, and which orthogonal. */
  public Simplifier(Set<String> symmetric, Set<String> orthogonal) {
    this.symmetric = Set.copyOf(symmetric);
    this.orthogonal = Set.copyOf(orthogonal);
  }

  /** The textbook form when nothing is assumed of the variables. */
  public static Expr simplify(Expr e) {
    return PLAIN.apply(e);
  }

  /** The shorter of the form with brackets kept and the form with brackets multiplied out. */
  public Expr apply(Expr e) {
    Expr kept = Writer.write(new Reader(false).read(e));
    if (!Writer.hasSumFactor(kept)) {
      return kept;
    }
    Expr expanded = Writer.write(new Reader(true).read(e));
    return Writer.weight(expanded) < Writer.weight(kept) ? expanded : kept;
  }

  private final class Reader {
    private final boolean expand;

    Reader(boolean expand) {
      this.expand = expand;
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
      if (e instanceof Expr.Leaf) {
        return Polynomial.of(Term.of(e));
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
        return times(read(mult.left()), read(mult.right()), e.shape());
      }
      if (e instanceof Expr.Divide divide) {
        return times(read(divide.left()), invert(read(divide.right())), e.shape());
      }
      if (e instanceof Expr.Transpose t) {
        return transpose(read(t.operand()));
      }
      if (e instanceof Expr.Inverse inverse) {
        return invert(read(inverse.operand()));
      }
      if (e instanceof Expr.Power power) {
        return power(power);
      }
      if (e instanceof Expr.Trace trace) {
        return trace(read(trace.operand()));
      }
      if (e instanceof Expr.Sum sum) {
        return total(read(sum.operand()));
      }
      if (e instanceof Expr.Vec vec) {
        return vec(read(vec.operand()));
      }
      if (e instanceof Expr.Diag diag) {
        return diag(read(diag.operand()), e.shape());
      }
      if (e instanceof Expr.Kron kron) {
        return kron(read(kron.left()), read(kron.right()), e.shape());
      }
      if (e instanceof Expr.ElementMult mult) {
        return hadamard(read(mult.left()), read(mult.right()), 1, e.shape());
      }
      if (e instanceof Expr.ElementDivide divide) {
        return hadamard(read(divide.left()), read(divide.right()), -1, e.shape());
      }
      if (e instanceof Expr.ElementPower power) {
        return elementPower(power);
      }
      if (e instanceof Expr.Cofactor cofactor) {
        return transpose(oriented(new Expr.Adjugate(form(read(cofactor.operand())))));
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
          return root(inner.single());
        }
        return Polynomial.of(Term.scalar(f.withOperands(List.of(form(inner)))));
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

    private Expr form(Polynomial p) {
      return Writer.write(p);
    }

    // Of a matrix and its transpose the one with fewer transposes, for what does not tell them
    // apart.
    private Expr upright(Polynomial p) {
      Expr form = form(p);
      Expr turned = form(transpose(p));
      return Writer.transposes(turned) < Writer.transposes(form) ? turned : form;
    }

    // f(X')  is written f(X)'.
    private Polynomial oriented(Expr atom) {
      Expr turned = turned(atom);
      return Polynomial.of(
          Term.of(
              Writer.transposes(turned) < Writer.transposes(atom)
                  ? new Expr.Transpose(turned)
                  : atom));
    }

    private Expr turned(Expr atom) {
      List<Expr> operands = new ArrayList<>();
      for (Expr operand : atom.operands()) {
        operands.add(operand.shape().isScalar() ? operand : form(transpose(read(operand))));
      }
      return atom.withOperands(operands);
    }

    private Term size(Size size) {
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

    // ---- products

    private Polynomial times(Polynomial a, Polynomial b, Shape shape) {
      if (a.isZero() || b.isZero()) {
        return Polynomial.zero(shape);
      }
      if (a.isSingle() && a.single().isNumber()) {
        return b.scaled(a.single().coefficient());
      }
      if (b.isSingle() && b.single().isNumber()) {
        return a.scaled(b.single().coefficient());
      }
      boolean all = expand && a.terms().size() * b.terms().size() <= MOST_TERMS;
      List<Term> products = new ArrayList<>();
      for (Term left : all ? a.terms() : List.of(atom(a))) {
        for (Term right : all ? b.terms() : List.of(atom(b))) {
          products.add(times(left, right, shape));
        }
      }
      return Polynomial.sum(products, shape);
    }

    private Term times(Term a, Term b, Shape shape) {
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

    private void append(List<Pow> chain, Pow pow) {
      int last = chain.size() - 1;
      if (last >= 0 && chain.get(last).base().equals(pow.base())) {
        Fraction exponent = chain.remove(last).exponent().plus(pow.exponent());
        if (!exponent.isZero()) {
          chain.add(new Pow(pow.base(), exponent));
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
          && chain.get(last).base() instanceof Expr.Commutation before
          && before.rows().equals(k.columns())
          && before.columns().equals(k.rows())) {
        chain.remove(last);
        return;
      }
      chain.add(pow);
      cancel(chain);
    }

    private Polynomial intoVec(Pow factor, Expr.Vec vec) {
      if (!factor.exponent().isOne()) {
        return null;
      }
      if (factor.base() instanceof Expr.Commutation) {
        return vec(transpose(read(vec.operand())));
      }
      if (factor.base() instanceof Expr.Kron kron) {
        Shape inner = vec.operand().shape();
        if (kron.right().shape().columns().equals(inner.rows())
            && kron.left().shape().columns().equals(inner.columns())) {
          return vec(
              read(
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
      for (int at = Math.max(0, last - MOST_COPIES); at <= last; at++) {
        Pow inverse = chain.get(at);
        if (inverse.exponent().signum() > 0 || !(inverse.base() instanceof Expr.Mult)) {
          continue;
        }
        List<Pow> product = read(inverse.base()).single().chain();
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
    private Term numbersOut(Term numbers, List<Pow> chain, Shape shape) {
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
      Term turned = transpose(plain);
      Expr one = Writer.chain(plain);
      Expr other = Writer.chain(turned);
      boolean first = Writer.PREFERENCE.compare(one, other) <= 0;
      Term number = Term.scalar(first ? one : other);
      return first ? number : number.scaled(turned.coefficient());
    }

    /** A sum as one factor: its numeric content taken out, the first term positive. */
    private Term atom(Polynomial p) {
      if (p.isSingle()) {
        return p.single();
      }
      Fraction content = Writer.content(p);
      Polynomial primitive = p.scaled(content.invert());
      if (p.shape().isScalar()) {
        return Term.scalar(Writer.plain(primitive)).scaled(content);
      }
      Polynomial turned = transpose(primitive);
      Expr upright = Writer.plain(primitive);
      Fraction sign = Writer.content(turned).signum() < 0 ? Fraction.of(-1) : Fraction.ONE;
      Expr other = Writer.plain(turned.scaled(sign));
      if (Writer.transposes(other) < Writer.transposes(upright)) {
        return Term.matrix(new Expr.Transpose(other)).scaled(content.times(sign));
      }
      return Term.matrix(upright).scaled(content);
    }

    // ---- transposes, inverses, powers

    private Polynomial transpose(Polynomial p) {
      if (p.shape().isScalar()) {
        return p;
      }
      List<Term> terms = new ArrayList<>();
      for (Term term : p.terms()) {
        terms.add(transpose(term));
      }
      return Polynomial.sum(terms, p.shape().transpose());
    }

    private Term transpose(Term term) {
      Term product =
          new Term(term.coefficient(), term.scalars(), List.of(), term.shape().transpose());
      List<Pow> chain = new ArrayList<>();
      for (int i = term.chain().size() - 1; i >= 0; i--) {
        Pow pow = term.chain().get(i);
        Term turned = transposeAtom(pow.base());
        product = product.scaledBy(numbers(turned, pow.exponent()));
        append(chain, new Pow(turned.chain().get(0).base(), pow.exponent()));
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
      if (base instanceof Expr.Variable v && symmetric.contains(v.name())
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
      if (base instanceof Expr.Mult) {
        return Term.matrix(form(transpose(read(base))));
      }
      if (base instanceof Expr.Plus || base instanceof Expr.Minus || base instanceof Expr.Negate) {
        return atom(transpose(read(base)));
      }
      if (base instanceof Expr.Elementwise
          || base instanceof Expr.Kron
          || base instanceof Expr.Adjugate
          || base instanceof Expr.ElementMult
          || base instanceof Expr.ElementDivide
          || base instanceof Expr.ElementPower) {
        Polynomial turned = read(turned(base));
        if (turned.isSingle() && turned.single().chain().size() == 1) {
          return turned.single();
        }
      }
      return Term.matrix(new Expr.Transpose(base));
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

    private Polynomial invert(Polynomial p) {
      if (p.isZero()) {
        Expr zero = Writer.write(p);
        return Polynomial.of(
            p.shape().isScalar()
                ? Term.scalar(new Expr.Divide(Expr.Num.ONE, zero))
                : Term.matrix(new Expr.Inverse(zero)));
      }
      Term term = atom(p);
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
      return pow.times(Fraction.of(-1));
    }

    private Polynomial root(Term term) {
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

    private Polynomial power(Expr.Power power) {
      Polynomial base = read(power.left());
      Polynomial exponent = read(power.right());
      boolean constant = exponent.isZero() || exponent.isSingle() && exponent.single().isNumber();
      if (!constant || base.isZero()) {
        return Polynomial.of(Term.of(new Expr.Power(form(base), form(exponent))));
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
      Term term = atom(base);
      boolean small = k.numerator().abs().compareTo(BigInteger.valueOf(1000)) < 0;
      boolean plain =
          term.coefficient().isOne()
              && term.scalars().size() == 1
              && (term.scalars().get(0).exponent().isOne());
      if (!small || !k.isWhole() && !plain) {
        Expr inner = form(base);
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
      Term term = atom(base);
      boolean single = term.chain().size() == 1;
      boolean few = k.compareTo(Fraction.of(MOST_COPIES)) <= 0;
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
        product = times(product, term, shape);
      }
      return Polynomial.of(product);
    }

    // ---- trace, sum, vec, diag, Kronecker

    private Polynomial trace(Polynomial p) {
      List<Term> terms = new ArrayList<>();
      for (Term term : p.terms()) {
        terms.add(trace(term));
      }
      return Polynomial.sum(terms, Shape.SCALAR);
    }

    private Term trace(Term term) {
      Term numbers = new Term(term.coefficient(), term.scalars(), List.of(), Shape.SCALAR);
      if (term.shape().isScalar()) {
        return numbers;
      }
      if (term.chain().isEmpty()) {
        return numbers.scaledBy(size(term.shape().rows()));
      }
      List<Pow> chain = new ArrayList<>(term.chain());
      for (int i = 0; i < chain.size(); i++) {
        if (chain.get(i).base().shape().rows().isOne()) {
          Collections.rotate(chain, -i);
          return numbersOut(numbers, chain, Shape.SCALAR);
        }
      }
      List<Pow> cyclic = new ArrayList<>();
      for (Pow pow : chain) {
        append(cyclic, pow);
      }
      while (cyclic.size() > 1
          && cyclic.get(0).base().equals(cyclic.get(cyclic.size() - 1).base())) {
        Pow first = cyclic.remove(0);
        append(cyclic, first);
      }
      if (cyclic.isEmpty()) {
        return numbers.scaledBy(size(term.shape().rows()));
      }
      Expr best = null;
      Fraction sign = Fraction.ONE;
      for (boolean turn : new boolean[] {false, true}) {
        Term turned = new Term(Fraction.ONE, List.of(), cyclic, square(cyclic));
        turned = turn ? transpose(turned) : turned;
        List<Pow> rotated = new ArrayList<>(turned.chain());
        for (int i = 0; i < rotated.size(); i++) {
          Collections.rotate(rotated, 1);
          Term candidate = new Term(Fraction.ONE, List.of(), List.copyOf(rotated), square(rotated));
          Expr e = Writer.chain(candidate);
          if (best == null || Writer.PREFERENCE.compare(e, best) < 0) {
            best = e;
            sign = turned.coefficient();
          }
        }
      }
      return numbers.scaledBy(Term.scalar(new Expr.Trace(best))).scaled(sign);
    }

    private Shape square(List<Pow> chain) {
      Size n = chain.get(0).base().shape().rows();
      return new Shape(n, n);
    }

    private Polynomial total(Polynomial p) {
      List<Term> terms = new ArrayList<>();
      for (Term term : p.terms()) {
        Term numbers = new Term(term.coefficient(), term.scalars(), List.of(), Shape.SCALAR);
        if (term.shape().isScalar()) {
          terms.add(numbers);
        } else if (term.chain().isEmpty()) {
          terms.add(numbers.scaledBy(size(term.shape().rows())));
        } else if (isOnes(term)) {
          terms.add(
              numbers.scaledBy(size(term.shape().rows())).scaledBy(size(term.shape().columns())));
        } else {
          Polynomial bare =
              Polynomial.of(new Term(Fraction.ONE, List.of(), term.chain(), term.shape()));
          terms.add(numbers.scaledBy(Term.scalar(new Expr.Sum(upright(bare)))));
        }
      }
      return Polynomial.sum(terms, Shape.SCALAR);
    }

    private boolean isOnes(Term term) {
      return term.chain().size() == 1
          && term.chain().get(0).exponent().isOne()
          && term.chain().get(0).base() instanceof Expr.Ones;
    }

    private Polynomial vec(Polynomial p) {
      Shape shape = new Shape(p.shape().rows().times(p.shape().columns()), Size.ONE);
      if (p.shape().columns().isOne()) {
        return p;
      }
      if (p.shape().rows().isOne()) {
        return transpose(p);
      }
      List<Term> terms = new ArrayList<>();
      for (Term term : p.terms()) {
        Term numbers = new Term(term.coefficient(), term.scalars(), List.of(), Shape.SCALAR);
        Expr inner = isOnes(term) ? new Expr.Ones(shape) : new Expr.Vec(Writer.chain(term));
        terms.add(Term.matrix(inner).scaledBy(numbers));
      }
      return Polynomial.sum(terms, shape);
    }

    private Polynomial diag(Polynomial p, Shape shape) {
      if (p.shape().isScalar()) {
        return p;
      }
      Polynomial column = p.shape().isRow() ? transpose(p) : p;
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
                      upright(
                          Polynomial.of(
                              new Term(Fraction.ONE, List.of(), term.chain(), term.shape())))));
        } else {
          one = Term.matrix(new Expr.Diag(inner));
        }
        terms.add(one.scaledBy(numbers));
      }
      return Polynomial.sum(terms, shape);
    }

    private Polynomial kron(Polynomial a, Polynomial b, Shape shape) {
      if (a.shape().isScalar() || b.shape().isScalar()) {
        return times(a, b, shape);
      }
      if (a.isZero() || b.isZero()) {
        return Polynomial.zero(shape);
      }
      boolean all = expand && a.terms().size() * b.terms().size() <= MOST_TERMS;
      List<Term> products = new ArrayList<>();
      for (Term left : all ? a.terms() : List.of(atom(a))) {
        for (Term right : all ? b.terms() : List.of(atom(b))) {
          Term numbers =
              new Term(left.coefficient(), left.scalars(), List.of(), Shape.SCALAR).scaledBy(right);
          products.add(kron(Writer.chain(left), Writer.chain(right)).scaledBy(numbers));
        }
      }
      return Polynomial.sum(products, shape);
    }

    private Term kron(Expr left, Expr right) {
      if (left instanceof Expr.Identity a && right instanceof Expr.Identity b) {
        return Term.identity(a.size().times(b.size()));
      }
      // A column by a row is their product, and so is a row by a column.
      if (left.shape().isColumn() && right.shape().isRow()) {
        return times(atom(read(left)), atom(read(right)), outer(left, right));
      }
      if (left.shape().isRow() && right.shape().isColumn()) {
        return times(atom(read(right)), atom(read(left)), outer(right, left));
      }
      return oriented(new Expr.Kron(left, right)).single();
    }

    private Shape outer(Expr column, Expr row) {
      return new Shape(column.shape().rows(), row.shape().columns());
    }

    // ---- entry by entry

    private Polynomial hadamard(Polynomial a, Polynomial b, int sign, Shape shape) {
      if (a.isZero()) {
        return Polynomial.zero(shape);
      }
      if (b.isZero() && sign > 0) {
        return Polynomial.zero(shape);
      }
      if (sign > 0 && (a.shape().isScalar() || b.shape().isScalar())) {
        return times(a, b, shape);
      }
      if (sign < 0 && b.shape().isScalar()) {
        return times(a, invert(b), shape);
      }
      if (b.isZero()) {
        return Polynomial.of(Term.matrix(new Expr.ElementDivide(form(a), form(b))));
      }
      if (expand && a.terms().size() * (sign > 0 ? b.terms().size() : 1) > 1) {
        return hadamardExpanded(a, b, sign, shape);
      }
      return Polynomial.of(hadamard(atom(a), atom(b), sign, shape));
    }

    private Polynomial hadamardExpanded(Polynomial a, Polynomial b, int sign, Shape shape) {
      List<Term> products = new ArrayList<>();
      for (Term left : a.terms()) {
        for (Term right : sign > 0 ? b.terms() : List.of(atom(b))) {
          products.add(hadamard(left, right, sign, shape));
        }
      }
      return products.size() > MOST_TERMS
          ? Polynomial.of(hadamard(atom(a), atom(b), sign, shape))
          : Polynomial.sum(products, shape);
    }

    private Term hadamard(Term a, Term b, int sign, Shape shape) {
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
        return atom(read(product));
      }
      return Term.matrix(product);
    }

    private Polynomial elementPower(Expr.ElementPower power) {
      if (power.shape().isScalar()) {
        return read(new Expr.Power(power.left(), power.right()));
      }
      Polynomial base = read(power.left());
      Polynomial exponent = read(power.right());
      boolean constant =
          exponent.shape().isScalar()
              && (exponent.isZero() || exponent.isSingle() && exponent.single().isNumber());
      if (!constant || base.isZero() || base.shape().isScalar()) {
        return Polynomial.of(Term.matrix(new Expr.ElementPower(form(base), form(exponent))));
      }
      Fraction k = exponent.isZero() ? Fraction.ZERO : exponent.single().coefficient();
      if (k.isZero()) {
        return Polynomial.of(Term.matrix(new Expr.Ones(power.shape())));
      }
      if (k.isOne()) {
        return base;
      }
      Term term = atom(base);
      if (!k.isWhole() && !(term.coefficient().isOne() && term.isPlain())
          || !k.isWhole() && !isAtom(term)) {
        return Polynomial.of(Term.matrix(new Expr.ElementPower(form(base), k.toExpr())));
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
}
