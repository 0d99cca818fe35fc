package handgrad.net;

import handgrad.words.InputException;
import handgrad.words.Progress;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Gradient descent of a net, every step kept.
 *
 * @param nets the start and the net after each step
 * @param losses the loss over all observations, at each of the nets
 */
public record Descent(List<Net> nets, List<Double> losses) {
  /** Keeps the lists unchangeable. */
  public Descent {
    nets = List.copyOf(nets);
    losses = List.copyOf(losses);
  }

  /**
   * Steps over all observations at once.
   *
   * @throws InputException as {@link Net#step}
   */
  public static Descent full(Net net, DMatrixRMaj x, DMatrixRMaj y, double gamma, int steps) {
    List<Net> nets = new ArrayList<>(List.of(net));
    Progress progress = Progress.of(steps);
    for (int k = 1; k <= steps; k++) {
      progress.reached(k);
      nets.add(step(nets.get(k - 1), x, y, gamma, k));
    }
    return of(nets, x, y);
  }

  /**
   * Stochastic gradient descent: one observation a step.
   *
   * @param order the observations' numbers, from 1, in the order of the steps
   * @throws InputException as {@link Net#step}, or if there is no such observation
   */
  public static Descent stochastic(
      Net net, DMatrixRMaj x, DMatrixRMaj y, double gamma, int... order) {
    List<Net> nets = new ArrayList<>(List.of(net));
    Progress progress = Progress.of(order.length);
    for (int k = 1; k <= order.length; k++) {
      progress.reached(k);
      int i = order[k - 1];
      if (i < 1 || i > x.numRows) {
        throw new InputException("net.observation", i, x.numRows);
      }
      nets.add(step(nets.get(k - 1), row(x, i), row(y, i), gamma, k));
    }
    return of(nets, x, y);
  }

  private static Descent of(List<Net> nets, DMatrixRMaj x, DMatrixRMaj y) {
    return new Descent(nets, nets.stream().map(n -> n.loss(x, y)).toList());
  }

  /** The last net. */
  public Net net() {
    return nets.get(nets.size() - 1);
  }

  /** Observation i, counted from 1. */
  static DMatrixRMaj row(DMatrixRMaj matrix, int i) {
    return CommonOps_DDRM.extract(matrix, i - 1, i, 0, matrix.numCols);
  }

  static Net step(Net net, DMatrixRMaj x, DMatrixRMaj y, double gamma, int number) {
    requireGamma(gamma);
    Pass pass = net.pass(x, y);
    Net next;
    try {
      next = net.minus(gamma, pass);
    } catch (InputException e) {
      throw new InputException("net.diverged", Decimal.text(gamma), number);
    }
    requireFiniteLoss(lossAfter(next, x, y), gamma, number);
    return next;
  }

  // A probability of exactly 0 or 1 on the wrong side is an infinite loss here, not bad input.
  private static double lossAfter(Net next, DMatrixRMaj x, DMatrixRMaj y) {
    List<DMatrixRMaj> outputs = next.forward(x);
    return next.loss().valueUnchecked(outputs.get(outputs.size() - 1), y);
  }

  static void requireGamma(double gamma) {
    if (!(gamma > 0) || Double.isInfinite(gamma)) {
      throw new InputException("net.gamma", Decimal.text(gamma));
    }
  }

  static void requireFiniteLoss(double loss, double gamma, int number) {
    if (!Double.isFinite(loss)) {
      throw new InputException("net.diverged", Decimal.text(gamma), number);
    }
  }
}
