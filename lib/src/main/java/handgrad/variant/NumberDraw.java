package handgrad.variant;

import handgrad.expr.Expr;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import handgrad.sheet.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.MatrixFeatures_DDRM;

/** Draws data for a number task: short numbers, every slip with a result of its own. */
final class NumberDraw {
  private static final int TRIES = 10_000;
  private static final double LARGEST = 20;
  // Slips that may give the same numbers as others.
  private static final Set<String> ASIDE = Set.of("sign", "uphill", "factor");
  private static final Point SOMEWHERE = Point.of("x", 1.375, "y", -0.625);

  private final int task;
  private final Random random;

  NumberDraw(int task, Random random) {
    this.task = task;
    this.random = random;
  }

  /** Whether the task is one of numbers. */
  static boolean knows(int task) {
    return task == 1 || task == 3 || task == 5;
  }

  /** Data at which the task is clean. */
  Data next() {
    for (int i = 0; i < TRIES; i++) {
      Data data = new Data(task == 1 ? graph() : task == 3 ? chain() : layers());
      if (isClean(data)) {
        return data;
      }
    }
    throw new IllegalStateException("no data for task " + task + " in " + TRIES + " tries");
  }

  private Map<String, String> graph() {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("p", one("1", "2", "3", "4", "5"));
    data.put("q", one("-3", "-2", "2", "3", "4", "5"));
    data.put("r", one("1", "2", "3"));
    data.put("s", one("1", "2", "3"));
    data.put("t", one("-2", "-1", "1", "2", "3"));
    return data;
  }

  private Map<String, String> chain() {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("x1", one("1", "2", "3", "4", "6", "7", "8", "9"));
    data.put("y1", one("0", "1"));
    data.put("x2", one("-3", "-2", "-1", "5", "10"));
    data.put("y2", one("0", "1"));
    data.put("gamma", one("0.5", "1", "2", "4"));
    return data;
  }

  private Map<String, String> layers() {
    String[] weights = {"-2", "-1", "-0.5", "0.5", "1", "2"};
    String[] gradients = {"-3", "-2", "-1", "1", "2", "3"};
    String[] signs = {"-3", "-2", "-1", "1", "2", "3"};
    Map<String, String> data = new LinkedHashMap<>();
    data.put("x", row(one("-2", "-1", "1", "2", "3"), one("-2", "-1", "1", "2", "3")));
    data.put(
        "W1",
        "[" + one(weights) + " " + one(weights) + "; " + one(weights) + " " + one(weights) + "]");
    data.put("W2", "[" + one(weights) + "; " + one(weights) + "]");
    data.put("y", one("-1", "0", "1", "2", "3"));
    data.put("gamma", one("0.5", "1"));
    data.put("g1", row(one(gradients), one(gradients)));
    data.put("h", row(one(signs), one(signs)));
    data.put("g2", row(one(gradients), one(gradients)));
    data.put("o", row(one("1", "2", "3", "4"), one("0", "1", "2", "3")));
    data.put("g3", one("-3", "-2", "-1", "2", "3"));
    data.put("z", one("0", "1"));
    return data;
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  private static String row(String a, String b) {
    return "[" + a + " " + b + "]";
  }

  private boolean isClean(Data data) {
    if (task == 5 && !isLively(data)) {
      return false;
    }
    for (String id : NumberItems.ids(task)) {
      Item item = NumberItems.of(id, data);
      Expr answer = item.expected();
      DMatrixRMaj value = Tape.output(answer, SOMEWHERE);
      if (IntStream.range(0, value.getNumElements())
              .anyMatch(i -> Math.abs(value.data[i]) > LARGEST)
          || !isTellable(item, value)) {
        return false;
      }
    }
    return true;
  }

  // One neuron of each layer is on and one is off; the forecast is no extreme one and not y itself.
  private static boolean isLively(Data data) {
    DMatrixRMaj h = number("{h}", data);
    DMatrixRMaj inner = number("{x}*{W1}", data);
    double forecast = number("relu({x}*{W1})*{W2}", data).get(0);
    double y = number("{y}", data).get(0);
    double apart = Math.abs(forecast - y);
    double other = Math.abs(number("{o}*{W2}", data).get(0) - y);
    return h.get(0) * h.get(1) < 0
        && inner.get(0) * inner.get(1) < 0
        && forecast != 0
        && Math.abs(forecast) <= 3
        && apart >= 0.5
        && apart <= 3
        && other >= 0.5
        && other <= 4;
  }

  private static DMatrixRMaj number(String template, Data data) {
    return Tape.output(
        handgrad.expr.Formula.parse(data.fill(template), handgrad.expr.Declarations.NONE),
        Point.EMPTY);
  }

  /** Whether the answer and every slip, those aside, have numbers of their own. */
  static boolean isTellable(Item item, DMatrixRMaj answer) {
    List<DMatrixRMaj> taken = new ArrayList<>(List.of(answer));
    for (Item.Known reading : item.readings()) {
      taken.add(Tape.output(NumberItems.known(item, reading), SOMEWHERE));
    }
    for (Item.Known slip : item.slips()) {
      DMatrixRMaj value = Tape.output(NumberItems.known(item, slip), SOMEWHERE);
      if (same(value, answer)) {
        return false;
      }
      if (!ASIDE.contains(slip.kind())) {
        if (taken.stream().anyMatch(other -> same(other, value))) {
          return false;
        }
        taken.add(value);
      }
    }
    return true;
  }

  private static boolean same(DMatrixRMaj a, DMatrixRMaj b) {
    return a.numRows == b.numRows
        && a.numCols == b.numCols
        && MatrixFeatures_DDRM.isIdentical(a, b, 1e-9);
  }
}
