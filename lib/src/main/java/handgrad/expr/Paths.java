package handgrad.expr;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The paths of a computation graph from a variable to the result: the derivative is the sum over
 * them of the products of the local derivatives along each. Between numbers only.
 */
public final class Paths {
  /** More paths than this are counted, not listed. */
  public static final int MOST_LISTED = 100;

  private Paths() {}

  /**
   * One path.
   *
   * @param nodes from the variable to the result
   * @param factors the local derivative of each edge, one fewer than nodes
   */
  public record Path(List<Expr> nodes, List<Double> factors) {
    public Path {
      nodes = List.copyOf(nodes);
      factors = List.copyOf(factors);
    }

    /** What the path adds to the derivative. */
    public double product() {
      return factors.stream().reduce(1.0, (a, b) -> a * b);
    }
  }

  /**
   * The paths from a variable at a point; a sum of several terms is one node.
   *
   * @throws FormulaException if there are more than {@link #MOST_LISTED}, or an operation on the
   *     way is not between numbers
   */
  public static List<Path> of(Expr expr, String variable, Point point) {
    if (count(expr, variable).compareTo(BigInteger.valueOf(MOST_LISTED)) > 0) {
      throw new FormulaException("expr.paths-many", count(expr, variable), MOST_LISTED);
    }
    List<Path> paths = new ArrayList<>();
    walk(expr, variable, point, List.of(), List.of(), paths);
    return paths;
  }

  /** How many paths there are; equal sub-expressions are one node. */
  public static BigInteger count(Expr expr, String variable) {
    return count(expr, variable, new HashMap<>());
  }

  /** How many operations the graph has; equal sub-expressions are one node. */
  public static int operations(Expr expr) {
    Map<Expr, Boolean> seen = new HashMap<>();
    visit(expr, seen);
    return (int) seen.values().stream().filter(operation -> operation).count();
  }

  private static void visit(Expr expr, Map<Expr, Boolean> seen) {
    if (seen.putIfAbsent(expr, !expr.operands().isEmpty()) == null) {
      expr.operands().forEach(operand -> visit(operand, seen));
    }
  }

  private static BigInteger count(Expr expr, String variable, Map<Expr, BigInteger> known) {
    BigInteger paths = known.get(expr);
    if (paths == null) {
      paths =
          expr instanceof Expr.Variable v && v.name().equals(variable)
              ? BigInteger.ONE
              : expr.operands().stream()
                  .map(operand -> count(operand, variable, known))
                  .reduce(BigInteger.ZERO, BigInteger::add);
      known.put(expr, paths);
    }
    return paths;
  }

  // From the result back; nodes and factors hold what lies between here and the result.
  private static void walk(
      Expr expr,
      String variable,
      Point point,
      List<Expr> nodes,
      List<Double> factors,
      List<Path> paths) {
    List<Expr> longer = new ArrayList<>(List.of(expr));
    longer.addAll(nodes);
    if (expr instanceof Expr.Variable v && v.name().equals(variable)) {
      paths.add(new Path(longer, factors));
      return;
    }
    for (Local local : Local.of(expr)) {
      if (count(local.operand(), variable).signum() > 0) {
        List<Double> more = new ArrayList<>(List.of(local.derivative(point)));
        more.addAll(factors);
        walk(local.operand(), variable, point, longer, more, paths);
      }
    }
  }
}
