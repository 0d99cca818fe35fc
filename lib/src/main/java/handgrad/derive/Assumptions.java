package handgrad.derive;

import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a derivation or a check may take for granted: of variables ({@code A symmetric}, {@code
 * positive definite}, {@code orthogonal}, {@code X invertible}, {@code y is +1 or -1}, {@code y is
 * 0 or 1}, {@code q in (0,1)}), of formulas ({@code det(X) > 0}), of sizes ({@code p <= n}); and
 * what is asked for ({@code kind=hessian}, {@code jacobian}, {@code symmetric}, {@code differential
 * in direction H}). What is not understood is kept as a remark.
 */
public final class Assumptions {
  public static final Assumptions NONE = new Assumptions();

  /** What the derivative is to be. */
  public enum Kind {
    /** The gradient of a number. */
    GRADIENT,
    HESSIAN,
    JACOBIAN,
    /** The gradient by a symmetric variable, entries that mirror each other moving together. */
    SYMMETRIC,
    /** The differential in a declared direction. */
    DIFFERENTIAL
  }

  /** A formula assumed positive. */
  record Positive(Expr formula, String text) {}

  private static final Pattern LAW =
      Pattern.compile(
          "\\s*(\\w+)\\s+(?:is\\s+)?"
              + "(symmetric|positive\\s*-?definite|orthogonal|invertible|nonsingular)\\s*");
  private static final Pattern VALUES = Pattern.compile("\\s*(\\w+)\\s+(?:is|in)\\s*(.+?)\\s*");
  private static final Pattern SIZES = Pattern.compile("\\s*(\\w+)\\s*(<=|<|>=|≤|≥)\\s*(\\w+)\\s*");
  private static final Pattern KIND =
      Pattern.compile("\\s*kind\\s*=\\s*(\\w+)(?:\\s+in\\s+direction\\s+(\\w+))?\\s*");

  private final Map<String, Set<Law>> laws = new HashMap<>();
  private final List<Positive> positive = new ArrayList<>();
  private final List<String[]> orders = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private Kind kind = Kind.GRADIENT;
  private String direction;

  private Assumptions() {}

  /**
   * Reads assumptions, one or several separated by {@code ;}.
   *
   * @throws FormulaException if a name is not declared, or {@code E} of {@code E > 0} cannot be
   *     read
   */
  public static Assumptions parse(Collection<String> texts, Declarations declarations) {
    Assumptions all = new Assumptions();
    for (String text : texts) {
      for (String part : text.split(";")) {
        if (!part.isBlank()) {
          all.add(part.strip(), declarations);
        }
      }
    }
    return all;
  }

  private void add(String text, Declarations declarations) {
    texts.add(text);
    Matcher kindMatch = KIND.matcher(text);
    Matcher law = LAW.matcher(text);
    Matcher sizes = SIZES.matcher(text);
    Matcher values = VALUES.matcher(text);
    if (kindMatch.matches()) {
      kind(kindMatch.group(1), kindMatch.group(2), text, declarations);
    } else if (law.matches()) {
      add(declarations.variable(law.group(1)).name(), law(law.group(2)));
    } else if (sizes.matches() && isSizeOrder(sizes, declarations)) {
      boolean upwards = sizes.group(2).startsWith("<") || sizes.group(2).equals("≤");
      orders.add(
          upwards
              ? new String[] {sizes.group(1), sizes.group(3)}
              : new String[] {sizes.group(3), sizes.group(1)});
    } else if (text.matches(".*>\\s*0\\s*")) {
      String formula = text.substring(0, text.lastIndexOf('>')).strip();
      positive.add(new Positive(Formula.parse(formula, declarations), formula));
    } else if (!values.matches() || !values(values, declarations)) {
      remarks.add(text);
    }
  }

  private static boolean isSizeOrder(Matcher sizes, Declarations declarations) {
    Set<String> letters = declarations.sizes();
    return letters.contains(sizes.group(1)) && letters.contains(sizes.group(3));
  }

  private void kind(String name, String by, String text, Declarations declarations) {
    switch (name) {
      case "gradient" -> kind = Kind.GRADIENT;
      case "hessian" -> kind = Kind.HESSIAN;
      case "jacobian" -> kind = Kind.JACOBIAN;
      case "symmetric" -> kind = Kind.SYMMETRIC;
      case "differential" -> {
        kind = Kind.DIFFERENTIAL;
        direction = by == null ? null : declarations.variable(by).name();
      }
      default -> throw new FormulaException("derive.unknown-kind", text);
    }
  }

  private static Law law(String word) {
    if (word.startsWith("symmetric")) {
      return Law.SYMMETRIC;
    }
    if (word.startsWith("positive")) {
      return Law.POSITIVE_DEFINITE;
    }
    return word.startsWith("orthogonal") ? Law.ORTHOGONAL : Law.INVERTIBLE;
  }

  private boolean values(Matcher match, Declarations declarations) {
    if (!declarations.contains(match.group(1))) {
      return false;
    }
    String values = match.group(2).replace(" ", "").replace("−", "-");
    Law law =
        switch (values) {
          case "+1or-1", "-1or+1", "1or-1", "-1or1", "{-1,1}", "{-1,+1}", "±1" -> Law.SIGNS;
          case "0or1", "1or0", "{0,1}" -> Law.BITS;
          case "(0,1)", "(0;1)" -> Law.UNIT_INTERVAL;
          default -> null;
        };
    if (law == null) {
      return false;
    }
    add(match.group(1), law);
    return true;
  }

  private void add(String name, Law law) {
    laws.computeIfAbsent(name, n -> EnumSet.noneOf(Law.class)).add(law);
  }

  /** The same assumptions with another kind of derivative asked for. */
  public Assumptions with(Kind other) {
    Assumptions all = copy();
    all.kind = other;
    return all;
  }

  /** The same assumptions and one more law of a variable. */
  public Assumptions with(String name, Law law) {
    Assumptions all = copy();
    all.add(name, law);
    return all;
  }

  /** The same assumptions but for the laws of one variable. */
  Assumptions without(String name) {
    Assumptions all = copy();
    all.laws.remove(name);
    return all;
  }

  /** The same assumptions and a formula assumed positive, in every entry. */
  public Assumptions withPositive(Expr formula) {
    Assumptions all = copy();
    all.positive.add(new Positive(formula, Ascii.print(formula)));
    return all;
  }

  /** The same assumptions and all these letters for sizes equal. */
  public Assumptions withEqualSizes(Collection<String> letters) {
    Assumptions all = copy();
    for (String a : letters) {
      for (String b : letters) {
        all.orders.add(new String[] {a, b});
      }
    }
    return all;
  }

  private Assumptions copy() {
    Assumptions all = new Assumptions();
    laws.forEach((name, set) -> all.laws.put(name, EnumSet.copyOf(set)));
    all.positive.addAll(positive);
    all.orders.addAll(orders);
    all.remarks.addAll(remarks);
    all.texts.addAll(texts);
    all.kind = kind;
    all.direction = direction;
    return all;
  }

  public Kind kind() {
    return kind;
  }

  /** The declared direction of {@code kind=differential}; null without one. */
  public String direction() {
    return direction;
  }

  /** The assumptions as they were given. */
  public List<String> texts() {
    return List.copyOf(texts);
  }

  /** What was not understood. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  public Set<Law> laws(String name) {
    return laws.getOrDefault(name, Set.of());
  }

  List<Positive> positive() {
    return positive;
  }

  /** Pairs of size letters, the first at most the second. */
  List<String[]> orders() {
    return orders;
  }

  /** A simplifier that uses what is assumed of the variables. */
  public Simplifier simplifier() {
    Set<String> symmetric = new HashSet<>();
    Set<String> orthogonal = new HashSet<>();
    laws.forEach(
        (name, set) -> {
          if (set.contains(Law.SYMMETRIC) || set.contains(Law.POSITIVE_DEFINITE)) {
            symmetric.add(name);
          }
          if (set.contains(Law.ORTHOGONAL)) {
            orthogonal.add(name);
          }
        });
    return new Simplifier(symmetric, orthogonal);
  }
}
