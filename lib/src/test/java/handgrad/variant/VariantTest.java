package handgrad.variant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import handgrad.sheet.Item;
import handgrad.sheet.ItemCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariantTest {
  private static final int COUNT = 30;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 6, 7})
  void thirtyVersionsAreDifferentAndTheSameForTheSameSeed(int task) {
    List<Variant> variants = Variant.draw(task, COUNT, 7);
    assertEquals(COUNT, variants.size());
    Set<String> asked = new HashSet<>();
    for (Variant variant : variants) {
      asked.add(variant.data() + " " + variant.parts().stream().map(p -> p.item().f()).toList());
    }
    assertEquals(COUNT, asked.size());
    assertEquals(variants.subList(0, 3), Variant.draw(task, 3, 7));
    assertFalse(variants.subList(0, 3).equals(Variant.draw(task, 3, 8)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 6, 7})
  void everyKeyIsRightAsItIsPrinted(int task) {
    for (Variant variant : Variant.draw(task, 5, 11)) {
      for (Variant.Part part : variant.parts()) {
        assertEquals(
            "right",
            ItemCheck.judge(part.item(), part.answer()).verdict().key(),
            part.item().id() + " " + part.answer());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void noTwoSlipsOfDifferentKindGiveTheSameNumbers(int task) {
    for (Variant variant : Variant.draw(task, 4, 3)) {
      for (Variant.Part part : variant.parts()) {
        Point point = Point.of("x", 2.25, "y", -1.5);
        assertTrue(
            NumberDraw.isTellable(part.item(), Tape.output(part.item().expected(), point)),
            part.item().id() + " " + variant.data());
      }
    }
  }

  // On the sheet 5.8.W2 has a slip of its own that gives the numbers of another: incoming and
  // factor.
  @Test
  void slipsWithTheSameNumbersAreSeen() {
    Data symmetric =
        Data.parse(
            "x=[1 2]; W1=[1 -1; -1 0]; W2=[0.5; 1]; y=0; gamma=1; g1=[-1 0]; h=[2 -1]; g2=[-1 -2];"
                + " o=[2 0]; g3=-2; z=0");
    Item item = NumberItems.of("5.2", symmetric);
    assertFalse(NumberDraw.isTellable(item, Tape.output(item.expected(), Point.EMPTY)));
  }

  static Stream<Item> formulas() {
    return Stream.of(6, 7).flatMap(task -> FormulaDraw.all(task).stream());
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void everyFormulaOfTheTableHasADerivativeThatAgreesWithDifferences(Item item) {
    Expr answer = item.question().answer();
    assertTrue(Differences.agree(item, answer));
    Expr doubled = Formula.parse("2", handgrad.expr.Declarations.NONE).mult(answer);
    assertFalse(Differences.agree(item, doubled));
    assertFalse(
        handgrad.sheet.Sheet.sheet().item(item.id()).orElseThrow().f().equals(item.f()),
        item.id() + " is the sheet's own");
  }

  @Test
  void theAnswersOfTask1ArePolynomials() {
    Variant variant = Variant.ofNumbers(1, 1, Data.parse("p=2; q=-3; r=1; s=1; t=2"));
    assertEquals(
        List.of("4*x", "-3*y", "-3*x", "1", "2", "2*c", "6*x + y", "x + 8*y"),
        variant.parts().stream().map(Variant.Part::answer).toList());
    assertEquals("6x + y", variant.parts().get(6).latex());
  }

  @Test
  void aMatrixIsPrintedAsOne() {
    assertEquals(
        "\\begin{pmatrix} 1 & -1 \\\\ 0.5 & 0 \\end{pmatrix}", Variant.latex("[1 -1; 0.5 0]"));
    assertEquals("-0.5", Variant.latex("-0.5"));
  }
}
