package handgrad.expr;

import java.util.List;

/** The shape rules of every kind of {@link Expr}, and the errors of those that do not fit. */
final class Shapes {
  private Shapes() {}

  static void square(String function, Expr operand) {
    if (!operand.shape().isSquare()) {
      throw new FormulaException(
          "expr.not-square", function, Ascii.brief(operand), operand.shape());
    }
  }

  static Shape entrywise(String operator, Expr left, Expr right) {
    Shape a = left.shape();
    Shape b = right.shape();
    if (a.equals(b) || b.isScalar()) {
      return a;
    }
    if (a.isScalar()) {
      return b;
    }
    throw new FormulaException(
        "expr.shapes-differ", operator, Ascii.brief(left), a, Ascii.brief(right), b);
  }

  static Shape mult(Expr left, Expr right) {
    Shape a = left.shape();
    Shape b = right.shape();
    if (a.isScalar()) {
      return b;
    }
    if (b.isScalar()) {
      return a;
    }
    if (!a.columns().equals(b.rows())) {
      throw new FormulaException(
          "expr.product-shapes",
          Ascii.brief(left),
          a,
          Ascii.brief(right),
          b,
          a.columns(),
          b.rows());
    }
    return new Shape(a.rows(), b.columns());
  }

  static void divide(Expr left, Expr right) {
    if (!right.shape().isScalar()) {
      throw new FormulaException(
          right.shape().isSquare() ? "expr.divide-square" : "expr.divide-matrix",
          Ascii.brief(left),
          Ascii.brief(right),
          right.shape());
    }
  }

  static void power(Expr base, Expr exponent) {
    Shape shape = base.shape();
    if (!exponent.shape().isScalar()) {
      throw new FormulaException("expr.exponent-matrix", Ascii.brief(exponent), exponent.shape());
    }
    if (shape.isScalar()) {
      return;
    }
    String text = Ascii.brief(base);
    if (!shape.isSquare()) {
      throw new FormulaException("expr.power-not-square", text, shape);
    }
    if (!isWhole(exponent)) {
      throw new FormulaException("expr.power-not-whole", text, shape, Ascii.brief(exponent));
    }
  }

  private static boolean isWhole(Expr exponent) {
    Expr number = exponent instanceof Expr.Negate negate ? negate.operand() : exponent;
    return number instanceof Expr.Num num && num.value().scale() <= 0;
  }

  static Shape diag(Expr operand) {
    Shape x = operand.shape();
    if (x.isVector()) {
      Size n = x.isColumn() ? x.rows() : x.columns();
      return new Shape(n, n);
    }
    square("diag", operand);
    return new Shape(x.rows(), Size.ONE);
  }

  static void literal(int rows, int columns, List<Expr> entries) {
    if (entries.size() != rows * columns || entries.isEmpty()) {
      throw new FormulaException("expr.literal-size", rows, columns, entries.size());
    }
    for (int i = 0; i < entries.size(); i++) {
      Expr entry = entries.get(i);
      if (!entry.shape().isScalar()) {
        throw new FormulaException(
            "expr.literal-entry",
            Ascii.brief(entry),
            entry.shape(),
            i / columns + 1,
            i % columns + 1);
      }
    }
  }
}
