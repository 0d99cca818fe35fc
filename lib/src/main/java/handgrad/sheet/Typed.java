package handgrad.sheet;

import handgrad.expr.Expr;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as they were typed, row by row: a decimal with the digits given, which an expression
 * forgets ({@code 0.20} has two), anything else with its value.
 */
final class Typed {
  private static final Pattern WITH_COMMA = Pattern.compile("\\d+(?:[.,]\\d+)?|[.,]\\d+");
  private static final Pattern WITH_POINT = Pattern.compile("\\d+(?:\\.\\d+)?|\\.\\d+");
  private static final double CLOSE = 1e-12;

  private final double[] values;
  private final List<BigDecimal> decimals;

  private Typed(double[] values, List<BigDecimal> decimals) {
    this.values = values;
    this.decimals = decimals;
  }

  /**
   * @param text what the answer was read from
   * @return null where the answer is not made of numbers alone
   */
  static Typed of(Expr answer, String text) {
    if (!isConstant(answer)) {
      return null;
    }
    double[] values = Tape.output(answer, Point.EMPTY).data;
    List<BigDecimal> plain = new ArrayList<>();
    if (!decimals(answer, false, plain)) {
      return new Typed(values, List.of());
    }
    for (Pattern pattern : List.of(WITH_COMMA, WITH_POINT)) {
      List<BigDecimal> written = written(pattern, text);
      if (written.size() == plain.size()) {
        for (int i = 0; i < plain.size(); i++) {
          BigDecimal signed = plain.get(i).signum() < 0 ? written.get(i).negate() : written.get(i);
          written.set(i, signed);
        }
        if (equal(written, plain)) {
          return new Typed(values, written);
        }
      }
    }
    return new Typed(values, plain);
  }

  static boolean isConstant(Expr expr) {
    boolean sized = expr.shape().rows().isNumber() && expr.shape().columns().isNumber();
    return sized
        && !(expr instanceof Expr.Variable || expr instanceof Expr.SizeNumber)
        && expr.operands().stream().allMatch(Typed::isConstant);
  }

  // Helper lines before the last one are no part of the numbers.
  private static List<BigDecimal> written(Pattern pattern, String text) {
    List<BigDecimal> written = new ArrayList<>();
    Matcher number = pattern.matcher(text.strip().replaceFirst("(?s).*\\n", ""));
    while (number.find()) {
      written.add(new BigDecimal(number.group().replace(',', '.')));
    }
    return written;
  }

  private static boolean equal(List<BigDecimal> a, List<BigDecimal> b) {
    boolean equal = true;
    for (int i = 0; i < a.size(); i++) {
      equal &= a.get(i).compareTo(b.get(i)) == 0;
    }
    return equal;
  }

  private static boolean decimals(Expr expr, boolean negative, List<BigDecimal> all) {
    if (expr instanceof Expr.Num num) {
      all.add(negative ? num.value().negate() : num.value());
      return true;
    }
    if (expr instanceof Expr.Negate minus) {
      return decimals(minus.operand(), !negative, all);
    }
    return expr instanceof Expr.Literal literal
        && literal.entries().stream().allMatch(entry -> decimals(entry, negative, all));
  }

  /** Whether these are the exact values, rounded to the digits typed, two of them at least. */
  boolean are(double[] exact) {
    boolean are = exact.length == values.length;
    for (int i = 0; are && i < exact.length; i++) {
      are = is(i, exact[i]);
    }
    return are;
  }

  /** Whether these are the exact values rounded, some to one digit only. */
  boolean areRounded(double[] exact) {
    return rounded(exact, 0.5000001);
  }

  /** Whether these are near the exact values: off by a few units of the last digit typed. */
  boolean areNear(double[] exact) {
    return rounded(exact, 3);
  }

  // Off by at most so many units of the last digit, and by a tenth of the value.
  private boolean rounded(double[] exact, double units) {
    boolean rounded = exact.length == values.length && !decimals.isEmpty();
    for (int i = 0; rounded && i < exact.length; i++) {
      double unit = Math.pow(10, -Math.max(0, decimals.get(i).scale()));
      double apart = Math.abs(values[i] - exact[i]);
      boolean decimal = decimals.get(i).scale() > 0;
      rounded = apart == 0 || decimal && apart <= Math.min(units * unit, Math.abs(exact[i]) / 10);
    }
    return rounded;
  }

  private boolean is(int i, double exact) {
    if (decimals.isEmpty()) {
      return Math.abs(values[i] - exact) <= CLOSE * Math.max(1, Math.abs(exact));
    }
    BigDecimal number = decimals.get(i);
    BigDecimal value = new BigDecimal(exact);
    if (value.compareTo(number) == 0) {
      return true;
    }
    boolean enough = number.precision() >= 2 && number.scale() > 0;
    return enough && value.setScale(number.scale(), RoundingMode.HALF_UP).compareTo(number) == 0;
  }

  /** Whether these are the exact values but for the signs of some, not of all. */
  boolean haveOtherSigns(double[] exact) {
    if (exact.length != values.length || exact.length < 2) {
      return false;
    }
    double[] signed = exact.clone();
    for (int i = 0; i < signed.length; i++) {
      signed[i] = Math.copySign(signed[i], signed[i] == 0 ? signed[i] : values[i]);
    }
    return !Arrays.equals(signed, exact) && are(signed);
  }

  /** Whether these are the exact values at other places. */
  boolean haveOtherPlaces(double[] exact) {
    if (exact.length != values.length || exact.length < 2) {
      return false;
    }
    Integer[] typed = order(values);
    Integer[] right = order(exact);
    double[] moved = exact.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[typed[i]] = exact[right[i]];
    }
    return are(moved);
  }

  private static Integer[] order(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
    return order;
  }

  /** The number, from 1, of the first value that is not the exact one; 0 if all are. */
  int firstOther(double[] exact) {
    for (int i = 0; i < Math.min(exact.length, values.length); i++) {
      if (!is(i, exact[i])) {
        return i + 1;
      }
    }
    return 0;
  }
}
