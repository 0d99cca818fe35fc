package handgrad.expr;

import handgrad.words.Message;
import org.ejml.data.DMatrixRMaj;

/** The errors of a value that does not exist: each names the sub-expression and its value. */
final class Domain {
  private Domain() {}

  /** The value of an entry of a sub-expression: {@code x - 3 = -1}. */
  private static Message at(Expr expr, Slot shape, double value, int index) {
    String text = Ascii.print(expr);
    return shape.isScalar()
        ? Message.of("tape.at-number", text, Numbers.text(value))
        : Message.of(
            "tape.at-entry",
            text,
            Numbers.text(value),
            index / shape.columns + 1,
            index % shape.columns + 1);
  }

  /** A function's value is NaN or infinite. */
  static FormulaException function(Slot out, Expr operand, double x, int index) {
    Function function = ((Expr.Elementwise) out.expr).function();
    Message at = at(operand, out, x, index);
    if (function == Function.Elementary.LOG && x <= 0) {
      return new FormulaException(x == 0 ? "tape.log-zero" : "tape.log-negative", at);
    }
    if (function == Function.Elementary.SQRT && x < 0) {
      return new FormulaException("tape.sqrt", at);
    }
    return new FormulaException("tape.overflow-function", function.text(), at);
  }

  static FormulaException division(Slot out, int index) {
    Expr.Binary division = (Expr.Binary) out.expr;
    Expr divisor = division.right();
    return divisor.shape().isScalar() || out.isScalar()
        ? new FormulaException(
            "tape.division",
            Ascii.print(out.expr),
            Message.of("tape.at-number", Ascii.print(divisor), "0"))
        : new FormulaException("tape.division", Ascii.print(out.expr), at(divisor, out, 0, index));
  }

  static FormulaException power(Slot out, double base, double exponent, int index) {
    Expr.Binary power = (Expr.Binary) out.expr;
    Message at =
        power.left().shape().isScalar() || out.isScalar()
            ? Message.of("tape.at-number", Ascii.print(power.left()), Numbers.text(base))
            : at(power.left(), out, base, index);
    return base == 0
        ? new FormulaException("tape.power-zero", Ascii.print(power), at, Numbers.text(exponent))
        : new FormulaException(
            "tape.power-negative", Ascii.print(power), at, Numbers.text(exponent));
  }

  static FormulaException singular(Expr inverse, Expr operand, DMatrixRMaj value) {
    return new FormulaException(
        "tape.singular", Ascii.print(inverse), Ascii.print(operand), Numbers.text(value));
  }

  static FormulaException logDetSingular(Expr logDet, Expr operand, DMatrixRMaj value) {
    return new FormulaException(
        "tape.logdet-singular", Ascii.print(logDet), Ascii.print(operand), Numbers.text(value));
  }

  static FormulaException logDetNegative(Expr logDet, Expr operand, double det) {
    return new FormulaException(
        "tape.logdet-negative", Ascii.print(logDet), Ascii.print(operand), Numbers.text(det));
  }

  /** A value too large for a double. */
  static FormulaException overflow(Slot slot) {
    return new FormulaException("tape.overflow", Ascii.print(slot.expr));
  }

  /** A gradient that is infinite or too large. */
  static FormulaException gradient(Slot slot, Expr of) {
    return new FormulaException("tape.gradient-infinite", Ascii.print(of), Ascii.print(slot.expr));
  }
}
