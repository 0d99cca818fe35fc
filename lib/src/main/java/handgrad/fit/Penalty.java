package handgrad.fit;

/** The check of a penalty's weight λ. */
final class Penalty {
  private Penalty() {}

  static void require(double lambda) {
    if (!(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new FitException("fit.lambda", lambda);
    }
  }
}
