package handgrad.plot;

import handgrad.plot.Chart.Series;
import handgrad.plot.Svg.Anchor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names under a chart, each with a piece of its line and its marker, in even columns. */
final class Legend {

  private static final double SAMPLE = 34;
  private static final double GAP = 22;
  private static final double ROW = 20;
  private static final double TEXT = 13;

  private final Map<String, Look> entries = new LinkedHashMap<>();
  private final double column;
  private final int columns;
  private final double indent;

  Legend(List<Series> series, double width) {
    series.forEach(s -> entries.putIfAbsent(s.name(), s.look()));
    double widest =
        entries.keySet().stream().mapToDouble(n -> Label.of(n).width(TEXT)).max().orElse(0);
    column = SAMPLE + 8 + widest + GAP;
    int most = Math.max(1, (int) ((width + GAP) / column));
    int rows = (entries.size() + most - 1) / Math.max(1, most);
    columns = rows == 0 ? 1 : (entries.size() + rows - 1) / rows;
    indent = Math.max(0, (width - columns * column + GAP) / 2);
  }

  double height() {
    int rows = (entries.size() + columns - 1) / columns;
    return rows * ROW + (rows > 0 ? 8 : 0);
  }

  void draw(Svg svg, double left, double top) {
    svg.open("legend");
    int i = 0;
    for (Map.Entry<String, Look> entry : entries.entrySet()) {
      double x = left + indent + i % columns * column;
      double y = top + i / columns * ROW + 4;
      Look look = entry.getValue();
      SvgGraphics graphics = new SvgGraphics(svg, 0, 0);
      graphics.setColor(look.color());
      if (look.hasLine()) {
        graphics.setStroke(look.stroke());
        graphics.draw(new java.awt.geom.Line2D.Double(x, y, x + SAMPLE, y));
      }
      look.marker().paint(graphics, x + SAMPLE / 2, y, 7);
      graphics.finish();
      svg.text(Label.of(entry.getKey()), x + SAMPLE + 8, y + 4.5, TEXT, Anchor.START, "name");
      i++;
    }
    svg.close();
  }
}
