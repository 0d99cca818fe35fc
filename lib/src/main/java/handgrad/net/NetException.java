package handgrad.net;

import handgrad.words.Language;
import handgrad.words.Message;

/** A net, data or a setting that cannot be used. The message names the place and the remedy. */
public final class NetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Message message;

  public NetException(String key, Object... arguments) {
    super(Message.of(key, arguments).in(Language.EN));
    message = Message.of(key, arguments);
  }

  public Message message() {
    return message;
  }
}
