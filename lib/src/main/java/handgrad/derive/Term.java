package handgrad.derive;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A number times powers of numbers times a chain of matrices: {@code 2*s^(-1)*A*X'}. The scalars
 * are sorted and the chain is reduced, so that like terms have equal {@link #like}.
 */
record Term(Fraction coefficient, List<Pow> scalars, List<Pow> chain, Shape shape) {
  private static final Comparator<Pow> ORDER =
      Comparator.comparing((Pow p) -> rank(p.base())).thenComparing(p -> Ascii.print(p.base()));

  Term {
    scalars = List.copyOf(scalars);
    chain = List.copyOf(chain);
  }

  /** What two terms share that can be added. */
  record Like(List<Pow> scalars, List<Pow> chain) {}

  Like like() {
    return new Like(scalars, chain);
  }

  static Term number(Fraction value) {
    return new Term(value, List.of(), List.of(), Shape.SCALAR);
  }

  static Term scalar(Expr base) {
    return new Term(Fraction.ONE, List.of(new Pow(base)), List.of(), Shape.SCALAR);
  }

  static Term matrix(Expr base) {
    return new Term(Fraction.ONE, List.of(), List.of(new Pow(base)), base.shape());
  }

  static Term of(Expr base) {
    return base.shape().isScalar() ? scalar(base) : matrix(base);
  }

  static Term identity(Size size) {
    return new Term(Fraction.ONE, List.of(), List.of(), new Shape(size, size));
  }

  Term scaled(Fraction factor) {
    return new Term(coefficient.times(factor), scalars, chain, shape);
  }

  /** This term times the numbers of another. */
  Term scaledBy(Term numbers) {
    return new Term(
        coefficient.times(numbers.coefficient), merge(scalars, numbers.scalars), chain, shape);
  }

  /** Whether nothing but the coefficient stands beside the chain. */
  boolean isPlain() {
    return scalars.isEmpty();
  }

  /** Whether there is nothing but the chain. */
  boolean isBare() {
    return scalars.isEmpty() && coefficient.isOne();
  }

  boolean isNumber() {
    return scalars.isEmpty() && chain.isEmpty() && shape.isScalar();
  }

  static List<Pow> merge(List<Pow> left, List<Pow> right) {
    if (right.isEmpty()) {
      return left;
    }
    List<Pow> all = new ArrayList<>(left);
    for (Pow pow : right) {
      int at = indexOf(all, pow.base());
      if (at < 0) {
        all.add(pow);
        continue;
      }
      Fraction exponent = all.get(at).exponent().plus(pow.exponent());
      if (exponent.isZero()) {
        all.remove(at);
      } else {
        all.set(at, new Pow(pow.base(), exponent));
      }
    }
    all.sort(ORDER);
    return all;
  }

  private static int indexOf(List<Pow> pows, Expr base) {
    for (int i = 0; i < pows.size(); i++) {
      if (pows.get(i).base().equals(base)) {
        return i;
      }
    }
    return -1;
  }

  // Names stand before functions of them, and sums come last.
  private static int rank(Expr e) {
    if (e instanceof Expr.Leaf || e instanceof Expr.Member) {
      return 0;
    }
    return e instanceof Expr.Plus || e instanceof Expr.Minus ? 2 : 1;
  }
}
