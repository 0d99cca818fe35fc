package handgrad.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.fit.LeastSquares.Deficient;
import handgrad.words.InputException;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class LeastSquaresTest {
  private static final Table CERTIFIED = CourseData.table("longley-certified.csv");

  // NIST's measure: the number of right significant digits.
  private static double digits(double value, double certified) {
    return -Math.log10(Math.abs(value - certified) / Math.abs(certified));
  }

  private static double certified(int row, String column) {
    return ((Number) CERTIFIED.get(row, CERTIFIED.columnIndex(column))).doubleValue();
  }

  @Test
  void longleyHasTenRightDigitsInEveryCoefficient() {
    LeastSquares fit = LeastSquares.of(CourseData.longley(), Deficient.REFUSE);
    for (int j = 0; j < 7; j++) {
      double right = digits(fit.w().data[j], certified(j, "estimate"));
      assertTrue(right >= 10, "coefficient " + j + " has " + right + " right digits");
      double error = digits(fit.standardErrors().data[j], certified(j, "standard_deviation"));
      assertTrue(error >= 10, "standard error " + j + " has " + error + " right digits");
    }
    assertTrue(digits(Math.sqrt(fit.residualVariance()), certified(7, "estimate")) >= 10);
    assertEquals(7, fit.rank());
  }

  @Test
  void normalEquationsWouldNotGetThatFar() {
    Observations data = CourseData.longley();
    DMatrixRMaj xtx = new DMatrixRMaj(7, 7);
    DMatrixRMaj xty = new DMatrixRMaj(7, 1);
    CommonOps_DDRM.multInner(data.x(), xtx);
    CommonOps_DDRM.multTransA(data.x(), data.y(), xty);
    DMatrixRMaj w = new DMatrixRMaj(7, 1);
    CommonOps_DDRM.solve(xtx, xty, w);
    double worst = Double.POSITIVE_INFINITY;
    for (int j = 0; j < 7; j++) {
      worst = Math.min(worst, digits(w.data[j], certified(j, "estimate")));
    }
    assertTrue(worst < 9, "normal equations keep " + worst + " digits");
  }

  // NIST's Wampler1 and Wampler2, of higher difficulty: polynomials of degree 5 at x = 0 … 20,
  // whose
  // coefficients are known exactly.
  @Test
  void polynomialsKeepWhatQrKeepsAndNormalEquationsLose() {
    for (double ratio : new double[] {1, 0.1}) {
      DMatrixRMaj x = new DMatrixRMaj(21, 6);
      DMatrixRMaj y = new DMatrixRMaj(21, 1);
      for (int i = 0; i < 21; i++) {
        for (int j = 0; j < 6; j++) {
          x.unsafe_set(i, j, Math.pow(i, j));
          y.data[i] += Math.pow(ratio, j) * Math.pow(i, j);
        }
      }
      Observations data = new Observations(x, y, List.of("1", "x", "x2", "x3", "x4", "x5"));
      DMatrixRMaj qr = LeastSquares.of(data, Deficient.REFUSE).w();
      DMatrixRMaj normal = NormalEquations.invert(data);
      double kept = Double.POSITIVE_INFINITY;
      double left = Double.POSITIVE_INFINITY;
      for (int j = 0; j < 6; j++) {
        kept = Math.min(kept, digits(qr.data[j], Math.pow(ratio, j)));
        left = Math.min(left, digits(normal.data[j], Math.pow(ratio, j)));
      }
      assertTrue(kept >= 8, "QR keeps " + kept + " digits");
      assertTrue(left < kept - 1, "normal equations keep " + left + " digits, QR " + kept);
    }
  }

  @Test
  void diabetesAgreesWithStatsmodels() {
    LeastSquares fit = LeastSquares.of(CourseData.diabetes().withIntercept(), Deficient.REFUSE);
    double[] params = CourseData.published("ols-diabetes");
    double[] errors = CourseData.published("ols-diabetes-errors");
    assertEquals(11, params.length);
    for (int j = 0; j < 11; j++) {
      assertEquals(1, fit.w().data[j] / params[j], 1e-9);
      assertEquals(1, fit.standardErrors().data[j] / errors[j], 1e-9);
    }
  }

  @Test
  void theGradientVanishesAtTheSolution() {
    Observations data = CourseData.diabetes().standardized().withIntercept();
    DMatrixRMaj w = LeastSquares.of(data, Deficient.REFUSE).w();
    DMatrixRMaj zero = new DMatrixRMaj(11, 1);
    double scale = NormOps_DDRM.normPInf(LeastSquares.gradient(data, zero));
    assertTrue(NormOps_DDRM.normPInf(LeastSquares.gradient(data, w)) < 1e-11 * scale);
  }

  @Test
  void dependentColumnsAreRefusedOrGetTheMinimumNorm() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, 2, 3}, {1, 0, 1}, {2, 1, 3}, {0, 5, 5}});
    DMatrixRMaj y = new DMatrixRMaj(4, 1, true, 1, 2, 3, 4);
    Observations data = new Observations(x, y, List.of("a", "b", "c"));
    assertEquals(
        "X has rank 2 with 3 columns: some column is a combination of others, so the minimum is"
            + " not unique; leave it out, add a penalty, or ask for the minimum norm",
        assertThrows(InputException.class, () -> LeastSquares.of(data, Deficient.REFUSE))
            .getMessage());
    LeastSquares fit = LeastSquares.of(data, Deficient.MINIMUM_NORM);
    assertEquals(2, fit.rank());
    assertTrue(NormOps_DDRM.normPInf(LeastSquares.gradient(data, fit.w())) < 1e-12);
    // The null vector of X is (1, 1, −1): the shortest minimum has no part along it.
    assertEquals(0, fit.w().data[0] + fit.w().data[1] - fit.w().data[2], 1e-12);
  }

  @Test
  void unitsDoNotChangeTheRank() {
    Observations data = CourseData.diabetes();
    DMatrixRMaj x = data.x().copy();
    for (int i = 0; i < x.numRows; i++) {
      x.unsafe_set(i, 0, x.unsafe_get(i, 0) * 1e-12);
      x.unsafe_set(i, 1, x.unsafe_get(i, 1) * 1e12);
    }
    Observations scaled = new Observations(x, data.y(), data.names());
    assertEquals(10, LeastSquares.of(scaled, Deficient.REFUSE).rank());
  }

  @Test
  void moreColumnsThanRowsAreNamed() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, 2, 3}, {4, 5, 6.5}});
    Observations data =
        new Observations(x, new DMatrixRMaj(2, 1, true, 1, 2), List.of("a", "b", "c"));
    assertEquals(
        "X has 3 columns but only 2 rows: the minimum is not unique; leave columns out, add a"
            + " penalty, or ask for the minimum norm",
        assertThrows(InputException.class, () -> LeastSquares.of(data, Deficient.REFUSE))
            .getMessage());
    LeastSquares fit = LeastSquares.of(data, Deficient.MINIMUM_NORM);
    assertEquals(0, fit.q(), 1e-20);
  }

  @Test
  void residualsAreWhatTheFitLeaves() {
    DMatrixRMaj x = new DMatrixRMaj(new double[][] {{1, 1}, {1, 2}, {1, 3}});
    Observations data =
        new Observations(x, new DMatrixRMaj(3, 1, true, 1, 2, 4), List.of("one", "t"));
    LeastSquares fit = LeastSquares.of(data, Deficient.REFUSE);
    assertArrayEquals(new double[] {-2.0 / 3, 1.5}, fit.w().data, 1e-14);
    assertArrayEquals(new double[] {1.0 / 6, -1.0 / 3, 1.0 / 6}, fit.residuals(data).data, 1e-14);
    assertEquals(1.0 / 6, fit.q(), 1e-14);
    assertEquals(1.0 / 6, fit.residualVariance(), 1e-14);
  }
}
