package handgrad.cli;

/** Input that a command cannot use; the message says why. */
final class Unusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unusable(String message) {
    super(message);
  }
}
