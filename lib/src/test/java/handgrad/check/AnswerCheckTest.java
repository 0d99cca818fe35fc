package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.check.Judgement.Verdict;
import handgrad.derive.Assumptions;
import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.Latex;
import handgrad.words.Language;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerCheckTest {
  record Row(
      String f,
      String by,
      String shapes,
      String assumed,
      String answer,
      String slip,
      String reply) {
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
          .map(c -> Arrays.copyOf(c, 7))
          .map(c -> new Row(c[0], c[1], c[2], c[3], c[4], c[5], c[6]))
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
    assertTrue(right().size() >= 300);
    assertTrue(wrong().size() >= 500);
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
    assertEquals(row.reply(), judgement.in(Language.EN));
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

  /** A way to spoil an answer: another answer, or null where the way does not fit. */
  private interface Spoil {
    String spoilt(Expr answer);
  }

  private static final Map<String, Spoil> SPOILT = new LinkedHashMap<>();

  static {
    SPOILT.put("sign", a -> "-(" + Ascii.print(a) + ")");
    SPOILT.put("factor", a -> "3*(" + Ascii.print(a) + ")");
    SPOILT.put(
        "transposed",
        a -> a.shape().isScalar() || isInverse(a) ? null : "(" + Ascii.print(a) + ")'");
    SPOILT.put(
        "term",
        a ->
            a instanceof Expr.Plus || a instanceof Expr.Minus
                ? Ascii.print(a.operands().get(0))
                : null);
    SPOILT.put(
        "untransposed",
        a ->
            replaced(
                a,
                e -> e instanceof Expr.Transpose t && t.operand() instanceof Expr.Variable,
                e -> e.operands().get(0)));
    SPOILT.put(
        "inverse-transpose",
        a ->
            replaced(
                a,
                e -> e instanceof Expr.Transpose t && t.operand() instanceof Expr.Inverse,
                e -> e.operands().get(0)));
    SPOILT.put("order", a -> replaced(a, AnswerCheckTest::isSquareProduct, turned()));
    SPOILT.put("elementwise", a -> replaced(a, AnswerCheckTest::isSquareProduct, entrywise()));
  }

  private static boolean isSquareProduct(Expr e) {
    return e instanceof Expr.Mult m
        && !m.shape().isScalar()
        && m.left().shape().isSquare()
        && m.left().shape().equals(m.right().shape());
  }

  private static UnaryOperator<Expr> turned() {
    return e -> new Expr.Mult(e.operands().get(1), e.operands().get(0));
  }

  private static UnaryOperator<Expr> entrywise() {
    return e -> new Expr.ElementMult(e.operands().get(0), e.operands().get(1));
  }

  /** The first square part that is so, below the root, replaced; null without one. */
  private static String replaced(Expr a, Predicate<Expr> such, UnaryOperator<Expr> change) {
    for (Expr operand : a.operands()) {
      Expr found = first(operand, such.and(e -> e.shape().isSquare()));
      if (found != null) {
        return Ascii.print(Trees.replace(a, found, change.apply(found)));
      }
    }
    return null;
  }

  private static Expr first(Expr e, Predicate<Expr> such) {
    if (such.test(e)) {
      return e;
    }
    for (Expr operand : e.operands()) {
      Expr found = first(operand, such);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static boolean isInverse(Expr e) {
    return e instanceof Expr.Inverse
        || !(e instanceof Expr.Leaf) && e.operands().stream().anyMatch(AnswerCheckTest::isInverse);
  }

  /** The derived answers themselves, spoilt in ways that no table of the course holds. */
  @Test
  void variantsOfDerivedAnswersAreRefusedAndNamed() throws IOException {
    Random random = new Random(6);
    Map<String, Integer> made = new TreeMap<>();
    List<String> missed = new ArrayList<>();
    int variants = 0;
    for (DerivativesTest.Row row : DerivativesTest.rows()) {
      AnswerCheck check = row.check();
      for (Map.Entry<String, Spoil> way : SPOILT.entrySet()) {
        boolean common = List.of("sign", "factor", "transposed").contains(way.getKey());
        String spoilt = common && random.nextInt(3) > 0 ? null : spoilt(way.getValue(), check);
        if (spoilt == null || check.judge(spoilt).verdict() == Verdict.RIGHT) {
          continue; // symmetric answers do not change when they are transposed
        }
        Judgement judgement = check.judge(spoilt);
        assertTrue(isRefused(judgement), spoilt + ": " + judgement.in(Language.EN));
        variants++;
        made.merge(way.getKey(), 1, Integer::sum);
        if (!kind(judgement).equals(way.getKey())) {
          missed.add(row + ": " + spoilt + ": " + kind(judgement) + ", not " + way.getKey());
        }
      }
    }
    System.out.println(variants + " variants: " + made + ", not named right: " + missed.size());
    assertTrue(variants >= 100, made.toString());
    assertTrue(made.size() >= 7, made.toString());
    assertTrue(missed.size() * 10 <= variants, String.join("\n", missed));
  }

  private static String spoilt(Spoil way, AnswerCheck check) {
    return way.spoilt(check.answer());
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
        "wrong: the result is not symmetrised, right only for symmetric A",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          t^2         | t | t:1,1             | 2 abs(t)             | assumption only-positive t
          t^2         | t | t:1,1             | 2 t + 0.000000001 t  | other
          t^2         | t | t:1,1             | 2 t + 10^(-18)       | other elsewhere
          lam x'x     | x | x:n,1;lam:1,1     | 2 abs(lam) x         | assumption only-positive lam
          det X       | X | X:n,n             | abs(det X) X^{-T}    | assumption only-positive det(X)
          ln det(X'X) | X | X:m,n             | 2 X^{-T}             | assumption only-square
          tr(A X B)   | X | A:p,m;X:m,n;B:n,p | B'A'                 | order at B'*A'
          exp(exp(t)) | t | t:1,1             | 1                    | outer whole
          A X B       | X | A:p,m;X:m,n;B:n,q | kron(A, B')          | order at kron(A, B')
          x'x y'y     | x | x:n,1;y:n,1       | 2 x                  | scale whole
          """)
  void whatIsRightOnlyUnderAnAssumptionOrNearlyIsWrong(
      String f, String by, String shapes, String answer, String slip) {
    Declarations names = Declarations.parse(shapes);
    Expr expr = Formula.parse(f, names);
    Assumptions kind =
        expr.shape().isScalar()
            ? Assumptions.NONE
            : Assumptions.NONE.with(Assumptions.Kind.JACOBIAN);
    Judgement judgement = AnswerCheck.of(expr, by, names, kind).judge(answer);
    assertTrue(isRefused(judgement), judgement.in(Language.EN));
    Judgement.Slip first = judgement.slips().get(0);
    String said = first.kind() + " " + first.place().key().replace("answer.", "");
    String place =
        String.join(" ", first.place().arguments().stream().map(Object::toString).toList());
    assertTrue((said + " " + place).strip().startsWith(slip), said + " " + place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          norm2(x)^2 | x | x:n,1 | 2 norm2(x) x/norm2(x)
          t^2        | t | t:1,1 | 2 exp(ln(t))
          det X      | X | X:n,n | cof(X) sign(det X)^2
          """)
  void anAnswerThatFailsAtASpecialPointIsRightWithTheRemark(
      String f, String by, String shapes, String answer) {
    AnswerCheck check = AnswerCheck.of(f, by, Declarations.parse(shapes));
    assertEquals(
        "right. Only where the answer itself has a value: the derivative exists elsewhere too.",
        check.judge(answer).in(Language.EN));
  }

  @Test
  void aKinkIsNoPlaceWhereTheDerivativeExists() {
    AnswerCheck check = AnswerCheck.of("abs(t)", "t", Declarations.parse("t:1,1"));
    assertEquals("right", check.judge("t/abs(t)").in(Language.EN));
  }

  @Test
  void helperLinesMayStandBeforeTheAnswer() {
    Declarations names = Declarations.parse("X:m,n;y:m,1;w:n,1");
    AnswerCheck check = AnswerCheck.of("(y - X w)^T (y - X w)", "w", names);
    assertEquals("right", check.judge("r = X w - y\n2 X^T r").in(Language.EN));
  }
}
