package handgrad.fit;

import handgrad.words.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/**
 * The models that are fitted by name, each for exactly the sheet's Q; an intercept is never
 * penalised.
 *
 * <pre>{@code
 * Observations data =
 *     new Observations(
 *         new DMatrixRMaj(4, 1, true, 1, 2, 3, 4), new DMatrixRMaj(4, 1, true, 3, 5, 7, 9), List.of("x"));
 * Model.RIDGE.fit(data, 5, true).w()   // [3.5; 1]
 * }</pre>
 */
public enum Model {
  /** Q(w) = ‖y − Xw‖². */
  OLS,
  /** Q(w) = ‖y − Xw‖² + λwᵀw. */
  RIDGE,
  /** Q(w) = ‖y − Xw‖² + λ‖w‖₁. */
  LASSO,
  /** Q(w) = Σᵢ ln(1 + exp(−yᵢxᵢᵀw)) + λwᵀw, labels ±1 or 0 and 1. */
  LOGISTIC;

  /**
   * What a fit gives.
   *
   * @param names the coefficients' names, {@code intercept} first where there is one
   * @param w the coefficients, as many
   * @param q Q at w, the penalty included
   * @param kkt the largest violation of the optimality conditions, divided by λ_max: the largest
   *     entry of the gradient of what is not the penalty where all slopes are 0
   * @param standardErrors the coefficients' standard errors of OLS; NaN where there are none
   */
  public record Fitted(
      List<String> names, DMatrixRMaj w, double q, double kkt, double[] standardErrors) {}

  /** Whether the model has a penalty, so that a λ can be given. */
  public boolean isPenalized() {
    return this != OLS;
  }

  /**
   * Fits.
   *
   * @param lambda the penalty's weight; OLS has none and takes 0
   * @throws InputException if λ is negative, or given to OLS; if X's rank is deficient and there is
   *     no penalty; if the labels are not two, or separable without a penalty
   */
  public Fitted fit(Observations data, double lambda, boolean intercept) {
    Penalty.require(lambda);
    if (!isPenalized() && lambda != 0) {
      throw new InputException("fit.no-penalty", lambda);
    }
    return switch (this) {
      case OLS -> leastSquares(data, intercept);
      case RIDGE -> ridge(data, lambda, intercept);
      case LASSO -> lasso(data, lambda, intercept);
      case LOGISTIC -> logistic(data, lambda, intercept);
    };
  }

  private static Fitted leastSquares(Observations data, boolean intercept) {
    Observations all = intercept ? data.withIntercept() : data;
    LeastSquares fit = LeastSquares.of(all, LeastSquares.Deficient.REFUSE);
    double kkt = smooth(data, 0, intercept, fit.w());
    return new Fitted(all.names(), fit.w(), fit.q(), kkt, fit.standardErrors().data.clone());
  }

  private static Fitted ridge(Observations data, double lambda, boolean intercept) {
    Ridge fit = intercept ? Ridge.withIntercept(data, lambda) : Ridge.of(data, lambda);
    return fitted(data, intercept, fit.w(), fit.q(), smooth(data, lambda, intercept, fit.w()));
  }

  private static Fitted lasso(Observations data, double lambda, boolean intercept) {
    Lasso fit = intercept ? Lasso.withIntercept(data, lambda) : Lasso.of(data, lambda);
    return fitted(data, intercept, fit.w(), fit.q(), fit.kkt());
  }

  private static Fitted logistic(Observations data, double lambda, boolean intercept) {
    Observations labelled = LogisticRegression.signed(data);
    Observations all = intercept ? labelled.withIntercept() : labelled;
    int free = intercept ? 1 : 0;
    LogisticRegression fit = LogisticRegression.of(all, lambda, free);
    DMatrixRMaj gradient = LogisticRegression.gradient(all, 0, fit.w());
    for (int j = free; j < gradient.numRows; j++) {
      gradient.data[j] += 2 * lambda * fit.w().data[j];
    }
    DMatrixRMaj start = new DMatrixRMaj(all.columns(), 1);
    double most = NormOps_DDRM.normPInf(LogisticRegression.gradient(all, 0, start));
    return fitted(data, intercept, fit.w(), fit.q(), ratio(NormOps_DDRM.normPInf(gradient), most));
  }

  private static Fitted fitted(
      Observations data, boolean intercept, DMatrixRMaj w, double q, double kkt) {
    List<String> names = new ArrayList<>(data.names());
    if (intercept) {
      names.add(0, "intercept");
    }
    double[] none = new double[w.numRows];
    Arrays.fill(none, Double.NaN);
    return new Fitted(names, w, q, kkt, none);
  }

  // The gradient by the slopes of centred data is that at the best intercept.
  private static double smooth(Observations data, double lambda, boolean intercept, DMatrixRMaj w) {
    Observations centered = intercept ? data.centered() : data;
    DMatrixRMaj slopes = intercept ? CommonOps_DDRM.extract(w, 1, w.numRows, 0, 1) : w;
    double violation = NormOps_DDRM.normPInf(Ridge.gradient(centered, lambda, slopes));
    return ratio(violation, Lasso.lambdaMax(centered));
  }

  private static double ratio(double violation, double most) {
    return most == 0 ? violation : violation / most;
  }
}
