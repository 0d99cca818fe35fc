package handgrad.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Shape;
import org.junit.jupiter.api.Test;

class VerifierTest {
  private final Declarations names =
      Declarations.parse("A:n,n;X:n,n").with("dX", Shape.of("n", "n"));
  private final Expr.Variable x = names.variable("X");
  private final Expr.Variable dx = names.variable("dX");

  private String refusal(String f, Rule rule, String after) {
    Expr expr = Formula.parse(f, names);
    Differential d = new Differential(x, dx);
    Verifier verifier = new Verifier(expr, x, Assumptions.NONE, d);
    Expr line = Formula.parse(after, names);
    return assertThrows(FormulaException.class, () -> verifier.require(rule, d.d(expr), line))
        .getMessage();
  }

  @Test
  void aWrongLineIsNeverShown() {
    assertEquals(
        "rule \"differential of the inverse\" failed its numerical check: d(inv(X)) is not"
            + " inv(X)*dX*inv(X). No derivation is shown; please report the formula",
        refusal("inv(X)", Rule.INVERSE, "inv(X)*dX*inv(X)"));
    assertEquals(
        "rule \"product rule\" failed its numerical check: d(tr(X*A*X)) is not"
            + " tr(A*X*dX + A'*X*dX). No derivation is shown; please report the formula",
        refusal("tr(X*A*X)", Rule.PRODUCT, "tr(A*X*dX + A'*X*dX)"));
  }

  @Test
  void anErrorOfOnePartInAMillionIsSeen() {
    assertEquals(
        "rule \"constant factor\" failed its numerical check: d(tr(A*X)) is not"
            + " 1.000001*tr(A*dX). No derivation is shown; please report the formula",
        refusal("tr(A*X)", Rule.FACTOR, "1.000001*tr(A*dX)"));
  }
}
