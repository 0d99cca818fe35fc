package handgrad.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handgrad.words.InputException;
import handgrad.words.Language;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ObservationsTest {
  private static Table table(String csv) {
    return Table.read().csv(csv, "t");
  }

  private static String refused(String csv, String y, String... x) {
    return assertThrows(InputException.class, () -> Observations.of(table(csv), y, x)).getMessage();
  }

  @Test
  void readsTheColumnsAsked() {
    Observations data = Observations.of(table("a,b,y\n1,5,2\n3,4,6\n"), "y", "b", "a");
    assertArrayEquals(new double[] {5, 1, 4, 3}, data.x().data);
    assertArrayEquals(new double[] {2, 6}, data.y().data);
    assertArrayEquals(new double[] {1, 5, 1, 1, 4, 3}, data.withIntercept().x().data);
    assertEquals("[intercept, b, a]", data.withIntercept().names().toString());
  }

  @Test
  void standardizedColumnsHaveMeanZeroAndDeviationOne() {
    Observations data = Observations.of(table("a,y\n1,2\n3,6\n"), "y", "a").standardized();
    assertArrayEquals(new double[] {-1, 1}, data.x().data);
  }

  @Test
  void whatIsWrongIsNamedByRowAndColumn() {
    assertEquals(
        "row 2, column a: a value is missing; fill it in or leave the row out yourself, nothing is"
            + " dropped in silence",
        refused("a,y\n1,2\n,6\n", "y", "a"));
    assertEquals("row 2, column a: \"x\" is not a number", refused("a,y\n1,2\nx,6\n", "y", "a"));
    assertEquals(
        "column a is constant (1.0): leave it out, the intercept does its work",
        refused("a,y\n1,2\n1,6\n", "y", "a"));
    assertEquals(
        "columns a and b are the same: leave one out",
        refused("a,b,y\n1,1,2\n2,2,6\n", "y", "a", "b"));
    assertEquals("there is no column z: the table has a, y", refused("a,y\n1,2\n", "y", "z"));
  }

  @Test
  void russianSaysItToo() {
    InputException e =
        assertThrows(
            InputException.class, () -> Observations.of(table("a,y\n1,2\nx,6\n"), "y", "a"));
    assertEquals("строка 2, столбец a: «x» — не число", e.message().in(Language.RU));
  }

  @Test
  void infiniteNumbersAndMisfitShapesAreRefused() {
    DMatrixRMaj x = new DMatrixRMaj(2, 1, true, 1, Double.POSITIVE_INFINITY);
    DMatrixRMaj y = new DMatrixRMaj(2, 1, true, 1, 2);
    assertEquals(
        "row 2, column a: the value is infinite",
        assertThrows(InputException.class, () -> new Observations(x, y, java.util.List.of("a")))
            .getMessage());
    assertEquals(
        "X has 2 rows, y is 1×1: y needs one column and as many rows as X",
        assertThrows(
                InputException.class,
                () -> new Observations(x, new DMatrixRMaj(1, 1), java.util.List.of("a")))
            .getMessage());
  }
}
