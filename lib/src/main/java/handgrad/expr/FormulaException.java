package handgrad.expr;

import handgrad.words.Language;
import handgrad.words.Message;

/**
 * A formula that cannot be read, typed or evaluated. The message names the place and the remedy, in
 * either language.
 */
public final class FormulaException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Message message;

  public FormulaException(Message message) {
    super(message.in(Language.EN));
    this.message = message;
  }

  public FormulaException(String key, Object... arguments) {
    this(Message.of(key, arguments));
  }

  public Message message() {
    return message;
  }
}
