package handgrad.expr;

import java.util.concurrent.CancellationException;

/**
 * A notebook's stop button interrupts the thread of a cell; the kernel goes on without it. What
 * takes long heeds that between two of its steps, so that nothing goes on computing behind the
 * reader's back.
 */
public final class Interruption {
  private Interruption() {}

  /**
   * Ends the computation if its thread was interrupted.
   *
   * @throws CancellationException if it was
   */
  public static void heed() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }
}
