package handgrad.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.notebook.Estimates;
import handgrad.notebook.Nets;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class MatrixMapsTest {
  private static final Picture PARTS = Estimates.parts(Nets.matrix("[1 4; 2 -3]"));

  @Test
  void aMatrixStandsBesideItsParts() {
    assertEquals(
        "A matrix, its symmetric part and the rest\n"
            + "  A: [1 4; 2 -3]\n"
            + "  = (A + A^⊤)/2: [1 3; 3 -3]\n"
            + "  + (A - A^⊤)/2: [0 1; -1 0]",
        PARTS.toString());
    assertEquals("handgrad-matrix-maps", PARTS.kind());
  }

  @Test
  void everyEntryIsWrittenAndOnlyNegativeOnesAreHatched() {
    String svg = PARTS.svg();
    assertEquals("1 | 4 | 2 | -3 | 1 | 3 | 3 | -3 | 0 | 1 | -1 | 0", Seen.texts(svg, "entry"));
    assertEquals("= | +", Seen.texts(svg, "sign"));
    assertEquals(3, svg.split("url\\(#hatch\\)", -1).length - 1);
    assertTrue(svg.length() < 100_000);
  }

  @Test
  void theLargestEntryIsTheDarkest() {
    String svg = PARTS.svg();
    // 4 of 4 is the darkest shade there is, 0 is white; both zeros stand in the last matrix
    assertEquals(1, svg.split("fill=\"#7996b9\"", -1).length - 1);
    assertEquals(2, svg.split("fill=\"#ffffff\"", -1).length - 1);
  }

  @Test
  void whatCannotBeDrawnIsSaid() {
    assertEquals(
        "A is 9×9: a map has from one to 8 rows and columns", refused(new DMatrixRMaj(9, 9)));
    assertEquals(
        "A has the entry NaN: give finite ones", refused(new DMatrixRMaj(1, 1, true, Double.NaN)));
    assertEquals(
        "no matrix to draw: give at least one",
        assertThrows(IllegalArgumentException.class, () -> new MatrixMaps("", List.of()))
            .getMessage());
  }

  private static String refused(DMatrixRMaj x) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> new MatrixMaps("", List.of(new MatrixMaps.Map("", "$A$", x))))
        .getMessage();
  }
}
