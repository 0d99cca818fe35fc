package handgrad.check;

/** One entry of a claimed gradient and what its check says. */
public final class Entry {
  private final Claim claim;
  private final int row;
  private final int column;
  private final double claimed;
  private final Estimate numeric;
  private final Outcome outcome;

  Entry(Claim claim, int row, int column, double claimed, Estimate numeric, Outcome outcome) {
    this.claim = claim;
    this.row = row;
    this.column = column;
    this.claimed = claimed;
    this.numeric = numeric;
    this.outcome = outcome;
  }

  /** The name of the variable it is an entry of. */
  public String variable() {
    return claim.name();
  }

  /** Its row, from 0. */
  public int row() {
    return row;
  }

  /** Its column, from 0. */
  public int column() {
    return column;
  }

  /** The entry as messages name it, counted from 1: {@code x}, {@code w[2]}, {@code X[1,2]}. */
  public String name() {
    return claim.entry(row * claim.gradient().numCols + column);
  }

  /** The claimed derivative. */
  public double claimed() {
    return claimed;
  }

  /** The numeric derivative and its error. */
  public Estimate numeric() {
    return numeric;
  }

  public Outcome outcome() {
    return outcome;
  }

  /**
   * |a - n| / max(|a|, |n|), 0 where both are 0 or lost in the error; the definition of the CS231n
   * notes.
   */
  public double relativeError() {
    double a = Math.abs(claimed);
    double n = Math.abs(numeric.value());
    if (a <= numeric.error() && n <= numeric.error() && outcome.isRight()) {
      return 0;
    }
    return relativeError(claimed, numeric.value());
  }

  /** |a - n| / max(|a|, |n|); 0 and 0 agree. */
  public static double relativeError(double a, double n) {
    return a == n ? 0 : Math.abs(a - n) / Math.max(Math.abs(a), Math.abs(n));
  }
}
