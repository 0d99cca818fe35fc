package handgrad.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.plot.ErrorMap.Words;
import handgrad.words.Language;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorMapTest {

  private static final List<List<Double>> ERRORS =
      List.of(List.of(3.1e-11, 0.0), List.of(0.5, 1e-9));
  private static final List<List<Boolean>> REFUSED =
      List.of(List.of(false, false), List.of(true, false));
  private static final ErrorMap MAP = ErrorMap.of(Words.in(Language.EN), "$W_1$", ERRORS, REFUSED);

  @Test
  void writesTheErrorsIntoTheCells() {
    assertEquals(
        "title: Relative error by entry, W_1 | column: 1 | column: 2 | row: 1 | row: 2"
            + " | entry: 3.1·10^{-11} | entry: 0 | entry: 0.50 | entry: 1.0·10^{-9}"
            + " | tick: 10^{-16} | tick: 10^{-8} | tick: 1 | name: differs",
        String.join(" | ", Seen.texts(MAP.svg())));
    assertEquals(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"handgrad-error-map\" role=\"img\""
            + " width=\"344\" height=\"178\" viewBox=\"0 0 344 178\""
            + " style=\"max-width:100%;height:auto\">\n"
            + "<title>Relative error by entry, W_1</title>",
        Seen.head(MAP.svg()));
  }

  @Test
  void theLargerTheDarkerFromTopToBottom() {
    List<String> cells = new ArrayList<>();
    for (Number[] cell : MAP.xchart().getHeatMapSeries().getHeatData()) {
      cells.add(cell[0] + " " + cell[1] + " " + cell[2]);
    }
    assertEquals("0 1 0.375, 1 1 0.0, 0 0 1.0, 1 0 0.4375", String.join(", ", cells));
  }

  @Test
  void asTextMarksWhatIsRefused() {
    assertEquals("Relative error by entry, W_1\n  3.1e-11 0\n  5.0e-01! 1.0e-09", MAP.toString());
  }

  @Test
  void aLargeMapHasNoTextInItsCellsAndStaysSmall() {
    List<Double> row = Collections.nCopies(60, 2e-10);
    List<Boolean> none = Collections.nCopies(60, false);
    String svg =
        ErrorMap.of(
                Words.in(Language.RU),
                "$W$",
                Collections.nCopies(60, row),
                Collections.nCopies(60, none))
            .svg();
    assertEquals("", Seen.texts(svg, "entry"));
    assertEquals(
        "5 | 10 | 15 | 20 | 25 | 30 | 35 | 40 | 45 | 50 | 55 | 60", Seen.texts(svg, "row"));
    assertTrue(svg.length() < 100_000, "a map has " + svg.length() + " bytes");
  }

  @Test
  void aCellOfAVeryLargeMapIsTheLargestOfABlock() {
    List<List<Double>> errors = new ArrayList<>();
    List<List<Boolean>> refused = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      List<Double> row = new ArrayList<>(Collections.nCopies(200, 1e-12));
      row.set(i, 1e-10);
      errors.add(row);
      refused.add(new ArrayList<>(Collections.nCopies(200, false)));
    }
    errors.get(149).set(199, 0.3);
    refused.get(149).set(199, true);
    ErrorMap map = ErrorMap.of(Words.in(Language.EN), "$W$", errors, refused);
    String svg = map.svg();
    assertEquals(4, map.step());
    assertEquals(
        "Relative error by entry, W; a cell is the largest of 4×4", Seen.texts(svg, "title"));
    assertEquals("17 | 37 | 57 | 77 | 97 | 117 | 137 | 157 | 177 | 197", Seen.texts(svg, "column"));
    assertEquals(1, svg.split("stroke-width=\"3\"", -1).length - 2);
    assertTrue(svg.length() < 100_000, "a map has " + svg.length() + " bytes");
  }

  @Test
  void refusesTablesThatDoNotFit() {
    assertEquals(
        "row 2 has 1 errors and 2 marks, row 1 has 2 errors: give rows of one length",
        refusal(List.of(List.of(1.0, 1.0), List.of(1.0)), REFUSED));
    assertEquals(
        "row 1 has 2 errors and 2 marks, row 1 has 2 errors: give rows of one length",
        refusal(ERRORS, REFUSED.subList(0, 1)));
    assertEquals(
        "an error of row 1 is -1.0: give its absolute value",
        refusal(List.of(List.of(-1.0)), List.of(List.of(false))));
    assertEquals("an error map without entries: give at least one", refusal(List.of(), List.of()));
  }

  private static String refusal(List<List<Double>> errors, List<List<Boolean>> refused) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> ErrorMap.of(Words.in(Language.EN), "$X$", errors, refused))
        .getMessage();
  }
}
