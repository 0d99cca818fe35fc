package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class GreekTest {
  private static final String TYPED = "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩϵϕ";

  // What a keyboard types; no name of a constant, of a function or of a size is among them.
  private static final String NAMES =
      "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau"
          + " upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
          + " epsilon phi";

  @Test
  void aTypedLetterIsReadAsItsNameAndPrintedAsItsCommand() {
    String[] names = NAMES.split(" ");
    assertEquals(names.length, TYPED.length());
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      String typed = TYPED.substring(i, i + 1);
      assertEquals(name, Greek.name(typed.codePointAt(0)));
      if (!name.equals("pi")) {
        Expr read = Formula.parse(typed, Declarations.parse(name + ": 1×1"));
        assertEquals(new Expr.Variable(name, Shape.SCALAR), read);
        assertEquals("\\" + name, Latex.print(read));
      }
    }
  }

  @Test
  void aNameHasTheSignThatLatexSets() {
    assertEquals("λ", Greek.sign("lambda"));
    assertEquals("Ξ", Greek.sign("Xi"));
    assertEquals("ϕ", Greek.sign("phi"));
    assertEquals("φ", Greek.sign("varphi"));
    assertNull(Greek.sign("ksi"));
    assertNull(Greek.name('x'));
  }
}
