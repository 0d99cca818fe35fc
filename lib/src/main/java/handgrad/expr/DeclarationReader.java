package handgrad.expr;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text to {@link Declarations}, entry by entry. */
final class DeclarationReader {
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*(?<name>\\\\?[A-Za-z][A-Za-z0-9]*(?:_(?:[A-Za-z]+|\\d+))?)\\s*"
              + "(?::\\s*(?:(?<function>function)"
              + "|(?<rows>SIZE)\\s*(?:[x*,]|\\\\times)\\s*(?<columns>SIZE)))?\\s*(?:[,;\\n]|$)"
                  .replace("SIZE", "[A-Za-z][A-Za-z0-9]*?|-?\\d+"));

  private static final Pattern RANGE =
      Pattern.compile(
          "\\s*(?<index>[A-Za-z])\\s*[:=]\\s*(?<first>-?\\d+)\\s*"
              + "(?:\\.{2,3}|…|\\\\[lc]?dots)\\s*"
              + "(?<last>[A-Za-z][A-Za-z0-9]*|-?\\d+)\\s*(?:[,;\\n]|$)");

  private static final Pattern FAMILY = Pattern.compile("([A-Za-z]+)_([A-Za-z])");
  private static final Set<String> INDICES = Set.of("i", "j");
  private static final List<String> LENGTHS = List.of("n", "m", "N", "M");

  /** A family as declared: the shape of one member. */
  private record Member(String index, Shape shape) {}

  private final String text;
  private final Keyboard keyboard;
  private final String entries;
  // In the order declared; a family's shape is its members' until all sizes are known.
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<String, Size> ranges = new LinkedHashMap<>();
  private final Set<String> functions = new LinkedHashSet<>();

  DeclarationReader(String text) {
    this.text = text;
    keyboard = Keyboard.read(text);
    entries = keyboard.text();
  }

  Declarations read() {
    ranges();
    Matcher entry = ENTRY.matcher(entries);
    Matcher range = RANGE.matcher(entries);
    for (int start = 0; !entries.substring(start).isBlank(); ) {
      int first = start + entries.substring(start).indexOf(entries.substring(start).strip());
      if (range.region(start, entries.length()).lookingAt()) {
        start = range.end();
        continue;
      }
      if (!entry.region(start, entries.length()).lookingAt()) {
        String shown = text.substring(keyboard.position(first)).split("[,;\\n]", 2)[0].strip();
        throw keyboard.at(first, new FormulaException("expr.declaration", shown));
      }
      try {
        declare(entry);
      } catch (FormulaException e) {
        throw keyboard.at(first, e);
      }
      start = entry.end();
    }
    return declarations();
  }

  // Ranges first: i: 1..m makes t_i a family wherever it stands.
  private void ranges() {
    Matcher range = RANGE.matcher(entries);
    for (int start = 0; start < entries.length(); ) {
      if (range.region(start, entries.length()).lookingAt()) {
        int first = range.start("index");
        try {
          declareRange(range.group("index"), range.group("first"), size(range.group("last")));
        } catch (FormulaException e) {
          throw keyboard.at(first, e);
        }
        start = range.end();
      } else {
        int next = start;
        while (next < entries.length() && ",;\n".indexOf(entries.charAt(next)) < 0) {
          next++;
        }
        start = next + 1;
      }
    }
  }

  private void declareRange(String index, String first, Size last) {
    if (!first.equals("1")) {
      throw new FormulaException("expr.range-from", index, first);
    }
    if (ranges.putIfAbsent(index, last) != null) {
      throw new FormulaException("expr.declared-twice", index);
    }
  }

  private void declare(Matcher entry) {
    String name = entry.group("name").replace("\\", "");
    Matcher family = FAMILY.matcher(name);
    boolean indexed =
        family.matches()
            && (INDICES.contains(family.group(2)) || ranges.containsKey(family.group(2)));
    String base = indexed ? family.group(1) : name;
    if (shapes.containsKey(base) || functions.contains(base)) {
      throw new FormulaException("expr.declared-twice", name);
    }
    if (Names.isGrammarFunction(base)) {
      throw new FormulaException("expr.name-of-function", base);
    }
    Shape shape =
        entry.group("rows") == null
            ? Shape.SCALAR
            : new Shape(size(entry.group("rows")), size(entry.group("columns")));
    if (entry.group("function") != null) {
      functions.add(name);
    } else if (indexed) {
      if (!shape.isScalar() && !shape.isVector()) {
        throw new FormulaException("expr.family-matrix", name, shape);
      }
      members.put(base, new Member(family.group(2), shape));
      shapes.put(base, shape);
    } else {
      shapes.put(name, shape);
    }
  }

  private Declarations declarations() {
    for (Member member : members.values()) {
      ranges.computeIfAbsent(member.index(), this::length);
    }
    Map<String, Declarations.Family> families = new LinkedHashMap<>();
    members.forEach(
        (name, member) -> {
          shapes.put(name, Declarations.Family.all(member.shape(), ranges.get(member.index())));
          families.put(name, Declarations.Family.of(member.index(), member.shape()));
        });
    Declarations all = new Declarations(shapes, functions, families, ranges);
    for (String size : all.sizes()) {
      if (shapes.containsKey(size) || functions.contains(size)) {
        throw new FormulaException("expr.name-of-size", size);
      }
    }
    for (String index : ranges.keySet()) {
      if (shapes.containsKey(index) || functions.contains(index) || all.sizes().contains(index)) {
        throw new FormulaException("expr.name-of-index", index);
      }
    }
    return all;
  }

  // The number of a family's members where no range is declared: a letter that means nothing else.
  private Size length(String index) {
    Set<String> taken = new LinkedHashSet<>(shapes.keySet());
    taken.addAll(functions);
    shapes.values().forEach(shape -> take(shape, taken));
    ranges.values().forEach(size -> taken.addAll(size.symbols()));
    for (String letter : LENGTHS) {
      if (!taken.contains(letter)) {
        return Size.of(letter);
      }
    }
    throw new FormulaException("expr.range-missing", index);
  }

  private static void take(Shape shape, Set<String> taken) {
    taken.addAll(shape.rows().symbols());
    taken.addAll(shape.columns().symbols());
  }

  private static Size size(String text) {
    if (!text.matches("-?\\d+")) {
      if (Names.isGrammarFunction(text)) {
        throw new FormulaException("expr.name-of-function", text);
      }
      return Size.of(text);
    }
    int number = text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
    if (number < 1 || number > Declarations.LARGEST_SIZE) {
      throw new FormulaException("expr.size-range", text, Declarations.LARGEST_SIZE);
    }
    return Size.of(number);
  }
}
