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
  private static final double TAPE = 1e-7;
  private static final double DIFFERENCE = 1e-4;

  private final Map<String, Integer> kinds = new TreeMap<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private final List<String> differing = new ArrayList<>();
  private int defined;
  private int deep;

  @Test
  void derivationTapeAndDifferencesAgree() {
    RandomExpressions random = new RandomExpressions(2019);
    int made = 0;
    while (made < COUNT) {
      Expr f = random.next(2 + made % 5);
      List<Expr.Variable> held = new ArrayList<>();
      for (Expr.Variable v : RandomExpressions.NAMES) {
        if (Factors.contains(f, v)) {
          held.add(v);
        }
      }
      if (held.isEmpty()) {
        continue;
      }
      count(f);
      compare(f, held.get(made % held.size()));
      made++;
    }
    System.out.println("expressions of each kind: " + kinds);
    System.out.println("of depth 4 or more: " + deep + ", refused: " + refused);
    assertEquals(List.of(), differing);
    kinds.forEach((kind, n) -> assertTrue(n >= 500, kind + ": " + n));
    assertTrue(deep * 2 >= COUNT, "deep: " + deep);
    int all = refused.values().stream().mapToInt(n -> n).sum();
    assertTrue(all * 100 <= COUNT, refused.toString());
    assertTrue(defined * 10 >= COUNT * 9, "defined: " + defined);
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
    Derivation d;
    Sample sample;
    try {
      Points points = new Points(List.of(x), Assumptions.NONE, List.of(f), 5);
      sample = points.require(1).get(0);
    } catch (FormulaException nowhere) {
      return; // a formula without a value has no derivative to compare
    }
    defined++;
    try {
      d = Derivation.of(f, x);
      sample.plain().of(d.result());
    } catch (FormulaException e) {
      refused.merge(e.message().key(), 1, Integer::sum);
      return;
    } catch (Undefined e) {
      return; // the point lies on the edge of the domain
    }
    Jet mine = sample.plain().of(d.result());
    double scale = Math.max(1, Math.max(sample.plain().scale(f), mine.largest()));
    if (!hasLetters(f)) {
      tape(f, x, sample, mine, scale, text);
    }
    differences(f, x, sample, mine, scale, text);
  }

  private static boolean hasLetters(Expr e) {
    return e instanceof Expr.Elementwise f && f.function() instanceof handgrad.expr.Function.Named
        || e.operands().stream().anyMatch(RandomExpressionsTest::hasLetters);
  }

  private void tape(Expr f, Expr.Variable x, Sample sample, Jet mine, double scale, String text) {
    Point point = Point.EMPTY;
    for (Map.Entry<String, Jet> entry : sample.values().entrySet()) {
      point = point.with(entry.getKey(), matrix(entry.getValue()));
    }
    DMatrixRMaj exact =
        f.shape().isScalar()
            ? Tape.gradient(f, x.name(), point)
            : Tape.jacobian(f, x.name(), point);
    for (int i = 0; i < exact.numRows; i++) {
      for (int j = 0; j < exact.numCols; j++) {
        if (!(Math.abs(exact.get(i, j) - mine.get(i, j)) <= TAPE * scale)) {
          differing.add("tape: " + text);
          return;
        }
      }
    }
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
  private void differences(
      Expr f, Expr.Variable x, Sample sample, Jet mine, double scale, String text) {
    Jet at = sample.values().get(x.name());
    double h = 1e-6;
    try {
      double[] plus = sample.with(x.name(), moved(at, h)).plain().of(f).value();
      double[] minus = sample.with(x.name(), moved(at, -h)).plain().of(f).value();
      double[] half = sample.with(x.name(), moved(at, h / 2)).plain().of(f).value();
      double[] other = sample.with(x.name(), moved(at, -h / 2)).plain().of(f).value();
      for (int i = 0; i < plus.length; i++) {
        double numeric = (plus[i] - minus[i]) / (2 * h);
        double finer = (half[i] - other[i]) / h;
        double slope = slope(f, mine, at.length(), i);
        double error = 4 * Math.abs(numeric - finer) + DIFFERENCE * scale;
        if (!(Math.abs(numeric - slope) <= error)) {
          differing.add("differences: " + text);
          return;
        }
      }
    } catch (Undefined e) {
      return; // the step leaves the domain
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
