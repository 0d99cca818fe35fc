package handgrad.notebook;

import static handgrad.notebook.Course.given;

import handgrad.fit.GradientDescent;
import handgrad.fit.Lasso;
import handgrad.fit.LeastSquares;
import handgrad.fit.LeastSquares.Deficient;
import handgrad.fit.NormalEquations;
import handgrad.fit.Observations;
import handgrad.fit.Path;
import handgrad.fit.Ridge;
import handgrad.plot.FitCharts;
import handgrad.plot.Picture;
import handgrad.words.Digits;
import handgrad.words.Words;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The verbs of a cell that fits: least squares, descent, ridge and lasso. Data that a fit refuses
 * are said in the notebook's language.
 *
 * <pre>{@code
 * Observations data = new Observations(matrix("[1; 2]"), matrix("[2; 4]"), List.of("x"));
 * coefficients(data, named("QR", leastSquares(data).w(), "ridge", ridge(data, 5))).getString(0, 2)
 * // 1
 * }</pre>
 */
public final class Fits {
  private static final int PATH = 100;
  private static final int FINE_PATH = 2000;
  private static final double RATIO = 1e-3;
  private static final double EXACT = 1e-12;

  private Fits() {}

  private static Words words() {
    return Words.in(Course.language());
  }

  private static FitCharts charts() {
    return new FitCharts(Course.language());
  }

  private static StringColumn column(String key, Object... arguments) {
    return StringColumn.create(words().text("fits." + key, arguments));
  }

  // ---- data

  /** Columns of a table as X and y, nothing dropped. */
  public static Observations observations(Table table, String y, String... x) {
    return given(() -> Observations.of(table, y, x));
  }

  /** All other columns of a table as X. */
  public static Observations allObservations(Table table, String y) {
    List<String> others = table.columnNames().stream().filter(n -> !n.equals(y)).toList();
    return observations(table, y, others.toArray(String[]::new));
  }

  // ---- least squares

  /** The coefficients by QR; refused where the columns of X are dependent. */
  public static LeastSquares leastSquares(Observations data) {
    return given(() -> LeastSquares.of(data, Deficient.REFUSE));
  }

  /** What is said of data whose columns are dependent, and the least of all solutions. */
  public static Reply deficient(Observations data) {
    try {
      leastSquares(data);
      return Reply.text(words().text("fits.full-rank"));
    } catch (IllegalArgumentException e) {
      DMatrixRMaj w = withoutDust(LeastSquares.of(data, Deficient.MINIMUM_NORM).w());
      String least = words().text("fits.minimum-norm");
      return new Reply(
          Markdown.escape(e.getMessage()) + "\n\n" + least + " $$w = " + Markdown.matrix(w) + "$$",
          e.getMessage() + "\n" + least + " w = " + Markdown.plain(w));
    }
  }

  // What rounding leaves of a zero.
  private static DMatrixRMaj withoutDust(DMatrixRMaj w) {
    double largest = CommonOps_DDRM.elementMaxAbs(w);
    for (int j = 0; j < w.getNumElements(); j++) {
      w.data[j] = Math.abs(w.data[j]) < EXACT * largest ? 0 : w.data[j];
    }
    return w;
  }

  /** The eigenvalues of the Hessian 2XᵀX, falling; what rounding leaves of a zero is shown as 0. */
  public static Table hessianEigenvalues(Observations data) {
    DMatrixRMaj hessian = new DMatrixRMaj(data.columns(), data.columns());
    CommonOps_DDRM.multInner(data.x(), hessian);
    CommonOps_DDRM.scale(2, hessian);
    double[] rising = Estimates.eigenvalues(hessian).data;
    int k = data.columns();
    Table table = Table.create("eigenvalues");
    for (int j = 0; j < k; j++) {
      double value = rising[k - 1 - j];
      boolean zero = value < EXACT * rising[k - 1];
      table.addColumns(
          StringColumn.create("$\\lambda_" + (j + 1) + "$", Digits.show(zero ? 0 : value, 4)));
    }
    return table;
  }

  /** Named vectors of coefficients side by side, a row a column of X. */
  public static Table coefficients(Observations data, Map<String, DMatrixRMaj> fits) {
    StringColumn names = column("column");
    for (String name : data.names()) {
      names.append(name.equals("intercept") ? words().text("fits.intercept") : name);
    }
    Table table = Table.create("coefficients", names);
    fits.forEach(
        (name, w) -> {
          StringColumn values = StringColumn.create(name);
          int offset = w.getNumElements() - data.columns();
          for (int j = 0; j < data.columns(); j++) {
            values.append(Digits.show(w.data[offset + j], 5));
          }
          table.addColumns(values);
        });
    return table;
  }

  /**
   * Certified coefficients, and how many digits QR and the normal equations have right.
   *
   * @param certified columns {@code column} and {@code estimate}
   */
  public static Table digits(Observations data, Table certified) {
    DMatrixRMaj byQr = leastSquares(data).w();
    DMatrixRMaj byNormal = given(() -> NormalEquations.solve(data));
    DMatrixRMaj byInverse = given(() -> NormalEquations.invert(data));
    StringColumn names = column("column");
    StringColumn values = column("certified");
    StringColumn qr = column("digits", "QR");
    StringColumn normal = column("digits", "$X^{\\top}Xw = X^{\\top}y$");
    StringColumn inverse = column("digits", "$(X^{\\top}X)^{-1}$");
    for (int j = 0; j < data.columns(); j++) {
      String name = data.names().get(j);
      double exact = certified(certified, name);
      names.append(name.equals("intercept") ? words().text("fits.intercept") : name);
      values.append(Digits.show(exact, 9));
      qr.append(tenths(NormalEquations.digits(byQr.data[j], exact)));
      normal.append(tenths(NormalEquations.digits(byNormal.data[j], exact)));
      inverse.append(tenths(NormalEquations.digits(byInverse.data[j], exact)));
    }
    return Table.create("digits", names, values, qr, normal, inverse);
  }

  private static double certified(Table certified, String name) {
    for (int i = 0; i < certified.rowCount(); i++) {
      if (certified.getString(i, "column").equals(name)) {
        return certified.numberColumn("estimate").getDouble(i);
      }
    }
    throw new IllegalArgumentException(words().text("fits.not-certified", name));
  }

  private static String tenths(double digits) {
    return String.format(java.util.Locale.ROOT, "%.1f", Math.floor(digits * 10) / 10);
  }

  /** Condition numbers of named X and the bounds on the step that follow, a row each. */
  public static Table conditions(Map<String, Observations> all) {
    StringColumn names = column("data");
    StringColumn x = StringColumn.create("$\\kappa(X)$");
    StringColumn gram = StringColumn.create("$\\kappa(X^{\\top}X)$");
    StringColumn bound = StringColumn.create("$1/\\lambda_{\\max}(X^{\\top}X)$");
    all.forEach(
        (name, data) -> {
          double condition = NormOps_DDRM.conditionP2(data.x());
          names.append(name);
          x.append(Digits.show(condition, 2));
          gram.append(Digits.show(condition * condition, 2));
          bound.append(Digits.show(GradientDescent.bound(data.x()), 3));
        });
    return Table.create("conditions", names, x, gram, bound);
  }

  /** Observed against fitted values. */
  public static Picture fitted(Observations data, LeastSquares fit, String unit) {
    return charts().fitted(data, fit, unit);
  }

  /** Residuals over fitted values. */
  public static Picture residuals(Observations data, LeastSquares fit, String unit) {
    return charts().residuals(data, fit, unit);
  }

  // ---- descent

  /** 1/λ_max(XᵀX): descent converges for every smaller γ. */
  public static double bound(Observations data) {
    return GradientDescent.bound(data.x());
  }

  /** Descent of Q = (y − Xw)ᵀ(y − Xw) from zero. */
  public static GradientDescent descend(Observations data, double gamma, int steps) {
    return given(
        () ->
            GradientDescent.run(
                w -> Ridge.q(data, w, 0),
                w -> LeastSquares.gradient(data, w),
                new DMatrixRMaj(data.columns(), 1),
                gamma,
                0,
                steps));
  }

  /** Descents over the lines of equal Q of two columns. */
  public static Picture contours(Observations data, Map<String, GradientDescent> descents) {
    return charts().contours(data, leastSquares(data).w(), descents);
  }

  /** How Q falls, or rises, step by step. */
  public static Picture descents(Observations data, Map<String, GradientDescent> descents) {
    return charts().descents(leastSquares(data).q(), descents);
  }

  // ---- ridge and lasso

  /** The coefficients of a ridge regression, every one penalised. */
  public static DMatrixRMaj ridge(Observations data, double lambda) {
    return given(() -> Ridge.of(data, lambda).w());
  }

  /** The coefficients of a lasso, every one penalised. */
  public static DMatrixRMaj lasso(Observations data, double lambda) {
    return given(() -> Lasso.of(data, lambda).w());
  }

  /** The coefficients of a ridge regression over λ from one value to another. */
  public static Picture ridgePath(Observations data, double from, double to) {
    return given(() -> charts().ridge(Ridge.path(data, Path.lambdas(to, from / to, PATH))));
  }

  /** The coefficients of a lasso over λ, from λ_max down to a thousandth of it. */
  public static Picture lassoPath(Observations data) {
    return given(() -> charts().lasso(Lasso.path(data, lambdas(data, PATH))));
  }

  private static double[] lambdas(Observations data, int count) {
    return Path.lambdas(Lasso.lambdaMax(data), RATIO, count);
  }

  /** λ_max = 2 maxⱼ|xⱼᵀy|, and the columns in the order in which they enter below it. */
  public static Table entering(Observations data) {
    Path path = Lasso.path(data, lambdas(data, FINE_PATH));
    StringColumn names = column("column");
    StringColumn at = StringColumn.create("$\\lambda$");
    StringColumn sign = column("sign");
    StringColumn largest = StringColumn.create("$\\lambda/\\lambda_{\\max}$");
    boolean[] seen = new boolean[data.columns()];
    for (int i = 0; i < path.lambdas().length; i++) {
      for (int j = 0; j < data.columns(); j++) {
        double w = path.w().get(i, j);
        if (w != 0 && !seen[j]) {
          seen[j] = true;
          names.append(data.names().get(j));
          at.append(Digits.show(path.lambdas()[i], 3));
          largest.append(Digits.show(path.lambdas()[i] / path.lambdas()[0], 2));
          sign.append(w > 0 ? "+" : "−");
        }
      }
    }
    return Table.create("entering", names, at, largest, sign);
  }

  /** At a lasso's optimum, for each column, w_j and 2x_jᵀ(y − Xw), whose size is at most λ. */
  public static Table optimality(Observations data, double lambda) {
    DMatrixRMaj w = lasso(data, lambda);
    DMatrixRMaj gradient = LeastSquares.gradient(data, w);
    StringColumn names = column("column");
    StringColumn weights = StringColumn.create("$w_j$");
    StringColumn slopes = StringColumn.create("$2x_j^{\\top}(y - Xw)$");
    for (int j = 0; j < data.columns(); j++) {
      names.append(data.names().get(j));
      weights.append(Digits.show(w.data[j], 4));
      slopes.append(Digits.show(-gradient.data[j], 6));
    }
    return Table.create("optimality", names, weights, slopes);
  }

  /** The coefficient of one feature over xᵀy without a penalty, by ridge and by lasso. */
  public static Picture threshold(double lambda) {
    return charts().threshold(lambda);
  }

  /** Q of one coefficient with a lasso's penalty, for some values of t = xᵀy. */
  public static Picture kink(double lambda, double... ts) {
    return charts().kink(lambda, ts);
  }

  /**
   * A lasso three ways from zero: by how much of itself Q is above its least value after some steps
   * of each kind, and in brackets how many zeros w has.
   *
   * @param steps the numbers of steps, rising
   */
  public static Table threeSteps(Observations data, double lambda, int... steps) {
    StringColumn counts = column("steps");
    Table table = Table.create("steps", counts);
    for (int n : steps) {
      counts.append(Integer.toString(n));
    }
    double least = given(() -> Lasso.of(data, lambda)).q();
    double gamma = 0.5 * GradientDescent.bound(data.x());
    for (Kind kind : Kind.values()) {
      StringColumn excess = column(kind.name().toLowerCase(java.util.Locale.ROOT));
      DMatrixRMaj w = new DMatrixRMaj(data.columns(), 1);
      int done = 0;
      for (int n : steps) {
        for (; done < n; done++) {
          w = kind.step(data, lambda, gamma, w, done);
        }
        double above = Lasso.q(data, w, lambda) / least - 1;
        excess.append(Digits.error(above < EXACT ? 0 : above) + " (" + zeros(w) + ")");
      }
      table.addColumns(excess);
    }
    return table;
  }

  private static long zeros(DMatrixRMaj w) {
    return java.util.Arrays.stream(w.data, 0, w.numRows).filter(v -> v == 0).count();
  }

  /** The kinds of steps of a lasso. */
  private enum Kind {
    SUBGRADIENT {
      @Override
      DMatrixRMaj step(Observations data, double lambda, double gamma, DMatrixRMaj w, int done) {
        DMatrixRMaj next = w.copy();
        double length = gamma / Math.sqrt(done + 1.0);
        CommonOps_DDRM.addEquals(next, -length, Lasso.subgradient(data, lambda, w));
        return next;
      }
    },
    PROXIMAL {
      @Override
      DMatrixRMaj step(Observations data, double lambda, double gamma, DMatrixRMaj w, int done) {
        return Lasso.proximalStep(data, lambda, gamma, w);
      }
    },
    COORDINATE {
      @Override
      DMatrixRMaj step(Observations data, double lambda, double gamma, DMatrixRMaj w, int done) {
        DMatrixRMaj next = w.copy();
        for (int j = 0; j < data.columns(); j++) {
          Lasso.coordinateStep(data, lambda, j, next);
        }
        return next;
      }
    };

    abstract DMatrixRMaj step(
        Observations data, double lambda, double gamma, DMatrixRMaj w, int done);
  }
}
