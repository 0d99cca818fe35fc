package handgrad.fit;

import handgrad.words.InputException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * The maximum-likelihood estimates of a multivariate normal from m observations: μ̂ is the mean, Σ̂
 * the covariance with 1/m (not 1/(m − 1)).
 *
 * <p>As on the sheet, the data are n×m: a column is an observation. Source: Magnus and Neudecker,
 * Matrix Differential Calculus, 3rd ed., 15.3.
 *
 * @param mu the mean, n×1
 * @param sigma the covariance, n×n, symmetric
 */
public record NormalLikelihood(DMatrixRMaj mu, DMatrixRMaj sigma) {
  /**
   * Estimates both.
   *
   * @throws InputException if m ≤ n, or if the observations lie in a plane: then Σ̂ is singular and
   *     the likelihood unbounded
   */
  public static NormalLikelihood of(DMatrixRMaj x) {
    int n = x.numRows;
    int m = x.numCols;
    if (m <= n) {
      throw new InputException("fit.few-observations", m, n, n + 1);
    }
    DMatrixRMaj mu = new DMatrixRMaj(n, 1);
    CommonOps_DDRM.sumRows(x, mu);
    CommonOps_DDRM.divide(mu, m);
    NormalLikelihood estimate = new NormalLikelihood(mu, scatter(x, mu));
    double[] diagonal = new double[n];
    for (int i = 0; i < n; i++) {
      diagonal[i] = estimate.sigma.unsafe_get(i, i);
    }
    DMatrixRMaj factor = estimate.cholesky();
    for (int i = 0; i < n; i++) {
      if (factor.unsafe_get(i, i) <= 1e-7 * Math.sqrt(diagonal[i])) {
        throw new InputException("fit.sigma-singular");
      }
    }
    return estimate;
  }

  /** The log-likelihood −m/2 ln det(2πΣ) − ½ Σⱼ (xⱼ − μ)ᵀΣ⁻¹(xⱼ − μ) of this μ and Σ. */
  public double logLikelihood(DMatrixRMaj x) {
    int n = x.numRows;
    int m = x.numCols;
    DMatrixRMaj l = cholesky();
    double logDet = 0;
    for (int i = 0; i < n; i++) {
      logDet += 2 * StrictMath.log(l.unsafe_get(i, i));
    }
    double squares = 0;
    double[] z = new double[n];
    for (int j = 0; j < m; j++) {
      for (int i = 0; i < n; i++) {
        double sum = x.unsafe_get(i, j) - mu.data[i];
        for (int k = 0; k < i; k++) {
          sum -= l.unsafe_get(i, k) * z[k];
        }
        z[i] = sum / l.unsafe_get(i, i);
        squares += z[i] * z[i];
      }
    }
    return -0.5 * (m * (n * StrictMath.log(2 * Math.PI) + logDet) + squares);
  }

  /** The gradient by μ: mΣ⁻¹(x̄ − μ), n×1. */
  public DMatrixRMaj gradientByMu(DMatrixRMaj x) {
    DMatrixRMaj sum = new DMatrixRMaj(x.numRows, 1);
    CommonOps_DDRM.sumRows(x, sum);
    CommonOps_DDRM.addEquals(sum, -x.numCols, mu);
    DMatrixRMaj gradient = new DMatrixRMaj(x.numRows, 1);
    CommonOps_DDRM.mult(inverse(), sum, gradient);
    return gradient;
  }

  /** The gradient by Σ, all entries free: −m/2 Σ⁻¹ + m/2 Σ⁻¹SΣ⁻¹, S the scatter about μ, n×n. */
  public DMatrixRMaj gradientBySigma(DMatrixRMaj x) {
    DMatrixRMaj inverse = inverse();
    DMatrixRMaj left = new DMatrixRMaj(inverse.numRows, inverse.numRows);
    DMatrixRMaj gradient = new DMatrixRMaj(inverse.numRows, inverse.numRows);
    CommonOps_DDRM.mult(inverse, scatter(x, mu), left);
    CommonOps_DDRM.mult(left, inverse, gradient);
    CommonOps_DDRM.subtractEquals(gradient, inverse);
    CommonOps_DDRM.scale(0.5 * x.numCols, gradient);
    return gradient;
  }

  private DMatrixRMaj inverse() {
    DMatrixRMaj inverse = new DMatrixRMaj(sigma.numRows, sigma.numRows);
    CommonOps_DDRM.invert(sigma, inverse);
    return inverse;
  }

  private static DMatrixRMaj scatter(DMatrixRMaj x, DMatrixRMaj mu) {
    int n = x.numRows;
    int m = x.numCols;
    DMatrixRMaj s = new DMatrixRMaj(n, n);
    for (int j = 0; j < m; j++) {
      for (int a = 0; a < n; a++) {
        double d = x.unsafe_get(a, j) - mu.data[a];
        for (int b = 0; b <= a; b++) {
          s.data[a * n + b] += d * (x.unsafe_get(b, j) - mu.data[b]) / m;
        }
      }
    }
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < a; b++) {
        s.data[b * n + a] = s.data[a * n + b];
      }
    }
    return s;
  }

  private DMatrixRMaj cholesky() {
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
        DecompositionFactory_DDRM.chol(sigma.numRows, true);
    if (!cholesky.decompose(sigma.copy())) {
      throw new InputException("fit.sigma-singular");
    }
    return cholesky.getT(null);
  }
}
