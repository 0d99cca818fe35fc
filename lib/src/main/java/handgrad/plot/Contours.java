package handgrad.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Lines of equal value of a function of two numbers, by marching triangles on an even grid. */
final class Contours {
  private static final int CELLS = 48;
  // a rim of points at the grid's border, below every level: there an area's outline closes
  private static final int POINTS = CELLS + 3;
  private static final double BELOW = -1e300;

  private final double left;
  private final double bottom;
  private final double dx;
  private final double dy;
  private final double[][] values = new double[POINTS][POINTS];

  Contours(DoubleBinaryOperator f, double left, double right, double bottom, double top) {
    this.left = left;
    this.bottom = bottom;
    dx = (right - left) / CELLS;
    dy = (top - bottom) / CELLS;
    for (int i = 0; i < POINTS; i++) {
      for (int j = 0; j < POINTS; j++) {
        boolean rim = i == 0 || j == 0 || i == POINTS - 1 || j == POINTS - 1;
        values[i][j] = rim ? BELOW : f.applyAsDouble(x(i), y(j));
      }
    }
  }

  private static double inner(double i) {
    return Math.max(0, Math.min(CELLS, i - 1));
  }

  private double x(double i) {
    return left + inner(i) * dx;
  }

  private double y(double j) {
    return bottom + inner(j) * dy;
  }

  /** A grid edge between two neighbouring grid points: where a line may pass. */
  private record Edge(int i, int j, int k, int l) {}

  /** The lines of one level, each a list of points (x, y). */
  List<List<double[]>> lines(double level) {
    return lines(level, 1, POINTS - 2);
  }

  /** The closed outlines of where the function is at the level or above it. */
  List<List<double[]>> areas(double level) {
    return lines(level, 0, POINTS - 1);
  }

  private List<List<double[]>> lines(double level, int first, int last) {
    Map<Edge, List<Edge>> next = new LinkedHashMap<>();
    for (int i = first; i < last; i++) {
      for (int j = first; j < last; j++) {
        triangle(next, level, i, j, i + 1, j, i + 1, j + 1);
        triangle(next, level, i, j, i, j + 1, i + 1, j + 1);
      }
    }
    List<List<double[]>> lines = new ArrayList<>();
    // open lines first, so that a closed one is not begun in the middle of an open one
    for (int ends = 1; ends <= 2; ends++) {
      for (Edge edge : List.copyOf(next.keySet())) {
        if (next.get(edge).size() == ends) {
          lines.add(follow(next, edge, level));
        }
      }
    }
    return lines;
  }

  private void triangle(
      Map<Edge, List<Edge>> next, double level, int i, int j, int k, int l, int m, int n) {
    List<Edge> crossed = new ArrayList<>();
    for (Edge edge : List.of(new Edge(i, j, k, l), new Edge(k, l, m, n), new Edge(i, j, m, n))) {
      double a = values[edge.i][edge.j];
      double b = values[edge.k][edge.l];
      if (a < level != b < level && Double.isFinite(a) && Double.isFinite(b)) {
        crossed.add(edge);
      }
    }
    if (crossed.size() == 2) {
      next.computeIfAbsent(crossed.get(0), e -> new ArrayList<>()).add(crossed.get(1));
      next.computeIfAbsent(crossed.get(1), e -> new ArrayList<>()).add(crossed.get(0));
    }
  }

  private List<double[]> follow(Map<Edge, List<Edge>> next, Edge start, double level) {
    Deque<double[]> line = new ArrayDeque<>();
    Edge at = start;
    while (at != null) {
      line.add(point(at, level));
      List<Edge> ways = next.get(at);
      Edge to = ways.isEmpty() ? null : ways.remove(0);
      if (to != null) {
        next.get(to).remove(at);
      }
      at = to;
    }
    return List.copyOf(line);
  }

  private double[] point(Edge edge, double level) {
    double a = values[edge.i][edge.j];
    double b = values[edge.k][edge.l];
    double t = (level - a) / (b - a);
    // between a point of the rim and one of the grid the line passes at the grid's
    return new double[] {
      x(edge.i) + t * (x(edge.k) - x(edge.i)), y(edge.j) + t * (y(edge.l) - y(edge.j))
    };
  }

  /**
   * Levels that part the grid into about equal areas, with two digits, three where they are near.
   */
  List<Double> levels(int count) {
    double[] all =
        Arrays.stream(values)
            .flatMapToDouble(Arrays::stream)
            .filter(v -> Double.isFinite(v) && v != BELOW)
            .sorted()
            .toArray();
    List<Double> levels = levels(all, count, 2);
    return levels.size() > count / 2 ? levels : levels(all, count, 3);
  }

  private static List<Double> levels(double[] all, int count, int digits) {
    return IntStream.range(0, all.length == 0 ? 0 : count)
        .mapToObj(k -> all[(int) ((k + 0.5) / count * all.length)])
        .map(v -> new BigDecimal(v).round(new MathContext(digits)).doubleValue())
        .distinct()
        .toList();
  }
}
