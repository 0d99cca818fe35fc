package handgrad.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A number of rows or columns: a whole number, a letter, or a product of such ({@code 3}, {@code
 * n}, {@code m*n}); products come from {@code vec} and {@code kron}.
 *
 * <p>Two sizes are equal when they are the same product, so {@code m*n} equals {@code n*m}.
 */
public record Size(int factor, List<String> symbols) {
  private static final int MOST_SYMBOLS = 64;

  public static final Size ONE = new Size(1, List.of());

  /**
   * @throws FormulaException if the factor is not positive
   */
  public Size {
    if (factor < 1) {
      throw new FormulaException("expr.size-not-positive", factor);
    }
    List<String> sorted = new ArrayList<>(symbols);
    Collections.sort(sorted);
    symbols = List.copyOf(sorted);
  }

  public static Size of(int number) {
    return new Size(number, List.of());
  }

  public static Size of(String symbol) {
    return new Size(1, List.of(symbol));
  }

  /**
   * @throws FormulaException if no matrix can be that large
   */
  public Size times(Size other) {
    List<String> all = new ArrayList<>(symbols);
    all.addAll(other.symbols);
    long product = (long) factor * other.factor;
    if (product > Integer.MAX_VALUE || all.size() > MOST_SYMBOLS) {
      throw new FormulaException("expr.size-too-large");
    }
    return new Size((int) product, all);
  }

  public boolean isOne() {
    return factor == 1 && symbols.isEmpty();
  }

  /** Whether the size is a plain number. */
  public boolean isNumber() {
    return symbols.isEmpty();
  }

  /**
   * The number for given letters.
   *
   * @throws FormulaException if a letter has no number
   */
  public int evaluate(Map<String, Integer> letters) {
    int product = factor;
    for (String symbol : symbols) {
      Integer number = letters.get(symbol);
      if (number == null) {
        throw new FormulaException("expr.size-unknown", symbol);
      }
      product = Size.of(product).times(Size.of(number)).factor();
    }
    return product;
  }

  @Override
  public String toString() {
    String letters = String.join("*", symbols);
    if (symbols.isEmpty()) {
      return Integer.toString(factor);
    }
    return factor == 1 ? letters : factor + "*" + letters;
  }
}
