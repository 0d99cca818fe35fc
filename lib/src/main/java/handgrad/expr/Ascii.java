package handgrad.expr;

/** An expression in the plain notation, every {@code *} written; {@link Formula} reads it back. */
public final class Ascii {
  private Ascii() {}

  public static String print(Expr expr) {
    return expr.toString();
  }
}
