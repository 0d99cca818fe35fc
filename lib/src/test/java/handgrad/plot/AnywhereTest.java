package handgrad.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.expr.Declarations;
import handgrad.expr.Formula;
import handgrad.words.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A picture has the same bytes on every machine, and asks for none of Java's fonts. */
class AnywhereTest {

  /** One picture of each kind, one after the other. */
  static final class Pictures {
    public static void main(String[] arguments) {
      System.out.println(all());
    }

    static String all() {
      var curve =
          new ErrorStep.Curve(
              "f", ErrorStep.Scheme.CENTRAL, List.of(1e-6, 1e-3), List.of(1e-9, 1e-6), 1, 1e-16);
      var entry = new ClaimedNumeric.Entry("$x$", 1234.5, 0.5, true);
      return ErrorStep.chart(ErrorStep.Words.in(Language.RU), List.of(curve)).svg()
          + ClaimedNumeric.chart(ClaimedNumeric.Words.in(Language.EN), List.of(entry)).svg()
          + ErrorMap.of(
                  ErrorMap.Words.in(Language.RU),
                  "$X$",
                  List.of(List.of(0.5, 1e-12)),
                  List.of(List.of(true, false)))
              .svg()
          + ComputationGraph.of(
                  Formula.parse("x^2 + sigmoid(x*y)", Declarations.parse("x, y")), Language.EN)
              .svg();
    }
  }

  @Test
  void drawsWithoutJavasFonts() throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stderr",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Pictures.class.getName())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String loaded = new String(java.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, java.waitFor());
    assertTrue(loaded.contains("org.knowm.xchart.XYChart"), "the charts were drawn");
    assertFalse(loaded.contains("FontManager"), "Java's fonts were asked for");
  }

  @Test
  void theLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    String usual = Pictures.all();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(usual, Pictures.all());
    } finally {
      Locale.setDefault(before);
    }
  }
}
