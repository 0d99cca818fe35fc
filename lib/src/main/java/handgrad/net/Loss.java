package handgrad.net;

import handgrad.expr.Function.Elementary;
import handgrad.words.InputException;
import org.ejml.data.DMatrixRMaj;

/**
 * A loss of predictions against y, both n×m, one observation a row. SUM adds over all entries, MEAN
 * divides that sum by the number n of observations, in the value and in the derivative alike.
 *
 * <p>{@code LOG_…} takes probabilities; {@code SIGMOID_LOG_…} takes scores s and applies the
 * sigmoid itself, so that it stays exact where a probability rounds to 0 or 1. Labels of both are 0
 * and 1.
 *
 * <pre>{@code
 * Loss.SQUARED_SUM.value(Loss.number(1), Loss.number(0))         // 1
 * Loss.SIGMOID_LOG_SUM.gradient(Loss.number(1), Loss.number(0))  // 0.731059
 * }</pre>
 */
public enum Loss {
  /** ½(y − ŷ)², summed; gradient ŷ − y. */
  HALF_SQUARED_SUM(Kind.HALF_SQUARED, false),
  /** ½(y − ŷ)², the mean over observations; gradient (ŷ − y)/n. */
  HALF_SQUARED_MEAN(Kind.HALF_SQUARED, true),
  /** (y − ŷ)², summed; gradient 2(ŷ − y). */
  SQUARED_SUM(Kind.SQUARED, false),
  /** (y − ŷ)², the mean over observations; gradient 2(ŷ − y)/n. */
  SQUARED_MEAN(Kind.SQUARED, true),
  /** −y ln p − (1−y) ln(1−p), summed; gradient −1/p where y = 1, 1/(1−p) where y = 0. */
  LOG_SUM(Kind.LOG, false),
  /** The log-loss of probabilities, the mean over observations. */
  LOG_MEAN(Kind.LOG, true),
  /** The log-loss of σ(s), summed: max(s,0) − ys + ln(1+e^−|s|); gradient σ(s) − y. */
  SIGMOID_LOG_SUM(Kind.SIGMOID_LOG, false),
  /** The log-loss of σ(s), the mean over observations; gradient (σ(s) − y)/n. */
  SIGMOID_LOG_MEAN(Kind.SIGMOID_LOG, true);

  /** What a loss does with one entry. */
  enum Kind {
    HALF_SQUARED,
    SQUARED,
    LOG,
    SIGMOID_LOG
  }

  private final Kind kind;
  private final boolean mean;

  Loss(Kind kind, boolean mean) {
    this.kind = kind;
    this.mean = mean;
  }

  Kind kind() {
    return kind;
  }

  /** Whether the sum is divided by the number of observations. */
  public boolean isMean() {
    return mean;
  }

  /** Whether y must be 0 or 1. */
  public boolean hasLabels() {
    return kind == Kind.LOG || kind == Kind.SIGMOID_LOG;
  }

  /** Whether the last layer's output is a score, of which the loss takes the sigmoid. */
  public boolean takesScores() {
    return kind == Kind.SIGMOID_LOG;
  }

  /**
   * The loss.
   *
   * @throws InputException if the shapes differ, there is no row, a label is neither 0 nor 1, a
   *     probability is outside 0 … 1, or one is exactly on the wrong side (the loss is infinite)
   */
  public double value(DMatrixRMaj prediction, DMatrixRMaj y) {
    require(prediction, y);
    return valueUnchecked(prediction, y);
  }

  double valueUnchecked(DMatrixRMaj prediction, DMatrixRMaj y) {
    double sum = 0;
    for (int i = 0; i < y.getNumElements(); i++) {
      sum += entry(prediction.data[i], y.data[i]);
    }
    return mean ? sum / y.numRows : sum;
  }

  private double entry(double p, double y) {
    return switch (kind) {
      case HALF_SQUARED -> (y - p) * (y - p) / 2;
      case SQUARED -> (y - p) * (y - p);
      case LOG -> y == 1 ? -StrictMath.log(p) : -StrictMath.log1p(-p);
      case SIGMOID_LOG -> Math.max(p, 0) - y * p + StrictMath.log1p(StrictMath.exp(-Math.abs(p)));
    };
  }

  /**
   * The gradient by the prediction, n×m.
   *
   * @throws InputException as {@link #value}
   */
  public DMatrixRMaj gradient(DMatrixRMaj prediction, DMatrixRMaj y) {
    require(prediction, y);
    DMatrixRMaj g = new DMatrixRMaj(y.numRows, y.numCols);
    gradientUnchecked(prediction, y, g);
    return g;
  }

  void gradientUnchecked(DMatrixRMaj prediction, DMatrixRMaj y, DMatrixRMaj g) {
    double n = mean ? y.numRows : 1;
    for (int i = 0; i < y.getNumElements(); i++) {
      g.data[i] = derivative(prediction.data[i], y.data[i]) / n;
    }
  }

  private double derivative(double p, double y) {
    return switch (kind) {
      case HALF_SQUARED -> p - y;
      case SQUARED -> 2 * (p - y);
      case LOG -> y == 1 ? -1 / p : 1 / (1 - p);
      // 1 − σ(s) would lose every digit for large s
      case SIGMOID_LOG -> y == 1 ? -Elementary.SIGMOID.apply(-p) : Elementary.SIGMOID.apply(p);
    };
  }

  void require(DMatrixRMaj prediction, DMatrixRMaj y) {
    if (y.numRows == 0) {
      throw new InputException("net.empty");
    }
    if (prediction.numRows != y.numRows || prediction.numCols != y.numCols) {
      throw new InputException(
          "net.y-shape", y.numRows, y.numCols, prediction.numRows, prediction.numCols);
    }
    requireTargets(y);
    if (kind == Kind.LOG) {
      requireProbabilities(prediction, y);
    }
  }

  void requireTargets(DMatrixRMaj y) {
    for (int i = 0; i < y.getNumElements(); i++) {
      double label = y.data[i];
      if (hasLabels() && label != 0 && label != 1) {
        throw new InputException("net.label", i / y.numCols + 1, Decimal.text(label));
      }
      if (!Double.isFinite(label)) {
        throw new InputException("net.data", "y", i / y.numCols + 1, i % y.numCols + 1, label);
      }
    }
  }

  private static void requireProbabilities(DMatrixRMaj p, DMatrixRMaj y) {
    for (int i = 0; i < y.getNumElements(); i++) {
      if (!(p.data[i] >= 0 && p.data[i] <= 1)) {
        throw new InputException("net.probability", i / y.numCols + 1, Decimal.text(p.data[i]));
      }
      if (p.data[i] == 1 - y.data[i]) {
        throw new InputException(
            "net.certain", i / y.numCols + 1, Decimal.text(p.data[i]), Decimal.text(y.data[i]));
      }
    }
  }

  /** A number as a 1×1 matrix. */
  public static DMatrixRMaj number(double value) {
    return new DMatrixRMaj(1, 1, true, value);
  }
}
