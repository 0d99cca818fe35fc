package handgrad.check;

import handgrad.derive.Sample;
import java.util.Arrays;

/**
 * Random data whose optimum is known: a point at which the variable has its optimal value.
 *
 * @param free entries of the variable, columns one below another, at which no equation need hold: a
 *     lasso's zeros, where |w| has a kink and the condition is an inequality; all false elsewhere
 */
public record Planted(Sample sample, boolean[] free) {
  public Planted {
    free = free.clone();
  }

  boolean isSmooth() {
    for (boolean one : free) {
      if (one) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Planted p && sample.equals(p.sample) && Arrays.equals(free, p.free);
  }

  @Override
  public int hashCode() {
    return sample.hashCode();
  }
}
