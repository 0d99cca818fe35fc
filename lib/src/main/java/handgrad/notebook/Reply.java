package handgrad.notebook;

/**
 * What a verb says in words: Markdown for the page, plain text for everything else.
 *
 * @param markdown the reply as Markdown, maths in dollars
 * @param plain the same readable without either
 */
public record Reply(String markdown, String plain) {
  /** A sentence without maths; what looks like Markdown or HTML in it shows as text. */
  public static Reply text(String sentence) {
    return new Reply(Markdown.escape(sentence), sentence);
  }

  /** An error with its caret: set as code, so that columns keep their places. */
  public static Reply code(String lines) {
    int first = lines.indexOf('\n');
    return first < 0
        ? text(lines)
        : new Reply(
            Markdown.escape(lines.substring(0, first))
                + "\n\n"
                + Markdown.block(lines.substring(first + 1)),
            lines);
  }

  @Override
  public String toString() {
    return plain;
  }
}
