package handgrad.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Other programs, run as processes of their own. */
final class Peers {
  private static final int COLD_RUNS = 5;

  private Peers() {}

  /** A peer's time in microseconds and its name in the table. */
  record Time(double micros, String against) {}

  /** A peer that cannot be run; the message is one line with the file and the remedy. */
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    Missing(String message) {
      super(message);
    }
  }

  /** Runs a script that prints a line {@code name, microseconds, against} for each peer. */
  static Map<String, Time> times(Path python, Path script, String... arguments) throws Missing {
    require(python, "run make bench with a network once: it installs the peers");
    require(script, "run make bench at the top of the project");
    List<String> command = new ArrayList<>(List.of(python.toString(), script.toString()));
    command.addAll(Arrays.asList(arguments));
    Map<String, Time> times = new LinkedHashMap<>();
    for (String line : output(command).split("\n")) {
      String[] columns = line.split("\t");
      if (columns.length == 3) {
        times.put(columns[0], new Time(Double.parseDouble(columns[1]), columns[2]));
      }
    }
    if (times.isEmpty()) {
      throw new Missing(script + ": printed no times");
    }
    return times;
  }

  /** The median of what a command takes from its start to its end, in microseconds. */
  static double cold(List<String> command) throws Missing {
    double[] micros = new double[COLD_RUNS];
    for (int i = 0; i < micros.length; i++) {
      long start = System.nanoTime();
      output(command);
      micros[i] = (System.nanoTime() - start) / 1e3;
    }
    Arrays.sort(micros);
    return micros[micros.length / 2];
  }

  static void require(Path file, String remedy) throws Missing {
    if (!Files.exists(file)) {
      throw new Missing(file + " is not there: " + remedy);
    }
  }

  private static String output(List<String> command) throws Missing {
    try {
      Path errors = Files.createTempFile("bench", ".log");
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      List<String> said = Files.readAllLines(errors);
      Files.delete(errors);
      if (code != 0) {
        String last = said.isEmpty() ? "exit code " + code : said.get(said.size() - 1);
        String what = command.get(1).endsWith(".py") ? command.get(1) : command.get(0);
        throw new Missing(what + " fails: " + last + ": remove build/ and run make bench again");
      }
      return output;
    } catch (IOException e) {
      throw new Missing(command.get(0) + " does not start: run make doctor");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Missing(command.get(0) + " was stopped");
    }
  }
}
