package handgrad.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Derivations of random expressions against the tape and central differences. */
class RandomExpressionsTest {
  private static final int COUNT = 20_000;
  private static final double SPOILT = 1.01;

  private final Map<String, Integer> kinds = new TreeMap<>();
  private final List<String> refused = new ArrayList<>();
  private final List<String> differing = new ArrayList<>();
  private int compared;
  private int nowhere;
  private int kinks;
  private int deep;
  private int spoiltSeen;

  @Test
  void derivationTapeAndDifferencesAgree() {
    RandomExpressions random = new RandomExpressions(2019);
    for (int made = 0; compared + refused.size() < COUNT; made++) {
      Expr f = random.next(2 + made % 5);
      List<Expr.Variable> held = new ArrayList<>();
      for (Expr.Variable v : RandomExpressions.NAMES) {
        if (Factors.contains(f, v)) {
          held.add(v);
        }
      }
      if (!held.isEmpty()) {
        compare(f, held.get(made % held.size()));
      }
    }
    System.out.println(compared + " expressions, of each kind: " + kinds);
    System.out.println("of depth 4 or more: " + deep + ", refused: " + refused);
    System.out.println("refused at a norm of zero: " + kinks);
    System.out.println(
        "without a value anywhere: " + nowhere + ", spoilt by 1 % and seen: " + spoiltSeen);
    assertEquals(List.of(), differing);
    assertEquals(List.of(), refused);
    kinds.forEach((kind, n) -> assertTrue(n >= 500, kind + ": " + n));
    assertTrue(kinks * 1000 <= COUNT, "at a norm of zero: " + kinks);
    assertTrue(deep * 2 >= COUNT, "deep: " + deep);
    assertTrue(nowhere * 50 <= COUNT, "without a value: " + nowhere);
    // No factor spoils the derivative 0 of a constant, and a small one drowns in rounding.
    assertTrue(spoiltSeen * 20 >= COUNT * 17, "spoilt and seen: " + spoiltSeen);
  }

  private void count(Expr f) {
    Set<String> held = new HashSet<>();
    collect(f, held);
    held.forEach(kind -> kinds.merge(kind, 1, Integer::sum));
    deep += depth(f) >= 4 ? 1 : 0;
  }

  private static void collect(Expr e, Set<String> kinds) {
    kinds.add(e.getClass().getSimpleName());
    e.operands().forEach(o -> collect(o, kinds));
  }

  private static int depth(Expr e) {
    return 1 + e.operands().stream().mapToInt(RandomExpressionsTest::depth).max().orElse(0);
  }

  private void compare(Expr f, Expr.Variable x) {
    String text = Ascii.print(f) + " by " + x.name();
    Sample sample;
    try {
      Points points = new Points(List.of(x), Assumptions.NONE, List.of(f), 5);
      sample = points.require(1).get(0);
    } catch (FormulaException e) {
      nowhere++; // a formula without a value has no derivative to compare
      return;
    }
    Jet mine;
    double rounding;
    try {
      Expr result = Derivation.of(f, x).result();
      mine = sample.plain().of(result);
      rounding = sample.bounded().of(result).largestError();
    } catch (FormulaException | Undefined e) {
      if (holdsNormOfZero(f, sample.plain())) {
        kinks++;
      } else {
        refused.add(text + ": " + e.getMessage());
      }
      return;
    }
    compared++;
    count(f);
    double scale = sample.plain().scale(f);
    if (!hasLetters(f) && !agreesWithTape(f, x, sample, mine, 100 * rounding + 1e-12 * scale)) {
      differing.add("tape: " + text);
    }
    if (!agreesWithDifferences(f, x, sample, mine, scale)) {
      differing.add("differences: " + text);
    }
    Jet spoilt = Jet.constant(mine.rows(), mine.columns(), Columns.scaled(mine.value(), SPOILT));
    if (!agreesWithDifferences(f, x, sample, spoilt, scale)) {
      spoiltSeen++;
    }
  }

  /** Whether a norm of zero stands in f: there the norm has a kink. */
  private static boolean holdsNormOfZero(Expr e, Evaluation at) {
    return e instanceof Expr.Norm norm && norm.kind() == Expr.Norm.Kind.TWO && isZero(norm, at)
        || e.operands().stream().anyMatch(o -> holdsNormOfZero(o, at));
  }

  private static boolean isZero(Expr e, Evaluation at) {
    try {
      return at.of(e).largest() < 1e-12;
    } catch (FormulaException freeIndex) {
      return false; // inside a sum, the index has no value of its own
    }
  }

  private static boolean hasLetters(Expr e) {
    return e instanceof Expr.Elementwise f && f.function() instanceof handgrad.expr.Function.Named
        || e.operands().stream().anyMatch(RandomExpressionsTest::hasLetters);
  }

  private static boolean agreesWithTape(
      Expr f, Expr.Variable x, Sample sample, Jet mine, double rounding) {
    Point point = Point.EMPTY;
    for (Map.Entry<String, Jet> entry : sample.values().entrySet()) {
      point = point.with(entry.getKey(), matrix(entry.getValue()));
    }
    DMatrixRMaj exact =
        f.shape().isScalar()
            ? Tape.gradient(f, x.name(), point)
            : Tape.jacobian(f, x.name(), point);
    double bound = 1e-9 * mine.largest() + rounding;
    for (int i = 0; i < exact.numRows; i++) {
      for (int j = 0; j < exact.numCols; j++) {
        if (!(Math.abs(exact.get(i, j) - mine.get(i, j)) <= bound)) {
          return false;
        }
      }
    }
    return true;
  }

  private static DMatrixRMaj matrix(Jet jet) {
    DMatrixRMaj matrix = new DMatrixRMaj(jet.rows(), jet.columns());
    for (int i = 0; i < jet.rows(); i++) {
      for (int j = 0; j < jet.columns(); j++) {
        matrix.set(i, j, jet.get(i, j));
      }
    }
    return matrix;
  }

  // One central difference along all entries of X at once.
  private static boolean agreesWithDifferences(
      Expr f, Expr.Variable x, Sample sample, Jet mine, double scale) {
    Jet at = sample.values().get(x.name());
    double h = 1e-6;
    try {
      double[] plus = sample.with(x.name(), moved(at, h)).plain().of(f).value();
      double[] minus = sample.with(x.name(), moved(at, -h)).plain().of(f).value();
      double[] half = sample.with(x.name(), moved(at, h / 2)).plain().of(f).value();
      double[] other = sample.with(x.name(), moved(at, -h / 2)).plain().of(f).value();
      double[] third = sample.with(x.name(), moved(at, h / 3)).plain().of(f).value();
      double[] last = sample.with(x.name(), moved(at, -h / 3)).plain().of(f).value();
      for (int i = 0; i < plus.length; i++) {
        double numeric = (plus[i] - minus[i]) / (2 * h);
        double finer = (half[i] - other[i]) / h;
        double slope = slope(f, mine, at.length(), i);
        double finest = 1.5 * (third[i] - last[i]) / h;
        double spread = Math.max(Math.abs(numeric - finer), Math.abs(finest - finer));
        double error = 4 * spread + 1e-4 * Math.abs(slope) + 1e-9 * scale;
        if (!(Math.abs(numeric - slope) <= error)) {
          return false;
        }
      }
      return true;
    } catch (Undefined e) {
      return true; // the step leaves the domain
    }
  }

  private static double slope(Expr f, Jet derivative, int entries, int i) {
    double slope = 0;
    for (int j = 0; j < entries; j++) {
      slope += step(j) * (f.shape().isScalar() ? derivative.value()[j] : derivative.get(i, j));
    }
    return slope;
  }

  private static double step(int entry) {
    return 1 - 0.3 * entry;
  }

  private static Jet moved(Jet at, double h) {
    double[] v = at.value().clone();
    for (int j = 0; j < v.length; j++) {
      v[j] += h * step(j);
    }
    return Jet.constant(at.rows(), at.columns(), v);
  }
}
