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
          Map.entry("Det", "det"),
          Map.entry("lndet", "logdet"),
          Map.entry("sgn", "sign"),
          Map.entry("norm", "norm2"),
          Map.entry("tg", "tan"),
          Map.entry("sh", "sinh"),
          Map.entry("ch", "cosh"),
          Map.entry("th", "tanh"));

  private static final Set<String> FUNCTIONS =
      Set.of(
          ("tr det ln log logdet exp sqrt abs sign sin cos tan sinh cosh tanh sigmoid relu step inv"
                  + " adj cof sum diag norm1 norm2 kron vec comm ones zeros eye max soft"
                  + " transpose")
              .split(" "));

  private static final Set<String> CONSTANTS = Set.of("e", "pi", "I", "E");

  private final Declarations declarations;
  private final Set<String> sizes;
  private final int longest;

  Names(Declarations declarations) {
    this.declarations = declarations;
    sizes = declarations.sizes();
    int length = "transpose".length();
    for (Set<String> declared : List.of(declarations.names(), declarations.functions(), sizes)) {
      for (String name : declared) {
        length = Math.max(length, name.length());
      }
    }
    longest = length;
  }

  /** Whether the grammar knows a function of this name; its name cannot be declared. */
  static boolean isGrammarFunction(String name) {
    return FUNCTIONS.contains(name) || SPELLINGS.containsKey(name);
  }

  /** The one spelling of a function's name. */
  static String spelling(String name) {
    return name.equals("sigma") ? "sigmoid" : SPELLINGS.getOrDefault(name, name);
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

  /** Whether the name is a family's with an index: {@code x_i}. */
  boolean isMember(String name) {
    int index = name.length() - 2;
    return index > 0
        && name.charAt(index) == '_'
        && Character.isLetter(name.charAt(index + 1))
        && declarations.isFamily(name.substring(0, index));
  }

  /** Whether a name is declared, as a variable, a family's member, a function or a size. */
  boolean isDeclared(String name) {
    return isVariable(name) || isMember(name) || isDeclaredFunction(name) || isSize(name);
  }

  /**
   * Whether a name is a function's: declared ones win, and sigma is the sigmoid where it can be.
   */
  boolean isFunction(String name) {
    return isDeclaredFunction(name)
        || !isDeclared(name) && (isGrammarFunction(name) || name.equals("sigma"));
  }

  /** The size that an identity's index names ({@code I_n}, {@code I_{mn}}), or null. */
  Size size(String index) {
    Size product = Size.ONE;
    for (String part : index.strip().split("\\s+")) {
      String digits = part.replaceFirst("\\D.*", "");
      String letters = part.substring(digits.length());
      if (digits.length() > 4 || digits.isEmpty() && letters.isEmpty()) {
        return null;
      }
      int number = digits.isEmpty() ? 1 : Integer.parseInt(digits);
      List<String> pieces = letters.isEmpty() ? List.of() : split(letters);
      if (number == 0 || letters.length() > 0 && pieces.isEmpty()) {
        return null;
      }
      product = product.times(Size.of(number));
      for (String piece : pieces) {
        if (!isSize(piece)) {
          return null;
        }
        product = product.times(Size.of(piece));
      }
    }
    return product;
  }

  private boolean isKnown(String name) {
    return isDeclared(name) || CONSTANTS.contains(name) || isFunction(name);
  }

  /** The names a run is made of, or an empty list where it cannot be split. */
  List<String> split(String run) {
    if (isKnown(run)) {
      return List.of(run);
    }
    int n = run.length();
    int[] next = new int[n + 1];
    next[n] = n;
    for (int i = n - 1; i >= 0; i--) {
      next[i] = -1;
      for (int j = Math.min(n, i + longest); j > i && next[i] < 0; j--) {
        if (next[j] >= 0 && isKnown(run.substring(i, j))) {
          next[i] = j;
        }
      }
    }
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < n && next[0] >= 0; i = next[i]) {
      pieces.add(run.substring(i, next[i]));
    }
    return pieces;
  }

  /** The error for a name with a running index that is no family's. */
  FormulaException noFamily(Index name) {
    String base = name.withBelow("").known(this::isVariable);
    String indexed = (base == null ? name.base() : base) + "_" + name.below();
    return base == null
        ? unknown(indexed)
        : new FormulaException(
            "expr.no-family", indexed, base, declarations.variable(base).shape());
  }

  /** The error for an unknown name, with the nearest known one where one is near. */
  FormulaException unknown(String name) {
    if (name.equals("1")) { // a bold one
      return new FormulaException("expr.bold-one");
    }
    String nearest = null;
    int least = Math.max(1, name.length() / 2) + 1;
    TreeSet<String> all = new TreeSet<>(declarations.names());
    all.addAll(declarations.functions());
    if (name.length() > 1) {
      all.addAll(FUNCTIONS);
    }
    for (String candidate : all) {
      if (Math.abs(candidate.length() - name.length()) >= least) {
        continue;
      }
      int distance = distance(name, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    String declared = declarations.isEmpty() ? "–" : declarations.toString();
    String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
    return nearest == null
        ? new FormulaException("expr.unknown-name", shown, declared)
        : new FormulaException("expr.unknown-name-nearest", shown, nearest, declared);
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
