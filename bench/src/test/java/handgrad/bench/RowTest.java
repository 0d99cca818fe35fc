package handgrad.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compared does the same work. */
class RowTest {
  @ParameterizedTest
  @ValueSource(strings = {"lndet/5", "lndet/20", "trace/5", "trace/20", "logistic"})
  void checksByHandFindTheSameGradientRight(String function) {
    Pair pair = new Row("check/" + function, 0).pair();
    // Of another function the relative error would be near 1; small entries lose digits here.
    double ours = pair.ours().getAsDouble();
    double hand = pair.baseline().getAsDouble();
    assertTrue(ours < 1e-2, () -> "ours: " + ours);
    assertTrue(hand < 1e-2, () -> "by hand: " + hand);
  }

  @Test
  void netByHandHasTheTapesValueAndGradients() {
    Expr f =
        Formula.parse(
            "sum((y - relu(X*W1)*W2).^2)", Declarations.parse("X: m×n, W1: n×k, W2: k×1, y: m×1"));
    Point point = Point.random(f, Map.of("m", 7, "n", 5, "k", 4), 1);
    MatrixNet hand =
        new MatrixNet(point.matrix("X"), point.matrix("y"), point.matrix("W1"), point.matrix("W2"));
    Tape tape = Tape.of(f, point);
    hand.valueAndGradients();
    assertEquals(tape.value(), hand.value(), 1e-12);
    assertTrue(MatrixFeatures_DDRM.isIdentical(tape.gradient("W1"), hand.gradientByW1(), 1e-12));
    assertTrue(MatrixFeatures_DDRM.isIdentical(tape.gradient("W2"), hand.gradientByW2(), 1e-12));
  }

  @Test
  void objectGraphHasTheTapesValueAndGradients() {
    Map<String, Double> values = new LinkedHashMap<>();
    Expr net = Row.scalarNet(values);
    ObjectGraph graph = new ObjectGraph(net, values);
    Point point = Point.EMPTY;
    for (Map.Entry<String, Double> value : values.entrySet()) {
      point = point.with(value.getKey(), value.getValue());
    }
    Tape tape = Tape.of(net, point);
    graph.valueAndGradients();
    for (Expr variable : Row.variables(net)) {
      String name = ((Expr.Variable) variable).name();
      double exact = tape.gradient(name).get(0, 0);
      assertEquals(exact, graph.gradient(variable), 1e-12 * Math.max(1, Math.abs(exact)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lndet/5", "trace/5", "logistic", "net/50", "scalarnet"})
  void gradientsAllocateNextToNothing(String function) {
    double bytes = Main.bytes(new Row("alloc/" + function, 0).pair().ours());
    assertTrue(bytes <= 100, function + ": " + bytes + " bytes a call");
  }
}
