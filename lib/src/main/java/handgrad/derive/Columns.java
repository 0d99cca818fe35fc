package handgrad.derive;

/** The arithmetic of tiny matrices held as arrays by columns. */
final class Columns {
  /** Cofactors are taken by minors up to this size. */
  static final int BY_MINORS = 4;

  private Columns() {}

  static double[] scaled(double[] x, double factor) {
    if (x == null) {
      return null;
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = factor * x[i];
    }
    return y;
  }

  static double[] transpose(double[] x, int rows, int columns) {
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

  static double[] spread(double[] x, int n) {
    if (x == null) {
      return null;
    }
    double[] y = new double[n * n];
    for (int i = 0; i < n; i++) {
      y[i * n + i] = x[i];
    }
    return y;
  }

  static double[] picked(double[] x, int start, int stride, int count) {
    if (x == null) {
      return null;
    }
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      y[i] = x[start + i * stride];
    }
    return y;
  }

  static double[] absolute(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.abs(x[i]);
    }
    return y;
  }

  static double[] multiply(double[] a, double[] b, int n) {
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

  static double[] invert(double[] a, int n) {
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

  static void swap(double[] m, int n, int a, int b) {
    if (a != b) {
      for (int j = 0; j < n; j++) {
        double t = m[j * n + a];
        m[j * n + a] = m[j * n + b];
        m[j * n + b] = t;
      }
    }
  }

  static double determinant(double[] a, int n) {
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
  static double[] cofactors(double[] a, int n) {
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

  static void without(double[] a, int n, int row, int column, double[] minor) {
    int at = 0;
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n && j != column; i++) {
        if (i != row) {
          minor[at++] = a[j * n + i];
        }
      }
    }
  }

  static double[] plus(double[] x, double[] y) {
    double[] z = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      z[i] = x[i] + y[i];
    }
    return z;
  }

  static double[] product(double[] a, double[] b, int m, int k, int n) {
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
}
