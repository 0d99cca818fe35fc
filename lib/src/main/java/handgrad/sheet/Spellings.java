package handgrad.sheet;

import handgrad.expr.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Ways to write vectors and matrices that the grammar does not have, in those that it has. */
final class Spellings {
  // ln2, but not log2, which means another base.
  private static final Pattern RUN_TOGETHER =
      Pattern.compile("(?<![A-Za-z_])(?:ln|exp|sqrt|sin|cos)(?=\\d)");

  private Spellings() {}

  /**
   * What may be meant by a text where a vector or a matrix is asked, likeliest first: the text as
   * it stands; {@code 2, -1} and {@code 1 2; 3 4} without brackets; {@code (1 2; 3 4)}; nested
   * lists {@code [[1, 2], [3, 4]]} and {@code ((1, 2), (3, 4))}.
   */
  static List<String> of(String text, Shape expected) {
    String spaced = RUN_TOGETHER.matcher(text).replaceAll("$0 ");
    List<String> all = new ArrayList<>(List.of(spaced));
    String bare = spaced.strip();
    if (expected.isScalar() || bare.contains("\n") || bare.contains("\\")) {
      return all;
    }
    if (bare.matches("[\\[(]\\s*[\\[(].*[\\])]\\s*[\\])]")) {
      String rows = bare.substring(1, bare.length() - 1).strip();
      all.add(
          "[" + rows.replaceAll("[\\])]\\s*[,;]?\\s*[\\[(]", ";").replaceAll("^.|.$", "") + "]");
    } else if (bare.matches("\\([^()]*\\)")) {
      all.add("[" + bare.substring(1, bare.length() - 1) + "]");
    } else if (!bare.startsWith("[") && !bare.startsWith("(")) {
      all.add("[" + bare + "]");
    }
    return all;
  }
}
