package handgrad.derive;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.Function;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes a {@link Polynomial} as an expression, common factors taken out. */
final class Writer {
  /** Of two ways to write the same thing, the one with fewer transposes; then by the alphabet. */
  static final Comparator<Expr> PREFERENCE =
      Comparator.comparingInt(Writer::transposes)
          .thenComparing(e -> !startsWithMember(e))
          .thenComparing(Ascii::print);

  private Writer() {}

  // x_i'*w, not w'*x_i: the data before what is sought.
  private static boolean startsWithMember(Expr e) {
    if (e instanceof Expr.Mult || e instanceof Expr.Transpose) {
      return startsWithMember(e.operands().get(0));
    }
    return e instanceof Expr.Member;
  }

  private static boolean isMember(Term term) {
    List<Pow> factors = term.shape().isScalar() ? term.scalars() : term.chain();
    return term.coefficient().abs().isOne()
        && factors.size() == 1
        && factors.get(0).exponent().isOne()
        && (factors.get(0).base() instanceof Expr.Member
            || factors.get(0).base() instanceof Expr.Transpose t
                && t.operand() instanceof Expr.Member);
  }

  static Expr write(Polynomial p) {
    if (p.isZero()) {
      return p.shape().isScalar() ? Expr.Num.ZERO : new Expr.Zeros(p.shape());
    }
    return signed(sum(sorted(p.terms()), p.shape()));
  }

  /** The sum without common factors taken out: equal polynomials give equal expressions. */
  static Expr plain(Polynomial p) {
    List<Signed> summands = new ArrayList<>();
    for (Term term : sorted(p.terms())) {
      summands.add(term(term));
    }
    return signed(add(summands, p.shape()));
  }

  /** The greatest common part of the coefficients, with the sign of the first term. */
  static Fraction content(Polynomial p) {
    BigInteger top = BigInteger.ZERO;
    BigInteger bottom = BigInteger.ONE;
    for (Term term : p.terms()) {
      Fraction c = term.coefficient();
      top = top.gcd(c.numerator());
      bottom = bottom.multiply(c.denominator()).divide(bottom.gcd(c.denominator()));
    }
    Fraction content = new Fraction(top, bottom);
    return sorted(p.terms()).get(0).coefficient().signum() < 0 ? content.negate() : content;
  }

  /** The matrices of a term, without its numbers. */
  static Expr chain(Term term) {
    List<Expr> factors = new ArrayList<>();
    for (Pow pow : term.chain()) {
      factors.add(matrixPower(pow));
    }
    return Factors.product(factors, term.shape().rows());
  }

  // ---- measures

  static int transposes(Expr e) {
    int count = e instanceof Expr.Transpose || e instanceof Expr.Negate ? 1 : 0;
    for (Expr operand : e.operands()) {
      count += transposes(operand);
    }
    return count;
  }

  /** The number of names and operations. */
  static int weight(Expr e) {
    int count = 1;
    for (Expr operand : e.operands()) {
      count += weight(operand);
    }
    return count;
  }

  static boolean isSum(Expr e) {
    return e instanceof Expr.Plus || e instanceof Expr.Minus;
  }

  /** Whether a sum stands in brackets anywhere, so that multiplying out may change the form. */
  static boolean hasSumFactor(Expr e) {
    for (Expr operand : e.operands()) {
      if (isSum(operand) && !isSum(e) || hasSumFactor(operand)) {
        return true;
      }
    }
    return false;
  }

  // ---- sums

  private record Signed(boolean negative, Expr expr) {}

  private static Expr signed(Signed s) {
    return s.negative() ? Factors.negate(s.expr()) : s.expr();
  }

  private static List<Term> sorted(List<Term> terms) {
    List<Term> all = new ArrayList<>(terms);
    if (all.size() > 1) {
      // x_i before m; A before A', whatever stands behind them.
      all.sort(
          Comparator.comparing((Term t) -> !isMember(t))
              .thenComparing(t -> key(t).replace("'", ""))
              .thenComparing(t -> key(t).length())
              .thenComparing(Writer::key));
    }
    return all;
  }

  private static String key(Term term) {
    if (term.shape().isScalar()) {
      return term.scalars().isEmpty() ? "" : Ascii.print(numbers(term.scalars()));
    }
    String chain = term.chain().isEmpty() ? "~" : Ascii.print(chain(term));
    if (term.chain().size() == 1 && term.chain().get(0).base() instanceof Expr.Ones) {
      chain = "";
    }
    return chain + " " + (term.scalars().isEmpty() ? "" : Ascii.print(numbers(term.scalars())));
  }

  private static Expr numbers(List<Pow> scalars) {
    return term(new Term(Fraction.ONE, scalars, List.of(), Shape.SCALAR)).expr();
  }

  private static Signed sum(List<Term> terms, Shape shape) {
    if (terms.size() == 1) {
      return term(terms.get(0));
    }
    Common common = Common.of(terms);
    boolean groups = Common.largestGroup(terms).size() > 1;
    if (!common.isOne() && !(common.isNumber() && groups)) {
      return bracketed(common, terms, shape);
    }
    List<Signed> summands = new ArrayList<>();
    List<Term> rest = new ArrayList<>(terms);
    while (!rest.isEmpty()) {
      List<Term> group = Common.largestGroup(rest);
      rest.removeAll(group);
      summands.add(sum(group, shape));
    }
    return add(summands, shape);
  }

  private static Signed bracketed(Common common, List<Term> terms, Shape shape) {
    List<Term> inner = new ArrayList<>();
    for (Term term : terms) {
      inner.add(common.strip(term));
    }
    Shape innerShape = inner.get(0).shape();
    Signed bracket = sum(sorted(Polynomial.sum(inner, innerShape).terms()), innerShape);
    List<Pow> chain = new ArrayList<>(common.left());
    List<Pow> scalars = common.scalars();
    Pow middle = new Pow(bracket.expr());
    if (innerShape.isScalar()) {
      scalars = Term.merge(scalars, List.of(middle));
    } else {
      chain.add(middle);
    }
    chain.addAll(common.right());
    Fraction sign = bracket.negative() ? Fraction.of(-1) : Fraction.ONE;
    Term product = new Term(common.coefficient().times(sign), scalars, chain, shape);
    return term(product);
  }

  /** Positive summands first; a number beside a matrix is added to every entry. */
  private static Signed add(List<Signed> summands, Shape shape) {
    List<Signed> ordered = new ArrayList<>();
    for (boolean negative : new boolean[] {false, true}) {
      for (Signed s : summands) {
        if (s.negative() == negative) {
          ordered.add(s);
        }
      }
    }
    boolean matrix = false;
    for (Signed s : ordered) {
      matrix |= !isConstantMatrix(s.expr());
    }
    Expr sum = null;
    boolean negative = ordered.get(0).negative();
    for (Signed s : ordered) {
      Expr e = matrix && !shape.isScalar() ? withoutOnes(s.expr()) : s.expr();
      if (sum == null) {
        sum = e;
      } else {
        sum = s.negative() == negative ? new Expr.Plus(sum, e) : new Expr.Minus(sum, e);
      }
    }
    return new Signed(negative, sum);
  }

  private static boolean isConstantMatrix(Expr e) {
    return e instanceof Expr.Ones
        || e instanceof Expr.Mult m && m.left().shape().isScalar() && m.right() instanceof Expr.Ones
        || e instanceof Expr.Divide d && isConstantMatrix(d.left());
  }

  private static Expr withoutOnes(Expr e) {
    if (!isConstantMatrix(e)) {
      return e;
    }
    if (e instanceof Expr.Mult m) {
      return m.left();
    }
    if (e instanceof Expr.Divide d) {
      return new Expr.Divide(withoutOnes(d.left()), d.right());
    }
    return Expr.Num.ONE;
  }

  // ---- one term

  private static Signed term(Term term) {
    Term positive = turnSum(term);
    Fraction c = positive.coefficient().abs();
    List<Expr> top = new ArrayList<>();
    List<Expr> bottom = new ArrayList<>();
    if (!c.numerator().equals(BigInteger.ONE)) {
      top.add(c.top());
    }
    if (!c.isWhole()) {
      bottom.add(c.bottom());
    }
    for (Pow pow : positive.scalars()) {
      boolean below = pow.exponent().signum() < 0;
      (below ? bottom : top).add(scalarPower(pow.base(), pow.exponent().abs()));
    }
    for (Pow pow : positive.chain()) {
      top.add(matrixPower(pow));
    }
    if (positive.chain().isEmpty() && !positive.shape().isScalar()) {
      top.add(new Expr.Identity(positive.shape().rows()));
    }
    Expr e = Factors.product(top, Size.ONE);
    if (!bottom.isEmpty()) {
      e = new Expr.Divide(e, Factors.product(bottom));
    }
    return new Signed(positive.coefficient().signum() < 0, e);
  }

  // -2*X'*(y - X*w)  is written 2*X'*(X*w - y).
  private static Term turnSum(Term term) {
    if (term.coefficient().signum() >= 0) {
      return term;
    }
    for (boolean matrices : new boolean[] {true, false}) {
      List<Pow> pows = matrices ? term.chain() : term.scalars();
      for (int i = 0; i < pows.size(); i++) {
        Expr turned = turned(pows.get(i));
        if (turned == null) {
          continue;
        }
        List<Pow> all = new ArrayList<>(pows);
        all.set(i, new Pow(turned, pows.get(i).exponent()));
        return matrices
            ? new Term(term.coefficient().negate(), term.scalars(), all, term.shape())
            : new Term(term.coefficient().negate(), all, term.chain(), term.shape());
      }
    }
    return term;
  }

  private static Expr turned(Pow pow) {
    boolean odd = pow.exponent().isWhole() && pow.exponent().numerator().testBit(0);
    if (!odd) {
      return null;
    }
    if (pow.base() instanceof Expr.Transpose t) {
      Expr turned = turned(new Pow(t.operand()));
      return turned == null ? null : new Expr.Transpose(turned);
    }
    if (pow.base() instanceof Expr.IndexedSum sum) {
      Expr turned = turnedFactor(sum.operand());
      return turned == null ? null : sum.withOperands(List.of(turned));
    }
    return pow.base() instanceof Expr.Minus minus && !isSum(minus.left())
        ? new Expr.Minus(minus.right(), minus.left())
        : null;
  }

  // (x_i - m)*y_i'  is  -(m - x_i)*y_i'.
  private static Expr turnedFactor(Expr e) {
    if (!(e instanceof Expr.Mult || e instanceof Expr.Divide)) {
      return turned(new Pow(e));
    }
    for (int i = 0; i < (e instanceof Expr.Mult ? 2 : 1); i++) {
      Expr turned = turnedFactor(e.operands().get(i));
      if (turned != null) {
        List<Expr> operands = new ArrayList<>(e.operands());
        operands.set(i, turned);
        return e.withOperands(operands);
      }
    }
    return null;
  }

  private static Expr scalarPower(Expr base, Fraction exponent) {
    if (exponent.isOne()) {
      return base;
    }
    if (exponent.equals(Fraction.HALF)) {
      return new Expr.Elementwise(Function.Elementary.SQRT, base);
    }
    return new Expr.Power(base, exponent.toExpr());
  }

  private static Expr matrixPower(Pow pow) {
    Expr base = pow.base();
    if (pow.exponent().signum() < 0) {
      base =
          base instanceof Expr.Transpose t
              ? new Expr.Transpose(new Expr.Inverse(t.operand()))
              : new Expr.Inverse(base);
    }
    Fraction exponent = pow.exponent().abs();
    return exponent.isOne() ? base : new Expr.Power(base, exponent.top());
  }
}
