package handgrad.net;

import static handgrad.net.NetTest.row;
import static handgrad.net.NetTest.task3;
import static handgrad.net.NetTest.task5;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.check.Estimate;
import handgrad.check.FiniteDifference;
import handgrad.expr.Declarations;
import handgrad.expr.Formula;
import handgrad.expr.Point;
import handgrad.expr.Shape;
import handgrad.expr.Tape;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Every number of tasks 3 and 5 in closed form, against the net's own passes and the tape. */
class SheetNumbersTest {
  private static final DMatrixRMaj OBSERVATIONS =
      NetTest.matrix(new double[] {1}, new double[] {5});
  private static final DMatrixRMaj LABELS = NetTest.matrix(new double[] {1}, new double[] {0});
  private static final double DIGITS = 1e-13;

  private static DMatrixRMaj exact(String formula) {
    return Tape.output(Formula.parse(formula, Declarations.NONE), Point.EMPTY);
  }

  private static void same(String what, DMatrixRMaj expected, DMatrixRMaj actual) {
    assertEquals(
        Shape.of(expected.numRows, expected.numCols),
        Shape.of(actual.numRows, actual.numCols),
        what);
    for (int i = 0; i < expected.getNumElements(); i++) {
      double e = expected.data[i];
      assertEquals(e, actual.data[i], DIGITS * Math.max(Math.abs(e), 1e-3), what + " entry " + i);
    }
  }

  /** A step's trace against closed forms; each gradient also by tape and by differences. */
  private static Net holds(Net net, DMatrixRMaj x, DMatrixRMaj y, String... lettersAndForms) {
    Trace trace = net.trace(x, y, 1);
    for (int i = 0; i < lettersAndForms.length; i += 2) {
      same(lettersAndForms[i], exact(lettersAndForms[i + 1]), trace.value(lettersAndForms[i]));
    }
    Pass pass = net.pass(x, y);
    Point point = net.formula().point(x, y);
    pass.byParameter()
        .forEach((name, g) -> same(name, Tape.gradient(net.formula().loss(), name, point), g));
    for (Map.Entry<String, DMatrixRMaj> one : pass.byParameter().entrySet()) {
      DMatrixRMaj numeric = Differences.gradient(net, one.getKey(), x, y);
      for (int i = 0; i < numeric.getNumElements(); i++) {
        double g = one.getValue().data[i];
        assertEquals(g, numeric.data[i], 1e-7 * Math.max(Math.abs(g), 1e-2), one.getKey());
      }
    }
    for (Map.Entry<String, DMatrixRMaj> one : pass.byParameter().entrySet()) {
      for (int entry = 0; entry < one.getValue().getNumElements(); entry++) {
        double g = one.getValue().data[entry];
        Estimate estimate = estimate(net, one.getKey(), entry, point);
        assertTrue(estimate.admits(g), one.getKey() + ": " + g + " and " + estimate);
        assertTrue(estimate.error() <= 1e-7 * Math.max(Math.abs(g), 1), estimate.toString());
      }
    }
    return net.step(x, y, 1);
  }

  private static Estimate estimate(Net net, String name, int entry, Point point) {
    DMatrixRMaj w = point.matrix(name);
    return FiniteDifference.refined(
        t -> {
          DMatrixRMaj moved = w.copy();
          moved.data[entry] = t;
          return Tape.output(net.formula().loss(), point.with(name, moved)).data[0];
        },
        w.data[entry]);
  }

  @Test
  void aGradientWrongInTheSeventhDigitIsOutsideTheError() {
    Net net = task3(Loss.LOG_SUM);
    Estimate estimate = estimate(net, "w0_3", 0, net.formula().point(row(1), row(1)));
    assertTrue(estimate.admits(-0.5));
    assertFalse(estimate.admits(-0.5 * (1 + 1e-7)));
  }

  private static void weights(Net net, String... forms) {
    List<String> names = List.of("w0_1", "w1_1", "w0_2", "w1_2", "w0_3", "w1_3");
    Map<String, DMatrixRMaj> now = Pass.parameters(net);
    for (int i = 0; i < 6; i++) {
      same(names.get(i), exact(forms[i]), now.get(names.get(i)));
    }
  }

  @Test
  void task3InTheListedOrderWithLogLoss() {
    Net one =
        holds(
            task3(Loss.LOG_SUM),
            row(1),
            row(1),
            "yhat",
            "1/2",
            "L",
            "log(2)",
            "dL/dh3",
            "-1/2",
            "dL/dw1_3",
            "-1/4",
            "dL/dw0_3",
            "-1/2",
            "dL/do2",
            "0",
            "dL/dw1_1",
            "0");
    weights(one, "0", "0", "0", "0", "1/2", "1/4");
    Net two =
        holds(
            one,
            row(5),
            row(0),
            "h3",
            "5/8",
            "yhat",
            "sigmoid(5/8)",
            "L",
            "log(1+e^(5/8))",
            "dL/dh3",
            "sigmoid(5/8)",
            "dL/do2",
            "sigmoid(5/8)/4",
            "dL/dh2",
            "sigmoid(5/8)/16",
            "dL/dw1_2",
            "sigmoid(5/8)/32",
            "dL/do1",
            "0",
            "dL/dw1_1",
            "0");
    weights(
        two,
        "0",
        "0",
        "-sigmoid(5/8)/16",
        "-sigmoid(5/8)/32",
        "1/2-sigmoid(5/8)",
        "1/4-sigmoid(5/8)/2");
    Descent sgd = Descent.stochastic(task3(Loss.LOG_SUM), OBSERVATIONS, LABELS, 1, 1, 2);
    assertEquals(two, sgd.net());
  }

  @Test
  void task3InTheOtherOrderWithLogLoss() {
    Net one = holds(task3(Loss.LOG_SUM), row(5), row(0), "dL/dh3", "1/2", "dL/dw1_3", "1/4");
    weights(one, "0", "0", "0", "0", "-1/2", "-1/4");
    Net two =
        holds(
            one,
            row(1),
            row(1),
            "yhat",
            "sigmoid(-5/8)",
            "L",
            "log(1+e^(5/8))",
            "dL/dh3",
            "-sigmoid(5/8)",
            "dL/dh2",
            "sigmoid(5/8)/16");
    weights(
        two,
        "0",
        "0",
        "-sigmoid(5/8)/16",
        "-sigmoid(5/8)/32",
        "sigmoid(5/8)-1/2",
        "sigmoid(5/8)/2-1/4");
  }

  @Test
  void task3WithSquaredLoss() {
    Net one = holds(task3(Loss.SQUARED_SUM), row(1), row(1), "L", "1/4", "dL/dh3", "-1/4");
    weights(one, "0", "0", "0", "0", "1/4", "1/8");
    String p = "sigmoid(5/16)";
    String delta = "2*" + p + "^2*(1-" + p + ")";
    Net two =
        holds(
            one,
            row(5),
            row(0),
            "yhat",
            p,
            "L",
            p + "^2",
            "dL/dh3",
            delta,
            "dL/dh2",
            delta + "/32",
            "dL/dw1_1",
            "0");
    weights(
        two,
        "0",
        "0",
        "-(" + delta + ")/32",
        "-(" + delta + ")/64",
        "1/4-" + delta,
        "1/8-(" + delta + ")/2");
  }

  @Test
  void zeroWeightsBlockTheFirstNeuronForTwoSteps() {
    Descent sgd = Descent.stochastic(task3(Loss.LOG_SUM), OBSERVATIONS, LABELS, 1, 1, 2, 1);
    assertEquals(0, Pass.parameters(sgd.nets().get(2)).get("w1_1").data[0]);
    assertEquals(true, Pass.parameters(sgd.nets().get(3)).get("w1_1").data[0] != 0);
  }

  @Test
  void task5FromEndToEnd() {
    Net next =
        holds(
            task5(Loss.SQUARED_SUM),
            row(1, 2),
            row(0),
            "H",
            "[2 -1]",
            "O",
            "[2 0]",
            "yhat",
            "1",
            "L",
            "1",
            "dL/dyhat",
            "2",
            "dL/dW2",
            "[4; 0]",
            "dL/dO",
            "[1 2]",
            "dL/dH",
            "[1 0]",
            "dL/dW1",
            "[1 0; 2 0]",
            "W1 new",
            "[0 -1; -1.5 0]",
            "W2 new",
            "[-3.5; 1]");
    assertEquals(0, next.predict(row(1, 2)).data[0]);
  }

  @Test
  void task5AsAClassifier() {
    String p = "e/(1+e)";
    for (Loss loss : List.of(Loss.LOG_SUM, Loss.SIGMOID_LOG_SUM)) {
      boolean fused = loss == Loss.SIGMOID_LOG_SUM;
      Net net =
          fused
              ? task5(loss)
              : Net.of(
                  loss,
                  new Linear(NetTest.W1),
                  Activation.RELU,
                  new Linear(NetTest.W2),
                  Activation.SIGMOID);
      String score = fused ? "s" : "h2";
      holds(
          net,
          row(1, 2),
          row(0),
          score,
          "1",
          "L",
          "log(1+e)",
          "dL/d" + score,
          p,
          "dL/dW2",
          "[2*e/(1+e); 0]",
          "dL/dW1",
          "[e/(2+2*e) 0; e/(1+e) 0]",
          "W1 new",
          "[1-e/(2+2*e) -1; 1/2-e/(1+e) 0]",
          "W2 new",
          "[1/2-2*e/(1+e); 1]");
      same("p", exact(p), net.predict(row(1, 2)));
      holds(net, row(1, 2), row(1), "L", "log(1+e)-1", "dL/d" + score, "-1/(1+e)");
    }
  }

  @Test
  void layersOfTask5AsTheItemsGiveThem() {
    Linear first = new Linear(NetTest.W1);
    same("5.1", row(2, -1), first.forward(row(1, 2)));
    same("5.2", row(-1, -0.5), first.backward(row(1, 2), row(-1, 0)));
    same("5.2 J", exact("[1 0.5; -1 0]"), first.jacobian(row(1, 2)));
    same("5.3", row(2, 0), Activation.RELU.forward(row(2, -1)));
    same("5.4", row(-1, 0), Activation.RELU.backward(row(2, -1), row(-1, -2)));
    same("5.4 J", exact("[1 0; 0 0]"), Activation.RELU.jacobian(row(2, -1)));
    Linear third = new Linear(NetTest.W2);
    same("5.5", row(1), third.forward(row(2, 0)));
    same("5.6", row(-1, -2), third.backward(row(2, 0), row(-2)));
    same("5.6 J", row(0.5, 1), third.jacobian(row(2, 0)));
    same("5.8 W1", exact("[-1 0; -2 0]"), first.backwardW(row(1, 2), row(-1, 0)));
    same("5.8 W2", exact("[-4; 0]"), third.backwardW(row(2, 0), row(-2)));
  }
}
