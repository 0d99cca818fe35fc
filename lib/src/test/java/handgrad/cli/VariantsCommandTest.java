package handgrad.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariantsCommandTest {
  @TempDir Path folder;

  private String run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = Main.run(both, both, args);
    return code + "\n" + out.toString(StandardCharsets.UTF_8);
  }

  private String variants(String task, String count, String seed, Path to) {
    return run("variants", "--task", task, "--count", count, "--seed", seed, "--to", to.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "3", "5", "6", "7"})
  void theKeyIsAcceptedByTheTableOfAnswersToTheLastRow(String task) throws IOException {
    assertEquals("0\n", variants(task, "3", "7", folder));
    List<String> key = Files.readAllLines(folder.resolve("key.tsv"));
    List<String> judged =
        run("check", "--table", folder.resolve("key.tsv").toString()).lines().skip(2).toList();
    assertEquals(
        key.stream().skip(1).map(row -> row.split("\t")[0] + "\tright\t\t").toList(), judged);
    assertTrue(key.get(key.size() - 1).startsWith("03." + task + "."));
  }

  @Test
  void aWrongAnswerToAVersionIsRefusedWithItsSlip() throws IOException {
    Path table = folder.resolve("answers.tsv");
    Files.writeString(
        table,
        """
        id\titem\tdata\tanswer
        01.5.7\t5.7\tx=[1 -2]; W1=[-1 0.5; 2 -0.5]; W2=[-2; -1]; y=-1; gamma=0.5; g1=[1 -2]; h=[-1 2]; g2=[-1 -1]; o=[2 1]; g3=3; z=1\t8
        02.5.7\t5.7\ty=-1\t8
        03.5.7\t5.7\t-1\t8
        """);
    assertEquals(
        """
        0
        id\tverdict\tslip\terror
        01.5.7\twrong\tsign the difference of y and yhat is taken the other way round\t
        02.5.7\tunreadable\t\tthe data lack x; there are y
        03.5.7\tunreadable\t\tthe data are written name=value; name=value, this is not: -1
        """,
        run("check", "--table", table.toString()));
  }

  @Test
  void theKeyOfTheTwoTestsIsAcceptedToTheLastRow() throws IOException {
    assertEquals("0\n", run("quiz", "--seed", "7", "--to", folder.toString()));
    assertEquals(
        """
        0
        id\tverdict\tslip\terror
        before.1.x\tright\t\t
        before.5.2\tright\t\t
        before.5.8.W1\tright\t\t
        before.6.2\tright\t\t
        before.6.3\tright\t\t
        before.7.2\tright\t\t
        after.1.x\tright\t\t
        after.5.2\tright\t\t
        after.5.8.W1\tright\t\t
        after.6.2\tright\t\t
        after.6.3\tright\t\t
        after.7.2\tright\t\t
        """,
        run("check", "--table", folder.resolve("key.tsv").toString()));
  }

  @Test
  void aTableOfItemsAndFormulasSaysWhatARowLacks() throws IOException {
    Path table = folder.resolve("answers.tsv");
    Files.writeString(
        table,
        """
        id\titem\tf\tvariable\tshapes\tanswer
        1\t1.x\t\t\t\t2*x
        2\t\tx^2\tx\tx\tx
        3\t\t\tx\tx\tx
        4\t\tx^2\t\tx\tx
        """);
    assertEquals(
        """
        0
        id\tverdict\tslip\terror
        1\twrong\t\t
        2\twrong\tfactor in the whole answer, 1/2 times what it should be\t
        3\tunreadable\t\tthe cell f is empty
        4\tunreadable\t\tthe cell variable is empty
        """,
        run("check", "--table", table.toString()));
  }

  @Test
  void theTestsAreRefusedWhatIsNoSeedAndWhatIsNoFolder() throws IOException {
    assertEquals(
        "2\nSEED is a whole number, not seven\n",
        run("quiz", "--seed", "seven", "--to", folder.toString()));
    Path file = Files.writeString(folder.resolve("file"), "");
    assertEquals(
        "2\n" + file + ": cannot be written: name a folder that can be written and has room\n",
        run("quiz", "--seed", "7", "--to", file.toString()));
  }

  @Test
  void theSameSeedGivesTheSameFilesAndAnotherSeedOthers() throws IOException {
    for (String name : List.of("a", "b")) {
      assertEquals("0\n", variants("7", "2", "7", folder.resolve(name)));
    }
    assertEquals("0\n", variants("7", "2", "8", folder.resolve("c")));
    List<Path> files;
    try (Stream<Path> walked = Files.walk(folder.resolve("a"))) {
      files = walked.filter(Files::isRegularFile).map(folder.resolve("a")::relativize).toList();
    }
    assertEquals(9, files.size());
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(folder.resolve("a").resolve(file));
      assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("b").resolve(file)));
      assertFalse(
          new String(bytes, StandardCharsets.UTF_8)
              .equals(Files.readString(folder.resolve("c").resolve(file))));
    }
  }

  @Test
  void aSheetHasTheQuestionsAndNoAnswers() throws IOException {
    variants("1", "1", "7", folder);
    String sheet = Files.readString(folder.resolve("en/sheet-01.md"));
    assertEquals(
        """
        # Task 1, version 1

        About 25 minutes. A gradient has the shape of its variable; all gradients of a step are taken at the old weights.

        A function of two numbers, $$f(x, y) = 4x^2 - 3xy + (2x + 2y)^2,$$ is cut into nodes: $a = 4x^2$, $b = -3xy$, $c = 2x + 2y$, $d = c^2$, $f = a + b + d$. Draw its computation graph. Find the derivative of every node by each of its own inputs, and read the partial derivatives of $f$ off the graph.

        **1.a.x.** $\\partial a/\\partial x$

        **1.b.x.** $\\partial b/\\partial x$

        **1.b.y.** $\\partial b/\\partial y$

        **1.c.x.** $\\partial c/\\partial x$

        **1.c.y.** $\\partial c/\\partial y$

        **1.d.c.** $\\partial d/\\partial c$

        **1.x.** $\\partial f/\\partial x$

        **1.y.** $\\partial f/\\partial y$
        """,
        sheet);
    String key = Files.readString(folder.resolve("ru/key-01.md"));
    assertTrue(key.contains("**1.x.** $\\partial f/\\partial x = 16x + 5y$"), key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          4   | 3   | 7   | task 4 has no other versions: take 1, 3, 5, 6 or 7
          13  | 3   | 7   | task 13 has no other versions: take 1, 3, 5, 6 or 7
          abc | 3   | 7   | task abc has no other versions: take 1, 3, 5, 6 or 7
          5   | 0   | 7   | COUNT is a whole number from 1 to 99, not 0
          5   | -2  | 7   | COUNT is a whole number from 1 to 99, not -2
          5   | 100 | 7   | COUNT is a whole number from 1 to 99, not 100
          5   | two | 7   | COUNT is a whole number from 1 to 99, not two
          5   | 3   | 1.5 | SEED is a whole number, not 1.5
          """)
  void whatCannotBeDrawnIsSaidAndNothingWritten(String task, String count, String seed, String said)
      throws IOException {
    Path to = folder.resolve("versions");
    assertEquals("2\n" + said + "\n", variants(task, count, seed, to));
    assertFalse(Files.exists(to));
  }
}
