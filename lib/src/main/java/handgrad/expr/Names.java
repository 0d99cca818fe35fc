package handgrad.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run of letters means: declared names, functions, constants and sizes, the longest first.
 */
final class Names {
  private static final Map<String, String> SPELLINGS =
      Map.ofEntries(
          Map.entry("ReLU", "relu"),
          Map.entry("Tr", "tr"),
          Map.entry("trace", "tr"),
          Map.entry("lndet", "logdet"),
          Map.entry("sgn", "sign"),
          Map.entry("norm", "norm2"),
          Map.entry("tg", "tan"),
          Map.entry("sh", "sinh"),
          Map.entry("ch", "cosh"),
          Map.entry("th", "tanh"));

  private static final Set<String> FUNCTIONS =
      Set.of(
          "tr",
          "det",
          "ln",
          "log",
          "logdet",
          "exp",
          "sqrt",
          "abs",
          "sign",
          "sin",
          "cos",
          "tan",
          "sinh",
          "cosh",
          "tanh",
          "sigmoid",
          "relu",
          "step",
          "inv",
          "adj",
          "cof",
          "sum",
          "diag",
          "norm1",
          "norm2",
          "kron",
          "vec",
          "comm",
          "ones",
          "zeros",
          "eye",
          "max",
          "transpose");

  private static final Set<String> CONSTANTS = Set.of("e", "pi", "I", "E");

  private final Declarations declarations;
  private final Set<String> sizes;

  Names(Declarations declarations) {
    this.declarations = declarations;
    sizes = declarations.sizes();
  }

  static boolean isFunction(String name) {
    return FUNCTIONS.contains(name) || SPELLINGS.containsKey(name);
  }

  /** The one spelling of a function's name. */
  static String spelling(String name) {
    return SPELLINGS.getOrDefault(name, name);
  }

  boolean isDeclaredFunction(String name) {
    return declarations.functions().contains(name);
  }

  boolean isVariable(String name) {
    return declarations.contains(name);
  }

  boolean isSize(String name) {
    return sizes.contains(name);
  }

  boolean isConstant(String name) {
    return CONSTANTS.contains(name);
  }

  private boolean isKnown(String name) {
    return isVariable(name)
        || isDeclaredFunction(name)
        || isSize(name)
        || isConstant(name)
        || isFunction(name);
  }

  /** The names a run is made of, or an empty list where it cannot be split. */
  List<String> split(String run) {
    if (run.isEmpty() || isKnown(run)) {
      return List.of(run);
    }
    int n = run.length();
    int[] next = new int[n + 1];
    next[n] = n;
    for (int i = n - 1; i >= 0; i--) {
      next[i] = -1;
      for (int j = n; j > i && next[i] < 0; j--) {
        if (next[j] >= 0 && isKnown(run.substring(i, j))) {
          next[i] = j;
        }
      }
    }
    if (next[0] < 0) {
      return List.of();
    }
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < n; i = next[i]) {
      pieces.add(run.substring(i, next[i]));
    }
    return pieces;
  }

  /** The error for an unknown name, with the nearest known one where one is near. */
  FormulaException unknown(String name) {
    String nearest = null;
    int least = Math.max(1, name.length() / 2) + 1;
    TreeSet<String> all = new TreeSet<>(declarations.names());
    all.addAll(declarations.functions());
    if (name.length() > 1) {
      all.addAll(FUNCTIONS);
    }
    for (String candidate : all) {
      int distance = distance(name, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    String declared = declarations.toString();
    return nearest == null
        ? new FormulaException("expr.unknown-name", name, declared)
        : new FormulaException("expr.unknown-name-nearest", name, nearest, declared);
  }

  // Levenshtein's distance; a letter of the other case counts half as much as another letter.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = 2 * j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = 2 * i;
      for (int j = 1; j <= b.length(); j++) {
        char x = a.charAt(i - 1);
        char y = b.charAt(j - 1);
        int same = x == y ? 0 : Character.toLowerCase(x) == Character.toLowerCase(y) ? 1 : 2;
        int change = Math.min(diagonal + same, Math.min(row[j], row[j - 1]) + 2);
        diagonal = row[j];
        row[j] = change;
      }
    }
    return (row[b.length()] + 1) / 2;
  }
}
