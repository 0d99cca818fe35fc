package handgrad.expr;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * Values of names: where a formula is evaluated. Immutable; matrices are copied in and out.
 *
 * <p>A name bears a matrix (a number is 1×1) or, for a letter that stands for a function, a {@link
 * Smooth} one.
 *
 * <pre>{@code
 * Point point = Point.of("x", 2, "y", 3);
 * point.with("y", 4)   // x = 2, y = 4
 * }</pre>
 */
public final class Point {
  private static final int TRIES = 200;

  /** The point without names. */
  public static final Point EMPTY = new Point(Map.of(), Map.of());

  private final Map<String, DMatrixRMaj> matrices;
  private final Map<String, Smooth> functions;

  private Point(Map<String, DMatrixRMaj> matrices, Map<String, Smooth> functions) {
    this.matrices = matrices;
    this.functions = functions;
  }

  /**
   * A point from names and values in turn: numbers, {@link DMatrixRMaj}, {@code double[]} (a
   * column), {@code double[][]} (by rows) or {@link Smooth}.
   *
   * @throws FormulaException if a number is NaN or infinite (name, row and column are named)
   * @throws IllegalArgumentException if a value is of another kind, or a name misses its value
   */
  public static Point of(Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("give a value after each name");
    }
    Point point = EMPTY;
    for (int i = 0; i < namesAndValues.length; i += 2) {
      point = point.withAny((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return point;
  }

  private Point withAny(String name, Object value) {
    if (value instanceof Number number) {
      return with(name, number.doubleValue());
    }
    if (value instanceof DMatrixRMaj matrix) {
      return with(name, matrix);
    }
    if (value instanceof double[] column) {
      return with(name, new DMatrixRMaj(column.length, 1, true, column));
    }
    if (value instanceof double[][] rows) {
      return with(name, new DMatrixRMaj(rows));
    }
    if (value instanceof Smooth function) {
      return with(name, function);
    }
    throw new IllegalArgumentException(
        name + ": give a number, a DMatrixRMaj, a double[], a double[][] or a Smooth");
  }

  /** This point with a number for a name. */
  public Point with(String name, double number) {
    DMatrixRMaj matrix = new DMatrixRMaj(1, 1);
    matrix.data[0] = number;
    return with(name, matrix);
  }

  /**
   * This point with a matrix for a name.
   *
   * @throws FormulaException if an entry is NaN or infinite
   */
  public Point with(String name, DMatrixRMaj matrix) {
    requireFinite(name, matrix);
    Map<String, DMatrixRMaj> all = new LinkedHashMap<>(matrices);
    all.put(name, matrix.copy());
    return new Point(Collections.unmodifiableMap(all), functions);
  }

  /** This point with a function for a letter. */
  public Point with(String name, Smooth function) {
    Map<String, Smooth> all = new LinkedHashMap<>(functions);
    all.put(name, function);
    return new Point(matrices, Collections.unmodifiableMap(all));
  }

  /** All values of both points, those of the other where both have a name. */
  public Point with(Point other) {
    Map<String, DMatrixRMaj> all = new LinkedHashMap<>(matrices);
    all.putAll(other.matrices);
    Map<String, Smooth> letters = new LinkedHashMap<>(functions);
    letters.putAll(other.functions);
    return new Point(Collections.unmodifiableMap(all), Collections.unmodifiableMap(letters));
  }

  static void requireFinite(String name, DMatrixRMaj matrix) {
    for (int i = 0; i < matrix.numRows; i++) {
      for (int j = 0; j < matrix.numCols; j++) {
        double entry = matrix.unsafe_get(i, j);
        if (!Double.isFinite(entry)) {
          if (matrix.getNumElements() == 1) {
            throw new FormulaException("tape.data-number", name, Numbers.text(entry));
          }
          throw new FormulaException("tape.data", name, Numbers.text(entry), i + 1, j + 1);
        }
      }
    }
  }

  /** The names with matrices, in the order they were given. */
  public Set<String> names() {
    return matrices.keySet();
  }

  public boolean has(String name) {
    return matrices.containsKey(name);
  }

  /** The letters with functions. */
  public Map<String, Smooth> functions() {
    return functions;
  }

  /**
   * A copy of a name's matrix.
   *
   * @throws FormulaException if the point has no such name
   */
  public DMatrixRMaj matrix(String name) {
    return inside(name).copy();
  }

  /** A 1×1 matrix as a number, else its first entry. */
  public double number(String name) {
    return inside(name).data[0];
  }

  DMatrixRMaj inside(String name) {
    DMatrixRMaj matrix = matrices.get(name);
    if (matrix == null) {
      throw new FormulaException("tape.no-value", name);
    }
    return matrix;
  }

  /** The numbers of the size letters in an expression, read off the matrices' shapes. */
  public Map<String, Integer> sizes(Expr expr) {
    return Sizes.infer(expr, this);
  }

  /**
   * Standard normal entries for every variable of an expression; the same seed gives the same
   * point.
   *
   * @throws FormulaException if a size has no number
   */
  public static Point random(Expr expr, Map<String, Integer> sizes, long seed) {
    return draw(expr, sizes, new Random(seed), false);
  }

  /**
   * The first of a seed's points at which the formula is defined: normal entries and, by turns,
   * positive ones.
   *
   * @throws FormulaException the formula's own error, if it is defined at none of 200 points
   */
  public static Point admissible(Expr expr, Map<String, Integer> sizes, long seed) {
    Random random = new Random(seed);
    Tape tape = Tape.of(expr, sizes);
    for (int i = 1; ; i++) {
      Point point = draw(expr, sizes, random, i % 2 == 0);
      try {
        tape.set(point).forward();
        return point;
      } catch (FormulaException e) {
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  private static Point draw(
      Expr expr, Map<String, Integer> sizes, Random random, boolean positive) {
    Map<String, DMatrixRMaj> all = new LinkedHashMap<>();
    for (Map.Entry<String, Shape> variable : Sizes.variables(expr).entrySet()) {
      Shape shape = variable.getValue();
      DMatrixRMaj matrix =
          new DMatrixRMaj(shape.rows().evaluate(sizes), shape.columns().evaluate(sizes));
      for (int i = 0; i < matrix.getNumElements(); i++) {
        double normal = random.nextGaussian();
        matrix.data[i] = positive ? Math.abs(normal) + 0.1 : normal;
      }
      all.put(variable.getKey(), matrix);
    }
    return new Point(Collections.unmodifiableMap(all), Map.of());
  }

  /** {@code x = 2, A = [1 2; 3 4]}, in the order given. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    matrices.forEach(
        (name, matrix) ->
            text.append(text.length() > 0 ? ", " : "")
                .append(name)
                .append(" = ")
                .append(Numbers.text(matrix)));
    return text.toString();
  }
}
