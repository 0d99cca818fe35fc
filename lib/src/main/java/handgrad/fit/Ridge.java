package handgrad.fit;

import handgrad.words.InputException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Ridge regression: the minimum of Q(w) = (y − Xw)ᵀ(y − Xw) + λwᵀw, that is w = (XᵀX + λI)⁻¹Xᵀy.
 *
 * <p>It is computed as least squares on X with √λ I below it, which has the same Q and keeps the
 * digits that XᵀX would lose. Source: Hastie, Tibshirani, Friedman, The Elements of Statistical
 * Learning, 2nd ed., (3.41)–(3.44).
 *
 * @param w the coefficients, k×1; with an intercept (k+1)×1, the intercept first
 * @param q Q at w, the penalty included
 */
public record Ridge(DMatrixRMaj w, double q) {
  /**
   * Fits without an intercept, every coefficient penalised, as the sheet writes it.
   *
   * @throws InputException if λ is negative or no number, or if λ = 0 and the rank is deficient
   */
  public static Ridge of(Observations data, double lambda) {
    Penalty.require(lambda);
    DMatrixRMaj w =
        LeastSquares.of(lambda == 0 ? data : augmented(data, lambda), LeastSquares.Deficient.REFUSE)
            .w();
    return new Ridge(w, q(data, w, lambda));
  }

  /** The same with an intercept that is not penalised, first in {@code w}. */
  public static Ridge withIntercept(Observations data, double lambda) {
    if (lambda == 0) {
      Observations wider = data.withIntercept();
      DMatrixRMaj w = LeastSquares.of(wider, LeastSquares.Deficient.REFUSE).w();
      return new Ridge(w, LeastSquares.residual(wider, w));
    }
    Ridge centered = of(data.centered(), lambda);
    return new Ridge(withIntercept(data, centered.w), centered.q);
  }

  /** The coefficients for each λ, one fit a λ. */
  public static Path path(Observations data, double[] lambdas) {
    DMatrixRMaj all = new DMatrixRMaj(lambdas.length, data.columns());
    for (int i = 0; i < lambdas.length; i++) {
      CommonOps_DDRM.insert(CommonOps_DDRM.transpose(of(data, lambdas[i]).w, null), all, i, 0);
    }
    return new Path(lambdas, all, data.names());
  }

  /** The gradient −2Xᵀ(y − Xw) + 2λw of Q at any w, k×1. */
  public static DMatrixRMaj gradient(Observations data, double lambda, DMatrixRMaj w) {
    DMatrixRMaj gradient = LeastSquares.gradient(data, w);
    CommonOps_DDRM.addEquals(gradient, 2 * lambda, w);
    return gradient;
  }

  public static double q(Observations data, DMatrixRMaj w, double lambda) {
    return LeastSquares.residual(data, w) + lambda * CommonOps_DDRM.dot(w, w);
  }

  private static Observations augmented(Observations data, double lambda) {
    int n = data.rows();
    int k = data.columns();
    DMatrixRMaj x = new DMatrixRMaj(n + k, k);
    DMatrixRMaj y = new DMatrixRMaj(n + k, 1);
    CommonOps_DDRM.insert(data.x(), x, 0, 0);
    CommonOps_DDRM.insert(data.y(), y, 0, 0);
    for (int j = 0; j < k; j++) {
      x.unsafe_set(n + j, j, Math.sqrt(lambda));
    }
    return new Observations(x, y, data.names());
  }

  // The unpenalised intercept of centred data: mean of y less the fitted mean.
  static DMatrixRMaj withIntercept(Observations data, DMatrixRMaj w) {
    DMatrixRMaj all = new DMatrixRMaj(w.numRows + 1, 1);
    double intercept = data.meanOfY();
    for (int j = 0; j < w.numRows; j++) {
      intercept -= data.mean(j) * w.data[j];
      all.data[j + 1] = w.data[j];
    }
    all.data[0] = intercept;
    return all;
  }
}
