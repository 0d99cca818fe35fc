package handgrad.expr;

import org.ejml.data.DMatrixRMaj;

/**
 * Where a node's value and gradient lie: a matrix in buffers of its own, a number at its place in
 * the two arrays of all numbers.
 */
final class Slot {
  /** The values and gradients of all numbers of a tape. */
  static final class Scalars {
    double[] value = new double[16];
    double[] gradient = new double[16];
    private int count;

    int next() {
      if (count == value.length) {
        value = java.util.Arrays.copyOf(value, 2 * count);
        gradient = java.util.Arrays.copyOf(gradient, 2 * count);
      }
      return count++;
    }
  }

  final Expr expr;
  final int rows;
  final int columns;

  /** Which inputs the value depends on, a bit each. */
  final long inputs;

  /** Whether a gradient is wanted. */
  final boolean active;

  final Scalars scalars;
  final int place;
  final DMatrixRMaj value;
  final DMatrixRMaj gradient;

  Slot(Expr expr, int rows, int columns, long inputs, boolean active, Scalars scalars) {
    this.expr = expr;
    this.rows = rows;
    this.columns = columns;
    this.inputs = inputs;
    this.active = active;
    this.scalars = scalars;
    boolean number = rows == 1 && columns == 1;
    place = number ? scalars.next() : -1;
    value = number ? null : new DMatrixRMaj(rows, columns);
    gradient = number || !active ? null : new DMatrixRMaj(rows, columns);
  }

  boolean isScalar() {
    return value == null;
  }

  double number() {
    return scalars.value[place];
  }

  void setNumber(double number) {
    scalars.value[place] = number;
  }

  double numberGradient() {
    return scalars.gradient[place];
  }

  void addGradient(double number) {
    scalars.gradient[place] += number;
  }

  /** A copy of the value, 1×1 for a number. */
  DMatrixRMaj copyValue() {
    return isScalar() ? one(number()) : value.copy();
  }

  /** A copy of the gradient, 1×1 for a number. */
  DMatrixRMaj copyGradient() {
    if (isScalar()) {
      return one(numberGradient());
    }
    return gradient == null ? new DMatrixRMaj(rows, columns) : gradient.copy();
  }

  private static DMatrixRMaj one(double number) {
    DMatrixRMaj matrix = new DMatrixRMaj(1, 1);
    matrix.data[0] = number;
    return matrix;
  }

  boolean hasFiniteValue() {
    return isScalar() ? Double.isFinite(number()) : isFinite(value);
  }

  boolean hasFiniteGradient() {
    return isScalar() ? Double.isFinite(numberGradient()) : gradient == null || isFinite(gradient);
  }

  private static boolean isFinite(DMatrixRMaj matrix) {
    for (int i = 0; i < matrix.getNumElements(); i++) {
      if (!Double.isFinite(matrix.data[i])) {
        return false;
      }
    }
    return true;
  }
}
