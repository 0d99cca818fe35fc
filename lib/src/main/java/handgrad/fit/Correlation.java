package handgrad.fit;

import handgrad.words.InputException;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * Correlations of columns that may have gaps, and of a series with itself.
 *
 * <pre>{@code
 * Correlation.of(new double[] {1, 2, 3}, new double[] {2, 4, 6})   // 1.0
 * Correlation.ofNeighbours(new double[] {1, 2, 1, 2, 1})           // -1.0
 * }</pre>
 */
public final class Correlation {
  private static final int FEWEST = 3;

  private Correlation() {}

  /**
   * The correlation of two columns over the rows in which both have a value (not NaN).
   *
   * @throws InputException if fewer than three rows have both values, or one of the columns is
   *     constant in them
   */
  public static double of(double[] x, double[] y) {
    int n = 0;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
        n++;
        meanX += x[i];
        meanY += y[i];
      }
    }
    if (n < FEWEST) {
      throw new InputException("fit.few-pairs", n, FEWEST);
    }
    meanX /= n;
    meanY /= n;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        yy += (y[i] - meanY) * (y[i] - meanY);
        xy += (x[i] - meanX) * (y[i] - meanY);
      }
    }
    if (xx == 0 || yy == 0) {
      throw new InputException("fit.constant-pairs", n);
    }
    return xy / Math.sqrt(xx * yy);
  }

  /** The correlation of each value with the one before it. */
  public static double ofNeighbours(double[] series) {
    return of(
        Arrays.copyOfRange(series, 0, series.length - 1),
        Arrays.copyOfRange(series, 1, series.length));
  }

  /**
   * The correlations of some columns, each pair over the rows in which both have a value: symmetric
   * with ones on the diagonal, yet not always positive semidefinite.
   *
   * @throws InputException if a column is not there or is not numeric, or a pair has too few rows
   */
  public static DMatrixRMaj pairwise(Table table, String... names) {
    DMatrixRMaj all = CommonOps_DDRM.identity(names.length);
    for (int i = 0; i < names.length; i++) {
      for (int j = 0; j < i; j++) {
        double r = of(column(table, names[i]), column(table, names[j]));
        all.set(i, j, r);
        all.set(j, i, r);
      }
    }
    return all;
  }

  /** A numeric column, NaN where a value is missing. */
  public static double[] column(Table table, String name) {
    if (!table.containsColumn(name)) {
      throw new InputException("fit.no-column", name, String.join(", ", table.columnNames()));
    }
    if (table.column(name) instanceof NumericColumn<?> numbers) {
      return numbers.asDoubleArray();
    }
    List<String> texts = table.column(name).asStringColumn().asList();
    throw new InputException("fit.text", 1, name, texts.isEmpty() ? "" : texts.get(0));
  }
}
