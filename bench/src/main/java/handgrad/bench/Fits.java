package handgrad.bench;

import handgrad.fit.Lasso;
import handgrad.fit.LeastSquares;
import handgrad.fit.LogisticRegression;
import handgrad.fit.Observations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import tech.tablesaw.api.Table;

/** The fits that scikit-learn and statsmodels do too, on the same data. */
final class Fits {
  private static final String[] DIABETES = {
    "age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"
  };
  private static final String[] LONGLEY = {"GNPDEFL", "GNP", "UNEMP", "ARMED", "POP", "YEAR"};
  private static final int ROWS = 1000;
  private static final int COLUMNS = 20;
  private static final int PENALTIES = 100;

  private Fits() {}

  /** The data of a fit, without the intercept that the peers add themselves. */
  static Observations data(String name) {
    return switch (name) {
      case "lasso" -> Observations.of(table("diabetes.csv"), "target", DIABETES).standardized();
      case "ols" -> Observations.of(table("longley.csv"), "TOTEMP", LONGLEY);
      default -> logistic();
    };
  }

  static DoubleSupplier work(String name) {
    Observations data = data(name);
    if (name.equals("lasso")) {
      return () -> {
        double[] lambdas = handgrad.fit.Path.lambdas(Lasso.lambdaMax(data), 1e-3, PENALTIES);
        return Lasso.path(data, lambdas).w().data[0];
      };
    }
    Observations full = data.withIntercept();
    if (name.equals("ols")) {
      return () -> LeastSquares.of(full, LeastSquares.Deficient.REFUSE).q();
    }
    // scikit-learn's default C = 1 is λ = 1/2 here, and its intercept is free, too.
    return () -> LogisticRegression.of(full, 0.5, 1).q();
  }

  /** The bytes of a fit's X. */
  static double bytesOfX(String name) {
    Observations data = name.equals("lasso") ? data(name) : data(name).withIntercept();
    return 8.0 * data.x().getNumElements();
  }

  /** Writes the logistic data for a peer: the label and the features in each line. */
  static void writeLogistic(Path file) {
    Observations data = logistic();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      StringBuilder line = new StringBuilder(Double.toString(data.y().data[i]));
      for (int j = 0; j < COLUMNS; j++) {
        line.append(',').append(data.x().get(i, j));
      }
      lines.add(line.toString());
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Observations logistic() {
    Random random = new Random(20191116);
    DMatrixRMaj x = new DMatrixRMaj(ROWS, COLUMNS);
    DMatrixRMaj y = new DMatrixRMaj(ROWS, 1);
    for (int i = 0; i < ROWS; i++) {
      double score = random.nextGaussian();
      for (int j = 0; j < COLUMNS; j++) {
        double value = random.nextGaussian();
        x.set(i, j, value);
        score += value * (j % 3 - 1);
      }
      y.data[i] = score > 0 ? 1 : -1;
    }
    List<String> names = IntStream.range(0, COLUMNS).mapToObj(j -> "x" + j).toList();
    return new Observations(x, y, names);
  }

  private static Table table(String name) {
    Path here = Path.of("notebooks", "data", name);
    return Table.read().csv((Files.exists(here) ? here : Path.of("..").resolve(here)).toFile());
  }
}
