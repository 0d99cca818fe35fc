package handgrad.expr;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names with indices as typed: {@code W_1}, {@code x_{12}}, {@code w^{(1)}_{11}}, {@code \hat{y}},
 * and the plain name each stands for: {@code W1}, {@code x12}, {@code w1_11}, {@code yhat}.
 */
final class Index {
  private static final Pattern WRAPPED =
      Pattern.compile("\\\\(operatorname\\*?|mathrm|mathbf|mathit|text)\\{([A-Za-z]+)}");
  private static final Pattern HAT =
      Pattern.compile("\\\\(?:wide)?hat(?:\\{([A-Za-z]+)}| ([A-Za-z]))");
  private static final Pattern LOWER = Pattern.compile("_\\{?\\s*(\\w+?)\\s*}?(?=$|\\^)");
  private static final Pattern UPPER = Pattern.compile("\\^(?:\\{\\((\\d+)\\)}|(\\d))");
  private static final Set<String> GREEK =
      Set.of(
          "alpha",
          "beta",
          "gamma",
          "delta",
          "epsilon",
          "varepsilon",
          "zeta",
          "eta",
          "theta",
          "iota",
          "kappa",
          "lambda",
          "mu",
          "nu",
          "xi",
          "pi",
          "rho",
          "sigma",
          "tau",
          "upsilon",
          "phi",
          "varphi",
          "chi",
          "psi",
          "omega",
          "Gamma",
          "Delta",
          "Theta",
          "Lambda",
          "Xi",
          "Pi",
          "Sigma",
          "Phi",
          "Psi",
          "Omega");

  private Index() {}

  static boolean isGreek(String letters) {
    return GREEK.contains(letters);
  }

  /** Where the index of a token begins, or its length. */
  static int start(String token) {
    String wrapper = "";
    Matcher hat = HAT.matcher(token);
    Matcher wrapped = WRAPPED.matcher(token);
    if (hat.lookingAt()) {
      wrapper = hat.group();
    } else if (wrapped.lookingAt()) {
      wrapper = wrapped.group();
    }
    for (int i = wrapper.length(); i < token.length(); i++) {
      if (token.charAt(i) == '_' || token.charAt(i) == '^') {
        return i;
      }
    }
    return token.length();
  }

  /** The letters of a token without its index: {@code \hat{y}} is {@code yhat}. */
  static String letters(String token) {
    Matcher hat = HAT.matcher(token);
    if (hat.matches()) {
      return (hat.group(1) != null ? hat.group(1) : hat.group(2)) + "hat";
    }
    Matcher wrapped = WRAPPED.matcher(token);
    if (wrapped.matches()) {
      return wrapped.group(2);
    }
    return token.startsWith("\\") ? token.substring(1) : token;
  }

  /** Whether a LaTeX command stands for a letter or a name, so that it may be declared. */
  static boolean isLetterCommand(String token) {
    String letters = letters(token.substring(0, start(token)));
    return GREEK.contains(letters) || !token.matches("\\\\[A-Za-z]+.*") || token.contains("{");
  }

  /** The known name that a token with its index means, or null. */
  static String name(String token, Predicate<String> known) {
    int cut = start(token);
    String base = letters(token.substring(0, cut));
    String index = token.substring(cut);
    Matcher lower = LOWER.matcher(index);
    Matcher upper = UPPER.matcher(index);
    String below = lower.find() ? lower.group(1) : "";
    String above = "";
    if (upper.find()) {
      above = upper.group(1) != null ? upper.group(1) : upper.group(2);
    }
    List<String> spellings =
        above.isEmpty()
            ? below.isEmpty() ? List.of(base) : List.of(base + below, base + "_" + below)
            : below.isEmpty() ? List.of(base + above) : List.of(base + above + "_" + below);
    for (String spelling : spellings) {
      if (known.test(spelling)) {
        return spelling;
      }
    }
    // yhat and yHat are one name, as are y_hat and \hat{y}.
    for (String spelling : spellings) {
      String capital = spelling.replaceFirst("hat$", "Hat");
      String small = spelling.replaceFirst("_?[hH]at$", "hat");
      if (known.test(capital)) {
        return capital;
      }
      if (known.test(small)) {
        return small;
      }
    }
    return null;
  }
}
