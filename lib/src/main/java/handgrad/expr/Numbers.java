package handgrad.expr;

import handgrad.words.Digits;
import org.ejml.data.DMatrixRMaj;

/**
 * Numbers and matrices in a sentence: six significant digits at most as {@link Digits} rounds them,
 * an infinity in a word, a matrix by rows.
 *
 * <pre>{@code
 * Numbers.text(1.0 / 3)     // 0.333333
 * Numbers.error(3.14e-10)   // 3.1e-10
 * }</pre>
 */
public final class Numbers {
  private static final int LARGEST_SHOWN = 36;

  private Numbers() {}

  public static String text(double number) {
    if (Double.isInfinite(number)) {
      return number > 0 ? "infinity" : "-infinity";
    }
    return Digits.show(number);
  }

  /** A relative error, in two digits. */
  public static String error(double error) {
    return Digits.error(error);
  }

  /** A small matrix by rows, {@code [1 2; 3 4]}; of a large one its shape. */
  public static String text(DMatrixRMaj matrix) {
    if (matrix.getNumElements() == 1) {
      return text(matrix.data[0]);
    }
    if (matrix.getNumElements() > LARGEST_SHOWN) {
      return matrix.numRows + "×" + matrix.numCols;
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < matrix.numRows; i++) {
      for (int j = 0; j < matrix.numCols; j++) {
        text.append(j > 0 ? " " : i > 0 ? "; " : "").append(text(matrix.unsafe_get(i, j)));
      }
    }
    return text.append("]").toString();
  }
}
