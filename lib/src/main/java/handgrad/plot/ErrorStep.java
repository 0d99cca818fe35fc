package handgrad.plot;

import handgrad.words.Language;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The error of a numeric derivative against its step size, both axes logarithmic.
 *
 * <p>Each curve may bring its theory: truncation {@code t·h^p} (p = 1 forward, 2 central) and
 * rounding {@code r/h}, drawn where they lie inside the frame. A truncation of 0 draws no branch:
 * central differences are exact for polynomials of degree 2. An error of exactly 0 stands on a line
 * of its own at the foot, labelled 0.
 *
 * <pre>{@code
 * ErrorStep.Curve forward =
 *     new ErrorStep.Curve(
 *         "forward", ErrorStep.Scheme.FORWARD, List.of(1e-2, 1e-6), List.of(2e-2, 2e-6), 2, 1e-16);
 * Chart chart = ErrorStep.chart(ErrorStep.Words.in(Language.EN), List.of(forward));
 * chart.series().size()   // 2
 * }</pre>
 */
public final class ErrorStep {

  /** A difference formula; its order is the power of h in its truncation error. */
  public enum Scheme {
    /** {@code (f(x+h) - f(x)) / h}. */
    FORWARD(1),
    /** {@code (f(x+h) - f(x-h)) / 2h}. */
    CENTRAL(2);

    private final int order;

    Scheme(int order) {
      this.order = order;
    }

    /** The power of h in the truncation error. */
    public int order() {
      return order;
    }
  }

  /**
   * Measured errors over steps, with the theory beside them.
   *
   * @param name the legend's name, in the markup of {@link Label}
   * @param step the step sizes, positive
   * @param error the relative errors, 0 or more, one a step
   * @param truncation t of {@code t·h^p}; 0 draws none
   * @param rounding r of {@code r/h}; 0 draws none
   */
  public record Curve(
      String name,
      Scheme scheme,
      List<Double> step,
      List<Double> error,
      double truncation,
      double rounding) {

    /**
     * Checks the lengths and signs.
     *
     * @throws IllegalArgumentException if there are not as many errors as steps, a step is not
     *     positive, or an error or coefficient is negative
     */
    public Curve {
      step = List.copyOf(step);
      error = List.copyOf(error);
      if (step.size() != error.size()) {
        throw new IllegalArgumentException(
            String.format(
                "curve \"%s\" has %d steps and %d errors: give one error a step",
                name, step.size(), error.size()));
      }
      for (int i = 0; i < step.size(); i++) {
        if (!(step.get(i) > 0) || step.get(i).isInfinite()) {
          throw new IllegalArgumentException(
              String.format(
                  "step %d of curve \"%s\" is %s: steps are positive numbers",
                  i + 1, name, step.get(i)));
        }
        if (error.get(i) < 0) {
          throw new IllegalArgumentException(
              String.format(
                  "error %d of curve \"%s\" is %s: give its absolute value",
                  i + 1, name, error.get(i)));
        }
      }
      if (!(truncation >= 0) || !(rounding >= 0)) {
        throw new IllegalArgumentException(
            String.format(
                "curve \"%s\" has truncation %s and rounding %s: both are 0 or more",
                name, truncation, rounding));
      }
    }
  }

  /**
   * The words of the chart in one language, in the markup of {@link Label}.
   *
   * @param truncations the theory of forward differences, of central ones, of both
   */
  public record Words(
      String title, String step, String error, List<String> truncations, String rounding) {
    /** The words in a language. */
    public static Words in(Language language) {
      UnaryOperator<String> word =
          key -> handgrad.words.Words.in(language).text("plot.error-step." + key);
      return new Words(
          word.apply("title"),
          word.apply("step"),
          word.apply("error"),
          List.of(
              word.apply("truncation.forward"),
              word.apply("truncation.central"),
              word.apply("truncation")),
          word.apply("rounding"));
    }
  }

  private ErrorStep() {}

  /**
   * Draws curves: one check's forward and central differences, or several checks.
   *
   * @throws IllegalArgumentException if there is no curve or no finite error
   */
  public static Chart chart(Words words, List<Curve> curves) {
    List<Double> steps = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    boolean exact = false;
    for (Curve curve : curves) {
      for (int i = 0; i < curve.step().size(); i++) {
        double error = curve.error().get(i);
        exact |= error == 0;
        if (Double.isFinite(error)) {
          steps.add(curve.step().get(i));
          errors.add(error);
        }
      }
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(
          "no finite error to draw: check the function at points where it is defined");
    }
    Scale x = Scale.of(steps, true);
    List<Double> positive = errors.stream().filter(e -> e > 0).toList();
    int low = positive.isEmpty() ? -17 : Scale.floor(Collections.min(positive));
    int high = positive.isEmpty() ? -15 : Scale.ceil(Collections.max(positive));
    high = Math.max(high, low + 1);
    double zero = exact ? Scale.decade(low - 1) : 0;
    Scale y = Scale.decades(exact ? low - 1 : low, high);
    boolean pair = curves.size() <= 2 && differ(curves);
    List<Chart.Series> series = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      Look look = pair ? Look.valueOf(curve.scheme().name()) : Look.curve(i);
      series.add(measured(curve, look, zero));
    }
    theory(words, curves, x, y, Scale.decade(low), series);
    return new Chart(
        "handgrad-error-step",
        words.title(),
        words.step(),
        words.error(),
        x,
        y,
        zero,
        Chart.plotHeight(),
        series,
        List.of());
  }

  private static void theory(
      Words words, List<Curve> curves, Scale x, Scale y, double floor, List<Chart.Series> series) {
    List<Branch> branches = new ArrayList<>();
    for (Curve curve : curves) {
      branches.add(branch(curve.truncation(), curve.scheme().order, x, y).ifAbove(floor));
      branches.add(branch(curve.rounding(), -1, x, y).ifAbove(floor));
    }
    branches.removeIf(branch -> !branch.isInside());
    boolean forward = branches.stream().anyMatch(branch -> branch.power() == 1);
    boolean central = branches.stream().anyMatch(branch -> branch.power() == 2);
    String truncation = words.truncations().get(forward && central ? 2 : forward ? 0 : 1);
    for (Branch branch : branches) {
      boolean rounding = branch.power() < 0;
      series.add(
          branch.series(
              rounding ? words.rounding() : truncation,
              rounding ? Look.ROUNDING : Look.TRUNCATION));
    }
  }

  private static boolean differ(List<Curve> curves) {
    return curves.size() < 2 || curves.get(0).scheme() != curves.get(1).scheme();
  }

  private static Chart.Series measured(Curve curve, Look look, double zero) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < curve.step().size(); i++) {
      double error = curve.error().get(i);
      if (Double.isFinite(error)) {
        x.add(curve.step().get(i));
        y.add(error == 0 ? zero : error);
      }
    }
    return new Chart.Series(curve.name(), look, x, y);
  }

  /** A straight line of the theory, {@code c·h^power}, cut to the frame. */
  private record Branch(double c, int power, double from, double to) {

    /** Cuts what lies below a value. */
    Branch ifAbove(double floor) {
      double at = StrictMath.pow(floor / c, 1.0 / power);
      return new Branch(
          c, power, power > 0 ? Math.max(from, at) : from, power > 0 ? to : Math.min(to, at));
    }

    boolean isInside() {
      return c > 0 && from < to;
    }

    Chart.Series series(String name, Look look) {
      return new Chart.Series(name, look, List.of(from, to), List.of(at(from), at(to)));
    }

    double at(double h) {
      return c * StrictMath.pow(h, power);
    }
  }

  private static Branch branch(double c, int power, Scale x, Scale y) {
    double top = StrictMath.pow(y.to() / c, 1.0 / power);
    double from = power > 0 ? x.from() : Math.max(x.from(), top);
    double to = power > 0 ? Math.min(x.to(), top) : x.to();
    return new Branch(c, power, from, to);
  }
}
