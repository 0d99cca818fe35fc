package handgrad.plot;

import handgrad.expr.Expr;
import handgrad.expr.Members;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The numbers of a summand's nodes, one for each index: a number's as a column, a column's and a
 * row's as the columns and rows of a matrix.
 */
final class SummandValues {
  private final Expr.IndexedSum sum;
  private final List<Tape> tapes = new ArrayList<>();
  private final List<Map<Expr, Tape.Node>> nodes = new ArrayList<>();

  /**
   * @param seed the gradient that enters the sum, or null if there is none
   */
  SummandValues(Expr.IndexedSum sum, Point point, DMatrixRMaj seed) {
    this.sum = sum;
    Expr summand = Members.lettered(sum.operand(), sum.index());
    int count = sum.size().evaluate(point.sizes(sum));
    for (int i = 0; i < count; i++) {
      Tape tape = Tape.graph(summand, Members.at(point, sum, i));
      if (seed != null) {
        tape.backward(seed);
      }
      Map<Expr, Tape.Node> all = new HashMap<>();
      tape.nodes().forEach(node -> all.putIfAbsent(node.expr(), node));
      tapes.add(tape);
      nodes.add(all);
    }
  }

  /** The values of a node that runs with the index, or null if it is not one of the summand's. */
  DMatrixRMaj value(Expr node) {
    return stacked(node, false);
  }

  /** Its gradients, or null. */
  DMatrixRMaj gradient(Expr node) {
    return stacked(node, true);
  }

  private DMatrixRMaj stacked(Expr node, boolean gradient) {
    Expr key = Members.lettered(node, sum.index());
    if (nodes.isEmpty() || key.equals(node) || !nodes.get(0).containsKey(key)) {
      return null;
    }
    DMatrixRMaj first = tapes.get(0).value(nodes.get(0).get(key));
    boolean column = first.numRows > 1;
    if (column && first.numCols > 1) {
      return null;
    }
    int count = tapes.size();
    DMatrixRMaj all =
        column ? new DMatrixRMaj(first.numRows, count) : new DMatrixRMaj(count, first.numCols);
    for (int i = 0; i < count; i++) {
      Tape.Node at = nodes.get(i).get(key);
      DMatrixRMaj part = gradient ? tapes.get(i).gradient(at) : tapes.get(i).value(at);
      CommonOps_DDRM.insert(part, all, column ? 0 : i, column ? i : 0);
    }
    return all;
  }

  /** The sum of two matrices, where either may be missing. */
  static DMatrixRMaj sum(DMatrixRMaj a, DMatrixRMaj b) {
    return a == null ? b : b == null ? a : CommonOps_DDRM.add(a, b, null);
  }
}
