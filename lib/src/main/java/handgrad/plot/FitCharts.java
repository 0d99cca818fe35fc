package handgrad.plot;

import handgrad.fit.GradientDescent;
import handgrad.fit.Lasso;
import handgrad.fit.LeastSquares;
import handgrad.fit.Observations;
import handgrad.fit.Path;
import handgrad.plot.Chart.Axis;
import handgrad.plot.Chart.Series;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * The charts of least squares: fit and residuals, descents over the contours of Q, paths over λ and
 * the soft threshold; their words in one language.
 *
 * <pre>{@code
 * new FitCharts(Language.EN).threshold(2).toString()
 *     // What a penalty does to one coefficient
 *     //   x: t
 *     //   y: w
 *     //   no penalty: t (2)
 *     //   ridge: t/(1 + λ) (2)
 *     //   lasso: S(t, λ/2) (4)
 * }</pre>
 */
public final class FitCharts {
  private static final int LEVELS = 9;
  private static final double ROOM = 1.35;
  private static final double LARGE = 1e6;

  private final Words words;

  public FitCharts(Language language) {
    words = Words.in(language);
  }

  private String word(String key, Object... arguments) {
    return words.text("plot.fit." + key, arguments);
  }

  // ---- fit and residuals

  /** Observed against fitted values, and the line on which they would be equal. */
  public Chart fitted(Observations data, LeastSquares fit, String unit) {
    List<Double> y = list(data.y());
    List<Double> fitted = fitted(data, fit);
    List<Double> all = new ArrayList<>(y);
    all.addAll(fitted);
    List<Double> ends = List.of(least(all), most(all));
    return Chart.of(
        "handgrad-fitted",
        word("fitted.title"),
        Axis.linear(word("fitted", unit)),
        Axis.linear(word("observed", unit)),
        List.of(
            new Series("$y = ŷ$", Look.REFERENCE, ends, ends),
            new Series(word("observations"), Look.POINTS, fitted, y)));
  }

  /** The residuals y − ŷ over the fitted values, and the line at 0. */
  public Chart residuals(Observations data, LeastSquares fit, String unit) {
    List<Double> fitted = fitted(data, fit);
    List<Double> ends = List.of(least(fitted), most(fitted));
    return Chart.of(
        "handgrad-residuals",
        word("residuals.title"),
        Axis.linear(word("fitted", unit)),
        Axis.linear(word("residual", unit)),
        List.of(
            new Series("$y = ŷ$", Look.REFERENCE, ends, List.of(0.0, 0.0)),
            new Series(word("observations"), Look.POINTS, fitted, list(fit.residuals(data)))));
  }

  private static List<Double> fitted(Observations data, LeastSquares fit) {
    DMatrixRMaj residuals = fit.residuals(data);
    return IntStream.range(0, data.rows())
        .mapToObj(i -> data.y().data[i] - residuals.data[i])
        .toList();
  }

  // ---- descents

  /**
   * Lines of equal Q over two coefficients, and paths of descent over them, a curve a name; a path
   * that leaves the picture ends at its border. The numbers on the lines are the excess over the
   * least Q, of that at the start.
   *
   * @param data observations with two columns
   * @param optimum where Q is least
   * @throws IllegalArgumentException if there are not two columns
   */
  public Chart contours(
      Observations data, DMatrixRMaj optimum, Map<String, GradientDescent> descents) {
    if (data.columns() != 2) {
      throw new IllegalArgumentException(
          data.columns() + " columns: the picture has room for two coefficients");
    }
    double[] middle = {optimum.data[0], optimum.data[1]};
    double[] reach = {0, 0};
    for (GradientDescent descent : descents.values()) {
      DMatrixRMaj start = descent.path().get(0);
      for (int j = 0; j < 2; j++) {
        reach[j] = Math.max(reach[j], Math.abs(start.data[j] - middle[j]));
      }
    }
    double side = ROOM * Math.max(reach[0], reach[1]);
    Scale x = Scale.linear(middle[0] - side, middle[0] + side);
    Scale y = Scale.linear(middle[1] - side, middle[1] + side);
    double least = q(data, middle[0], middle[1]);
    double first = descents.values().iterator().next().values().get(0) - least;
    DoubleBinaryOperator q = (s, t) -> (q(data, s, t) - least) / first;
    Contours contours = new Contours(q, x.from(), x.to(), y.from(), y.to());
    List<Series> series = new ArrayList<>();
    List<double[]> places = new ArrayList<>();
    descents.forEach(
        (name, descent) -> {
          List<double[]> path = inside(descent.path(), x, y);
          places.addAll(path);
          series.add(series(name, Look.curve(series.size()), path));
        });
    places.add(middle);
    series.add(series(word("optimum"), Look.START, List.of(middle)));
    return new Chart(
            "handgrad-contours",
            word("contours.title"),
            word("coefficient", data.names().get(0)),
            word("coefficient", data.names().get(1)),
            x,
            y,
            Double.NEGATIVE_INFINITY,
            Chart.plotHeight(),
            series,
            List.of())
        .over(Terrain.lines(contours, contours.levels(LEVELS), places));
  }

  private static double q(Observations data, double s, double t) {
    double q = 0;
    for (int i = 0; i < data.rows(); i++) {
      double r = data.y().data[i] - data.x().get(i, 0) * s - data.x().get(i, 1) * t;
      q += r * r;
    }
    return q;
  }

  private static List<double[]> inside(List<DMatrixRMaj> path, Scale x, Scale y) {
    List<double[]> inside = new ArrayList<>();
    for (DMatrixRMaj w : path) {
      double[] at = {w.data[0], w.data[1]};
      double part = inside.isEmpty() ? 1 : part(inside.get(inside.size() - 1), at, x, y);
      if (part < 1) {
        double[] last = inside.get(inside.size() - 1);
        inside.add(
            new double[] {last[0] + part * (at[0] - last[0]), last[1] + part * (at[1] - last[1])});
        break;
      }
      inside.add(at);
    }
    return inside;
  }

  // What part of the way from a to b is within the axes.
  private static double part(double[] a, double[] b, Scale x, Scale y) {
    Scale[] axes = {x, y};
    double part = 1;
    for (int j = 0; j < 2; j++) {
      double from = axes[j].place(a[j]);
      double to = axes[j].place(b[j]);
      double border = to > 1 ? 1 : to < 0 ? 0 : to;
      part = to == from ? part : Math.min(part, (border - from) / (to - from));
    }
    return part;
  }

  /**
   * How far Q is above its least value after each step, in powers of ten, a curve a name.
   *
   * <p>What is below 10⁻⁶ or above 10⁶ of the first excess is not drawn.
   */
  public Chart descents(double least, Map<String, GradientDescent> descents) {
    List<Series> series = new ArrayList<>();
    descents.forEach(
        (name, descent) -> {
          List<Double> steps = new ArrayList<>();
          List<Double> excess = new ArrayList<>();
          double first = descent.values().get(0) - least;
          for (int k = 0; k < descent.values().size(); k++) {
            double above = (descent.values().get(k) - least) / first;
            if (!(above >= 1 / LARGE && above <= LARGE)) {
              break;
            }
            steps.add((double) k);
            excess.add(above);
          }
          series.add(new Series(name, Look.curve(series.size()), steps, excess));
        });
    return Chart.of(
        "handgrad-descents",
        word("descents.title"),
        Axis.linear(word("step")),
        Axis.logarithmic("$(Q - Q_{min})/(Q_0 - Q_{min})$"),
        series);
  }

  // ---- penalties

  /** The coefficients over λ, a curve a column. */
  public Chart path(Path path, String title) {
    List<Series> series = new ArrayList<>();
    List<Double> lambdas = DoubleStream.of(path.lambdas()).boxed().toList();
    for (int j = 0; j < path.names().size(); j++) {
      List<Double> w = DoubleStream.of(path.coefficient(j)).boxed().toList();
      series.add(new Series(path.names().get(j), Look.curve(j), lambdas, w));
    }
    return Chart.of(
        "handgrad-path", title, Axis.logarithmic("$\\lambda$"), Axis.linear("$w_j$"), series);
  }

  /** The path of a ridge regression. */
  public Chart ridge(Path path) {
    return path(path, word("ridge.title"));
  }

  /** The path of a lasso. */
  public Chart lasso(Path path) {
    return path(path, word("lasso.title"));
  }

  /**
   * The coefficient of one standardised feature, xᵀx = 1, over t = xᵀy: without a penalty, by ridge
   * and by lasso.
   */
  public Chart threshold(double lambda) {
    double end = 2 * lambda;
    double knee = lambda / 2;
    List<Double> ends = List.of(-end, end);
    List<Double> knees = List.of(-end, -knee, knee, end);
    DoubleUnaryOperator soft = t -> Lasso.softThreshold(t, knee);
    return Chart.of(
        "handgrad-threshold",
        word("threshold.title"),
        Axis.linear("$t$"),
        Axis.linear("$w$"),
        List.of(
            new Series(word("none") + ": $t$", Look.REFERENCE, ends, ends),
            new Series(
                word("ridge") + ": $t/(1 + \\lambda)$",
                Look.SMOOTH_2,
                ends,
                List.of(-end / (1 + lambda), end / (1 + lambda))),
            new Series(
                word("lasso") + ": $S(t, \\lambda/2)$",
                Look.SMOOTH_1,
                knees,
                knees.stream().map(soft::applyAsDouble).toList())));
  }

  /** Q of one coefficient with a lasso's penalty, Q(w) = (w − t)² + λ|w|, for some t. */
  public Chart kink(double lambda, double... ts) {
    List<Series> series = new ArrayList<>();
    List<Double> grid = IntStream.rangeClosed(-60, 60).mapToObj(i -> i / 30.0).toList();
    for (double t : ts) {
      series.add(
          new Series(
              "$t = " + Figures.number(t, 3) + "$",
              Look.smooth(series.size()),
              grid,
              grid.stream().map(w -> q(w, t, lambda)).toList()));
    }
    List<Double> least =
        DoubleStream.of(ts).mapToObj(t -> Lasso.softThreshold(t, lambda / 2)).toList();
    List<Double> values =
        IntStream.range(0, ts.length).mapToObj(i -> q(least.get(i), ts[i], lambda)).toList();
    series.add(new Series(word("optimum"), Look.START, least, values));
    return Chart.of(
        "handgrad-kink",
        word("kink.title"),
        Axis.linear("$w$"),
        Axis.linear("$(w - t)^2 + \\lambda|w|$"),
        series);
  }

  private static double q(double w, double t, double lambda) {
    return (w - t) * (w - t) + lambda * Math.abs(w);
  }

  // ---- lists

  private static List<Double> list(DMatrixRMaj column) {
    return DoubleStream.of(column.getData()).limit(column.getNumElements()).boxed().toList();
  }

  private static double least(List<Double> values) {
    return values.stream().mapToDouble(v -> v).min().orElseThrow();
  }

  private static double most(List<Double> values) {
    return values.stream().mapToDouble(v -> v).max().orElseThrow();
  }

  private static Series series(String name, Look look, List<double[]> points) {
    return new Series(
        name,
        look,
        points.stream().map(p -> p[0]).toList(),
        points.stream().map(p -> p[1]).toList());
  }
}
