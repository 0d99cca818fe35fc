package handgrad.variant;

import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Latex;
import handgrad.sheet.Item;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A version as it is printed: its sheet and its key in Markdown, paragraphs apart by an empty line.
 */
public final class VariantPage {
  private final Words words;

  public VariantPage(Language language) {
    words = Words.in(language);
  }

  /** The questions. */
  public String sheet(Variant variant) {
    List<String> paragraphs = head(variant, "variant.title");
    int minutes = variant.parts().stream().mapToInt(part -> part.item().minutes()).sum();
    paragraphs.add(words.text("variant.minutes", (minutes + 4) / 5 * 5));
    paragraphs.add(filled(words.text("variant." + variant.task() + ".text"), variant.data()));
    variant.parts().forEach(part -> paragraphs.add(question(variant, part)));
    return String.join("\n\n", paragraphs) + "\n";
  }

  /** The answers, each with the formula that gives it. */
  public String key(Variant variant) {
    List<String> paragraphs = head(variant, "variant.key-title");
    variant.parts().forEach(part -> paragraphs.add(answer(part)));
    return String.join("\n\n", paragraphs) + "\n";
  }

  String question(Variant variant, Variant.Part part) {
    String id = part.item().id();
    String question =
        variant.data().values().isEmpty()
            ? formula(part.item())
            : variant.task() == 1
                ? "$" + NumberItems.shown(id) + "$"
                : filled(words.text("variant." + id), variant.data());
    return "**" + id + ".** " + question;
  }

  static String answer(Variant.Part part) {
    return "**" + part.item().id() + ".** $" + name(part.item()) + " = " + part.latex() + "$";
  }

  /** All answers as a table: of numbers id, item, data, answer; of formulas with the formula. */
  public static String table(List<Variant> variants) {
    boolean numbers = !variants.get(0).data().values().isEmpty();
    StringBuilder table =
        new StringBuilder(
            numbers
                ? "id\titem\tdata\tanswer\n"
                : "id\tf\tvariable\tshapes\tanswer\tassumptions\n");
    for (Variant variant : variants) {
      for (Variant.Part part : variant.parts()) {
        Item item = part.item();
        String id = String.format("%02d.%s", variant.number(), item.id());
        List<String> cells =
            numbers
                ? List.of(id, item.id(), variant.data().toString(), part.answer())
                : List.of(
                    id,
                    item.f(),
                    item.variable(),
                    item.shapes(),
                    part.answer(),
                    item.assumptions());
        table.append(String.join("\t", cells)).append('\n');
      }
    }
    return table.toString();
  }

  private List<String> head(Variant variant, String key) {
    return new ArrayList<>(List.of("# " + words.text(key, variant.task(), variant.number())));
  }

  private static String name(Item item) {
    if (!item.isDerived()) {
      return NumberItems.shown(item.id());
    }
    Expr f = Formula.parse(item.f(), item.declarations());
    return f.shape().isScalar() ? "\\nabla f" : "J";
  }

  private String formula(Item item) {
    Declarations names = item.declarations();
    String x = item.variable();
    String f = Latex.print(Formula.parse(item.f(), names));
    String shapes =
        names.variables().stream()
            .map(v -> "$" + Latex.print(v) + "\\colon " + shape(v.shape().toString()) + "$")
            .collect(Collectors.joining(", "));
    String assumed =
        Stream.of(item.assumptions().split(";"))
            .map(String::strip)
            .filter(assumption -> !assumption.isEmpty() && !assumption.startsWith("kind="))
            .map(assumption -> assumed(assumption, names))
            .collect(Collectors.joining(", "));
    return "$f("
        + x
        + ") = "
        + f
        + "$ "
        + words.text("variant.by", x)
        + "; "
        + shapes
        + (assumed.isEmpty() ? "" : "; " + assumed);
  }

  private static String shape(String shape) {
    return shape.replace("×", "\\times ");
  }

  private String assumed(String assumption, Declarations names) {
    if (assumption.endsWith(" > 0")) {
      String positive = assumption.substring(0, assumption.length() - " > 0".length());
      return "$" + Latex.print(Formula.parse(positive, names)) + " > 0$";
    }
    if (assumption.contains("<=")) {
      return "$" + assumption.replace("<=", "\\le") + "$";
    }
    return words.text("variant.invertible", assumption.substring(0, assumption.indexOf(' ')));
  }

  static String filled(String text, Data data) {
    String filled = text;
    for (Map.Entry<String, String> entry : data.values().entrySet()) {
      filled = filled.replace("{" + entry.getKey() + "}", latex(entry.getValue()));
    }
    return data.values().containsKey("p") ? graph(filled, data.values()) : filled;
  }

  // An observation is set as the sheet sets it, (1, 2).
  private static String latex(String value) {
    return value.matches("\\[[^;]*]")
        ? "(" + value.substring(1, value.length() - 1).replace(" ", ",\\ ") + ")"
        : Variant.latex(value);
  }

  private static String graph(String text, Map<String, String> data) {
    String a = term(data.get("p"), "x^2");
    String b = term(data.get("q"), "xy");
    String c = term(data.get("s"), "x") + signed(term(data.get("t"), "y"));
    String r = data.get("r").equals("1") ? "" : data.get("r");
    return text.replace("{f}", a + signed(b) + " + " + r + "(" + c + ")^2")
        .replace("{a}", a)
        .replace("{b}", b)
        .replace("{c}", c)
        .replace("{d}", r + "c^2");
  }

  private static String term(String coefficient, String of) {
    return switch (coefficient) {
      case "1" -> of;
      case "-1" -> "-" + of;
      default -> coefficient + of;
    };
  }

  private static String signed(String term) {
    return term.startsWith("-") ? " - " + term.substring(1) : " + " + term;
  }
}
