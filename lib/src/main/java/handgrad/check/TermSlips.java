package handgrad.check;

import handgrad.derive.Assumptions;
import handgrad.derive.Derivation;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import java.util.ArrayList;
import java.util.List;

/**
 * Slips in one term: what one occurrence of X in f gives, or one summand of the derivative, is
 * lost, has the other sign or a factor too many.
 */
final class TermSlips {
  private final AnswerCheck check;
  private final Values values;
  private final Derivation derivation;
  private List<Expr> occurrences;

  TermSlips(AnswerCheck check, Values values) {
    this.check = check;
    this.values = values;
    this.derivation = check.derivation();
  }

  /** The slip in a term, or null. */
  Judgement.Slip of(Expr answer, Expr expected) {
    Judgement.Slip slip = of(answer, inFormOf(answer, occurrences()), "occurrence");
    if (slip == null) {
      slip = of(answer, Summands.of(expected), "summand");
    }
    return slip != null ? slip : of(answer, Summands.expanded(expected), "summand");
  }

  // Parts of a gradient as parts of the differential tr(G'*dX), where the answer is one.
  private List<Expr> inFormOf(Expr answer, List<Expr> parts) {
    if (!Trees.holds(answer, derivation.differential())) {
      return parts;
    }
    List<Expr> moving = new ArrayList<>();
    for (Expr part : parts) {
      Expr product = new Expr.Mult(new Expr.Transpose(part), derivation.differential());
      moving.add(product.shape().isScalar() ? product : new Expr.Trace(product));
    }
    return moving;
  }

  private Judgement.Slip of(Expr answer, List<Expr> parts, String place) {
    double[] c = parts.size() < 2 ? null : values.coefficients(answer, parts);
    if (c == null) {
      return null;
    }
    int lost = 0;
    int signed = 0;
    int scaled = 0;
    for (int i = c.length; i > 0; i--) {
      if (c[i - 1] == 0) {
        lost = i;
      } else if (c[i - 1] < 0) {
        signed = i;
      } else if (c[i - 1] != 1) {
        scaled = i;
      }
    }
    String x = derivation.by().name();
    if (lost > 0) {
      return SlipKind.TERM.at(place, x, lost);
    }
    if (signed > 0) {
      return SlipKind.SIGN.at(place, x, signed);
    }
    return scaled == 0 ? null : SlipKind.FACTOR.at(place, x, scaled);
  }

  // The part of the gradient that each occurrence of X in f gives, from left to right.
  private List<Expr> occurrences() {
    if (occurrences == null) {
      boolean gradient = check.assumptions().kind() == Assumptions.Kind.GRADIENT;
      occurrences = gradient ? parts() : List.of();
    }
    return occurrences;
  }

  private List<Expr> parts() {
    List<Expr> parts = new ArrayList<>();
    Expr.Variable x = derivation.by();
    Expr.Variable one = new Expr.Variable(x.name() + "#", x.shape());
    int n = Trees.count(derivation.f(), x);
    for (int k = 0; k < n; k++) {
      Expr marked = mark(derivation.f(), one, new int[] {k});
      try {
        Expr gradient = Derivation.of(marked, one, check.assumptions()).result();
        parts.add(Trees.replace(gradient, one, x));
      } catch (FormulaException e) {
        return List.of();
      }
    }
    return parts;
  }

  private Expr mark(Expr e, Expr.Variable one, int[] left) {
    if (e.equals(derivation.by())) {
      return left[0]-- == 0 ? one : e;
    }
    if (e.operands().isEmpty()) {
      return e;
    }
    List<Expr> operands = new ArrayList<>();
    for (Expr operand : e.operands()) {
      operands.add(mark(operand, one, left));
    }
    return e.withOperands(operands);
  }
}
