package handgrad.bench;

import java.util.Locale;

/**
 * A line of the table: what was measured, in microseconds or bytes.
 *
 * @param against what the baseline is: a class or a command
 */
record Line(String name, double bound, double ours, double baseline, String against) {
  static final String HEADER = "name\tours\tbaseline\tratio\tbound\tagainst";

  double ratio() {
    return ours / baseline;
  }

  boolean isMet() {
    return ratio() <= bound;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%-18s %12.2f %12.2f %8.2f  <= %-6s %-8s %s",
        name,
        ours,
        baseline,
        ratio(),
        bound,
        isMet() ? "met" : "NOT MET",
        against);
  }

  String tabbed() {
    return String.format(
        Locale.ROOT, "%s\t%.3f\t%.3f\t%.3f\t%s\t%s", name, ours, baseline, ratio(), bound, against);
  }
}
