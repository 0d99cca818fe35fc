package handgrad.expr;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.mult.VectorVectorMult_DDRM;

/** Products; a transposed factor is read as it lies. */
final class ProductOps {
  /** From so many rows or columns on EJML has loops for large matrices. */
  private static final int SMALL = 15;

  /** Up to so many rows and columns the loops here are faster. */
  private static final int LARGEST = 32;

  private ProductOps() {}

  /** A factor as it is used: a slot, perhaps transposed. */
  record Factor(Slot slot, boolean transposed) {
    int rows() {
      return transposed ? slot.columns : slot.rows;
    }

    int columns() {
      return transposed ? slot.rows : slot.columns;
    }
  }

  /** {@code target (+)= op(x)·op(y)}, op a transpose or nothing; holds what memory that needs. */
  private static final class Product {
    private DMatrixRMaj first;
    private DMatrixRMaj second;

    void apply(
        DMatrixRMaj x, boolean tx, DMatrixRMaj y, boolean ty, DMatrixRMaj target, boolean set) {
      if ((tx ? x.numRows : x.numCols) == 1) {
        if (set) {
          VectorVectorMult_DDRM.outerProd(x, y, target);
        } else {
          VectorVectorMult_DDRM.addOuterProd(1, x, y, target);
        }
        return;
      }
      // EJML's x·y' runs along rows of both, too short a run for its fast loops; x'·y' allocates.
      if (ty) {
        second = room(second, y.numCols, y.numRows);
        CommonOps_DDRM.transpose(y, second);
        apply(x, tx, second, false, target, set);
      } else if (set && isSmall(x, y)) {
        small(x, tx, y, target);
      } else if (tx) {
        if (set) {
          CommonOps_DDRM.multTransA(x, y, target);
        } else {
          CommonOps_DDRM.multAddTransA(x, y, target);
        }
      } else if (set) {
        CommonOps_DDRM.mult(x, y, target);
      } else {
        CommonOps_DDRM.multAdd(x, y, target);
      }
    }

    private static boolean isSmall(DMatrixRMaj x, DMatrixRMaj y) {
      return y.numCols > 1 && x.numRows <= LARGEST && x.numCols <= LARGEST && y.numCols <= LARGEST;
    }

    /** The sums of EJML's product, in its order, two rows and four columns at a time. */
    private static void small(DMatrixRMaj x, boolean tx, DMatrixRMaj y, DMatrixRMaj target) {
      int rows = tx ? x.numCols : x.numRows;
      int inner = y.numRows;
      int columns = y.numCols;
      int down = tx ? 1 : x.numCols;
      int along = tx ? x.numCols : 1;
      double[] a = x.data;
      double[] b = y.data;
      double[] c = target.data;
      // EJML's loops for large matrices begin with the first term, not with 0: their sums can be
      // -0.
      boolean large = columns >= SMALL || tx && rows >= SMALL;
      double none = large && (x.numRows >= SMALL || x.numCols >= SMALL) ? -0.0 : 0;
      int i = 0;
      for (; i + 2 <= rows; i += 2) {
        int at = i * columns;
        int below = at + columns;
        int j = 0;
        for (; j + 4 <= columns; j += 4) {
          double s0 = none;
          double s1 = none;
          double s2 = none;
          double s3 = none;
          double t0 = none;
          double t1 = none;
          double t2 = none;
          double t3 = none;
          for (int k = 0, p = i * down, q = j; k < inner; k++, p += along, q += columns) {
            double upper = a[p];
            double lower = a[p + down];
            s0 += upper * b[q];
            t0 += lower * b[q];
            s1 += upper * b[q + 1];
            t1 += lower * b[q + 1];
            s2 += upper * b[q + 2];
            t2 += lower * b[q + 2];
            s3 += upper * b[q + 3];
            t3 += lower * b[q + 3];
          }
          c[at + j] = s0;
          c[at + j + 1] = s1;
          c[at + j + 2] = s2;
          c[at + j + 3] = s3;
          c[below + j] = t0;
          c[below + j + 1] = t1;
          c[below + j + 2] = t2;
          c[below + j + 3] = t3;
        }
        for (; j < columns; j++) {
          double s = none;
          double t = none;
          for (int k = 0, p = i * down, q = j; k < inner; k++, p += along, q += columns) {
            s += a[p] * b[q];
            t += a[p + down] * b[q];
          }
          c[at + j] = s;
          c[below + j] = t;
        }
      }
      for (int j = 0; i < rows && j < columns; j++) {
        double s = none;
        for (int k = 0, p = i * down, q = j; k < inner; k++, p += along, q += columns) {
          s += a[p] * b[q];
        }
        c[i * columns + j] = s;
      }
    }

    private DMatrixRMaj room(DMatrixRMaj old, int rows, int columns) {
      return old == null ? new DMatrixRMaj(rows, columns) : old;
    }

    DMatrixRMaj transposed(DMatrixRMaj x) {
      first = room(first, x.numCols, x.numRows);
      CommonOps_DDRM.transpose(x, first);
      return first;
    }
  }

  /** {@code op(A)·op(B)}, matrices or vectors. */
  static final class MatMult extends Op.Two {
    private final boolean ta;
    private final boolean tb;
    private final Product forward = new Product();
    private final Product byA = new Product();
    private final Product byB = new Product();

    MatMult(Slot out, Factor a, Factor b) {
      super(out, a.slot(), b.slot());
      ta = a.transposed();
      tb = b.transposed();
    }

    @Override
    void forward() {
      forward.apply(a.value, ta, b.value, tb, out.value, true);
    }

    // For C = A·B: dA = G·B', dB = A'·G; for a transposed factor the transpose of that.
    @Override
    void backward() {
      DMatrixRMaj g = out.gradient;
      if (a.active) {
        if (ta) {
          byA.apply(b.value, tb, g, true, a.gradient, firstA);
        } else {
          byA.apply(g, false, b.value, !tb, a.gradient, firstA);
        }
      }
      if (b.active) {
        if (tb) {
          byB.apply(g, true, a.value, ta, b.gradient, firstB);
        } else {
          byB.apply(a.value, !ta, g, false, b.gradient, firstB);
        }
      }
    }
  }

  /** The sum of {@code a.*b}: a row times a column, or tr(a'b); b may lie transposed. */
  static final class Dot extends Op.Two {
    private final boolean transposed;
    private final Product room = new Product();

    /** The trace of {@code a·b'}, or with {@code transposed} of {@code a·b}. */
    Dot(Slot out, Slot a, Slot b, boolean transposed) {
      super(out, a, b);
      this.transposed = transposed;
    }

    @Override
    void forward() {
      double[] x = a.value.data;
      double[] y = b.value.data;
      double sum = 0;
      if (!transposed) {
        for (int i = 0; i < a.value.getNumElements(); i++) {
          sum += x[i] * y[i];
        }
      } else {
        int columns = a.columns;
        for (int i = 0; i < a.rows; i++) {
          for (int j = 0; j < columns; j++) {
            sum += x[i * columns + j] * y[j * a.rows + i];
          }
        }
      }
      out.setNumber(sum);
    }

    @Override
    void backward() {
      double g = out.numberGradient();
      if (a.active) {
        DMatrixRMaj y = transposed ? room.transposed(b.value) : b.value;
        EntryOps.add(a.gradient.data, g, y.data, y.getNumElements(), firstA);
      }
      if (b.active) {
        if (transposed) {
          double[] x = a.value.data;
          double[] target = b.gradient.data;
          for (int j = 0; j < a.columns; j++) {
            for (int i = 0; i < a.rows; i++) {
              int at = j * a.rows + i;
              target[at] = (firstB ? 0 : target[at]) + g * x[i * a.columns + j];
            }
          }
        } else {
          EntryOps.add(b.gradient.data, g, a.value.data, a.value.getNumElements(), firstB);
        }
      }
    }
  }

  /** The Kronecker product. */
  static final class Kron extends Op.Two {
    Kron(Slot out, Slot a, Slot b) {
      super(out, a, b);
    }

    @Override
    void forward() {
      CommonOps_DDRM.kron(a.value, b.value, out.value);
    }

    @Override
    void backward() {
      if (a.active && firstA) {
        a.gradient.zero();
      }
      if (b.active && firstB) {
        b.gradient.zero();
      }
      int p = b.rows;
      int q = b.columns;
      for (int i = 0; i < a.rows; i++) {
        for (int j = 0; j < a.columns; j++) {
          double x = a.value.unsafe_get(i, j);
          double dot = 0;
          for (int k = 0; k < p; k++) {
            for (int l = 0; l < q; l++) {
              double g = out.gradient.unsafe_get(i * p + k, j * q + l);
              dot += g * b.value.unsafe_get(k, l);
              if (b.active) {
                b.gradient.data[k * q + l] += g * x;
              }
            }
          }
          if (a.active) {
            a.gradient.data[i * a.columns + j] += dot;
          }
        }
      }
    }
  }
}
