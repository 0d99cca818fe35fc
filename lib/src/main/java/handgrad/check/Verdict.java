package handgrad.check;

import java.util.Locale;

/** What is said of an answer. */
public enum Verdict {
  RIGHT,
  WRONG,
  /** The answer has another shape than what was asked. */
  SHAPE,
  /** Neither right nor wrong could be shown; the reason is given. */
  UNDECIDED,
  /** The answer could not be read; the place is shown. */
  UNREADABLE;

  /** The word in tables: {@code right}, {@code wrong} … */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
