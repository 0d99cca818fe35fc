package handgrad.derive;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.words.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares both sides of a derivation's line in numbers, at random admissible points and in random
 * directions, where a name {@code d(e)} is the derivative of e in the direction.
 */
final class Verifier {
  private static final int POINTS = 2;
  private static final long SEED = 20191116;
  private static final double TOLERANCE = 1e-9;

  private final List<Evaluation> points = new ArrayList<>();

  /**
   * @throws FormulaException if no point is found where f has a value
   */
  Verifier(Expr f, Expr.Variable x, Assumptions assumptions, Differential differential) {
    Points drawn = new Points(List.of(x), assumptions, List.of(f), SEED);
    String dx = differential.differential().name();
    for (Sample sample : drawn.require(POINTS)) {
      Jet direction = drawn.direction(sample, x);
      points.add(sample.along(x, dx, direction, differential.pending()));
    }
  }

  /**
   * @throws FormulaException if the two sides differ at a point
   */
  void require(Rule rule, Expr before, Expr after) {
    for (Evaluation at : points) {
      double[] a = values(at, rule, before, after);
      double[] b = at.of(after).value();
      for (int i = 0; i < a.length; i++) {
        double difference = Math.abs(a[i] - b[i]);
        if (difference > TOLERANCE * Math.max(Math.abs(a[i]), Math.abs(b[i]))
            && difference > TOLERANCE * Math.max(at.scale(before), at.scale(after))) {
          throw refusal(rule, before, after);
        }
      }
    }
  }

  // vec reads the same entries in another shape.
  private static double[] values(Evaluation at, Rule rule, Expr before, Expr after) {
    try {
      double[] a = at.of(before).value();
      if (a.length == at.of(after).value().length) {
        return a;
      }
    } catch (Undefined e) {
      throw new FormulaException(
          "derive.undefined-line", Ascii.print(after), Message.of(rule.key()));
    }
    throw refusal(rule, before, after);
  }

  private static FormulaException refusal(Rule rule, Expr before, Expr after) {
    return new FormulaException(
        "derive.not-verified", Message.of(rule.key()), Ascii.print(before), Ascii.print(after));
  }
}
