package handgrad.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a picture says, read back from its SVG. */
final class Seen {

  private static final Pattern SAID =
      Pattern.compile("<g class=\"([^\"]*)\" aria-label=\"([^\"]*)\"");

  private Seen() {}

  /** Every text in the order of drawing, after its role: {@code title: Error …}. */
  static List<String> texts(String svg) {
    List<String> texts = new ArrayList<>();
    Matcher said = SAID.matcher(svg);
    while (said.find()) {
      texts.add(said.group(1) + ": " + said.group(2));
    }
    return texts;
  }

  /** The texts of one role, joined by bars. */
  static String texts(String svg, String role) {
    List<String> some = new ArrayList<>();
    for (String text : texts(svg)) {
      if (text.startsWith(role + ": ")) {
        some.add(text.substring(role.length() + 2));
      }
    }
    return String.join(" | ", some);
  }

  /** The root's start tag and the title. */
  static String head(String svg) {
    return svg.substring(0, svg.indexOf("</title>") + "</title>".length());
  }
}
