package handgrad.variant;

import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.sheet.Item;
import handgrad.sheet.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The items of tasks 1, 3 and 5 with data of their own.
 *
 * <pre>{@code
 * NumberItems.ids(5).get(0)   // 5.1
 * }</pre>
 */
public final class NumberItems {
  private static final Set<String> NO_SLIP =
      Set.of("let", "given", "answer", "function", "reading", "differences");
  private static final Map<String, List<Row>> ROWS = rows();

  private NumberItems() {}

  /** A line of {@code numbers.tsv} without its item. */
  record Row(String kind, String text, String more) {}

  /** The ids of a task's items, in the sheet's order; none for a task of formulas. */
  public static List<String> ids(int task) {
    return ROWS.keySet().stream().filter(id -> id.startsWith(task + ".")).toList();
  }

  /**
   * An item with other data: its answer, readings and slips.
   *
   * @throws FormulaException if the item has no data, or lacks one
   */
  public static Item of(String id, Data data) {
    List<Row> rows = ROWS.getOrDefault(id, List.of());
    Item sheet = Sheet.sheet().item(id).orElse(null);
    if (rows.isEmpty() || sheet == null) {
      throw new FormulaException("variant.no-such-item", id, String.join(", ", known()));
    }
    List<Item.Known> readings = new ArrayList<>();
    List<Item.Known> slips = new ArrayList<>();
    String lets = lets(id, data);
    for (Row row : rows) {
      boolean slip = !NO_SLIP.contains(row.kind());
      if (slip || row.kind().equals("reading")) {
        (slip ? slips : readings)
            .add(new Item.Known(row.kind(), lets + data.fill(row.text()), row.more()));
      }
    }
    Row function = only(rows, "function");
    return new Item(
        id,
        Item.Kind.VALUE,
        function == null ? "" : data.fill(function.text()),
        function == null ? "" : function.more(),
        sheet.shapes(),
        given(id, data),
        lets + data.fill(only(rows, "answer").text()),
        sheet.minutes(),
        sheet.difficulty(),
        "",
        readings,
        slips);
  }

  /** The formula of an item's answer in LaTeX. */
  static String shown(String id) {
    return only(ROWS.get(id), "answer").more();
  }

  /** How the answer comes out by differences; null where nothing is differentiated. */
  static Row differences(String id) {
    return only(ROWS.get(id), "differences");
  }

  /** The helper lines of an item's task, each with its line end. */
  static String lets(String id, Data data) {
    StringBuilder lines = new StringBuilder();
    for (Row row : ROWS.get(task(id))) {
      if (row.kind().equals("let")) {
        lines.append(data.fill(row.text())).append('\n');
      }
    }
    return lines.toString();
  }

  private static Map<String, String> given(String id, Data data) {
    Item sheet = Sheet.sheet().item(id).orElseThrow();
    Map<String, String> given = new LinkedHashMap<>(sheet.given());
    given.keySet().retainAll(sheet.declarations().functions());
    for (Row row : ROWS.get(task(id))) {
      if (row.kind().equals("given")) {
        String line = data.fill(row.text());
        given.put(
            line.substring(0, line.indexOf('=')).strip(), line.substring(line.indexOf('=') + 1));
      }
    }
    return given;
  }

  private static String task(String id) {
    return id.substring(0, id.indexOf('.'));
  }

  private static List<String> known() {
    return ROWS.keySet().stream().filter(id -> id.contains(".")).toList();
  }

  private static Row only(List<Row> rows, String kind) {
    return rows.stream().filter(row -> row.kind().equals(kind)).findFirst().orElse(null);
  }

  private static Map<String, List<Row>> rows() {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    for (Map<String, String> row : Sheet.rows(NumberItems.class, "numbers.tsv")) {
      rows.computeIfAbsent(row.get("item"), id -> new ArrayList<>())
          .add(new Row(row.get("kind"), row.get("answer"), row.get("more")));
    }
    return rows;
  }

  /** What a known answer of an item is, with its data. */
  static Expr known(Item item, Item.Known known) {
    return item.parse(known.answer(), null);
  }
}
