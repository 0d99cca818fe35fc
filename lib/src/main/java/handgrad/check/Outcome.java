package handgrad.check;

/** What a numeric derivative says of a claimed one, from best to worst. */
public enum Outcome {
  /** Equal within the error of the numeric derivative. */
  AGREES,
  /** The function has a kink here, and the claimed value lies between both one-sided ones. */
  KINK,
  /** The numeric derivative is too uncertain to tell. */
  UNDECIDED,
  /** Different by more than the error of the numeric derivative. */
  REFUSED;

  /** Whether nothing speaks against the claim. */
  public boolean isRight() {
    return this == AGREES || this == KINK;
  }

  String key() {
    return "check.outcome." + name().toLowerCase(java.util.Locale.ROOT);
  }
}
