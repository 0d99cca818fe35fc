package handgrad.bench;

import handgrad.bench.Peers.Missing;
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
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmark, prints its table and writes it as tab-separated values; arguments are the
 * file and, if not all, beginnings of the rows' names. Runs at the top of the project. Exit code 1
 * if a peer is missing; a bound that is not met is in the table.
 */
public final class Main {
  private static final int FIRST = 3;
  private static final int BATCHES = 11;
  private static final int CALLS = 20;
  private static final Path LAB = Path.of("build/venv/bin/python");
  private static final Path PEERS = Path.of("build/venv-bench/bin/python");
  private static final Path SCRIPTS = Path.of("bench/src/main/python");
  private static final String JAR = "lib/target/handgrad.jar";

  private final List<String> wanted;
  private final PrintStream out;
  private final List<Line> lines = new ArrayList<>();
  private boolean complete = true;

  private Main(List<String> wanted, PrintStream out) {
    this.wanted = wanted;
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException, RunnerException {
    Path file = Path.of(arguments.length > 0 ? arguments[0] : "build/bench.tsv").toAbsolutePath();
    Files.createDirectories(file.getParent());
    List<String> wanted =
        Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
    Main main = new Main(wanted, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    main.run(file.getParent());
    List<String> table = new ArrayList<>(List.of(Line.HEADER));
    main.lines.forEach(line -> table.add(line.tabbed()));
    Files.write(file, table);
    System.exit(main.complete ? 0 : 1);
  }

  private void run(Path folder) throws RunnerException, IOException {
    for (Row row : chosen(Row.timed())) {
      Map<String, Double> scores = times(row, "");
      add(row, scores.get("ours"), scores.get("baseline"), row.pair().against());
    }
    for (Row row : chosen(Row.allocating())) {
      add(row, bytes(row.pair().ours()), 1, "bytes a call");
    }
    orSay("derive", () -> derivatives());
    orSay("fit", () -> fits(folder.resolve("bench-logistic.csv")));
    orSay("derive/cold", () -> coldDerive());
    orSay("check/table150", () -> table(folder.resolve("bench-answers.tsv")));
    orSay("cell/small", () -> cell());
    orSay("kernel", () -> kernels());
    orSay("pdf", () -> handouts(folder.resolve("bench-handouts")));
  }

  /** A part of the table that needs another program. */
  interface Part {
    void run() throws Missing, IOException, RunnerException;
  }

  private void orSay(String name, Part part) throws IOException, RunnerException {
    try {
      part.run();
    } catch (Missing e) {
      out.println(name + ": " + e.getMessage());
      complete = false;
    }
  }

  private void derivatives() throws Missing, RunnerException {
    List<Row> rows = chosen(Row.derivatives());
    Row all = new Row("derive/sympy", 0.1);
    if (rows.isEmpty() && chosen(List.of(all)).isEmpty()) {
      return;
    }
    Map<String, Peers.Time> sympy = Peers.times(PEERS, SCRIPTS.resolve("peers.py"), "derive");
    Map<String, String> same =
        Map.of(
            "derive/2", "x'Ax",
            "derive/8", "trAXB",
            "derive/9", "trAX'X",
            "derive/12", "trAX'XBinvX'",
            "derive/inverse", "trAinvX");
    Peers.Time slowest =
        sympy.values().stream().max((a, b) -> Double.compare(a.micros(), b.micros())).get();
    Map<String, Double> ours = new HashMap<>();
    for (Row row : rows) {
      ours.put(row.name(), times(row, ".ours").get("ours"));
      boolean ownForm = same.containsKey(row.name());
      Peers.Time peer = ownForm ? sympy.get(same.get(row.name())) : slowest;
      String against = peer.against() + (ownForm ? "" : ", the slowest of its five");
      add(row, ours.get(row.name()), peer.micros(), against);
    }
    if (chosen(List.of(all)).isEmpty()) {
      return;
    }
    Line worst = null;
    for (Map.Entry<String, String> form : same.entrySet()) {
      Double known = ours.get(form.getKey());
      double time = known != null ? known : times(new Row(form.getKey(), 0), ".ours").get("ours");
      Peers.Time peer = sympy.get(form.getValue());
      String against = peer.against() + ", the worst of five: " + form.getValue();
      Line line = new Line(all.name(), all.bound(), time, peer.micros(), against);
      worst = worst == null || line.ratio() > worst.ratio() ? line : worst;
    }
    add(worst);
  }

  private void fits(Path logistic) throws Missing, RunnerException {
    for (Row row :
        chosen(
            List.of(
                new Row("alloc/fit/lasso", 10),
                new Row("alloc/fit/logistic", 10),
                new Row("alloc/fit/ols", 10)))) {
      String fit = row.name().substring("alloc/fit/".length());
      add(row, bytes(Fits.work(fit)), Fits.bytesOfX(fit), "bytes of X");
    }
    List<Row> rows = chosen(Row.fits());
    if (rows.isEmpty()) {
      return;
    }
    Fits.writeLogistic(logistic);
    Map<String, Peers.Time> peers =
        Peers.times(PEERS, SCRIPTS.resolve("peers.py"), "fit", logistic.toString());
    for (Row row : rows) {
      Peers.Time peer = peers.get(row.name());
      add(row, times(row, ".ours").get("ours"), peer.micros(), peer.against());
    }
  }

  private void coldDerive() throws Missing {
    for (Row row : chosen(List.of(new Row("derive/cold", 1)))) {
      Peers.require(PEERS, "run make bench with a network once: it installs the peers");
      double sympy =
          Peers.cold(
              List.of(
                  PEERS.toString(),
                  "-c",
                  "from sympy import *; m, n = symbols('m n'); X = MatrixSymbol('X', m, n);"
                      + " print(Trace(MatrixSymbol('A', n, n) * X.T * X).diff(X))"));
      double ours =
          Peers.cold(
              java(
                  "-jar",
                  JAR,
                  "derive",
                  "tr(A X^T X)",
                  "--by",
                  "X",
                  "--shapes",
                  "A:n,n;X:m,n",
                  "--steps"));
      add(row, ours, sympy, "a cold SymPy process");
    }
  }

  private void table(Path answers) throws Missing, IOException {
    for (Row row : chosen(List.of(new Row("check/table150", 10)))) {
      Files.write(answers, Derivatives.answers());
      double one =
          Peers.cold(
              java(
                  "-Xmx128m",
                  "-jar",
                  JAR,
                  "check",
                  "tr(A X^T X)",
                  "--by",
                  "X",
                  "--shapes",
                  "A:n,n;X:m,n",
                  "--answer",
                  "X(A+A^T)"));
      double all =
          Peers.cold(java("-Xmx128m", "-jar", JAR, "check", "--table", answers.toString()));
      add(row, all, one, "handgrad check of one answer, cold");
    }
  }

  private void cell() throws Missing {
    for (Row row : chosen(List.of(new Row("cell/small", 1.5)))) {
      Map<String, Peers.Time> cells = Peers.times(LAB, SCRIPTS.resolve("cells.py"), "notebooks/en");
      Peers.Time plain = cells.get("1+1");
      add(row, cells.get(row.name()).micros(), plain.micros(), "the cell " + plain.against());
    }
  }

  private void kernels() throws Missing {
    List<Row> rows =
        chosen(
            List.of(
                new Row("kernel/start", 0.65),
                new Row("kernel/chart", 0.8),
                new Row("kernel/memory", 0.85),
                new Row("kernel/numeric", 1.05)));
    if (rows.isEmpty()) {
      return;
    }
    Map<String, Peers.Time> kernels =
        Peers.times(LAB, SCRIPTS.resolve("kernels.py"), "notebooks/en");
    for (Row row : rows) {
      Peers.Time stock = kernels.get("stock " + row.name());
      add(row, kernels.get(row.name()).micros(), stock.micros(), stock.against());
    }
  }

  private void handouts(Path folder) throws Missing {
    List<Row> rows = chosen(List.of(new Row("pdf/one", 2), new Row("pdf/all", 2)));
    if (rows.isEmpty()) {
      return;
    }
    Map<String, Peers.Time> times =
        Peers.times(LAB, SCRIPTS.resolve("handouts.py"), "notebooks", folder.toString());
    for (Row row : rows) {
      Peers.Time html = times.get("html " + row.name());
      add(row, times.get(row.name()).micros(), html.micros(), html.against());
    }
  }

  private static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private List<Row> chosen(List<Row> rows) {
    return rows.stream()
        .filter(row -> wanted.isEmpty() || wanted.stream().anyMatch(row.name()::startsWith))
        .toList();
  }

  private void add(Row row, double ours, double baseline, String against) {
    add(new Line(row.name(), row.bound(), ours, baseline, against));
  }

  private void add(Line line) {
    out.println(line.text());
    lines.add(line);
  }

  private static Map<String, Double> times(Row row, String side) throws RunnerException {
    Map<String, Double> scores = new HashMap<>();
    for (RunResult result :
        new Runner(
                new OptionsBuilder()
                    .include(Work.class.getName() + side)
                    .param("row", row.name())
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run()) {
      scores.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
    }
    return scores;
  }

  /**
   * The bytes that a call allocates, after the first calls: the median of batches, as the virtual
   * machine itself allocates a little whenever it loads or compiles.
   */
  static double bytes(DoubleSupplier work) {
    com.sun.management.ThreadMXBean thread =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    double sum = 0;
    for (int i = 0; i < FIRST; i++) {
      sum += work.getAsDouble();
    }
    double[] batches = new double[BATCHES];
    for (int batch = 0; batch < BATCHES; batch++) {
      long before = thread.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        sum += work.getAsDouble();
      }
      batches[batch] = (double) (thread.getCurrentThreadAllocatedBytes() - before) / CALLS;
    }
    if (Double.isNaN(sum)) {
      throw new IllegalStateException("a measured function has no value");
    }
    Arrays.sort(batches);
    return batches[BATCHES / 2];
  }
}
