package handgrad.notebook;

import static handgrad.notebook.Course.given;

import handgrad.check.HessianDifference;
import handgrad.expr.Expr;
import handgrad.expr.Point;
import handgrad.fit.Correlation;
import handgrad.fit.LogisticRegression;
import handgrad.fit.NearestMatrix;
import handgrad.fit.NormalLikelihood;
import handgrad.fit.Observations;
import handgrad.plot.EstimateCharts;
import handgrad.plot.MatrixMaps;
import handgrad.plot.Picture;
import handgrad.words.Digits;
import handgrad.words.InputException;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The verbs of a cell that estimates: logistic regression, the normal distribution, nearest
 * matrices. Data that a fit refuses are said in the notebook's language.
 *
 * <pre>{@code
 * estimates(matrix("[0 2 1; 0 0 3]")).plain()   // mu = [1; 1], Sigma = [0.666667 0; 0 2]
 * }</pre>
 */
public final class Estimates {
  private Estimates() {}

  private static Language language() {
    return Course.language();
  }

  private static Words words() {
    return Words.in(language());
  }

  private static EstimateCharts charts() {
    return new EstimateCharts(language());
  }

  private static StringColumn column(String key) {
    return StringColumn.create(words().text("estimate." + key));
  }

  // ---- logistic regression

  /** Columns of a table with an intercept before them and labels ±1 (0 and 1 become −1 and 1). */
  public static Observations labelled(Table table, String y, String... x) {
    return given(() -> LogisticRegression.signed(Observations.of(table, y, x)).withIntercept());
  }

  /** Logistic regression of labelled observations; the intercept is not penalised. */
  public static LogisticRegression logistic(Observations data, double lambda) {
    return given(() -> LogisticRegression.of(data, lambda, 1));
  }

  /** The weights, and by how much one unit more multiplies the odds: a row a column. */
  public static Table odds(Observations data, LogisticRegression fit) {
    StringColumn names = column("column");
    DoubleColumn weights = DoubleColumn.create("$w_j$");
    DoubleColumn odds = DoubleColumn.create("$e^{w_j}$");
    for (int j = 0; j < data.columns(); j++) {
      String name = data.names().get(j);
      names.append(name.equals("intercept") ? words().text("estimate.intercept") : name);
      weights.append(fit.w().data[j]);
      odds.append(StrictMath.exp(fit.w().data[j]));
    }
    return Table.create("odds", names, weights, odds);
  }

  /** The probability of the label 1 for some rows: columns as in the data, without intercept. */
  public static Table chances(Observations data, LogisticRegression fit, DMatrixRMaj rows) {
    DMatrixRMaj x = new DMatrixRMaj(rows.numRows, rows.numCols + 1);
    CommonOps_DDRM.fill(x, 1);
    CommonOps_DDRM.insert(rows, x, 0, 1);
    Table table = Table.create("chances");
    for (int j = 0; j < rows.numCols; j++) {
      DMatrixRMaj one = CommonOps_DDRM.extractColumn(rows, j, null);
      table.addColumns(DoubleColumn.create(data.names().get(j + 1), one.getData()));
    }
    return table.addColumns(DoubleColumn.create("$p$", fit.probabilities(x).getData()));
  }

  /** One summand of Q and its slope by the margin, as written and in stable form. */
  public static Table stability(double... margins) {
    Words words = words();
    StringColumn m = StringColumn.create("$m$");
    StringColumn naive = StringColumn.create(words.text("estimate.naive", "$\\ln(1 + e^{-m})$"));
    StringColumn stable = column("stable");
    StringColumn naiveSlope =
        StringColumn.create(words.text("estimate.naive", "$-e^{-m}/(1 + e^{-m})$"));
    StringColumn slope = column("stable-slope");
    for (double margin : margins) {
      double e = StrictMath.exp(-margin);
      m.append(Digits.show(margin));
      naive.append(Digits.show(StrictMath.log(1 + e)));
      stable.append(Digits.show(LogisticRegression.softplus(-margin)));
      naiveSlope.append(Digits.show(-e / (1 + e)));
      slope.append(Digits.show(-LogisticRegression.sigmoid(-margin)));
    }
    return Table.create("stability", m, naive, stable, naiveSlope, slope);
  }

  /** Q of the labels ±1 and of the labels 0 and 1 at some weights, a row each. */
  public static Table bothLabels(Observations data, double lambda, DMatrixRMaj... weights) {
    StringColumn at = StringColumn.create("$w$");
    DoubleColumn signs = DoubleColumn.create(words().text("estimate.signs"));
    DoubleColumn bits = DoubleColumn.create(words().text("estimate.bits"));
    for (DMatrixRMaj w : weights) {
      at.append(handgrad.net.Decimal.text(w));
      signs.append(LogisticRegression.q(data, lambda, w));
      bits.append(LogisticRegression.qOfBits(data, lambda, w));
    }
    return Table.create("labels", at, signs, bits);
  }

  /** The fitted probability over one column, with the shares of the label 1. */
  public static Picture logisticCurve(
      Observations data, LogisticRegression fit, String xTitle, String yTitle) {
    return charts().curve(data, fit, xTitle, yTitle);
  }

  /** The line between two labels in the plane of two columns. */
  public static Picture decisionBoundary(
      Observations data, LogisticRegression fit, String xTitle, String yTitle) {
    return charts().boundary(data, fit, xTitle, yTitle);
  }

  // ---- the normal distribution

  /** Columns of a table as the sheet writes a sample: n×m, a column an observation. */
  public static DMatrixRMaj sample(Table table, String... names) {
    DMatrixRMaj x = new DMatrixRMaj(names.length, table.rowCount());
    for (int i = 0; i < names.length; i++) {
      double[] row = Correlation.column(table, names[i]);
      for (int j = 0; j < row.length; j++) {
        x.set(i, j, row[j]);
      }
    }
    return x;
  }

  /** μ̂ and Σ̂ of a sample, for further use. */
  public static NormalLikelihood normal(DMatrixRMaj x) {
    return given(() -> NormalLikelihood.of(x));
  }

  /** μ̂ and Σ̂ of a sample, or why there are none. */
  public static Reply estimates(DMatrixRMaj x) {
    try {
      NormalLikelihood fit = NormalLikelihood.of(x);
      String markdown =
          "$$\\hat\\mu = "
              + Markdown.matrix(fit.mu())
              + ",\\quad \\hat\\Sigma = "
              + Markdown.matrix(fit.sigma())
              + "$$";
      String plain =
          "mu = " + Markdown.plain(fit.mu()) + ", Sigma = " + Markdown.plain(fit.sigma());
      return new Reply(markdown, plain);
    } catch (InputException e) {
      return Reply.text(e.in(language()));
    }
  }

  /** The log-likelihood of a sample at named values of μ and Σ, a row each. */
  public static Table logLikelihoods(DMatrixRMaj x, Map<String, NormalLikelihood> at) {
    StringColumn names = column("where");
    StringColumn values = StringColumn.create("$\\ell$");
    at.forEach(
        (name, point) -> {
          names.append(name);
          values.append(Digits.show(point.logLikelihood(x), 8));
        });
    return Table.create("likelihood", names, values);
  }

  /** A sample of two numbers with the ellipses of its fitted normal. */
  public static Picture ellipses(
      DMatrixRMaj x, NormalLikelihood fit, String xTitle, String yTitle) {
    return charts().ellipses(x, fit, xTitle, yTitle);
  }

  /** The log-likelihood along Σ = tΣ̂ and along Σ⁻¹ = tΣ̂⁻¹. */
  public static Picture rays(DMatrixRMaj x, NormalLikelihood fit) {
    return charts().rays(x, fit);
  }

  /** The correlation of each value of a column with the one before it. */
  public static Table neighbours(Table table, String... names) {
    StringColumn columns = column("column");
    DoubleColumn correlations = DoubleColumn.create(words().text("estimate.neighbours"));
    for (String name : names) {
      columns.append(name);
      double r = given(() -> Correlation.ofNeighbours(Correlation.column(table, name)));
      correlations.append(Math.rint(r * 1e4) / 1e4);
    }
    return Table.create("neighbours", columns, correlations);
  }

  // ---- nearest matrices

  /** A matrix as the sum of its symmetric part and the rest. */
  public static Picture parts(DMatrixRMaj a) {
    return given(
        () ->
            new MatrixMaps(
                words().text("plot.parts.title"),
                List.of(
                    new MatrixMaps.Map("", "$A$", a),
                    new MatrixMaps.Map("=", "$(A + A^\\top)/2$", NearestMatrix.symmetric(a)),
                    new MatrixMaps.Map("+", "$(A - A^\\top)/2$", NearestMatrix.antisymmetric(a)))));
  }

  /** How far named matrices are from one with a letter, and whether each is symmetric. */
  public static Table distances(String letter, DMatrixRMaj a, Map<String, DMatrixRMaj> candidates) {
    Words words = words();
    StringColumn names = StringColumn.create("$X$");
    StringColumn entries = column("entries");
    StringColumn symmetric = column("symmetric");
    DoubleColumn squares = DoubleColumn.create("$\\lVert X - " + letter + "\\rVert^2$");
    candidates.forEach(
        (name, x) -> {
          DMatrixRMaj difference = new DMatrixRMaj(a.numRows, a.numCols);
          CommonOps_DDRM.subtract(x, a, difference);
          names.append(name);
          entries.append(Markdown.plain(x));
          boolean same = MatrixFeatures_DDRM.isSymmetric(x, 0);
          symmetric.append(words.text(same ? "estimate.yes" : "estimate.no"));
          squares.append(CommonOps_DDRM.elementSum(squared(difference)));
        });
    return Table.create("distances", names, entries, symmetric, squares);
  }

  private static DMatrixRMaj squared(DMatrixRMaj x) {
    DMatrixRMaj squares = new DMatrixRMaj(x.numRows, x.numCols);
    CommonOps_DDRM.elementMult(x, x, squares);
    return squares;
  }

  public static DMatrixRMaj symmetric(DMatrixRMaj a) {
    return given(() -> NearestMatrix.symmetric(a));
  }

  public static DMatrixRMaj antisymmetric(DMatrixRMaj a) {
    return given(() -> NearestMatrix.antisymmetric(a));
  }

  /** The nearest symmetric positive semidefinite matrix. */
  public static DMatrixRMaj semidefinite(DMatrixRMaj a) {
    return given(() -> NearestMatrix.positiveSemidefinite(a));
  }

  /** The Hessian by a column from forward differences of the gradient with step h. */
  public static DMatrixRMaj hessianByDifferences(Expr f, String x, Point point, double h) {
    return HessianDifference.of(f, x, point, h);
  }

  /** The eigenvalues of a symmetric matrix, rising, as a row. */
  public static DMatrixRMaj eigenvalues(DMatrixRMaj a) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(a.numRows, false, true);
    eigen.decompose(a.copy());
    double[] values = new double[a.numRows];
    for (int i = 0; i < values.length; i++) {
      values[i] = eigen.getEigenvalue(i).getReal();
    }
    return new DMatrixRMaj(1, values.length, true, DoubleStream.of(values).sorted().toArray());
  }

  // ---- gaps

  /** A copy of a table in which a column has no values in some rows, counted from 1. */
  public static Table without(Table table, String name, int first, int last) {
    Table copy = table.copy();
    for (int row = first - 1; row < last; row++) {
      copy.column(name).setMissing(row);
    }
    return copy;
  }

  /** Correlations of columns with gaps, each pair over the rows in which both have a value. */
  public static DMatrixRMaj pairwiseCorrelations(Table table, String... names) {
    return given(() -> Correlation.pairwise(table, names));
  }
}
