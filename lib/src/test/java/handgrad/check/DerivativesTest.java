package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.derive.Assumptions;
import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Formula;
import handgrad.words.Language;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derivatives from public sources, answers typed from the source: MC the Matrix Cookbook by
 * equation number, MN Magnus and Neudecker, third edition, by section, CS229 and CS231n the course
 * notes of Stanford, Boyd the appendix of Convex Optimization, Sokolov the lecture notes the sheet
 * names.
 */
class DerivativesTest {
  record Row(String source, String f, String by, String shapes, String assumed, String answer) {
    AnswerCheck check() {
      Declarations names = Declarations.parse(shapes);
      return AnswerCheck.of(
          Formula.parse(f, names), by, names, Assumptions.parse(List.of(assumed), names));
    }

    @Override
    public String toString() {
      return source + ": " + f;
    }
  }

  static List<Row> rows() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                DerivativesTest.class.getResourceAsStream("/handgrad/derive/derivatives.tsv"),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(c -> new Row(c[0], c[1], c[2], c[3], c[4], c[5]))
          .toList();
    }
  }

  @Test
  void thereAreEnough() throws IOException {
    assertTrue(rows().size() >= 80, "rows: " + rows().size());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theSourceIsRight(Row row) {
    AnswerCheck check = row.check();
    String reply = check.judge(row.answer()).in(Language.EN);
    assertTrue(reply.startsWith("right"), row + "\n" + reply + "\n" + Ascii.print(check.answer()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatTheLibraryPrintsIsReadBackAsTheSame(Row row) {
    AnswerCheck check = row.check();
    String printed = Ascii.print(check.answer());
    Declarations names = Declarations.parse(row.shapes());
    assertEquals(printed, Ascii.print(Formula.parse(printed, names, check.answer().shape())));
    assertEquals(check.answer(), Formula.parse(printed, names, check.answer().shape()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anAnswerSpoiltByOnePartInAThousandIsRefused(Row row) {
    AnswerCheck check = row.check();
    String reply = check.judge("1.001*(" + row.answer() + ")").in(Language.EN);
    assertTrue(reply.startsWith("wrong"), row + "\n" + reply);
  }
}
