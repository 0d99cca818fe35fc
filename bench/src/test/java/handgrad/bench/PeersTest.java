package handgrad.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handgrad.bench.Peers.Missing;
import handgrad.bench.Peers.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script of times is any program; here it is a shell script. */
class PeersTest {
  private static final Path SHELL = Path.of("/bin/sh");

  @TempDir Path folder;

  private Path script(String text) throws IOException {
    return Files.writeString(folder.resolve("times.py"), text);
  }

  @Test
  void timesAreReadByName() throws Exception {
    Path script = script("echo starting; printf 'fit/ols\\t12.5\\tstatsmodels 1\\n'");
    assertEquals(Map.of("fit/ols", new Time(12.5, "statsmodels 1")), Peers.times(SHELL, script));
  }

  @Test
  void missingProgramIsNamedWithTheRemedy() {
    assertRefused(
        "no/python is not there: run make bench with a network once: it installs the peers",
        Path.of("no/python"),
        Path.of("times.py"));
  }

  @Test
  void missingScriptIsNamedWithTheRemedy() {
    assertRefused(
        "no/times.py is not there: run make bench at the top of the project",
        SHELL,
        Path.of("no/times.py"));
  }

  @Test
  void failingScriptIsNamedWithWhatItSaidLast() throws IOException {
    Path script = script("echo first >&2; echo no module sympy >&2; exit 3");
    assertRefused(
        script + " fails: no module sympy: remove build/ and run make bench again", SHELL, script);
  }

  @Test
  void silentScriptIsNamed() throws IOException {
    Path script = script("exit 0");
    assertRefused(script + ": printed no times", SHELL, script);
  }

  private static void assertRefused(String expected, Path program, Path script) {
    assertEquals(
        expected, assertThrows(Missing.class, () -> Peers.times(program, script)).getMessage());
  }
}
