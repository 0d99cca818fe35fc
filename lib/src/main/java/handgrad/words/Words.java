package handgrad.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The library's words in one language. A key's first part names its file: {@code plot.gradient}
 * stands in {@code plot_en.properties} and {@code plot_ru.properties} beside this class.
 *
 * <p>A place for an argument is written {@code {0}}, {@code {1}}; there is no other syntax, so
 * quotes and braces of formulas stand as they are.
 */
public final class Words {
  private static final Map<Language, Words> ALL =
      Map.of(Language.RU, new Words(Language.RU), Language.EN, new Words(Language.EN));

  private final Language language;
  private final Map<String, Properties> files = new ConcurrentHashMap<>();

  private Words(Language language) {
    this.language = language;
  }

  public static Words in(Language language) {
    return ALL.get(language);
  }

  public Language language() {
    return language;
  }

  /**
   * The text of a key with its places filled.
   *
   * @throws MissingResourceException if the language has no such key
   */
  public String text(String key, Object... arguments) {
    String pattern = file(key).getProperty(key);
    if (pattern == null) {
      throw new MissingResourceException("no words for this key", language.code(), key);
    }
    return fill(pattern, arguments);
  }

  public boolean has(String key) {
    return file(key).containsKey(key);
  }

  private Properties file(String key) {
    int dot = key.indexOf('.');
    return files.computeIfAbsent(dot < 0 ? key : key.substring(0, dot), this::load);
  }

  private Properties load(String part) {
    Properties properties = new Properties();
    String name = part + "_" + language.code() + ".properties";
    try (InputStream stream = Words.class.getResourceAsStream(name)) {
      if (stream != null) {
        properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  // One pass, so that braces inside an argument are never taken for a place.
  private static String fill(String pattern, Object... arguments) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      boolean place =
          pattern.charAt(i) == '{'
              && i + 2 < pattern.length()
              && Character.isDigit(pattern.charAt(i + 1))
              && pattern.charAt(i + 2) == '}';
      int index = place ? pattern.charAt(i + 1) - '0' : -1;
      if (place && index < arguments.length) {
        text.append(arguments[index]);
        i += 2;
      } else {
        text.append(pattern.charAt(i));
      }
    }
    return text.toString();
  }
}
