package handgrad.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Formula;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DerivationTest {
  private static String lines(String f, String by, String shapes) {
    Declarations d = Declarations.parse(shapes);
    Derivation derivation = Derivation.of(Formula.parse(f, d), d.variable(by));
    return derivation.steps().stream()
        .map(s -> s.rule() + " " + Ascii.print(s.after()))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void traceOfAProduct() {
    assertEquals(
        """
        TRACE tr(d(A*X*B))
        FACTOR tr(d(A*X)*B)
        FACTOR tr(A*dX*B)
        CYCLIC tr(B*A*dX)
        GRADIENT tr((A'*B')'*dX)""",
        lines("tr(A X B)", "X", "A:p,m;X:m,n;B:n,p"));
  }

  @Test
  void quadraticForm() {
    assertEquals(
        """
        PRODUCT d(x'*A)*x + x'*A*dx
        FACTOR d(x')*A*x + x'*A*dx
        TRANSPOSE dx'*A*x + x'*A*dx
        NUMBER_TRANSPOSE x'*A'*dx + x'*A*dx
        COLLECT (x'*A' + x'*A)*dx
        GRADIENT tr(((A + A')*x)'*dx)""",
        lines("x'A x", "x", "A:n,n;x:n,1"));
  }
}
