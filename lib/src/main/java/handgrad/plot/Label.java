package handgrad.plot;

import handgrad.expr.Greek;
import handgrad.plot.Outlines.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A line of text set from the carried outlines, with maths between dollars.
 *
 * <p>Outside dollars text is upright. Between them letters are italic, {@code ^} and {@code _}
 * raise and lower what follows (one sign or a group in braces), {@code \sigma}, {@code \partial},
 * {@code \odot} and their like are signs, and any other {@code \name} is an upright function name:
 *
 * <pre>{@code
 * Label.of("step $h$").text()                      // step h
 * Label.of("$\\partial f/\\partial x_1$").text()   // ∂f/∂x_1
 * }</pre>
 *
 * A sign that is not carried is drawn as an empty box; its text is kept.
 */
public final class Label {

  /** A glyph at its place: x and y in thousandths of the font size, y downward. */
  record Placed(Glyph glyph, double x, double y, double scale) {}

  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("partial", "∂"),
          Map.entry("nabla", "∇"),
          Map.entry("cdot", "·"),
          Map.entry("times", "×"),
          Map.entry("odot", "⊙"),
          Map.entry("otimes", "⊗"),
          Map.entry("sum", "∑"),
          Map.entry("top", "⊤"),
          Map.entry("infty", "∞"),
          Map.entry("approx", "≈"),
          Map.entry("sqrt", "√"),
          Map.entry("le", "≤"),
          Map.entry("ge", "≥"),
          Map.entry("ne", "≠"),
          Map.entry("lVert", "‖"),
          Map.entry("rVert", "‖"),
          Map.entry("propto", "∝"),
          Map.entry("sim", "∼"),
          Map.entry("ell", "ℓ"));

  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ᵀ";
  private static final String RAISED_AS = "0123456789−+⊤";
  private static final double SMALL = 0.7;
  private static final double THIN = 170;

  private final String text;
  private final List<Placed> glyphs = new ArrayList<>();
  private double x;
  private double top = 680;
  private double bottom = 220;

  private Label(String markup) {
    StringBuilder said = new StringBuilder();
    boolean maths = false;
    for (String part : markup.split("\\$", -1)) {
      if (maths) {
        new Maths(part, said).row(0, 0, 1, part.length());
      } else {
        said.append(part);
        plain(part);
      }
      maths = !maths;
    }
    text = said.toString();
  }

  /** Sets a line of text. */
  public static Label of(String markup) {
    return new Label(markup);
  }

  private static String signOf(String command) {
    String greek = Greek.sign(command);
    return greek != null ? greek : SIGNS.get(command);
  }

  /** What the label says, its maths as {@code x^2}, {@code w_{12}}, {@code ∂f}. */
  public String text() {
    return text;
  }

  /** The width at a font size. */
  double width(double size) {
    return x * size / 1000;
  }

  /** The height above the baseline at a font size. */
  double ascent(double size) {
    return top * size / 1000;
  }

  /** The depth below the baseline at a font size. */
  double descent(double size) {
    return bottom * size / 1000;
  }

  List<Placed> glyphs() {
    return glyphs;
  }

  private void plain(String part) {
    int previous = ' ';
    for (int i = 0; i < part.length(); ) {
      int code = part.codePointAt(i);
      i += Character.charCount(code);
      boolean sign =
          code == '-'
              && i < part.length()
              && (Character.isDigit(part.charAt(i)) || part.charAt(i) == '∞')
              && !Character.isLetterOrDigit(previous);
      boolean exponent = code == '-' && previous == 'e';
      int raised = RAISED.indexOf(code);
      if (raised >= 0) {
        put(RAISED_AS.codePointAt(raised), false, -340, SMALL);
      } else {
        put(sign || exponent ? '−' : code, false, 0, 1);
      }
      previous = code;
    }
  }

  private void put(int code, boolean italic, double y, double scale) {
    Glyph glyph = Outlines.of(code, italic);
    if (!glyph.path().isEmpty()) {
      glyphs.add(new Placed(glyph, x, y, scale));
    }
    x += glyph.advance() * scale;
    top = Math.max(top, 680 * scale - y);
    bottom = Math.max(bottom, 220 * scale + y);
  }

  /** One stretch of maths, read from left to right. */
  private final class Maths {
    private final String in;
    private final StringBuilder said;
    private int at;

    Maths(String in, StringBuilder said) {
      this.in = in;
      this.said = said;
    }

    void row(double y, int depth, double scale, int end) {
      boolean operand = false;
      while (at < end) {
        char c = in.charAt(at);
        if (c == '{' || c == '}') {
          at++;
        } else if (c == ' ') {
          at++;
          said.append(' ');
        } else if (c == '^' || c == '_') {
          at++;
          said.append(c);
          script(c == '^', y, depth, scale);
          operand = true;
        } else if (c == '\\') {
          operand = command(y, scale, operand);
        } else {
          int code = in.codePointAt(at);
          at += Character.charCount(code);
          say(code, operand);
          operand = sign(code, y, scale, operand);
        }
      }
    }

    private void script(boolean up, double y, int depth, double scale) {
      int end = at + 1;
      if (at < in.length() && in.charAt(at) == '{') {
        for (int open = 1; end < in.length() && open > 0; end++) {
          open += in.charAt(end) == '{' ? 1 : in.charAt(end) == '}' ? -1 : 0;
        }
      } else if (at < in.length() && in.charAt(at) == '\\') {
        while (end < in.length() && Character.isLetter(in.charAt(end))) {
          end++;
        }
      }
      end = Math.min(end, in.length());
      String group = in.substring(at, end);
      double start = x;
      double before = x;
      // a subscript and a superscript of one base stand above each other
      double shift = up ? -360 : 190;
      said.append(group.startsWith("{") && group.length() > 3 ? "{" : "");
      x += up ? 40 * scale : 0;
      int from = at;
      Maths inner = new Maths(in.substring(0, end), said);
      inner.at = from;
      inner.row(y + shift * scale, depth + 1, scale * SMALL, end);
      at = end;
      said.append(group.startsWith("{") && group.length() > 3 ? "}" : "");
      char other = up ? '_' : '^';
      if (at < in.length() && in.charAt(at) == other) {
        double after = x;
        x = before;
        said.append(other);
        at++;
        script(!up, y, depth, scale);
        x = Math.max(x, after);
      }
      x = Math.max(x, start) + 30 * scale;
    }

    private boolean command(double y, double scale, boolean operand) {
      int end = at + 1;
      while (end < in.length() && Character.isLetter(in.charAt(end))) {
        end++;
      }
      String name = in.substring(at + 1, end);
      if (name.isEmpty()) {
        at = Math.min(in.length(), end + 1);
        x += THIN * scale;
        said.append(' ');
        return operand;
      }
      at = end;
      if (name.equals("mathrm") || name.equals("text") || name.equals("operatorname")) {
        int close = in.indexOf('}', at);
        name = in.substring(at + 1, close < 0 ? in.length() : close);
        at = close < 0 ? in.length() : close + 1;
      } else if (signOf(name) != null) {
        String sign = signOf(name);
        skipBlanks();
        said.append(sign);
        return sign(sign.codePointAt(0), y, scale, operand);
      }
      said.append(name);
      name.codePoints().forEach(code -> put(code, false, y, scale));
      skipBlanks();
      boolean argument = at < in.length() && "({[^_)}],".indexOf(in.charAt(at)) < 0;
      if (argument) {
        x += THIN * scale;
        said.append(' ');
      }
      return true;
    }

    /** A relation between two sides is said with blanks around it, however it was typed. */
    private void say(int code, boolean operand) {
      if (operand && "=≈≤≥≠<>→".indexOf(code) >= 0) {
        said.setLength(said.toString().stripTrailing().length());
        said.append(' ').appendCodePoint(code).append(' ');
        skipBlanks();
      } else {
        said.appendCodePoint(code);
      }
    }

    private void skipBlanks() {
      while (at < in.length() && in.charAt(at) == ' ') {
        at++;
      }
    }

    /** Draws one sign; says whether an operand stands before what follows. */
    private boolean sign(int code, double y, double scale, boolean operand) {
      int raised = RAISED.indexOf(code);
      if (raised >= 0) {
        x += 40 * scale;
        put(RAISED_AS.codePointAt(raised), false, y - 360 * scale, scale * SMALL);
        return true;
      }
      boolean letter = Character.isLetter(code);
      boolean italic = letter && code != 'ℓ';
      int drawn = code == '-' ? '−' : code == '\'' ? '′' : code == '*' ? '·' : code;
      if ("+−=≈≤≥≠<>→∈∼".indexOf(drawn) >= 0) {
        double gap = operand && scale == 1 ? 200 : 0;
        x += gap;
        put(drawn, false, y, scale);
        x += gap;
        return false;
      }
      if (drawn == '∝') {
        put(drawn, false, y, scale);
        x += THIN * scale;
        return false;
      }
      if ("·×⊙⊗".indexOf(drawn) >= 0) {
        double gap = operand ? 90 * scale : 0;
        x += gap;
        put(drawn, false, y, scale);
        x += gap;
        return false;
      }
      put(drawn, italic, y, scale);
      if (drawn == '∂') {
        x += 45 * scale;
      }
      if (drawn == ',' || drawn == ';') {
        x += THIN * scale;
      }
      return ",;([|∂∇√".indexOf(drawn) < 0;
    }
  }
}
