package handgrad.plot;

import handgrad.expr.Expr;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/** The numbers of a computation graph at a point, from one pass of the tape. */
final class TapeValues implements NodeValues {

  private final Tape tape;
  private final boolean hasGradients;
  private final Map<Expr, Tape.Node> nodes = new HashMap<>();
  private final List<SummandValues> summands = new ArrayList<>();

  TapeValues(Expr result, Point point) {
    tape = Tape.graph(result, point);
    List<Tape.Node> all = tape.nodes();
    all.forEach(node -> nodes.putIfAbsent(node.expr(), node));
    DMatrixRMaj value = tape.value(all.get(all.size() - 1));
    // only a number has a gradient by everything before it
    hasGradients = value.numRows == 1 && value.numCols == 1;
    for (Tape.Node node : all) {
      if (node.expr() instanceof Expr.IndexedSum sum) {
        DMatrixRMaj seed = hasGradients ? tape.gradient(node) : null;
        summands.add(new SummandValues(sum, point, seed));
      }
    }
  }

  @Override
  public DMatrixRMaj value(Expr node) {
    if (nodes.containsKey(node)) {
      return tape.value(nodes.get(node));
    }
    for (SummandValues summand : summands) {
      DMatrixRMaj value = summand.value(node);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  @Override
  public DMatrixRMaj gradient(Expr node) {
    if (!hasGradients || !varies(node)) {
      return null;
    }
    if (nodes.containsKey(node)) {
      return tape.gradient(nodes.get(node));
    }
    DMatrixRMaj total = null;
    for (SummandValues summand : summands) {
      total = SummandValues.sum(total, summand.gradient(node));
    }
    return total;
  }

  private static boolean varies(Expr node) {
    return node instanceof Expr.Variable || node.operands().stream().anyMatch(TapeValues::varies);
  }

  @Override
  public DMatrixRMaj local(Expr node, int operand) {
    return nodes.containsKey(node) ? tape.local(nodes.get(node), operand) : null;
  }
}
