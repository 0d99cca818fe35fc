package handgrad.expr;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/** The variables of an expression, and the numbers of its size letters at a point. */
final class Sizes {
  private Sizes() {}

  /** Names and shapes, in the order of first occurrence from the left. */
  static Map<String, Shape> variables(Expr expr) {
    Map<String, Shape> found = new LinkedHashMap<>();
    Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Expr> open = new ArrayDeque<>();
    open.push(expr);
    while (!open.isEmpty()) {
      Expr next = open.pop();
      if (!seen.add(next)) {
        continue;
      }
      if (next instanceof Expr.Variable variable) {
        Shape other = found.putIfAbsent(variable.name(), variable.shape());
        if (other != null && !other.equals(variable.shape())) {
          throw new FormulaException("tape.two-shapes", variable.name(), other, variable.shape());
        }
      }
      for (int i = next.operands().size() - 1; i >= 0; i--) {
        open.push(next.operands().get(i));
      }
    }
    return found;
  }

  static Map<String, Integer> infer(Expr expr, Point point) {
    Map<String, Integer> letters = new LinkedHashMap<>();
    Map<String, String> source = new LinkedHashMap<>();
    Map<String, Shape> variables = variables(expr);
    variables.forEach(
        (name, shape) -> {
          DMatrixRMaj matrix = point.inside(name);
          read(letters, source, name, shape.rows(), matrix.numRows, matrix);
          read(letters, source, name, shape.columns(), matrix.numCols, matrix);
        });
    // A letter that no matrix shows, as in ones(m,1), may be given by its own name.
    for (String name : point.names()) {
      DMatrixRMaj matrix = point.inside(name);
      if (!variables.containsKey(name) && matrix.getNumElements() == 1) {
        double number = matrix.data[0];
        if (number >= 1 && number == (int) number) {
          letters.putIfAbsent(name, (int) number);
        }
      }
    }
    return letters;
  }

  private static void read(
      Map<String, Integer> letters,
      Map<String, String> source,
      String name,
      Size size,
      int number,
      DMatrixRMaj matrix) {
    if (size.factor() != 1 || size.symbols().size() != 1) {
      return;
    }
    String letter = size.symbols().get(0);
    Integer known = letters.putIfAbsent(letter, number);
    source.putIfAbsent(letter, name);
    if (known != null && known != number) {
      throw new FormulaException(
          "tape.size-conflict",
          letter,
          known,
          source.get(letter),
          number,
          name,
          matrix.numRows + "×" + matrix.numCols);
    }
  }
}
