package handgrad.derive;

/** An expression has no value at a point: the point is not admissible, another one is drawn. */
public final class Undefined extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Undefined(String what) {
    super(what, null, false, false);
  }
}
