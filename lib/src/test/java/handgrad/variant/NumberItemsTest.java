package handgrad.variant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.FormulaException;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import handgrad.net.Activation;
import handgrad.net.Linear;
import handgrad.sheet.Item;
import handgrad.sheet.ItemCheck;
import handgrad.sheet.Sheet;
import handgrad.words.Digits;
import handgrad.words.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberItemsTest {
  /** The data of the sheet itself. */
  private static final Map<String, Data> SHEET =
      Map.of(
          "1", Data.parse("p=1; q=1; r=1; s=1; t=1"),
          "3", Data.parse("x1=1; y1=1; x2=5; y2=0; gamma=1"),
          "5",
              Data.parse(
                  "x=[1 2]; W1=[1 -1; 0.5 0]; W2=[0.5; 1]; y=0; gamma=1; g1=[-1 0]; h=[2 -1];"
                      + " g2=[-1 -2]; o=[2 0]; g3=-2; z=0"));

  private static Item onTheSheet(String id) {
    return NumberItems.of(id, SHEET.get(id.substring(0, 1)));
  }

  static Stream<String> ids() {
    return Stream.of(1, 3, 5).flatMap(task -> NumberItems.ids(task).stream());
  }

  @Test
  void everyItemOfTheNumberTasksHasItsFormulas() {
    List<String> ofSheet =
        Sheet.sheet().items().stream()
            .map(Item::id)
            .filter(id -> id.matches("[135]\\..*") && !id.matches("\\d\\.e\\d"))
            .toList();
    assertEquals(ofSheet, ids().toList());
  }

  // The formulas with the data left open say on the sheet's data what the sheet says in numbers.
  @ParameterizedTest
  @MethodSource("ids")
  void withTheSheetsDataTheAnswerAndTheSlipsAreTheSheets(String id) {
    Item item = onTheSheet(id);
    Item sheet = Sheet.sheet().item(id).orElseThrow();
    Point point = Point.of("x", 1.375, "y", -0.625);
    assertEquals(numbers(sheet.expected(), point), numbers(item.expected(), point));
    assertEquals(known(sheet, sheet.slips(), point), known(item, item.slips(), point));
    if (!id.startsWith("3")) { // a version names its loss and order, so there is one reading
      assertEquals(known(sheet, sheet.readings(), point), known(item, item.readings(), point));
    }
  }

  private static List<String> known(Item item, List<Item.Known> all, Point point) {
    return all.stream()
        .map(k -> k.kind() + " " + k.key() + " " + numbers(item.parse(k.answer(), null), point))
        .toList();
  }

  private static String numbers(handgrad.expr.Expr expr, Point point) {
    DMatrixRMaj value = Tape.output(expr, point);
    List<String> entries = new ArrayList<>();
    for (double entry : value.data) {
      entries.add(
          String.format(java.util.Locale.ROOT, "%.9f", entry + 0.0)
              .replace("-0.000000000", "0.000000000"));
    }
    return value.numRows + "×" + value.numCols + " " + entries;
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theAnswerAgreesWithDifferences(String id) {
    Data data = SHEET.get(id.substring(0, 1));
    Item item = NumberItems.of(id, data);
    assertTrue(Differences.agree(item, data, item.expected()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.1", "3.2", "5.2", "5.4", "5.6.derivative", "5.8.W1", "5.11.W2"})
  void aSlipDoesNotAgreeWithDifferences(String id) {
    Data data = SHEET.get(id.substring(0, 1));
    Item item = NumberItems.of(id, data);
    for (Item.Known slip : item.slips()) {
      assertFalse(
          Differences.agree(item, data, item.parse(slip.answer(), null)), id + " " + slip.key());
    }
  }

  // Where nothing is differentiated, the layers themselves say the values.
  @Test
  void theValuesAreThoseOfTheLayers() {
    Data data =
        Data.parse(
            "x=[2 -1]; W1=[1 2; -0.5 3]; W2=[-1; 0.5]; y=2; gamma=1; g1=[1 2]; h=[-3 4]; g2=[1 1];"
                + " o=[3 2]; g3=2; z=1");
    Linear first = new Linear(new DMatrixRMaj(2, 2, true, 1, 2, -0.5, 3));
    Linear last = new Linear(new DMatrixRMaj(2, 1, true, -1, 0.5));
    assertEquals("[2.5 1]", text(first.forward(row(2, -1))));
    assertEquals("[2.5 1]", answer("5.1", data));
    assertEquals(text(Activation.RELU.forward(row(-3, 4))), answer("5.3", data));
    assertEquals(text(last.forward(row(3, 2))), answer("5.5", data));
    assertEquals("16", answer("5.7.mse", data));
    double score = last.forward(Activation.RELU.forward(first.forward(row(2, -1)))).get(0);
    double p = 1 / (1 + Math.exp(-score));
    assertEquals(Digits.show(p), answer("5.9", data));
    assertEquals(Digits.show(-Math.log(p)), answer("5.10", data));
  }

  private static String answer(String id, Data data) {
    return Variant.ofNumbers(5, 1, data).parts().stream()
        .filter(part -> part.item().id().equals(id))
        .findFirst()
        .orElseThrow()
        .answer();
  }

  private static DMatrixRMaj row(double... entries) {
    return new DMatrixRMaj(1, entries.length, true, entries);
  }

  private static String text(DMatrixRMaj m) {
    return m.getNumElements() == 1
        ? Digits.show(m.get(0))
        : "[" + Digits.show(m.get(0)) + " " + Digits.show(m.get(1)) + "]";
  }

  @Test
  void anAnswerToAVersionIsJudgedByItsOwnData() {
    Data data = Data.parse("p=2; q=3; r=1; s=1; t=2");
    Item item = NumberItems.of("1.x", data);
    assertEquals("right", ItemCheck.judge(item, "6x + 7y").verdict().key());
    assertEquals("right", ItemCheck.judge(item, "4x + 3y + 2c").verdict().key());
    assertEquals(
        "wrong: a term is lost, the path by the nodes c and d",
        ItemCheck.judge(item, "4x + 3y").in(Language.EN));
  }

  @Test
  void whatIsWrongWithDataIsSaid() {
    assertEquals(
        "the data lack W1; there are x, y",
        refusal(() -> NumberItems.of("5.1", Data.parse("x=[1 2]; y=0"))));
    assertEquals(
        "the data are written name=value; name=value, this is not: [1 2]",
        refusal(() -> Data.parse("[1 2]")));
    assertTrue(
        refusal(() -> NumberItems.of("7.1", Data.parse("x=1")))
            .startsWith("item 7.1 has no data of its own; these have: 1.a.x, 1.b.x"));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable executable) {
    return assertThrows(FormulaException.class, executable).in(Language.EN);
  }

  @Test
  void dataAreReadAsTheyAreWritten() {
    String text = "x=[1 2]; W1=[1 -1; 0.5 0]; y=0";
    assertEquals(text, Data.parse(text).toString());
    assertEquals(List.of("x", "W1", "y"), List.copyOf(Data.parse(text).values().keySet()));
  }
}
