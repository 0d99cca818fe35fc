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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * The charts of nets and their training, their words in one language.
 *
 * <pre>{@code
 * new NetCharts(Language.EN).losses(Map.of("γ = 1", List.of(1.0, 0.5, 0.25))).toString()
 *     // Loss over steps
 *     //   x: step
 *     //   y: L
 *     //   γ = 1 (3)
 * }</pre>
 */
public final class NetCharts {
  private static final int POINTS = 120;
  private static final int MOST_STEPS = 600;
  private static final double LARGE_RATIO = 100;
  private static final int LEVELS = 9;

  private final Words words;

  public NetCharts(Language language) {
    words = Words.in(language);
  }

  private String word(String key, Object... arguments) {
    return words.text("plot.net." + key, arguments);
  }

  // ---- training

  /** The loss over all observations after each step, a curve for each named descent. */
  public Chart loss(Map<String, Descent> descents) {
    Map<String, List<Double>> losses = new LinkedHashMap<>();
    descents.forEach((name, descent) -> losses.put(name, descent.losses()));
    return losses(losses);
  }

  /**
   * The loss at the start and after each step, a curve a name.
   *
   * <p>The axis counts in powers of ten where the largest loss is a hundred times the smallest. Of
   * more than 600 steps the least and the largest loss of each stretch are drawn.
   *
   * @throws IllegalArgumentException if there is no loss, or one is NaN or infinite
   */
  public Chart losses(Map<String, List<Double>> losses) {
    List<Series> series = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    losses.forEach(
        (name, values) -> {
          List<Integer> steps = steps(values);
          series.add(
              new Series(
                  name,
                  Look.curve(series.size()),
                  steps.stream().map(k -> (double) k).toList(),
                  steps.stream().map(values::get).toList()));
          all.addAll(values);
        });
    boolean powers =
        !all.isEmpty()
            && Collections.min(all) > 0
            && Collections.max(all) >= LARGE_RATIO * Collections.min(all);
    Axis up = powers ? Axis.logarithmic("$L$") : Axis.linear("$L$");
    return Chart.of("handgrad-loss", word("loss.title"), Axis.linear(word("step")), up, series);
  }

  private static List<Integer> steps(List<Double> values) {
    int count = values.size();
    if (count <= MOST_STEPS) {
      return IntStream.range(0, count).boxed().toList();
    }
    List<Integer> kept = new ArrayList<>(List.of(0));
    int stretches = MOST_STEPS / 2;
    for (int s = 0; s < stretches; s++) {
      int from = 1 + (int) ((long) s * (count - 2) / stretches);
      int to = 1 + (int) ((long) (s + 1) * (count - 2) / stretches);
      List<Integer> stretch = IntStream.range(from, to).boxed().toList();
      int least = Collections.min(stretch, java.util.Comparator.comparing(values::get));
      int most = Collections.max(stretch, java.util.Comparator.comparing(values::get));
      IntStream.of(least, most).sorted().distinct().forEach(kept::add);
    }
    kept.add(count - 1);
    return kept;
  }

  /** The loss after a given number of steps against the learning rate γ. */
  public Chart lossByGamma(double[] gammas, double[] losses) {
    List<Double> x = DoubleStream.of(gammas).boxed().toList();
    List<Double> y = DoubleStream.of(losses).boxed().toList();
    return Chart.of(
        "handgrad-loss-by-gamma",
        word("gamma.title"),
        Axis.logarithmic("$\\gamma$"),
        Axis.linear("$L$"),
        List.of(new Series("$L$", Look.CENTRAL, x, y)));
  }

  /** The largest entry of the gradient by each layer's weights, a curve for each named pass. */
  public Chart gradientSizes(Map<String, Pass> passes) {
    Map<String, List<Double>> sizes = new LinkedHashMap<>();
    passes.forEach(
        (name, pass) ->
            sizes.put(
                name,
                pass.net().letters().weights().stream()
                    .map(w -> DoubleStream.of(pass.gradient(w).getData()).map(Math::abs))
                    .map(entries -> entries.max().orElseThrow())
                    .toList()));
    return sizes(sizes);
  }

  /**
   * The gradient's size by each layer's weights, the first layer first, a curve a name.
   *
   * <p>Sizes stand in powers of ten; a gradient of exactly 0 stands on a dashed line of its own
   * below them.
   *
   * @throws IllegalArgumentException if there is no size, or one is negative, NaN or infinite
   */
  public Chart sizes(Map<String, List<Double>> sizes) {
    List<Double> all = sizes.values().stream().flatMap(List::stream).toList();
    List<Double> positive = all.stream().filter(s -> s > 0).toList();
    for (double size : all) {
      if (!(size >= 0) || Double.isInfinite(size)) {
        throw new IllegalArgumentException(
            "the size " + size + " of a gradient: give its finite absolute value");
      }
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("no size to draw: give a pass of a net with weights");
    }
    int low = positive.isEmpty() ? -1 : Scale.floor(Collections.min(positive));
    int high = positive.isEmpty() ? 0 : Math.max(low + 1, Scale.ceil(Collections.max(positive)));
    boolean zeros = positive.size() < all.size();
    double zero = zeros ? Scale.decade(low - 1) : 0;
    List<Series> series = new ArrayList<>();
    List<Double> layers = new ArrayList<>();
    sizes.forEach(
        (name, values) -> {
          List<Double> at =
              IntStream.rangeClosed(1, values.size()).mapToObj(l -> (double) l).toList();
          layers.addAll(at);
          List<Double> drawn = values.stream().map(v -> v == 0 ? zero : v).toList();
          series.add(new Series(name, Look.curve(series.size()), at, drawn));
        });
    return new Chart(
        "handgrad-gradient-size",
        word("sizes.title"),
        word("layer"),
        word("size"),
        Scale.of(layers, false),
        Scale.decades(zeros ? low - 1 : low, high),
        zero,
        Chart.plotHeight(),
        series,
        List.of());
  }

  // ---- functions

  /** An activation and its derivative; ReLU's jumps at 0, where its value is a point. */
  public Chart activation(Activation f, double from, double to) {
    DoubleUnaryOperator slope = t -> f.derivative(t, f.apply(t));
    List<Series> series = new ArrayList<>();
    List<Double> at = grid(from, to);
    series.add(new Series("$f(t)$", Look.FUNCTION, at, at.stream().map(f::apply).toList()));
    if (f == Activation.RELU && from < 0 && to > 0) {
      series.add(slope(List.of(from, 0.0), List.of(0.0, 0.0)));
      series.add(slope(List.of(0.0, to), List.of(1.0, 1.0)));
      series.add(new Series("$f'(0)$", Look.POINTS, List.of(0.0), List.of(slope.applyAsDouble(0))));
    } else {
      series.add(slope(at, at.stream().map(slope::applyAsDouble).toList()));
    }
    return Chart.of(
        "handgrad-activation",
        word("activation.title", name(f)),
        Axis.linear("$t$"),
        Axis.linear("$f(t)$, $f'(t)$"),
        series);
  }

  private static String name(Activation f) {
    return f == Activation.RELU ? "ReLU" : f == Activation.SIGMOID ? "$\\sigma$" : f.toString();
  }

  private static Series slope(List<Double> x, List<Double> y) {
    return new Series("$f'(t)$", Look.DERIVATIVE, x, y);
  }

  private static List<Double> grid(double from, double to) {
    return IntStream.rangeClosed(0, POINTS).mapToObj(i -> from + (to - from) * i / POINTS).toList();
  }

  /** The probability a net of one input predicts, for each named net, and the observations. */
  public Chart probability(Map<String, Net> nets, DMatrixRMaj x, DMatrixRMaj y) {
    Map<String, DoubleUnaryOperator> curves = new LinkedHashMap<>();
    nets.forEach((name, net) -> curves.put(name, t -> net.predict(row(t)).data[0]));
    return probability(
        "$x$",
        curves,
        DoubleStream.of(x.getData()).toArray(),
        DoubleStream.of(y.getData()).toArray());
  }

  /**
   * Probabilities as functions of one number, and the observations at heights 0 and 1.
   *
   * @param labels 0 or 1, one an observation
   * @throws IllegalArgumentException if there is no observation or another label
   */
  public Chart probability(
      String xTitle, Map<String, DoubleUnaryOperator> curves, double[] x, double[] labels) {
    requireLabels(x.length, labels);
    double least = DoubleStream.of(x).min().orElseThrow();
    double most = DoubleStream.of(x).max().orElseThrow();
    double room = Math.max(1, (most - least) / 8);
    List<Double> at = grid(least - room, most + room);
    List<Series> series = new ArrayList<>();
    curves.forEach(
        (name, p) ->
            series.add(
                new Series(
                    name,
                    Look.smooth(series.size()),
                    at,
                    at.stream().map(p::applyAsDouble).toList())));
    List<Double> ends = List.of(at.get(0), at.get(POINTS));
    series.add(new Series(word("half"), Look.REFERENCE, ends, List.of(0.5, 0.5)));
    addClasses(series, x, labels, labels);
    return Chart.of(
        "handgrad-probability",
        word("probability.title"),
        Axis.linear(xTitle),
        Axis.linear("$p$"),
        series);
  }

  private static void requireLabels(int observations, double[] labels) {
    if (observations == 0 || observations != labels.length) {
      throw new IllegalArgumentException(
          String.format(
              "%d observations and %d labels: give one label an observation, and at least one",
              observations, labels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != 0 && labels[i] != 1) {
        throw new IllegalArgumentException(
            "label " + (i + 1) + " is " + labels[i] + ": labels are 0 and 1");
      }
    }
  }

  private static void addClasses(List<Series> series, double[] x, double[] y, double[] labels) {
    for (int label = 1; label >= 0; label--) {
      List<Double> xs = new ArrayList<>();
      List<Double> ys = new ArrayList<>();
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] == label) {
          xs.add(x[i]);
          ys.add(y[i]);
        }
      }
      if (!xs.isEmpty()) {
        Look look = label == 1 ? Look.CLASS_1 : Look.CLASS_0;
        series.add(new Series("$y = " + label + "$", look, xs, ys));
      }
    }
  }

  private static DMatrixRMaj row(double... entries) {
    return new DMatrixRMaj(1, entries.length, true, entries);
  }

  // ---- functions of two numbers

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
    Scale x = Scale.linear(xRange[0], xRange[1]);
    Scale y = Scale.linear(yRange[0], yRange[1]);
    Contours contours = new Contours(loss, x.from(), x.to(), y.from(), y.to());
    List<Series> series = new ArrayList<>();
    List<Double> xs = path.stream().map(p -> p[0]).toList();
    List<Double> ys = path.stream().map(p -> p[1]).toList();
    series.add(new Series(word("path"), Look.PATH, xs, ys));
    series.add(new Series(word("start"), Look.START, xs.subList(0, 1), ys.subList(0, 1)));
    return flat("handgrad-loss-surface", word("surface.title"), xTitle, yTitle, x, y, series)
        .over(Terrain.lines(contours, contours.levels(LEVELS), path));
  }

  /** Where a net of two inputs predicts which label: the line p = ½ and the observations. */
  public Chart regions(Net net, DMatrixRMaj x, DMatrixRMaj y, String xTitle, String yTitle) {
    double[] across = new double[x.numRows];
    double[] up = new double[x.numRows];
    for (int i = 0; i < x.numRows; i++) {
      across[i] = x.get(i, 0);
      up[i] = x.get(i, 1);
    }
    DoubleBinaryOperator p = (s, t) -> net.predict(row(s, t)).data[0];
    return regions(p, across, up, DoubleStream.of(y.getData()).toArray(), xTitle, yTitle);
  }

  /**
   * A probability of two numbers: shaded where it is ½ or more, with the line between, and the
   * observations, a marker a label.
   *
   * @param labels 0 or 1, one an observation
   * @throws IllegalArgumentException if there is no observation or another label
   */
  public Chart regions(
      DoubleBinaryOperator p,
      double[] x,
      double[] y,
      double[] labels,
      String xTitle,
      String yTitle) {
    requireLabels(x.length, labels);
    Scale across = Scale.of(DoubleStream.of(x).boxed().toList(), false);
    Scale up = Scale.of(DoubleStream.of(y).boxed().toList(), false);
    Contours contours = new Contours(p, across.from(), across.to(), up.from(), up.to());
    List<Series> series = new ArrayList<>();
    for (List<double[]> line : contours.lines(0.5)) {
      List<Double> xs = line.stream().map(at -> at[0]).toList();
      List<Double> ys = line.stream().map(at -> at[1]).toList();
      series.add(new Series(word("half"), Look.BOUNDARY, xs, ys));
    }
    addClasses(series, x, y, labels);
    return flat(
            "handgrad-decision-regions", word("regions.title"), xTitle, yTitle, across, up, series)
        .over(Terrain.area(contours, 0.5));
  }

  private static Chart flat(
      String kind,
      String title,
      String xTitle,
      String yTitle,
      Scale x,
      Scale y,
      List<Series> series) {
    return new Chart(
        kind,
        title,
        xTitle,
        yTitle,
        x,
        y,
        Double.NEGATIVE_INFINITY,
        Chart.plotHeight(),
        series,
        List.of());
  }
}
