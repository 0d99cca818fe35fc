package handgrad.notebook;

import handgrad.expr.Expr;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import java.util.HashMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/** The value and the accumulated gradient of every sub-expression at a point. */
final class Gradients {
  private final Map<Expr, DMatrixRMaj> values = new HashMap<>();
  private final Map<Expr, DMatrixRMaj> gradients = new HashMap<>();

  private Gradients() {}

  static Gradients of(Expr f, Point point) {
    Gradients all = new Gradients();
    Tape tape = Tape.graph(f, point);
    for (Tape.Node node : tape.nodes()) {
      all.values.put(node.expr(), tape.value(node));
      if (f.shape().isScalar()) {
        all.gradients.put(node.expr(), tape.gradient(node));
      }
    }
    return all;
  }

  DMatrixRMaj value(Expr expr) {
    return values.get(expr);
  }

  DMatrixRMaj gradient(Expr expr) {
    return gradients.get(expr);
  }
}
