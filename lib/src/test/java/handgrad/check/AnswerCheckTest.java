package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.check.Judgement.Verdict;
import handgrad.derive.Assumptions;
import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Formula;
import handgrad.expr.Latex;
import handgrad.words.Language;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerCheckTest {
  record Row(String f, String by, String shapes, String assumed, String answer, String slip) {
    AnswerCheck check() {
      Declarations names = Declarations.parse(shapes);
      return AnswerCheck.of(
          Formula.parse(f, names), by, names, Assumptions.parse(List.of(assumed), names));
    }

    @Override
    public String toString() {
      return f + " by " + by + ": " + answer;
    }
  }

  private static List<Row> rows(String name) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                AnswerCheckTest.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(c -> new Row(c[0], c[1], c[2], c[3], c[4], c.length > 5 ? c[5] : ""))
          .toList();
    }
  }

  static List<Row> right() throws IOException {
    return rows("right.tsv");
  }

  static List<Row> wrong() throws IOException {
    return rows("wrong.tsv");
  }

  private static boolean isRefused(Judgement judgement) {
    return judgement.verdict() == Verdict.WRONG || judgement.verdict() == Verdict.SHAPE;
  }

  private static String kind(Judgement judgement) {
    return judgement.slips().isEmpty() ? "" : judgement.slips().get(0).kind();
  }

  @Test
  void theTablesAreLongEnough() throws IOException {
    assertTrue(right().size() >= 60);
    assertTrue(wrong().size() >= 80);
  }

  @ParameterizedTest
  @MethodSource("right")
  void aRightAnswerInAnUnusualFormIsRight(Row row) {
    Judgement judgement = row.check().judge(row.answer());
    assertEquals(Verdict.RIGHT, judgement.verdict(), judgement.in(Language.EN));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongAnswerIsRefused(Row row) {
    Judgement judgement = row.check().judge(row.answer());
    assertTrue(isRefused(judgement), judgement.in(Language.EN));
  }

  @Test
  void nineSlipsInTenAreNamedRight() throws IOException {
    List<String> missed = new ArrayList<>();
    for (Row row : wrong()) {
      Judgement judgement = row.check().judge(row.answer());
      if (!kind(judgement).equals(row.slip())) {
        missed.add(row + ": " + kind(judgement) + ", not " + row.slip());
      }
    }
    assertTrue(
        missed.size() * 10 <= wrong().size(), missed.size() + "\n" + String.join("\n", missed));
  }

  /** The derived answers themselves, spoilt in ways that no table holds. */
  @Test
  void variantsOfDerivedAnswersAreRefusedAndNamed() throws IOException {
    Random random = new Random(6);
    int variants = 0;
    List<String> missed = new ArrayList<>();
    for (DerivativesTest.Row row : DerivativesTest.rows()) {
      AnswerCheck check = row.check();
      String answer = Ascii.print(check.answer());
      int factor = 2 + random.nextInt(2);
      String[][] spoilt = {
        {"-(" + answer + ")", "sign"}, {factor + "*(" + answer + ")", "factor"},
      };
      for (String[] variant : spoilt) {
        Judgement judgement = check.judge(variant[0]);
        assertTrue(isRefused(judgement), variant[0] + ": " + judgement.in(Language.EN));
        variants++;
        if (!kind(judgement).equals(variant[1])) {
          missed.add(row + ": " + variant[0] + ": " + kind(judgement));
        }
      }
    }
    assertTrue(variants >= 100);
    assertTrue(missed.size() * 10 <= variants, String.join("\n", missed));
  }

  @ParameterizedTest
  @MethodSource("right")
  void printedAnswersAreReadBackInBothNotations(Row row) {
    AnswerCheck check = row.check();
    Declarations names = Declarations.parse(row.shapes());
    var answer = check.answer();
    assertEquals(answer, Formula.parse(Ascii.print(answer), names, answer.shape()));
    assertEquals(answer, Formula.parse(Latex.print(answer), names, answer.shape()));
  }

  @Test
  void theReplyHoldsNeitherAnswerNorMissingTerm() {
    Declarations names = Declarations.parse("A:n,n;X:m,n");
    AnswerCheck check = AnswerCheck.of("tr(A X^T X)", "X", names);
    assertEquals(
        "wrong: a term is lost, in the term that X number 2 of the formula gives",
        check.judge("X A").in(Language.EN));
    assertEquals(
        "неверно: потеряно слагаемое, в слагаемом, которое даёт X номер 2 в формуле",
        check.judge("X A").in(Language.RU));
    assertEquals(
        "wrong: right for a symmetric matrix only, right only for symmetric A",
        check.judge("2 X A").in(Language.EN));
  }

  @Test
  void anAnswerRightOnPartOfTheDomainIsRightWithARemark() {
    AnswerCheck check = AnswerCheck.of("det(X)", "X", Declarations.parse("X:n,n"));
    assertEquals(
        "right. Only where the answer itself has a value: the derivative exists elsewhere too.",
        check.judge("det(X) X^{-T}").in(Language.EN));
    assertEquals("right", check.judge("adj(X)'").in(Language.EN));
  }

  @Test
  void anAnswerWithoutAnyValueIsUndecided() {
    AnswerCheck check = AnswerCheck.of("x^T x", "x", Declarations.parse("x:n,1"));
    assertEquals(
        "undecided. The answer has no value where the formula has one.",
        check.judge("2 x ln(-1 - x^T x)").in(Language.EN));
  }

  @Test
  void helperLinesMayStandBeforeTheAnswer() {
    Declarations names = Declarations.parse("X:m,n;y:m,1;w:n,1");
    AnswerCheck check = AnswerCheck.of("(y - X w)^T (y - X w)", "w", names);
    assertEquals("right", check.judge("r = X w - y\n2 X^T r").in(Language.EN));
  }
}
