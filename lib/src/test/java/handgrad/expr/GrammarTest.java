package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples on the grammar's own page. */
class GrammarTest {
  private static final Declarations SQUARE =
      Declarations.parse(
          "A: n×n; B: n×n; X: n×n; y: n×1; w: n×1; x: n×1; W1: 2×1; w1_11: 1×1; f: function");
  private static final Declarations FAMILIES = Declarations.parse("x_i: k×1; y_i: 1×1; w: k×1");
  private static final Declarations NUMBERS = Declarations.parse("x, y");

  static List<String> examples() throws IOException {
    return Files.readAllLines(Path.of("src/main/antlr4/handgrad/expr/Formula.g4")).stream()
        .takeWhile(line -> !line.startsWith("grammar"))
        .filter(line -> line.startsWith(" *   "))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void bothSpellingsOfAnExampleAreOneFormula(String line) {
    String[] columns = line.substring(5).split("\\s{3,}");
    Declarations names =
        line.contains("x*y") ? NUMBERS : line.contains("sum_i") ? FAMILIES : SQUARE;
    assertEquals(Formula.parse(columns[0], names), Formula.parse(columns[1], names), line);
  }

  @Test
  void thereAreExamplesOfEverything() throws IOException {
    assertEquals(11, examples().size());
  }
}
