package handgrad.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.Point;
import handgrad.sheet.Item;
import handgrad.sheet.Sheet;
import handgrad.words.Language;
import java.util.Collection;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The points with short numbers at which a notebook checks an item's derivative. */
class ItemGradientsTest {
  private static ItemGradients of(String id) {
    return ItemGradients.of(Sheet.sheet().item(id).orElseThrow());
  }

  static Collection<Item> estimates() {
    return Sheet.sheet().items().stream()
        .filter(item -> item.isDerived() && item.id().matches("1[012]\\.[a-zA-Z12]+(\\.\\w+)?"))
        .filter(item -> !item.id().equals("11.e1"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("estimates")
  void theDerivedAnswerAgreesWithDifferences(Item item) {
    assertTrue(ItemGradients.of(item).check().verdict().isRight(), item.id());
  }

  @Test
  void labelsAreSignsAndAPenaltyIsPositive() {
    Point point = of("10.1").point();
    for (double y : point.matrix("y").getData()) {
      assertEquals(1, Math.abs(y));
    }
    assertTrue(point.matrix("lambda").get(0) > 0);
  }

  @Test
  void aCovarianceIsSymmetricAndPositiveDefinite() {
    DMatrixRMaj sigma = of("11.Sigma.gradient").point().matrix("Sigma");
    assertTrue(MatrixFeatures_DDRM.isSymmetric(sigma, 0));
    assertTrue(MatrixFeatures_DDRM.isPositiveDefinite(sigma));
  }

  @Test
  void aHessianIsCheckedEntryByEntryAgainstTheGradient() {
    String plain = of("10.hessian").plain(Language.EN);
    assertEquals(
        "∂g[1]/∂w[1] ∂g[1]/∂w[2] ∂g[2]/∂w[1] ∂g[2]/∂w[2]",
        plain
            .lines()
            .filter(line -> line.startsWith("∂"))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .reduce((a, b) -> a + " " + b)
            .orElseThrow());
  }

  @Test
  void aNumberAmongMatricesIsShownAsANumber() {
    String markdown = of("10.1").markdown(Language.EN);
    assertTrue(markdown.contains("\\lambda = 1.3$$"), markdown);
  }
}
