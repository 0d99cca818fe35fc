package handgrad.plot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** Lines of equal value of a function of two numbers, by marching triangles on an even grid. */
final class Contours {
  private static final int CELLS = 48;

  private final double left;
  private final double bottom;
  private final double dx;
  private final double dy;
  private final double[][] values = new double[CELLS + 1][CELLS + 1];

  Contours(DoubleBinaryOperator f, double left, double right, double bottom, double top) {
    this.left = left;
    this.bottom = bottom;
    dx = (right - left) / CELLS;
    dy = (top - bottom) / CELLS;
    for (int i = 0; i <= CELLS; i++) {
      for (int j = 0; j <= CELLS; j++) {
        values[i][j] = f.applyAsDouble(left + i * dx, bottom + j * dy);
      }
    }
  }

  /** A grid edge between two neighbouring grid points: where a line may pass. */
  private record Edge(int i, int j, int k, int l) {}

  /** The lines of one level, each a list of points (x, y). */
  List<List<double[]>> lines(double level) {
    Map<Edge, List<Edge>> next = new LinkedHashMap<>();
    for (int i = 0; i < CELLS; i++) {
      for (int j = 0; j < CELLS; j++) {
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
    double x = left + (edge.i + t * (edge.k - edge.i)) * dx;
    double y = bottom + (edge.j + t * (edge.l - edge.j)) * dy;
    return new double[] {x, y};
  }

  double value(double share) {
    double[] all =
        java.util.Arrays.stream(values)
            .flatMapToDouble(java.util.Arrays::stream)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return all[(int) Math.min(all.length - 1, Math.max(0, share * (all.length - 1)))];
  }
}
