package handgrad.plot;

import handgrad.net.Activation;
import handgrad.net.Descent;
import handgrad.net.Net;
import handgrad.net.Pass;
import handgrad.plot.Chart.Axis;
import handgrad.plot.Chart.Series;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/** The charts of nets and their training, their words in one language. */
public final class NetCharts {
  private static final int POINTS = 120;

  private final Words words;

  public NetCharts(Language language) {
    words = Words.in(language);
  }

  private String word(String key, Object... arguments) {
    return words.text("plot.net." + key, arguments);
  }

  /** The loss over all observations after each step, a curve for each named descent. */
  public Chart loss(Map<String, Descent> descents) {
    List<Series> series = new ArrayList<>();
    descents.forEach(
        (name, descent) -> {
          List<Double> steps =
              IntStream.range(0, descent.losses().size()).mapToObj(k -> (double) k).toList();
          series.add(new Series(name, line(series.size()), steps, descent.losses()));
        });
    return Chart.of(
        "handgrad-loss", word("loss.title"), Axis.linear(word("step")), Axis.linear("$L$"), series);
  }

  private static Look line(int number) {
    return Look.curve(number);
  }

  /** The loss after a given number of steps against the learning rate γ. */
  public Chart lossByGamma(double[] gammas, double[] losses) {
    List<Double> x = java.util.Arrays.stream(gammas).boxed().toList();
    List<Double> y = java.util.Arrays.stream(losses).boxed().toList();
    return Chart.of(
        "handgrad-loss-by-gamma",
        word("gamma.title"),
        Axis.logarithmic("$\\gamma$"),
        Axis.linear("$L$"),
        List.of(new Series("$L$", Look.CENTRAL, x, y)));
  }

  /** An activation and its derivative. */
  public Chart activation(Activation f, double from, double to) {
    List<Double> at = grid(from, to);
    List<Double> few = IntStream.range(0, at.size() / 4).mapToObj(i -> at.get(4 * i + 2)).toList();
    DoubleUnaryOperator slope = t -> f.derivative(t, f.apply(t));
    return Chart.of(
        "handgrad-activation",
        word("activation.title", f.toString()),
        Axis.linear("$t$"),
        Axis.linear(""),
        List.of(
            new Series("$f(t)$", Look.TRUNCATION, at, at.stream().map(f::apply).toList()),
            new Series(
                "$f'(t)$",
                Look.CURVE_2,
                few,
                few.stream().map(t -> slope.applyAsDouble(t)).toList())));
  }

  private static List<Double> grid(double from, double to) {
    return IntStream.rangeClosed(0, POINTS).mapToObj(i -> from + (to - from) * i / POINTS).toList();
  }

  /** The probability a net of one input predicts, for each named net, and the observations. */
  public Chart probability(Map<String, Net> nets, DMatrixRMaj x, DMatrixRMaj y) {
    double least = x.data[0];
    double most = x.data[0];
    for (int i = 0; i < x.numRows; i++) {
      least = Math.min(least, x.data[i]);
      most = Math.max(most, x.data[i]);
    }
    List<Double> at = grid(least - 1, most + 1);
    List<Series> series = new ArrayList<>();
    nets.forEach(
        (name, net) ->
            series.add(
                new Series(
                    name,
                    plain(series.size()),
                    at,
                    at.stream().map(t -> net.predict(row(t)).data[0]).toList())));
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (int i = 0; i < x.numRows; i++) {
      xs.add(x.data[i]);
      ys.add(y.data[i]);
    }
    series.add(new Series(word("observations"), Look.POINTS, xs, ys));
    return Chart.of(
        "handgrad-probability",
        word("probability.title"),
        Axis.linear("$x$"),
        Axis.linear("$ŷ$"),
        series);
  }

  // curves of many points bear no markers
  private static Look plain(int number) {
    return number % 2 == 0 ? Look.TRUNCATION : Look.ROUNDING;
  }

  private static DMatrixRMaj row(double... entries) {
    return new DMatrixRMaj(1, entries.length, true, entries);
  }

  /** The largest entry of the gradient by each layer's weights, a curve for each named pass. */
  public Chart gradientSizes(Map<String, Pass> passes) {
    List<Series> series = new ArrayList<>();
    passes.forEach(
        (name, pass) -> {
          List<Double> layers = new ArrayList<>();
          List<Double> sizes = new ArrayList<>();
          List<String> weights = pass.net().letters().weights();
          for (int l = 0; l < weights.size(); l++) {
            double largest = 0;
            for (double entry : pass.gradient(weights.get(l)).getData()) {
              largest = Math.max(largest, Math.abs(entry));
            }
            // a gradient of exactly 0 has no place on a logarithmic axis
            if (largest > 0) {
              layers.add(l + 1.0);
              sizes.add(largest);
            }
          }
          series.add(new Series(name, line(series.size()), layers, sizes));
        });
    return Chart.of(
        "handgrad-gradient-sizes",
        word("sizes.title"),
        Axis.linear(word("layer")),
        Axis.logarithmic(word("size")),
        series);
  }

  /**
   * Lines of equal loss over two weights, and a path of descent over them.
   *
   * @param path the points (x, y) of the descent, the start first
   */
  public Chart surface(
      String xTitle,
      String yTitle,
      DoubleBinaryOperator loss,
      double[] xRange,
      double[] yRange,
      List<double[]> path) {
    Contours contours = new Contours(loss, xRange[0], xRange[1], yRange[0], yRange[1]);
    List<Series> series = new ArrayList<>();
    for (double share : new double[] {0.02, 0.08, 0.18, 0.32, 0.5, 0.68, 0.85}) {
      add(series, word("level"), Look.ROUNDING, contours.lines(contours.value(share)));
    }
    List<Double> xs = path.stream().map(p -> p[0]).toList();
    List<Double> ys = path.stream().map(p -> p[1]).toList();
    series.add(new Series(word("path"), Look.CURVE_2, xs, ys));
    return Chart.of(
        "handgrad-loss-surface",
        word("surface.title"),
        Axis.linear(xTitle),
        Axis.linear(yTitle),
        series);
  }

  /** Where a net of two inputs predicts which label: the line p = ½ and the observations. */
  public Chart regions(Net net, DMatrixRMaj x, DMatrixRMaj y, String xTitle, String yTitle) {
    double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
    double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
    for (int i = 0; i < x.numRows; i++) {
      for (int j = 0; j < 2; j++) {
        low[j] = Math.min(low[j], x.get(i, j));
        high[j] = Math.max(high[j], x.get(i, j));
      }
    }
    Contours contours =
        new Contours((s, t) -> net.predict(row(s, t)).data[0], low[0], high[0], low[1], high[1]);
    List<Series> series = new ArrayList<>();
    add(series, word("half"), Look.TRUNCATION, contours.lines(0.5));
    for (int label = 1; label >= 0; label--) {
      List<Double> xs = new ArrayList<>();
      List<Double> ys = new ArrayList<>();
      for (int i = 0; i < x.numRows; i++) {
        if (y.data[i] == label) {
          xs.add(x.get(i, 0));
          ys.add(x.get(i, 1));
        }
      }
      Look look = label == 1 ? Look.POINTS : Look.REFUSED;
      if (!xs.isEmpty()) {
        series.add(new Series("$y = " + label + "$", look, xs, ys));
      }
    }
    return Chart.of(
        "handgrad-regions",
        word("regions.title"),
        Axis.linear(xTitle),
        Axis.linear(yTitle),
        series);
  }

  private static void add(List<Series> series, String name, Look look, List<List<double[]>> lines) {
    for (List<double[]> line : lines) {
      List<Double> xs = line.stream().map(p -> p[0]).toList();
      List<Double> ys = line.stream().map(p -> p[1]).toList();
      series.add(new Series(name, look, xs, ys));
    }
  }
}
