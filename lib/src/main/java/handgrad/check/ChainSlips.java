package handgrad.check;

import handgrad.derive.Assumptions;
import handgrad.derive.Derivation;
import handgrad.derive.Undefined;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Slips of the chain rule: the derivative of the inner or of the outer function forgotten. */
final class ChainSlips {
  private final AnswerCheck check;
  private final Values values;
  private final Derivation derivation;

  ChainSlips(AnswerCheck check, Values values) {
    this.check = check;
    this.values = values;
    this.derivation = check.derivation();
  }

  /** A function of f whose inner or outer derivative the answer lacks, or null. */
  Judgement.Slip of(Expr answer) {
    Assumptions.Kind kind = check.assumptions().kind();
    if (kind != Assumptions.Kind.GRADIENT && kind != Assumptions.Kind.JACOBIAN) {
      return null;
    }
    Set<Expr> functions = new LinkedHashSet<>();
    composed(derivation.f(), functions);
    for (Expr function : functions) {
      Expr u = function.operands().get(0);
      try {
        if (values.same(answer, outerForgotten(function, u))) {
          return SlipKind.OUTER.at("function", AnswerCheck.text(function));
        }
        Expr forgotten = innerForgotten(u);
        if (forgotten != null
            && (values.same(answer, forgotten)
                || values.same(new Expr.Negate(answer), forgotten))) {
          return SlipKind.INNER.at("function", AnswerCheck.text(u));
        }
      } catch (FormulaException | Undefined e) {
        continue;
      }
    }
    return null;
  }

  /** A number, x'*A*x in the denominator or det(X) in front, left out or put in; or null. */
  Judgement.Slip ofNumber(Expr answer, Expr expected) {
    Set<Expr> known = new LinkedHashSet<>();
    Trees.numbers(derivation.f(), known);
    Set<Expr> parts = new LinkedHashSet<>(known);
    Trees.numbers(expected, parts);
    parts.removeIf(part -> Trees.holds(part, derivation.differential()));
    for (boolean exactly : new boolean[] {true, false}) {
      for (Expr part : parts) {
        if (repairs(part, exactly, answer, expected)) {
          return slip(part, known.contains(part));
        }
      }
    }
    return null;
  }

  // A part of f may be named; a part of the derivative alone would give the answer away.
  private Judgement.Slip slip(Expr part, boolean named) {
    boolean moves = Trees.holds(part, derivation.by());
    SlipKind kind = moves ? SlipKind.OUTER : SlipKind.SCALE;
    return named
        ? kind.at(moves ? "function" : "whole-scale", AnswerCheck.text(part))
        : kind.at("whole");
  }

  private boolean repairs(Expr part, boolean exactly, Expr answer, Expr expected) {
    Expr more = new Expr.Mult(part, answer);
    Expr less = new Expr.Divide(answer, part);
    return exactly
        ? values.same(more, expected) || values.same(less, expected)
        : !Double.isNaN(values.factor(more, expected))
            || !Double.isNaN(values.factor(less, expected));
  }

  // Functions of something that depends on X in more than name.
  private void composed(Expr e, Set<Expr> found) {
    boolean function =
        e instanceof Expr.Elementwise
            || e instanceof Expr.Power
            || e instanceof Expr.ElementPower
            || e instanceof Expr.Inverse
            || e instanceof Expr.LogDet
            || e instanceof Expr.Det
            || e instanceof Expr.Norm;
    if (function) {
      Expr u = e.operands().get(0);
      if (!u.equals(derivation.by()) && Trees.holds(u, derivation.by())) {
        found.add(e);
      }
    }
    e.operands().forEach(o -> composed(o, found));
  }

  private Expr outerForgotten(Expr function, Expr u) {
    Expr f = Trees.replace(derivation.f(), function, u);
    return Derivation.of(f, derivation.by(), check.assumptions()).result();
  }

  private Expr innerForgotten(Expr u) {
    Expr.Variable placeholder = new Expr.Variable("u#", u.shape());
    Expr f = Trees.replace(derivation.f(), u, placeholder);
    if (Trees.holds(f, derivation.by())) {
      return null;
    }
    Expr gradient = Derivation.of(f, placeholder, check.assumptions()).result();
    return Trees.replace(gradient, placeholder, u);
  }
}
