package handgrad.notebook;

import handgrad.check.GradientCheck;
import handgrad.derive.Derivation;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import handgrad.plot.ComputationGraph;
import handgrad.plot.Picture;
import handgrad.sheet.Item;
import handgrad.sheet.Marking;
import handgrad.sheet.Sheet;
import handgrad.words.Digits;
import handgrad.words.InputException;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The verbs of a cell. {@code setup.jshell} imports them all; what they return is the cell's result
 * and shows by {@link Views}.
 *
 * <p>A verb whose formula cannot be read shows the message instead of failing, since kernels print
 * exceptions each in their own way; {@link #formula} throws, for it gives a value to a name.
 *
 * <pre>{@code
 * Expr f = formula("x^2 + xy", "x, y");
 * graph(f, at("x", 2, "y", 3))
 * // computation graph: x^2 + x*y
 * //   x: value 2, gradient 7
 * //   a = x^2: value 4, gradient 1
 * //     x → 2x = 4
 * //   y: value 3, gradient 2
 * //   b = x·y: value 6, gradient 1
 * //     x → y = 3
 * //     y → x = 2
 * //   f = a+b: value 10, gradient 1
 * //     a → 1
 * //     b → 1
 * }</pre>
 */
public final class Course {
  private static Language language = Language.EN;
  private static Kernel kernel;
  private static Marking marking = new Marking();

  private Course() {}

  static Language language() {
    return language;
  }

  /** Readies the running kernel: how types show, the magics, and the notebook's language. */
  public static void start(String code) {
    // Before AWT is loaded: a chart needs no screen.
    System.setProperty("java.awt.headless", "true");
    language = Language.of(code);
    kernel = Kernel.running();
    marking = new Marking();
    Views.register(kernel, language);
    kernel.cellMagic("check", (arguments, text) -> checkMagic(arguments, text));
    kernel.cellMagic("steps", (arguments, text) -> stepsMagic(arguments, text));
    kernel.lineMagic("hint", Course::hintMagic);
    kernel.lineMagic("solution", Course::solutionMagic);
  }

  // ---- formulas and points

  /**
   * A formula as an expression.
   *
   * @param declarations names and shapes, {@code "A: p×m, X: m×n"}
   * @throws Refused if it cannot be read
   */
  public static Expr formula(String text, String declarations) {
    return given(() -> Formula.parse(text, Declarations.parse(declarations)));
  }

  /** A point: names and values in turn; a matrix may be written {@code "[1 2; 3 4]"}. */
  public static Point at(Object... namesAndValues) {
    return given(() -> point(namesAndValues.clone()));
  }

  private static Point point(Object[] values) {
    for (int i = 1; i < values.length; i += 2) {
      if (values[i] instanceof String text) {
        values[i] = Tape.output(Formula.parse(text, Declarations.NONE), Point.EMPTY);
      }
    }
    return Point.of(values);
  }

  // ---- views

  /** The computation graph alone: no numbers, nothing on its edges. */
  public static Object graph(Expr f) {
    return shown(() -> ComputationGraph.of(f, language).withoutDerivatives());
  }

  /** The computation graph with values and gradients. */
  public static Object graph(Expr f, Point point) {
    return shown(() -> ComputationGraph.of(f, point, language));
  }

  /** The value and the gradient by every variable, as a table. */
  public static Object gradient(Expr f, Point point) {
    return shown(
        () -> {
          Words words = Words.in(language);
          StringColumn quantities = StringColumn.create(words.text("course.quantity"));
          StringColumn values = StringColumn.create(words.text("course.value"));
          quantities.append("$f$");
          values.append(Digits.show(Tape.value(f, point)));
          for (String name : point.names()) {
            quantities.append("$\\partial f/\\partial " + name + "$");
            DMatrixRMaj gradient = Tape.gradient(f, name, point);
            values.append(
                gradient.getNumElements() == 1
                    ? Digits.show(gradient.data[0])
                    : Markdown.plain(gradient));
          }
          return Table.create("gradient", quantities, values);
        });
  }

  /** Every path from a variable to the result, with the product of its local derivatives. */
  public static Object paths(Expr f, String variable, Point point) {
    return shown(() -> new GraphTables(language).paths(f, variable, point));
  }

  /** How many operations each formula has and how many paths lead there from a variable. */
  public static Object pathCounts(String variable, Expr... formulas) {
    return shown(() -> new GraphTables(language).counts(variable, formulas));
  }

  /** Every operation's derivative by each of its own inputs. */
  public static Object locals(Expr f, Point point) {
    return shown(() -> new GraphTables(language).locals(f, point));
  }

  // ---- derivations

  /** The derivation of an item of tasks 6 and 7, line by line, each line with its rule. */
  public static Object derivation(String id) {
    return shown(() -> new Derivations(language).of(derived(id).question().derivation()));
  }

  /**
   * The derivation of any formula by one of its variables; the gradient of a number, the Jacobian
   * otherwise.
   */
  public static Object derivation(Expr f, String variable) {
    return shown(() -> new Derivations(language).of(Derivation.of(f, variable(f, variable))));
  }

  private static Expr.Variable variable(Expr f, String name) {
    Map<String, Expr.Variable> all = new LinkedHashMap<>();
    variables(f, all);
    if (!all.containsKey(name)) {
      throw new IllegalArgumentException(
          Words.in(language).text("course.no-variable", name, String.join(", ", all.keySet())));
    }
    return all.get(name);
  }

  private static void variables(Expr f, Map<String, Expr.Variable> all) {
    if (f instanceof Expr.Variable v) {
      all.putIfAbsent(v.name(), v);
    }
    f.operands().forEach(operand -> variables(operand, all));
  }

  private static Item derived(String id) {
    return Sheet.sheet()
        .item(id)
        .filter(Item::isDerived)
        .orElseThrow(
            () -> new IllegalArgumentException(Words.in(language).text("course.not-derived", id)));
  }

  // ---- checks and their plots

  /**
   * The derived answer of an item of tasks 6 and 7 against differences, at a point with numbers.
   */
  public static Object gradientCheck(String id) {
    return shown(() -> ItemGradients.of(derived(id)));
  }

  /** The error of differences against their step, for an item of tasks 6 and 7. */
  public static Object errorStep(String id) {
    return shown(() -> errorStep(ItemGradients.of(derived(id)).check()));
  }

  /** The derived against the numeric derivatives of several items of tasks 6 and 7. */
  public static Object claimedNumeric(String... ids) {
    return shown(
        () ->
            claimedNumeric(
                Stream.of(ids)
                    .map(id -> ItemGradients.of(derived(id)).check())
                    .reduce(GradientCheck::and)
                    .orElseThrow()));
  }

  /** {@code count} seeded points at which a formula of numbers exists. */
  public static List<Point> random(Expr f, int count, long seed) {
    return IntStream.range(0, count)
        .mapToObj(i -> Point.admissible(f, Map.of(), seed + i))
        .toList();
  }

  /** The tape's gradient by every variable against differences, at a point. */
  public static GradientCheck gradientCheck(Expr f, Point point) {
    return given(() -> GradientCheck.of(f, point));
  }

  /** The same by one variable. */
  public static GradientCheck gradientCheck(Expr f, String variable, Point point) {
    return given(() -> GradientCheck.of(f, variable, point));
  }

  /** A formula claimed to be the gradient of f by a variable. */
  public static GradientCheck gradientCheck(Expr f, Expr claimed, String variable, Point point) {
    return given(() -> GradientCheck.of(f, variable, claimed, point));
  }

  /** The largest relative error by each variable over several points, as a table. */
  public static Object gradientCheck(Expr f, List<Point> points) {
    return shown(() -> new CheckTables(language).worst(f, points));
  }

  /** Every operation's derivative by each of its own inputs, against differences. */
  public static Object localsCheck(Expr f, Point point) {
    return shown(() -> new CheckTables(language).locals(f, point));
  }

  /** The error of differences against their step, a pair of curves for each check. */
  public static Picture errorStep(GradientCheck... checks) {
    return new CheckCharts(language).errorStep(checks);
  }

  /** The claimed derivatives against the numeric ones. */
  public static Picture claimedNumeric(GradientCheck check) {
    return new CheckCharts(language).claimedNumeric(check);
  }

  /** The relative error of each entry of a matrix. */
  public static Picture errorMap(GradientCheck check, String variable) {
    return new CheckCharts(language).errorMap(check, variable);
  }

  // ---- answers

  /** The reply to an answer given in a Java string; LaTeX belongs under {@code %%check}. */
  public static Reply check(String id, String answer) {
    return new Answers(language).checkString(id, answer);
  }

  /**
   * The points that the answer cell of an item has earned: all, or 0 where it is wrong or holds no
   * answer. What follows from a wrong answer to an earlier part earns its own.
   *
   * @param of the points of a right answer
   */
  public static int points(String id, int of) {
    return marking.points(id, of);
  }

  public static Reply hint(String id, int level) {
    return new Answers(language).hint(id, level);
  }

  public static Reply solution(String id) {
    return new Answers(language).solution(id);
  }

  /** Whether all that the course needs is there; what is missing is said with its remedy. */
  public static Reply installation() {
    Words words = Words.in(language);
    try {
      ComputationGraph.of(formula("x^2", "x"), language).svg();
    } catch (LinkageError | RuntimeException e) {
      return Reply.text(words.text("course.no-drawing", e));
    }
    return Reply.text(words.text("course.all-well", kernel.name()));
  }

  private static Object checkMagic(List<String> arguments, String text) {
    if (arguments.isEmpty()) {
      return Reply.text(Words.in(language).text("course.missing-check-id"));
    }
    return shown(() -> new Answers(language, marking).checkCell(arguments.get(0), text));
  }

  private static Object stepsMagic(List<String> arguments, String text) {
    if (arguments.isEmpty()) {
      return Reply.text(Words.in(language).text("course.missing-steps-id"));
    }
    return shown(() -> new Answers(language).steps(arguments.get(0), text));
  }

  private static Object hintMagic(List<String> arguments) {
    if (arguments.isEmpty()) {
      return Reply.text(Words.in(language).text("course.missing-check-id"));
    }
    String level = arguments.size() > 1 ? arguments.get(1) : "1";
    return hint(arguments.get(0), level.matches("\\d") ? Integer.parseInt(level) : 0);
  }

  private static Object solutionMagic(List<String> arguments) {
    return arguments.isEmpty()
        ? Reply.text(Words.in(language).text("course.missing-check-id"))
        : solution(arguments.get(0));
  }

  /** A value for a name; why there is none is said in the notebook's language. */
  static <T> T given(Supplier<T> made) {
    try {
      return made.get();
    } catch (InputException e) {
      throw new Refused(e.in(language));
    }
  }

  /** What is made, or the message why it cannot be. */
  private static Object shown(Supplier<?> made) {
    try {
      return made.get();
    } catch (FormulaException e) {
      return Reply.code(e.in(language));
    } catch (IllegalArgumentException e) {
      return Reply.text(e.getMessage());
    }
  }
}
