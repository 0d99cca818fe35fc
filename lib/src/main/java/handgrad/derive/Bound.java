package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Function;
import handgrad.expr.Function.Elementary;
import java.util.Locale;
import java.util.Map;

/** Letters for functions bound to known ones: {@code f = relu}. */
public final class Bound {
  private Bound() {}

  /**
   * A formula in which letters with a known function stand for it, and with one prime for its
   * derivative; other letters and further primes stay.
   *
   * @param functions the known function's name for each letter
   */
  public static Expr bind(Expr e, Map<String, String> functions) {
    if (functions.isEmpty() || e.operands().isEmpty()) {
      return e;
    }
    Expr over = e.withOperands(e.operands().stream().map(o -> bind(o, functions)).toList());
    boolean bound =
        over instanceof Expr.Elementwise letter
            && letter.function() instanceof Function.Named named
            && functions.containsKey(named.name())
            && named.order() < 2;
    if (!bound) {
      return over;
    }
    Expr.Elementwise letter = (Expr.Elementwise) over;
    Function.Named named = (Function.Named) letter.function();
    String known = functions.get(named.name()).toUpperCase(Locale.ROOT);
    Expr.Elementwise value = new Expr.Elementwise(Elementary.valueOf(known), letter.operand());
    return named.order() == 0 ? value : Differential.slope(value);
  }
}
