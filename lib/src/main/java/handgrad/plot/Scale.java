package handgrad.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** An axis: its ends and its major ticks, decades on a logarithmic one. */
final class Scale {

  /** A tick: its value and its label. */
  record Tick(double value, Label label) {}

  private final boolean logarithmic;
  private final boolean whole;
  private final double from;
  private final double to;

  private Scale(boolean logarithmic, boolean whole, double from, double to) {
    this.logarithmic = logarithmic;
    this.whole = whole;
    this.from = from;
    this.to = to;
  }

  /** From one power of ten to another. */
  static Scale decades(int from, int to) {
    return new Scale(true, false, decade(from), decade(Math.max(to, from + 1)));
  }

  /** A linear axis that holds both values, with some room around. */
  static Scale linear(double least, double most) {
    double span = most - least;
    double room = span == 0 ? Math.max(1, Math.abs(most) / 2) : span * 0.05;
    return new Scale(false, false, least - room, most + room);
  }

  /** An axis that holds all values. */
  static Scale of(List<Double> values, boolean logarithmic) {
    double least = values.stream().mapToDouble(v -> v).min().orElseThrow();
    double most = values.stream().mapToDouble(v -> v).max().orElseThrow();
    if (logarithmic) {
      return decades(floor(least), ceil(most));
    }
    Scale scale = linear(least, most);
    boolean whole = values.stream().allMatch(v -> v == Math.rint(v));
    return new Scale(false, whole, scale.from, scale.to);
  }

  /** The power of ten at or below a value. */
  static int floor(double value) {
    return (int) Math.floor(StrictMath.log10(value) + 1e-9);
  }

  /** The power of ten at or above a value. */
  static int ceil(double value) {
    return (int) Math.ceil(StrictMath.log10(value) - 1e-9);
  }

  boolean logarithmic() {
    return logarithmic;
  }

  double from() {
    return from;
  }

  double to() {
    return to;
  }

  static double decade(int power) {
    return new BigDecimal("1e" + power).doubleValue();
  }

  /** Where a value stands, 0 at the beginning of the axis and 1 at its end. */
  double place(double value) {
    if (logarithmic) {
      return (StrictMath.log10(value) - StrictMath.log10(from))
          / (StrictMath.log10(to) - StrictMath.log10(from));
    }
    return (value - from) / (to - from);
  }

  /** The major ticks, at most some. */
  List<Tick> ticks(int most) {
    return logarithmic ? powers(most) : steps(most);
  }

  private List<Tick> powers(int most) {
    int first = (int) Math.round(StrictMath.log10(from));
    int last = (int) Math.round(StrictMath.log10(to));
    int step = 1;
    while ((last - first) / step + 1 > most) {
      step++;
    }
    List<Tick> ticks = new ArrayList<>();
    for (int power = first; power <= last; power++) {
      if (Math.floorMod(power, step) == 0) {
        String label = power == 0 ? "1" : power == 1 ? "10" : "$10^{" + power + "}$";
        ticks.add(new Tick(decade(power), Label.of(label)));
      }
    }
    return ticks;
  }

  private List<Tick> steps(int most) {
    BigDecimal step = step((to - from) / (most - 1));
    step = whole ? step.max(BigDecimal.ONE) : step;
    List<Tick> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step.doubleValue()); ; i++) {
      BigDecimal value = step.multiply(BigDecimal.valueOf(i));
      if (value.doubleValue() > to) {
        return ticks;
      }
      String text = i == 0 ? "0" : value.stripTrailingZeros().toPlainString();
      ticks.add(new Tick(value.doubleValue(), Label.of(text)));
    }
  }

  /** The least of 1, 2, 5 times a power of ten that is not below a number. */
  private static BigDecimal step(double least) {
    int power = (int) Math.floor(StrictMath.log10(least));
    for (int digit : new int[] {1, 2, 5}) {
      BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
      if (step.doubleValue() >= least * (1 - 1e-9)) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(power + 1);
  }
}
