package handgrad.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handgrad.words.InputException;
import handgrad.words.Language;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class NetTest {
  static DMatrixRMaj matrix(double[]... rows) {
    return new DMatrixRMaj(rows);
  }

  static DMatrixRMaj row(double... entries) {
    return new DMatrixRMaj(1, entries.length, true, entries);
  }

  static final DMatrixRMaj W1 = matrix(new double[] {1, -1}, new double[] {0.5, 0});
  static final DMatrixRMaj W2 = matrix(new double[] {0.5}, new double[] {1});
  static final DMatrixRMaj X = row(1, 2);

  /** The net of task 5. */
  static Net task5(Loss loss) {
    return Net.of(loss, new Linear(W1), Activation.RELU, new Linear(W2));
  }

  /** The net of task 3: a chain of three sigmoid neurons, all parameters zero. */
  static Net task3(Loss loss) {
    Linear neuron = new Linear(row(0), row(0));
    return Net.of(
        loss, neuron, Activation.SIGMOID, neuron, Activation.SIGMOID, neuron, Activation.SIGMOID);
  }

  private static void says(String english, String russian, Runnable action) {
    InputException e = assertThrows(InputException.class, action::run);
    assertEquals(english, e.getMessage());
    assertEquals(russian, e.message().in(Language.RU));
  }

  @Test
  void traceReadsLikeABlackboard() {
    assertEquals(
        """
        forward
          H = X*W1 = [2 -1]
          O = relu(H) = [2 0]
          yhat = O*W2 = 1
          L = (y - yhat)^2 = 1
        local derivatives
          dO/dH = step(H) = [1 0]
          dyhat/dO = W2' = [0.5 1]
        backward
          dL/dyhat = 2*(yhat - y) = 2
          dL/dW2 = O'*dL/dyhat = [4; 0]
          dL/dO = dL/dyhat*W2' = [1 2]
          dL/dH = dL/dO.*dO/dH = [1 0]
          dL/dW1 = X'*dL/dH = [1 0; 2 0]
        step
          W1 new = W1 - gamma*dL/dW1 = [0 -1; -1.5 0]
          W2 new = W2 - gamma*dL/dW2 = [-3.5; 1]""",
        task5(Loss.SQUARED_SUM).trace(X, row(0), 1).toString());
  }

  @Test
  void traceOfAChainUsesSmallLetters() {
    assertEquals(
        """
        прямой проход
          h1 = x*w1_1 + w0_1 = 0
          o1 = sigmoid(h1) = 0.5
          h2 = o1*w1_2 + w0_2 = 0
          o2 = sigmoid(h2) = 0.5
          h3 = o2*w1_3 + w0_3 = 0
          yhat = sigmoid(h3) = 0.5
          L = -(y*log(yhat) + (1 - y)*log(1 - yhat)) = 0.693147
        локальные производные
          do1/dh1 = o1*(1 - o1) = 0.25
          dh2/do1 = w1_2 = 0
          do2/dh2 = o2*(1 - o2) = 0.25
          dh3/do2 = w1_3 = 0
          dyhat/dh3 = yhat*(1 - yhat) = 0.25
        обратный проход
          dL/dyhat = -(y/yhat) + (1 - y)/(1 - yhat) = -2
          dL/dh3 = dL/dyhat*dyhat/dh3 = -0.5
          dL/dw1_3 = dL/dh3*o2 = -0.25
          dL/dw0_3 = dL/dh3 = -0.5
          dL/do2 = dL/dh3*w1_3 = 0
          dL/dh2 = dL/do2*do2/dh2 = 0
          dL/dw1_2 = dL/dh2*o1 = 0
          dL/dw0_2 = dL/dh2 = 0
          dL/do1 = dL/dh2*w1_2 = 0
          dL/dh1 = dL/do1*do1/dh1 = 0
          dL/dw1_1 = dL/dh1*x = 0
          dL/dw0_1 = dL/dh1 = 0
        шаг
          w1_1 new = w1_1 - gamma*dL/dw1_1 = 0
          w0_1 new = w0_1 - gamma*dL/dw0_1 = 0
          w1_2 new = w1_2 - gamma*dL/dw1_2 = 0
          w0_2 new = w0_2 - gamma*dL/dw0_2 = 0
          w1_3 new = w1_3 - gamma*dL/dw1_3 = 0.25
          w0_3 new = w0_3 - gamma*dL/dw0_3 = 0.5""",
        task3(Loss.LOG_SUM).trace(row(1), row(1), 1).text(Language.RU));
  }

  @Test
  void widthsThatDifferNameBothLayers() {
    says(
        "layer 1 (linear 2×2) gives 2 numbers, layer 3 (linear 3×1) takes 3: make the two equal",
        "слой 1 (linear 2×2) выдаёт чисел: 2, а слой 3 (linear 3×1) принимает: 3; сделайте их"
            + " равными",
        () ->
            Net.of(
                Loss.SQUARED_SUM,
                new Linear(W1),
                Activation.RELU,
                new Linear(new DMatrixRMaj(3, 1))));
  }

  @Test
  void badInputIsRefusedByPlaceAndRemedy() {
    says(
        "row 2: the label is 2; log-loss takes 0 and 1 (turn -1 and 1 into (y+1)/2)",
        "строка 2: метка 2; логарифмические потери принимают 0 и 1 (метки -1 и 1 превратите в"
            + " (y+1)/2)",
        () ->
            task5(Loss.SIGMOID_LOG_SUM)
                .pass(
                    matrix(new double[] {1, 2}, new double[] {1, 2}),
                    matrix(new double[] {1}, new double[] {2})));
    says(
        "the batch is empty: give at least one observation",
        "наблюдений нет: нужно хотя бы одно",
        () -> task5(Loss.SQUARED_SUM).pass(new DMatrixRMaj(0, 2), new DMatrixRMaj(0, 1)));
    says(
        "layer 2 (linear 2×1): W has NaN in row 2, column 1; give a finite number",
        "слой 2 (linear 2×1): в W в строке 2, столбце 1 стоит NaN; нужно конечное число",
        () ->
            Net.of(
                Loss.SQUARED_SUM,
                new Linear(W1),
                new Linear(matrix(new double[] {1}, new double[] {Double.NaN}))));
    says(
        "gamma = -1: the learning rate is a positive number; a negative one climbs",
        "gamma = -1: скорость обучения — положительное число; с отрицательной шаг идёт вверх",
        () -> task5(Loss.SQUARED_SUM).step(X, row(0), -1));
    says(
        "row 1: the probability is exactly 1 while y = 0, so the log-loss is infinite; take the"
            + " loss SIGMOID_LOG, which works with the score",
        "строка 1: вероятность ровно 1 при y = 0, логарифмические потери бесконечны; возьмите"
            + " потери SIGMOID_LOG, они берут число до сигмоиды",
        () -> Loss.LOG_SUM.value(row(1), row(0)));
    says(
        "X is 1×3, the net takes 2 inputs: give one observation a row, 2 numbers each",
        "X имеет размер 1×3, а входов у сети 2: каждое наблюдение — строка из 2 чисел",
        () -> task5(Loss.SQUARED_SUM).predict(row(1, 2, 3)));
  }

  @Test
  void tooLargeAGammaNamesTheStep() {
    says(
        "with gamma = 1e300 the loss became infinite at step 1: take a smaller gamma",
        "при gamma = 1e300 потери стали бесконечными на шаге 1: возьмите gamma поменьше",
        () -> Net.of(Loss.SQUARED_SUM, new Linear(row(1))).step(row(1), row(0), 1e300));
    Net line = Net.of(Loss.SQUARED_SUM, new Linear(row(1)));
    says(
        "with gamma = 10 the loss became infinite at step 121: take a smaller gamma",
        "при gamma = 10 потери стали бесконечными на шаге 121: возьмите gamma поменьше",
        () -> Descent.full(line, row(1), row(0), 10, 200));
    Training training = Training.of(line);
    says(
        "with gamma = 10 the loss became infinite at step 121: take a smaller gamma",
        "при gamma = 10 потери стали бесконечными на шаге 121: возьмите gamma поменьше",
        () -> {
          for (int k = 0; k < 200; k++) {
            training.step(row(1), row(0), 10);
          }
        });
  }

  @Test
  void certainProbabilitiesOnTheRightSideAreFine() {
    assertEquals(0, Loss.LOG_SUM.value(row(0), row(0)));
    assertEquals(0, Loss.LOG_SUM.value(row(1), row(1)));
    assertEquals(1, Loss.LOG_SUM.gradient(row(0), row(0)).data[0]);
    assertEquals(-1, Loss.LOG_SUM.gradient(row(1), row(1)).data[0]);
  }

  @Test
  void fusedLossStaysExactAtLargeScores() {
    assertEquals(800, Loss.SIGMOID_LOG_SUM.value(row(800), row(0)));
    assertEquals(StrictMath.exp(-700), Loss.SIGMOID_LOG_SUM.value(row(700), row(1)));
    assertEquals(-StrictMath.exp(-700), Loss.SIGMOID_LOG_SUM.gradient(row(700), row(1)).data[0]);
  }
}
