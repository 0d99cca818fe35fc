package handgrad.derive;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Random points at which a formula has a value and the assumptions hold; found by trying, with
 * several sizes for the letters and several kinds of random values.
 */
public final class Points {
  private static final int[][] SIZES = {
    {3, 2, 4, 5, 6, 7},
    {2, 3, 4, 5, 6, 7},
    {4, 2, 3, 5, 6, 7},
    {2, 4, 3, 5, 6, 7},
    {4, 3, 2, 5, 6, 7},
    {3, 4, 2, 5, 6, 7},
    {3, 3, 3, 3, 3, 3},
    {2, 2, 2, 2, 2, 2},
    {3, 2, 2, 2, 2, 2},
    {2, 3, 3, 3, 3, 3},
    {2, 2, 3, 4, 5, 6},
    {3, 2, 3, 2, 3, 2},
    {2, 3, 2, 3, 2, 3},
    {1, 1, 1, 1, 1, 1},
  };
  private static final int MOST_ENTRIES = 40_000;
  private static final int ROUNDS = 14;
  private static final int TRIES = 6;

  private final Collection<Expr.Variable> variables;
  private final Assumptions assumptions;
  private final List<Expr> defined;
  private final Random random;
  private final Set<String> letters = new LinkedHashSet<>();

  /**
   * @param defined what must have a value at every point
   */
  public Points(
      Collection<Expr.Variable> variables, Assumptions assumptions, List<Expr> defined, long seed) {
    Map<String, Expr.Variable> all = new LinkedHashMap<>();
    variables.forEach(v -> all.put(v.name(), v));
    defined.forEach(e -> collect(e, all));
    assumptions.positive().forEach(p -> collect(p.formula(), all));
    this.variables = all.values();
    this.assumptions = assumptions;
    this.defined = defined;
    this.random = new Random(seed);
    for (Expr.Variable v : this.variables) {
      letters.addAll(v.shape().rows().symbols());
      letters.addAll(v.shape().columns().symbols());
    }
  }

  private void collect(Expr e, Map<String, Expr.Variable> all) {
    if (e instanceof Expr.Variable v) {
      all.putIfAbsent(v.name(), v);
    } else if (e instanceof Expr.SizeNumber n) {
      letters.addAll(n.size().symbols());
    } else if (e instanceof Expr.IndexedSum sum) {
      letters.addAll(sum.size().symbols());
    } else if (e instanceof Expr.Leaf) {
      letters.addAll(e.shape().rows().symbols());
      letters.addAll(e.shape().columns().symbols());
    }
    e.operands().forEach(o -> collect(o, all));
  }

  /** The number of points that are tried before giving up. */
  public int tried() {
    return sizes().size() * ROUNDS * TRIES;
  }

  /**
   * Points, as many of them as possible with sizes of their own; fewer than asked for if no more
   * are found.
   */
  public List<Sample> draw(int count) {
    List<Map<String, Integer>> sizes = sizes();
    List<Sample> found = new ArrayList<>();
    for (int round = 0; round < ROUNDS && found.size() < count; round++) {
      for (Map<String, Integer> chosen : sizes) {
        for (int i = 0; i < TRIES && found.size() < count; i++) {
          Sample sample = sample(chosen, round);
          if (admissible(sample)) {
            found.add(sample);
            break;
          }
        }
      }
    }
    return found;
  }

  /** The same as {@link #draw}, but refusing if there is no point at all. */
  public List<Sample> require(int count) {
    List<Sample> found = draw(count);
    if (found.isEmpty()) {
      throw new FormulaException("derive.nowhere", Ascii.print(defined.get(0)), tried());
    }
    return found;
  }

  /**
   * The same point with every value that is not bound to a law of its own so many times as large;
   * null if it is no admissible one.
   */
  public Sample scaled(Sample sample, double factor) {
    Sample scaled = sample;
    for (Expr.Variable v : variables) {
      Jet at = sample.values().get(v.name());
      boolean free = assumptions.laws(v.name()).stream().allMatch(Law::isOfRays);
      if (free) {
        double[] x = at.value().clone();
        for (int i = 0; i < x.length; i++) {
          x[i] *= factor;
        }
        scaled = scaled.with(v.name(), Jet.constant(at.rows(), at.columns(), x));
      }
    }
    return admissible(scaled) ? scaled : null;
  }

  private List<Map<String, Integer>> sizes() {
    Set<Map<String, Integer>> all = new LinkedHashSet<>();
    for (int[] row : SIZES) {
      Map<String, Integer> chosen = new LinkedHashMap<>();
      int i = 0;
      for (String letter : letters) {
        chosen.put(letter, row[Math.min(i++, row.length - 1)]);
      }
      if (ordered(chosen)) {
        all.add(chosen);
      }
    }
    return List.copyOf(all);
  }

  private boolean ordered(Map<String, Integer> chosen) {
    for (String[] order : assumptions.orders()) {
      if (chosen.getOrDefault(order[0], 1) > chosen.getOrDefault(order[1], Integer.MAX_VALUE)) {
        return false;
      }
    }
    return true;
  }

  private boolean admissible(Sample sample) {
    Evaluation at = sample.bounded();
    try {
      for (Expr e : defined) {
        Jet value = at.of(e);
        if (value.largest() > 1e15 || value.largestError() > 1e-7 * (value.largest() + 1e-3)) {
          return false;
        }
      }
      for (Assumptions.Positive p : assumptions.positive()) {
        for (double v : at.of(p.formula()).value()) {
          if (!(v > 0)) {
            return false;
          }
        }
      }
      return true;
    } catch (Undefined e) {
      return false;
    }
  }

  private Sample sample(Map<String, Integer> sizes, int round) {
    Map<String, Jet> values = new HashMap<>();
    for (Expr.Variable v : variables) {
      int rows = number(v.shape().rows(), sizes);
      int columns = number(v.shape().columns(), sizes);
      if ((long) rows * columns > MOST_ENTRIES) {
        throw new FormulaException("derive.too-large", v.name(), rows, columns);
      }
      values.put(v.name(), value(rows, columns, v, round));
    }
    return new Sample(sizes, values, random.nextDouble());
  }

  private static int number(Size size, Map<String, Integer> sizes) {
    return size.evaluate(sizes);
  }

  /** A random matrix with entries between −1 and 1, for directions. */
  public Jet direction(Sample sample, Expr.Variable x) {
    Jet at = sample.values().get(x.name());
    return Jet.constant(at.rows(), at.columns(), entries(at.length(), -1, 1));
  }

  private double[] entries(int n, double from, double to) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = from + (to - from) * random.nextDouble();
    }
    return x;
  }

  private Jet value(int rows, int columns, Expr.Variable variable, int round) {
    Set<Law> laws = assumptions.laws(variable.name());
    int n = rows * columns;
    boolean square = rows == columns && rows > 1;
    if (laws.contains(Law.SIGNS)) {
      return Jet.constant(rows, columns, choices(n, -1, 1));
    }
    if (laws.contains(Law.BITS)) {
      return Jet.constant(rows, columns, choices(n, 0, 1));
    }
    if (laws.contains(Law.UNIT_INTERVAL)) {
      return Jet.constant(rows, columns, entries(n, 0.05, 0.95));
    }
    if (laws.contains(Law.ORTHOGONAL)) {
      return Jet.constant(rows, columns, orthogonal(rows, columns));
    }
    if (laws.contains(Law.POSITIVE_DEFINITE)) {
      return Jet.constant(rows, columns, n == 1 ? entries(1, 0.3, 2) : definite(rows));
    }
    double[] x = plain(n, square, rows, round);
    if (laws.contains(Law.SYMMETRIC) && square) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < i; j++) {
          x[j * rows + i] = x[i * rows + j];
        }
      }
    }
    return Jet.constant(rows, columns, x);
  }

  // The first rounds draw the most general points, numbers of both signs, then positive ones; later
  // ones whatever may lie in a domain.
  private double[] plain(int n, boolean square, int rows, int round) {
    if (n == 1 && round < 2) {
      double[] x = entries(1, 0.3, 2);
      x[0] = round == 0 && random.nextBoolean() ? -x[0] : x[0];
      return x;
    }
    int style = round < 2 ? round : random.nextInt(7);
    return switch (style) {
      case 0, 1 -> entries(n, -1.5, 1.5);
      case 2 -> entries(n, 0.1, 1.6);
      case 3 -> square ? definite(rows) : entries(n, -0.5, 0.5);
      case 4 -> entries(n, -0.3, 0.3);
      case 5 -> entries(n, -2, -0.1);
      default -> entries(n, 0.01, 0.3);
    };
  }

  private double[] choices(int n, double a, double b) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextBoolean() ? a : b;
    }
    return x;
  }

  private double[] definite(int n) {
    double[] m = entries(n * n, -1, 1);
    double[] x = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = i == j ? 0.4 : 0;
        for (int k = 0; k < n; k++) {
          sum += m[k * n + i] * m[k * n + j];
        }
        x[j * n + i] = sum;
      }
    }
    return x;
  }

  // Gram-Schmidt, by columns or, of a flat matrix, by rows.
  private double[] orthogonal(int rows, int columns) {
    if (rows < columns) {
      double[] tall = orthogonal(columns, rows);
      double[] flat = new double[tall.length];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          flat[j * rows + i] = tall[i * columns + j];
        }
      }
      return flat;
    }
    double[] q = entries(rows * columns, -1, 1);
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k < 2 * j; k++) {
        int other = k % j;
        double dot = 0;
        for (int i = 0; i < rows; i++) {
          dot += q[j * rows + i] * q[other * rows + i];
        }
        for (int i = 0; i < rows; i++) {
          q[j * rows + i] -= dot * q[other * rows + i];
        }
      }
      double norm = 0;
      for (int i = 0; i < rows; i++) {
        norm += q[j * rows + i] * q[j * rows + i];
      }
      norm = Math.sqrt(norm);
      for (int i = 0; i < rows; i++) {
        q[j * rows + i] /= norm;
      }
    }
    return q;
  }
}
