package handgrad.check;

import handgrad.expr.FormulaException;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** Checks the entries of one claim. */
final class Checker {
  /** Two values settle an entry that agrees to this relative error. */
  private static final double SETTLED = 1e-7;

  private static final double UNIT = 0x1p-53;

  private final Claim claim;
  private final Probe probe;
  private final double middle;
  private final double largest;

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
    for (int i = 0; i < claim.size(); i++) {
      entries.add(check(i));
    }
  }

  private Entry check(int i) {
    double x = probe.middle().data[i];
    double claimed = claim.gradient().data[i];
    double h = FiniteDifference.step(x);
    double ahead = FiniteDifference.value(t -> probe.at(i, t), x + h);
    double behind = FiniteDifference.value(t -> probe.at(i, t), x - h);
    double numeric = (ahead - behind) / ((x + h) - (x - h));
    double rounding = 2 * UNIT * (Math.abs(ahead) + Math.abs(behind)) / h;
    double bound = Math.max(rounding, SETTLED * Math.max(Math.abs(claimed), Math.abs(numeric)));
    if (Math.abs(claimed - numeric) <= bound && !bends(ahead, behind, h, numeric)) {
      probe.restore(i);
      return entry(i, claimed, Estimate.smooth(numeric, bound), Outcome.AGREES);
    }
    Estimate refined = FiniteDifference.refined(t -> probe.at(i, t), x);
    double own = SETTLED * Math.abs(claimed) + rounding(i, x) * largest;
    probe.restore(i);
    Estimate estimate =
        new Estimate(refined.value(), refined.error() + own, refined.left(), refined.right());
    return entry(i, claimed, estimate, outcome(claimed, estimate, h));
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
