package handgrad.check;

import handgrad.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What stands where in an expression. */
final class Trees {
  private Trees() {}

  static boolean holds(Expr e, Expr part) {
    return e.equals(part) || e.operands().stream().anyMatch(o -> holds(o, part));
  }

  /** How often a name stands in an expression. */
  static int count(Expr e, Expr.Variable name) {
    if (e.equals(name)) {
      return 1;
    }
    int count = 0;
    for (Expr operand : e.operands()) {
      count += count(operand, name);
    }
    return count;
  }

  /** The expression with every such part replaced. */
  static Expr replace(Expr e, Expr part, Expr by) {
    if (e.equals(part)) {
      return by;
    }
    if (e.operands().isEmpty()) {
      return e;
    }
    List<Expr> operands = new ArrayList<>();
    for (Expr operand : e.operands()) {
      operands.add(replace(operand, part, by));
    }
    return e.withOperands(operands);
  }

  /** Adds the parts that are numbers but no leaves. */
  static void numbers(Expr e, Set<Expr> found) {
    if (e.shape().isScalar() && !(e instanceof Expr.Leaf)) {
      found.add(e);
    }
    e.operands().forEach(o -> numbers(o, found));
  }
}
