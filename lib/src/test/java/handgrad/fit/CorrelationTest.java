package handgrad.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.words.InputException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class CorrelationTest {
  private static final double NONE = Double.NaN;

  @Test
  void anExampleByHand() {
    // deviations −1, 0, 1 and −2, 1, 1: 3/√(2·6)
    assertEquals(
        3 / Math.sqrt(12), Correlation.of(new double[] {1, 2, 3}, new double[] {0, 3, 3}), 1e-15);
  }

  @Test
  void onlyRowsThatHaveBothCount() {
    double[] x = {1, 2, NONE, 3, 100};
    double[] y = {0, 3, 50, 3, NONE};
    assertEquals(3 / Math.sqrt(12), Correlation.of(x, y), 1e-15);
  }

  @Test
  void unemploymentAndInflationRememberTheQuarterBefore() {
    Table macro = CourseData.table("macrodata.csv");
    assertEquals(0.972, Correlation.ofNeighbours(Correlation.column(macro, "unemp")), 5e-4);
    assertEquals(0.645, Correlation.ofNeighbours(Correlation.column(macro, "infl")), 5e-4);
  }

  @Test
  void correlationsOverGapsAreSymmetricYetNotSemidefinite() {
    Table macro = CourseData.table("macrodata.csv");
    String[] names = {"realint", "tbilrate", "infl"};
    DMatrixRMaj whole = Correlation.pairwise(macro, names);
    assertTrue(CommonOps_DDRM.det(whole) > 0);
    for (int third = 0; third < 3; third++) {
      int last = third == 2 ? macro.rowCount() : 67 * (third + 1);
      for (int row = 67 * third; row < last; row++) {
        macro.column(names[third]).setMissing(row);
      }
    }
    DMatrixRMaj gaps = Correlation.pairwise(macro, names);
    assertEquals(0.522, gaps.get(0, 1), 5e-4);
    assertEquals(-0.666, gaps.get(2, 0), 5e-4);
    assertEquals(0.869, gaps.get(1, 2), 5e-4);
    assertEquals(-1.075, CommonOps_DDRM.det(gaps), 5e-4);
    assertTrue(CommonOps_DDRM.det(NearestMatrix.positiveSemidefinite(gaps)) > -1e-12);
  }

  @Test
  void whatHasNoCorrelationIsSaid() {
    assertEquals(
        "two columns have 2 observations in common: a correlation needs at least 3",
        message(new double[] {1, 2, NONE}, new double[] {1, 2, 3}));
    assertEquals(
        "in the 3 observations that two columns have in common one of them is constant: there is"
            + " no correlation",
        message(new double[] {1, 1, 1, 2}, new double[] {1, 2, 3, NONE}));
    Table iris = CourseData.table("iris.csv");
    assertEquals(
        "row 1, column species: \"setosa\" is not a number",
        assertThrows(
                InputException.class, () -> Correlation.pairwise(iris, "sepal_width", "species"))
            .getMessage());
    assertEquals(
        "there is no column kind: the table has sepal_length, sepal_width, petal_length,"
            + " petal_width, species",
        assertThrows(InputException.class, () -> Correlation.column(iris, "kind")).getMessage());
  }

  private static String message(double[] x, double[] y) {
    return assertThrows(InputException.class, () -> Correlation.of(x, y)).getMessage();
  }
}
