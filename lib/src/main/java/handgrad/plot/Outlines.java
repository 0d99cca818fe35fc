package handgrad.plot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The glyphs that pictures carry, 1000 units an em; Java's own fonts are never asked. */
final class Outlines {

  /** One outline: its id in the SVG, its advance in units, its path data. */
  record Glyph(String id, int advance, String path) {}

  private static final Map<String, Glyph> GLYPHS = read();

  /** What stands for a character that is not carried: an empty box. */
  private static final Glyph BOX =
      new Glyph("hbox", 600, "m80-650l440 0l0 650l-440 0zm40 40l0 570l360 0l0-570z");

  private Outlines() {}

  /** The glyph of a code point, the upright one where there is no italic. */
  static Glyph of(int code, boolean italic) {
    String hex = Integer.toHexString(code);
    Glyph slanted = italic ? GLYPHS.get("i" + hex) : null;
    return slanted != null ? slanted : GLYPHS.getOrDefault("r" + hex, BOX);
  }

  // short, for a picture has thousands: h30 is an upright 0, hi78 an italic x
  private static String id(String name) {
    return "h" + (name.startsWith("r") ? name.substring(1) : name);
  }

  private static Map<String, Glyph> read() {
    Map<String, Glyph> glyphs = new HashMap<>();
    try (InputStream file = Outlines.class.getResourceAsStream("glyphs.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] part = line.split(" ", 3);
        String path = part.length > 2 ? part[2] : "";
        glyphs.put(part[0], new Glyph(id(part[0]), Integer.parseInt(part[1]), path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "handgrad.jar lacks handgrad/plot/glyphs.txt: build it anew", e);
    }
    return glyphs;
  }
}
