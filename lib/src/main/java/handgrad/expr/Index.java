package handgrad.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name as typed, taken apart: {@code w^{(1)}_{11}} has the base {@code w}, above {@code 1}, below
 * {@code 11}, and stands for the plain name {@code w1_11}; {@code \hat{y}} stands for {@code yhat}.
 *
 * @param base the letters without font, accent or backslash
 * @param below the lower index, or an empty text
 * @param above the upper index, or an empty text
 * @param isBraced whether the lower index stands in braces, so that nothing after it is a factor
 * @param isCommand whether the base is a LaTeX command, which is never a run of names
 */
record Index(String base, String below, String above, boolean isBraced, boolean isCommand) {
  private static final Pattern FONT =
      Pattern.compile("\\\\(?:operatorname\\*?|mathrm|mathbf|mathit|boldsymbol|text)\\{(.*?)}");
  private static final Pattern ACCENT =
      Pattern.compile(
          "\\\\(?:wide)?(hat|bar|tilde) *(?:\\{\\\\?([A-Za-z]+)}|\\\\([A-Za-z]+)|([A-Za-z]))"
              + "(?=$|[_^])");
  private static final Pattern COMMAND = Pattern.compile("\\\\([A-Za-z]+)");
  private static final Pattern LETTERS = Pattern.compile("[A-Za-z0-9]+");
  private static final Pattern BELOW = Pattern.compile("_(?:\\{([^}]*)}|([A-Za-z0-9]+))");
  private static final Pattern ABOVE = Pattern.compile("\\^(?:\\{\\(?(\\d+)\\)?}|(\\d))");
  private static final Pattern DIGITS_AT_END = Pattern.compile("([A-Za-z]+)(\\d+)");

  static Index of(String token) {
    Matcher stem = ACCENT.matcher(token);
    String base;
    boolean command = token.startsWith("\\");
    if (stem.lookingAt()) {
      String letters = stem.group(2) != null ? stem.group(2) : stem.group(3);
      base = (letters != null ? letters : stem.group(4)) + stem.group(1);
    } else if (stem.usePattern(FONT).reset().lookingAt()) {
      base = stem.group(1).replace("\\_", "_").replace("\\", "");
      command = false;
    } else if (stem.usePattern(COMMAND).reset().lookingAt()) {
      base = stem.group(1);
    } else {
      stem.usePattern(LETTERS).reset().lookingAt();
      base = stem.group();
    }
    String index = token.substring(stem.end());
    Matcher below = BELOW.matcher(index);
    Matcher above = ABOVE.matcher(index);
    boolean hasBelow = below.find();
    boolean braced = hasBelow && below.group(1) != null;
    return new Index(
        base,
        hasBelow ? (braced ? below.group(1) : below.group(2)).strip() : "",
        above.find() ? (above.group(1) != null ? above.group(1) : above.group(2)) : "",
        braced,
        command);
  }

  boolean isBare() {
    return below.isEmpty() && above.isEmpty();
  }

  Index withBase(String letters) {
    return new Index(letters, below, above, isBraced, isCommand);
  }

  Index withBelow(String letters) {
    return new Index(base, letters, above, isBraced, isCommand);
  }

  /** The plain name, as messages show it. */
  String plain() {
    return spellings().get(0);
  }

  /** The known name that is meant, or null. */
  String known(Predicate<String> known) {
    for (String spelling : spellings()) {
      if (known.test(spelling)) {
        return spelling;
      }
    }
    return null;
  }

  // The spellings of a declaration that this one may mean, the likeliest first.
  private List<String> spellings() {
    List<String> all = new ArrayList<>();
    if (!above.isEmpty()) {
      all.add(base + above + (below.isEmpty() ? "" : "_" + below));
    } else if (!below.isEmpty()) {
      all.add(base + below);
      all.add(base + "_" + below);
    } else {
      all.add(base);
      Matcher digits = DIGITS_AT_END.matcher(base);
      if (digits.matches()) {
        all.add(digits.group(1) + "_" + digits.group(2));
      }
    }
    for (String spelling : List.copyOf(all)) {
      String hat = spelling.replaceFirst("(?<=.)_?[hH]at(?=\\d*$)", "hat");
      if (hat.contains("hat")) {
        all.add(hat);
        all.add(hat.replace("hat", "Hat"));
        all.add(hat.replace("hat", "_hat"));
      }
      if (spelling.startsWith("var")) {
        all.add(spelling.substring("var".length()));
      }
    }
    return all;
  }
}
