package handgrad.check;

import handgrad.derive.Evaluation;
import handgrad.derive.Jet;
import handgrad.derive.Undefined;
import handgrad.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/** Values of expressions at the points of a check: which are equal, and in what proportion. */
final class Values {
  private static final double[] FACTORS = {
    2, 0.5, 3, 1.0 / 3, 4, 0.25, 1.5, 2.0 / 3, 6, 1.0 / 6, 8, 0.125
  };
  private static final double CLOSE = 1e-7;

  private final List<Evaluation> points;

  Values(List<Evaluation> points) {
    this.points = points;
  }

  /** Whether two expressions have the same shape, and the same value at every point. */
  boolean same(Expr a, Expr b) {
    if (!a.shape().equals(b.shape())) {
      return false;
    }
    for (Evaluation point : points) {
      if (AnswerCheck.compare(point, a, b) != AnswerCheck.Comparison.EQUAL) {
        return false;
      }
    }
    return true;
  }

  /** The number c with {@code a = c*b} at every point, a simple fraction or −1; or NaN. */
  double factor(Expr a, Expr b) {
    double[] ratios = ratios(a, b);
    return ratios == null || !isConstant(ratios) ? Double.NaN : round(ratios[0]);
  }

  /** Whether {@code a = c*s^k*b} at every point, c simple, k one of ±1, ±2. */
  boolean isScaledBy(Expr number, Expr a, Expr b) {
    double[] ratios = ratios(a, b);
    for (int power : new int[] {1, -1, 2, -2}) {
      double[] rest = ratios == null ? null : ratios.clone();
      for (int i = 0; rest != null && i < rest.length; i++) {
        rest[i] *= Math.pow(points.get(i).of(number).value()[0], power);
      }
      if (rest != null && isConstant(rest) && !Double.isNaN(round(rest[0]))) {
        return true;
      }
    }
    return false;
  }

  private double[] ratios(Expr a, Expr b) {
    double[] ratios = new double[points.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ratio(points.get(i), a, b);
      if (Double.isNaN(ratios[i])) {
        return null;
      }
    }
    return ratios;
  }

  // The one number that the first is of the second, or NaN.
  private static double ratio(Evaluation point, Expr first, Expr second) {
    Jet a;
    Jet b;
    try {
      a = point.of(first);
      b = point.of(second);
    } catch (Undefined e) {
      return Double.NaN;
    }
    if (a.rows() != b.rows() || a.columns() != b.columns()) {
      return Double.NaN;
    }
    int pivot = 0;
    for (int i = 1; i < b.length(); i++) {
      if (Math.abs(b.value()[i]) > Math.abs(b.value()[pivot])) {
        pivot = i;
      }
    }
    double ratio = a.value()[pivot] / b.value()[pivot];
    for (int i = 0; i < b.length(); i++) {
      if (!(Math.abs(a.value()[i] - ratio * b.value()[i])
          <= CLOSE * (Math.abs(ratio) * b.largest() + 1e-12))) {
        return Double.NaN;
      }
    }
    return ratio;
  }

  private static boolean isConstant(double[] x) {
    for (double v : x) {
      if (!(Math.abs(v - x[0]) <= CLOSE * Math.abs(x[0]))) {
        return false;
      }
    }
    return x[0] != 0;
  }

  // ±1 or a simple fraction, where it is close to one; NaN where it is not.
  private static double round(double c) {
    double size = Math.abs(c);
    if (Math.abs(size - 1) < CLOSE) {
      return Math.signum(c);
    }
    for (double factor : FACTORS) {
      if (Math.abs(size - factor) < CLOSE * factor) {
        return Math.signum(c) * factor;
      }
    }
    return Double.NaN;
  }

  /** A simple fraction as it is written: {@code 1/2}. */
  static String fraction(double c) {
    for (int bottom = 1; bottom <= 8; bottom++) {
      double top = c * bottom;
      if (Math.abs(top - Math.rint(top)) < CLOSE) {
        return Math.round(top) + (bottom == 1 ? "" : "/" + bottom);
      }
    }
    return Double.toString(c);
  }

  /**
   * Numbers c with {@code answer = sum of c_k*part_k} at every point: 0, ±1 or simple fractions;
   * null if there are none.
   */
  double[] coefficients(Expr answer, List<Expr> parts) {
    List<double[][]> rows = new ArrayList<>();
    try {
      for (Evaluation point : points) {
        double[][] row = new double[parts.size() + 1][];
        for (int i = 0; i < parts.size(); i++) {
          row[i] = point.of(parts.get(i)).value();
        }
        row[parts.size()] = point.of(answer).value();
        if (row[parts.size()].length != row[0].length) {
          return null;
        }
        rows.add(row);
      }
    } catch (Undefined e) {
      return null;
    }
    double[] c = leastSquares(rows, parts.size());
    if (c == null || !isExact(rows, c)) {
      return null;
    }
    for (int i = 0; i < c.length; i++) {
      c[i] = Math.abs(c[i]) < CLOSE ? 0 : round(c[i]);
      if (Double.isNaN(c[i])) {
        return null;
      }
    }
    return c;
  }

  private static double[] leastSquares(List<double[][]> rows, int k) {
    double[][] normal = new double[k][k + 1];
    for (double[][] row : rows) {
      for (int e = 0; e < row[k].length; e++) {
        for (int i = 0; i < k; i++) {
          for (int j = 0; j <= k; j++) {
            normal[i][j] += row[i][e] * row[j][e];
          }
        }
      }
    }
    return solve(normal, k);
  }

  private static boolean isExact(List<double[][]> rows, double[] c) {
    int k = c.length;
    double scale = 0;
    double worst = 0;
    for (double[][] row : rows) {
      for (int e = 0; e < row[k].length; e++) {
        double sum = 0;
        for (int i = 0; i < k; i++) {
          sum += c[i] * row[i][e];
        }
        scale = Math.max(scale, Math.abs(row[k][e]));
        worst = Math.max(worst, Math.abs(sum - row[k][e]));
      }
    }
    return worst <= CLOSE * scale;
  }

  private static double[] solve(double[][] m, int n) {
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int i = c; i < n; i++) {
        if (Math.abs(m[i][c]) > Math.abs(m[pivot][c])) {
          pivot = i;
        }
      }
      double[] t = m[c];
      m[c] = m[pivot];
      m[pivot] = t;
      if (!(Math.abs(m[c][c]) > 1e-9)) {
        return null;
      }
      for (int i = 0; i < n; i++) {
        double factor = m[i][c] / m[c][c];
        for (int j = c; i != c && j <= n; j++) {
          m[i][j] -= factor * m[c][j];
        }
      }
    }
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = m[i][n] / m[i][i];
    }
    return x;
  }
}
