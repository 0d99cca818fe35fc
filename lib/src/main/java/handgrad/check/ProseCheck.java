package handgrad.check;

import handgrad.check.Chain.Relation;
import handgrad.check.ProseReader.Derivative;
import handgrad.check.ProseReader.Kind;
import handgrad.check.ProseReader.Side;
import handgrad.derive.Assumptions;
import handgrad.derive.Bound;
import handgrad.derive.Derivation;
import handgrad.derive.Evaluation;
import handgrad.derive.Jet;
import handgrad.derive.Points;
import handgrad.derive.Sample;
import handgrad.derive.Undefined;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges equalities about derivatives as they stand in prose, {@code df = … = …} in LaTeX: each two
 * neighbouring sides must have the same value at random admissible points in random directions.
 * {@code d( )} is the derivative in the direction; {@code \nabla f}, {@code J} and fractions of
 * {@code \partial} are computed entry by entry, from the formula alone.
 *
 * <pre>{@code
 * ProseCheck check = ProseCheck.of("tr(A X'X)", "X", "A:n,n;X:m,n");
 * check.judge("\\nabla f = X(A + A^{\\top})").verdict()   // RIGHT
 * check.judge("\\nabla f = 2XA").verdict()               // WRONG
 * }</pre>
 */
public final class ProseCheck {
  /** What is said of a chain of equalities. */
  public enum Verdict {
    RIGHT,
    WRONG,
    /** A side cannot be read, or there is no equality. */
    UNREAD
  }

  /**
   * The verdict on one chain.
   *
   * @param slip the kind of the slip where the last side is a wrong answer; empty otherwise
   * @param reason which equality fails, or what cannot be read; empty where all is right
   */
  public record Finding(Verdict verdict, String slip, String reason) {}

  /**
   * What the text is about.
   *
   * @param f the function, in the plain notation
   * @param name what the text calls it
   * @param by the variable; several, with commas, move together, the first being that of the
   *     gradient
   * @param where names defined on the way, {@code c = x + y; d = c^2}; f may use them; {@code h =
   *     relu} says which function a letter is
   * @param at the variable's value wherever a side is 0: an optimum; empty where there is none
   * @param numbers values of the variables, {@code x = [1 2]; y = 0}, for what holds only there
   * @param gradients names of gradients of f, {@code D = H} for the one by H
   */
  public record Subject(
      String f,
      String name,
      String by,
      String shapes,
      List<String> assumptions,
      String where,
      String at,
      String numbers,
      String gradients) {}

  private static final int POINTS = 3;
  private static final long SEED = 20191231;
  private static final Side ZERO = new Side("0", Expr.Num.ZERO, Map.of());
  private static final Pattern DEFINITION = Pattern.compile("\\s*(\\w+)\\s*=(.*)", Pattern.DOTALL);

  private final Subject subject;
  private final Declarations declared;
  private final Declarations names;
  private final Assumptions assumptions;
  private final Map<String, Expr> definitions = new LinkedHashMap<>();
  private final Map<String, String> functions = new LinkedHashMap<>();
  private final Map<String, Expr> numbers = new LinkedHashMap<>();
  private final Map<String, Expr.Variable> gradients = new LinkedHashMap<>();
  private final Expr f;
  private final List<Expr.Variable> by = new ArrayList<>();
  private final Expr at;
  private final List<Sample> samples;
  private final Points points;

  private ProseCheck(Subject subject) {
    this.subject = subject;
    this.declared = Declarations.parse(subject.shapes());
    this.assumptions = Assumptions.parse(subject.assumptions(), declared);
    Declarations known = declared;
    for (Map.Entry<String, String> part : parts(subject.where()).entrySet()) {
      if (known.functions().contains(part.getKey())) {
        functions.put(part.getKey(), part.getValue().strip());
      } else {
        Expr value = Formula.parse(part.getValue(), known);
        definitions.put(part.getKey(), value);
        known = known.with(part.getKey(), value.shape());
      }
    }
    Expr typed = Formula.parse(subject.f(), known);
    this.f = expand(typed, null);
    if (!known.contains(subject.name())) {
      definitions.put(subject.name(), typed);
      known = known.with(subject.name(), f.shape());
    }
    for (Map.Entry<String, String> part : parts(subject.gradients()).entrySet()) {
      Expr.Variable v = known.variable(part.getValue().strip());
      gradients.put(part.getKey(), v);
      known = known.with(part.getKey(), v.shape());
    }
    this.names = known;
    for (Map.Entry<String, String> part : parts(subject.numbers()).entrySet()) {
      Shape shape = declared.variable(part.getKey()).shape();
      numbers.put(part.getKey(), Formula.parse(part.getValue(), Declarations.NONE, shape));
    }
    for (String name : subject.by().split(",")) {
      by.add(declared.variable(name.strip()));
    }
    this.at = subject.at().isBlank() ? null : expand(Formula.parse(subject.at(), known), null);
    List<Expr> defined = new ArrayList<>(List.of(f));
    if (at != null) {
      defined.add(at);
    }
    this.points = new Points(declared.variables(), assumptions, defined, SEED);
    this.samples = points.require(POINTS);
  }

  /**
   * A check of what is said of one function.
   *
   * @throws FormulaException if the subject cannot be read, or f has no value anywhere
   */
  public static ProseCheck of(Subject subject) {
    return new ProseCheck(subject);
  }

  /** A check of what is said of f, without assumptions. */
  public static ProseCheck of(String f, String by, String shapes) {
    return of(new Subject(f, "f", by, shapes, List.of(), "", "", "", ""));
  }

  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : text.split(";(?![^\\[]*\\])")) {
      Matcher definition = DEFINITION.matcher(part);
      if (definition.matches()) {
        parts.put(definition.group(1), definition.group(2));
      }
    }
    return parts;
  }

  // In the variables alone, but for one name that is to be differentiated by.
  private Expr expand(Expr e, String except) {
    return Bound.bind(inserted(e, except), functions);
  }

  private Expr inserted(Expr e, String except) {
    if (e instanceof Expr.Variable v) {
      Expr value = v.name().equals(except) ? null : definitions.get(v.name());
      return value == null ? e : inserted(value, except);
    }
    if (e.operands().isEmpty()) {
      return e;
    }
    return e.withOperands(e.operands().stream().map(o -> inserted(o, except)).toList());
  }

  /** Judges a chain {@code a = b = c}. */
  public Finding judge(String chain) {
    Chain links = Chain.of(chain);
    if (links.relations().isEmpty()) {
      return new Finding(Verdict.UNREAD, "", "there is no =");
    }
    try {
      return judge(links);
    } catch (FormulaException | Undefined e) {
      return new Finding(Verdict.UNREAD, "", String.valueOf(e.getMessage()));
    }
  }

  /** The last side of a chain. */
  public static String last(String chain) {
    List<String> sides = Chain.of(chain).sides();
    return sides.get(sides.size() - 1);
  }

  private Finding judge(Chain chain) {
    List<String> texts = chain.sides();
    Set<Expr.Variable> moving = moving(String.join(" = ", texts));
    Declarations known = names;
    for (Expr.Variable v : moving) {
      known = known.with("d" + v.name(), v.shape());
    }
    List<Side> sides = new ArrayList<>();
    for (String text : texts) {
      Shape expected = sides.isEmpty() ? null : sides.get(sides.size() - 1).expr().shape();
      sides.add(reader(known).read(text, expected));
    }
    for (int i = 1; i < sides.size(); i++) {
      Relation relation = chain.relations().get(i - 1);
      String difference = difference(relation, sides.get(i - 1), sides.get(i), moving);
      if (difference != null) {
        String slip = i == sides.size() - 1 ? slip(sides) : "";
        return new Finding(Verdict.WRONG, slip, chain.link(i) + ": " + difference);
      }
    }
    return new Finding(Verdict.RIGHT, "", "");
  }

  private ProseReader reader(Declarations known) {
    return new ProseReader(
        known, gradients, by.get(0), subject.name(), new Expr.Variable(subject.name(), f.shape()));
  }

  // A single variable stands still where the text moves only others.
  private Set<Expr.Variable> moving(String text) {
    Set<Expr.Variable> found = new LinkedHashSet<>();
    for (Expr.Variable v : declared.variables()) {
      String letters = v.name().replaceAll("_?\\d+$", "");
      String index = v.name().substring(letters.length()).replace("_", "");
      String digits = index.isEmpty() ? "" : "_?\\{?" + index + "\\}?";
      String own = "(?<![\\\\A-Za-z])d\\\\?" + Pattern.quote(letters) + digits + "(?![A-Za-z0-9_])";
      if (Pattern.compile(own).matcher(text).find()) {
        found.add(v);
      }
    }
    Set<Expr.Variable> moving = new LinkedHashSet<>(by);
    if (by.size() == 1 && !found.isEmpty()) {
      moving.clear();
    }
    moving.addAll(found);
    return moving;
  }

  // ---- values

  private String difference(Relation relation, Side a, Side b, Set<Expr.Variable> moving) {
    String general = difference(samples, relation, a, b, moving);
    if (general == null || numbers.isEmpty()) {
      return general;
    }
    List<Sample> given = samples.stream().map(this::withNumbers).toList();
    if (difference(given, relation, a, b, moving) != null) {
      return general;
    }
    // Zeros there may hide any difference, unless the text says that a side is zero.
    boolean told = isConstant(a) || isConstant(b);
    boolean zero = !told && difference(given, Relation.EQUAL, a, ZERO, moving) == null;
    return zero ? general : null;
  }

  private boolean isConstant(Side side) {
    return side.derivatives().isEmpty() && isConstant(expand(side.expr(), null));
  }

  private static boolean isConstant(Expr e) {
    return !(e instanceof Expr.Variable) && e.operands().stream().allMatch(ProseCheck::isConstant);
  }

  private Sample withNumbers(Sample sample) {
    Sample given = sample;
    for (Map.Entry<String, Expr> number : numbers.entrySet()) {
      given = given.with(number.getKey(), sample.plain().of(number.getValue()));
    }
    return given;
  }

  private String difference(
      List<Sample> points, Relation relation, Side a, Side b, Set<Expr.Variable> moving) {
    boolean optimum = at != null && (isZero(a.expr()) || isZero(b.expr()));
    int seen = 0;
    for (Sample drawn : points) {
      Sample sample = optimum ? moved(drawn) : drawn;
      Map<String, Jet> directions = new LinkedHashMap<>();
      moving.forEach(v -> directions.put(v.name(), this.points.direction(sample, v)));
      try {
        Evaluation left = evaluation(sample, a, directions);
        Evaluation right = evaluation(sample, b, directions);
        Expr x = expand(a.expr(), null);
        Expr y = expand(b.expr(), null);
        double scale = Math.max(left.scale(x), right.scale(y));
        scale = Math.max(scale, Math.max(scale(sample, a), scale(sample, b)));
        Jet units = relation == Relation.ROUNDED ? right.of(Rounding.of(b.expr(), b.text())) : null;
        String difference = new Comparison(relation, scale, units).of(left.of(x), right.of(y));
        if (difference != null) {
          return difference;
        }
        seen++;
      } catch (Undefined e) {
        continue;
      }
    }
    if (seen == 0) {
      throw new FormulaException("derive.nowhere", subject.f(), samples.size());
    }
    return null;
  }

  // A derivative that vanishes is known up to the rounding of what is differentiated.
  private double scale(Sample sample, Side side) {
    double scale = 0;
    for (Derivative d : side.derivatives().values()) {
      scale = Math.max(scale, sample.plain().scale(expand(d.of(), null)));
    }
    return scale;
  }

  private Sample moved(Sample sample) {
    return sample.with(by.get(0).name(), sample.plain().of(at));
  }

  private static boolean isZero(Expr e) {
    return e.equals(Expr.Num.ZERO) || e instanceof Expr.Zeros;
  }

  private Evaluation evaluation(Sample sample, Side side, Map<String, Jet> directions) {
    Map<String, Jet> values = new HashMap<>(sample.values());
    directions.forEach(
        (name, direction) -> {
          Jet value = values.get(name);
          values.put(
              name, new Jet(value.rows(), value.columns(), value.value(), direction.value(), null));
          values.put("d" + name, direction);
        });
    Map<String, Expr> pending = new HashMap<>();
    side.derivatives()
        .forEach(
            (name, d) -> {
              switch (d.kind()) {
                case DIFFERENTIAL -> pending.put(name, expand(d.of(), null));
                case SECOND_DIFFERENTIAL -> pending.put(name, first(d).form());
                default -> values.put(name, entries(sample, d));
              }
            });
    return new Evaluation(sample.sizes(), values, pending, false, sample.phase());
  }

  private Derivation first(Derivative d) {
    Expr.Variable v = d.by() == null ? by.get(0) : d.by();
    return Derivation.of(expand(d.of(), v.name()), v, assumptions.with(Assumptions.Kind.GRADIENT));
  }

  // The derivative by every entry of the variable, which alone moves.
  private Jet entries(Sample sample, Derivative d) {
    Expr.Variable v = d.by();
    Expr of = d.kind() == Kind.HESSIAN ? first(d).result() : expand(d.of(), v.name());
    Jet start = sample.plain().of(expand(v, null));
    int n = start.length();
    double[] all = null;
    int rows = 0;
    for (int k = 0; k < n; k++) {
      double[] unit = new double[n];
      unit[k] = 1;
      Map<String, Jet> values = new HashMap<>(sample.values());
      values.put(v.name(), new Jet(start.rows(), start.columns(), start.value(), unit, null));
      Jet value = new Evaluation(sample.sizes(), values, Map.of(), false, sample.phase()).of(of);
      rows = value.length();
      all = all == null ? new double[rows * n] : all;
      for (int i = 0; i < rows; i++) {
        all[k * rows + i] = value.slope(i);
      }
    }
    boolean gradient = d.kind() == Kind.GRADIENT && rows == 1;
    return gradient ? Jet.constant(start.rows(), start.columns(), all) : Jet.constant(rows, n, all);
  }

  // ---- slips

  // The slip of the last side, where the first is the derivative of f itself.
  private String slip(List<Side> sides) {
    Side first = sides.get(0);
    Side last = sides.get(sides.size() - 1);
    if (first.derivatives().size() != 1 || !last.derivatives().isEmpty()) {
      return "";
    }
    Derivative d = first.derivatives().values().iterator().next();
    Expr.Variable v = d.by() == null ? by.get(0) : d.by();
    if (d.kind() == Kind.HESSIAN || d.kind() == Kind.SECOND_DIFFERENTIAL) {
      return "";
    }
    try {
      AnswerCheck check = AnswerCheck.of(expand(d.of(), v.name()), v.name(), declared, assumptions);
      Judgement judgement = check.judge(expand(last.expr(), null));
      return judgement.slips().isEmpty() ? "" : judgement.slips().get(0).kind();
    } catch (FormulaException e) {
      return "";
    }
  }
}
