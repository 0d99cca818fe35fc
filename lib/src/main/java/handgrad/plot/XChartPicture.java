package handgrad.plot;

import java.awt.Color;
import java.util.Locale;
import java.util.stream.Collectors;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * Any chart of XChart's own as a picture: curves, bars, pies, made with XChart's classes.
 *
 * <p>Its texts are outlines of the Java fonts its styler names, so the bytes depend on the machine;
 * the course's own pictures are {@link handgrad.plot.Chart}s, which do not. A heat map's legend is
 * a colour gradient, which is refused: switch it off, {@code
 * chart.getStyler().setLegendVisible(false)}.
 *
 * <p>Its text has the title, the axes and the names of the series.
 */
public final class XChartPicture implements Picture {

  private final Chart<?, ?> chart;

  private XChartPicture(Chart<?, ?> chart) {
    this.chart = chart;
  }

  /** The picture of a chart as it is whenever it is asked for its SVG. */
  public static XChartPicture of(Chart<?, ?> chart) {
    return new XChartPicture(chart);
  }

  /** Leaves of a chart's style the plot alone, without the texts that Java's fonts would draw. */
  static void bare(AxesChartStyler style) {
    style.setChartTitleVisible(false).setLegendVisible(false);
    style.setAxisTitlesVisible(false).setAxisTicksVisible(false);
    style.setPlotGridLinesVisible(false).setPlotBorderVisible(false);
    style.setPlotMargin(0).setPlotContentSize(1);
    style.setChartPadding(0);
    Color clear = new Color(255, 255, 255, 0);
    style.setChartBackgroundColor(clear).setPlotBackgroundColor(clear);
    style.setLocale(Locale.ROOT);
  }

  @Override
  public String kind() {
    return "handgrad-xchart";
  }

  @Override
  public String title() {
    return chart.getTitle();
  }

  @Override
  public String svg() {
    Svg svg = new Svg(kind(), title(), chart.getWidth(), chart.getHeight());
    SvgGraphics graphics = new SvgGraphics(svg, 0, 0);
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    graphics.finish();
    return svg.toString();
  }

  /** Title, axes where they have titles, and the names of the series. */
  @Override
  public String toString() {
    return title()
        + axis("x", chart.getXAxisTitle())
        + axis("y", chart.getYAxisTitle())
        + chart.getSeriesMap().keySet().stream()
            .map(name -> "\n  " + name)
            .collect(Collectors.joining());
  }

  private static String axis(String letter, String title) {
    return title.isEmpty() ? "" : "\n  " + letter + ": " + title;
  }
}
