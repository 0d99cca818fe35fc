package handgrad.fit;

import handgrad.words.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Observations for a fit: X is n×k, a row an observation, y is n×1; both finite, nothing dropped.
 *
 * @param x the n×k matrix of what explains
 * @param y the n×1 column of what is explained
 * @param names the columns' names, k of them
 */
public record Observations(DMatrixRMaj x, DMatrixRMaj y, List<String> names) {
  private static final Pattern NUMBER =
      Pattern.compile("\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?\\s*");

  /**
   * @throws InputException if there is no row, if shapes or names do not fit, or if a number is
   *     missing or infinite (row and column are named, rows counted from 1)
   */
  public Observations {
    names = List.copyOf(names);
    if (x.numRows == 0) {
      throw new InputException("fit.no-rows");
    }
    if (y.numRows != x.numRows || y.numCols != 1) {
      throw new InputException("fit.y-shape", x.numRows, y.numRows, y.numCols);
    }
    if (names.size() != x.numCols) {
      throw new InputException("fit.names", x.numCols, names.size());
    }
    for (int i = 0; i < x.numRows; i++) {
      for (int j = 0; j < x.numCols; j++) {
        requireFinite(x.unsafe_get(i, j), i, names.get(j));
      }
      requireFinite(y.data[i], i, "y");
    }
  }

  /**
   * Reads columns of a table.
   *
   * @throws InputException if a column is not there, is not numeric, misses a value, is constant,
   *     or repeats another one; if y is among the columns that explain it
   */
  public static Observations of(Table table, String y, String... x) {
    List<String> names = List.of(x);
    if (names.contains(y)) {
      throw new InputException("fit.y-explains", y);
    }
    DMatrixRMaj xs = new DMatrixRMaj(table.rowCount(), names.size());
    for (int j = 0; j < names.size(); j++) {
      double[] column = numbers(table, names.get(j));
      requireVarying(column, names.get(j));
      for (int i = 0; i < column.length; i++) {
        xs.unsafe_set(i, j, column[i]);
      }
    }
    requireDistinct(xs, names);
    DMatrixRMaj ys = new DMatrixRMaj(table.rowCount(), 1, true, numbers(table, y));
    return new Observations(xs, ys, names);
  }

  public int rows() {
    return x.numRows;
  }

  public int columns() {
    return x.numCols;
  }

  /** X with a first column of ones, named {@code intercept}. */
  public Observations withIntercept() {
    DMatrixRMaj wider = new DMatrixRMaj(rows(), columns() + 1);
    for (int i = 0; i < rows(); i++) {
      wider.unsafe_set(i, 0, 1);
      System.arraycopy(x.data, i * columns(), wider.data, i * wider.numCols + 1, columns());
    }
    List<String> all = new ArrayList<>(List.of("intercept"));
    all.addAll(names);
    return new Observations(wider, y, all);
  }

  /** X's columns with mean 0 and standard deviation 1 (of 1/n); y as it is. */
  public Observations standardized() {
    DMatrixRMaj z = new DMatrixRMaj(rows(), columns());
    for (int j = 0; j < columns(); j++) {
      double mean = mean(j);
      double squares = 0;
      for (int i = 0; i < rows(); i++) {
        double d = x.unsafe_get(i, j) - mean;
        squares += d * d;
      }
      double deviation = Math.sqrt(squares / rows());
      if (deviation == 0) {
        throw new InputException("fit.constant", names.get(j), x.unsafe_get(0, j));
      }
      for (int i = 0; i < rows(); i++) {
        z.unsafe_set(i, j, (x.unsafe_get(i, j) - mean) / deviation);
      }
    }
    return new Observations(z, y, names);
  }

  /** X's columns with length 1; y as it is. */
  public Observations unitColumns() {
    DMatrixRMaj z = x.copy();
    for (int j = 0; j < columns(); j++) {
      double length = NormOps_DDRM.normP2(CommonOps_DDRM.extractColumn(x, j, null));
      for (int i = 0; i < rows(); i++) {
        z.unsafe_set(i, j, x.unsafe_get(i, j) / length);
      }
    }
    return new Observations(z, y, names);
  }

  /** Some of the columns, by their numbers from 0. */
  public Observations columns(int... numbers) {
    DMatrixRMaj some = new DMatrixRMaj(rows(), numbers.length);
    List<String> chosen = new ArrayList<>();
    for (int j = 0; j < numbers.length; j++) {
      for (int i = 0; i < rows(); i++) {
        some.unsafe_set(i, j, x.unsafe_get(i, numbers[j]));
      }
      chosen.add(names.get(numbers[j]));
    }
    return new Observations(some, y, chosen);
  }

  /** X's columns and y less their means; what an unpenalised intercept does to the rest. */
  public Observations centered() {
    DMatrixRMaj z = new DMatrixRMaj(rows(), columns());
    DMatrixRMaj v = new DMatrixRMaj(rows(), 1);
    for (int j = 0; j < columns(); j++) {
      double mean = mean(j);
      for (int i = 0; i < rows(); i++) {
        z.unsafe_set(i, j, x.unsafe_get(i, j) - mean);
      }
    }
    double mean = meanOfY();
    for (int i = 0; i < rows(); i++) {
      v.data[i] = y.data[i] - mean;
    }
    return new Observations(z, v, names);
  }

  double mean(int column) {
    double sum = 0;
    for (int i = 0; i < rows(); i++) {
      sum += x.unsafe_get(i, column);
    }
    return sum / rows();
  }

  double meanOfY() {
    return Arrays.stream(y.data, 0, rows()).sum() / rows();
  }

  private static double[] numbers(Table table, String name) {
    if (!table.containsColumn(name)) {
      throw new InputException("fit.no-column", name, String.join(", ", table.columnNames()));
    }
    Column<?> column = table.column(name);
    for (int i = 0; i < column.size(); i++) {
      if (column.isMissing(i)) {
        throw new InputException("fit.missing", i + 1, name);
      }
      if (!(column instanceof NumericColumn<?>) && !isNumber(column.getString(i))) {
        throw new InputException("fit.text", i + 1, name, column.getString(i));
      }
    }
    if (column instanceof NumericColumn<?> numeric) {
      return numeric.asDoubleArray();
    }
    return column.asStringColumn().asList().stream().mapToDouble(Double::parseDouble).toArray();
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  private static void requireVarying(double[] column, String name) {
    for (double value : column) {
      if (value != column[0]) {
        return;
      }
    }
    if (column.length > 0) {
      throw new InputException("fit.constant", name, column[0]);
    }
  }

  private static void requireDistinct(DMatrixRMaj x, List<String> names) {
    for (int j = 0; j < x.numCols; j++) {
      for (int k = 0; k < j; k++) {
        boolean same = x.numRows > 0;
        for (int i = 0; i < x.numRows && same; i++) {
          same = x.unsafe_get(i, j) == x.unsafe_get(i, k);
        }
        if (same) {
          throw new InputException("fit.duplicate", names.get(k), names.get(j));
        }
      }
    }
  }

  private static void requireFinite(double value, int row, String column) {
    if (Double.isNaN(value)) {
      throw new InputException("fit.missing", row + 1, column);
    }
    if (Double.isInfinite(value)) {
      throw new InputException("fit.infinite", row + 1, column);
    }
  }
}
