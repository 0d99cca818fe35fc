package handgrad.words;

import java.io.PrintStream;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;

/**
 * How far a loop has come. It is said on the error stream, under the running cell, where the loop
 * takes more than three seconds, so that what is quick says nothing; and a loop whose thread is
 * interrupted by the notebook's stop button ends here.
 */
public final class Progress {
  private static final long SECOND = 1_000_000_000L;
  private static final long PATIENCE = 3 * SECOND;

  private final int total;
  private final LongSupplier nanos;
  private final PrintStream out;
  private long next;
  private boolean spoken;

  Progress(int total, LongSupplier nanos, PrintStream out) {
    this.total = total;
    this.nanos = nanos;
    this.out = out;
    next = nanos.getAsLong() + PATIENCE;
  }

  /** The progress of a loop that begins now. */
  public static Progress of(int total) {
    return new Progress(total, System::nanoTime, System.err);
  }

  /**
   * A step is done.
   *
   * @param step counted from 1; with the last one the line is ended
   * @throws CancellationException if the thread was interrupted
   */
  public void reached(int step) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
    long now = nanos.getAsLong();
    if (now - next >= 0 || spoken && step == total) {
      // a line of a notebook's stream begins anew at a carriage return
      out.print("\r" + step + " / " + total + (step == total ? "\n" : ""));
      out.flush();
      spoken = true;
      next = now + SECOND;
    }
  }
}
