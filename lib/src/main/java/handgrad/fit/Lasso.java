package handgrad.fit;

import handgrad.words.InputException;
import handgrad.words.Progress;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Lasso: the minimum of Q(w) = (y − Xw)ᵀ(y − Xw) + λ‖w‖₁, with no ½ and no 1/n, so the threshold of
 * a coordinate is λ/2 and w = 0 from λ = 2 maxⱼ |xⱼᵀy| on.
 *
 * <p>Three ways: {@link #of} (coordinate descent on XᵀX, finished by solving the optimality
 * conditions on the active coordinates), {@link #proximalStep} and {@link #subgradient}. Source:
 * Friedman, Hastie, Tibshirani (2010), J. Stat. Software 33(1), (5) and 2.2.
 *
 * @param w the coefficients, k×1; with an intercept (k+1)×1, the intercept first
 * @param q Q at w, the penalty included
 * @param kkt the largest violation of the optimality conditions, divided by λ_max
 */
public record Lasso(DMatrixRMaj w, double q, double kkt) {
  private static final double KKT = 1e-10;
  private static final int SWEEPS = 100_000;

  /**
   * Fits without an intercept.
   *
   * @throws InputException if λ is negative or no number
   */
  public static Lasso of(Observations data, double lambda) {
    Penalty.require(lambda);
    Gram gram = new Gram(data);
    double[] w = new double[data.columns()];
    gram.solve(lambda, w);
    return gram.result(data, w, lambda);
  }

  /** The same with an intercept that is not penalised, first in {@code w}. */
  public static Lasso withIntercept(Observations data, double lambda) {
    Lasso centered = of(data.centered(), lambda);
    return new Lasso(Ridge.withIntercept(data, centered.w), centered.q, centered.kkt);
  }

  /** The smallest λ for which w = 0: 2 maxⱼ |xⱼᵀy|. */
  public static double lambdaMax(Observations data) {
    return new Gram(data).lambdaMax;
  }

  /** The coefficients for each λ, each started at the one before; give λ falling. */
  public static Path path(Observations data, double[] lambdas) {
    Gram gram = new Gram(data);
    double[] w = new double[data.columns()];
    DMatrixRMaj all = new DMatrixRMaj(lambdas.length, data.columns());
    Progress progress = Progress.of(lambdas.length);
    for (int i = 0; i < lambdas.length; i++) {
      progress.reached(i + 1);
      Penalty.require(lambdas[i]);
      gram.solve(lambdas[i], w);
      System.arraycopy(w, 0, all.data, i * w.length, w.length);
    }
    return new Path(lambdas, all, data.names());
  }

  /** The soft threshold S(t, c) = sign(t)·max(|t| − c, 0). */
  public static double softThreshold(double t, double c) {
    return t > c ? t - c : t < -c ? t + c : 0;
  }

  /** One proximal gradient step: S(w + 2γXᵀ(y − Xw), γλ), entry by entry. */
  public static DMatrixRMaj proximalStep(
      Observations data, double lambda, double gamma, DMatrixRMaj w) {
    DMatrixRMaj next = w.copy();
    CommonOps_DDRM.addEquals(next, -gamma, LeastSquares.gradient(data, w));
    for (int j = 0; j < next.numRows; j++) {
      next.data[j] = softThreshold(next.data[j], gamma * lambda);
    }
    return next;
  }

  /** One coordinate step in place: w_j ← S(x_jᵀ(y − Xw + x_jw_j), λ/2)/x_jᵀx_j. */
  public static void coordinateStep(Observations data, double lambda, int j, DMatrixRMaj w) {
    double own = 0;
    double score = 0;
    for (int i = 0; i < data.rows(); i++) {
      double residual = data.y().data[i];
      for (int k = 0; k < data.columns(); k++) {
        residual -= k == j ? 0 : data.x().unsafe_get(i, k) * w.data[k];
      }
      score += data.x().unsafe_get(i, j) * residual;
      own += data.x().unsafe_get(i, j) * data.x().unsafe_get(i, j);
    }
    w.data[j] = own == 0 ? 0 : softThreshold(score, lambda / 2) / own;
  }

  /** The sub-gradient −2Xᵀ(y − Xw) + λ sign(w), with sign(0) = 0, k×1. */
  public static DMatrixRMaj subgradient(Observations data, double lambda, DMatrixRMaj w) {
    DMatrixRMaj gradient = LeastSquares.gradient(data, w);
    for (int j = 0; j < w.numRows; j++) {
      gradient.data[j] += lambda * Math.signum(w.data[j]);
    }
    return gradient;
  }

  public static double q(Observations data, DMatrixRMaj w, double lambda) {
    return LeastSquares.residual(data, w) + lambda * CommonOps_DDRM.elementSumAbs(w);
  }

  /** The largest violation of the optimality conditions at any w, divided by λ_max. */
  public static double kkt(Observations data, double lambda, DMatrixRMaj w) {
    Gram gram = new Gram(data);
    return gram.violation(lambda, Arrays.copyOf(w.data, w.numRows)) / gram.scale();
  }

  /** XᵀX and Xᵀy, from which every λ is solved. */
  private static final class Gram {
    final int k;
    final DMatrixRMaj xtx;
    final double[] xty;
    final double lambdaMax;

    Gram(Observations data) {
      k = data.columns();
      xtx = new DMatrixRMaj(k, k);
      CommonOps_DDRM.multInner(data.x(), xtx);
      DMatrixRMaj right = new DMatrixRMaj(k, 1);
      CommonOps_DDRM.multTransA(data.x(), data.y(), right);
      xty = right.data;
      lambdaMax = 2 * CommonOps_DDRM.elementMaxAbs(right);
    }

    double scale() {
      return lambdaMax == 0 ? 1 : lambdaMax;
    }

    Lasso result(Observations data, double[] w, double lambda) {
      DMatrixRMaj vector = new DMatrixRMaj(k, 1, true, w);
      return new Lasso(vector, q(data, vector, lambda), violation(lambda, w) / scale());
    }

    // Coordinate descent finds the active set; an exact solve on it brings the last digits.
    void solve(double lambda, double[] w) {
      Progress progress = Progress.of(SWEEPS);
      for (int sweep = 0; sweep < SWEEPS; sweep++) {
        progress.reached(sweep + 1);
        for (int j = 0; j < k; j++) {
          double own = xtx.unsafe_get(j, j);
          double score = xty[j] - product(j, w) + own * w[j];
          w[j] = own == 0 ? 0 : softThreshold(score, lambda / 2) / own;
        }
        if (violation(lambda, w) <= KKT * scale() || (sweep % 2 == 1 && finish(lambda, w))) {
          return;
        }
      }
      throw new InputException(
          "fit.no-convergence", "coordinate descent", SWEEPS, violation(lambda, w));
    }

    private boolean finish(double lambda, double[] w) {
      int[] active = java.util.stream.IntStream.range(0, k).filter(j -> w[j] != 0).toArray();
      int size = active.length;
      DMatrixRMaj a = new DMatrixRMaj(size, size);
      DMatrixRMaj b = new DMatrixRMaj(size, 1);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          a.unsafe_set(i, j, xtx.unsafe_get(active[i], active[j]));
        }
        b.data[i] = xty[active[i]] - lambda / 2 * Math.signum(w[active[i]]);
      }
      LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(Math.max(size, 1));
      if (size == 0 || !cholesky.setA(a)) {
        return false;
      }
      DMatrixRMaj solved = new DMatrixRMaj(size, 1);
      cholesky.solve(b, solved);
      double[] candidate = new double[k];
      for (int i = 0; i < size; i++) {
        if (Math.signum(solved.data[i]) != Math.signum(w[active[i]])) {
          return false;
        }
        candidate[active[i]] = solved.data[i];
      }
      if (violation(lambda, candidate) > KKT * scale()) {
        return false;
      }
      System.arraycopy(candidate, 0, w, 0, k);
      return true;
    }

    double violation(double lambda, double[] w) {
      double worst = 0;
      for (int j = 0; j < k; j++) {
        double gradient = 2 * (product(j, w) - xty[j]);
        double gap =
            w[j] != 0
                ? Math.abs(gradient + lambda * Math.signum(w[j]))
                : Math.max(0, Math.abs(gradient) - lambda);
        worst = Math.max(worst, gap);
      }
      return worst;
    }

    private double product(int row, double[] w) {
      double sum = 0;
      for (int j = 0; j < k; j++) {
        sum += xtx.unsafe_get(row, j) * w[j];
      }
      return sum;
    }
  }
}
