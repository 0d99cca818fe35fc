package handgrad.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.check.Judgement;
import handgrad.words.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The items of tasks 2 to 5: right forms, readings, slips, and hints that keep the answer back. */
class NetItemsTest {
  private static Judgement judge(String id, String answer) {
    return ItemCheck.judge(Sheet.sheet().item(id).orElseThrow(), answer);
  }

  private static List<Item> items() {
    return Sheet.sheet().items().stream()
        .filter(i -> "2345".indexOf(i.id().charAt(0)) >= 0)
        .toList();
  }

  @Test
  void everyItemKnowsThreeSlips() {
    for (Item item : items()) {
      assertTrue(item.slips().size() >= 3, item.id() + " knows fewer than three slips");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2.1      | f(f(f(w1_11 x1 + w1_21 x2) w2_11 + f(w1_12 x1 + w1_22 x2) w2_21) w3_1 + f(f(w1_11 x1 + w1_21 x2) w2_12 + f(w1_12 x1 + w1_22 x2) w2_22) w3_2)
          2.2      | f(f(f(X W1) W2) W3)
          2.2      | f(f(f(XW_1)W_2)W_3)
          2.3.W3   | O2'*((yhat-y).*f'(h3))
          2.3.W3   | O2' D3
          2.3.W3   | -O2^T ((y - yhat) .* f'(h3))
          2.3.W2   | O1'*((D3*W3').*f'(H2))
          2.3.W2   | O1' D2
          2.3.W1   | X'*D1
          2.3.W1   | X' ((D2 W2') .* f'(H1))
          2.4.D3   | f'(h3).*(yhat - y)
          2.4.D2   | f'(H2).*(D3 W3^T)
          2.4.D1   | (((D3*W3').*f'(H2))*W2').*f'(H1)
          2.e1     | O1' (((yhat - y) W3') .* f'(H2))
          3.1.yhat | 0.50
          3.1.yhat | e^0/(1+e^0)
          3.1.loss | 0.693
          3.1.loss | ln 2
          3.1.delta3 | -0,5
          3.1      | (0, 0, 0, 0, 0.5, 0.25)
          3.2.yhat | 0.65
          3.2.yhat | 1/(1 + e^{-5/8})
          3.2.loss | ln(1 + e^{5/8})
          3.2.loss | -ln(1 - sigmoid(0.625))
          3.2.delta3 | 0.651355
          3.2      | [0 0 -0.0407097 -0.0203548 -0.151355 -0.0756774]
          3.e1     | [0 0 0 0 1 0.5]
          4.O      | 2(yhat - y) W1'
          4.O      | 2 (OW1 - y) W1^T
          4.H      | (2 (yhat - y) W1') .* f'(H)
          4.W1     | 2 O' (yHat - y)
          4.W1     | -2 O'(y - yhat)
          4.W2     | X' ((2 (yhat - y) W1') .* step(XW2))
          4.step.W1 | W1 - gamma*2*O'*(yhat - y)
          4.step.W2 | W2 - 2 gamma X' (((yhat - y) W1') .* f'(H))
          4.e1     | 1/n O'(yhat - y)
          5.1      | [2 -1]
          5.1      | (2, -1)
          5.2      | (-1; -0,5)
          5.2      | [-1 -1/2]
          5.2.derivative | [1 0.5; -1 0]
          5.3      | (2, 0)
          5.4      | (-1, 0)
          5.5      | 1.0
          5.6      | [-1 -2]
          5.7      | 2
          5.8.W1   | [0 -1; -3/2 0]
          5.8.W2   | [-3.5; 1]
          5.9      | 0.73
          5.9      | 1/(1+e^{-1})
          5.9.derivative | 0.196612
          5.10     | 1.313
          5.10     | ln(1+e)
          5.10.derivative | 3.71828
          5.11     | e/(1+e)
          5.11.W1  | [0.634471 -1; -0.231059 0]
          5.11.W2  | [-0.962117; 1]
          5.e1     | [1 1/2]
          """)
  void rightInAnyForm(String id, String answer) {
    assertEquals(Judgement.right(), judge(id, answer), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3.1.loss       | 0.25             | the squared loss (y - yhat)^2
          3.1            | [0 0 0 0 -0.5 -0.25] | the observations in the other order
          3.2.yhat       | 0.577            | the squared loss (y - yhat)^2
          5.2.derivative | [1 -1; 0.5 0]    | the derivative with rows for inputs and columns for outputs
          5.4.derivative | [1 0]            | the diagonal of the Jacobian as a vector
          5.6.derivative | [0.5; 1]         | the derivative with rows for inputs and columns for outputs
          5.8.W1         | [2 -1; 2.5 0]    | the gradients that the items hand out (they follow from y = 2); for y = 0 this is a step uphill
          """)
  void rightUnderAnotherReadingThatIsNamed(String id, String answer, String reading) {
    Judgement judgement = judge(id, answer);
    assertEquals("Right under this reading: " + reading + ".", judgement.remark().in(Language.EN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5.8.W2 | [-1.5; 1] | [factor, incoming]
          5.2    | [-1 1]    | [untransposed]
          5.8.W1 | [0 -3; 0.5 0] | [transposed]
          5.8.W1 | [8 -1; 14.5 0] | [new-weights]
          5.10   | 0.313     | [label]
          4.step.W1 | W1 + 2 gamma O'(yhat - y) | [uphill]
          3.2    | [0 0 0.0306 0.0153 0 0] | [entry]
          2.3.W2 | D2'*O1 | [transposed]
          2.3.W1 | X'*((D2*W2').*f'(H2)) | [layer]
          4.O    | 2(yhat - y)W1 | [shape]
          3.2    | [0 0 -0.0204 -0.0407 -0.0757 -0.151] | [places]
          5.9    | 0.7 | [rounding]
          5.9    | 0.733 | [rounding]
          """)
  void slipsAreNamedAllThatGiveTheNumbers(String id, String answer, String kinds) {
    Judgement judgement = judge(id, answer);
    assertEquals(kinds, judgement.slips().stream().map(Judgement.Slip::kind).toList().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5.1            | 2 -1
          5.1            | 2, -1
          5.1            | (2 -1)
          5.2.derivative | 1 0.5; -1 0
          5.2.derivative | [[1, 0.5], [-1, 0]]
          5.9.derivative | 0.20
          3.2            | (0; 0; -0,041; -0,020; -0,15; -0,076)
          3.2.yhat       | f(5/8)
          5.9.derivative | f'(1)
          5.3            | f([2 -1])
          3.1.loss       | ln2
          """)
  void rightInTheWaysOfAKeyboard(String id, String answer) {
    assertEquals(Judgement.right(), judge(id, answer), answer);
  }

  private static final Pattern MATHS = Pattern.compile("\\$([^$]+)\\$");

  /** What a reader could copy out of a text: formulas and their sides. */
  static List<String> copies(String text) {
    List<String> copies = new ArrayList<>();
    Matcher maths = MATHS.matcher(text);
    while (maths.find()) {
      copies.add(maths.group(1));
      copies.addAll(List.of(maths.group(1).split("=|\\\\mapsto|;|\\\\to(?![a-z])")));
    }
    return copies;
  }
}
