package handgrad.notebook;

/**
 * Why a verb that gives a value to a name cannot give one: the message alone, in the notebook's
 * language, without the trace of calls that a kernel would print below it.
 */
public final class Refused extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }

  @Override
  public String toString() {
    return getMessage();
  }
}
