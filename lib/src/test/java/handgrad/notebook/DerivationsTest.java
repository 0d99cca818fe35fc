package handgrad.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.derive.Derivation;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Tape;
import handgrad.sheet.Item;
import handgrad.sheet.Sheet;
import handgrad.words.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cells show of the items of tasks 6 and 7: derivations, checks, a derivation by hand. */
class DerivationsTest {
  static List<Item> derived() {
    return Sheet.sheet().items().stream().filter(Item::isDerived).toList();
  }

  private static Item item(String id) {
    return Sheet.sheet().item(id).orElseThrow();
  }

  @Test
  void aDerivationIsAlignedWithItsRulesAndEndsInTheGradient() {
    Reply reply = new Derivations(Language.EN).of(item("7.1").question().derivation());
    assertEquals(
        """
        $$\\begin{aligned}
        &\\,d(\\mathrm{tr}(A X B)) \\\\
        &= {\\color{red} \\mathrm{tr}(\\,d(A X B))} && \\text{differential of a trace} \\\\
        &= \\mathrm{tr}({\\color{red} \\,d(A X) B}) && \\text{constant factor} \\\\
        &= \\mathrm{tr}({\\color{red} A \\,dX} B) && \\text{constant factor} \\\\
        &= \\mathrm{tr}({\\color{red} B A \\,dX}) && \\text{cyclic permutation in the trace} \\\\
        &= \\mathrm{tr}({\\color{red} (A^{\\top} B^{\\top})^{\\top}} \\,dX) && \\text{gradient read off}
        \\end{aligned}$$

        $$\\nabla f = A^{\\top} B^{\\top}$$""",
        reply.markdown());
    assertEquals(
        """
        d(tr(A*X*B))
        = tr(d(A*X*B))      differential of a trace
        = tr(d(A*X)*B)      constant factor
        = tr(A*dX*B)        constant factor
        = tr(B*A*dX)        cyclic permutation in the trace
        = tr((A'*B')'*dX)   gradient read off: df = tr(G'*dX)
        A'*B'""",
        reply.plain());
  }

  @Test
  void aWideLineGoesOnBelowTermByTerm() {
    Declarations names = Declarations.parse("A: n×n, B: n×n, X: n×n");
    Expr f = Formula.parse("tr(A*X*B*X*A*X*B*X*A*B)", names);
    String derivation =
        new Derivations(Language.EN).of(Derivation.of(f, names.variable("X"))).markdown();
    assertTrue(
        derivation.contains(
            """
            &= {\\color{red} \\mathrm{tr}(A \\,dX B X A X B X A B)} + {\\color{red} \\mathrm{tr}(A X B \\,dX A X B X A B)} \\\\
            &\\quad  + {\\color{red} \\mathrm{tr}(A X B X A \\,dX B X A B)} + {\\color{red} \\mathrm{tr}(A X B X A X B \\,dX A B)} && \\text{brackets opened, numbers in front} \\\\
            """),
        derivation);
  }

  @Test
  void aVectorHasAJacobian() {
    String derivation =
        new Derivations(Language.RU).of(item("6.5").question().derivation()).markdown();
    assertTrue(derivation.endsWith("$$J = 2 x x^{\\top} + x^{\\top} x I$$"), derivation);
  }

  @ParameterizedTest
  @MethodSource("derived")
  void theDerivedAnswerAgreesWithDifferencesAndHasItsShape(Item item) {
    ItemGradients gradients = ItemGradients.of(item);
    assertTrue(gradients.check().isRight(), item.id() + ": " + gradients.check());
    int entries = gradients.point().matrix(item.variable()).getNumElements();
    Expr f = item.question().derivation().f();
    boolean hessian = item.assumptions().contains("kind=hessian");
    int values = hessian ? entries : Tape.output(f, gradients.point()).getNumElements();
    assertEquals(entries * values, gradients.check().entries().size());
  }

  @Test
  void theCheckOfAnItemShowsThePointAndTheEntries() {
    assertEquals(
        """
        x = [-0.9; -1.4; 0.2], A = [1.3 -0.8 -0.3; -1.1 0.3 1.5; -0.2 -1.3 -1.2], b = [-1.3; 0.5; 1.5]
        name  exact  numeric  relative error
        x[1]  -2.54  -2.54    8.2e-12
        x[2]  3.83   3.83     4.3e-12
        x[3]  -2.19  -2.19    1.2e-11
        the gradient agrees in all entries (3): the largest relative error is 1.2e-11, at x[3], as it should be (1e-7 or less)""",
        ItemGradients.of(item("7.7")).plain(Language.EN));
  }

  @Test
  void stepsNameTheFirstLineThatDoesNotFollow() {
    Answers answers = new Answers(Language.EN);
    assertEquals(
        "✓ 7.1: right, every line down to the gradient.",
        answers.steps("7.1", "dF = tr(A dX B)\n= tr(B A dX)\n= A'B'").plain());
    assertEquals(
        "7.1: right as far as it goes: bring dX out and read the gradient off.",
        answers.steps("7.1", "dF = tr(A dX B)").plain());
    assertEquals(
        "✗ 7.1: line 2, tr(A B dX): wrong shape: the order of the factors, at A*B*dX. the product"
            + " needs columns = rows: A is p×m, B is n×p, and m is not n.",
        answers.steps("7.1", "dF = tr(A dX B)\n= tr(A B dX)").plain());
    assertEquals(
        "✗ 7.2: line 1, tr(A dX' X) - tr(A X' dX): wrong: the sign, at tr(A*X'*dX).",
        answers.steps("7.2", "dF = tr(A dX' X) - tr(A X' dX)").plain());
    assertEquals(
        "7.1: no line yet. Put yours in place of the ?, from dF = … down to the gradient, and run"
            + " the cell.",
        answers.steps("7.1", "?").plain());
    assertEquals(
        "1.x: there is no derivation of this item; there are those of tasks 6 and 7, such as 7.5",
        answers.steps("1.x", "dF = 0").plain());
  }
}
