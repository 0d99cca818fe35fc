package handgrad.fit;

import handgrad.words.InputException;

/** The check of a penalty's weight λ. */
final class Penalty {
  private Penalty() {}

  static void require(double lambda) {
    if (!(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new InputException("fit.lambda", lambda);
    }
  }
}
