package handgrad.expr;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sign of a sum as typed, taken apart: {@code \\sum_{i=1}^{n}}, {@code sum_i}.
 *
 * @param index the letter that runs, or null if the sign cannot be read
 * @param first where it starts, {@code 1} if that is not said
 * @param last where it ends, or null if that is not said
 */
record SumSign(String text, String index, String first, String last) {
  private static final Pattern SIGN =
      Pattern.compile(
          "\\\\?sum *(?:\\\\limits *)?_(?:([A-Za-z])|\\{ *([A-Za-z]) *(?:= *([^{} ]+) *)?})"
              + "(?: *\\^(?:(\\w+)|\\{ *([^{}]*?) *}))?");

  static SumSign of(String text) {
    Matcher sign = SIGN.matcher(text);
    if (!sign.matches()) {
      return new SumSign(text, null, "1", null);
    }
    String index = sign.group(1) != null ? sign.group(1) : sign.group(2);
    String first = sign.group(3) == null ? "1" : sign.group(3);
    String last = sign.group(4) != null ? sign.group(4) : sign.group(5);
    return new SumSign(text, index, first, last);
  }
}
