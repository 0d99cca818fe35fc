package handgrad.fit;

import handgrad.words.Language;
import handgrad.words.Message;

/** Data or a setting that a fit cannot use. The message names the place and the remedy. */
public final class FitException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Message message;

  public FitException(String key, Object... arguments) {
    super(Message.of(key, arguments).in(Language.EN));
    message = Message.of(key, arguments);
  }

  public Message message() {
    return message;
  }
}
