package handgrad.expr;

import java.util.Map;

/**
 * What a keyboard makes of a formula ({@code − · × ² ᵀ ⁻¹ λ}) in the letters of the grammar, with
 * the place each letter came from.
 *
 * @param typed what was typed
 * @param text the same in the grammar's letters
 * @param positions for each letter of {@code text}, and its end, the place in what was typed
 */
record Keyboard(String typed, String text, int[] positions) {
  private static final Map<Integer, String> SIGNS =
      Map.ofEntries(
          sign('−', "-"),
          sign('–', "-"),
          sign('—', "-"),
          sign('·', "*"),
          sign('⋅', "*"),
          sign('∙', "*"),
          sign('•', "*"),
          sign('∕', "/"),
          sign('⁄', "/"),
          sign('÷', "/"),
          sign('⊗', "\\otimes "),
          sign('⊘', "./"),
          sign('∥', "||"),
          sign('ŷ', "\\hat{y}"),
          sign('\u200b', ""),
          sign('\ufeff', ""),
          sign('×', "*"),
          sign('⊙', ".*"),
          sign('∘', ".*"),
          sign('′', "'"),
          sign('’', "'"),
          sign('‘', "'"),
          sign('‖', "||"),
          sign('∣', "|"),
          sign('⊤', "\\top "),
          sign('ᵀ', "^{T}"),
          sign('∑', "\\sum "),
          sign('ᵢ', "_{i}"),
          sign('ⱼ', "_{j}"),
          sign('∞', "\\infty "),
          sign('½', "\\frac{1}{2}"),
          sign('\u00a0', " "),
          sign('\u2009', " "),
          sign('\u202f', " "));

  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
  private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉";
  private static final String CYRILLIC = "АВЕКМНОРСТХаеорсух";
  private static final String LATIN = "ABEKMHOPCTXaeopcyx";

  private static Map.Entry<Integer, String> sign(char typed, String meant) {
    return Map.entry((int) typed, meant);
  }

  /**
   * Reads what was typed.
   *
   * @throws FormulaException at a letter that no formula has: a Cyrillic one (its Latin twin is
   *     named), a control character, any other sign the grammar does not know
   */
  static Keyboard read(String typed) {
    StringBuilder text = new StringBuilder();
    int[] positions = new int[typed.length() * 12 + 1];
    for (int i = 0; i < typed.length(); ) {
      int letter = typed.codePointAt(i);
      String meant = SIGNS.get(letter);
      int end = i + Character.charCount(letter);
      if (meant == null && RAISED.indexOf(letter) >= 0) {
        StringBuilder exponent = new StringBuilder();
        while (end <= typed.length()) {
          int digit = RAISED.indexOf(letter);
          if (digit < 0) {
            break;
          }
          exponent.append(digit == 10 ? "-" : Integer.toString(digit));
          end++;
          letter = end <= typed.length() ? typed.charAt(end - 1) : 0;
        }
        end--;
        boolean transposed = exponent.toString().equals("-") && letter == 'ᵀ';
        end += transposed ? 1 : 0;
        meant = transposed ? "^{-T}" : "^{" + exponent + "}";
      } else if (meant == null && LOWERED.indexOf(letter) >= 0) {
        StringBuilder index = new StringBuilder("_{");
        end = i;
        while (end < typed.length() && LOWERED.indexOf(typed.charAt(end)) >= 0) {
          index.append(LOWERED.indexOf(typed.charAt(end++)));
        }
        meant = index.append("}").toString();
      } else if (meant == null && Greek.name(letter) != null) {
        meant = "\\" + Greek.name(letter) + afterGreek(typed, end);
      } else if (meant == null) {
        requireKnown(typed, i, letter);
        meant = Character.toString(letter);
      }
      for (int k = 0; k < meant.length(); k++) {
        positions[text.length()] = i;
        text.append(meant.charAt(k));
        if (text.length() + 12 >= positions.length) {
          positions = java.util.Arrays.copyOf(positions, positions.length * 2);
        }
      }
      i = end;
    }
    positions[text.length()] = typed.length();
    return new Keyboard(typed, text.toString(), positions);
  }

  // λx is a product, so the letter must not run on; λ₁ and λ_1 keep their index.
  private static String afterGreek(String typed, int end) {
    boolean index =
        end < typed.length()
            && (typed.charAt(end) == '_' || LOWERED.indexOf(typed.charAt(end)) >= 0);
    return index ? "" : " ";
  }

  private static void requireKnown(String typed, int at, int letter) {
    int twin = CYRILLIC.indexOf(letter);
    if (twin >= 0) {
      throw new FormulaException("expr.cyrillic-twin", typed.charAt(at), LATIN.charAt(twin))
          .at(typed, at);
    }
    if (Character.UnicodeBlock.of(letter) == Character.UnicodeBlock.CYRILLIC) {
      throw new FormulaException("expr.cyrillic", Character.toString(letter)).at(typed, at);
    }
    if (Character.isISOControl(letter) && letter != '\n' && letter != '\r' && letter != '\t') {
      throw new FormulaException("expr.control", String.format("%04X", letter))
          .at(typed.replaceAll("\\p{Cntrl}", " "), at);
    }
    if (letter > 126) {
      throw new FormulaException("expr.unknown-sign", Character.toString(letter)).at(typed, at);
    }
  }

  /** The place in what was typed. */
  int position(int at) {
    return positions[Math.max(0, Math.min(at, text.length()))];
  }

  /** Whether a blank was typed before a place of the text. */
  boolean isBlankBefore(int at) {
    int place = position(at);
    return place > 0 && Character.isWhitespace(typed.charAt(place - 1));
  }

  /** An error with its place. */
  FormulaException at(int at, FormulaException e) {
    return e.at(typed, position(at));
  }
}
