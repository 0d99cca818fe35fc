package handgrad.check;

import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far a rounded number may be from the exact one: half a unit of the last digit written. */
final class Rounding {
  // A little more than a half, for the exact number is itself a double.
  private static final BigDecimal HALF = new BigDecimal("0.5000001");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.(?<decimals>[0-9]+))?");

  private final Matcher written;

  private Rounding(String text) {
    this.written = NUMBER.matcher(text);
  }

  /**
   * The half units of all entries.
   *
   * @param e a decimal, or a matrix of decimals; a whole number may stand before it as a factor
   * @param text what it was read from: an expression forgets the zeros at a number's end
   * @throws FormulaException if there is anything but decimals
   */
  static Expr of(Expr e, String text) {
    return new Rounding(text).units(e);
  }

  private Expr units(Expr e) {
    if (e instanceof Expr.Num && written.find()) {
      String decimals = written.group("decimals");
      return new Expr.Num(HALF.movePointLeft(decimals == null ? 0 : decimals.length()));
    }
    if (e instanceof Expr.Mult times && times.left() instanceof Expr.Num && written.find()) {
      return new Expr.Mult(times.left(), units(times.right()));
    }
    if (e instanceof Expr.Negate minus) {
      return units(minus.operand());
    }
    if (e instanceof Expr.Literal literal) {
      return literal.withOperands(literal.operands().stream().map(this::units).toList());
    }
    throw new FormulaException("expr.no-decimal");
  }
}
