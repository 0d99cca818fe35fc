package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** The stop button, as the thread of a cell sees it. */
class TapeInterruptionTest {
  @Test
  void aTapeOfAnInterruptedThreadGivesNoValue() {
    Tape tape = Tape.of(Formula.parse("x^2", Declarations.parse("x")), Point.of("x", 3));
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, tape::forward);
    assertTrue(Thread.interrupted());
    assertEquals(9, tape.forward().value());
  }
}
