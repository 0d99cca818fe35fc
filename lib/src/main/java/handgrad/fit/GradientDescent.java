package handgrad.fit;

import handgrad.words.InputException;
import handgrad.words.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Gradient descent: v ← βv − γ∇Q(w), w ← w + v, from a start; β is the momentum.
 *
 * @param path every w, the start first
 * @param values Q at each of them
 */
public record GradientDescent(List<DMatrixRMaj> path, List<Double> values) {
  public GradientDescent {
    path = List.copyOf(path);
    values = List.copyOf(values);
  }

  /**
   * Takes {@code steps} steps; stops before them where Q becomes infinite.
   *
   * @throws InputException if γ is not positive
   */
  public static GradientDescent run(
      ToDoubleFunction<DMatrixRMaj> q,
      UnaryOperator<DMatrixRMaj> gradient,
      DMatrixRMaj start,
      double gamma,
      double momentum,
      int steps) {
    if (!(gamma > 0)) {
      throw new InputException("fit.step", gamma);
    }
    List<DMatrixRMaj> path = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    DMatrixRMaj w = start.copy();
    DMatrixRMaj velocity = new DMatrixRMaj(w.numRows, w.numCols);
    path.add(w.copy());
    values.add(q.applyAsDouble(w));
    Progress progress = Progress.of(steps);
    for (int step = 1; step <= steps; step++) {
      progress.reached(step);
      CommonOps_DDRM.add(momentum, velocity, -gamma, gradient.apply(w), velocity);
      CommonOps_DDRM.addEquals(w, velocity);
      double value = q.applyAsDouble(w);
      path.add(w.copy());
      values.add(value);
      if (!Double.isFinite(value)) {
        break;
      }
    }
    return new GradientDescent(path, values);
  }

  /** The last w. */
  public DMatrixRMaj w() {
    return path.get(path.size() - 1);
  }

  /** Whether Q became infinite on the way. */
  public boolean diverged() {
    return !Double.isFinite(values.get(values.size() - 1));
  }

  /**
   * The bound on γ for Q = ‖y − Xw‖² (no ½), without momentum: 1/λ_max(XᵀX). Descent converges for
   * every smaller γ, and diverges from almost every start for a larger one.
   */
  public static double bound(DMatrixRMaj x) {
    DMatrixRMaj xtx = new DMatrixRMaj(x.numCols, x.numCols);
    CommonOps_DDRM.multInner(x, xtx);
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(x.numCols, false, true);
    eigen.decompose(xtx);
    double largest = 0;
    for (int i = 0; i < x.numCols; i++) {
      largest = Math.max(largest, eigen.getEigenvalue(i).getReal());
    }
    return 1 / largest;
  }
}
