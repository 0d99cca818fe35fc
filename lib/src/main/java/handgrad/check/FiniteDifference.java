package handgrad.check;

import handgrad.expr.FormulaException;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Derivatives of a function of one number from its values.
 *
 * <p>{@link #central} takes two values. {@link #refined} measures the rounding noise of the
 * function, halves the step from large to small, extrapolates each run of steps (Richardson), and
 * keeps what has the least bound on truncation and noise together; it recognises a kink by
 * one-sided slopes that stay apart as the step goes to 0. Steps are powers of two, so that x ± h is
 * exact for short x, and central differences of a polynomial of degree 2 are exact. Where the
 * function has no value at x ± h, that step is left out.
 *
 * <pre>{@code
 * FiniteDifference.central(t -> t * t, 3, 0.5)      // 6
 * FiniteDifference.refined(Math::abs, 0).isKink()   // true
 * }</pre>
 *
 * <p>Sources: Ridders, Advances in Engineering Software 4 (1982); Moré and Wild, SIAM J. Sci.
 * Comput. 33 (2011), for the noise.
 */
public final class FiniteDifference {
  /**
   * The step of {@link #step}, relative to max(1, |x|): near the cube root of the rounding unit.
   */
  private static final double RELATIVE_STEP = 0x1p-17;

  private static final double UNIT = 0x1p-53;
  private static final int LARGEST = -2;
  private static final int SMALLEST = -36;
  private static final int LEVELS = 5;
  private static final int WITNESSES = 10;
  private static final int NOISE_POINTS = 7;
  private static final double NOISE_STEP = 0x1p-38;

  private FiniteDifference() {}

  /** (f(x+h) - f(x))/h, of error O(h). */
  public static double forward(DoubleUnaryOperator f, double x, double h) {
    double ahead = x + h;
    return (f.applyAsDouble(ahead) - f.applyAsDouble(x)) / (ahead - x);
  }

  /** (f(x+h) - f(x-h))/2h, of error O(h²). */
  public static double central(DoubleUnaryOperator f, double x, double h) {
    double ahead = x + h;
    double behind = x - h;
    return (f.applyAsDouble(ahead) - f.applyAsDouble(behind)) / (ahead - behind);
  }

  /** The step at x at which truncation and rounding of a central difference are of one size. */
  public static double step(double x) {
    return RELATIVE_STEP * scale(x);
  }

  // The power of two at or below max(1, |x|).
  static double scale(double x) {
    return Math.abs(x) < 2 ? 1 : Math.scalb(1.0, Math.getExponent(x));
  }

  /**
   * The derivative at x with a bound on its error, from some eighty values of f.
   *
   * @return an estimate with an infinite error if f has no value at x or near it
   */
  public static Estimate refined(DoubleUnaryOperator f, double x) {
    double scale = scale(x);
    double middle = value(f, x);
    return Double.isFinite(middle)
        ? refined(f, x, middle, noise(f, x, scale), LARGEST, SMALLEST)
        : Estimate.UNKNOWN;
  }

  /**
   * The same where the value at x and its noise are known, with other largest and smallest steps:
   * powers of two, by their exponents.
   */
  static Estimate refined(
      DoubleUnaryOperator f, double x, double middle, double noise, int largest, int smallest) {
    double scale = scale(x);
    int count = largest - smallest + 1;
    double[] h = new double[count];
    double[] ahead = new double[count];
    double[] behind = new double[count];
    for (int i = 0; i < count; i++) {
      double step = Math.scalb(scale, largest - i);
      h[i] = step;
      ahead[i] = (value(f, x + step) - middle) / (x + step - x);
      behind[i] = (middle - value(f, x - step)) / (x - (x - step));
    }
    double[] central = new double[count];
    for (int i = 0; i < count; i++) {
      central[i] = (ahead[i] + behind[i]) / 2;
    }
    // The slopes of the smallest steps are the noise's best witnesses.
    double slope = extrapolated(central, h, noise, 2).value();
    for (int i = count - WITNESSES; i < count; i++) {
      double seen = Math.abs(central[i] - slope) * h[i];
      noise = seen > noise ? seen : noise; // also where seen is NaN
    }
    Estimate smooth = extrapolated(central, h, noise, 2);
    Estimate right = extrapolated(ahead, h, 2 * noise, 1);
    Estimate left = extrapolated(behind, h, 2 * noise, 1);
    double gap = Math.abs(right.value() - left.value());
    if (gap > 4 * (right.error() + left.error()) && staysApart(ahead, behind, h, noise, gap)) {
      return new Estimate(
          (left.value() + right.value()) / 2,
          Math.max(left.error(), right.error()),
          left.value(),
          right.value());
    }
    return smooth;
  }

  // The gap of one-sided slopes halves with the step where f is smooth. At a kink it stays, down to
  // the smallest step that the noise leaves readable.
  private static boolean staysApart(
      double[] ahead, double[] behind, double[] h, double noise, double gap) {
    int steps = 0;
    for (int i = h.length - 1; i >= 0 && steps < 4; i--) {
      if (4 * noise / h[i] < 0.05 * gap) {
        if (!(Math.abs(Math.abs(ahead[i] - behind[i]) - gap) < 0.2 * gap)) {
          return false;
        }
        steps++;
      }
    }
    return steps == 4;
  }

  /**
   * Richardson's extrapolation of slopes over halved steps, whose error runs in powers of h^order.
   *
   * <p>Runs of up to five neighbouring steps are tried from the smallest steps on. Larger steps
   * have less noise, but may lie beyond a singular place or a kink: they are taken only as long as
   * they agree with the smaller ones within the errors of both.
   */
  private static Estimate extrapolated(double[] slopes, double[] h, double noise, int order) {
    int count = slopes.length;
    Estimate[] best = new Estimate[count];
    Arrays.fill(best, Estimate.UNKNOWN);
    double[] row = slopes.clone();
    double growth = 1;
    for (int level = 1; level < LEVELS; level++) {
      double factor = Math.scalb(1.0, order * level) - 1;
      growth *= (factor + 2) / factor;
      double[] next = new double[row.length - 1];
      for (int i = 0; i < next.length; i++) {
        next[i] = row[i + 1] + (row[i + 1] - row[i]) / factor;
        double change = Math.max(Math.abs(next[i] - row[i + 1]), Math.abs(next[i] - row[i]));
        double rounding = 4 * growth * noise / h[i + level] + 8 * UNIT * Math.abs(next[i]);
        double error = 2 * change + rounding;
        if (error < best[i].error()) {
          best[i] = Estimate.smooth(next[i], error);
        }
      }
      row = next;
    }
    Estimate chosen = Estimate.UNKNOWN;
    for (int i = count - 1; i >= 0; i--) {
      Estimate other = best[i];
      if (other.error() < Double.POSITIVE_INFINITY) {
        double distance = Math.abs(other.value() - chosen.value());
        if (distance > other.error() + chosen.error()) {
          break;
        }
        if (other.error() < chosen.error()) {
          chosen = other;
        }
      }
    }
    return chosen;
  }

  /**
   * The size of the rounding noise of f at x, from differences of order 3 to 6 of seven values so
   * close together that f itself is a straight line there.
   */
  static double noise(DoubleUnaryOperator f, double x, double scale) {
    double[] values = new double[NOISE_POINTS];
    double largest = 0;
    for (int i = 0; i < NOISE_POINTS; i++) {
      values[i] = value(f, x + (i - NOISE_POINTS / 2) * scale * NOISE_STEP);
      largest = Math.max(largest, Math.abs(values[i]));
    }
    double noise = UNIT * largest;
    double binomial = 1; // (2k)!/(k!)², the variance of the k-th difference of unit noise
    for (int k = 1; k < NOISE_POINTS; k++) {
      binomial *= 2 * (2 * k - 1) / (double) k;
      double sum = 0;
      for (int i = 0; i < NOISE_POINTS - k; i++) {
        values[i] = values[i + 1] - values[i];
        sum += values[i] * values[i];
      }
      if (k >= 3 && Double.isFinite(sum)) {
        noise = Math.max(noise, Math.sqrt(sum / (NOISE_POINTS - k) / binomial));
      }
    }
    return noise;
  }

  /** The value, NaN where the function says that it has none. */
  static double value(DoubleUnaryOperator f, double x) {
    try {
      return f.applyAsDouble(x);
    } catch (FormulaException | ArithmeticException e) {
      return Double.NaN;
    }
  }
}
