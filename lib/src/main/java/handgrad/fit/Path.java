package handgrad.fit;

import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * Coefficients along a row of penalties.
 *
 * @param lambdas the penalties, in the order fitted
 * @param w one row for each penalty, one column for each coefficient
 * @param names the coefficients' names
 */
public record Path(double[] lambdas, DMatrixRMaj w, List<String> names) {
  public Path {
    lambdas = lambdas.clone();
    names = List.copyOf(names);
  }

  /** One coefficient over all penalties. */
  public double[] coefficient(int column) {
    double[] values = new double[lambdas.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = w.unsafe_get(i, column);
    }
    return values;
  }

  /** {@code count} penalties from {@code largest} down to {@code largest·ratio}, evenly in log. */
  public static double[] lambdas(double largest, double ratio, int count) {
    double[] all = new double[count];
    for (int i = 0; i < count; i++) {
      all[i] = largest * StrictMath.pow(ratio, count == 1 ? 0 : (double) i / (count - 1));
    }
    return all;
  }
}
