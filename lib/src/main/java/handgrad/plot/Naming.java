package handgrad.plot;

import handgrad.expr.Expr;
import handgrad.expr.Greek;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of nodes in the markup of labels: declared ones set as maths, new letters for the rest. */
final class Naming {

  private static final String HATS = "aâcĉgĝhĥjĵoôsŝuûwŵyŷYŶWŴ";
  private static final List<String> NUMBERS = List.of("abcdghpqrstuvwz".split(""));
  private static final List<String> MATRICES = List.of("HPQRSTUVZBCDKMN".split(""));

  private final Map<Expr, String> names = new HashMap<>();
  private String gradient = "G";

  /**
   * Names what is not declared: small letters for numbers and vectors, large ones for matrices,
   * {@code f} for the result. Where the letters do not suffice nothing gets a name.
   */
  static Naming of(Expr result, Collection<Expr> operations, Set<String> declared) {
    Naming naming = new Naming();
    Set<String> taken = new HashSet<>(declared);
    naming.gradient = taken.contains("G") ? "\\nabla " : "G";
    Iterator<String> numbers = NUMBERS.stream().filter(n -> !taken.contains(n)).iterator();
    Iterator<String> matrices = MATRICES.stream().filter(n -> !taken.contains(n)).iterator();
    for (Expr operation : operations) {
      Iterator<String> letters = small(operation) ? numbers : matrices;
      if (operation.equals(result)) {
        naming.names.put(operation, taken.contains("f") ? "F" : "f");
      } else if (letters.hasNext()) {
        naming.names.put(operation, letters.next());
      } else {
        return new Naming();
      }
    }
    return naming;
  }

  private static boolean small(Expr expr) {
    return expr.shape().isScalar() || expr.shape().isVector();
  }

  /** Whether an operation has a name. */
  boolean has(Expr expr) {
    return names.containsKey(expr);
  }

  /** The letter for the gradient that comes back to a node. */
  String gradient() {
    return gradient;
  }

  /** The name of an operation, or null. */
  String of(Expr expr) {
    return names.get(expr);
  }

  /** A declared name as maths: {@code W1} as W₁, {@code lambda} as λ, {@code yhat} as ŷ. */
  static String declared(String name) {
    if (name.contains("_") || name.contains("^")) {
      int at = Math.max(name.indexOf('_'), name.indexOf('^'));
      int first = name.indexOf('_') < 0 ? at : Math.min(at, name.indexOf('_'));
      first = name.indexOf('^') < 0 ? first : Math.min(first, name.indexOf('^'));
      return letters(name.substring(0, first)) + indices(name.substring(first));
    }
    int digits = name.length();
    while (digits > 1 && Character.isDigit(name.charAt(digits - 1))) {
      digits--;
    }
    String index = name.substring(digits);
    return letters(name.substring(0, digits)) + (index.isEmpty() ? "" : "_{" + index + "}");
  }

  private static String letters(String name) {
    if (Greek.sign(name) != null) {
      return "\\" + name + " ";
    }
    String lower = name.toLowerCase(java.util.Locale.ROOT);
    int hat = lower.endsWith("hat") && name.length() == 4 ? HATS.indexOf(name.charAt(0)) : -1;
    return hat >= 0 && hat % 2 == 0 ? HATS.substring(hat + 1, hat + 2) : name;
  }

  /** Several signs after {@code _} or {@code ^} belong together: {@code w1_11} has the index 11. */
  private static String indices(String rest) {
    StringBuilder grouped = new StringBuilder();
    int i = 0;
    while (i < rest.length()) {
      char mark = rest.charAt(i);
      int end = i + 1;
      while (end < rest.length() && rest.charAt(end) != '_' && rest.charAt(end) != '^') {
        end++;
      }
      String group = rest.substring(i + 1, end);
      boolean braced = group.startsWith("{");
      grouped.append(mark).append(braced ? group : "{" + group + "}");
      i = end;
    }
    return grouped.toString();
  }
}
