package handgrad.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.BoxChart;
import org.knowm.xchart.BoxChartBuilder;
import org.knowm.xchart.BubbleChart;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.DialChart;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.OHLCChart;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.QuickChart;
import org.knowm.xchart.RadarChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;

class XChartPictureTest {

  static Stream<Chart<?, ?>> charts() {
    List<Double> ups = Arrays.asList(3.0, 2.0, 1.0);
    XYChart curve =
        QuickChart.getChart(
            "Loss", "step", "L", "L(k)", new double[] {0, 1}, new double[] {1, 0.5});
    curve.getStyler().setYAxisLogarithmic(true);
    BoxChart box = new BoxChartBuilder().width(400).height(300).build();
    box.addSeries("box", Arrays.asList(1, 2, 3, 9));
    BubbleChart bubble = new BubbleChart(400, 300);
    bubble.addSeries("bubble", Arrays.asList(1.0, 2.0, 3.0), ups, ups);
    CategoryChart bars = new CategoryChart(400, 300);
    bars.addSeries("bars", Arrays.asList("a", "b", "c"), ups);
    DialChart dial = new DialChart(400, 300);
    dial.addSeries("dial", 0.4);
    dial.getStyler().setLegendVisible(false);
    HeatMapChart heat = new HeatMapChartBuilder().width(400).height(300).build();
    heat.getStyler().setLegendVisible(false);
    heat.addSeries("heat", new int[] {0, 1}, new int[] {0, 1}, new int[][] {{1, 2}, {3, 4}});
    OHLCChart stock = new OHLCChart(400, 300);
    stock.addSeries(
        "stock", Arrays.asList(1, 2, 3), ups, Arrays.asList(4, 4, 4), Arrays.asList(0, 0, 0), ups);
    PieChart pie = new PieChart(400, 300);
    pie.addSeries("pie", 3);
    pie.addSeries("rest", 5);
    RadarChart radar = new RadarChart(400, 300);
    radar.setRadiiLabels(new String[] {"a", "b", "c"});
    radar.addSeries("radar", new double[] {0.5, 0.6, 0.7});
    return Stream.of(curve, box, bubble, bars, dial, heat, stock, pie, radar);
  }

  @ParameterizedTest
  @MethodSource("charts")
  void everyKindOfChartIsASmallSvg(Chart<?, ?> chart) {
    chart.setTitle("a < b");
    String svg = XChartPicture.of(chart).svg();
    assertEquals(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"handgrad-xchart\" role=\"img\""
            + String.format(
                " width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\"",
                chart.getWidth(), chart.getHeight())
            + " style=\"max-width:100%;height:auto\">\n<title>a &lt; b</title>",
        Seen.head(svg));
    assertTrue(svg.split("<path ").length > 5, svg);
    assertTrue(svg.length() < 100_000, svg.length() + " bytes");
  }

  @Test
  void itSaysTitleAxesAndSeries() {
    assertEquals(
        List.of(
            "Loss\n  x: step\n  y: L\n  L(k)",
            "\n  box",
            "\n  bubble",
            "\n  bars",
            "\n  dial",
            "\n  heat",
            "\n  stock",
            "\n  pie\n  rest",
            "\n  radar"),
        charts().map(chart -> XChartPicture.of(chart).toString()).toList());
  }
}
