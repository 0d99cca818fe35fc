package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Function;

/**
 * Operations on values with derivatives in one direction, or with bounds of their rounding errors.
 */
final class Jets {
  static final double UNIT = 0x1p-53;

  private final boolean bounds;
  private final double phase;

  /**
   * @param bounds whether bounds of rounding errors are kept
   * @param phase tells the letters for functions of one point from those of another
   */
  Jets(boolean bounds, double phase) {
    this.bounds = bounds;
    this.phase = phase;
  }

  boolean bounds() {
    return bounds;
  }

  Jet rounded(Jet jet) {
    return bounds
        ? new Jet(1, 1, jet.value(), null, new double[] {UNIT * Math.abs(jet.value()[0])})
        : jet;
  }

  static Jet transpose(Jet a) {
    return new Jet(
        a.columns(),
        a.rows(),
        Columns.transpose(a.value(), a.rows(), a.columns()),
        Columns.transpose(a.slope(), a.rows(), a.columns()),
        Columns.transpose(a.error(), a.rows(), a.columns()));
  }

  static Jet row(Jet a, int i) {
    return new Jet(
        1,
        a.columns(),
        Columns.picked(a.value(), i, a.rows(), a.columns()),
        Columns.picked(a.slope(), i, a.rows(), a.columns()),
        Columns.picked(a.error(), i, a.rows(), a.columns()));
  }

  static Jet column(Jet a, int j) {
    int start = j * a.rows();
    return new Jet(
        a.rows(),
        1,
        Columns.picked(a.value(), start, 1, a.rows()),
        Columns.picked(a.slope(), start, 1, a.rows()),
        Columns.picked(a.error(), start, 1, a.rows()));
  }

  Jet total(Jet a, int stride) {
    double sum = 0;
    double slope = 0;
    double error = 0;
    int count = 0;
    for (int i = 0; i < a.length(); i += stride) {
      sum += a.value()[i];
      slope += a.slope(i);
      count++;
      error += a.error(i);
    }
    if (bounds) {
      for (int i = 0; i < a.length(); i += stride) {
        error += count * UNIT * Math.abs(a.value()[i]);
      }
    }
    return one(sum, slope, error);
  }

  Jet one(double value, double slope, double error) {
    if (!Double.isFinite(value) || !Double.isFinite(slope)) {
      throw new Undefined("overflow");
    }
    return new Jet(
        1, 1, new double[] {value}, new double[] {slope}, bounds ? new double[] {error} : null);
  }

  static Jet diag(Jet a) {
    boolean vector = a.rows() == 1 || a.columns() == 1;
    int n = vector ? a.length() : a.rows();
    return vector
        ? new Jet(
            n,
            n,
            Columns.spread(a.value(), n),
            Columns.spread(a.slope(), n),
            Columns.spread(a.error(), n))
        : new Jet(
            n,
            1,
            Columns.picked(a.value(), 0, n + 1, n),
            Columns.picked(a.slope(), 0, n + 1, n),
            Columns.picked(a.error(), 0, n + 1, n));
  }

  /** The sum of the squares of all entries. */
  Jet squares(Jet a) {
    return total(entrywise(a, a, '*'), 1);
  }

  Jet norm(Expr.Norm.Kind kind, Jet a) {
    double value = 0;
    double slope = 0;
    double error = 0;
    for (int i = 0; i < a.length(); i++) {
      double v = a.value()[i];
      if (kind == Expr.Norm.Kind.ONE) {
        value += Math.abs(v);
        slope += Math.signum(v) * a.slope(i);
        error += a.error(i);
      } else {
        value += v * v;
        slope += v * a.slope(i);
        error += Math.abs(v) * a.error(i);
      }
    }
    if (kind == Expr.Norm.Kind.ONE) {
      return one(value, slope, error + a.length() * UNIT * value);
    }
    double root = Math.sqrt(value);
    if (root == 0) {
      if (a.derivative().largest() > 0) {
        throw new Undefined("norm of zero");
      }
      return one(0, 0, a.largestError() * a.length());
    }
    return one(root, slope / root, error / root + a.length() * UNIT * root);
  }

  Jet elementwise(Function function, Jet a) {
    double[] v = new double[a.length()];
    double[] d = a.slope() == null ? null : new double[v.length];
    double[] err = bounds ? new double[v.length] : null;
    for (int i = 0; i < v.length; i++) {
      double t = a.value()[i];
      double slope;
      if (function instanceof Function.Named named) {
        v[i] = smooth(named.name(), named.order(), t);
        slope = smooth(named.name(), named.order() + 1, t);
      } else {
        Function.Elementary f = (Function.Elementary) function;
        v[i] = f.apply(t);
        slope = d == null && !bounds ? 0 : f.derivative(t, v[i]);
      }
      if (!Double.isFinite(v[i]) || !Double.isFinite(slope)) {
        throw new Undefined(function.text());
      }
      if (d != null) {
        d[i] = slope * a.slope()[i];
      }
      if (bounds) {
        err[i] = Math.abs(slope) * a.error(i) + 2 * UNIT * Math.abs(v[i]) + underflow(v[i]);
      }
    }
    return new Jet(a.rows(), a.columns(), v, d, err);
  }

  double smooth(String name, int order, double t) {
    double a = 0.8 + 0.1 * (name.charAt(0) % 5);
    double b = phase + 0.3 * (name.charAt(0) % 7);
    return StrictMath.pow(a, order) * StrictMath.sin(a * t + b + order * Math.PI / 2);
  }

  Jet entrywise(Jet a, Jet b, char operator) {
    boolean left = a.length() >= b.length();
    int rows = left ? a.rows() : b.rows();
    int columns = left ? a.columns() : b.columns();
    int n = rows * columns;
    int stepA = a.length() == n ? 1 : 0;
    int stepB = b.length() == n ? 1 : 0;
    double[] v = new double[n];
    boolean sloped = a.slope() != null || b.slope() != null;
    double[] d = sloped ? new double[n] : null;
    double[] err = bounds ? new double[n] : null;
    for (int i = 0; i < n; i++) {
      double x = a.value()[i * stepA];
      double y = b.value()[i * stepB];
      double value;
      double byX;
      double byY;
      switch (operator) {
        case '+' -> {
          value = x + y;
          byX = 1;
          byY = 1;
        }
        case '-' -> {
          value = x - y;
          byX = 1;
          byY = -1;
        }
        case '*' -> {
          value = x * y;
          byX = y;
          byY = x;
        }
        case '/' -> {
          value = x / y;
          byX = 1 / y;
          byY = -value / y;
        }
        default -> {
          value = StrictMath.pow(x, y);
          byX = y == 0 ? 0 : y * StrictMath.pow(x, y - 1);
          boolean fixed = b.slope() == null || b.slope()[i * stepB] == 0;
          byY = fixed && b.error(i * stepB) <= UNIT * Math.abs(y) ? 0 : value * StrictMath.log(x);
        }
      }
      if (!Double.isFinite(value)
          || (sloped || bounds) && (!Double.isFinite(byX) || !Double.isFinite(byY))) {
        throw new Undefined("" + operator);
      }
      v[i] = value;
      if (sloped) {
        d[i] = byX * a.slope(i * stepA) + byY * b.slope(i * stepB);
      }
      if (bounds) {
        err[i] =
            Math.abs(byX) * a.error(i * stepA)
                + Math.abs(byY) * b.error(i * stepB)
                + UNIT * Math.abs(value)
                + underflow(value);
      }
    }
    return new Jet(rows, columns, v, d, err);
  }

  // What is lost where a value is too small to be held with all its digits.
  private static double underflow(double value) {
    return Math.abs(value) < Double.MIN_NORMAL ? Double.MIN_NORMAL : 0;
  }

  Jet mult(Jet a, Jet b) {
    if (a.isNumber() || b.isNumber()) {
      return entrywise(a, b, '*');
    }
    int m = a.rows();
    int k = a.columns();
    int n = b.columns();
    double[] v = Columns.product(a.value(), b.value(), m, k, n);
    double[] d = null;
    if (a.slope() != null) {
      d = Columns.product(a.slope(), b.value(), m, k, n);
    }
    if (b.slope() != null) {
      double[] more = Columns.product(a.value(), b.slope(), m, k, n);
      d = d == null ? more : Columns.plus(d, more);
    }
    double[] err = null;
    if (bounds) {
      double[] x = Columns.absolute(a.value());
      double[] y = Columns.absolute(b.value());
      err = Columns.scaled(Columns.product(x, y, m, k, n), k * UNIT);
      if (a.error() != null) {
        err = Columns.plus(err, Columns.product(a.error(), y, m, k, n));
      }
      if (b.error() != null) {
        err = Columns.plus(err, Columns.product(x, b.error(), m, k, n));
      }
    }
    return new Jet(m, n, v, d, err);
  }

  Jet kron(Jet a, Jet b) {
    int rows = a.rows() * b.rows();
    int columns = a.columns() * b.columns();
    double[] v = new double[rows * columns];
    boolean sloped = a.slope() != null || b.slope() != null;
    double[] d = sloped ? new double[v.length] : null;
    double[] err = bounds ? new double[v.length] : null;
    for (int q = 0; q < a.columns(); q++) {
      for (int p = 0; p < a.rows(); p++) {
        int i = q * a.rows() + p;
        for (int s = 0; s < b.columns(); s++) {
          for (int r = 0; r < b.rows(); r++) {
            int j = s * b.rows() + r;
            int at = (q * b.columns() + s) * rows + p * b.rows() + r;
            v[at] = a.value()[i] * b.value()[j];
            if (sloped) {
              d[at] = a.slope(i) * b.value()[j] + a.value()[i] * b.slope(j);
            }
            if (bounds) {
              err[at] =
                  a.error(i) * Math.abs(b.value()[j])
                      + Math.abs(a.value()[i]) * b.error(j)
                      + UNIT * Math.abs(v[at]);
            }
          }
        }
      }
    }
    return new Jet(rows, columns, v, d, err);
  }
}
