package handgrad.plot;

import handgrad.plot.Svg.Anchor;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** What contours draw under a chart: lines of equal value with their numbers, or a shaded area. */
final class Terrain {

  private static final double TEXT = 11;
  private static final double MARKER = 4;
  // a line of fewer points is too short for a number on it
  private static final int SHORT = 12;
  private static final String SHADE = "fill=\"#e3e6ea\" fill-rule=\"evenodd\"";
  private static final String LINE = "fill=\"none\" stroke=\"#777\" stroke-width=\"1\"";

  private Terrain() {}

  /** The lines of some levels, with their numbers where there is room beside some points. */
  static Chart.Backdrop lines(Contours contours, List<Double> levels, List<double[]> points) {
    return (svg, place) -> {
      List<Rectangle2D> taken = new ArrayList<>();
      for (double[] point : points) {
        double x = place.x(point[0]) - MARKER;
        double y = place.y(point[1]) - MARKER;
        taken.add(new Rectangle2D.Double(x, y, 2 * MARKER, 2 * MARKER));
      }
      StringBuilder path = new StringBuilder();
      levels.forEach(level -> contours.lines(level).forEach(l -> path.append(trace(l, place))));
      if (path.length() > 0) {
        svg.path(path.toString(), LINE);
      }
      for (double level : levels) {
        Label label = Label.of(Figures.number(level, 3));
        contours.lines(level).forEach(line -> number(svg, place, line, label, taken));
      }
    };
  }

  /** The area where the function is at a level or above. */
  static Chart.Backdrop area(Contours contours, double level) {
    return (svg, place) -> {
      StringBuilder path = new StringBuilder();
      contours.areas(level).forEach(line -> path.append(trace(line, place)).append('z'));
      if (path.length() > 0) {
        svg.path(path.toString(), SHADE);
      }
    };
  }

  private static String trace(List<double[]> line, Chart.Place place) {
    StringBuilder d = new StringBuilder();
    String before = "";
    for (double[] point : line) {
      String at = Svg.number(place.x(point[0])) + " " + Svg.number(place.y(point[1]));
      if (!at.equals(before)) {
        d.append(d.length() == 0 ? "M" : d.indexOf("L") < 0 ? "L" : " ").append(at);
      }
      before = at;
    }
    return d.toString();
  }

  private static void number(
      Svg svg, Chart.Place place, List<double[]> line, Label label, List<Rectangle2D> taken) {
    double width = label.width(TEXT) + 4;
    if (line.size() < SHORT) {
      return;
    }
    // from the middle outward, so that a number seldom stands at the frame
    for (int k = 0; k < line.size(); k++) {
      int i = (line.size() - 1) / 2 + (k % 2 == 0 ? -k / 2 : (k + 1) / 2);
      double x = place.x(line.get(i)[0]);
      double y = place.y(line.get(i)[1]);
      Rectangle2D box = new Rectangle2D.Double(x - width / 2, y - 7, width, 14);
      if (place.contains(box) && taken.stream().noneMatch(box::intersects)) {
        taken.add(box);
        svg.box(box.getX(), box.getY(), width, 14, 0, "fill=\"#fff\"");
        svg.text(label, x, y + 4, TEXT, Anchor.MIDDLE, "level");
        return;
      }
    }
  }
}
