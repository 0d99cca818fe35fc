package handgrad.sheet;

import handgrad.check.FiniteDifference;
import handgrad.derive.Assumptions;
import handgrad.derive.Derivation;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.simple.SimpleMatrix;

/**
 * A formula to be differentiated at a point, without looking at any answer: by the tape, by the
 * derivation, by differences. A number has its gradient, in the variable's shape; a matrix its
 * Jacobian, vec by vec.
 */
record Asked(String text, String shapes, String by, String assumed, Point point) {
  private static final double STEP = 4e-3;

  Asked(String text, String shapes, String by, Point point) {
    this(text, shapes, by, "", point);
  }

  private Declarations names() {
    return Declarations.parse(shapes);
  }

  Expr f() {
    return Formula.parse(text, names());
  }

  private Assumptions assumptions() {
    return Assumptions.parse(List.of(assumed), names());
  }

  /** The same question at another value of its variable. */
  Asked at(SimpleMatrix x) {
    return new Asked(text, shapes, by, assumed, point.with(by, (DMatrixRMaj) x.getMatrix()));
  }

  SimpleMatrix x() {
    return SimpleMatrix.wrap(point.matrix(by));
  }

  double value() {
    return Tape.value(f(), point);
  }

  SimpleMatrix output() {
    return SimpleMatrix.wrap(Tape.output(f(), point));
  }

  /** The derivative by one of the ways. */
  SimpleMatrix by(Way way) {
    return switch (way) {
      case TAPE -> tape();
      case DERIVATION -> derivation();
      case DIFFERENCES -> differences();
      case HAND -> throw new IllegalArgumentException("nothing is typed here");
    };
  }

  private SimpleMatrix tape() {
    return SimpleMatrix.wrap(
        f().shape().isScalar() ? Tape.gradient(f(), by, point) : Tape.jacobian(f(), by, point));
  }

  private SimpleMatrix derivation() {
    return value(Derivation.of(f(), names().variable(by), assumptions()).result());
  }

  // The letters of sizes that a result may hold as numbers are given with the point.
  private SimpleMatrix value(Expr result) {
    Point sized = point;
    for (Map.Entry<String, Integer> size : point.sizes(f()).entrySet()) {
      sized = sized.has(size.getKey()) ? sized : sized.with(size.getKey(), size.getValue());
    }
    return SimpleMatrix.wrap(Tape.output(result, sized));
  }

  private SimpleMatrix differences() {
    Expr f = f();
    DMatrixRMaj x = point.matrix(by);
    Tape tape = Tape.of(f, point);
    DMatrixRMaj at = tape.output();
    boolean number = f.shape().isScalar();
    SimpleMatrix all =
        number
            ? new SimpleMatrix(x.numRows, x.numCols)
            : new SimpleMatrix(at.getNumElements(), x.getNumElements());
    for (int i = 0; i < at.getNumElements(); i++) {
      for (int j = 0; j < x.getNumElements(); j++) {
        int row = j % x.numRows;
        int column = j / x.numRows;
        int r = i % at.numRows;
        int c = i / at.numRows;
        double slope =
            FiniteDifference.refined(
                    t -> tape.set(by, row, column, t).output().get(r, c), x.get(row, column))
                .value();
        tape.set(by, row, column, x.get(row, column));
        all.set(number ? row : i, number ? column : j, slope);
      }
    }
    return all;
  }

  // ---- second derivatives of a number by a column

  /** The Hessian by one of the ways. */
  SimpleMatrix hessian(Way way) {
    return switch (way) {
      case TAPE -> {
        // The tape differentiates the gradient that the differential gives.
        Expr gradient = Derivation.of(f(), names().variable(by), assumptions()).result();
        yield SimpleMatrix.wrap(Tape.jacobian(gradient, by, point));
      }
      case DERIVATION ->
          value(Derivation.second(f(), names().variable(by), assumptions()).result());
      case DIFFERENCES -> secondDifferences();
      case HAND -> throw new IllegalArgumentException("nothing is typed here");
    };
  }

  private SimpleMatrix secondDifferences() {
    int k = x().getNumRows();
    SimpleMatrix all = new SimpleMatrix(k, k);
    Tape tape = Tape.of(f(), point);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double wide = second(tape, i, j, STEP);
        double narrow = second(tape, i, j, STEP / 2);
        all.set(i, j, narrow + (narrow - wide) / 3);
      }
    }
    return all;
  }

  private double second(Tape tape, int i, int j, double h) {
    double sum = 0;
    for (int a = -1; a <= 1; a += 2) {
      for (int b = -1; b <= 1; b += 2) {
        DMatrixRMaj moved = point.matrix(by);
        moved.data[i] += a * h;
        moved.data[j] += b * h;
        sum += a * b * tape.set(by, moved).value();
      }
    }
    tape.set(by, point.matrix(by));
    return sum / (4 * h * h);
  }
}
