package handgrad.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handgrad.net.BackwardCheck.Rule;
import handgrad.words.Language;
import handgrad.words.Message;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class BackwardCheckTest {
  private static final Net NET =
      Net.random(5, Loss.HALF_SQUARED_SUM, Activation.TANH, false, 3, 2, 2, 1);
  private static final DMatrixRMaj X =
      NetTest.matrix(new double[] {1, 2, -1}, new double[] {0.5, -1, 2});
  private static final DMatrixRMaj Y = NetTest.matrix(new double[] {1}, new double[] {-1});
  private static final Rule BY_INPUT = (x, w, g) -> g.mult(w.transpose());
  private static final Rule BY_WEIGHTS = (x, w, g) -> x.transpose().mult(g);
  private static final Rule THROUGH_F = (h, slope, g) -> g.elementMult(slope);

  private static String judge(Rule byInput, Rule byWeights, Rule throughF) {
    return BackwardCheck.firstFault(NET, X, Y, byInput, byWeights, throughF)
        .orElse(Message.of("net.backward.right"))
        .in(Language.EN);
  }

  @Test
  void theRightRulesPass() {
    assertEquals(
        "The backward pass is right: every gradient, layer by layer.",
        judge(BY_INPUT, BY_WEIGHTS, THROUGH_F));
  }

  @Test
  void theFirstFaultIsNamedByQuantityAndEntry() {
    assertEquals(
        "The gradient by W3 differs, first in row 1, column 1. All gradients between it and the"
            + " loss are right.",
        judge(BY_INPUT, (x, w, g) -> BY_WEIGHTS.of(x, w, g).negative(), THROUGH_F));
    assertEquals(
        "The gradient by H2 differs, first in row 1, column 1. All gradients between it and the"
            + " loss are right.",
        judge(BY_INPUT, BY_WEIGHTS, (h, slope, g) -> g));
    assertEquals(
        "The gradient by O1 differs, first in row 1, column 1. All gradients between it and the"
            + " loss are right.",
        judge(
            (x, w, g) -> w.getNumCols() == 2 ? g.mult(w) : g.mult(w.transpose()),
            BY_WEIGHTS,
            THROUGH_F));
    assertEquals(
        "The gradient by W3 comes out 1×2, but W3 is 2×1. It is the first to differ, counted from"
            + " the loss.",
        judge(BY_INPUT, (x, w, g) -> BY_WEIGHTS.of(x, w, g).transpose(), THROUGH_F));
    assertEquals(
        "The gradient by W3: the rule returned nothing.",
        judge(BY_INPUT, (x, w, g) -> null, THROUGH_F));
  }
}
