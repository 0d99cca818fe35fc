package handgrad.cli;

import handgrad.check.AnswerCheck;
import handgrad.derive.Assumptions;
import handgrad.derive.Derivation;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import java.util.List;

/** One question: the derivative of a formula by a variable, under assumptions. */
record Question(String formula, String by, String shapes, List<String> assumed) {

  Declarations names() {
    return Declarations.parse(shapes);
  }

  Expr f() {
    return Formula.parse(formula, names());
  }

  Assumptions assumptions() {
    return Assumptions.parse(assumed, names());
  }

  /**
   * @throws FormulaException if f is not a number and no Jacobian is asked for
   */
  AnswerCheck check() {
    requireNumber();
    return AnswerCheck.of(f(), by, names(), assumptions());
  }

  Derivation derivation() {
    requireNumber();
    Assumptions all = assumptions();
    return all.kind() == Assumptions.Kind.HESSIAN
        ? Derivation.second(f(), names().variable(by), all)
        : Derivation.of(f(), names().variable(by), all);
  }

  private void requireNumber() {
    Expr f = f();
    names().variable(by);
    Assumptions.Kind kind = assumptions().kind();
    boolean number = kind == Assumptions.Kind.GRADIENT || kind == Assumptions.Kind.SYMMETRIC;
    if (number && !f.shape().isScalar()) {
      throw new FormulaException("derive.not-a-number", formula, f.shape());
    }
  }
}
