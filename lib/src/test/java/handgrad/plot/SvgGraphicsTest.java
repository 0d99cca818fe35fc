package handgrad.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.QuadCurve2D;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SvgGraphicsTest {

  private static String drawn(Consumer<SvgGraphics> what) {
    Svg svg = new Svg("k", "t", 10, 10);
    SvgGraphics graphics = new SvgGraphics(svg, 1, 2);
    what.accept(graphics);
    graphics.finish();
    String all = svg.toString();
    return all.substring(all.indexOf("H0z\"/>\n") + 7, all.indexOf("</svg>"));
  }

  @Test
  void segmentsThatContinueBecomeOneDashedPathUnderItsMarkers() {
    assertEquals(
        "<path d=\"M1 2L3 4 6 4.5\" fill=\"none\" stroke=\"#ff0000\" stroke-width=\"2\""
            + " stroke-dasharray=\"6 3\" stroke-linejoin=\"round\"/>\n"
            + "<path d=\"M1 2a1 1 0 1 1 2 0a1 1 0 1 1 -2 0zM3 4a1 1 0 1 1 2 0a1 1 0 1 1 -2 0z\""
            + " fill=\"#ff0000\"/>\n",
        drawn(
            g -> {
              g.setColor(Color.RED);
              g.setStroke(new BasicStroke(2, 0, 1, 10, new float[] {6, 3}, 0));
              g.draw(new Line2D.Double(0, 0, 2, 2));
              g.fill(new Ellipse2D.Double(0, -1, 2, 2));
              g.draw(new Line2D.Double(2, 2, 5, 2.5));
              g.fill(new Ellipse2D.Double(2, 1, 2, 2));
            }));
  }

  @Test
  void segmentsApartStayApart() {
    String pen = "\" fill=\"none\" stroke=\"#000000\" stroke-width=\"1\"";
    String join = " stroke-linejoin=\"round\"/>\n";
    assertEquals(
        "<path d=\"M1 2L2 2" + pen + join + "<path d=\"M6 2L7 2" + pen + join,
        drawn(
            g -> {
              g.setStroke(new BasicStroke(1, 0, 1));
              g.drawLine(0, 0, 1, 0);
              g.drawLine(5, 0, 6, 0);
            }));
  }

  @Test
  void curvesAreRelativeHundredths() {
    assertEquals(
        "<path d=\"M1 2q1.25-.5 3 0\" fill=\"#000000\"/>\n",
        drawn(g -> g.fill(new QuadCurve2D.Double(0, 0, 1.251, -0.499, 3, 0))));
  }

  @Test
  void whatIsClearIsNotDrawn() {
    assertEquals(
        "",
        drawn(
            g -> {
              g.setColor(new Color(1, 2, 3, 0));
              g.fillRect(0, 0, 5, 5);
              g.drawOval(0, 0, 5, 5);
            }));
  }

  @Test
  void refusesTextInJavaFonts() {
    SvgGraphics graphics = new SvgGraphics(new Svg("k", "t", 10, 10), 0, 0);
    assertEquals(
        "text in a Java font cannot be drawn as a small SVG: draw shapes, and set text with Label",
        assertThrows(UnsupportedOperationException.class, () -> graphics.drawString("text", 1, 1))
            .getMessage());
  }
}
