package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handgrad.derive.Assumptions;
import handgrad.expr.Declarations;
import handgrad.expr.Formula;
import handgrad.words.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers with sums over an index: right in any form, and the slip of a wrong one named. */
class IndexedSumAnswersTest {
  private static AnswerCheck check(String f, String by, String shapes, String assumed) {
    Declarations names = Declarations.parse(shapes);
    return AnswerCheck.of(
        Formula.parse(f, names), by, names, Assumptions.parse(List.of(assumed), names));
  }

  private static final AnswerCheck LOGISTIC =
      check(
          "\\sum_{i=1}^n \\ln(1 + \\exp(-y_i x_i^T w)) + \\lambda w^T w",
          "w",
          "x_i: k×1, y_i: 1×1, w: k×1, lambda",
          "y is +1 or -1; lambda > 0");

  private static final AnswerCheck BY_MU =
      check(
          "-m/2*ln det(Sigma) - 1/2 sum_i (x_i-mu)' inv(Sigma) (x_i-mu)",
          "mu",
          "x_i: n×1, mu: n×1, Sigma: n×n",
          "Sigma symmetric; Sigma positive definite");

  private static final AnswerCheck BY_SIGMA =
      check(
          "-m/2*ln det(Sigma) - 1/2 sum_i (x_i-mu)' inv(Sigma) (x_i-mu)",
          "Sigma",
          "x_i: n×1, mu: n×1, Sigma: n×n",
          "Sigma symmetric; Sigma positive definite");

  private static final AnswerCheck SQUARES =
      check("sum_i (y_i - x_i'w)^2", "w", "x_i: k×1, y_i: 1×1, w: k×1", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          -\\sum_i y_i x_i/(1+\\exp(y_i x_i^T w)) + 2\\lambda w @ right @ верно
          2\\lambda w - \\sum_{i=1}^n \\frac{y_i \\exp(-y_i x_i^T w)}{1+\\exp(-y_i x_i^T w)} x_i @ right @ верно
          \\sum_i (\\sigma(y_i x_i'w) - 1) y_i x_i + 2 lambda w @ right @ верно
          2\\lambda w - x (y.*\\sigma(-y.*(x'w))) @ right @ верно
          -\\sum_i y_i x_i^T dw/(1+\\exp(y_i x_i^T w)) + 2\\lambda w^T dw @ right @ верно
          -\\sum_i y_i x_i/(1+\\exp(y_i x_i^T w)) @ wrong: a term is lost, in term 1 of the sum @ неверно: потеряно слагаемое, в слагаемом 1 суммы
          \\sum_i y_i x_i/(1+\\exp(y_i x_i^T w)) + 2\\lambda w @ wrong: the sign, at sum_i y_i*x_i/(1 + exp(y_i*x_i'*w)) @ неверно: знак, в месте sum_i y_i*x_i/(1 + exp(y_i*x_i'*w))
          -\\sum_i y_i x_i/(1+\\exp(y_i x_i^T w)) + \\lambda w @ wrong: a numerical factor, in term 1 of the sum @ неверно: числовой множитель, в слагаемом 1 суммы
          2\\lambda w - \\frac1n\\sum_i y_i x_i/(1+\\exp(y_i x_i^T w)) @ wrong: a scale (1/n or lambda) is lost or one too many, at 1/n*sum_i y_i*x_i/(1 + exp(y_i*x_i'*w)) @ неверно: множитель (1/n или lambda) потерян или лишний, в месте 1/n*sum_i y_i*x_i/(1 + exp(y_i*x_i'*w))
          \\frac1n(2\\lambda w - \\sum_i y_i x_i/(1+\\exp(y_i x_i^T w))) @ wrong: a scale (1/n or lambda) is lost or one too many, in the whole answer: n @ неверно: множитель (1/n или lambda) потерян или лишний, во всём ответе: n
          2\\lambda w - \\sum_i \\frac{y_i \\exp(-y_i x_i^T w) x_i}{\\ln(1+\\exp(-y_i x_i^T w))} @ wrong: the outer derivative is lost, at log(1 + exp(-y_i*x_i'*w)) @ неверно: потеряна внешняя производная, в месте log(1 + exp(-y_i*x_i'*w))
          2\\lambda w - \\sum_i y_i x_i/(1+\\exp(-y_i x_i^T w)) @ wrong: the sign, at -y_i*x_i'*w @ неверно: знак, в месте -y_i*x_i'*w
          \\sum_i y_i x_i/(1+\\exp(y_i x_i^T w)) - 2\\lambda w @ wrong: the sign, in the whole answer @ неверно: знак, во всём ответе
          2\\lambda w^T - \\sum_i y_i x_i^T/(1+\\exp(y_i x_i^T w)) @ wrong shape: the result transposed, in the whole answer. The answer is 1×k, asked is k×1. @ не тот размер: результат транспонирован, во всём ответе. Ответ — 1×k, а нужно k×1.
          """)
  void logisticRegression(String answer, String en, String ru) {
    judged(LOGISTIC, answer, en, ru);
  }

  @Test
  void aHelperMayRunWithTheIndex() {
    assertEquals(
        "right",
        LOGISTIC
            .judge("m_i = y_i x_i'w\np_i = \\sigma(-m_i)\n2\\lambda w - \\sum_i p_i y_i x_i")
            .in(Language.EN));
    assertEquals(
        "wrong: the sign, in the whole answer",
        LOGISTIC
            .judge("p_i = \\sigma(-y_i x_i'w)\n\\sum_j p_j y_j x_j - 2\\lambda w")
            .in(Language.EN));
    assertEquals("right", SQUARES.judge("r_i = y_i - x_i'w\n-2 sum_i r_i x_i").in(Language.EN));
    assertEquals("right", SQUARES.judge("z_i = 2 x_i\n sum_i (x_i'w - y_i) z_i").in(Language.EN));
    assertEquals(
        "right", SQUARES.judge("s = sum_i x_i x_i'\n2 s w - 2 sum_i y_i x_i").in(Language.EN));
    assertEquals(
        "unreadable. a member A_i is k×k: the members of a family are numbers, columns or rows",
        SQUARES.judge("A_i = x_i x_i'\n2 sum_i A_i w").in(Language.EN).split("\n")[0]);
  }

  @Test
  void aMemberOutsideItsSumIsUnreadable() {
    Judgement judgement = LOGISTIC.judge("y_i x_i");

    assertEquals(
        "unreadable. y_i stands outside a sum over i: write sum_i before it\ny_i x_i\n^",
        judgement.in(Language.EN));
    assertEquals(
        "не читается. y_i стоит вне суммы по i: поставьте перед ним sum_i\ny_i x_i\n^",
        judgement.in(Language.RU));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          inv(Sigma) sum_i (x_i - mu) @ right @ верно
          \\Sigma^{-1} (\\sum_{i=1}^m x_i - m\\mu) @ right @ верно
          -inv(Sigma) sum_i (x_i - mu) @ wrong: the sign, in the whole answer @ неверно: знак, во всём ответе
          inv(Sigma) sum_i (x_i - mu)/m @ wrong: a scale (1/n or lambda) is lost or one too many, in the whole answer: m @ неверно: множитель (1/n или lambda) потерян или лишний, во всём ответе: m
          2 inv(Sigma) sum_i (x_i - mu) @ wrong: a numerical factor, in the whole answer, 2 times what it should be @ неверно: числовой множитель, во всём ответе: умножен на 2 против нужного
          """)
  void likelihoodByTheMean(String answer, String en, String ru) {
    judged(BY_MU, answer, en, ru);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          -m/2*inv(Sigma) + 1/2*sum_i inv(Sigma)*(x_i-mu)*(x_i-mu)'*inv(Sigma) @ right @ верно
          -m/2*inv(Sigma) - 1/2*sum_i inv(Sigma)*(x_i-mu)*(x_i-mu)'*inv(Sigma) @ wrong: the sign, at 1/2*sum_i inv(Sigma)*(x_i - mu)*(x_i - mu)'*inv(Sigma) @ неверно: знак, в месте 1/2*sum_i inv(Sigma)*(x_i - mu)*(x_i - mu)'*inv(Sigma)
          -m/2*inv(Sigma) @ wrong: a term is lost, in the term that Sigma number 2 of the formula gives @ неверно: потеряно слагаемое, в слагаемом, которое даёт Sigma номер 2 в формуле
          """)
  void likelihoodByTheCovariance(String answer, String en, String ru) {
    judged(BY_SIGMA, answer, en, ru);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          2 sum_i (x_i'w - y_i) x_i @ right @ верно
          2 x (x'w - y) @ right @ верно
          sum_i (x_i'w - y_i) x_i @ wrong: a numerical factor, in the whole answer, 1/2 times what it should be @ неверно: числовой множитель, во всём ответе: умножен на 1/2 против нужного
          2 sum_i (y_i - x_i'w) x_i @ wrong: the sign, in the whole answer @ неверно: знак, во всём ответе
          2/n sum_i (x_i'w - y_i) x_i @ wrong: a scale (1/n or lambda) is lost or one too many, in the whole answer: n @ неверно: множитель (1/n или lambda) потерян или лишний, во всём ответе: n
          2 sum_i (x_i'w) x_i @ wrong: a term is lost, in term 2 of the sum @ неверно: потеряно слагаемое, в слагаемом 2 суммы
          2 sum_i (x_i'w - y_i) @ wrong shape: the shape, in the whole answer. The answer is 1×1, asked is k×1. @ не тот размер: размер, во всём ответе. Ответ — 1×1, а нужно k×1.
          """)
  void squares(String answer, String en, String ru) {
    judged(SQUARES, answer, en, ru);
  }

  private static void judged(AnswerCheck check, String answer, String en, String ru) {
    Judgement judgement = check.judge(answer);
    assertEquals(en, judgement.in(Language.EN));
    assertEquals(ru, judgement.in(Language.RU));
  }
}
