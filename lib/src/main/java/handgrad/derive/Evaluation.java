package handgrad.derive;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Function;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of expressions at one point, made to be asked many times on tiny matrices: together with
 * each value goes its derivative in a direction (for names {@code d(…)}) or a bound of its rounding
 * error (to tell a wrong answer from an inexact one). Shared parts are evaluated once.
 *
 * <p>Letters for smooth functions stand for a sine of their own, {@code f(t) = sin(a*t + b)}, whose
 * derivatives are known to every order.
 */
public final class Evaluation {
  private static final double UNIT = 0x1p-53;
  private static final int LARGEST = 1_000_000;
  private static final int BY_MINORS = 4;

  private final Map<String, Integer> sizes;
  private final Map<String, Jet> variables;
  private final Map<String, Expr> pending;
  private final boolean bounds;
  private final double phase;
  private final Map<Expr, Jet> cache = new IdentityHashMap<>();

  public Evaluation(
      Map<String, Integer> sizes,
      Map<String, Jet> variables,
      Map<String, Expr> pending,
      boolean bounds,
      double phase) {
    this.sizes = sizes;
    this.variables = new HashMap<>(variables);
    this.pending = pending;
    this.bounds = bounds;
    this.phase = phase;
  }

  /** The same point with one more name. */
  public void set(String name, Jet value) {
    variables.put(name, value);
    cache.clear();
  }

  /**
   * @throws Undefined if some part has no finite value here
   * @throws FormulaException if a matrix would be too large
   */
  public Jet of(Expr e) {
    Jet known = cache.get(e);
    if (known == null) {
      known = evaluate(e);
      cache.put(e, known);
    }
    return known;
  }

  /** The largest entry of an expression or of any of its parts. */
  public double scale(Expr e) {
    double scale = of(e).largest();
    if (e instanceof Expr.Variable name && pending.containsKey(name.name())) {
      scale = Math.max(scale, scale(pending.get(name.name())));
    }
    for (Expr operand : e.operands()) {
      scale = Math.max(scale, scale(operand));
    }
    return scale;
  }

  public int number(Size size) {
    return size.evaluate(sizes);
  }

  private Jet evaluate(Expr e) {
    if (e instanceof Expr.Leaf) {
      return leaf(e);
    }
    List<Expr> operands = e.operands();
    if (e instanceof Expr.Literal literal) {
      return literal(literal);
    }
    Jet a = of(operands.get(0));
    if (e instanceof Expr.Unary) {
      if (e instanceof Expr.Diag && (a.rows() == 1 || a.columns() == 1)) {
        requireFit(e, a.length(), a.length());
      }
      return unary(e, a);
    }
    Jet b = of(operands.get(1));
    if (e instanceof Expr.Mult && !a.isNumber() && !b.isNumber()) {
      requireFit(e, a.rows(), b.columns());
    } else if (e instanceof Expr.Kron) {
      requireFit(e, (long) a.rows() * b.rows(), (long) a.columns() * b.columns());
    }
    return binary(e, a, b);
  }

  // ---- leaves

  private Jet leaf(Expr e) {
    if (e instanceof Expr.Variable variable) {
      Expr differentiated = pending.get(variable.name());
      if (differentiated != null) {
        return of(differentiated).derivative();
      }
      Jet value = variables.get(variable.name());
      if (value == null) {
        throw new FormulaException("derive.no-value", variable.name());
      }
      return value;
    }
    if (e instanceof Expr.Num num) {
      return rounded(Jet.number(num.value().doubleValue()));
    }
    if (e instanceof Expr.Constant constant) {
      return rounded(Jet.number(constant.value()));
    }
    if (e instanceof Expr.SizeNumber size) {
      return Jet.number(number(size.size()));
    }
    Shape shape = e.shape();
    long m = size(shape.rows());
    long n = size(shape.columns());
    if (m > LARGEST || n > LARGEST || m * n > LARGEST) {
      throw new FormulaException("derive.too-large", Ascii.print(e), m, n);
    }
    int rows = (int) m;
    int columns = (int) n;
    double[] v = new double[rows * columns];
    if (e instanceof Expr.Identity) {
      for (int i = 0; i < rows; i++) {
        v[i * rows + i] = 1;
      }
    } else if (e instanceof Expr.Ones) {
      java.util.Arrays.fill(v, 1);
    } else if (e instanceof Expr.Commutation k) {
      int p = number(k.rows());
      int q = number(k.columns());
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < q; j++) {
          v[(j * p + i) * rows + i * q + j] = 1;
        }
      }
    }
    return Jet.constant(rows, columns, v);
  }

  private Jet rounded(Jet jet) {
    return bounds
        ? new Jet(1, 1, jet.value(), null, new double[] {UNIT * Math.abs(jet.value()[0])})
        : jet;
  }

  private static void requireFit(Expr e, long rows, long columns) {
    if (rows > LARGEST || columns > LARGEST || rows * columns > LARGEST) {
      throw new FormulaException("derive.too-large", Ascii.print(e), rows, columns);
    }
  }

  private long size(Size size) {
    try {
      return number(size);
    } catch (ArithmeticException overflow) {
      return Long.MAX_VALUE;
    }
  }

  private Jet literal(Expr.Literal literal) {
    int rows = literal.rows();
    int columns = literal.columns();
    double[] v = new double[rows * columns];
    double[] d = new double[v.length];
    double[] err = bounds ? new double[v.length] : null;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        Jet entry = of(literal.entry(i, j));
        int at = j * rows + i;
        v[at] = entry.value()[0];
        d[at] = entry.slope(0);
        if (bounds) {
          err[at] = entry.error(0);
        }
      }
    }
    return new Jet(rows, columns, v, d, err);
  }

  // ---- one operand

  private Jet unary(Expr e, Jet a) {
    if (e instanceof Expr.Negate) {
      return new Jet(
          a.rows(), a.columns(), scaled(a.value(), -1), scaled(a.slope(), -1), a.error());
    }
    if (e instanceof Expr.Transpose) {
      return transpose(a);
    }
    if (e instanceof Expr.Vec) {
      return new Jet(a.length(), 1, a.value(), a.slope(), a.error());
    }
    if (e instanceof Expr.Trace) {
      return total(a, a.rows() + 1);
    }
    if (e instanceof Expr.Sum) {
      return total(a, 1);
    }
    if (e instanceof Expr.Diag) {
      return diag(a);
    }
    if (e instanceof Expr.Inverse) {
      return invert(a);
    }
    if (e instanceof Expr.Det) {
      return det(a);
    }
    if (e instanceof Expr.LogDet) {
      return log(det(a));
    }
    if (e instanceof Expr.Adjugate) {
      return adjugate(a);
    }
    if (e instanceof Expr.Cofactor) {
      return transpose(adjugate(a));
    }
    if (e instanceof Expr.Norm norm) {
      return norm(norm.kind(), a);
    }
    if (e instanceof Expr.Elementwise f) {
      return elementwise(f.function(), a);
    }
    throw new IllegalStateException(e.getClass().getSimpleName());
  }

  private static double[] scaled(double[] x, double factor) {
    if (x == null) {
      return null;
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = factor * x[i];
    }
    return y;
  }

  private static Jet transpose(Jet a) {
    return new Jet(
        a.columns(),
        a.rows(),
        transpose(a.value(), a.rows(), a.columns()),
        transpose(a.slope(), a.rows(), a.columns()),
        transpose(a.error(), a.rows(), a.columns()));
  }

  private static double[] transpose(double[] x, int rows, int columns) {
    if (x == null || rows == 1 || columns == 1) {
      return x;
    }
    double[] y = new double[x.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y[i * columns + j] = x[j * rows + i];
      }
    }
    return y;
  }

  private Jet total(Jet a, int stride) {
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

  private Jet one(double value, double slope, double error) {
    if (!Double.isFinite(value) || !Double.isFinite(slope)) {
      throw new Undefined("overflow");
    }
    return new Jet(
        1, 1, new double[] {value}, new double[] {slope}, bounds ? new double[] {error} : null);
  }

  private static Jet diag(Jet a) {
    boolean vector = a.rows() == 1 || a.columns() == 1;
    int n = vector ? a.length() : a.rows();
    return vector
        ? new Jet(n, n, spread(a.value(), n), spread(a.slope(), n), spread(a.error(), n))
        : new Jet(n, 1, picked(a.value(), n), picked(a.slope(), n), picked(a.error(), n));
  }

  private static double[] spread(double[] x, int n) {
    if (x == null) {
      return null;
    }
    double[] y = new double[n * n];
    for (int i = 0; i < n; i++) {
      y[i * n + i] = x[i];
    }
    return y;
  }

  private static double[] picked(double[] x, int n) {
    if (x == null) {
      return null;
    }
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = x[i * n + i];
    }
    return y;
  }

  private Jet norm(Expr.Norm.Kind kind, Jet a) {
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

  // ---- inverse and determinants

  private Jet invert(Jet a) {
    int n = a.rows();
    double[] inverse = invert(a.value(), n);
    double[] slope = null;
    if (a.slope() != null) {
      slope = scaled(multiply(multiply(inverse, a.slope(), n), inverse, n), -1);
    }
    double[] error = null;
    if (bounds) {
      double[] size = absolute(inverse);
      double[] inner = absolute(a.value());
      for (int i = 0; i < inner.length; i++) {
        inner[i] = a.error(i) + 4 * n * UNIT * inner[i];
      }
      error = multiply(multiply(size, inner, n), size, n);
    }
    return new Jet(n, n, inverse, slope, error);
  }

  private static double[] absolute(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.abs(x[i]);
    }
    return y;
  }

  private static double[] multiply(double[] a, double[] b, int n) {
    double[] c = new double[n * n];
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < n; k++) {
        double f = b[j * n + k];
        if (f != 0) {
          for (int i = 0; i < n; i++) {
            c[j * n + i] += a[k * n + i] * f;
          }
        }
      }
    }
    return c;
  }

  private static double[] invert(double[] a, int n) {
    double[] m = a.clone();
    double[] inverse = new double[n * n];
    for (int i = 0; i < n; i++) {
      inverse[i * n + i] = 1;
    }
    double largest = 0;
    for (double v : m) {
      largest = Math.max(largest, Math.abs(v));
    }
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int i = c + 1; i < n; i++) {
        if (Math.abs(m[c * n + i]) > Math.abs(m[c * n + pivot])) {
          pivot = i;
        }
      }
      if (!(Math.abs(m[c * n + pivot]) > 1e-12 * largest)) {
        throw new Undefined("singular");
      }
      swap(m, n, c, pivot);
      swap(inverse, n, c, pivot);
      double p = m[c * n + c];
      for (int i = 0; i < n; i++) {
        double f = m[c * n + i] / p;
        if (i == c || f == 0) {
          continue;
        }
        for (int j = 0; j < n; j++) {
          m[j * n + i] -= f * m[j * n + c];
          inverse[j * n + i] -= f * inverse[j * n + c];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      double p = m[i * n + i];
      for (int j = 0; j < n; j++) {
        inverse[j * n + i] /= p;
      }
    }
    return inverse;
  }

  private static void swap(double[] m, int n, int a, int b) {
    if (a != b) {
      for (int j = 0; j < n; j++) {
        double t = m[j * n + a];
        m[j * n + a] = m[j * n + b];
        m[j * n + b] = t;
      }
    }
  }

  private static double determinant(double[] a, int n) {
    if (n == 0) {
      return 1;
    }
    if (n == 1) {
      return a[0];
    }
    if (n == 2) {
      return a[0] * a[3] - a[1] * a[2];
    }
    if (n == 3) {
      return a[0] * (a[4] * a[8] - a[5] * a[7])
          - a[3] * (a[1] * a[8] - a[2] * a[7])
          + a[6] * (a[1] * a[5] - a[2] * a[4]);
    }
    double[] m = a.clone();
    double det = 1;
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int i = c + 1; i < n; i++) {
        if (Math.abs(m[c * n + i]) > Math.abs(m[c * n + pivot])) {
          pivot = i;
        }
      }
      if (m[c * n + pivot] == 0) {
        return 0;
      }
      if (pivot != c) {
        det = -det;
        swap(m, n, c, pivot);
      }
      det *= m[c * n + c];
      for (int i = c + 1; i < n; i++) {
        double f = m[c * n + i] / m[c * n + c];
        for (int j = c + 1; j < n; j++) {
          m[j * n + i] -= f * m[j * n + c];
        }
      }
    }
    return det;
  }

  /** The matrix of cofactors of a. */
  private static double[] cofactors(double[] a, int n) {
    if (n > BY_MINORS) {
      double[] inverse = invert(a, n);
      return scaled(transpose(inverse, n, n), determinant(a, n));
    }
    double[] cofactors = new double[n * n];
    double[] minor = new double[(n - 1) * (n - 1)];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        without(a, n, i, j, minor);
        double sign = (i + j) % 2 == 0 ? 1 : -1;
        cofactors[j * n + i] = sign * determinant(minor, n - 1);
      }
    }
    return cofactors;
  }

  private static void without(double[] a, int n, int row, int column, double[] minor) {
    int at = 0;
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n && j != column; i++) {
        if (i != row) {
          minor[at++] = a[j * n + i];
        }
      }
    }
  }

  private Jet det(Jet a) {
    int n = a.rows();
    double value = determinant(a.value(), n);
    double slope = 0;
    double error = 0;
    if (a.slope() != null || bounds) {
      double[] c = cofactors(a.value(), n);
      for (int i = 0; i < c.length; i++) {
        slope += c[i] * a.slope(i);
        error += Math.abs(c[i]) * (a.error(i) + 2 * n * UNIT * Math.abs(a.value()[i]));
      }
    }
    return one(value, slope, error);
  }

  private Jet adjugate(Jet a) {
    int n = a.rows();
    if (n > BY_MINORS) {
      return mult(det(a), invert(a));
    }
    double[] v = transpose(cofactors(a.value(), n), n, n);
    double[] d = a.slope() == null ? null : new double[n * n];
    double[] err = bounds ? new double[n * n] : null;
    if (n > 1 && (d != null || bounds)) {
      double[] minor = new double[(n - 1) * (n - 1)];
      double[] slope = new double[minor.length];
      double[] error = new double[minor.length];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          without(a.value(), n, i, j, minor);
          double[] c = cofactors(minor, n - 1);
          int at = i * n + j;
          if (d != null) {
            without(a.slope(), n, i, j, slope);
            double sign = (i + j) % 2 == 0 ? 1 : -1;
            for (int k = 0; k < c.length; k++) {
              d[at] += sign * c[k] * slope[k];
            }
          }
          if (bounds) {
            if (a.error() != null) {
              without(a.error(), n, i, j, error);
            }
            for (int k = 0; k < c.length; k++) {
              err[at] += Math.abs(c[k]) * (error[k] + 2 * n * UNIT * Math.abs(minor[k]));
            }
          }
        }
      }
    }
    return new Jet(n, n, v, d, err);
  }

  private Jet log(Jet a) {
    double v = a.value()[0];
    if (!(v > 0)) {
      throw new Undefined("logarithm of " + v);
    }
    double log = StrictMath.log(v);
    return one(log, a.slope(0) / v, a.error(0) / v + UNIT * Math.abs(log));
  }

  // ---- functions

  private Jet elementwise(Function function, Jet a) {
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
        err[i] = Math.abs(slope) * a.error(i) + 2 * UNIT * Math.abs(v[i]);
      }
    }
    return new Jet(a.rows(), a.columns(), v, d, err);
  }

  private double smooth(String name, int order, double t) {
    double a = 0.8 + 0.1 * (name.charAt(0) % 5);
    double b = phase + 0.3 * (name.charAt(0) % 7);
    return StrictMath.pow(a, order) * StrictMath.sin(a * t + b + order * Math.PI / 2);
  }

  // ---- two operands

  private Jet binary(Expr e, Jet a, Jet b) {
    if (e instanceof Expr.Plus) {
      return entrywise(a, b, '+');
    }
    if (e instanceof Expr.Minus) {
      return entrywise(a, b, '-');
    }
    if (e instanceof Expr.Mult) {
      return mult(a, b);
    }
    if (e instanceof Expr.ElementMult) {
      return entrywise(a, b, '*');
    }
    if (e instanceof Expr.Divide || e instanceof Expr.ElementDivide) {
      return entrywise(a, b, '/');
    }
    if (e instanceof Expr.ElementPower || e instanceof Expr.Power && a.isNumber()) {
      return entrywise(a, b, '^');
    }
    if (e instanceof Expr.Power) {
      return matrixPower(a, b.value()[0]);
    }
    return kron(a, b);
  }

  private Jet entrywise(Jet a, Jet b, char operator) {
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
                + UNIT * Math.abs(value);
      }
    }
    return new Jet(rows, columns, v, d, err);
  }

  private Jet mult(Jet a, Jet b) {
    if (a.isNumber() || b.isNumber()) {
      return entrywise(a, b, '*');
    }
    int m = a.rows();
    int k = a.columns();
    int n = b.columns();
    double[] v = product(a.value(), b.value(), m, k, n);
    double[] d = null;
    if (a.slope() != null) {
      d = product(a.slope(), b.value(), m, k, n);
    }
    if (b.slope() != null) {
      double[] more = product(a.value(), b.slope(), m, k, n);
      d = d == null ? more : plus(d, more);
    }
    double[] err = null;
    if (bounds) {
      double[] x = absolute(a.value());
      double[] y = absolute(b.value());
      err = scaled(product(x, y, m, k, n), k * UNIT);
      if (a.error() != null) {
        err = plus(err, product(a.error(), y, m, k, n));
      }
      if (b.error() != null) {
        err = plus(err, product(x, b.error(), m, k, n));
      }
    }
    return new Jet(m, n, v, d, err);
  }

  private static double[] plus(double[] x, double[] y) {
    double[] z = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      z[i] = x[i] + y[i];
    }
    return z;
  }

  private static double[] product(double[] a, double[] b, int m, int k, int n) {
    double[] c = new double[m * n];
    for (int j = 0; j < n; j++) {
      for (int l = 0; l < k; l++) {
        double f = b[j * k + l];
        if (f != 0) {
          for (int i = 0; i < m; i++) {
            c[j * m + i] += a[l * m + i] * f;
          }
        }
      }
    }
    return c;
  }

  private Jet matrixPower(Jet a, double exponent) {
    Jet base = exponent < 0 ? invert(a) : a;
    long k = (long) Math.abs(exponent);
    double[] one = new double[a.length()];
    for (int i = 0; i < a.rows(); i++) {
      one[i * a.rows() + i] = 1;
    }
    Jet power = Jet.constant(a.rows(), a.rows(), one);
    while (k > 0) {
      if (k % 2 == 1) {
        power = mult(power, base);
      }
      k /= 2;
      if (k > 0) {
        base = mult(base, base);
      }
      if (!Double.isFinite(power.largest()) || !Double.isFinite(base.largest())) {
        throw new Undefined("overflow");
      }
    }
    return power;
  }

  private Jet kron(Jet a, Jet b) {
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
