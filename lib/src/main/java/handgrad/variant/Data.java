package handgrad.variant;

import handgrad.expr.FormulaException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The numbers of a version of a task, by name: {@code x=[1 2]; W1=[1 -1; 0.5 0]}.
 *
 * @param values each in the plain notation
 */
public record Data(Map<String, String> values) {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
  // A semicolon inside brackets ends a row of a matrix.
  private static final Pattern END = Pattern.compile(";(?![^\\[\\]]*])");

  public Data {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws FormulaException if a part is no {@code name=value}
   */
  public static Data parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : END.split(text)) {
      int equals = part.indexOf('=');
      if (part.isBlank()) {
        continue;
      }
      if (equals < 1) {
        throw new FormulaException("variant.data-unread", part.strip());
      }
      values.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return new Data(values);
  }

  /**
   * A formula with numbers in its places {@code {x}}.
   *
   * @throws FormulaException if a number is missing
   */
  String fill(String template) {
    return PLACE
        .matcher(template)
        .replaceAll(place -> Matcher.quoteReplacement("(" + value(place.group(1)) + ")"));
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new FormulaException("variant.data-missing", name, String.join(", ", values.keySet()));
    }
    return value;
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining("; "));
  }
}
