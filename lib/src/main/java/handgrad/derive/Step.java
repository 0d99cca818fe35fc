package handgrad.derive;

import handgrad.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a derivation: what stood before, what stands after, the rule between them, and the
 * place that changed as a path of operand numbers from the root of {@code before}.
 */
public record Step(Rule rule, Expr before, Expr after, List<Integer> place) {
  public Step {
    place = List.copyOf(place);
  }

  Step(Rule rule, Expr before, Expr after) {
    this(rule, before, after, common(before, after));
  }

  /** The path to the smallest part of {@code after} that holds all that is new in it. */
  public List<Integer> placeAfter() {
    return common(before, after);
  }

  /** The part of {@code before} that changed. */
  public Expr changed() {
    Expr e = before;
    for (int i : place) {
      e = e.operands().get(i);
    }
    return e;
  }

  private static List<Integer> common(Expr before, Expr after) {
    List<Integer> path = new ArrayList<>();
    Expr a = before;
    Expr b = after;
    while (a.getClass() == b.getClass() && a.operands().size() == b.operands().size()) {
      int different = -1;
      for (int i = 0; i < a.operands().size(); i++) {
        if (!a.operands().get(i).equals(b.operands().get(i))) {
          if (different >= 0) {
            return path;
          }
          different = i;
        }
      }
      if (different < 0) {
        return path;
      }
      path.add(different);
      a = a.operands().get(different);
      b = b.operands().get(different);
    }
    return path;
  }
}
