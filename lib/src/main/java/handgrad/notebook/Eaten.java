package handgrad.notebook;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a Java string has made of LaTeX: {@code "\frac"} is a form feed and {@code rac},
 * {@code "\top"} a tab and {@code op}, {@code "\sum"} a blank and {@code um}.
 *
 * <p>A backspace or a form feed is proof enough. A tab, a line end or a blank may be meant, so it
 * counts only before the rest of a command, and only where no name of the item is called so.
 */
final class Eaten {
  private static final Pattern REST =
      Pattern.compile(
          "[\b\f]"
              + "|\t(op|ext|imes|anh|heta|au|ilde|frac|r)(?![A-Za-z])"
              + "|\r(ight|ho|angle|Vert|vert|m)(?![A-Za-z])"
              + "|\n(abla|u|eq)(?![A-Za-z])"
              + "|[ ](um|igma|qrt|inh?)(?![A-Za-z])");

  private Eaten() {}

  /** Whether a text went through a Java string that ate a backslash of it. */
  static boolean in(String text, Set<String> names) {
    Matcher found = REST.matcher(text);
    while (found.find()) {
      if (!names.contains(found.group().substring(1))) {
        return true;
      }
    }
    return false;
  }
}
