package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What all terms of a sum share: a number, powers of numbers, factors on the left and right. */
record Common(
    Fraction coefficient, List<Pow> scalars, List<Pow> left, List<Pow> right, boolean whole) {

  static Common of(List<Term> terms) {
    List<Pow> scalars = new ArrayList<>(terms.get(0).scalars());
    int left = terms.get(0).chain().size();
    int right = left;
    int shortest = left;
    int longest = left;
    for (Term term : terms) {
      scalars.retainAll(term.scalars());
      left = Math.min(left, sharedLeft(terms.get(0), term));
      right = Math.min(right, sharedRight(terms.get(0), term));
      shortest = Math.min(shortest, term.chain().size());
      longest = Math.max(longest, term.chain().size());
    }
    right = Math.min(right, shortest - left);
    List<Pow> chain = terms.get(0).chain();
    Fraction coefficient =
        left + right > 0 || !scalars.isEmpty() || isFlat(terms) ? number(terms) : Fraction.ONE;
    return new Common(
        coefficient,
        List.copyOf(scalars),
        List.copyOf(chain.subList(0, left)),
        List.copyOf(chain.subList(chain.size() - right, chain.size())),
        longest > 0 && longest == left);
  }

  boolean isOne() {
    return coefficient.isOne() && scalars.isEmpty() && left.isEmpty() && right.isEmpty();
  }

  boolean isNumber() {
    return scalars.isEmpty() && left.isEmpty() && right.isEmpty();
  }

  Term strip(Term term) {
    List<Pow> rest = new ArrayList<>(term.scalars());
    rest.removeAll(scalars);
    List<Pow> chain = term.chain().subList(left.size(), term.chain().size() - right.size());
    if (whole) {
      return new Term(
          term.coefficient().times(coefficient.invert()), rest, List.of(), Shape.SCALAR);
    }
    Size rows =
        left.isEmpty() ? term.shape().rows() : left.get(left.size() - 1).base().shape().columns();
    Size columns = right.isEmpty() ? term.shape().columns() : right.get(0).base().shape().rows();
    return new Term(
        term.coefficient().times(coefficient.invert()), rest, chain, new Shape(rows, columns));
  }

  /** The most terms that share a factor on one side; the first term alone if there are none. */
  static List<Term> largestGroup(List<Term> terms) {
    List<Term> best = List.of(terms.get(0));
    for (boolean atLeft : new boolean[] {true, false}) {
      List<Term> group = new ArrayList<>();
      for (Term term : terms) {
        int shared = atLeft ? sharedLeft(terms.get(0), term) : sharedRight(terms.get(0), term);
        if (shared > 0) {
          group.add(term);
        }
      }
      if (group.size() > best.size()) {
        best = group;
      }
    }
    return best;
  }

  private static int sharedLeft(Term a, Term b) {
    int n = Math.min(a.chain().size(), b.chain().size());
    int i = 0;
    while (i < n && a.chain().get(i).equals(b.chain().get(i))) {
      i++;
    }
    return i;
  }

  private static int sharedRight(Term a, Term b) {
    int n = Math.min(a.chain().size(), b.chain().size());
    int i = 0;
    while (i < n
        && a.chain()
            .get(a.chain().size() - 1 - i)
            .equals(b.chain().get(b.chain().size() - 1 - i))) {
      i++;
    }
    return i;
  }

  // 2*(A + B), but 2*X'*(X*w - y) + 2*lam*w: no bracket round brackets.
  private static boolean isFlat(List<Term> terms) {
    for (Term term : terms) {
      if (term.isNumber()) {
        return false;
      }
      for (Pow pow : term.chain()) {
        if (hasSum(pow.base())) {
          return false;
        }
      }
      for (Pow pow : term.scalars()) {
        if (hasSum(pow.base())) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hasSum(Expr e) {
    return Writer.isSum(e) || e instanceof Expr.Transpose t && hasSum(t.operand());
  }

  private static Fraction number(List<Term> terms) {
    BigInteger top = BigInteger.ZERO;
    BigInteger bottom = null;
    boolean positive = false;
    for (Term term : terms) {
      Fraction c = term.coefficient();
      top = top.gcd(c.numerator());
      bottom = bottom == null || bottom.equals(c.denominator()) ? c.denominator() : BigInteger.ONE;
      positive |= c.signum() > 0;
    }
    Fraction number = new Fraction(top, bottom);
    return positive ? number : number.negate();
  }
}
