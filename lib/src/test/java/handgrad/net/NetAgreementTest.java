package handgrad.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handgrad.expr.Ascii;
import handgrad.expr.Latex;
import handgrad.expr.Point;
import handgrad.expr.Smooth;
import handgrad.expr.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Hand-written backward, tape and finite differences agree, whatever the net. */
class NetAgreementTest {
  private static DMatrixRMaj random(Random random, int rows, int columns) {
    DMatrixRMaj m = new DMatrixRMaj(rows, columns);
    for (int i = 0; i < m.getNumElements(); i++) {
      m.data[i] = random.nextGaussian();
    }
    return m;
  }

  private record Case(Net net, DMatrixRMaj x, DMatrixRMaj y, double gamma) {}

  private static Case draw(int seed) {
    Random random = new Random(seed);
    Loss loss = Loss.values()[seed % Loss.values().length];
    int depth = 1 + random.nextInt(3);
    int width = 1 + random.nextInt(4);
    int inputs = width;
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < depth; l++) {
      int next = 1 + random.nextInt(4);
      layers.add(
          new Linear(
              random(random, width, next), random.nextBoolean() ? random(random, 1, next) : null));
      boolean last = l == depth - 1;
      layers.add(
          last && loss.kind() == Loss.Kind.LOG
              ? Activation.SIGMOID
              : Activation.values()[random.nextInt(4)]);
      width = next;
    }
    int n = 1 + random.nextInt(4);
    DMatrixRMaj y = random(random, n, width);
    if (loss.hasLabels()) {
      for (int i = 0; i < y.getNumElements(); i++) {
        y.data[i] = y.data[i] > 0 ? 1 : 0;
      }
    }
    double gamma = 0.01 + random.nextDouble();
    return new Case(new Net(layers, loss, List.of()), random(random, n, inputs), y, gamma);
  }

  private static void close(String what, DMatrixRMaj expected, DMatrixRMaj actual, double digits) {
    double scale = 1e-3;
    for (double entry : expected.getData()) {
      scale = Math.max(scale, Math.abs(entry));
    }
    for (int i = 0; i < expected.getNumElements(); i++) {
      assertEquals(expected.data[i], actual.data[i], digits * scale, what + " entry " + i);
    }
  }

  @Test
  void hundredNetsAgreeWithTapeAndDifferences() {
    for (int seed = 0; seed < 100; seed++) {
      Case c = draw(seed);
      NetFormula formula = c.net.formula();
      Point point = formula.point(c.x, c.y);
      Tape tape = Tape.of(formula.loss(), point);
      Pass pass = c.net.pass(c.x, c.y);
      assertEquals(tape.value(), pass.loss(), 1e-12 * (1 + Math.abs(pass.loss())), "seed " + seed);
      for (Map.Entry<String, DMatrixRMaj> one : pass.byParameter().entrySet()) {
        String what = "seed " + seed + ", " + one.getKey();
        close(what, tape.gradient(one.getKey()), one.getValue(), 1e-12);
        close(what, Differences.gradient(c.net, one.getKey(), c.x, c.y), one.getValue(), 1e-7);
      }
      close("seed " + seed + ", X", tape.gradient("X"), pass.gradient("X"), 1e-12);
    }
  }

  @Test
  void everyRowOfATraceFollowsFromTheRowsAbove() {
    for (int seed = 0; seed < 100; seed++) {
      Case c = draw(seed);
      Trace trace = c.net.trace(c.x, c.y, c.gamma);
      Point known = Point.EMPTY;
      for (Map.Entry<String, DMatrixRMaj> one : trace.data().entrySet()) {
        known = known.with(one.getKey(), one.getValue());
      }
      for (Trace.Row row : trace.rows()) {
        String what = "seed " + seed + ": " + row.letter() + " = " + row.plain();
        close(what, Tape.output(row.formula(), known), row.value(), 1e-12);
        known = known.with(row.letter(), row.value());
      }
    }
  }

  @Test
  void oneObservationElementByElementIsTheMatrixForm() {
    for (int seed = 0; seed < 100; seed++) {
      Case c = draw(seed);
      DMatrixRMaj x = Descent.row(c.x, 1);
      DMatrixRMaj y = Descent.row(c.y, 1);
      NetFormula formula = c.net.formula();
      Tape tape = Tape.of(formula.elementLoss(), formula.elementPoint(x, y));
      Pass pass = c.net.pass(x, y);
      assertEquals(pass.loss(), tape.value(), 1e-12 * (1 + Math.abs(pass.loss())), "seed " + seed);
      List<Linear> linear = c.net.linear();
      for (int l = 0; l < linear.size(); l++) {
        DMatrixRMaj byW = pass.gradient(c.net.letters().weights().get(l));
        DMatrixRMaj entries = new DMatrixRMaj(byW.numRows, byW.numCols);
        for (int i = 0; i < byW.numRows; i++) {
          for (int j = 0; j < byW.numCols; j++) {
            entries.set(i, j, tape.gradient(formula.weight(l, i, j)).data[0]);
          }
        }
        close("seed " + seed + ", layer " + l, byW, entries, 1e-12);
      }
    }
  }

  @Test
  void trainingInPlaceTakesTheSameSteps() {
    for (int seed = 0; seed < 100; seed++) {
      Case c = draw(seed);
      Training training = Training.of(c.net);
      training.step(c.x, c.y, 0.01);
      training.step(c.x, c.y, 0.01);
      Net twice = Descent.full(c.net, c.x, c.y, 0.01, 2).net();
      Map<String, DMatrixRMaj> expected = Pass.parameters(twice);
      Pass.parameters(training.net())
          .forEach((name, w) -> close(name, expected.get(name), w, 1e-15));
    }
  }

  private static final Net TASK_2 =
      Net.of(
          Loss.HALF_SQUARED_SUM,
          new Linear(new DMatrixRMaj(2, 2)),
          Activation.SIGMOID,
          new Linear(new DMatrixRMaj(2, 2)),
          Activation.SIGMOID,
          new Linear(new DMatrixRMaj(2, 1)),
          Activation.SIGMOID);

  @Test
  void formulasReadAsOnTheSheet() {
    NetFormula formula = TASK_2.formula("f");
    assertEquals("f(f(f(X*W1)*W2)*W3)", Ascii.print(formula.prediction()));
    assertEquals("1/2*sum((y - f(f(f(X*W1)*W2)*W3)).^2)", Ascii.print(formula.loss()));
    assertEquals(
        "f(f(f(x1*w1_11 + x2*w1_21)*w2_11 + f(x1*w1_12 + x2*w1_22)*w2_21)*w3_1"
            + " + f(f(x1*w1_11 + x2*w1_21)*w2_12 + f(x1*w1_12 + x2*w1_22)*w2_22)*w3_2)",
        Ascii.print(formula.elementPrediction()));
    assertEquals("f(f(f(X W_{1}) W_{2}) W_{3})", Latex.print(formula.prediction()));
    Net task4 =
        Net.of(
                Loss.SQUARED_SUM,
                new Linear(new DMatrixRMaj(3, 2)),
                Activation.RELU,
                new Linear(new DMatrixRMaj(2, 1)))
            .named("W2", "W1");
    assertEquals("relu(X*W2)*W1", Ascii.print(task4.formula().prediction()));
    assertEquals("sum((y - relu(X*W2)*W1).^2)", Ascii.print(task4.formula().loss()));
    assertEquals(
        "sigmoid(w0_3 + sigmoid(w0_2 + sigmoid(w0_1 + x*w1_1)*w1_2)*w1_3)",
        Ascii.print(NetTest.task3(Loss.LOG_SUM).formula().elementPrediction()));
  }

  @Test
  void anyLetterForTheActivationGivesTheSameGradients() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Net net =
          Net.of(
              Loss.HALF_SQUARED_SUM,
              new Linear(random(random, 2, 2)),
              Activation.TANH,
              new Linear(random(random, 2, 2)),
              Activation.TANH,
              new Linear(random(random, 2, 1)),
              Activation.TANH);
      DMatrixRMaj x = random(random, 3, 2);
      DMatrixRMaj y = random(random, 3, 1);
      Point point = net.formula("f").point(x, y).with("f", Smooth.TANH);
      Tape tape = Tape.of(net.formula("f").loss(), point);
      net.pass(x, y).byParameter().forEach((name, g) -> close(name, tape.gradient(name), g, 1e-12));
    }
  }
}
