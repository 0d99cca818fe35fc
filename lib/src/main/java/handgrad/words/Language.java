package handgrad.words;

import java.util.Locale;

/** A language of the course; both are equal in rank. */
public enum Language {
  RU,
  EN;

  /** The two-letter code, as in the names of folders and resources: {@code ru}, {@code en}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The language of a two-letter code.
   *
   * @throws IllegalArgumentException if the code is neither {@code ru} nor {@code en}
   */
  public static Language of(String code) {
    for (Language language : values()) {
      if (language.code().equals(code)) {
        return language;
      }
    }
    throw new IllegalArgumentException("language \"" + code + "\": choose ru or en");
  }
}
