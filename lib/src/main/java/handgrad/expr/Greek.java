package handgrad.expr;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Greek letters that a formula may have, by LaTeX's names.
 *
 * <p>Both forms of ε and of φ are read as {@code epsilon} and {@code phi}; LaTeX tells them apart
 * ({@code \phi} is ϕ, {@code \varphi} φ).
 *
 * <pre>{@code
 * Greek.sign("lambda")   // λ
 * Greek.name('λ')        // lambda
 * Greek.name('φ')        // phi
 * }</pre>
 */
public final class Greek {
  private static final String LETTERS =
      "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ"
          + " lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ"
          + " psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ"
          + " Psi Ψ Omega Ω";

  private static final Map<String, String> SIGNS = new LinkedHashMap<>();
  private static final Map<Integer, String> NAMES = new HashMap<>();

  static {
    String[] letters = LETTERS.split(" ");
    for (int i = 0; i < letters.length; i += 2) {
      SIGNS.put(letters[i], letters[i + 1]);
      NAMES.put(letters[i + 1].codePointAt(0), letters[i].replaceFirst("^var", ""));
    }
    NAMES.put((int) 'ϵ', "epsilon");
  }

  private Greek() {}

  /** The letter of a name, as LaTeX sets it; null where no letter has this name. */
  public static String sign(String name) {
    return SIGNS.get(name);
  }

  /** The name of a typed letter; null where it is not one of these. */
  public static String name(int letter) {
    return NAMES.get(letter);
  }

  static boolean isName(String letters) {
    return SIGNS.containsKey(letters);
  }
}
