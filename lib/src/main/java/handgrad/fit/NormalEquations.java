package handgrad.fit;

import handgrad.words.InputException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Least squares as the formula says it, XᵀXw = Xᵀy by Cholesky or by the inverse: to see what it
 * loses. Its error grows with the condition number of XᵀX, the square of that of X; {@link
 * LeastSquares} is what to use.
 */
public final class NormalEquations {
  private NormalEquations() {}

  /**
   * The coefficients, k×1.
   *
   * @throws InputException if XᵀX is not positive definite in this arithmetic
   */
  public static DMatrixRMaj solve(Observations data) {
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(data.columns());
    if (!cholesky.setA(gram(data))) {
      throw new InputException("fit.not-definite");
    }
    DMatrixRMaj w = new DMatrixRMaj(data.columns(), 1);
    cholesky.solve(right(data), w);
    return w;
  }

  /**
   * The same by the inverse, (XᵀX)⁻¹Xᵀy to the letter.
   *
   * @throws InputException if XᵀX is singular in this arithmetic
   */
  public static DMatrixRMaj invert(Observations data) {
    DMatrixRMaj inverse = new DMatrixRMaj(data.columns(), data.columns());
    if (!CommonOps_DDRM.invert(gram(data), inverse)) {
      throw new InputException("fit.not-definite");
    }
    DMatrixRMaj w = new DMatrixRMaj(data.columns(), 1);
    CommonOps_DDRM.mult(inverse, right(data), w);
    return w;
  }

  private static DMatrixRMaj gram(Observations data) {
    DMatrixRMaj gram = new DMatrixRMaj(data.columns(), data.columns());
    CommonOps_DDRM.multInner(data.x(), gram);
    return gram;
  }

  private static DMatrixRMaj right(Observations data) {
    DMatrixRMaj right = new DMatrixRMaj(data.columns(), 1);
    CommonOps_DDRM.multTransA(data.x(), data.y(), right);
    return right;
  }

  /**
   * How many decimal digits a number has right: −log₁₀ of its relative error, 15 at most.
   *
   * @param certified what it should be
   */
  public static double digits(double number, double certified) {
    double error = Math.abs(number - certified) / Math.abs(certified);
    return error == 0 ? 15 : Math.max(0, Math.min(15, -StrictMath.log10(error)));
  }
}
