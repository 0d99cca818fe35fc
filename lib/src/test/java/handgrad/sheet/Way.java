package handgrad.sheet;

/** The independent ways to every figure of the sheet. */
enum Way {
  /** The formula or the loop of the solution, typed anew. */
  HAND,
  /** One pass forward and one backward over the graph. */
  TAPE,
  /** The differential taken down line by line. */
  DERIVATION,
  /** Values of the function only. */
  DIFFERENCES
}
