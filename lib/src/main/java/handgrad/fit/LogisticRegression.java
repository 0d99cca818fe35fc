package handgrad.fit;

import handgrad.words.InputException;
import java.util.Arrays;
import java.util.TreeSet;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Logistic regression with labels ±1 and an L2 penalty: the minimum of Q(w) = Σᵢ ln(1 + exp(−yᵢ
 * xᵢᵀw)) + λwᵀw by Newton's method with line search.
 *
 * <p>A margin yᵢ xᵢᵀw of ±1000 neither overflows nor loses digits. Source: Hastie, Tibshirani,
 * Friedman, The Elements of Statistical Learning, 2nd ed., 4.4.1.
 *
 * @param w the coefficients, k×1
 * @param q Q at w, the penalty included
 * @param steps the number of Newton steps taken
 */
public record LogisticRegression(DMatrixRMaj w, double q, int steps) {
  private static final int STEPS = 100;
  private static final double TOLERANCE = 1e-10;

  /**
   * Fits; every column of X is penalised but the first {@code free} ones (an intercept is one).
   *
   * @throws InputException if the labels are not 1 and −1, if λ is negative, or if λ = 0 and the
   *     labels can be separated by a plane
   */
  public static LogisticRegression of(Observations data, double lambda, int free) {
    Penalty.require(lambda);
    requireLabels(data);
    Newton newton = new Newton(data, lambda, free);
    return newton.run();
  }

  /** Every coefficient penalised, as the sheet writes it. */
  public static LogisticRegression of(Observations data, double lambda) {
    return of(data, lambda, 0);
  }

  /** Labels 0 and 1 as −1 and 1; labels −1 and 1 stay. */
  public static Observations signed(Observations data) {
    DMatrixRMaj y = data.y().copy();
    boolean zeroOne = Arrays.stream(y.data).allMatch(v -> v == 0 || v == 1);
    for (int i = 0; zeroOne && i < y.numRows; i++) {
      y.data[i] = 2 * y.data[i] - 1;
    }
    Observations signed = new Observations(data.x(), y, data.names());
    requireLabels(signed);
    return signed;
  }

  /** Q at any w. */
  public static double q(Observations data, double lambda, DMatrixRMaj w) {
    double q = 0;
    for (int i = 0; i < data.rows(); i++) {
      q += softplus(-margin(data, w, i));
    }
    return q + lambda * CommonOps_DDRM.dot(w, w);
  }

  /**
   * The same Q by labels t = (y + 1)/2 of 0 and 1: −Σᵢ (tᵢ ln pᵢ + (1 − tᵢ) ln(1 − pᵢ)) + λwᵀw with
   * pᵢ = σ(xᵢᵀw).
   */
  public static double qOfBits(Observations data, double lambda, DMatrixRMaj w) {
    double q = 0;
    for (int i = 0; i < data.rows(); i++) {
      double t = (data.y().data[i] + 1) / 2;
      double score = score(data.x(), w.data, i);
      q += t * softplus(-score) + (1 - t) * softplus(score);
    }
    return q + lambda * CommonOps_DDRM.dot(w, w);
  }

  /** The gradient −Σᵢ yᵢ σ(−yᵢ xᵢᵀw) xᵢ + 2λw, k×1. */
  public static DMatrixRMaj gradient(Observations data, double lambda, DMatrixRMaj w) {
    DMatrixRMaj gradient = new DMatrixRMaj(data.columns(), 1);
    for (int i = 0; i < data.rows(); i++) {
      double factor = -data.y().data[i] * sigmoid(-margin(data, w, i));
      for (int j = 0; j < data.columns(); j++) {
        gradient.data[j] += factor * data.x().unsafe_get(i, j);
      }
    }
    CommonOps_DDRM.addEquals(gradient, 2 * lambda, w);
    return gradient;
  }

  /** The Hessian Σᵢ σ(mᵢ)σ(−mᵢ) xᵢxᵢᵀ + 2λI with margins mᵢ = yᵢ xᵢᵀw, k×k. */
  public static DMatrixRMaj hessian(Observations data, double lambda, DMatrixRMaj w) {
    int k = data.columns();
    DMatrixRMaj hessian = CommonOps_DDRM.identity(k);
    CommonOps_DDRM.scale(2 * lambda, hessian);
    for (int i = 0; i < data.rows(); i++) {
      double m = margin(data, w, i);
      double weight = sigmoid(m) * sigmoid(-m);
      for (int a = 0; a < k; a++) {
        double left = weight * data.x().unsafe_get(i, a);
        for (int b = 0; b < k; b++) {
          hessian.data[a * k + b] += left * data.x().unsafe_get(i, b);
        }
      }
    }
    return hessian;
  }

  /**
   * The bound on γ for gradient descent without momentum: 2/(λ_max(XᵀX)/4 + 2λ), for no weight
   * σ(m)σ(−m) of the Hessian is above 1/4. Descent converges for every smaller γ.
   */
  public static double bound(Observations data, double lambda) {
    return 2 / (0.25 / GradientDescent.bound(data.x()) + 2 * lambda);
  }

  /** The probability of the label 1: σ(xᵀw) for each row, n×1. */
  public DMatrixRMaj probabilities(DMatrixRMaj x) {
    DMatrixRMaj p = new DMatrixRMaj(x.numRows, 1);
    CommonOps_DDRM.mult(x, w, p);
    for (int i = 0; i < p.numRows; i++) {
      p.data[i] = sigmoid(p.data[i]);
    }
    return p;
  }

  static double margin(Observations data, DMatrixRMaj w, int row) {
    return data.y().data[row] * score(data.x(), w.data, row);
  }

  private static double score(DMatrixRMaj x, double[] w, int row) {
    double sum = 0;
    int at = row * x.numCols;
    for (int j = 0; j < x.numCols; j++) {
      sum += x.data[at + j] * w[j];
    }
    return sum;
  }

  /** ln(1 + eᵗ), without exp of a positive number: it neither overflows nor loses digits. */
  public static double softplus(double t) {
    return Math.max(t, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(t)));
  }

  /** σ(t) = 1/(1 + e⁻ᵗ), without exp of a positive number. */
  public static double sigmoid(double t) {
    double e = StrictMath.exp(-Math.abs(t));
    return t >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  private static void requireLabels(Observations data) {
    TreeSet<Double> labels = new TreeSet<>();
    for (double y : data.y().data) {
      labels.add(y);
    }
    if (!labels.equals(new TreeSet<>(java.util.List.of(-1.0, 1.0)))) {
      throw new InputException("fit.labels", labels);
    }
  }

  /** Newton's method; all buffers allocated once. */
  private static final class Newton {
    final Observations data;
    final int k;
    final double[] penalties;
    final DMatrixRMaj w;
    final double[] trial;
    final double[] margins;
    final double[] exps;
    final double[] gradient;
    final DMatrixRMaj hessian;
    final DMatrixRMaj right;
    final DMatrixRMaj step;
    final LinearSolverDense<DMatrixRMaj> cholesky;

    Newton(Observations data, double lambda, int free) {
      this.data = data;
      k = data.columns();
      penalties = new double[k];
      Arrays.fill(penalties, Math.min(free, k), k, lambda);
      w = new DMatrixRMaj(k, 1);
      trial = new double[k];
      margins = new double[data.rows()];
      exps = new double[data.rows()];
      gradient = new double[k];
      hessian = new DMatrixRMaj(k, k);
      right = new DMatrixRMaj(k, 1);
      step = new DMatrixRMaj(k, 1);
      cholesky = LinearSolverFactory_DDRM.chol(k);
    }

    LogisticRegression run() {
      double q = value(w.data);
      double largest = gradient();
      double scale = Math.max(1, largest);
      for (int steps = 0; steps < STEPS; steps++) {
        requireOverlap();
        if (largest <= TOLERANCE * scale) {
          return new LogisticRegression(w.copy(), q, steps);
        }
        hessian();
        direction();
        double next = lineSearch(q);
        if (next >= q) {
          return new LogisticRegression(w.copy(), q, steps); // no digit is left to gain
        }
        q = next;
        largest = gradient();
      }
      throw new InputException("fit.no-convergence", "Newton", STEPS, largest);
    }

    private double value(double[] at) {
      double q = 0;
      double[] y = data.y().data;
      for (int i = 0; i < margins.length; i++) {
        double m = y[i] * score(data.x(), at, i);
        margins[i] = m;
        exps[i] = StrictMath.exp(-Math.abs(m));
        q += Math.max(-m, 0) + StrictMath.log1p(exps[i]); // softplus(-m)
      }
      for (int j = 0; j < k; j++) {
        q += penalties[j] * at[j] * at[j];
      }
      return q;
    }

    // At the margins of the last value(…), which are those of w; the largest entry.
    private double gradient() {
      Arrays.fill(gradient, 0);
      double[] x = data.x().data;
      double[] y = data.y().data;
      for (int i = 0; i < margins.length; i++) {
        double p = slack(i);
        int at = i * k;
        for (int a = 0; a < k; a++) {
          gradient[a] -= y[i] * p * x[at + a];
        }
      }
      double largest = 0;
      for (int a = 0; a < k; a++) {
        gradient[a] += 2 * penalties[a] * w.data[a];
        largest = Math.max(largest, Math.abs(gradient[a]));
      }
      return largest;
    }

    // The upper triangle is filled, then mirrored.
    private void hessian() {
      double[] h = hessian.data;
      Arrays.fill(h, 0);
      double[] x = data.x().data;
      for (int i = 0; i < margins.length; i++) {
        double p = slack(i);
        double weight = p * (1 - p);
        int at = i * k;
        for (int a = 0; a < k; a++) {
          double left = weight * x[at + a];
          int row = a * k;
          for (int b = a; b < k; b++) {
            h[row + b] += left * x[at + b];
          }
        }
      }
      for (int a = 0; a < k; a++) {
        h[a * k + a] += 2 * penalties[a];
        for (int b = 0; b < a; b++) {
          h[a * k + b] = h[b * k + a];
        }
      }
    }

    // sigmoid(-m) of a row, by the exponential that value(…) kept.
    private double slack(int row) {
      double e = exps[row];
      return -margins[row] >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    private void direction() {
      for (int j = 0; j < k; j++) {
        right.data[j] = -gradient[j];
      }
      double ridge = 0;
      double diagonal = CommonOps_DDRM.elementMaxAbs(hessian);
      DMatrixRMaj damped = hessian;
      while (!cholesky.setA(cholesky.modifiesA() ? damped.copy() : damped)) {
        // Dependent columns: a little of I makes the step finite and still downhill.
        ridge = ridge == 0 ? 1e-12 * Math.max(diagonal, Double.MIN_NORMAL) : 10 * ridge;
        damped = hessian.copy();
        for (int j = 0; j < k; j++) {
          damped.data[j * k + j] += ridge;
        }
      }
      cholesky.solve(right, step);
    }

    // Armijo's rule with halving.
    private double lineSearch(double q) {
      double slope = 0;
      for (int j = 0; j < k; j++) {
        slope += gradient[j] * step.data[j];
      }
      for (double t = 1; t > 1e-12; t /= 2) {
        for (int j = 0; j < k; j++) {
          trial[j] = w.data[j] + t * step.data[j];
        }
        double next = value(trial);
        if (next <= q + 1e-4 * t * slope) {
          System.arraycopy(trial, 0, w.data, 0, k);
          return next;
        }
      }
      return q;
    }

    // Without a penalty a w that puts every margin at 0 or above, one of them far above, can be
    // scaled up for ever.
    private void requireOverlap() {
      for (double penalty : penalties) {
        if (penalty > 0) {
          return;
        }
      }
      double smallest = Arrays.stream(margins).min().orElse(0);
      double largest = Arrays.stream(margins).max().orElse(0);
      if (largest > 0 && smallest >= -1e-6 * largest && (smallest > 0 || largest > 15)) {
        throw new InputException("fit.separated");
      }
    }
  }
}
