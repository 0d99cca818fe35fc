package handgrad.expr;

import java.util.Arrays;

/**
 * PX = LU of a small matrix and its inverse, to the last bit what EJML computes: every entry is the
 * same sum in the same order. Here the sums of a step run side by side, which pays where rows are
 * short.
 */
final class SmallLu {
  /** The largest number of rows for which this is used. */
  static final int LARGEST = 14;

  private SmallLu() {}

  /**
   * Decomposes X, of n rows. Rows are never moved: they are looked up by their pivots and written
   * to LU when it is their turn.
   *
   * @param lu becomes L below the diagonal and U on and above it
   * @param room n×n numbers of room
   * @param pivot becomes the row of X that comes to each place
   * @return the sign of the permutation
   */
  static double decompose(double[] x, int n, double[] lu, double[] room, int[] pivot) {
    double sign = 1;
    for (int i = 0; i < n; i++) {
      pivot[i] = i;
    }
    // To the right of column k the room holds the sums to subtract from X, to the left of it L.
    Arrays.fill(room, 0, n * n, 0);
    for (int k = 0; k < n; k++) {
      int p = largest(x, n, k, room, pivot);
      if (p != k) {
        int other = pivot[p];
        pivot[p] = pivot[k];
        pivot[k] = other;
        sign = -sign;
      }
      int row = k * n;
      int from = pivot[k] * n;
      for (int j = 0; j <= k; j++) {
        lu[row + j] = room[from + j];
      }
      for (int j = k + 1; j < n; j++) {
        lu[row + j] = x[from + j] - room[from + j];
      }
      double diagonal = lu[row + k] == 0 ? 1 : lu[row + k];
      for (int i = k + 1; i < n; i++) {
        int at = pivot[i] * n;
        double factor = room[at + k] / diagonal;
        room[at + k] = factor;
        add(factor, lu, row + k + 1, room, at + k + 1, n - k - 1);
      }
    }
    return sign;
  }

  // The place of the largest entry left in column k, which is now known.
  private static int largest(double[] x, int n, int k, double[] room, int[] pivot) {
    int p = k;
    double max = -1;
    for (int i = k; i < n; i++) {
      int at = pivot[i] * n + k;
      double entry = x[at] - room[at];
      room[at] = entry;
      double size = Math.abs(entry);
      if (i == k || size > max) {
        p = i;
        max = size;
      }
    }
    return p;
  }

  private static void add(double factor, double[] from, int p, double[] to, int q, int count) {
    int j = 0;
    for (; j + 4 <= count; j += 4) {
      to[q + j] += factor * from[p + j];
      to[q + j + 1] += factor * from[p + j + 1];
      to[q + j + 2] += factor * from[p + j + 2];
      to[q + j + 3] += factor * from[p + j + 3];
    }
    if (j + 2 <= count) {
      to[q + j] += factor * from[p + j];
      to[q + j + 1] += factor * from[p + j + 1];
      j += 2;
    }
    if (j < count) {
      to[q + j] += factor * from[p + j];
    }
  }

  /**
   * Solves LU·Y = I, of which column c is column pivot[c] of X⁻¹.
   *
   * @param room n×n numbers of room
   */
  static void invert(double[] lu, int[] pivot, int n, double[] room, double[] inverse) {
    int c = 0;
    for (; c + 4 <= n; c += 4) {
      four(lu, n, c, room);
    }
    for (; c < n; c++) {
      one(lu, n, c, room);
    }
    for (c = 0; c < n; c++) {
      int to = pivot[c];
      for (int i = 0; i < n; i++) {
        inverse[i * n + to] = room[i * n + c];
      }
    }
  }

  private static void four(double[] lu, int n, int c, double[] y) {
    for (int i = c; i < n; i++) {
      double s0 = i == c ? 1 : 0;
      double s1 = i == c + 1 ? 1 : 0;
      double s2 = i == c + 2 ? 1 : 0;
      double s3 = i == c + 3 ? 1 : 0;
      for (int k = c, p = i * n + c, q = c * n + c; k < i; k++, p++, q += n) {
        double factor = lu[p];
        s0 -= factor * y[q];
        s1 -= factor * y[q + 1];
        s2 -= factor * y[q + 2];
        s3 -= factor * y[q + 3];
      }
      int at = i * n + c;
      y[at] = s0;
      y[at + 1] = s1;
      y[at + 2] = s2;
      y[at + 3] = s3;
    }
    for (int i = n - 1; i >= 0; i--) {
      int at = i * n + c;
      boolean given = i >= c;
      double s0 = given ? y[at] : 0;
      double s1 = given ? y[at + 1] : 0;
      double s2 = given ? y[at + 2] : 0;
      double s3 = given ? y[at + 3] : 0;
      for (int k = i + 1, p = i * n + i + 1, q = (i + 1) * n + c; k < n; k++, p++, q += n) {
        double factor = lu[p];
        s0 -= factor * y[q];
        s1 -= factor * y[q + 1];
        s2 -= factor * y[q + 2];
        s3 -= factor * y[q + 3];
      }
      double diagonal = lu[i * n + i];
      y[at] = s0 / diagonal;
      y[at + 1] = s1 / diagonal;
      y[at + 2] = s2 / diagonal;
      y[at + 3] = s3 / diagonal;
    }
  }

  private static void one(double[] lu, int n, int c, double[] y) {
    for (int i = c; i < n; i++) {
      double sum = i == c ? 1 : 0;
      for (int k = c; k < i; k++) {
        sum -= lu[i * n + k] * y[k * n + c];
      }
      y[i * n + c] = sum;
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = i >= c ? y[i * n + c] : 0;
      for (int k = i + 1; k < n; k++) {
        sum -= lu[i * n + k] * y[k * n + c];
      }
      y[i * n + c] = sum / lu[i * (n + 1)];
    }
  }
}
