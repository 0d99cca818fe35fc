package handgrad.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples in public Javadoc and in the README run, and print what stands beside them. */
class ExamplesTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path README = Path.of("../README.md");
  private static ExampleRun run;

  @BeforeAll
  static void start() {
    run = new ExampleRun();
  }

  @AfterAll
  static void stop() {
    run.close();
  }

  @Test
  void everyExampleInJavadocPrintsWhatItSays() throws IOException {
    List<Example> examples = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String name = SOURCES.relativize(file).toString();
        examples.addAll(Example.ofSource(name, Files.readString(file)));
      }
    }
    assertTrue(examples.size() >= 25, "only " + examples.size() + " examples were found");
    assertEquals(List.of(), problems(examples));
  }

  @Test
  void everyExampleInTheReadmePrintsWhatItSays() throws IOException {
    if (Files.exists(README)) {
      List<Example> examples = Example.ofMarkdown("README.md", Files.readString(README));
      assertTrue(!examples.isEmpty(), "README.md has no block fenced as java");
      assertEquals(List.of(), problems(examples));
    }
  }

  private static List<String> problems(List<Example> examples) {
    return examples.stream().flatMap(e -> run.problems(e).stream()).toList();
  }

  private static List<String> problems(String text) {
    return run.problems(Example.of("here:1", List.of(), text));
  }

  // ---- the guard itself

  @Test
  void aRightExampleOfEveryFormPasses() {
    assertEquals(
        List.of(),
        problems(
            """
            Declarations d = Declarations.parse("A: n×n, x: n×1");
            Expr f = Formula.parse("x^T A x // 2".substring(0, 7), d);  // x'*A*x
            Ascii.print(f)   // x'*A*x
            f
                .shape()     // 1×1
            1.0 / 4          // 0.25
            "two\\nlines"
            // two
            // lines
            """));
  }

  @Test
  void aChangedDigitIsRefused() {
    assertEquals(
        List.of("here:1: Numbers.text(1.0 / 3): prints\n0.333333\nnot\n0.333433"),
        problems("Numbers.text(1.0 / 3)  // 0.333433"));
  }

  @Test
  void aLineThatIsLostIsRefused() {
    assertEquals(
        List.of("here:1: \"two\\nlines\": prints\ntwo\nlines\nnot\ntwo"),
        problems("\"two\\nlines\"  // two"));
  }

  @Test
  void aBlockThatDoesNotCompileIsRefused() {
    assertEquals(
        List.of(
            "here:1: Numbers.txt(1.0): cannot find symbol symbol:   method txt(double)"
                + " location: class handgrad.expr.Numbers"),
        problems("Numbers.txt(1.0)"));
  }

  @Test
  void aBlockThatThrowsIsRefused() {
    assertEquals(
        List.of(
            "here:1: Integer.parseInt(\"x\"): jdk.jshell.EvalException: For input string: \"x\""),
        problems("Integer.parseInt(\"x\")  // 1"));
  }

  @Test
  void aStatementThatPrintsNothingHasNoComment() {
    assertEquals(
        List.of("here:1: if (true) {}: has no value, so it prints nothing"),
        problems("if (true) {}  // nothing"));
  }

  @Test
  void aNameOfTheBlockBeforeIsUnknown() {
    problems("int leftOver = 1;");
    assertEquals(
        List.of(
            "here:1: leftOver: cannot find symbol symbol:   variable leftOver location: class "),
        problems("leftOver  // 1"));
  }

  @Test
  void anExampleInAnotherFormIsRefused() {
    AssertionError refused =
        assertThrows(
            AssertionError.class,
            () ->
                Example.ofSource("A.java", "/**\n * A thing.\n * <pre>\n * 1 + 1\n * </pre>\n */"));
    assertEquals("A.java:4: an example stands in <pre>{@code … }</pre>", refused.getMessage());
  }

  @Test
  void aBlockOfTheReadmeIsFoundWithItsLine() {
    assertEquals(
        List.of(
            new Example(
                "README.md:4", List.of(), List.of(new Example.Snippet("1 + 1", List.of("2"))))),
        Example.ofMarkdown("README.md", "# A\n\n```java\n1 + 1  // 2\n```\n"));
  }
}
