package handgrad.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;

/**
 * The error of forward and central differences over step sizes, and the theory of both: truncation
 * {@code t·h} and {@code t·h²}, rounding {@code r/h}.
 *
 * <p>An error is relative: the length of (claimed - numeric) by the length of the claimed gradient
 * (by 1 where that is 0). A central truncation of 0 means that central differences are exact, the
 * function being a polynomial of degree 2 at most along every entry, or that it has a kink and no
 * derivative to go by. Steps at which the function has no value are left out.
 *
 * @param name the variable
 * @param steps the step sizes, from large to small
 * @param forward the relative errors of forward differences
 * @param central the relative errors of central differences
 * @param forwardTruncation t of the forward difference
 * @param centralTruncation t of the central difference
 * @param forwardRounding r of the forward difference
 * @param centralRounding r of the central difference
 */
public record StepErrors(
    String name,
    List<Double> steps,
    List<Double> forward,
    List<Double> central,
    double forwardTruncation,
    double centralTruncation,
    double forwardRounding,
    double centralRounding) {
  private static final int HALF_DECADES = 26;
  private static final double SECOND = 0x1p-10;
  private static final double THIRD = 0x1p-6;
  private static final double SHORTEST = 1e-7;
  private static final double AGREEMENT = 0.05;

  public StepErrors {
    steps = List.copyOf(steps);
    forward = List.copyOf(forward);
    central = List.copyOf(central);
  }

  static StepErrors of(Claim claim) {
    Probe probe = claim.probe();
    DMatrixRMaj middle = probe.middle();
    double length = 0;
    for (int i = 0; i < claim.size(); i++) {
      length += claim.gradient().data[i] * claim.gradient().data[i];
    }
    length = length == 0 ? 1 : Math.sqrt(length);
    double second = 0;
    double third = 0;
    double noise = 0;
    for (int i = 0; i < claim.size(); i++) {
      int entry = i;
      DoubleUnaryOperator f = t -> probe.at(entry, t);
      double x = middle.data[i];
      double unit = FiniteDifference.noise(f, x, FiniteDifference.scale(x));
      second += square(second(f, x, unit));
      third += square(third(f, x, unit));
      noise += unit * unit;
      probe.restore(i);
    }
    List<Double> steps = new ArrayList<>();
    List<Double> forward = new ArrayList<>();
    List<Double> central = new ArrayList<>();
    for (int k = 2; k <= HALF_DECADES; k++) {
      double h = Double.parseDouble((k % 2 == 0 ? "1e-" : "3.1622776601683795e-") + (k + 1) / 2);
      double ahead = 0;
      double both = 0;
      for (int i = 0; i < claim.size(); i++) {
        int entry = i;
        DoubleUnaryOperator f = t -> FiniteDifference.value(s -> probe.at(entry, s), t);
        double x = middle.data[i];
        ahead += square(FiniteDifference.forward(f, x, h) - claim.gradient().data[i]);
        both += square(FiniteDifference.central(f, x, h) - claim.gradient().data[i]);
        probe.restore(i);
      }
      if (Double.isFinite(ahead) && Double.isFinite(both)) {
        steps.add(h);
        forward.add(Math.sqrt(ahead) / length);
        central.add(Math.sqrt(both) / length);
      }
    }
    return new StepErrors(
        claim.name(),
        steps,
        forward,
        central,
        Math.sqrt(second) / 2 / length,
        Math.sqrt(third) / 6 / length,
        Math.sqrt(2 * noise) / length,
        Math.sqrt(noise / 2) / length);
  }

  private static double square(double x) {
    return x * x;
  }

  // The second derivative, 0 where the noise hides it, f has no value near by or has a kink.
  private static double second(DoubleUnaryOperator f, double x, double noise) {
    DoubleUnaryOperator change =
        h ->
            FiniteDifference.value(f, x + h)
                - 2 * FiniteDifference.value(f, x)
                + FiniteDifference.value(f, x - h);
    return settled(change, 2, SECOND * FiniteDifference.scale(x), 16 * noise);
  }

  // The third one.
  private static double third(DoubleUnaryOperator f, double x, double noise) {
    DoubleUnaryOperator change =
        h ->
            FiniteDifference.value(f, x + 2 * h)
                - FiniteDifference.value(f, x - 2 * h)
                - 2 * (FiniteDifference.value(f, x + h) - FiniteDifference.value(f, x - h));
    return settled(change, 3, THIRD * FiniteDifference.scale(x), 32 * noise) / 2;
  }

  // change(h) / h^power at the longest step that agrees with a quarter of it. Close to a pole only
  // a short step does; at a kink none does, and there is no theory to draw.
  private static double settled(DoubleUnaryOperator change, int power, double h, double noise) {
    for (; h > SHORTEST; h /= 4) {
      double coarse = change.applyAsDouble(h);
      double fine = change.applyAsDouble(h / 4);
      if (Double.isNaN(coarse)) {
        continue;
      }
      if (Math.abs(coarse) <= noise) {
        return 0;
      }
      double gap = Math.abs(coarse - Math.pow(4, power) * fine);
      if (Math.abs(fine) <= 4 * noise || gap <= AGREEMENT * Math.abs(coarse)) {
        return coarse / Math.pow(h, power);
      }
    }
    return 0;
  }
}
