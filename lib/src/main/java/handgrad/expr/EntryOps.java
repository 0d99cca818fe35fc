package handgrad.expr;

/** Operations entry by entry, at least one operand a matrix; a number stands for a matrix of it. */
final class EntryOps {
  private EntryOps() {}

  /** {@code target += alpha·source}, or {@code =} where the target is fresh. */
  static void add(double[] target, double alpha, double[] source, int length, boolean fresh) {
    if (fresh) {
      for (int i = 0; i < length; i++) {
        target[i] = alpha * source[i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        target[i] += alpha * source[i];
      }
    }
  }

  static double sum(double[] entries, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += entries[i];
    }
    return sum;
  }

  /** {@code a + sign·b}. */
  static final class Add extends Op.Two {
    private final double sign;

    Add(Slot out, Slot a, Slot b, double sign) {
      super(out, a, b);
      this.sign = sign;
    }

    @Override
    void forward() {
      double[] c = out.value.data;
      int length = out.value.getNumElements();
      if (a.isScalar()) {
        double x = a.number();
        for (int i = 0; i < length; i++) {
          c[i] = x + sign * b.value.data[i];
        }
      } else if (b.isScalar()) {
        double y = sign * b.number();
        for (int i = 0; i < length; i++) {
          c[i] = a.value.data[i] + y;
        }
      } else {
        double[] x = a.value.data;
        double[] y = b.value.data;
        for (int i = 0; i < length; i++) {
          c[i] = x[i] + sign * y[i];
        }
      }
    }

    @Override
    void backward() {
      add(a, 1, firstA);
      add(b, sign, firstB);
    }

    private void add(Slot operand, double factor, boolean fresh) {
      double[] g = out.gradient.data;
      int length = out.gradient.getNumElements();
      if (!operand.active) {
        return;
      }
      if (operand.isScalar()) {
        operand.addGradient(factor * sum(g, length));
      } else {
        EntryOps.add(operand.gradient.data, factor, g, length, fresh);
      }
    }
  }

  /** {@code -a}. */
  static final class Negate extends Op.One {
    Negate(Slot out, Slot a) {
      super(out, a);
    }

    @Override
    void forward() {
      add(out.value.data, -1, a.value.data, out.value.getNumElements(), true);
    }

    @Override
    void backward() {
      add(a.gradient.data, -1, out.gradient.data, out.value.getNumElements(), first);
    }
  }

  /** A matrix times a number. */
  static final class Scale extends Op.Two {
    /** a is the matrix, b the number. */
    Scale(Slot out, Slot a, Slot b) {
      super(out, a, b);
    }

    @Override
    void forward() {
      add(out.value.data, b.number(), a.value.data, out.value.getNumElements(), true);
    }

    @Override
    void backward() {
      double[] g = out.gradient.data;
      int length = out.gradient.getNumElements();
      if (a.active) {
        add(a.gradient.data, b.number(), g, length, firstA);
      }
      if (b.active) {
        double dot = 0;
        for (int i = 0; i < length; i++) {
          dot += g[i] * a.value.data[i];
        }
        b.addGradient(dot);
      }
    }
  }

  /** {@code a.*b}, both matrices. */
  static final class ElementMult extends Op.Two {
    ElementMult(Slot out, Slot a, Slot b) {
      super(out, a, b);
    }

    @Override
    void forward() {
      double[] x = a.value.data;
      double[] y = b.value.data;
      double[] c = out.value.data;
      for (int i = 0; i < out.value.getNumElements(); i++) {
        c[i] = x[i] * y[i];
      }
    }

    @Override
    void backward() {
      add(a, b, firstA);
      add(b, a, firstB);
    }

    private void add(Slot to, Slot other, boolean fresh) {
      if (!to.active) {
        return;
      }
      double[] target = to.gradient.data;
      double[] y = other.value.data;
      double[] g = out.gradient.data;
      for (int i = 0; i < out.gradient.getNumElements(); i++) {
        target[i] = (fresh ? 0 : target[i]) + g[i] * y[i];
      }
    }
  }

  /** An operation on pairs of numbers with its two partial derivatives. */
  interface Pair {
    double apply(double x, double y);

    double byLeft(double x, double y, double value);

    double byRight(double x, double y, double value);

    /** Refuses a pair outside the domain; {@code where} tells the message the place. */
    void require(double x, double y, Slot out, int where);
  }

  static final Pair DIVIDE =
      new Pair() {
        @Override
        public double apply(double x, double y) {
          return x / y;
        }

        @Override
        public double byLeft(double x, double y, double value) {
          return 1 / y;
        }

        @Override
        public double byRight(double x, double y, double value) {
          return -value / y;
        }

        @Override
        public void require(double x, double y, Slot out, int where) {
          if (y == 0) {
            throw Domain.division(out, where);
          }
        }
      };

  static final Pair POWER =
      new Pair() {
        @Override
        public double apply(double x, double y) {
          return y == 2 ? x * x : y == 3 ? x * x * x : y == 1 ? x : StrictMath.pow(x, y);
        }

        @Override
        public double byLeft(double x, double y, double value) {
          return y == 0 ? 0 : y == 2 ? 2 * x : y * apply(x, y - 1);
        }

        // x to a changing power: at x = 0 the value stays 0 for powers near a positive one.
        @Override
        public double byRight(double x, double y, double value) {
          return x == 0 && y > 0 ? 0 : value * StrictMath.log(x);
        }

        @Override
        public void require(double x, double y, Slot out, int where) {
          if (x == 0 && y < 0 || x < 0 && y != Math.rint(y)) {
            throw Domain.power(out, x, y, where);
          }
        }
      };

  /** {@code a./b} and {@code a.^b}; one of the two may be a number. */
  static final class PairOp extends Op.Two {
    private final Pair pair;

    PairOp(Slot out, Slot a, Slot b, Pair pair) {
      super(out, a, b);
      this.pair = pair;
    }

    private double left(int i) {
      return a.isScalar() ? a.number() : a.value.data[i];
    }

    private double right(int i) {
      return b.isScalar() ? b.number() : b.value.data[i];
    }

    @Override
    void forward() {
      double[] c = out.value.data;
      for (int i = 0; i < out.value.getNumElements(); i++) {
        double x = left(i);
        double y = right(i);
        pair.require(x, y, out, i);
        c[i] = pair.apply(x, y);
      }
    }

    @Override
    void backward() {
      double[] g = out.gradient.data;
      double[] c = out.value.data;
      int length = out.gradient.getNumElements();
      if (a.active) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
          double part = g[i] * pair.byLeft(left(i), right(i), c[i]);
          sum += part;
          put(a, i, part, firstA);
        }
        finish(a, sum);
      }
      if (b.active) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
          double part = g[i] * pair.byRight(left(i), right(i), c[i]);
          sum += part;
          put(b, i, part, firstB);
        }
        finish(b, sum);
      }
    }

    private static void put(Slot slot, int i, double part, boolean fresh) {
      if (!slot.isScalar()) {
        double[] target = slot.gradient.data;
        target[i] = (fresh ? 0 : target[i]) + part;
      }
    }

    private static void finish(Slot slot, double sum) {
      if (slot.isScalar()) {
        slot.addGradient(sum);
      }
    }
  }

  /** A function of every entry. */
  static final class Elementwise extends Op.One {
    private final Curve curve;
    private final boolean relu;

    Elementwise(Slot out, Slot a, Curve curve) {
      super(out, a);
      this.curve = curve;
      relu = curve.isRelu();
    }

    @Override
    void forward() {
      double[] x = a.value.data;
      double[] c = out.value.data;
      int length = out.value.getNumElements();
      if (relu) {
        for (int i = 0; i < length; i++) {
          c[i] = x[i] <= 0 ? 0 : x[i]; // NaN stays
        }
      } else {
        for (int i = 0; i < length; i++) {
          c[i] = curve.apply(x[i]);
          if (!(Math.abs(c[i]) <= Double.MAX_VALUE)) {
            throw Domain.function(out, a.expr, x[i], i);
          }
        }
      }
    }

    @Override
    void backward() {
      double[] x = a.value.data;
      double[] c = out.value.data;
      double[] g = out.gradient.data;
      double[] target = a.gradient.data;
      int length = out.gradient.getNumElements();
      if (relu && first) {
        for (int i = 0; i < length; i++) {
          target[i] = x[i] > 0 ? g[i] : 0;
        }
        return;
      }
      for (int i = 0; i < length; i++) {
        target[i] = (first ? 0 : target[i]) + g[i] * curve.derivative(x[i], c[i]);
      }
    }
  }
}
