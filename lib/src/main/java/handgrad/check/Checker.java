package handgrad.check;

import handgrad.expr.FormulaException;
import handgrad.words.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;

/** Checks the entries of one claim. */
final class Checker {
  /** Two values settle an entry that agrees to this relative error. */
  private static final double SETTLED = 1e-7;

  /** Of so many entries, those that two values leave near their claims are settled together. */
  private static final int MANY = 100;

  /** What is near, relative to the largest entry. */
  private static final double NEAR = 1e-6;

  /** The steps of all near entries at once, fewer than for one: those that are of use. */
  private static final int TOGETHER_LARGEST = -13;

  private static final int TOGETHER_SMALLEST = -28;
  private static final double UNIT = 0x1p-53;

  private final Claim claim;
  private final Probe probe;
  private final double middle;
  private final double largest;
  private double noise = -1;

  Checker(Claim claim) {
    this.claim = claim;
    probe = claim.probe();
    middle = probe.value();
    largest = claim.largest();
    if (!Double.isFinite(middle)) {
      throw new FormulaException("check.no-value", claim.name());
    }
  }

  void check(List<Entry> entries) {
    Entry[] checked = new Entry[claim.size()];
    List<Integer> blurred = new ArrayList<>();
    Progress progress = Progress.of(checked.length);
    for (int i = 0; i < checked.length; i++) {
      checked[i] = check(i, blurred);
      progress.reached(i + 1);
    }
    if (blurred.size() == 1 || !blurred.isEmpty() && !agreeTogether(blurred)) {
      for (int i : blurred) {
        checked[i] = refined(i, checked[i].claimed());
      }
    }
    entries.addAll(Arrays.asList(checked));
  }

  // An entry that two values of many do not settle, but come near, is blurred.
  private Entry check(int i, List<Integer> blurred) {
    double x = probe.middle().data[i];
    double claimed = claim.gradient().data[i];
    double h = FiniteDifference.step(x);
    double ahead = value(i, x + h);
    double behind = value(i, x - h);
    double numeric = (ahead - behind) / ((x + h) - (x - h));
    double rounding = 2 * UNIT * (Math.abs(ahead) + Math.abs(behind)) / h;
    double bound = Math.max(rounding, SETTLED * Math.max(Math.abs(claimed), Math.abs(numeric)));
    double off = Math.abs(claimed - numeric);
    if (off <= bound && !bends(ahead, behind, h, numeric)) {
      probe.restore(i);
      return entry(i, claimed, Estimate.smooth(numeric, bound), Outcome.AGREES);
    }
    if (claim.size() >= MANY) {
      double blur = Math.max(NEAR * largest, 4 * noise(i, x) / h);
      if (off <= blur && !bends(ahead, behind, h, numeric)) {
        probe.restore(i);
        blurred.add(i);
        return entry(i, claimed, Estimate.smooth(numeric, blur), Outcome.AGREES);
      }
    }
    return refined(i, claimed);
  }

  private double value(int i, double x) {
    try {
      return probe.at(i, x);
    } catch (FormulaException | ArithmeticException e) {
      return Double.NaN;
    }
  }

  private Entry refined(int i, double claimed) {
    double x = probe.middle().data[i];
    Estimate refined = FiniteDifference.refined(t -> probe.at(i, t), x);
    double own = SETTLED * Math.abs(claimed) + rounding(i, x) * largest;
    probe.restore(i);
    Estimate estimate =
        new Estimate(refined.value(), refined.error() + own, refined.left(), refined.right());
    return entry(i, claimed, estimate, outcome(claimed, estimate, FiniteDifference.step(x)));
  }

  // Whether the derivative of all these entries moved at once, each at a speed of its own, is what
  // their claims add up to. An error in one of them shows in the sum as it would alone.
  private boolean agreeTogether(List<Integer> blurred) {
    Random random = new Random(1);
    double[] speeds = new double[blurred.size()];
    double claimed = 0;
    double squares = 0;
    for (int k = 0; k < speeds.length; k++) {
      speeds[k] = (1 + random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
      double part = speeds[k] * claim.gradient().data[blurred.get(k)];
      claimed += part;
      squares += part * part;
    }
    DoubleUnaryOperator all = t -> moved(blurred, speeds, t);
    Estimate together =
        FiniteDifference.refined(all, 0, middle, noise, TOGETHER_LARGEST, TOGETHER_SMALLEST);
    blurred.forEach(probe::restore);
    double rounding = middle == 0 ? 0 : Math.min(64 * noise / Math.abs(middle), 1e-4);
    double own = SETTLED * Math.sqrt(squares) + rounding * largest;
    return !together.isKink() && Math.abs(together.value() - claimed) <= together.error() + own;
  }

  private double moved(List<Integer> blurred, double[] speeds, double t) {
    for (int k = 0; k < speeds.length; k++) {
      int i = blurred.get(k);
      probe.set(i, probe.middle().data[i] + t * speeds[k]);
    }
    return probe.value();
  }

  // The rounding noise of the function, measured at the first entry that asks.
  private double noise(int i, double x) {
    if (noise < 0) {
      noise = FiniteDifference.noise(t -> probe.at(i, t), x, FiniteDifference.scale(x));
    }
    return noise;
  }

  // What a right gradient may lose to rounding, relative to its largest entry: as much as the
  // function's own values lose, many times over.
  private double rounding(int i, double x) {
    double noise = FiniteDifference.noise(t -> probe.at(i, t), x, FiniteDifference.scale(x));
    return middle == 0 ? 0 : Math.min(64 * noise / Math.abs(middle), 1e-4);
  }

  // Whether the slopes of the two sides differ by more than a smooth function's would: perhaps a
  // kink, which a central difference alone does not see.
  private boolean bends(double ahead, double behind, double h, double numeric) {
    double gap = Math.abs(ahead - 2 * middle + behind) / h;
    double slope = Math.max(Math.abs(ahead - middle), Math.abs(middle - behind)) / h;
    return gap > 1e-3 * slope && gap > 1e-5 * largest && gap > 16 * UNIT * Math.abs(middle) / h;
  }

  private Outcome outcome(double claimed, Estimate estimate, double h) {
    if (Double.isInfinite(estimate.error()) || Double.isNaN(estimate.value())) {
      return Outcome.UNDECIDED;
    }
    if (!estimate.admits(claimed)) {
      return Outcome.REFUSED;
    }
    if (estimate.isKink()) {
      return Outcome.KINK;
    }
    double size = Math.max(Math.abs(claimed), Math.abs(estimate.value()));
    boolean vague =
        estimate.error() > 1e-3 * size
            && estimate.error() > 1e-6 * largest
            && estimate.error() > 8 * UNIT * Math.abs(middle) / h;
    return vague ? Outcome.UNDECIDED : Outcome.AGREES;
  }

  private Entry entry(int i, double claimed, Estimate estimate, Outcome outcome) {
    DMatrixRMaj x = probe.middle();
    return new Entry(claim, i / x.numCols, i % x.numCols, claimed, estimate, outcome);
  }
}
