package handgrad.expr;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * The steps of a {@link Tape}, in order. A step on numbers is a code and three places in the arrays
 * of numbers, run in one loop; a step on matrices is an {@link Op}.
 */
final class Program {
  static final int OP = 0;
  static final int PLUS = 1;
  static final int MINUS = 2;
  static final int TIMES = 3;
  static final int DIVIDE = 4;
  static final int NEGATE = 5;
  static final int COPY = 6;
  static final int FUNCTION = 7;
  static final int POWER = 8;
  static final int INVERSE = 9;
  static final int LOGDET = 10;
  static final int ABS = 11;

  /** One step; numbers have a code and perhaps a curve, matrices an op. */
  record Step(int code, Slot out, Slot a, Slot b, Curve curve, Op op) {
    List<Slot> operands() {
      return op != null ? op.operands() : b == null ? List.of(a) : List.of(a, b);
    }
  }

  private final List<Graph.Node> nodes;
  private final Slot[] slots;
  private final Map<String, Slot> variables;
  private final Slot[] given;
  private final Slot root;
  private final Slot.Scalars scalars;
  private final Step[] steps;
  private final int[] code;
  private final int[] out;
  private final int[] left;
  private final int[] right;
  private final long[] inputs;
  private final boolean[] active;
  private final boolean[] byLeft;
  private final boolean[] byRight;
  private final Map<String, DMatrixRMaj> numberGradients = new HashMap<>();
  private long dirty = -1;
  private boolean first = true;

  Program(
      List<Graph.Node> nodes,
      Slot[] slots,
      Map<String, Slot> variables,
      Slot root,
      Slot.Scalars scalars,
      List<Step> order) {
    this.nodes = nodes;
    this.slots = slots;
    this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    given = variables.values().toArray(new Slot[0]);
    this.root = root;
    this.scalars = scalars;
    steps = order.toArray(new Step[0]);
    int n = steps.length;
    code = new int[n];
    out = new int[n];
    left = new int[n];
    right = new int[n];
    inputs = new long[n];
    active = new boolean[n];
    byLeft = new boolean[n];
    byRight = new boolean[n];
    for (int i = 0; i < n; i++) {
      Step step = steps[i];
      code[i] = step.code();
      out[i] = step.out().place;
      inputs[i] = step.out().inputs;
      active[i] = step.out().active;
      if (step.op() == null) {
        left[i] = step.a().place;
        right[i] = step.b() == null ? -1 : step.b().place;
        byLeft[i] = step.a().active;
        byRight[i] = step.b() != null && step.b().active;
      }
    }
    Set<Slot> reached = new HashSet<>();
    reached.add(root);
    for (int i = n - 1; i >= 0; i--) {
      // A node that no step backward reaches keeps the zeros it was made with.
      if (steps[i].op() != null && active[i]) {
        steps[i].op().link(reached::add);
      }
    }
    variables.forEach(
        (name, slot) -> {
          if (slot.isScalar()) {
            numberGradients.put(name, new DMatrixRMaj(1, 1));
          }
        });
  }

  List<Graph.Node> nodes() {
    return nodes;
  }

  /** The slot of a node, or null if the node is computed only within another. */
  Slot slot(int node) {
    return slots[node];
  }

  Map<String, Slot> variables() {
    return variables;
  }

  Slot root() {
    return root;
  }

  void change(long bits) {
    dirty |= bits;
  }

  void forward() {
    double[] v = scalars.value;
    // A step that fails leaves all to be done again.
    long changed = dirty;
    boolean all = first;
    dirty = -1;
    first = true;
    for (int i = 0; i < code.length; i++) {
      if (!all && (inputs[i] & changed) == 0) {
        continue;
      }
      switch (code[i]) {
        case PLUS:
          v[out[i]] = v[left[i]] + v[right[i]];
          break;
        case MINUS:
          v[out[i]] = v[left[i]] - v[right[i]];
          break;
        case TIMES:
          v[out[i]] = v[left[i]] * v[right[i]];
          break;
        case NEGATE:
          v[out[i]] = -v[left[i]];
          break;
        case COPY:
          v[out[i]] = v[left[i]];
          break;
        case OP:
          steps[i].op().forward();
          break;
        default:
          v[out[i]] = apply(i, v[left[i]], right[i] < 0 ? 0 : v[right[i]]);
          break;
      }
    }
    if (!root.hasFiniteValue()) {
      throw overflow();
    }
    dirty = 0;
    first = false;
  }

  private double apply(int i, double x, double y) {
    Slot at = steps[i].out();
    switch (code[i]) {
      case DIVIDE:
        if (y == 0) {
          throw Domain.division(at, 0);
        }
        return x / y;
      case FUNCTION:
        double value = steps[i].curve().apply(x);
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
          throw Domain.function(at, steps[i].a().expr, x, 0);
        }
        return value;
      case POWER:
        EntryOps.POWER.require(x, y, at, 0);
        return EntryOps.POWER.apply(x, y);
      case INVERSE:
        if (x == 0) {
          throw Domain.singular(at.expr, steps[i].a().expr, steps[i].a().copyValue());
        }
        return 1 / x;
      case LOGDET:
        if (x == 0) {
          throw Domain.logDetSingular(at.expr, steps[i].a().expr, steps[i].a().copyValue());
        }
        if (x < 0) {
          throw Domain.logDetNegative(at.expr, steps[i].a().expr, x);
        }
        return StrictMath.log(x);
      default:
        return Math.abs(x);
    }
  }

  private FormulaException overflow() {
    for (Step step : steps) {
      if (!step.out().hasFiniteValue()) {
        return Domain.overflow(step.out());
      }
    }
    return Domain.overflow(root);
  }

  /** With seed 1 where the seed is null. */
  void backward(DMatrixRMaj seed) {
    double[] v = scalars.value;
    double[] g = scalars.gradient;
    java.util.Arrays.fill(g, 0);
    if (!root.active) {
      return;
    }
    if (root.isScalar()) {
      root.addGradient(seed == null ? 1 : seed.data[0]);
    } else {
      root.gradient.setTo(seed);
    }
    for (int i = code.length - 1; i >= 0; i--) {
      if (!active[i]) {
        continue;
      }
      if (code[i] == OP) {
        steps[i].op().backward();
        continue;
      }
      double d = g[out[i]];
      switch (code[i]) {
        case PLUS:
          if (byLeft[i]) {
            g[left[i]] += d;
          }
          if (byRight[i]) {
            g[right[i]] += d;
          }
          break;
        case MINUS:
          if (byLeft[i]) {
            g[left[i]] += d;
          }
          if (byRight[i]) {
            g[right[i]] -= d;
          }
          break;
        case TIMES:
          double x = v[left[i]];
          if (byLeft[i]) {
            g[left[i]] += d * v[right[i]];
          }
          if (byRight[i]) {
            g[right[i]] += d * x;
          }
          break;
        case NEGATE:
          g[left[i]] -= d;
          break;
        case COPY:
          g[left[i]] += d;
          break;
        default:
          spread(i, d, v, g);
          break;
      }
    }
    requireFinite();
  }

  private void spread(int i, double d, double[] v, double[] g) {
    double x = v[left[i]];
    double value = v[out[i]];
    double y = right[i] < 0 ? 0 : v[right[i]];
    switch (code[i]) {
      case DIVIDE:
      case POWER:
        EntryOps.Pair pair = code[i] == DIVIDE ? EntryOps.DIVIDE : EntryOps.POWER;
        if (byLeft[i]) {
          g[left[i]] += d * pair.byLeft(x, y, value);
        }
        if (byRight[i]) {
          g[right[i]] += d * pair.byRight(x, y, value);
        }
        break;
      case FUNCTION:
        g[left[i]] += d * steps[i].curve().derivative(x, value);
        break;
      case INVERSE:
        g[left[i]] -= d * value * value;
        break;
      case LOGDET:
        g[left[i]] += d / x;
        break;
      default:
        g[left[i]] += d * Function.Elementary.SIGN.apply(x);
        break;
    }
  }

  private void requireFinite() {
    for (Slot slot : given) {
      if (slot.active && !slot.hasFiniteGradient()) {
        throw infinite(slot);
      }
    }
  }

  // The step at which a finite gradient became infinite.
  private FormulaException infinite(Slot variable) {
    for (int i = steps.length - 1; i >= 0; i--) {
      if (active[i] && steps[i].out().hasFiniteGradient()) {
        for (Slot operand : steps[i].operands()) {
          if (!operand.hasFiniteGradient()) {
            return Domain.gradient(operand, steps[i].out().expr);
          }
        }
      }
    }
    return Domain.gradient(variable, root.expr);
  }

  DMatrixRMaj gradient(String name, Slot slot) {
    if (!slot.isScalar()) {
      return slot.gradient;
    }
    DMatrixRMaj matrix = numberGradients.get(name);
    matrix.data[0] = slot.numberGradient();
    return matrix;
  }
}
