package handgrad.expr;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names a formula may use, with their shapes. Immutable.
 *
 * <p>Written {@code A: p×m, X: m×n} or {@code A:p,m;X:m,n}; a name without a shape is a number;
 * {@code f: function} is a letter for any smooth function. Letters in shapes are sizes, and a
 * formula may use them as numbers.
 *
 * <p>{@code x_i: k×1} declares a family: its members are columns, rows ({@code x_i: 1×k}) or
 * numbers ({@code y_i: 1×1}), and the name {@code x} is the matrix of all of them: k×n with the
 * columns, n×k with the rows, n×1 with the numbers. Every family of one index has as many members;
 * {@code i: 1..m} says how many, else it is the first of the letters n, m, N, M that no other shape
 * has.
 *
 * <pre>{@code
 * Declarations.parse("A: p×m, X: m×n, lambda")   // A: p×m, X: m×n, lambda: 1×1
 * Declarations.parse("x_i: k×1, y_i: 1×1")       // x_i: k×1, y_i: 1×1, i: 1..n
 * }</pre>
 */
public final class Declarations {
  public static final Declarations NONE = new Declarations(Map.of(), Set.of(), Map.of(), Map.of());

  /** The largest size that may be written as a number. */
  static final int LARGEST_SIZE = 10_000;

  private final Map<String, Shape> shapes;
  private final Set<String> functions;
  private final Map<String, Family> families;
  private final Map<String, Size> ranges;

  /** What {@code x_i: k×1} says beside the shape of all: the index, and how members lie. */
  record Family(String index, Expr.Member.Line line) {
    /** The family whose members have this shape. */
    static Family of(String index, Shape member) {
      return new Family(index, member.isColumn() ? Expr.Member.Line.COLUMN : Expr.Member.Line.ROW);
    }

    /** The matrix of all members. */
    static Shape all(Shape member, Size n) {
      return member.isColumn() ? new Shape(member.rows(), n) : new Shape(n, member.columns());
    }

    /** A family's members as they are declared: {@code k×1}. */
    Shape member(Shape all) {
      return line == Expr.Member.Line.ROW
          ? new Shape(Size.ONE, all.columns())
          : new Shape(all.rows(), Size.ONE);
    }
  }

  Declarations(
      Map<String, Shape> shapes,
      Set<String> functions,
      Map<String, Family> families,
      Map<String, Size> ranges) {
    this.shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    this.functions = Collections.unmodifiableSet(new LinkedHashSet<>(functions));
    this.families = Collections.unmodifiableMap(new LinkedHashMap<>(families));
    this.ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
  }

  /**
   * Reads declarations.
   *
   * @throws FormulaException if an entry is not of the form {@code name: rows×columns}, if a name
   *     is declared twice, is a function's name or a size's, or if a size is not a whole number
   *     from 1 to 10000
   */
  public static Declarations parse(String text) {
    return new DeclarationReader(text).read();
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
    ranges.values().forEach(size -> sizes.addAll(size.symbols()));
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

  /**
   * A family's member, {@code x_i}.
   *
   * @throws FormulaException if no such family is declared
   */
  public Expr.Member member(String family, String index) {
    if (!isFamily(family)) {
      throw new FormulaException(
          "expr.not-declared", family + "_" + index, String.join(", ", shapes.keySet()));
    }
    return new Expr.Member(variable(family), families.get(family).line(), index);
  }

  /** Whether the name is a family's: its members are {@code x_i}, it is the matrix of them all. */
  public boolean isFamily(String name) {
    return families.containsKey(name);
  }

  /** How far a declared index runs; null for one that no declaration has. */
  Size range(String index) {
    return ranges.get(index);
  }

  boolean isIndex(String letter) {
    return ranges.containsKey(letter);
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
    Map<String, Family> rest = new LinkedHashMap<>(families);
    rest.remove(name);
    return new Declarations(more, functions, rest, ranges);
  }

  /**
   * These declarations and one more family, which runs with a declared index.
   *
   * @throws FormulaException if its members are matrices
   */
  Declarations withFamily(String name, String index, Shape member, String typed) {
    if (!member.isScalar() && !member.isVector()) {
      throw new FormulaException("expr.family-matrix", typed, member);
    }
    Map<String, Shape> more = new LinkedHashMap<>(shapes);
    more.put(name, Family.all(member, ranges.get(index)));
    Map<String, Family> all = new LinkedHashMap<>(families);
    all.put(name, Family.of(index, member));
    return new Declarations(more, functions, all, ranges);
  }

  /** These declarations and one more letter for a smooth function. */
  public Declarations withFunction(String name) {
    Set<String> more = new LinkedHashSet<>(functions);
    more.add(name);
    return new Declarations(shapes, more, families, ranges);
  }

  @Override
  public String toString() {
    List<String> all = new ArrayList<>();
    shapes.forEach((name, shape) -> all.add(entry(name, shape)));
    functions.forEach(name -> all.add(name + ": function"));
    ranges.forEach((index, size) -> all.add(index + ": 1.." + size));
    return String.join(", ", all);
  }

  private String entry(String name, Shape shape) {
    Family family = families.get(name);
    return family == null
        ? name + ": " + shape
        : name + "_" + family.index() + ": " + family.member(shape);
  }
}
