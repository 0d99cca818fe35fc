package handgrad.derive;

import handgrad.expr.Expr;
import java.util.HashMap;
import java.util.Map;

/** One random point: sizes for letters and a value for every variable, and a random direction. */
public record Sample(Map<String, Integer> sizes, Map<String, Jet> values, double phase) {

  /** Values at this point with their derivative as {@code x} moves in the direction. */
  public Evaluation along(
      Expr.Variable x, String differential, Jet direction, Map<String, Expr> pending) {
    Map<String, Jet> all = new HashMap<>(values);
    Jet at = values.get(x.name());
    all.put(x.name(), new Jet(at.rows(), at.columns(), at.value(), direction.value(), null));
    all.put(differential, direction);
    return new Evaluation(sizes, all, pending, false, phase);
  }

  /** Values at this point with bounds of their rounding errors. */
  public Evaluation bounded() {
    return new Evaluation(sizes, values, Map.of(), true, phase);
  }

  public Evaluation plain() {
    return new Evaluation(sizes, values, Map.of(), false, phase);
  }

  /** The same point with one value replaced or added. */
  public Sample with(String name, Jet value) {
    Map<String, Jet> all = new HashMap<>(values);
    all.put(name, value);
    return new Sample(sizes, all, phase);
  }
}
