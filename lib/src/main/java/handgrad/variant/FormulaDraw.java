package handgrad.variant;

import handgrad.sheet.Item;
import handgrad.sheet.Sheet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws formulas for a formula task: one of those of each item, with letters and a number of its
 * own.
 */
final class FormulaDraw {
  private static final Pattern LETTER = Pattern.compile("\\b[A-Za-z]\\b");
  private static final List<String> MATRICES = List.of("A", "B", "C", "M");
  private static final List<String> VECTORS = List.of("a", "b", "c", "u");
  private static final Map<String, List<Map<String, String>>> TEMPLATES = templates();

  private final int task;
  private final Random random;

  FormulaDraw(int task, Random random) {
    this.task = task;
    this.random = random;
  }

  /** Whether the task is one of formulas. */
  static boolean knows(int task) {
    return task == 6 || task == 7;
  }

  /** Every item that can be drawn, with the letters as they stand in the table. */
  static List<Item> all(int task) {
    List<Item> items = new ArrayList<>();
    for (String id : ids(task)) {
      for (Map<String, String> template : TEMPLATES.get(id)) {
        items.add(item(template, Map.of(), 3));
      }
    }
    return items;
  }

  private static List<String> ids(int task) {
    return TEMPLATES.keySet().stream().filter(id -> id.startsWith(task + ".")).toList();
  }

  /** An item for each of the task's, in its order. */
  List<Item> next() {
    List<Item> items = new ArrayList<>();
    for (String id : ids(task)) {
      List<Map<String, String>> of = TEMPLATES.get(id);
      Map<String, String> template = of.get(random.nextInt(of.size()));
      items.add(item(template, letters(template.get("variable")), 2 + random.nextInt(4)));
    }
    return items;
  }

  private Map<String, String> letters(String variable) {
    Map<String, String> letters = new HashMap<>();
    for (List<String> kind : List.of(MATRICES, VECTORS)) {
      List<String> own = kind.stream().filter(letter -> !letter.equals(variable)).toList();
      List<String> shuffled = new ArrayList<>(own);
      Collections.shuffle(shuffled, random);
      for (int i = 0; i < own.size(); i++) {
        letters.put(own.get(i), shuffled.get(i));
      }
    }
    return letters;
  }

  private static Item item(Map<String, String> template, Map<String, String> letters, int k) {
    Item sheet = Sheet.sheet().item(template.get("item")).orElseThrow();
    return new Item(
        sheet.id(),
        Item.Kind.DERIVATIVE,
        written(template.get("f"), letters, k),
        template.get("variable"),
        written(template.get("shapes"), letters, k),
        Map.of(),
        "",
        sheet.minutes(),
        sheet.difficulty(),
        written(template.get("assumptions"), letters, k),
        List.of(),
        List.of());
  }

  private static String written(String text, Map<String, String> letters, int k) {
    return LETTER
        .matcher(text.replace("{k}", String.valueOf(k)))
        .replaceAll(
            found -> Matcher.quoteReplacement(letters.getOrDefault(found.group(), found.group())));
  }

  private static Map<String, List<Map<String, String>>> templates() {
    Map<String, List<Map<String, String>>> templates = new LinkedHashMap<>();
    for (Map<String, String> row : Sheet.rows(FormulaDraw.class, "formulas.tsv")) {
      templates.computeIfAbsent(row.get("item"), id -> new ArrayList<>()).add(row);
    }
    return templates;
  }
}
