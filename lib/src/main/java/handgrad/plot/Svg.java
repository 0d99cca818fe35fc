package handgrad.plot;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A small SVG being written: two decimals, each glyph outlined once. */
final class Svg {

  /** Where a text stands relative to its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  private final String kind;
  private final String title;
  private final double width;
  private final double height;
  private final StringBuilder body = new StringBuilder();
  private final Map<String, String> glyphs = new TreeMap<>();

  Svg(String kind, String title, double width, double height) {
    this.kind = kind;
    this.title = title;
    this.width = width;
    this.height = height;
  }

  /** A length with two decimals at most: {@code 3}, {@code .5}, {@code -1.25}. */
  static String number(double value) {
    long hundredths = Math.round(value * 100);
    long whole = Math.abs(hundredths) / 100;
    long rest = Math.abs(hundredths) % 100;
    String sign = hundredths < 0 ? "-" : "";
    if (rest == 0) {
      return sign + whole;
    }
    String digits = rest % 10 == 0 ? "" + rest / 10 : String.format(Locale.ROOT, "%02d", rest);
    return sign + (whole == 0 ? "" : "" + whole) + "." + digits;
  }

  /** Text made harmless between tags and in attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  Svg open(String role) {
    body.append("<g class=\"").append(role).append("\">\n");
    return this;
  }

  /** Opens a group that says what it shows to a reader without eyes, and to a test. */
  Svg open(String role, String says) {
    body.append("<g class=\"").append(role).append("\" aria-label=\"");
    body.append(escape(says)).append("\">\n");
    return this;
  }

  Svg close() {
    body.append("</g>\n");
    return this;
  }

  Svg raw(String element) {
    body.append(element).append('\n');
    return this;
  }

  /** Opens a group whose members share a style. */
  Svg styled(String role, String style) {
    body.append("<g class=\"").append(role).append('"').append(style).append(">\n");
    return this;
  }

  Svg path(String d, String attributes) {
    return raw("<path d=\"" + d + "\"" + space(attributes) + attributes + "/>");
  }

  private static String space(String attributes) {
    return attributes.isEmpty() || attributes.startsWith(" ") ? "" : " ";
  }

  Svg line(double x1, double y1, double x2, double y2, String attributes) {
    String d = "M" + number(x1) + " " + number(y1);
    String to =
        y1 == y2
            ? "H" + number(x2)
            : x1 == x2 ? "V" + number(y2) : "L" + number(x2) + " " + number(y2);
    return path(d + to, attributes);
  }

  Svg box(double x, double y, double w, double h, double round, String attributes) {
    String corner = round > 0 ? " rx=\"" + number(round) + "\"" : "";
    return raw(
        String.format(
            Locale.ROOT,
            "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s%s/>",
            number(x),
            number(y),
            number(w),
            number(h),
            corner,
            space(attributes) + attributes));
  }

  /** A text on the baseline through (x, y). */
  Svg text(Label label, double x, double y, double size, Anchor anchor, String role) {
    double left = x - shift(label, size, anchor);
    return outline(label, "translate(" + tenths(left) + " " + tenths(y) + ")", size, role);
  }

  private static String tenths(double value) {
    return number(Math.round(value * 10) / 10.0);
  }

  /** A text read from below, its middle at (x, y). */
  Svg upward(Label label, double x, double y, double size, String role) {
    double from = y + label.width(size) / 2;
    String place = "translate(" + number(x) + " " + number(from) + ")rotate(-90)";
    return outline(label, place, size, role);
  }

  private static double shift(Label label, double size, Anchor anchor) {
    double width = label.width(size);
    return anchor == Anchor.START ? 0 : anchor == Anchor.MIDDLE ? width / 2 : width;
  }

  private Svg outline(Label label, String place, double size, String role) {
    if (label.glyphs().isEmpty()) {
      return this;
    }
    body.append("<g class=\"").append(role).append("\" aria-label=\"");
    body.append(escape(label.text())).append("\" transform=\"").append(place);
    body.append("scale(").append(scale(size)).append(")\">");
    for (Label.Placed placed : label.glyphs()) {
      glyphs.put(placed.glyph().id(), placed.glyph().path());
      body.append("<use href=\"#").append(placed.glyph().id()).append('"');
      if (placed.scale() != 1 || placed.y() != 0) {
        body.append(" transform=\"translate(").append(Math.round(placed.x())).append(' ');
        body.append(Math.round(placed.y())).append(")scale(").append(number(placed.scale()));
        body.append(")\"");
      } else if (Math.round(placed.x()) != 0) {
        body.append(" x=\"").append(Math.round(placed.x())).append('"');
      }
      body.append("/>");
    }
    body.append("</g>\n");
    return this;
  }

  private static String scale(double size) {
    String text = String.format(Locale.ROOT, "%.4f", size / 1000);
    return text.replaceFirst("^0", "").replaceFirst("0+$", "");
  }

  /** The whole document. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    String w = number(width);
    String h = number(height);
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    out.append(" class=\"").append(kind);
    out.append("\" role=\"img\" width=\"").append(w).append("\" height=\"").append(h);
    out.append("\" viewBox=\"0 0 ").append(w).append(' ').append(h);
    out.append("\" style=\"max-width:100%;height:auto\">\n<title>").append(escape(title));
    out.append("</title>\n<defs>\n");
    glyphs.forEach(
        (id, d) ->
            out.append("<path id=\"").append(id).append("\" d=\"").append(d).append("\"/>\n"));
    out.append("</defs>\n<path fill=\"#fff\" d=\"M0 0H").append(w).append('V').append(h);
    out.append("H0z\"/>\n");
    return out.append(body).append("</svg>\n").toString();
  }
}
