package handgrad.words;

import java.util.Arrays;
import java.util.List;

/**
 * A sentence that is not yet in any language: a key and what fills its places.
 *
 * <p>The first part of the key names the resource that holds the words: {@code expr.unknown-name}
 * stands in {@code expr_en.properties} and {@code expr_ru.properties}. An argument that is itself a
 * message is put into the same language.
 *
 * <pre>{@code
 * Message.of("answer.right").in(Language.EN)   // right
 * Message.of("answer.right").in(Language.RU)   // верно
 * }</pre>
 */
public record Message(String key, List<Object> arguments) {
  public Message {
    arguments = List.copyOf(arguments);
  }

  public static Message of(String key, Object... arguments) {
    return new Message(key, Arrays.asList(arguments));
  }

  /** The sentence in a language. */
  public String in(Language language) {
    Object[] filled =
        arguments.stream()
            .map(a -> a instanceof Message m ? m.in(language) : a.toString())
            .toArray();
    return Words.in(language).text(key, filled);
  }

  @Override
  public String toString() {
    return in(Language.EN);
  }
}
