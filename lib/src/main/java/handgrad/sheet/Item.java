package handgrad.sheet;

import handgrad.check.AnswerCheck;
import handgrad.check.DescentCheck;
import handgrad.check.Judgement;
import handgrad.check.OptimumCheck;
import handgrad.derive.Assumptions;
import handgrad.derive.Bound;
import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Shape;
import handgrad.words.Language;
import handgrad.words.Message;
import handgrad.words.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One item of the sheet: a question with an id and what counts as an answer.
 *
 * @param id the answer id: {@code 1.x}, {@code 7.5}
 * @param kind what is asked
 * @param f the formula that is differentiated, in the plain notation; empty where nothing is
 * @param variable what it is differentiated by
 * @param shapes the names an answer may use, with their shapes
 * @param given names that stand for something: {@code c = x + y}, in the order they build on each
 *     other; {@code f = relu} says which function a letter is
 * @param answer the answer in the plain notation; empty where the library derives it
 * @param minutes how long it takes
 * @param difficulty 1, 2 or 3
 * @param assumptions what may be taken for granted, in the words of {@link
 *     handgrad.derive.Assumptions}
 * @param readings other answers that are right, each under a reading of the question
 * @param slips answers that are wrong in a known way
 */
public record Item(
    String id,
    Kind kind,
    String f,
    String variable,
    String shapes,
    Map<String, String> given,
    String answer,
    int minutes,
    int difficulty,
    String assumptions,
    List<Known> readings,
    List<Known> slips) {

  /** The level of the hint that says the rule. */
  static final int RULE = 2;

  private static final Map<Item, AnswerCheck> QUESTIONS = new ConcurrentHashMap<>();
  private static final Map<Item, OptimumCheck> OPTIMA = new ConcurrentHashMap<>();
  private static final Map<Item, DescentCheck> STEPS = new ConcurrentHashMap<>();

  /** What is asked, and so how an answer is judged. */
  public enum Kind {
    /** Anything with one right value. */
    VALUE,
    /** The derivative of f by the variable, which the library derives. */
    DERIVATIVE,
    /** Where f is least: the gradient vanishes there. */
    OPTIMUM,
    /** Where a lasso's f, with its kinks, is least. */
    LASSO,
    /** A step of descent. */
    STEP
  }

  /**
   * An answer known beforehand: another right reading, or a slip.
   *
   * @param kind a slip's kind ({@code sign}, {@code factor}, {@code term} …); {@code reading}
   * @param answer the answer it leads to, in the plain notation
   * @param key the key of the words that name its place; empty where the check finds the place
   * @param hint the level of the hint that holds its line
   */
  public record Known(String kind, String answer, String key, int hint) {
    /** The same where the rule is what the slip breaks. */
    public Known(String kind, String answer, String key) {
      this(kind, answer, key, RULE);
    }
  }

  public Item {
    given = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(given));
    readings = List.copyOf(readings);
    slips = List.copyOf(slips);
  }

  /** The names of the question itself. */
  public Declarations declarations() {
    return Declarations.parse(shapes);
  }

  /** The formulas that the given names stand for, each in the names of the question. */
  public Map<String, Expr> definitions() {
    Map<String, Expr> definitions = new LinkedHashMap<>();
    Declarations known = declarations();
    for (Map.Entry<String, String> entry : given.entrySet()) {
      if (known.functions().contains(entry.getKey())) {
        continue;
      }
      Expr expr = substitute(Formula.parse(entry.getValue(), known), definitions);
      definitions.put(entry.getKey(), expr);
      known = known.with(entry.getKey(), expr.shape());
    }
    return definitions;
  }

  /** The names an answer may use: those of the question and the given ones. */
  public Declarations answerNames() {
    Declarations known = declarations();
    for (Map.Entry<String, Expr> entry : definitions().entrySet()) {
      known = known.with(entry.getKey(), entry.getValue().shape());
    }
    return known;
  }

  /** An answer as an expression in the names of the question alone. */
  public Expr parse(String text, Shape expected) {
    return meant(Formula.parseLines(text, answerNames(), expected));
  }

  /** A formula in the names an answer may use, as one in the names of the question alone. */
  Expr meant(Expr formula) {
    return substitute(formula, definitions());
  }

  /** Whether the answer is a derivative that the library derives: matrix calculus. */
  public boolean isDerived() {
    return kind == Kind.DERIVATIVE;
  }

  /** The derivative that is asked for, ready to judge answers. */
  public AnswerCheck question() {
    return QUESTIONS.computeIfAbsent(this, Item::derive);
  }

  private AnswerCheck derive() {
    Declarations names = declarations();
    return AnswerCheck.of(Formula.parse(f, names), variable, names, assumed());
  }

  private Assumptions assumed() {
    return Assumptions.parse(List.of(assumptions), declarations());
  }

  /** The question of an optimum, ready to judge answers. */
  public OptimumCheck optimum() {
    return OPTIMA.computeIfAbsent(this, Item::ask);
  }

  private OptimumCheck ask() {
    Declarations names = declarations();
    return kind == Kind.LASSO
        ? OptimumCheck.of(names, variable, LassoData.planted())
        : OptimumCheck.of(Formula.parse(f, names), variable, names, assumed(), answer);
  }

  /** The question of a step of descent, ready to judge answers. */
  public DescentCheck step() {
    return STEPS.computeIfAbsent(this, Item::descend);
  }

  private DescentCheck descend() {
    List<DescentCheck.Form> forms = new ArrayList<>();
    forms.add(new DescentCheck.Form(parse(answer, null), remark().orElse(null)));
    for (Known reading : readings) {
      forms.add(
          new DescentCheck.Form(
              parse(reading.answer(), null), Message.of("place." + reading.key())));
    }
    return DescentCheck.of(forms, variable, "gamma", answerNames(), question());
  }

  /** The answer; of an equation its left side less its right side. */
  public Expr expected() {
    if (kind != Kind.LASSO) {
      return isDerived() ? question().answer() : parse(answer, null);
    }
    int equals = answer.indexOf('=');
    return parse(answer.substring(0, equals), null)
        .minus(parse(answer.substring(equals + 1), null));
  }

  /** The answer as it may be typed. */
  public String typed() {
    return kind == Kind.LASSO ? answer : Ascii.print(expected());
  }

  /** What is said of a right answer beside that it is right. */
  public Optional<Message> remark() {
    String key = "sheet." + id + ".remark";
    return Words.in(Language.EN).has(key) ? Optional.of(Message.of(key)) : Optional.empty();
  }

  /** The same item with another answer, which is the only right one. */
  Item answeredBy(String other) {
    return new Item(
        id,
        Kind.VALUE,
        f,
        variable,
        shapes,
        given,
        other,
        minutes,
        difficulty,
        assumptions,
        List.of(),
        List.of());
  }

  /** The level of the hint that holds the line which a slip breaks. */
  public int hintFor(Judgement.Slip slip) {
    return slips.stream()
        .filter(known -> known.kind().equals(slip.kind()))
        .filter(known -> known.key().isEmpty() || slip.place().key().equals("place." + known.key()))
        // a slip with words of its own before one whose place the check found
        .max(Comparator.comparing(known -> known.key().length()))
        .map(Known::hint)
        .orElse(RULE);
  }

  /** What the item is for, in a few words that keep the answer back. */
  public String goal(Language language) {
    return Words.in(language).text("sheet." + id + ".goal");
  }

  /** A hint: 1 the idea, 2 the rule, 3 the first line. */
  public String hint(int level, Language language) {
    return Words.in(language).text("sheet." + id + ".hint" + level);
  }

  /** The solution in Markdown. */
  public String solution(Language language) {
    return Words.in(language).text("sheet." + id + ".solution");
  }

  private Expr substitute(Expr expr, Map<String, Expr> definitions) {
    return Bound.bind(inserted(expr, definitions), functions());
  }

  private static Expr inserted(Expr expr, Map<String, Expr> definitions) {
    if (expr instanceof Expr.Variable variable && definitions.containsKey(variable.name())) {
      return definitions.get(variable.name());
    }
    return expr.operands().isEmpty()
        ? expr
        : expr.withOperands(expr.operands().stream().map(o -> inserted(o, definitions)).toList());
  }

  // f = relu among the given names: f and f' then mean that function and its derivative.
  private Map<String, String> functions() {
    Map<String, String> functions = new LinkedHashMap<>(given);
    functions.keySet().retainAll(declarations().functions());
    return functions;
  }
}
