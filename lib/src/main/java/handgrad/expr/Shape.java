package handgrad.expr;

/** Rows and columns of an expression; a number is 1×1. */
public record Shape(Size rows, Size columns) {
  public static final Shape SCALAR = new Shape(Size.ONE, Size.ONE);

  public static Shape of(String rows, String columns) {
    return new Shape(Size.of(rows), Size.of(columns));
  }

  public static Shape of(int rows, int columns) {
    return new Shape(Size.of(rows), Size.of(columns));
  }

  public boolean isScalar() {
    return rows.isOne() && columns.isOne();
  }

  public boolean isSquare() {
    return rows.equals(columns);
  }

  /** Whether there is one column and more than one row. */
  public boolean isColumn() {
    return columns.isOne() && !rows.isOne();
  }

  /** Whether there is one row and more than one column. */
  public boolean isRow() {
    return rows.isOne() && !columns.isOne();
  }

  public boolean isVector() {
    return isColumn() || isRow();
  }

  public Shape transpose() {
    return new Shape(columns, rows);
  }

  @Override
  public String toString() {
    return rows + "×" + columns;
  }
}
