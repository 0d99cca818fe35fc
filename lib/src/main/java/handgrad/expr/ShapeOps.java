package handgrad.expr;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Operations that move entries or add them up. */
final class ShapeOps {
  private ShapeOps() {}

  /** An operation that only moves entries: entry i of the operand becomes entry {@code to(i)}. */
  abstract static class Move extends Op.One {
    Move(Slot out, Slot a) {
      super(out, a);
    }

    abstract int to(int row, int column);

    @Override
    void forward() {
      for (int i = 0; i < a.rows; i++) {
        for (int j = 0; j < a.columns; j++) {
          out.value.data[to(i, j)] = a.value.data[i * a.columns + j];
        }
      }
    }

    @Override
    void backward() {
      for (int i = 0; i < a.rows; i++) {
        for (int j = 0; j < a.columns; j++) {
          int from = i * a.columns + j;
          double g = out.gradient.data[to(i, j)];
          a.gradient.data[from] = (first ? 0 : a.gradient.data[from]) + g;
        }
      }
    }
  }

  static final class Transpose extends Move {
    Transpose(Slot out, Slot a) {
      super(out, a);
    }

    @Override
    int to(int row, int column) {
      return column * a.rows + row;
    }

    @Override
    void forward() {
      CommonOps_DDRM.transpose(a.value, out.value);
    }
  }

  /** The columns under one another. */
  static final class Vec extends Move {
    Vec(Slot out, Slot a) {
      super(out, a);
    }

    @Override
    int to(int row, int column) {
      return column * a.rows + row;
    }
  }

  /** A vector's diagonal matrix. */
  static final class ToDiagonal extends Move {
    ToDiagonal(Slot out, Slot a) {
      super(out, a);
    }

    @Override
    int to(int row, int column) {
      return (row + column) * (out.columns + 1);
    }
  }

  /** A matrix's diagonal. */
  static final class Diagonal extends Op.One {
    Diagonal(Slot out, Slot a) {
      super(out, a);
    }

    @Override
    void forward() {
      for (int i = 0; i < a.rows; i++) {
        out.value.data[i] = a.value.data[i * (a.rows + 1)];
      }
    }

    @Override
    void backward() {
      if (first) {
        a.gradient.zero();
      }
      for (int i = 0; i < a.rows; i++) {
        a.gradient.data[i * (a.rows + 1)] += out.gradient.data[i];
      }
    }
  }

  static final class Trace extends Op.One {
    Trace(Slot out, Slot a) {
      super(out, a);
    }

    @Override
    void forward() {
      out.setNumber(CommonOps_DDRM.trace(a.value));
    }

    @Override
    void backward() {
      if (first) {
        a.gradient.zero();
      }
      for (int i = 0; i < a.rows; i++) {
        a.gradient.data[i * (a.rows + 1)] += out.numberGradient();
      }
    }
  }

  /** The sum of all entries. */
  static final class Sum extends Op.One {
    Sum(Slot out, Slot a) {
      super(out, a);
    }

    @Override
    void forward() {
      out.setNumber(EntryOps.sum(a.value.data, a.value.getNumElements()));
    }

    @Override
    void backward() {
      double g = out.numberGradient();
      for (int i = 0; i < a.value.getNumElements(); i++) {
        a.gradient.data[i] = (first ? 0 : a.gradient.data[i]) + g;
      }
    }
  }

  /** The sum of absolute entries. */
  static final class Norm1 extends Op.One {
    Norm1(Slot out, Slot a) {
      super(out, a);
    }

    @Override
    void forward() {
      double sum = 0;
      for (int i = 0; i < a.value.getNumElements(); i++) {
        sum += Math.abs(a.value.data[i]);
      }
      out.setNumber(sum);
    }

    @Override
    void backward() {
      double g = out.numberGradient();
      for (int i = 0; i < a.value.getNumElements(); i++) {
        double sign = Function.Elementary.SIGN.apply(a.value.data[i]);
        a.gradient.data[i] = (first ? 0 : a.gradient.data[i]) + g * sign;
      }
    }
  }

  /** The root of the sum of squares; its gradient at 0 is taken to be 0, like that of abs. */
  static final class Norm2 extends Op.One {
    Norm2(Slot out, Slot a) {
      super(out, a);
    }

    @Override
    void forward() {
      double largest = CommonOps_DDRM.elementMaxAbs(a.value);
      double scale = largest > 1e100 || largest < 1e-100 && largest > 0 ? largest : 1;
      double sum = 0;
      for (int i = 0; i < a.value.getNumElements(); i++) {
        double x = a.value.data[i] / scale;
        sum += x * x;
      }
      out.setNumber(scale * Math.sqrt(sum));
    }

    @Override
    void backward() {
      double norm = out.number();
      double factor = norm == 0 ? 0 : out.numberGradient() / norm;
      EntryOps.add(a.gradient.data, factor, a.value.data, a.value.getNumElements(), first);
    }
  }

  /** A matrix gathered from numbers. */
  static final class Literal extends Op {
    private final List<Slot> entries;

    Literal(Slot out, List<Slot> entries) {
      super(out);
      this.entries = entries;
    }

    @Override
    List<Slot> operands() {
      return entries;
    }

    @Override
    void forward() {
      for (int i = 0; i < entries.size(); i++) {
        out.value.data[i] = entries.get(i).number();
      }
    }

    @Override
    void backward() {
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i).active) {
          entries.get(i).addGradient(out.gradient.data[i]);
        }
      }
    }

    @Override
    void link(Linker linker) {}
  }

  /** The commutation matrix: {@code K·vec(X) = vec(X')} for X m×n. */
  static DMatrixRMaj commutation(int m, int n) {
    DMatrixRMaj k = new DMatrixRMaj(m * n, m * n);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        k.unsafe_set(i * n + j, j * m + i, 1);
      }
    }
    return k;
  }
}
