package handgrad.derive;

/** What is assumed of a variable's value, and so what its random values obey. */
public enum Law {
  SYMMETRIC,
  POSITIVE_DEFINITE,
  ORTHOGONAL,
  INVERTIBLE,
  SIGNS,
  BITS,
  UNIT_INTERVAL
}
