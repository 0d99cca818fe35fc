package handgrad.derive;

/** What is assumed of a variable's value, and so what its random values obey. */
public enum Law {
  SYMMETRIC,
  POSITIVE_DEFINITE,
  ORTHOGONAL,
  INVERTIBLE,
  SIGNS,
  BITS,
  UNIT_INTERVAL;

  /** Whether a positive multiple of what obeys the law obeys it too. */
  boolean isOfRays() {
    return this == SYMMETRIC || this == POSITIVE_DEFINITE || this == INVERTIBLE;
  }
}
