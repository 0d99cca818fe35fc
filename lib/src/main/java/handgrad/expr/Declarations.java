package handgrad.expr;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names a formula may use, with their shapes. Immutable.
 *
 * <p>Written {@code A: p×m, X: m×n} or {@code A:p,m;X:m,n}; a name without a shape is a number;
 * {@code f: function} is a letter for any smooth function. Letters in shapes are sizes, and a
 * formula may use them as numbers.
 *
 * <pre>{@code
 * Declarations.parse("A: p×m, X: m×n, lambda")   // A: p×m, X: m×n, lambda: 1×1
 * }</pre>
 */
public final class Declarations {
  public static final Declarations NONE = new Declarations(Map.of(), Set.of());

  /** The largest size that may be written as a number. */
  static final int LARGEST_SIZE = 10_000;

  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*(?<name>\\\\?[A-Za-z][A-Za-z0-9]*(?:_(?:[A-Za-z]+|\\d+))?)\\s*"
              + "(?::\\s*(?:(?<function>function)"
              + "|(?<rows>SIZE)\\s*(?:[x*,]|\\\\times)\\s*(?<columns>SIZE)))?\\s*(?:[,;\\n]|$)"
                  .replace("SIZE", "[A-Za-z][A-Za-z0-9]*?|-?\\d+"));

  private final Map<String, Shape> shapes;
  private final Set<String> functions;

  private Declarations(Map<String, Shape> shapes, Set<String> functions) {
    this.shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    this.functions = Collections.unmodifiableSet(new LinkedHashSet<>(functions));
  }

  /**
   * Reads declarations.
   *
   * @throws FormulaException if an entry is not of the form {@code name: rows×columns}, if a name
   *     is declared twice, is a function's name or a size's, or if a size is not a whole number
   *     from 1 to 10000
   */
  public static Declarations parse(String text) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    Set<String> functions = new LinkedHashSet<>();
    Keyboard keyboard = Keyboard.read(text);
    String entries = keyboard.text();
    Matcher entry = ENTRY.matcher(entries);
    for (int start = 0; !entries.substring(start).isBlank(); start = entry.end()) {
      int first = start + entries.substring(start).indexOf(entries.substring(start).strip());
      if (!entry.region(start, entries.length()).lookingAt()) {
        String shown = text.substring(keyboard.position(first)).split("[,;\\n]", 2)[0].strip();
        throw keyboard.at(first, new FormulaException("expr.declaration", shown));
      }
      try {
        declare(entry, shapes, functions);
      } catch (FormulaException e) {
        throw keyboard.at(first, e);
      }
    }
    Declarations declarations = new Declarations(shapes, functions);
    for (String size : declarations.sizes()) {
      if (shapes.containsKey(size) || functions.contains(size)) {
        throw new FormulaException("expr.name-of-size", size);
      }
    }
    return declarations;
  }

  private static void declare(Matcher entry, Map<String, Shape> shapes, Set<String> functions) {
    String name = entry.group("name").replace("\\", "");
    if (shapes.containsKey(name) || functions.contains(name)) {
      throw new FormulaException("expr.declared-twice", name);
    }
    if (Names.isGrammarFunction(name)) {
      throw new FormulaException("expr.name-of-function", name);
    }
    if (entry.group("function") != null) {
      functions.add(name);
    } else if (entry.group("rows") == null) {
      shapes.put(name, Shape.SCALAR);
    } else {
      shapes.put(name, new Shape(size(entry.group("rows")), size(entry.group("columns"))));
    }
  }

  /** The names with shapes, in the order declared. */
  public Set<String> names() {
    return shapes.keySet();
  }

  /** The letters that stand for smooth functions. */
  public Set<String> functions() {
    return functions;
  }

  /** The letters used as sizes. */
  public Set<String> sizes() {
    Set<String> sizes = new LinkedHashSet<>();
    for (Shape shape : shapes.values()) {
      sizes.addAll(shape.rows().symbols());
      sizes.addAll(shape.columns().symbols());
    }
    return sizes;
  }

  public boolean isEmpty() {
    return shapes.isEmpty() && functions.isEmpty();
  }

  public boolean contains(String name) {
    return shapes.containsKey(name);
  }

  /**
   * A declared name as an expression.
   *
   * @throws FormulaException if the name is not declared
   */
  public Expr.Variable variable(String name) {
    Shape shape = shapes.get(name);
    if (shape == null) {
      throw new FormulaException("expr.not-declared", name, String.join(", ", shapes.keySet()));
    }
    return new Expr.Variable(name, shape);
  }

  public Collection<Expr.Variable> variables() {
    List<Expr.Variable> all = new ArrayList<>();
    shapes.forEach((name, shape) -> all.add(new Expr.Variable(name, shape)));
    return all;
  }

  /** These declarations and one more; an earlier one of the same name gives way. */
  public Declarations with(String name, Shape shape) {
    Map<String, Shape> more = new LinkedHashMap<>(shapes);
    more.put(name, shape);
    return new Declarations(more, functions);
  }

  /** These declarations and one more letter for a smooth function. */
  public Declarations withFunction(String name) {
    Set<String> more = new LinkedHashSet<>(functions);
    more.add(name);
    return new Declarations(shapes, more);
  }

  @Override
  public String toString() {
    List<String> all = new ArrayList<>();
    shapes.forEach((name, shape) -> all.add(name + ": " + shape));
    functions.forEach(name -> all.add(name + ": function"));
    return String.join(", ", all);
  }

  private static Size size(String text) {
    if (!text.matches("-?\\d+")) {
      if (Names.isGrammarFunction(text)) {
        throw new FormulaException("expr.name-of-function", text);
      }
      return Size.of(text);
    }
    int number = text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
    if (number < 1 || number > LARGEST_SIZE) {
      throw new FormulaException("expr.size-range", text, LARGEST_SIZE);
    }
    return Size.of(number);
  }
}
