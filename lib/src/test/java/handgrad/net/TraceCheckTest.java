package handgrad.net;

import static handgrad.net.NetTest.row;
import static handgrad.net.NetTest.task3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handgrad.words.InputException;
import handgrad.words.Language;
import org.junit.jupiter.api.Test;

class TraceCheckTest {
  private static final Trace SECOND_STEP =
      task3(Loss.LOG_SUM).step(row(1), row(1), 1).trace(row(5), row(0), 1);

  private static String judge(String filled) {
    return TraceCheck.of(SECOND_STEP, filled).message().in(Language.EN);
  }

  @Test
  void aRightTraceIsRightRoundedOrAsFormulas() {
    assertEquals(
        "All 5 cells are right.",
        judge(
            """
            h3 = 0.625
            yhat = 0.651
            dL/dh3 = sigmoid(5/8)
            dL/dh2 = 0.0407
            w0_3 new = -0,151
            """));
  }

  @Test
  void theFirstWrongCellIsNamedAndWhatFollowsFromItIsCalledSo() {
    assertEquals(
        "The first wrong cell is h3. These follow correctly from what was written above them:"
            + " yhat, dL/dh3, w0_3 new.",
        judge(
            """
            h3 = 0.5
            yhat = 0.622
            dL/dh3 = 0.622
            w0_3 new = -0.122
            """));
    assertEquals(
        "The first wrong cell is yhat. Wrong on their own account, too: dL/dw1_3.",
        judge(
            """
            h3 = 0.625
            yhat = 0.5
            dL/dw1_3 = 7
            """));
  }

  @Test
  void aCellWithAQuestionMarkIsLeftOut() {
    assertEquals("All 1 cells are right.", judge("h3 = 5/8\nyhat = ?\ndL/dh3 = ?"));
    assertEquals("No cell is filled in yet.", judge("h3 = ?\nyhat = ?"));
    assertEquals("The first wrong cell is yhat.", judge("h3 = ?\nyhat = 0.5"));
  }

  @Test
  void aCellThatIsNotThereIsNamed() {
    InputException e = assertThrows(InputException.class, () -> judge("h9 = 1"));
    assertEquals("the net has no quantity \"h9\": it has", e.getMessage().substring(0, 36));
    assertEquals(
        "\"h3 0.5\" is no cell of the trace: write a letter, = and a value",
        assertThrows(InputException.class, () -> judge("h3 0.5")).getMessage());
  }
}
