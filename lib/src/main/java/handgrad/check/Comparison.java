package handgrad.check;

import handgrad.check.Chain.Relation;
import handgrad.derive.Jet;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Whether two values are related as a text says.
 *
 * @param scale the size of the numbers that the values were made of; what is lost of it in rounding
 *     makes no difference
 * @param units half a unit of the last digit written; null unless the right side is rounded
 */
record Comparison(Relation relation, double scale, Jet units) {
  private static final double TOLERANCE = 1e-9;

  /** What speaks against the relation, or null. */
  String of(Jet a, Jet b) {
    Jet x = fitted(a, b);
    Jet y = fitted(b, a);
    if (x.rows() != y.rows() || x.columns() != y.columns()) {
      return String.format(
          "the left side is %d×%d, the right one %d×%d",
          x.rows(), x.columns(), y.rows(), y.columns());
    }
    if (relation == Relation.SEMIDEFINITE || relation == Relation.DEFINITE) {
      return definite(x, y);
    }
    boolean differ = false;
    for (int i = 0; i < x.length(); i++) {
      double p = x.value()[i];
      double q = y.value()[i];
      double rounding = TOLERANCE * Math.max(Math.max(Math.abs(p), Math.abs(q)), scale);
      boolean holds =
          switch (relation) {
            case ROUNDED -> Math.abs(p - q) <= units.value()[i];
            case AT_LEAST -> p >= q - rounding;
            case AT_MOST -> p <= q + rounding;
            case MORE -> p > q;
            case LESS -> p < q;
            case UNEQUAL -> true;
            default -> Math.abs(p - q) <= rounding;
          };
      differ |= Math.abs(p - q) > rounding;
      if (!holds) {
        return String.format(Locale.ROOT, "%.6g and %.6g at one point", p, q);
      }
    }
    return relation == Relation.UNEQUAL && !differ ? "equal at one point" : null;
  }

  // A bare 0 stands for zeros of any shape.
  private static Jet fitted(Jet a, Jet other) {
    boolean zero = a.isNumber() && a.value()[0] == 0;
    return zero ? Jet.constant(other.rows(), other.columns(), new double[other.length()]) : a;
  }

  private String definite(Jet x, Jet y) {
    int n = x.rows();
    if (n != x.columns()) {
      return String.format("%d×%d is not square", n, x.columns());
    }
    DMatrixRMaj difference = new DMatrixRMaj(n, n);
    double largest = scale;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double d = x.get(i, j) - y.get(i, j);
        double mirrored = x.get(j, i) - y.get(j, i);
        largest = Math.max(largest, Math.abs(d));
        if (!(Math.abs(d - mirrored) <= TOLERANCE * largest)) {
          return "not symmetric at one point";
        }
        difference.set(i, j, d);
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, true);
    eigen.decompose(difference);
    for (int i = 0; i < n; i++) {
      double value = eigen.getEigenvalue(i).getReal();
      boolean positive = value > TOLERANCE * largest;
      if (relation == Relation.DEFINITE ? !positive : value < -TOLERANCE * largest) {
        return String.format(Locale.ROOT, "an eigenvalue %.3g at one point", value);
      }
    }
    return null;
  }
}
