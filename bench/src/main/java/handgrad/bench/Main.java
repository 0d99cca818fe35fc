package handgrad.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmark, prints its table and writes it as tab-separated values; arguments are the
 * file and, if not all, beginnings of the rows' names.
 */
public final class Main {
  private static final int WARM = 200;

  private Main() {}

  public static void main(String[] arguments) throws IOException, RunnerException {
    Path file = Path.of(arguments.length > 0 ? arguments[0] : "build/bench.tsv");
    List<String> wanted =
        Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<Line> lines = new ArrayList<>();
    for (Row row : chosen(Row.timed(), wanted)) {
      print(timed(row), lines, out);
    }
    for (Row row : chosen(Row.allocating(), wanted)) {
      print(new Line(row, bytes(row.pair().ours()), 1, "bytes a call"), lines, out);
    }
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    List<String> table = new ArrayList<>(List.of(Line.HEADER));
    lines.forEach(line -> table.add(line.tabbed()));
    Files.write(file, table);
  }

  private static List<Row> chosen(List<Row> rows, List<String> wanted) {
    return rows.stream()
        .filter(row -> wanted.isEmpty() || wanted.stream().anyMatch(row.name()::startsWith))
        .toList();
  }

  private static void print(Line line, List<Line> lines, PrintStream out) {
    out.println(line.text());
    lines.add(line);
  }

  private static Line timed(Row row) throws RunnerException {
    Map<String, Double> scores = new HashMap<>();
    for (RunResult result :
        new Runner(
                new OptionsBuilder()
                    .include(Work.class.getName())
                    .param("row", row.name())
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run()) {
      scores.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
    }
    return new Line(row, scores.get("ours"), scores.get("baseline"), row.pair().against());
  }

  /** The bytes that a call allocates, after the first calls. */
  static double bytes(DoubleSupplier work) {
    com.sun.management.ThreadMXBean thread =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += work.getAsDouble();
    }
    long before = thread.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < WARM; i++) {
      sum += work.getAsDouble();
    }
    long after = thread.getCurrentThreadAllocatedBytes();
    if (Double.isNaN(sum)) {
      throw new IllegalStateException("a measured function has no value");
    }
    return (double) (after - before) / WARM;
  }

  /** A row with what was measured, in microseconds or bytes. */
  record Line(Row row, double ours, double baseline, String against) {
    static final String HEADER = "name\tours\tbaseline\tratio\tbound\tagainst";

    double ratio() {
      return ours / baseline;
    }

    boolean isMet() {
      return ratio() <= row.bound();
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "%-18s %12.2f %12.2f %8.2f  <= %-6s %-8s %s",
          row.name(),
          ours,
          baseline,
          ratio(),
          row.bound(),
          isMet() ? "met" : "NOT MET",
          against);
    }

    String tabbed() {
      return String.format(
          Locale.ROOT,
          "%s\t%.3f\t%.3f\t%.3f\t%s\t%s",
          row.name(),
          ours,
          baseline,
          ratio(),
          row.bound(),
          against);
    }
  }
}
