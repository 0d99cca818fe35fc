package handgrad.check;

import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Function;
import handgrad.expr.Point;
import handgrad.expr.Smooth;
import handgrad.expr.Tape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ejml.data.DMatrixRMaj;

/**
 * Whether two formulas are the same function: both are evaluated at several seeded points where
 * both exist, with two sets of sizes, and a difference is told apart from rounding by how much the
 * value itself moves when its variables do.
 */
public enum Agreement {
  SAME,
  DIFFERENT,
  /** They differ by about what rounding explains, or share no point where both exist. */
  UNDECIDED;

  private static final int POINTS = 6;
  private static final int TRIES = 120;
  private static final List<Smooth> SMOOTH = List.of(Smooth.SIGMOID, Smooth.TANH, Smooth.CUBIC);
  private static final double NUDGE = 1e-7;
  private static final int[][] SIZES = {{3, 4, 2, 5, 6, 7, 8, 9}, {2, 3, 4, 6, 5, 8, 7, 10}};

  /**
   * Compares two formulas of one shape.
   *
   * @param reference the formula that is known to be right
   */
  public static Agreement of(Expr reference, Expr other) {
    int compared = 0;
    boolean doubt = false;
    Expr both = new Expr.Kron(reference, other);
    Set<String> functions = functions(both, new TreeSet<>());
    for (int[] numbers : SIZES) {
      Map<String, Integer> sizes = sizes(both, numbers);
      int here = 0;
      for (int seed = 1; seed <= TRIES && here < POINTS; seed++) {
        try {
          Point point = Point.random(both, sizes, seed);
          if (functions.isEmpty()) {
            point = point.with(Point.admissible(reference, sizes, seed));
          }
          for (String letter : functions) {
            point = point.with(letter, SMOOTH.get(seed % SMOOTH.size()));
          }
          Agreement one = at(reference, other, point, sizes);
          if (one == DIFFERENT) {
            return DIFFERENT;
          }
          doubt |= one == UNDECIDED;
          here++;
        } catch (FormulaException e) {
          continue; // the other formula is not defined here
        }
      }
      compared += here;
    }
    return compared < POINTS || doubt ? UNDECIDED : SAME;
  }

  private static Agreement at(Expr reference, Expr other, Point point, Map<String, Integer> sizes) {
    DMatrixRMaj a = output(reference, point, sizes);
    DMatrixRMaj b = output(other, point, sizes);
    double difference = distance(a, b);
    double size = Math.max(largest(a), largest(b));
    Point moved = moved(point);
    double slope;
    try {
      slope =
          Math.max(
                  distance(a, output(reference, moved, sizes)),
                  distance(b, output(other, moved, sizes)))
              / NUDGE;
    } catch (FormulaException e) {
      return UNDECIDED;
    }
    double rounding = 64 * Math.ulp(1.0) * (size + slope);
    return difference <= rounding ? SAME : difference > 1e3 * rounding ? DIFFERENT : UNDECIDED;
  }

  // A size letter may stand in no variable of this formula: ones(n,1).
  private static DMatrixRMaj output(Expr expr, Point point, Map<String, Integer> sizes) {
    return Tape.of(expr, sizes, point.functions()).set(point).output();
  }

  // Every entry larger by a fixed part of itself, the parts not all equal.
  private static Point moved(Point point) {
    Point moved = point;
    for (String name : point.names()) {
      DMatrixRMaj matrix = point.matrix(name);
      for (int i = 0; i < matrix.getNumElements(); i++) {
        matrix.data[i] *= 1 + NUDGE * (i % 2 == 0 ? 1 : -0.7);
      }
      moved = moved.with(name, matrix);
    }
    return moved;
  }

  private static double distance(DMatrixRMaj a, DMatrixRMaj b) {
    double distance = 0;
    for (int i = 0; i < a.getNumElements(); i++) {
      distance = Math.max(distance, Math.abs(a.data[i] - b.data[i]));
    }
    return distance;
  }

  private static double largest(DMatrixRMaj a) {
    double largest = 0;
    for (int i = 0; i < a.getNumElements(); i++) {
      largest = Math.max(largest, Math.abs(a.data[i]));
    }
    return largest;
  }

  private static Set<String> functions(Expr expr, Set<String> letters) {
    if (expr instanceof Expr.Elementwise e && e.function() instanceof Function.Named named) {
      letters.add(named.name());
    }
    expr.operands().forEach(operand -> functions(operand, letters));
    return letters;
  }

  private static Map<String, Integer> sizes(Expr expr, int[] numbers) {
    Set<String> letters = new TreeSet<>();
    collect(expr, letters);
    Map<String, Integer> sizes = new LinkedHashMap<>();
    int next = 0;
    for (String letter : letters) {
      sizes.put(letter, numbers[next++ % numbers.length]);
    }
    return sizes;
  }

  private static void collect(Expr expr, Set<String> letters) {
    letters.addAll(expr.shape().rows().symbols());
    letters.addAll(expr.shape().columns().symbols());
    List<Expr> operands = expr.operands();
    operands.forEach(operand -> collect(operand, letters));
    if (expr instanceof Expr.SizeNumber number) {
      letters.addAll(number.size().symbols());
    }
  }
}
