package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handgrad.expr.Declarations;
import handgrad.expr.Formula;
import handgrad.words.Language;
import handgrad.words.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "What is the step of descent": the new weights by the old ones, and the slips in them. */
class DescentCheckTest {
  private static final Declarations NAMES = Declarations.parse("X: n×k, y: n×1, w: k×1, gamma");
  private static final String STEP = "w + 2*gamma*X'*(y - X*w)";
  private static final DescentCheck CHECK = DescentCheck.of(STEP, "w", "gamma", NAMES);

  private static String said(DescentCheck check, String answer) {
    return check.judge(answer.replace(" ; ", "\n")).in(Language.EN);
  }

  @ParameterizedTest
  @CsvSource({
    "w - 2 gamma X'(X w - y)",
    "w <- w - 2 gamma X'(X w - y)",
    "w = w - 2 gamma X'(X w - y)",
    "v = y - X w ; w + 2 gamma X' v",
  })
  void theStepIsRight(String answer) {
    assertEquals("right", said(CHECK, answer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          w + gamma X'(y - X w)       | 1/2*gamma
          w + 4 gamma X'(y - X w)     | 2*gamma
          w + 8 gamma X'(y - X w)     | 4*gamma
          w + 6 gamma X'(y - X w)     | 3*gamma
          w + 2 gamma X'(y - X w)/n   | 1/n*gamma
          w + 4 gamma X'(y - X w)/n   | 2/n*gamma
          w + gamma X'(y - X w)/n     | 1/(2*n)*gamma
          """)
  void aConstantMayBeTakenIntoGamma(String answer, String length) {
    assertEquals(
        "right. A constant is taken into gamma, as is often done: this is a step of length "
            + length
            + ".",
        said(CHECK, answer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          w - 2 gamma X'(y - X w)     | a step uphill, the gradient is added, not subtracted
          w - gamma X'(y - X w)       | a step uphill, the gradient is added, not subtracted
          w                           | no step, these are the old weights
          w + 2 X'(y - X w)           | a scale (1/n or lambda) is lost or one too many, the step length gamma is lost
          w + X'(y - X w)             | a scale (1/n or lambda) is lost or one too many, the step length gamma is lost
          w + 2 gamma^2 X'(y - X w)   | a scale (1/n or lambda) is lost or one too many, at 2*gamma^2*X'*(y - X*w)
          2 X'(X w - y)               | something else, this is the gradient, not the weights after the step
          2 gamma X'(y - X w)         | something else, this is the gradient, not the weights after the step
          -gamma X'(y - X w)          | something else, this is the gradient, not the weights after the step
          X'(y - X w)                 | something else, this is the gradient, not the weights after the step
          w + 2 gamma X'(y + X w)     | the sign, at X*w
          w + 3 gamma X'(y - X w)     | a numerical factor, at 3
          w - gamma                   | something else, no single known slip leads to it
          w - gamma w                 | something else, no single known slip leads to it
          X'X w = X'y                 | something else, this is an equation, asked is the new w
          """)
  void aWrongStep(String answer, String slip) {
    assertEquals("wrong: " + slip, said(CHECK, answer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          y                           | the shape, in the whole answer. The answer is n×1, asked is k×1.
          w' + 2 gamma (y - X w)'X    | the shape, in the whole answer. The answer is 1×k, asked is k×1.
          w + 2 gamma X (y - X w)     | a factor left untransposed, at 2*gamma*X. the product needs columns = rows: 2*gamma*X is n×k, y - X*w is n×1, and k is not n
          w - gamma X(X w - y)        | a factor left untransposed, at gamma*X. the product needs columns = rows: gamma*X is n×k, X*w - y is n×1, and k is not n
          w + 2 gamma (y - X w)       | the shape, inside the answer. "+" needs operands of one shape (or a number): w is k×1, 2*gamma*(y - X*w) is n×1
          """)
  void aStepOfAnotherShape(String answer, String slip) {
    assertEquals("wrong shape: " + slip, said(CHECK, answer));
  }

  @Test
  void whatCannotBeReadIsShownWithItsPlace() {
    assertEquals(
        "unreadable. the bracket ( is never closed: close it\n"
            + "w + 2 gamma X'(y - X w\n"
            + "              ^",
        said(CHECK, "w + 2 gamma X'(y - X w"));
  }

  // The steps of ridge, of all and along one entry: the slip inside the gradient is the gradient's.
  private static DescentCheck ridge() {
    Declarations names = Declarations.parse("X: n×k, y: n×1, w: k×1, gamma, lambda");
    String q = "(y - X*w)'*(y - X*w) + lambda*w'*w";
    return DescentCheck.of(
        List.of(
            new DescentCheck.Form(
                Formula.parse("w + 2*gamma*(X'*(y - X*w) - lambda*w)", names), null),
            new DescentCheck.Form(
                Formula.parse("w + 2*gamma*X'*(y - X*w)", names), Message.of("answer.right"))),
        "w",
        "gamma",
        names,
        AnswerCheck.of(q, "w", names));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          w + 2 gamma (X'(y - X w) - lambda w) | right
          w + 2 gamma X'(y - X w)              | right. right
          w + gamma X'(y - X w)                | right. A constant is taken into gamma, as is often done: this is a step of length 1/2*gamma. right
          w - gamma (2 X'(X w - y) + lambda w) | wrong: a numerical factor, in term 2 of the sum
          w - gamma (2 X'(X w - y) + 2 w)      | wrong: a scale (1/n or lambda) is lost or one too many, at 2*w
          w - gamma (2 X'(X w - y) - 2 lambda w) | wrong: the sign, at 2*lambda*w
          """)
  void aSlipInsideTheGradientIsTheGradients(String answer, String reply) {
    assertEquals(reply, said(ridge(), answer));
  }
}
