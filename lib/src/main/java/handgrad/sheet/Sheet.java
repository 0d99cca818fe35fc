package handgrad.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All items, by their ids. */
public final class Sheet {
  private static final Sheet SHEET = new Sheet();

  private final Map<String, Item> items;

  private Sheet() {
    Map<String, List<Item.Known>> readings = known("readings.tsv");
    Map<String, List<Item.Known>> slips = known("slips.tsv");
    Map<String, Item> all = new LinkedHashMap<>();
    for (Map<String, String> row : rows("items.tsv")) {
      String id = row.get("id");
      all.put(
          id,
          new Item(
              id,
              kind(row),
              row.get("f"),
              row.get("variable"),
              row.get("shapes"),
              given(row.get("given")),
              row.get("answer"),
              Integer.parseInt(row.get("minutes")),
              Integer.parseInt(row.get("difficulty")),
              row.get("assumptions"),
              readings.getOrDefault(id, List.of()),
              slips.getOrDefault(id, List.of())));
    }
    items = Collections.unmodifiableMap(all);
  }

  public static Sheet sheet() {
    return SHEET;
  }

  public Optional<Item> item(String id) {
    return Optional.ofNullable(items.get(id));
  }

  /** The ids of the parts of an item that is none itself: 5.8.W1 and 5.8.W2 of 5.8. */
  public List<String> parts(String id) {
    return items.keySet().stream().filter(part -> part.startsWith(id + ".")).toList();
  }

  /** All items in the sheet's order. */
  public Collection<Item> items() {
    return items.values();
  }

  private static Item.Kind kind(Map<String, String> row) {
    String named = row.get("kind");
    if (!named.isEmpty()) {
      return Item.Kind.valueOf(named.toUpperCase(Locale.ROOT));
    }
    return row.get("answer").isEmpty() ? Item.Kind.DERIVATIVE : Item.Kind.VALUE;
  }

  private static Map<String, String> given(String text) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String line : text.split(";")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        given.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return given;
  }

  private static Map<String, List<Item.Known>> known(String file) {
    Map<String, List<Item.Known>> known = new HashMap<>();
    for (Map<String, String> row : rows(file)) {
      known
          .computeIfAbsent(row.get("id"), id -> new ArrayList<>())
          .add(new Item.Known(row.get("kind"), row.get("answer"), row.get("key"), hint(row)));
    }
    return known;
  }

  private static int hint(Map<String, String> row) {
    String level = row.getOrDefault("hint", "");
    return level.isEmpty() ? Item.RULE : Integer.parseInt(level);
  }

  static List<Map<String, String>> rows(String file) {
    return rows(Sheet.class, file);
  }

  /**
   * The rows of a table that lies beside a class, their cells by the names of the header; a line
   * that begins with # is a remark.
   */
  public static List<Map<String, String>> rows(Class<?> beside, String file) {
    try (InputStream stream = beside.getResourceAsStream(file)) {
      List<String> lines =
          new String(stream.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
      String[] names = lines.get(0).split("\t");
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = Arrays.copyOf(line.split("\t", -1), names.length);
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
          row.put(names[i], cells[i] == null ? "" : cells[i].strip());
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
