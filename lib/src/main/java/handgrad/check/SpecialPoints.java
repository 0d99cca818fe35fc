package handgrad.check;

import handgrad.check.AnswerCheck.Comparison;
import handgrad.derive.Evaluation;
import handgrad.derive.Jet;
import handgrad.derive.Sample;
import handgrad.derive.Undefined;
import handgrad.expr.Expr;
import handgrad.expr.Function.Elementary;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Points that no random draw hits, a singular matrix, a vector of zeros: an answer that is right
 * elsewhere may have no value there though the derivative has one.
 */
final class SpecialPoints {
  private static final double COARSE = 1e-4;
  private static final Set<Elementary> KINKED =
      EnumSet.of(Elementary.ABS, Elementary.SIGN, Elementary.RELU, Elementary.STEP);

  private final AnswerCheck check;
  private final Sample sample;

  SpecialPoints(AnswerCheck check, Sample sample) {
    this.check = check;
    this.sample = sample;
  }

  /** What is said of the answer at such points. */
  enum Finding {
    FITS,
    /** It has no value, or a kink of its own, where the derivative exists. */
    PARTIAL,
    /** It has another value, and no kink that would explain it. */
    DIFFERS
  }

  Finding find(Expr answer, Expr expected) {
    if (hasKink(expected)) {
      return Finding.FITS;
    }
    for (Expr.Variable v : check.names().variables()) {
      Jet value = sample.values().get(v.name());
      if (value == null || !check.assumptions().laws(v.name()).isEmpty()) {
        continue;
      }
      for (Jet special : of(value)) {
        Finding finding = find(sample.with(v.name(), special).bounded(), answer, expected);
        if (finding != Finding.FITS) {
          return finding;
        }
      }
    }
    return Finding.FITS;
  }

  private Finding find(Evaluation at, Expr answer, Expr expected) {
    try {
      if (isNoise(at.of(check.derivation().f())) || isNoise(at.of(expected))) {
        return Finding.FITS;
      }
    } catch (Undefined e) {
      return Finding.FITS;
    }
    Comparison comparison = AnswerCheck.compare(at, answer, expected);
    if (comparison == Comparison.DIFFERENT) {
      return hasKink(answer) ? Finding.PARTIAL : Finding.DIFFERS;
    }
    return comparison == Comparison.UNDEFINED ? Finding.PARTIAL : Finding.FITS;
  }

  // A determinant that is 0 may come out tiny, and its logarithm as a number that means nothing.
  private static boolean isNoise(Jet value) {
    return value.largestError() > COARSE * (value.largest() + 1);
  }

  // Where f bends there is no derivative, though its formula may have a value.
  private static boolean hasKink(Expr e) {
    return e instanceof Expr.Norm
        || e instanceof Expr.Elementwise f
            && f.function() instanceof Elementary named
            && KINKED.contains(named)
        || e.operands().stream().anyMatch(SpecialPoints::hasKink);
  }

  private static List<Jet> of(Jet value) {
    List<Jet> special = new ArrayList<>();
    int rows = value.rows();
    int columns = value.columns();
    special.add(Jet.constant(rows, columns, new double[value.length()]));
    if (rows == columns && rows > 1) {
      double[] v = value.value().clone();
      System.arraycopy(v, 0, v, (rows - 1) * rows, rows);
      special.add(Jet.constant(rows, rows, v));
    }
    return special;
  }
}
