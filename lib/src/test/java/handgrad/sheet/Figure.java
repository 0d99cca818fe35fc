package handgrad.sheet;

import java.util.EnumMap;
import java.util.Map;

/**
 * One item's answer as numbers, reached in several ways; where a way is missing it has its reason.
 */
record Figure(String id, Map<Way, double[]> reached, Map<Way, String> reasons) {
  /** Relative differences are taken against no less than this part of the item's largest entry. */
  private static final double FLOOR = 1e-4;

  Figure(String id) {
    this(id, new EnumMap<>(Way.class), new EnumMap<>(Way.class));
  }

  /** The same figure with one entry of one way changed by a factor. */
  Figure spoilt(Way way, int entry, double factor) {
    Figure spoilt = new Figure(id);
    reached.forEach((w, values) -> spoilt.reached.put(w, values.clone()));
    spoilt.reasons.putAll(reasons);
    spoilt.reached.get(way)[entry] *= factor;
    return spoilt;
  }

  /** The largest relative difference between any two ways, entry by entry. */
  double largest() {
    double largest = 0;
    for (Way a : reached.keySet()) {
      for (Way b : reached.keySet()) {
        largest = Math.max(largest, between(a, b));
      }
    }
    return largest;
  }

  double between(Way a, Way b) {
    double[] x = reached.get(a);
    double[] y = reached.get(b);
    if (x.length != y.length) {
      return Double.POSITIVE_INFINITY;
    }
    double scale = 0;
    for (double[] values : reached.values()) {
      for (double v : values) {
        scale = Math.max(scale, Math.abs(v));
      }
    }
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      double size = Math.max(Math.max(Math.abs(x[i]), Math.abs(y[i])), FLOOR * scale);
      double off = x[i] == y[i] ? 0 : Math.abs(x[i] - y[i]) / size;
      largest = off > largest || Double.isNaN(off) ? off : largest;
    }
    return largest;
  }
}
