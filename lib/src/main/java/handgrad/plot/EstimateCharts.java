package handgrad.plot;

import handgrad.fit.LogisticRegression;
import handgrad.fit.NormalLikelihood;
import handgrad.fit.Observations;
import handgrad.plot.Chart.Axis;
import handgrad.plot.Chart.Series;
import handgrad.words.InputException;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * The charts of estimates by maximum likelihood: ellipses of a fitted normal, its likelihood along
 * a ray, the logistic curve and the boundary between two labels; their words in one language.
 *
 * <pre>{@code
 * DMatrixRMaj x = matrix("[0 2 1 3; 0 0 3 3]");
 * new EstimateCharts(Language.EN).ellipses(x, NormalLikelihood.of(x), "$x_1$", "$x_2$").toString()
 *     // Observations and the ellipses of the fitted normal
 *     //   x: x_1
 *     //   y: x_2
 *     //   observations (4)
 *     //   mean (1)
 *     //   50%: 0 of 4 inside (121)
 *     //   95%: 4 of 4 inside (121)
 * }</pre>
 */
public final class EstimateCharts {
  private static final int POINTS = 120;
  private static final double[] SHARES = {0.5, 0.95};
  private static final double LEAST = 0.2;
  private static final double MOST = 4;

  private final Words words;

  public EstimateCharts(Language language) {
    words = Words.in(language);
  }

  private String word(String key, Object... arguments) {
    return words.text("plot.estimate." + key, arguments);
  }

  // ---- the normal distribution

  /**
   * Observations of two numbers, and the ellipses that hold 50 % and 95 % of the fitted normal
   * distribution: (x − μ̂)ᵀΣ̂⁻¹(x − μ̂) = −2 ln(1 − p).
   *
   * @param x the 2×m observations, a column each
   * @throws IllegalArgumentException if the observations have another number of entries than two
   */
  public Chart ellipses(DMatrixRMaj x, NormalLikelihood fit, String xTitle, String yTitle) {
    if (x.numRows != 2) {
      throw new IllegalArgumentException(
          "ellipses of observations with " + x.numRows + " entries: choose two of them");
    }
    List<Series> series = new ArrayList<>();
    series.add(new Series(word("observations"), Look.POINTS, row(x, 0), row(x, 1)));
    List<Double> mean = List.of(fit.mu().data[0], fit.mu().data[1]);
    series.add(new Series(word("mean"), Look.START, mean.subList(0, 1), mean.subList(1, 2)));
    double[] l = cholesky(fit.sigma());
    for (double share : SHARES) {
      double square = -2 * StrictMath.log(1 - share);
      int inside = 0;
      for (int j = 0; j < x.numCols; j++) {
        inside +=
            distance(l, x.get(0, j) - mean.get(0), x.get(1, j) - mean.get(1)) <= square ? 1 : 0;
      }
      double radius = Math.sqrt(square);
      List<Double> xs = new ArrayList<>();
      List<Double> ys = new ArrayList<>();
      for (int i = 0; i <= POINTS; i++) {
        double angle = 2 * Math.PI * i / POINTS;
        double c = radius * StrictMath.cos(angle);
        double s = radius * StrictMath.sin(angle);
        xs.add(mean.get(0) + l[0] * c);
        ys.add(mean.get(1) + l[1] * c + l[2] * s);
      }
      String name = word("inside", Math.round(100 * share), inside, x.numCols);
      series.add(new Series(name, Look.smooth(series.size() - 1), xs, ys));
    }
    return Chart.of(
        "handgrad-confidence-ellipses",
        word("ellipses.title"),
        Axis.linear(xTitle),
        Axis.linear(yTitle),
        series);
  }

  private static List<Double> row(DMatrixRMaj x, int i) {
    return IntStream.range(0, x.numCols).mapToObj(j -> x.get(i, j)).toList();
  }

  // L of Σ = LLᵀ: l11, l21, l22.
  private static double[] cholesky(DMatrixRMaj sigma) {
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(2, true);
    if (!cholesky.decompose(sigma.copy())) {
      throw new InputException("fit.sigma-singular");
    }
    DMatrixRMaj l = cholesky.getT(null);
    return new double[] {l.get(0, 0), l.get(1, 0), l.get(1, 1)};
  }

  private static double distance(double[] l, double dx, double dy) {
    double first = dx / l[0];
    double second = (dy - l[1] * first) / l[2];
    return first * first + second * second;
  }

  /**
   * The log-likelihood at μ̂ less its maximum, along two rays from Σ̂: Σ = tΣ̂, and Σ⁻¹ = tΣ̂⁻¹.
   * The second is concave, the first is not.
   */
  public Chart rays(DMatrixRMaj x, NormalLikelihood fit) {
    double best = fit.logLikelihood(x);
    List<Double> at = grid(LEAST, MOST);
    List<Series> series = new ArrayList<>();
    series.add(ray("$\\Sigma = t\\Sigma_0$", at, t -> scaled(fit, t).logLikelihood(x) - best, 0));
    series.add(
        ray(
            "$\\Sigma^{-1} = t\\Sigma_0^{-1}$",
            at,
            t -> scaled(fit, 1 / t).logLikelihood(x) - best,
            1));
    series.add(new Series(word("maximum"), Look.START, List.of(1.0), List.of(0.0)));
    return Chart.of(
        "handgrad-likelihood-rays",
        word("rays.title"),
        Axis.linear("$t$"),
        Axis.linear(word("rays.value")),
        series);
  }

  private static Series ray(String name, List<Double> at, DoubleUnaryOperator f, int look) {
    return new Series(name, Look.smooth(look), at, at.stream().map(f::applyAsDouble).toList());
  }

  private static NormalLikelihood scaled(NormalLikelihood fit, double t) {
    DMatrixRMaj sigma = fit.sigma().copy();
    for (int i = 0; i < sigma.getNumElements(); i++) {
      sigma.data[i] *= t;
    }
    return new NormalLikelihood(fit.mu(), sigma);
  }

  private static List<Double> grid(double from, double to) {
    return IntStream.rangeClosed(0, POINTS).mapToObj(i -> from + (to - from) * i / POINTS).toList();
  }

  // ---- logistic regression

  /**
   * The fitted probability of the label 1 as a function of one column, and the share of that label
   * at each of the column's values.
   *
   * @param data an intercept and one column, labels ±1
   * @throws IllegalArgumentException if there are other columns
   */
  public Chart curve(Observations data, LogisticRegression fit, String xTitle, String yTitle) {
    requireColumns(data, 2);
    Map<Double, int[]> groups = new TreeMap<>();
    for (int i = 0; i < data.rows(); i++) {
      int[] counts = groups.computeIfAbsent(data.x().get(i, 1), value -> new int[2]);
      counts[data.y().data[i] > 0 ? 1 : 0]++;
    }
    List<Double> xs = List.copyOf(groups.keySet());
    List<Double> shares = groups.values().stream().map(c -> (double) c[1] / (c[0] + c[1])).toList();
    double room = (xs.get(xs.size() - 1) - xs.get(0)) / 6;
    List<Double> at = grid(xs.get(0) - room, xs.get(xs.size() - 1) + room);
    List<Double> p = at.stream().map(t -> probability(fit, 1, t)).toList();
    List<Double> ends = List.of(at.get(0), at.get(POINTS));
    return Chart.of(
        "handgrad-logistic-curve",
        word("curve.title"),
        Axis.linear(xTitle),
        Axis.linear(yTitle),
        List.of(
            new Series(word("curve"), Look.FUNCTION, at, p),
            new Series(word("half"), Look.REFERENCE, ends, List.of(0.5, 0.5)),
            new Series(word("shares"), Look.CLASS_1, xs, shares)));
  }

  /**
   * Two columns as a plane: the line at which both labels are equally likely, and each pair of
   * values by the label that most of its observations have; pairs with as many of both have a mark
   * of their own.
   *
   * @param data an intercept and two columns, labels ±1
   * @throws IllegalArgumentException if there are other columns
   */
  public Chart boundary(Observations data, LogisticRegression fit, String xTitle, String yTitle) {
    requireColumns(data, 3);
    Map<List<Double>, Integer> groups = new java.util.LinkedHashMap<>();
    for (int i = 0; i < data.rows(); i++) {
      List<Double> place = List.of(data.x().get(i, 1), data.x().get(i, 2));
      groups.merge(place, data.y().data[i] > 0 ? 1 : -1, Integer::sum);
    }
    List<Double> all = groups.keySet().stream().map(place -> place.get(0)).toList();
    List<Double> up = groups.keySet().stream().map(place -> place.get(1)).toList();
    Scale xScale = Scale.of(all, false);
    Scale yScale = Scale.of(up, false);
    Contours contours =
        new Contours(
            (s, t) -> probability(fit, 1, s, t),
            xScale.from(),
            xScale.to(),
            yScale.from(),
            yScale.to());
    List<Series> series = new ArrayList<>();
    for (List<double[]> line : contours.lines(0.5)) {
      List<Double> xs = line.stream().map(point -> point[0]).toList();
      List<Double> ys = line.stream().map(point -> point[1]).toList();
      series.add(new Series(word("half"), Look.BOUNDARY, xs, ys));
    }
    addGroup(series, groups, 1, word("more", "1"), Look.CLASS_1);
    addGroup(series, groups, -1, word("more", "-1"), Look.CLASS_0);
    addGroup(series, groups, 0, word("tie"), Look.TIE);
    return new Chart(
            "handgrad-decision-boundary",
            word("boundary.title"),
            xTitle,
            yTitle,
            xScale,
            yScale,
            Double.NEGATIVE_INFINITY,
            Chart.plotHeight(),
            series,
            List.of())
        .over(Terrain.area(contours, 0.5));
  }

  private static void addGroup(
      List<Series> series, Map<List<Double>, Integer> groups, int sign, String name, Look look) {
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    groups.forEach(
        (place, surplus) -> {
          if (Integer.signum(surplus) == sign) {
            xs.add(place.get(0));
            ys.add(place.get(1));
          }
        });
    if (!xs.isEmpty()) {
      series.add(new Series(name, look, xs, ys));
    }
  }

  private static double probability(LogisticRegression fit, double... row) {
    return fit.probabilities(new DMatrixRMaj(1, row.length, true, row)).data[0];
  }

  private static void requireColumns(Observations data, int columns) {
    if (data.columns() != columns || !data.names().get(0).equals("intercept")) {
      throw new IllegalArgumentException(
          String.format(
              "columns %s: give an intercept and %d more",
              String.join(", ", data.names()), columns - 1));
    }
  }
}
