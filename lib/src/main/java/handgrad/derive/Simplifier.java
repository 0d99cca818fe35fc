package handgrad.derive;

import handgrad.expr.Expr;
import java.util.Set;

/**
 * Writes an expression in the form that a textbook prints: common factors taken out, transposes
 * pushed to the names, like terms added, no double negation. Equal value wherever the expression
 * has one; {@code X*inv(X)} is the identity.
 *
 * <pre>{@code
 * Declarations names = Declarations.parse("A: n×n, x: n×1");
 * Simplifier.simplify(Formula.parse("(x'*A)' + (x'*A')'", names))   // (A + A')*x
 * }</pre>
 */
public final class Simplifier {
  private static final Simplifier PLAIN = new Simplifier(Set.of(), Set.of());

  private final Set<String> symmetric;
  private final Set<String> orthogonal;

  /** A simplifier that knows which variables are symmetric, and which orthogonal. */
  public Simplifier(Set<String> symmetric, Set<String> orthogonal) {
    this.symmetric = Set.copyOf(symmetric);
    this.orthogonal = Set.copyOf(orthogonal);
  }

  /** The textbook form when nothing is assumed of the variables. */
  public static Expr simplify(Expr e) {
    return PLAIN.apply(e);
  }

  /** The shorter of the form with brackets kept and the form with brackets multiplied out. */
  public Expr apply(Expr e) {
    Expr kept = Writer.write(new Reader(false, symmetric, orthogonal).read(e));
    if (!Writer.hasSumFactor(kept)) {
      return kept;
    }
    Expr expanded = Writer.write(new Reader(true, symmetric, orthogonal).read(e));
    return Writer.weight(expanded) < Writer.weight(kept) ? expanded : kept;
  }
}
