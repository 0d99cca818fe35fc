package handgrad.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.Expr;
import handgrad.expr.Function;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import handgrad.words.Language;
import handgrad.words.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {
  private static final Expr.Variable X = new Expr.Variable("X", Shape.of("n", "n"));
  private static final Expr.Variable S = new Expr.Variable("s", Shape.SCALAR);

  @ParameterizedTest
  @EnumSource(Rule.class)
  void everyRuleHasItsFormulaItsSourceAndItsNames(Rule rule) {
    assertTrue(rule.formula().contains("="), rule.formula());
    assertTrue(rule.source().matches("(MC|MN|HJ) .*"), rule.source());
    for (Language language : Language.values()) {
      assertTrue(Words.in(language).has(rule.key()), rule.key() + " " + language);
      assertFalse(rule.name(language).isBlank());
    }
  }

  /** An expression of every kind that is not a leaf, in X or s. */
  private static List<Expr> everyKind() {
    Expr two = Expr.Num.TWO;
    List<Expr> all = new ArrayList<>();
    all.add(new Expr.Literal(1, 2, List.of(S, two)));
    all.add(new Expr.Negate(X));
    all.add(new Expr.Transpose(X));
    all.add(new Expr.Inverse(X));
    all.add(new Expr.Adjugate(X));
    all.add(new Expr.Cofactor(X));
    all.add(new Expr.Trace(X));
    all.add(new Expr.Det(X));
    all.add(new Expr.LogDet(X));
    all.add(new Expr.Sum(X));
    all.add(new Expr.Diag(X));
    all.add(new Expr.Vec(X));
    all.add(new Expr.Norm(Expr.Norm.Kind.ONE, X));
    all.add(new Expr.Norm(Expr.Norm.Kind.TWO, X));
    for (Function.Elementary f : Function.Elementary.values()) {
      all.add(new Expr.Elementwise(f, S));
    }
    all.add(new Expr.Elementwise(new Function.Named("f", 0), X));
    all.add(new Expr.Plus(X, two));
    all.add(new Expr.Minus(two, X));
    all.add(new Expr.Mult(X, X));
    all.add(new Expr.Divide(X, two));
    all.add(new Expr.ElementMult(X, X));
    all.add(new Expr.ElementDivide(two, X));
    all.add(new Expr.ElementPower(X, two));
    all.add(new Expr.Power(X, two));
    all.add(new Expr.Power(S, new Expr.Num(new BigDecimal("0.5"))));
    all.add(new Expr.Kron(X, X));
    all.add(new Expr.IndexedSum("i", Size.of("m"), X));
    return all;
  }

  @Test
  void everyKindOfExpressionHasItsRule() {
    Set<Class<?>> covered = new HashSet<>();
    for (Expr e : everyKind()) {
      covered.add(e.getClass());
      Expr.Variable by = Factors.contains(e, X) ? X : S;
      Derivation d = Derivation.of(e, by);
      Step first = d.steps().get(0);
      assertEquals("d(" + handgrad.expr.Ascii.print(e) + ")", name(first.before()));
    }
    Set<Class<?>> missing = new HashSet<>(kinds(Expr.class));
    missing.removeAll(covered);
    missing.removeAll(kinds(Expr.Leaf.class));
    // A member is data: it does not hold what is differentiated by.
    missing.remove(Expr.Member.class);
    assertEquals(Set.of(), missing);
  }

  private static String name(Expr e) {
    return ((Expr.Variable) e).name();
  }

  private static Set<Class<?>> kinds(Class<?> sealed) {
    Set<Class<?>> kinds = new HashSet<>();
    for (Class<?> kind : sealed.getPermittedSubclasses()) {
      if (kind.isSealed()) {
        kinds.addAll(kinds(kind));
      } else {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  @Test
  void aConstantHasAZeroGradient() {
    Derivation d = Derivation.of(new Expr.Trace(new Expr.Identity(Size.of("n"))), X);
    assertEquals("zeros(n,n)", handgrad.expr.Ascii.print(d.result()));
    assertEquals(Rule.CONSTANT, d.steps().get(0).rule());
  }
}
