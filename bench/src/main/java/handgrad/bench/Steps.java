package handgrad.bench;

import handgrad.net.Activation;
import handgrad.net.Linear;
import handgrad.net.Loss;
import handgrad.net.Net;
import handgrad.net.Training;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;

/** A training step of XW₁ → ReLU → W₂ with squared loss against the same written by hand. */
final class Steps {
  private static final double GAMMA = 1e-9;

  private Steps() {}

  static Pair pair(int n, int rows) {
    Random random = new Random(20191116);
    DMatrixRMaj x = RandomMatrices_DDRM.rectangle(rows, n, -1, 1, random);
    DMatrixRMaj y = RandomMatrices_DDRM.rectangle(rows, 1, -1, 1, random);
    DMatrixRMaj w1 = RandomMatrices_DDRM.rectangle(n, n, -0.1, 0.1, random);
    DMatrixRMaj w2 = RandomMatrices_DDRM.rectangle(n, 1, -0.1, 0.1, random);
    Training training =
        Training.of(Net.of(Loss.SQUARED_SUM, new Linear(w1), Activation.RELU, new Linear(w2)));
    MatrixNet hand = new MatrixNet(x, y, w1.copy(), w2.copy());
    return new Pair(
        () -> training.step(x, y, GAMMA), () -> byHand(hand), MatrixNet.class.getSimpleName());
  }

  private static double byHand(MatrixNet hand) {
    double loss = hand.valueAndGradients();
    CommonOps_DDRM.addEquals(hand.variable(), -GAMMA, hand.gradientByW1());
    CommonOps_DDRM.addEquals(hand.ofOuterLayer().variable(), -GAMMA, hand.gradientByW2());
    return loss;
  }
}
