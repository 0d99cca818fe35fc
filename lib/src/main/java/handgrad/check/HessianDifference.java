package handgrad.check;

import handgrad.expr.Expr;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import org.ejml.data.DMatrixRMaj;

/**
 * The Hessian of a number by a column x from forward differences of the tape's gradient: column j
 * is (∇f(x + h eⱼ) − ∇f(x))/h. Its error is O(h), and so is its asymmetry.
 *
 * <pre>{@code
 * Expr f = Formula.parse("(x'*x)^2", Declarations.parse("x: 2×1"));
 * Point point = Point.of("x", new double[][] {{1}, {2}});
 * HessianDifference.of(f, "x", point, 0.5)   // [35 18; 20 65]
 * }</pre>
 */
public final class HessianDifference {
  private HessianDifference() {}

  /** The k×k matrix for x of shape k×1. */
  public static DMatrixRMaj of(Expr f, String name, Point point, double h) {
    DMatrixRMaj x = point.matrix(name);
    int k = x.getNumElements();
    DMatrixRMaj here = Tape.gradient(f, name, point);
    DMatrixRMaj hessian = new DMatrixRMaj(k, k);
    for (int j = 0; j < k; j++) {
      DMatrixRMaj moved = x.copy();
      moved.data[j] += h;
      DMatrixRMaj there = Tape.gradient(f, name, point.with(name, moved));
      for (int i = 0; i < k; i++) {
        hessian.unsafe_set(i, j, (there.data[i] - here.data[i]) / (moved.data[j] - x.data[j]));
      }
    }
    return hessian;
  }
}
