package handgrad.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private long millis;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private String loop(int total, int millisEach) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    Progress progress = new Progress(total, () -> millis * 1_000_000, out);
    for (int step = 1; step <= total; step++) {
      millis += millisEach;
      progress.reached(step);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aQuickLoopSaysNothing() {
    assertEquals("", loop(1000, 2));
  }

  @Test
  void aSlowLoopSaysHowFarItIsOnceASecondOnOneLine() {
    assertEquals("\r3 / 5\r4 / 5\r5 / 5\n", loop(5, 1000));
  }

  @Test
  void aLineThatWasBegunIsEnded() {
    assertEquals("\r30 / 31\r31 / 31\n", loop(31, 100));
  }

  @Test
  void aLoopWhoseThreadIsInterruptedEnds() {
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> loop(1, 1));
    assertEquals(true, Thread.interrupted());
  }
}
