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

  /**
   * Decomposes X of five rows by the pivots that are there, without a loop: of matrices that differ
   * little, as a check's do, the pivots are mostly the same.
   *
   * @return whether each pivot is larger than all below it, so that these are the pivots of X; if
   *     not, LU is of no use
   */
  static boolean five(double[] x, double[] lu, int[] pivot) {
    int r0 = pivot[0] * 5;
    int r1 = pivot[1] * 5;
    int r2 = pivot[2] * 5;
    int r3 = pivot[3] * 5;
    int r4 = pivot[4] * 5;
    // column 1 of L, row 1 of U
    double u00 = x[r0];
    double u01 = x[r0 + 1];
    double u02 = x[r0 + 2];
    double u03 = x[r0 + 3];
    double u04 = x[r0 + 4];
    double v10 = x[r1];
    double v20 = x[r2];
    double v30 = x[r3];
    double v40 = x[r4];
    if (!isLargest(u00, v10, v20, v30, v40)) {
      return false;
    }
    double l10 = v10 / u00;
    double l20 = v20 / u00;
    double l30 = v30 / u00;
    double l40 = v40 / u00;
    // column 2 of L, row 2 of U
    double u11 = x[r1 + 1] - (0 + l10 * u01);
    double u12 = x[r1 + 2] - (0 + l10 * u02);
    double u13 = x[r1 + 3] - (0 + l10 * u03);
    double u14 = x[r1 + 4] - (0 + l10 * u04);
    double v21 = x[r2 + 1] - (0 + l20 * u01);
    double v31 = x[r3 + 1] - (0 + l30 * u01);
    double v41 = x[r4 + 1] - (0 + l40 * u01);
    if (!isLargest(u11, v21, v31, v41, 0)) {
      return false;
    }
    double l21 = v21 / u11;
    double l31 = v31 / u11;
    double l41 = v41 / u11;
    // column 3 of L, row 3 of U
    double u22 = x[r2 + 2] - (0 + l20 * u02 + l21 * u12);
    double u23 = x[r2 + 3] - (0 + l20 * u03 + l21 * u13);
    double u24 = x[r2 + 4] - (0 + l20 * u04 + l21 * u14);
    double v32 = x[r3 + 2] - (0 + l30 * u02 + l31 * u12);
    double v42 = x[r4 + 2] - (0 + l40 * u02 + l41 * u12);
    if (!isLargest(u22, v32, v42, 0, 0)) {
      return false;
    }
    double l32 = v32 / u22;
    double l42 = v42 / u22;
    // column 4 of L, row 4 of U
    double u33 = x[r3 + 3] - (0 + l30 * u03 + l31 * u13 + l32 * u23);
    double u34 = x[r3 + 4] - (0 + l30 * u04 + l31 * u14 + l32 * u24);
    double v43 = x[r4 + 3] - (0 + l40 * u03 + l41 * u13 + l42 * u23);
    if (!isLargest(u33, v43, 0, 0, 0)) {
      return false;
    }
    double l43 = v43 / u33;
    // column 5 of L, row 5 of U
    double u44 = x[r4 + 4] - (0 + l40 * u04 + l41 * u14 + l42 * u24 + l43 * u34);
    lu[0] = u00;
    lu[1] = u01;
    lu[2] = u02;
    lu[3] = u03;
    lu[4] = u04;
    lu[5] = l10;
    lu[6] = u11;
    lu[7] = u12;
    lu[8] = u13;
    lu[9] = u14;
    lu[10] = l20;
    lu[11] = l21;
    lu[12] = u22;
    lu[13] = u23;
    lu[14] = u24;
    lu[15] = l30;
    lu[16] = l31;
    lu[17] = l32;
    lu[18] = u33;
    lu[19] = u34;
    lu[20] = l40;
    lu[21] = l41;
    lu[22] = l42;
    lu[23] = l43;
    lu[24] = u44;
    return true;
  }

  private static boolean isLargest(double pivot, double a, double b, double c, double d) {
    double size = Math.abs(pivot);
    return size > Math.abs(a) && size > Math.abs(b) && size > Math.abs(c) && size > Math.abs(d);
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
