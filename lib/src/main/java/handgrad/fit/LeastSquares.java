package handgrad.fit;

import handgrad.words.InputException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.decomposition.qr.QRColPivDecompositionHouseholderColumn_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Linear regression: the minimum of Q(w) = (y − Xw)ᵀ(y − Xw), w k×1, by Householder's QR with
 * column pivoting, not by the normal equations, which square the condition number.
 *
 * <p>Columns are first scaled by powers of two, which loses no digit and makes the rank independent
 * of units. Source: Golub and Van Loan, Matrix Computations, 4th ed., 5.3 and 5.5.
 *
 * @param w the coefficients, k×1
 * @param q Q at w, the sum of squared residuals
 * @param rank the rank of X as QR sees it
 * @param standardErrors the coefficients' standard errors, k×1; NaN where n ≤ k or the rank is
 *     deficient
 * @param residualVariance Q/(n − k)
 */
public record LeastSquares(
    DMatrixRMaj w, double q, int rank, DMatrixRMaj standardErrors, double residualVariance) {

  /** What to do where X has dependent columns, so that the minimum is not unique. */
  public enum Deficient {
    /** Say so: {@code fit.rank-deficient}. */
    REFUSE,
    /** Take the minimum with the smallest ‖w‖, by the singular value decomposition. */
    MINIMUM_NORM
  }

  /**
   * Fits X and y as they are; add {@link Observations#withIntercept()} for an intercept.
   *
   * @throws InputException if the rank is deficient and {@code deficient} is {@code REFUSE}
   */
  public static LeastSquares of(Observations data, Deficient deficient) {
    DMatrixRMaj x = data.x();
    int n = x.numRows;
    int k = x.numCols;
    double[] scales = new double[k];
    DMatrixRMaj scaled = scaleColumns(x, scales);
    var qr = new QRColPivDecompositionHouseholderColumn_DDRM();
    qr.setExpectedMaxSize(n, k);
    qr.setSingularThreshold(Math.max(n, k) * Math.ulp(1.0));
    qr.decompose(scaled);
    int rank = Math.min(qr.getRank(), Math.min(n, k));
    if (rank < k) {
      if (deficient == Deficient.REFUSE) {
        throw n < k
            ? new InputException("fit.more-columns", k, n)
            : new InputException("fit.rank-deficient", rank, k);
      }
      DMatrixRMaj w = minimumNorm(data);
      DMatrixRMaj none = new DMatrixRMaj(k, 1);
      CommonOps_DDRM.fill(none, Double.NaN);
      return new LeastSquares(w, residual(data, w), rank, none, Double.NaN);
    }
    double[][] reflectors = qr.getQR();
    double[] qty = data.y().data.clone();
    applyTransposedQ(reflectors, qr.getGammas(), n, k, qty);
    int[] pivots = qr.getColPivots();
    DMatrixRMaj w = new DMatrixRMaj(k, 1);
    double[] solution = new double[k];
    backSubstitute(reflectors, k, qty, solution);
    for (int j = 0; j < k; j++) {
      w.data[pivots[j]] = solution[j] * scales[pivots[j]];
    }
    double q = residual(data, w);
    double variance = n > k ? q / (n - k) : Double.NaN;
    return new LeastSquares(
        w, q, rank, standardErrors(reflectors, k, pivots, scales, variance), variance);
  }

  /** The gradient −2Xᵀ(y − Xw) of Q at any w, k×1. */
  public static DMatrixRMaj gradient(Observations data, DMatrixRMaj w) {
    DMatrixRMaj residual = data.y().copy();
    CommonOps_DDRM.multAdd(-1, data.x(), w, residual);
    DMatrixRMaj gradient = new DMatrixRMaj(data.columns(), 1);
    CommonOps_DDRM.multTransA(-2, data.x(), residual, gradient);
    return gradient;
  }

  /** The residuals y − Xw, n×1. */
  public DMatrixRMaj residuals(Observations data) {
    DMatrixRMaj residual = data.y().copy();
    CommonOps_DDRM.multAdd(-1, data.x(), w, residual);
    return residual;
  }

  static double residual(Observations data, DMatrixRMaj w) {
    double q = 0;
    for (int i = 0; i < data.rows(); i++) {
      double r = data.y().data[i];
      for (int j = 0; j < data.columns(); j++) {
        r -= data.x().unsafe_get(i, j) * w.data[j];
      }
      q += r * r;
    }
    return q;
  }

  private static DMatrixRMaj scaleColumns(DMatrixRMaj x, double[] scales) {
    DMatrixRMaj scaled = x.copy();
    for (int j = 0; j < x.numCols; j++) {
      double largest = 0;
      for (int i = 0; i < x.numRows; i++) {
        largest = Math.max(largest, Math.abs(x.unsafe_get(i, j)));
      }
      scales[j] = largest == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(largest));
      for (int i = 0; i < x.numRows; i++) {
        scaled.unsafe_set(i, j, x.unsafe_get(i, j) * scales[j]);
      }
    }
    return scaled;
  }

  // Q = H1 … Hk with Hj = I − γ u uᵀ, u = (1, stored below the diagonal); Qᵀy = Hk … H1 y.
  private static void applyTransposedQ(
      double[][] columns, double[] gammas, int n, int k, double[] y) {
    for (int j = 0; j < Math.min(n, k); j++) {
      double[] u = columns[j];
      double dot = y[j];
      for (int i = j + 1; i < n; i++) {
        dot += u[i] * y[i];
      }
      dot *= gammas[j];
      y[j] -= dot;
      for (int i = j + 1; i < n; i++) {
        y[i] -= dot * u[i];
      }
    }
  }

  private static void backSubstitute(double[][] r, int k, double[] right, double[] solution) {
    for (int i = k - 1; i >= 0; i--) {
      double sum = right[i];
      for (int j = i + 1; j < k; j++) {
        sum -= r[j][i] * solution[j];
      }
      solution[i] = sum / r[i][i];
    }
  }

  // (XᵀX)⁻¹ = P R⁻¹R⁻ᵀ Pᵀ, so a variance is the squared length of a row of R⁻¹.
  private static DMatrixRMaj standardErrors(
      double[][] r, int k, int[] pivots, double[] scales, double variance) {
    double[] squares = new double[k];
    double[] column = new double[k];
    double[] unit = new double[k];
    for (int j = 0; j < k; j++) {
      java.util.Arrays.fill(unit, 0);
      unit[j] = 1;
      backSubstitute(r, k, unit, column);
      for (int i = 0; i < k; i++) {
        squares[i] += column[i] * column[i];
      }
    }
    DMatrixRMaj errors = new DMatrixRMaj(k, 1);
    for (int j = 0; j < k; j++) {
      errors.data[pivots[j]] = Math.sqrt(variance * squares[j]) * scales[pivots[j]];
    }
    return errors;
  }

  private static DMatrixRMaj minimumNorm(Observations data) {
    LinearSolverDense<DMatrixRMaj> svd = LinearSolverFactory_DDRM.pseudoInverse(true);
    svd.setA(data.x().copy());
    DMatrixRMaj w = new DMatrixRMaj(data.columns(), 1);
    svd.solve(data.y(), w);
    return w;
  }

  /** ‖w‖, for comparing minima where they are many. */
  public double norm() {
    return NormOps_DDRM.normP2(w);
  }
}
