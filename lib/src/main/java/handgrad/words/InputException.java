package handgrad.words;

/**
 * Input that cannot be used: data, a net, a setting, a formula. The message names the place and the
 * remedy, in either language.
 */
public class InputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Message message;

  public InputException(String key, Object... arguments) {
    this(Message.of(key, arguments));
  }

  private InputException(Message message) {
    this(message, message.in(Language.EN));
  }

  /** With more than the sentence to say in English, such as the place in a text. */
  protected InputException(Message message, String english) {
    super(english);
    this.message = message;
  }

  /** The sentence, in no language yet. */
  public final Message message() {
    return message;
  }

  /** The whole message in a language. */
  public String in(Language language) {
    return message.in(language);
  }
}
