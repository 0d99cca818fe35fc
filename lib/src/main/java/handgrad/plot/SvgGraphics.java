package handgrad.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The part of Graphics2D that charts draw with, written as SVG.
 *
 * <p>Line segments that continue each other become one path, so that its dashes run through; what
 * is drawn meanwhile (the markers on the line) follows after it. Text set with Java's fonts and
 * images are refused: pictures set their text with {@link Label}.
 */
final class SvgGraphics extends Graphics2D {

  private final Svg svg;
  private final List<String> over = new ArrayList<>();
  private StringBuilder line;
  private String lineStyle = "";
  private final StringBuilder fillPath = new StringBuilder();
  private String fillStyle = "";
  private double endX;
  private double endY;
  private AffineTransform transform = new AffineTransform();
  private Color color = Color.BLACK;
  private Stroke stroke = new BasicStroke();
  private Shape clip;
  private Font font;
  private final RenderingHints hints = new RenderingHints(null);

  SvgGraphics(Svg svg, double x, double y) {
    this.svg = svg;
    transform.translate(x, y);
  }

  /** Writes out what is still held back. */
  void finish() {
    endFill();
    if (line != null) {
      svg.path(line.toString(), lineStyle);
      line = null;
    }
    over.forEach(svg::raw);
    over.clear();
  }

  @Override
  public void draw(Shape shape) {
    if (color.getAlpha() == 0) {
      return;
    }
    if (!(shape instanceof Line2D)) {
      put("<path d=\"" + path(shape) + "\" " + pen() + "/>");
      return;
    }
    double[] p = {
      ((Line2D) shape).getX1(),
      ((Line2D) shape).getY1(),
      ((Line2D) shape).getX2(),
      ((Line2D) shape).getY2()
    };
    transform.transform(p, 0, p, 0, 2);
    if (line == null || p[0] != endX || p[1] != endY || !pen().equals(lineStyle)) {
      finish();
      lineStyle = pen();
      line = new StringBuilder("M").append(point(p[0], p[1])).append('L');
    } else {
      line.append(' ');
    }
    line.append(point(p[2], p[3]));
    endX = p[2];
    endY = p[3];
  }

  @Override
  public void fill(Shape shape) {
    if (color.getAlpha() == 0) {
      return;
    }
    String fill = paint("fill");
    if (!fill.equals(fillStyle)) {
      endFill();
      fillStyle = fill;
    }
    // markers of one series become one path
    fillPath.append(path(shape));
  }

  private void endFill() {
    if (fillPath.length() > 0) {
      String element = "<path d=\"" + fillPath + "\" " + fillStyle + "/>";
      fillPath.setLength(0);
      put(element);
    }
  }

  private void put(String element) {
    endFill();
    if (line == null) {
      svg.raw(element);
    } else {
      over.add(element);
    }
  }

  private String paint(String what) {
    String rgb = String.format(Locale.ROOT, "%06x", color.getRGB() & 0xffffff);
    String alpha = color.getAlpha() == 255 ? "" : " " + what + "-opacity=\"" + opacity() + "\"";
    return what + "=\"#" + rgb + "\"" + alpha;
  }

  private String opacity() {
    return Svg.number(color.getAlpha() / 255.0);
  }

  private String pen() {
    StringBuilder pen = new StringBuilder("fill=\"none\" ").append(paint("stroke"));
    if (stroke instanceof BasicStroke) {
      BasicStroke basic = (BasicStroke) stroke;
      pen.append(" stroke-width=\"").append(Svg.number(basic.getLineWidth())).append('"');
      if (basic.getDashArray() != null) {
        pen.append(" stroke-dasharray=\"");
        for (int i = 0; i < basic.getDashArray().length; i++) {
          pen.append(i == 0 ? "" : " ").append(Svg.number(basic.getDashArray()[i]));
        }
        pen.append('"');
      }
      pen.append(basic.getEndCap() == BasicStroke.CAP_ROUND ? " stroke-linecap=\"round\"" : "");
    }
    return pen.append(" stroke-linejoin=\"round\"").toString();
  }

  private static String point(double x, double y) {
    return Svg.number(x) + " " + Svg.number(y);
  }

  /** Path data: an absolute beginning, then relative hundredths, which are shorter. */
  private String path(Shape shape) {
    boolean moved = (transform.getType() & ~AffineTransform.TYPE_TRANSLATION) == 0;
    if (shape instanceof Ellipse2D && moved) {
      return oval((Ellipse2D) shape);
    }
    StringBuilder d = new StringBuilder();
    double[] p = new double[6];
    double[] at = {0, 0};
    double[] start = {0, 0};
    for (PathIterator it = shape.getPathIterator(transform); !it.isDone(); it.next()) {
      int verb = it.currentSegment(p);
      boolean begins = d.length() == 0;
      int points = verb == PathIterator.SEG_CLOSE ? 0 : Math.max(1, verb);
      double[] by = new double[2 * points];
      for (int i = 0; i < points; i++) {
        by[2 * i] = round(p[2 * i]) - at[0];
        by[2 * i + 1] = round(p[2 * i + 1]) - at[1];
      }
      if (verb == PathIterator.SEG_LINETO && by[1] == 0) {
        d.append('h').append(Svg.number(by[0]));
      } else if (verb == PathIterator.SEG_LINETO && by[0] == 0) {
        d.append('v').append(Svg.number(by[1]));
      } else {
        d.append((begins ? "MLQCZ" : "mlqcz").charAt(verb));
        for (int i = 0; i < points; i++) {
          d.append(i == 0 ? "" : " ").append(point(by[2 * i], by[2 * i + 1]));
        }
      }
      if (points > 0) {
        at = new double[] {round(p[2 * points - 2]), round(p[2 * points - 1])};
      }
      start = verb == PathIterator.SEG_MOVETO ? at : start;
      at = verb == PathIterator.SEG_CLOSE ? start : at;
    }
    return d.toString().replace(" -", "-");
  }

  private String oval(Ellipse2D oval) {
    String radii = "a" + point(oval.getWidth() / 2, oval.getHeight() / 2) + " 0 1 1 ";
    double left = oval.getX() + transform.getTranslateX();
    double middle = oval.getCenterY() + transform.getTranslateY();
    String there = radii + Svg.number(oval.getWidth()) + " 0";
    return "M" + point(left, middle) + there + radii + Svg.number(-oval.getWidth()) + " 0z";
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }

  @Override
  public void setPaint(Paint paint) {
    if (!(paint instanceof Color)) {
      throw refused("a paint other than a colour");
    }
    color = (Color) paint;
  }

  @Override
  public void setColor(Color color) {
    this.color = color == null ? this.color : color; // null changes nothing, as on a screen
  }

  @Override
  public void setStroke(Stroke stroke) {
    this.stroke = stroke;
  }

  @Override
  public Color getColor() {
    return color;
  }

  @Override
  public Paint getPaint() {
    return color;
  }

  @Override
  public Stroke getStroke() {
    return stroke;
  }

  @Override
  public AffineTransform getTransform() {
    return new AffineTransform(transform);
  }

  @Override
  public void setTransform(AffineTransform transform) {
    this.transform = new AffineTransform(transform);
  }

  @Override
  public void transform(AffineTransform by) {
    transform.concatenate(by);
  }

  @Override
  public void translate(int x, int y) {
    transform.translate(x, y);
  }

  @Override
  public void translate(double x, double y) {
    transform.translate(x, y);
  }

  @Override
  public void rotate(double angle) {
    transform.rotate(angle);
  }

  @Override
  public void rotate(double angle, double x, double y) {
    transform.rotate(angle, x, y);
  }

  @Override
  public void scale(double x, double y) {
    transform.scale(x, y);
  }

  @Override
  public void shear(double x, double y) {
    transform.shear(x, y);
  }

  /** Remembers the clip without obeying it: charts keep their data inside their axes. */
  @Override
  public void setClip(Shape clip) {
    this.clip = clip;
  }

  @Override
  public void setClip(int x, int y, int width, int height) {
    clip = new Rectangle(x, y, width, height);
  }

  @Override
  public void clip(Shape by) {
    clip = clip == null ? by : intersection(by);
  }

  private Shape intersection(Shape by) {
    Area area = new Area(clip);
    area.intersect(new Area(by));
    return area;
  }

  @Override
  public void clipRect(int x, int y, int width, int height) {
    clip(new Rectangle(x, y, width, height));
  }

  @Override
  public Shape getClip() {
    return clip;
  }

  @Override
  public Rectangle getClipBounds() {
    return clip == null ? null : clip.getBounds();
  }

  @Override
  public boolean hit(Rectangle rectangle, Shape shape, boolean onStroke) {
    return shape.intersects(rectangle);
  }

  @Override
  public void setRenderingHint(RenderingHints.Key key, Object value) {
    if (value == null) {
      hints.remove(key);
    } else {
      hints.put(key, value);
    }
  }

  @Override
  public Object getRenderingHint(RenderingHints.Key key) {
    return hints.get(key);
  }

  @Override
  public void setRenderingHints(Map<?, ?> values) {
    hints.clear();
    hints.putAll(values);
  }

  @Override
  public void addRenderingHints(Map<?, ?> values) {
    hints.putAll(values);
  }

  @Override
  public RenderingHints getRenderingHints() {
    return (RenderingHints) hints.clone();
  }

  @Override
  public void drawLine(int x1, int y1, int x2, int y2) {
    draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void fillRect(int x, int y, int width, int height) {
    fill(new Rectangle2D.Double(x, y, width, height));
  }

  @Override
  public void clearRect(int x, int y, int width, int height) {
    Color kept = color;
    color = Color.WHITE;
    fillRect(x, y, width, height);
    color = kept;
  }

  @Override
  public void drawRoundRect(int x, int y, int w, int h, int arcWidth, int arcHeight) {
    draw(new RoundRectangle2D.Double(x, y, w, h, arcWidth, arcHeight));
  }

  @Override
  public void fillRoundRect(int x, int y, int w, int h, int arcWidth, int arcHeight) {
    fill(new RoundRectangle2D.Double(x, y, w, h, arcWidth, arcHeight));
  }

  @Override
  public void drawOval(int x, int y, int width, int height) {
    draw(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public void fillOval(int x, int y, int width, int height) {
    fill(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public void drawArc(int x, int y, int width, int height, int start, int extent) {
    draw(new Arc2D.Double(x, y, width, height, start, extent, Arc2D.OPEN));
  }

  @Override
  public void fillArc(int x, int y, int width, int height, int start, int extent) {
    fill(new Arc2D.Double(x, y, width, height, start, extent, Arc2D.PIE));
  }

  @Override
  public void drawPolyline(int[] x, int[] y, int n) {
    for (int i = 1; i < n; i++) {
      drawLine(x[i - 1], y[i - 1], x[i], y[i]);
    }
  }

  @Override
  public void drawPolygon(int[] x, int[] y, int n) {
    draw(new java.awt.Polygon(x, y, n));
  }

  @Override
  public void fillPolygon(int[] x, int[] y, int n) {
    fill(new java.awt.Polygon(x, y, n));
  }

  @Override
  public Graphics create() {
    throw refused("a copy of the graphics");
  }

  @Override
  public void dispose() {
    finish();
  }

  private static UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException(
        what + " cannot be drawn as a small SVG: draw shapes, and set text with Label");
  }

  @Override
  public void drawString(String text, int x, int y) {
    throw refused("text in a Java font");
  }

  @Override
  public void drawString(String text, float x, float y) {
    throw refused("text in a Java font");
  }

  @Override
  public void drawString(AttributedCharacterIterator text, int x, int y) {
    throw refused("text in a Java font");
  }

  @Override
  public void drawString(AttributedCharacterIterator text, float x, float y) {
    throw refused("text in a Java font");
  }

  @Override
  public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    throw refused("text in a Java font");
  }

  @Override
  public Font getFont() {
    return font;
  }

  @Override
  public void setFont(Font font) {
    this.font = font;
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    throw refused("text in a Java font");
  }

  @Override
  public FontRenderContext getFontRenderContext() {
    return new FontRenderContext(null, true, true); // XChart outlines its texts in it
  }

  @Override
  public boolean drawImage(Image image, AffineTransform by, ImageObserver observer) {
    throw refused("an image");
  }

  @Override
  public void drawImage(BufferedImage image, BufferedImageOp op, int x, int y) {
    throw refused("an image");
  }

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform by) {
    throw refused("an image");
  }

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform by) {
    throw refused("an image");
  }

  @Override
  public boolean drawImage(Image image, int x, int y, ImageObserver observer) {
    throw refused("an image");
  }

  @Override
  public boolean drawImage(Image image, int x, int y, int w, int h, ImageObserver observer) {
    throw refused("an image");
  }

  @Override
  public boolean drawImage(Image image, int x, int y, Color back, ImageObserver observer) {
    throw refused("an image");
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int w, int h, Color back, ImageObserver observer) {
    throw refused("an image");
  }

  @Override
  public boolean drawImage(
      Image image,
      int toX1,
      int toY1,
      int toX2,
      int toY2,
      int x1,
      int y1,
      int x2,
      int y2,
      ImageObserver observer) {
    throw refused("an image");
  }

  @Override
  public boolean drawImage(
      Image image,
      int toX1,
      int toY1,
      int toX2,
      int toY2,
      int x1,
      int y1,
      int x2,
      int y2,
      Color back,
      ImageObserver observer) {
    throw refused("an image");
  }

  @Override
  public void copyArea(int x, int y, int width, int height, int dx, int dy) {
    throw refused("an image");
  }

  @Override
  public void setComposite(Composite composite) {
    throw refused("a composite");
  }

  @Override
  public Composite getComposite() {
    throw refused("a composite");
  }

  @Override
  public void setPaintMode() {
    // the only mode there is
  }

  @Override
  public void setXORMode(Color color) {
    throw refused("exclusive-or painting");
  }

  @Override
  public void setBackground(Color color) {
    throw refused("a background");
  }

  @Override
  public Color getBackground() {
    return Color.WHITE;
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    throw refused("a device");
  }
}
