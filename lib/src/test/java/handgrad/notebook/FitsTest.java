package handgrad.notebook;

import static handgrad.notebook.Nets.matrix;
import static handgrad.notebook.Nets.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.fit.GradientDescent;
import handgrad.fit.Lasso;
import handgrad.fit.NormalEquations;
import handgrad.fit.Observations;
import java.nio.file.Path;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class FitsTest {
  private static Table data(String name) {
    return Table.read().csv(Path.of("..", "notebooks", "data", name).toFile());
  }

  private static Observations longley() {
    return Fits.allObservations(data("longley.csv"), "TOTEMP").withIntercept();
  }

  private static Observations diabetes() {
    return Fits.allObservations(data("diabetes.csv"), "target").standardized().centered();
  }

  @Test
  void qrKeepsTenDigitsAndTheInverseLosesThree() {
    Table digits = Fits.digits(longley(), data("longley-certified.csv"));
    assertEquals(List.of("intercept", "GNPDEFL"), digits.stringColumn(0).asList().subList(0, 2));
    for (int i = 0; i < digits.rowCount(); i++) {
      double qr = Double.parseDouble(digits.getString(i, 2));
      double cholesky = Double.parseDouble(digits.getString(i, 3));
      double inverse = Double.parseDouble(digits.getString(i, 4));
      assertTrue(qr >= 10 && qr > cholesky + 2 && cholesky > inverse + 1, digits.getString(i, 0));
    }
  }

  @Test
  void digitsCountTheRelativeError() {
    assertEquals(15, NormalEquations.digits(2, 2));
    assertEquals(3, NormalEquations.digits(2.002, 2), 1e-9);
    assertEquals(0, NormalEquations.digits(-2, 2));
  }

  @Test
  void aColumnWithoutACertifiedValueIsSaid() {
    assertEquals(
        "there is no certified value for TOTEMP",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Fits.digits(
                        Fits.observations(data("longley.csv"), "GNP", "TOTEMP"),
                        data("longley-certified.csv")))
            .getMessage());
  }

  @Test
  void aSumOfColumnsIsSaidAndTheShortestSolutionGiven() {
    Observations dependent =
        new Observations(
            matrix("[1 1 2; 1 2 3; 1 3 4; 1 4 5]"), matrix("[1; 2; 2; 4]"), List.of("1", "x", "z"));
    assertEquals(
        "X has rank 2 with 3 columns: some column is a combination of others, so the minimum is not"
            + " unique; leave it out, add a penalty, or ask for the minimum norm\n"
            + "Of all solutions the shortest: w = [-0.3; 0.6; 0.3]",
        Fits.deficient(dependent).plain());
    assertEquals("0", Fits.hessianEigenvalues(dependent).getString(0, 2));
    assertEquals(
        "the columns are independent: the minimum is unique", Fits.deficient(longley()).plain());
  }

  @Test
  void descentConvergesBelowTheBoundAndDivergesAbove() {
    Observations two =
        Fits.observations(data("longley.csv"), "TOTEMP", "GNP", "UNEMP").standardized().centered();
    double least = Fits.leastSquares(two).q();
    GradientDescent below = Fits.descend(two, 0.9 * Fits.bound(two), 400);
    GradientDescent above = Fits.descend(two, 1.05 * Fits.bound(two), 400);
    assertEquals(least, below.values().get(400), 1e-9 * least);
    assertTrue(above.values().get(400) > 1e6 * least);
  }

  @Test
  void columnsEnterTheLassoInThePublishedOrder() {
    assertEquals(
        List.of("bmi", "s5", "bp", "s3", "sex", "s6", "s1", "s4", "s2", "age"),
        Fits.entering(diabetes()).stringColumn(0).asList());
  }

  @Test
  void atTheOptimumActiveColumnsMeetLambdaAndTheRestStayBelow() {
    Table optimality = Fits.optimality(diabetes(), 10000);
    for (int i = 0; i < optimality.rowCount(); i++) {
      double w = Double.parseDouble(optimality.getString(i, 1));
      double slope = Double.parseDouble(optimality.getString(i, 2));
      assertTrue(w == 0 ? Math.abs(slope) < 10000 : slope == 10000 * Math.signum(w));
    }
  }

  @Test
  void onlyTheSubgradientStepNeverMeetsZero() {
    Table steps = Fits.threeSteps(diabetes(), 10000, 1, 10, 100);
    assertEquals("0.15 (0) | 0.083 (1) | 0.051 (4)", row(steps, 0));
    assertTrue(row(steps, 2).endsWith("| 0 (6) | 0 (6)"), row(steps, 2));
  }

  private static String row(Table table, int i) {
    return String.join(
        " | ", List.of(table.getString(i, 1), table.getString(i, 2), table.getString(i, 3)));
  }

  @Test
  void aSweepOfCoordinateStepsIsThatOfTheFit() {
    Observations data = diabetes();
    DMatrixRMaj w = new DMatrixRMaj(10, 1);
    for (int sweep = 0; sweep < 200; sweep++) {
      for (int j = 0; j < 10; j++) {
        Lasso.coordinateStep(data, 3000, j, w);
      }
    }
    DMatrixRMaj fit = Fits.lasso(data, 3000);
    for (int j = 0; j < 10; j++) {
      assertEquals(fit.data[j], w.data[j], 1e-6);
    }
  }

  @Test
  void coefficientsStandSideBySide() {
    Observations data = new Observations(matrix("[1; 2]"), matrix("[2; 4]"), List.of("x"));
    Table table =
        Fits.coefficients(
            data, named("QR", Fits.leastSquares(data).w(), "ridge", Fits.ridge(data, 5)));
    assertEquals("column  QR  ridge\nx       2   1", Markdown.plain(table));
  }

  @Test
  void conditionNumbersFallWithTheUnits() {
    Observations raw = longley();
    Table conditions = Fits.conditions(named("raw", raw, "unit", raw.unitColumns()));
    assertEquals("4.9e9", conditions.getString(0, 1));
    assertEquals("43000", conditions.getString(1, 1));
    assertEquals("3.61e-13", conditions.getString(0, 3));
  }
}
