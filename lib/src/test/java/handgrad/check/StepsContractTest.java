package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.derive.Assumptions;
import handgrad.derive.Derivation;
import handgrad.derive.Rule;
import handgrad.derive.Step;
import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader of the steps may rely on, for every derivation of the table of sources. */
class StepsContractTest {
  /** Rules that rewrite what is differentiated before they go down. */
  private static final Set<Rule> REWRITING =
      Set.of(
          Rule.SECOND,
          Rule.NORM_SQUARE,
          Rule.MATRIX_POWER,
          Rule.NEGATIVE_POWER,
          Rule.CAYLEY_HAMILTON,
          Rule.COFACTOR,
          Rule.ADJUGATE_TWICE,
          Rule.ADJUGATE_INVERSE,
          Rule.LOG_DET);

  static Stream<DerivativesTest.Row> rows() throws IOException {
    return DerivativesTest.rows().stream();
  }

  private static Derivation derivation(DerivativesTest.Row row) {
    return row.check().derivation();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachLineBeginsWhereTheLastEnded(DerivativesTest.Row row) {
    Derivation d = derivation(row);
    List<Step> steps = d.steps();
    assertEquals("d(" + Ascii.print(d.f()) + ")", Ascii.print(steps.get(0).before()));
    for (int i = 1; i < steps.size(); i++) {
      String last = Ascii.print(steps.get(i - 1).after());
      // The second differential begins with that of the first one's last line.
      String expected = steps.get(i).rule() == Rule.SECOND ? "d(" + last + ")" : last;
      assertEquals(expected, Ascii.print(steps.get(i).before()));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theLastLineHoldsTheResult(DerivativesTest.Row row) {
    Derivation d = derivation(row);
    Expr last = d.steps().get(d.steps().size() - 1).after();
    Expr dx = d.differential();
    Expr vec = new Expr.Vec(dx);
    String expected =
        switch (row.check().assumptions().kind()) {
          case HESSIAN -> "";
          case JACOBIAN -> Ascii.print(new Expr.Mult(d.result(), vec));
          default -> Ascii.print(new Expr.Trace(new Expr.Mult(new Expr.Transpose(d.result()), dx)));
        };
    if (row.check().assumptions().kind() == Assumptions.Kind.HESSIAN) {
      Declarations names = row.check().names().with(d.differential().name(), d.by().shape());
      Expr form = new Expr.Mult(new Expr.Transpose(vec), new Expr.Mult(d.result(), vec));
      assertEquals(Agreement.SAME, Agreement.of(form, Formula.parse(Ascii.print(last), names)));
      assertTrue(Ascii.print(last).endsWith("*" + Ascii.print(vec)), Ascii.print(last));
      return;
    }
    assertEquals(expected, Ascii.print(last));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void noStepGoesDownThroughTwoOperations(DerivativesTest.Row row) {
    assertEquals(List.of(), deep(derivation(row)));
  }

  private static List<String> deep(Derivation d) {
    return d.steps().stream()
        .filter(step -> !REWRITING.contains(step.rule()))
        .filter(step -> isDeep(d, step))
        .map(step -> step.rule() + ": " + Ascii.print(step.after()))
        .toList();
  }

  private static boolean isDeep(Derivation d, Step step) {
    return pending(d, step.after())
        .filter(made -> pending(d, step.before()).noneMatch(made::equals))
        .anyMatch(made -> pending(d, step.before()).noneMatch(e -> e.operands().contains(made)));
  }

  /** What stands under a d( ) in a line. */
  private static Stream<Expr> pending(Derivation d, Expr line) {
    if (line instanceof Expr.Variable name && d.pending().containsKey(name.name())) {
      return Stream.of(d.pending().get(name.name()));
    }
    return line.operands().stream().flatMap(operand -> pending(d, operand));
  }

  @Test
  void aStepThroughTwoOperationsIsSeen() {
    Declarations names = Declarations.parse("A:n,n;X:n,n");
    Expr f = Formula.parse("tr(inv(A*X))", names);
    Derivation d = Derivation.of(f, names.variable("X"));
    List<Step> steps = d.steps();
    Step both = new Step(Rule.INVERSE, steps.get(0).before(), steps.get(1).after(), List.of());
    assertTrue(isDeep(d, both));
  }
}
