package handgrad.expr;

import handgrad.words.InputException;
import handgrad.words.Language;
import handgrad.words.Message;

/**
 * A formula that cannot be read, typed or evaluated. The message names the place and the remedy, in
 * either language; where a place in the text is known, the line and a caret under the column
 * follow.
 */
public final class FormulaException extends InputException {
  private static final long serialVersionUID = 1L;

  private final transient String text;
  private final int position;

  public FormulaException(String key, Object... arguments) {
    this(Message.of(key, arguments), null, -1);
  }

  private FormulaException(Message message, String text, int position) {
    super(message, withCaret(message.in(Language.EN), text, position));
    this.text = text;
    this.position = position;
  }

  /** The same error with the text it is about and the place in it, counted from 0. */
  public FormulaException at(String text, int position) {
    return new FormulaException(message(), text, position);
  }

  /** Where in the text, counted from 0; −1 where no place is known. */
  public int position() {
    return position;
  }

  /** The whole message in a language: the sentence and, where the place is known, the caret. */
  @Override
  public String in(Language language) {
    return withCaret(message().in(language), text, position);
  }

  private static String withCaret(String sentence, String text, int position) {
    if (text == null || position < 0) {
      return sentence;
    }
    int start = text.lastIndexOf('\n', position - 1) + 1;
    int end = text.indexOf('\n', position);
    String line = text.substring(start, end < 0 ? text.length() : end).replace('\t', ' ');
    int column = position - start;
    int from = Math.max(0, column - 60);
    int to = Math.min(line.length(), from + 100);
    return sentence + "\n" + line.substring(from, to) + "\n" + " ".repeat(column - from) + "^";
  }
}
