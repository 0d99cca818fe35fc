package handgrad.variant;

import handgrad.check.Estimate;
import handgrad.check.FiniteDifference;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Point;
import handgrad.expr.Shape;
import handgrad.expr.Tape;
import handgrad.sheet.Item;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.MatrixFeatures_DDRM;

/** Answers of versions against differences. */
final class Differences {
  private static final double TOLERANCE = 1e-6;
  private static final Map<String, Integer> SIZES = Map.of("m", 3, "n", 2, "p", 2);
  private static final Map<String, Integer> WIDE = Map.of("m", 2, "n", 3, "p", 2);

  private Differences() {}

  /**
   * Whether the answer of a number item is what differences make of its function; an item in which
   * nothing is differentiated agrees.
   */
  static boolean agree(Item item, Data data, Expr answer) {
    if (!item.f().isEmpty()) {
      return agree(item, answer);
    }
    NumberItems.Row row = NumberItems.differences(item.id());
    if (row == null) {
      return true;
    }
    String lets = NumberItems.lets(item.id(), data);
    int colon = row.more().indexOf(':');
    DMatrixRMaj at = number(lets + data.fill(row.more().substring(0, colon)));
    Declarations moving = Declarations.parse("v: " + at.numRows + "×" + at.numCols);
    Expr f = Formula.parseLines(lets + data.fill(row.text()), moving, null);
    DMatrixRMaj jacobian = jacobian(v -> Tape.output(f, Point.EMPTY.with("v", v)), at);
    DMatrixRMaj gradient = f.shape().isScalar() ? reshaped(jacobian, at) : jacobian;
    String made = data.fill(row.more().substring(colon + 1));
    DMatrixRMaj expected = number(lets + "G = " + text(gradient) + "\n" + made);
    return same(Tape.output(answer, Point.EMPTY), expected);
  }

  /** Whether the derivative of a formula agrees at a point with short numbers. */
  static boolean agree(Item item, Expr answer) {
    boolean named = item.given().containsKey(item.variable());
    Declarations names =
        named ? Declarations.parse(item.shapes() + "; " + item.variable()) : item.declarations();
    Expr f = Formula.parse(item.f(), names);
    Expr claimed = named ? Formula.parse(item.answer(), names) : answer;
    boolean wide = item.assumptions().contains("m <= n");
    Point point = Point.admissible(f, wide ? WIDE : SIZES, item.f().hashCode());
    DMatrixRMaj at = point.matrix(item.variable());
    DMatrixRMaj jacobian = jacobian(v -> Tape.output(f, point.with(item.variable(), v)), at);
    DMatrixRMaj expected = f.shape().isScalar() ? reshaped(jacobian, at) : jacobian;
    Map<String, Integer> sizes = new HashMap<>(point.sizes(claimed));
    sizes.putAll(point.sizes(f));
    return same(Tape.of(claimed, sizes, point.functions()).set(point).output(), expected);
  }

  /** Row k is the gradient of entry k of f, both counted column by column. */
  static DMatrixRMaj jacobian(UnaryOperator<DMatrixRMaj> f, DMatrixRMaj at) {
    int entries = f.apply(at).getNumElements();
    DMatrixRMaj jacobian = new DMatrixRMaj(entries, at.getNumElements());
    for (int k = 0; k < entries; k++) {
      for (int l = 0; l < at.getNumElements(); l++) {
        int entry = k;
        int row = l % at.numRows;
        int column = l / at.numRows;
        Estimate slope =
            FiniteDifference.refined(
                t -> {
                  DMatrixRMaj moved = at.copy();
                  moved.set(row, column, t);
                  DMatrixRMaj value = f.apply(moved);
                  return value.get(entry % value.numRows, entry / value.numRows);
                },
                at.get(row, column));
        jacobian.set(k, l, slope.value());
      }
    }
    return jacobian;
  }

  private static DMatrixRMaj reshaped(DMatrixRMaj row, DMatrixRMaj like) {
    DMatrixRMaj gradient = new DMatrixRMaj(like.numRows, like.numCols);
    for (int l = 0; l < row.numCols; l++) {
      gradient.set(l % like.numRows, l / like.numRows, row.get(0, l));
    }
    return gradient;
  }

  private static DMatrixRMaj number(String text) {
    return Tape.output(Formula.parseLines(text, Declarations.NONE, (Shape) null), Point.EMPTY);
  }

  private static String text(DMatrixRMaj matrix) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < matrix.numRows; i++) {
      text.append(i > 0 ? "; " : "");
      for (int j = 0; j < matrix.numCols; j++) {
        text.append(j > 0 ? " " : "")
            .append(new java.math.BigDecimal(matrix.get(i, j)).toPlainString());
      }
    }
    return matrix.getNumElements() == 1 ? text.substring(1) : text.append(']').toString();
  }

  private static boolean same(DMatrixRMaj a, DMatrixRMaj b) {
    if (a.numRows != b.numRows || a.numCols != b.numCols) {
      return false;
    }
    double scale = 1;
    for (int i = 0; i < b.getNumElements(); i++) {
      scale = Math.max(scale, Math.abs(b.data[i]));
    }
    return MatrixFeatures_DDRM.isIdentical(a, b, TOLERANCE * scale);
  }
}
