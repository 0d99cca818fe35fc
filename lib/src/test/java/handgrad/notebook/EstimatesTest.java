package handgrad.notebook;

import static handgrad.notebook.Nets.matrix;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handgrad.fit.LogisticRegression;
import handgrad.fit.Observations;
import java.nio.file.Path;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class EstimatesTest {
  private static Table data(String name) {
    return Table.read().csv(Path.of("..", "notebooks", "data", name).toFile());
  }

  private static String shown(Table table) {
    return Markdown.plain(table);
  }

  @Test
  void aSampleStandsAsOnTheSheetAColumnAnObservation() {
    DMatrixRMaj x = Estimates.sample(data("iris.csv").first(3), "sepal_length", "petal_width");
    assertEquals("[5.1 4.9 4.7; 0.2 0.2 0.2]", Markdown.plain(x));
  }

  @Test
  void estimatesAreShownOrRefusedInWords() {
    assertEquals(
        "mu = [1; 1], Sigma = [0.666667 0; 0 2]",
        Estimates.estimates(matrix("[0 2 1; 0 0 3]")).plain());
    assertEquals(
        "2 observations of 2 numbers: the estimate of Sigma is singular and the likelihood"
            + " unbounded; at least 3 observations are needed",
        Estimates.estimates(matrix("[1 2; 3 4]")).plain());
  }

  @Test
  void oddsAreTheExponentialsOfTheWeights() {
    Observations data = Estimates.labelled(data("anes96.csv"), "vote", "PID");
    LogisticRegression fit = Estimates.logistic(data, 0);
    Table odds = Estimates.odds(data, fit);
    assertEquals("intercept", odds.getString(0, 0));
    assertEquals(Math.exp(fit.w().data[1]), odds.doubleColumn(2).get(1), 1e-12);
  }

  @Test
  void labelsThatAreNotTwoAreSaid() {
    Refused e =
        assertThrows(Refused.class, () -> Estimates.labelled(data("anes96.csv"), "PID", "age"));
    assertEquals(
        "the labels are [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]: give two, 1 and -1 or 1 and 0",
        e.toString());
    assertEquals(0, e.getStackTrace().length);
  }

  @Test
  void atLargeMarginsTheFormulaAsWrittenFails() {
    assertEquals(
        "$m$    $\\ln(1 + e^{-m})$ as written  stable       $-e^{-m}/(1 + e^{-m})$ as written"
            + "  slope, stable\n"
            + "-1000  Infinity                      1000         NaN                              "
            + "  -1\n"
            + "0      0.693147                      0.693147     -0.5                             "
            + "  -0.5\n"
            + "40     0                             4.24835e-18  -4.24835e-18                     "
            + "  -4.24835e-18",
        shown(Estimates.stability(-1000, 0, 40)));
  }

  @Test
  void bothLabelsGiveOneQ() {
    Observations data = Estimates.labelled(data("anes96.csv"), "vote", "PID");
    Table table = Estimates.bothLabels(data, 1, matrix("[0; 0]"), matrix("[-3; 1]"));
    for (int i = 0; i < 2; i++) {
      assertEquals(table.doubleColumn(1).get(i), table.doubleColumn(2).get(i), 1e-9);
    }
    assertEquals(944 * Math.log(2), table.doubleColumn(1).get(0), 1e-9);
  }

  @Test
  void ofTheSymmetricMatricesTheHalfSumIsNearest() {
    DMatrixRMaj a = matrix("[1 4; 2 -3]");
    assertEquals(
        "$X$     entries      symmetric  $\\lVert X - A\\rVert^2$\n"
            + "half    [1 3; 3 -3]  yes                             2\n"
            + "mirror  [1 4; 4 -3]  yes                             4\n"
            + "itself  [1 4; 2 -3]  no                              0",
        shown(
            Estimates.distances(
                "A",
                a,
                Nets.named(
                    "half",
                    Estimates.symmetric(a),
                    "mirror",
                    matrix("[1 4; 4 -3]"),
                    "itself",
                    a))));
  }

  @Test
  void aRectangularMatrixIsRefusedInWords() {
    assertEquals(
        "the matrix is 1×2: only a square matrix can be symmetric",
        assertThrows(IllegalArgumentException.class, () -> Estimates.parts(matrix("[1 2]")))
            .getMessage());
  }

  @Test
  void eigenvaluesRise() {
    assertEquals(
        "[-0.8 1.9 1.9]",
        Markdown.plain(Estimates.eigenvalues(matrix("[1 0.9 -0.9; 0.9 1 0.9; -0.9 0.9 1]"))));
  }

  @Test
  void aGapIsMadeInACopy() {
    Table macro = data("macrodata.csv");
    Table gap = Estimates.without(macro, "infl", 2, 3);
    assertEquals(2, gap.column("infl").countMissing());
    assertEquals(0, macro.column("infl").countMissing());
    assertEquals(
        "column  correlation of neighbours\n"
            + "unemp                       0.972\n"
            + "infl                       0.6449",
        shown(Estimates.neighbours(macro, "unemp", "infl")));
  }
}
