package handgrad.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.check.Judgement;
import handgrad.check.Judgement.Verdict;
import handgrad.words.Language;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The items of tasks 10 to 12: right forms, slips that are named, hints that keep the answer. */
class EstimateItemsTest {
  private static Judgement judge(String id, String answer) {
    return ItemCheck.judge(Sheet.sheet().item(id).orElseThrow(), answer);
  }

  private static List<Item> items() {
    return Sheet.sheet().items().stream().filter(i -> i.id().matches("1[012](\\..*)?")).toList();
  }

  @Test
  void everyItemKnowsThreeSlips() {
    assertEquals(17, items().size());
    for (Item item : items()) {
      assertTrue(item.slips().size() >= 3, item.id() + " knows fewer than three slips");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.1              | 2 lambda w' dw - (y .* sigmoid(-y .* (Xw)))' X dw
          10.1              | 2 lambda w'dw - sum_i y_i sigmoid(-y_i x_i'w) x_i'dw
          10.2              | 2\\lambda w - \\sum_{i=1}^{n} y_i \\sigma(-y_i x_i^{\\top} w) x_i
          10.hessian        | 2 lambda I + sum_i sigmoid(x_i'w) sigmoid(-x_i'w) x_i x_i'
          10.step           | w - gamma (2 lambda w - sum_i y_i sigmoid(-y_i x_i'w) x_i)
          10.e1             | sum_i (sigmoid(x_i'w) - t_i) x_i + 2 lambda w
          11.mu.gradient    | inv(Sigma) sum_i (x_i - mu)
          11.mu             | \\hat\\mu = \\frac{1}{m} \\sum_{i=1}^m x_i
          11.mu             | \\frac{1}{m} \\sum_{i=1}^m x_i
          11.Sigma.gradient | -m/2*inv(Sigma) + 1/2 sum_i inv(Sigma) (x_i - mu) (x_i - mu)' inv(Sigma)
          11.Sigma          | \\frac{1}{m} \\sum_i (x_i - \\hat\\mu)(x_i - \\hat\\mu)^{\\top}
          10.1              | -X'*(y./(1 + exp(y.*(X*w)))) + 2*lambda*w
          10.2              | 2 \\lambda w - X^{\\top} (y \\odot \\sigma(-y \\odot (Xw)))
          10.2              | 2*lambda*w - X'*(y.*exp(-y.*(X*w))./(1 + exp(-y.*(X*w))))
          10.2              | X'*(sigmoid(X*w) - (y + ones(n,1))/2) + 2*lambda*w
          10.hessian        | X'*diag(sigmoid(X*w).*(1 - sigmoid(X*w)))*X + 2*lambda*I
          10.hessian        | 2 lambda I + X' diag(sigmoid(y.*(Xw)).*sigmoid(-y.*(Xw))) X
          10.step           | w + gamma*X'*(y.*sigmoid(-y.*(X*w))) - 2*gamma*lambda*w
          10.step           | (1 - 2*gamma*lambda)*w + gamma*X'*(y./(1 + exp(y.*(X*w))))
          10.e1             | 2*lambda*w - X'*(t - sigmoid(X*w))
          10.e1             | (sigmoid(X*w) - t)'*X*dw + 2*lambda*w'*dw
          10.e2             | 2.01
          10.e2             | exp(0.7)
          11.mu.gradient    | inv(Sigma)*(X*ones(m,1) - m*mu)
          11.mu.gradient    | ones(1,m)*(X - mu*ones(1,m))'*inv(Sigma)*dmu
          11.mu             | X ones(m,1)/m
          11.mu             | 1/m*(ones(1,m)*X')'
          11.Sigma.gradient | 1/2*inv(Sigma)*((X - mu*ones(1,m))*(X - mu*ones(1,m))' - m*Sigma)*inv(Sigma)
          11.Sigma.gradient | -m/2*tr(inv(Sigma)*dSigma) + 1/2*tr(inv(Sigma)*dSigma*inv(Sigma)*(X - mu*ones(1,m))*(X - mu*ones(1,m))')
          11.Sigma          | 1/m*(X - mu*ones(1,m))*(X - mu*ones(1,m))'
          11.Sigma          | X*X'/m - \\hat\\mu*\\hat\\mu'
          11.Sigma          | X*(I_m - ones(m,m)/m)*X'/m
          11.e1             | inv(Sigma) + inv(Sigma)' - I.*inv(Sigma)
          11.e1             | 2*inv(Sigma) - inv(Sigma).*I
          11.e2             | 4.67
          11.e2             | (4 + 1 + 9)/3
          12.gradient       | 2X - 2A + \\Lambda - \\Lambda^{\\top}
          12.gradient       | tr((2*(X - A)' + Lambda' - Lambda)*dX)
          12                | \\frac{A + A^{\\top}}{2}
          12                | A - (A - A')/2
          12.Lambda         | (A - A')/2
          12.Lambda         | A - X
          12.e1             | A - (A + A')/2
          12.e1             | 0.5*A - 0.5*A'
          12.e2             | A - tr(A)*I/n
          12.e2             | A - \\frac{tr(A)}{n} I
          """)
  void rightInAnyForm(String id, String answer) {
    assertEquals(Judgement.right(), judge(id, answer), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.1   | 2 lambda w' dw - (y.*exp(-y.*(X*w))./ln(1 + exp(-y.*(X*w))))'*X*dw | outer: the logarithm is left in the denominator: the derivative of ln u is u'/u, and u is 1 + exp
          10.1   | 2*lambda*w - sum_i y_i exp(-y_i x_i'w)/ln(1 + exp(-y_i x_i'w)) x_i | outer: the logarithm is left in the denominator: the derivative of ln u is u'/u, and u is 1 + exp
          10.2   | 2*lambda*w - sum_i sigmoid(-y_i x_i'w) x_i | inner: the factor y_i that the margin y_i x_i'w gives
          11.mu  | sum_i x_i | scale: it is the sum, not the mean
          11.Sigma | 1/m sum_i x_i x_i' | term: the observations are not centred: the mean is not subtracted
          10.2   | 2*lambda*w - X'*(1./(1 + exp(y.*(X*w)))) | inner: the factor y_i that the margin y_i x_i'w gives
          10.2   | X'*(y./(1 + exp(y.*(X*w)))) + 2*lambda*w | sign: of the sum: the exponent has a minus, and its derivative too
          10.2   | X'*(y.*sigmoid(-y.*(X*w))) - 2*lambda*w | sign: in the whole answer
          10.2   | lambda*w - X'*(y./(1 + exp(y.*(X*w)))) | factor: the 2 that lambda w'w gives
          10.2   | 2*lambda*w - X'*(y./(1 + exp(-y.*(X*w)))) | sign: of the sigmoid's argument
          10.2   | -X'*(y./(1 + exp(y.*(X*w)))) | term: that of the penalty lambda w'w
          10.hessian | X'*diag(sigmoid(X*w).*(1 - sigmoid(X*w)))*X + 2*lambda | identity: beside the penalty's number
          10.hessian | X'*X + 2*lambda*I | inner: each observation has a weight of its own, the slope of the sigmoid
          10.step | w + gamma*(2*lambda*w - X'*(y./(1 + exp(y.*(X*w))))) | uphill: the gradient is added, not subtracted
          10.e1  | X'*(t - sigmoid(X*w)) + 2*lambda*w | sign: the residual is the other way round
          11.mu.gradient | (X - mu*ones(1,m))*ones(m,1) | term: the inverse of Sigma
          11.mu  | ones(1,m)*X'/m | transposed: the mean of columns is a column
          11.mu  | X*ones(m,1)/n | factor: the mean is over m observations; n is how many numbers each has
          11.Sigma.gradient | -m/2*inv(Sigma) - 1/2*inv(Sigma)*(X - mu*ones(1,m))*(X - mu*ones(1,m))'*inv(Sigma) | sign: the differential of the inverse has a minus
          11.Sigma | (X*X' - m*mu*mu')/(m - 1) | factor: 1/(m − 1) makes the estimate unbiased, but it is not the maximum of the likelihood
          11.Sigma | 1/m*X*X' | term: the observations are not centred: the mean is not subtracted
          11.Sigma | (X - mu*ones(1,m))'*(X - mu*ones(1,m))/m | transposed: the product is taken the other way round: that is observations by observations
          11.e1  | inv(Sigma') | symmetry: as if the entries that mirror each other moved one by one
          12.gradient | 2X - 2A + Lambda | term: the constraint holds X twice, once transposed
          12     | A' + A | factor: the half
          12     | (A - A^T)/2 | sign: it is the antisymmetric part
          12     | A | other: this matrix is not symmetric
          12.Lambda | A - A | other: without a multiplier X = A, which is not symmetric
          12.e2  | A - tr(A)*I | scale: the trace is shared by n entries of the diagonal
          """)
  void aSlipIsNamedInWhateverFormItIsTyped(String id, String answer, String said) {
    Judgement judgement = judge(id, answer);
    assertNotEquals(Verdict.RIGHT, judgement.verdict());
    assertEquals(
        said,
        judgement.slips().stream()
            .map(slip -> slip.kind() + ": " + slip.place().in(Language.EN))
            .collect(Collectors.joining("; ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (A' - A)/2 | the multiplier enters with the other sign
          A - A'     | the multiplier enters with the factor 1/2
          A' - A     | the multiplier enters with the factor -1/2
          (A - A')/4 | the multiplier enters with the factor 2
          """)
  void anotherSignOrFactorOfTheMultiplierIsAsGood(String answer, String reading) {
    Judgement judgement = judge("12.Lambda", answer);
    assertEquals("Right under this reading: " + reading + ".", judgement.remark().in(Language.EN));
  }

  @Test
  void firstAndSecondHintsHoldNothingTheCheckAccepts() {
    for (Item item : items()) {
      for (Language language : Language.values()) {
        for (int level = 1; level <= 2; level++) {
          String hint = item.hint(level, language);
          for (String copy : NetItemsTest.copies(hint)) {
            if (!copy.isBlank()) {
              Verdict verdict = ItemCheck.judge(item, copy.strip()).verdict();
              assertNotEquals(Verdict.RIGHT, verdict, item.id() + ": " + hint);
            }
          }
        }
      }
    }
  }
}
