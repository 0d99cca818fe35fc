package handgrad.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkingTest {
  private final Marking marking = new Marking();

  @Test
  void aRightAnswerEarnsItsPointsInAnyForm() {
    marking.answer("1.x", "2x + y + 2c");
    assertEquals(2, marking.points("1.x", 2));
  }

  @Test
  void noAnswerAWrongOneAndAnUnreadableOneEarnNone() {
    marking.answer("1.x", "2x + y");
    marking.answer("1.y", "3x +");
    assertEquals(
        List.of(0, 0, 0, 0),
        List.of(
            marking.points("1.x", 2),
            marking.points("1.y", 2),
            marking.points("1.a.x", 1),
            marking.points("99", 1)));
  }

  @Test
  void theLastAnswerCountsAndOneTakenBackEarnsNone() {
    marking.answer("1.x", "4x + 3y");
    marking.answer("1.x", "4x");
    assertEquals(0, marking.points("1.x", 2));
    marking.answer("1.x", "4x + 3y");
    marking.noAnswer("1.x");
    assertEquals(0, marking.points("1.x", 2));
  }

  // The part, what a student wrote to an earlier one, and what follows from that.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.x          | 1.a.x: x                      | 3*x + 3*y
          1.y          | 1.d.c: c                      | 2*x + y
          2.4.D2       | 2.4.D3: (y - yhat).*f'(h3)    | -(D3*W3').*f'(H2)
          2.4.D1       | 2.4.D2: D3*W3'                | (D3*W3'*W2').*f'(H1)
          3.1.loss     | 3.1.yhat: 1/4                 | 2*log(2)
          3.1.delta3   | 3.1.yhat: 1/4                 | -3/4
          3.1          | 3.1.delta3: 1                 | [0 0 0 0 -1 -1/2]
          3.2.yhat     | 3.1: [0 0 0 0 1 1]            | sigmoid(3/2)
          3.2.loss     | 3.2.yhat: 3/4                 | 2*log(2)
          3.2.delta3   | 3.2.yhat: 3/4                 | 0.75
          3.2          | 3.2.delta3: 1                 | [0 0 -1/16 -1/32 -1/2 -1/4]
          4.H          | 4.O: (yhat - y)*W1'           | ((yhat - y)*W1').*step(H)
          4.W2         | 4.H: 2*(yhat - y)*W1'         | 2*X'*(yhat - y)*W1'
          4.step.W1    | 4.W1: O'*(yhat - y)           | W1 - gamma*O'*(yhat - y)
          4.step.W2    | 4.W2: X'*step(H)              | W2 - gamma*X'*step(H)
          5.2          | 5.2.derivative: [1 0.5; 1 0]  | [-1 -0.5]
          5.4          | 5.4.derivative: [1 0; 0 1]    | [-1 -2]
          5.6          | 5.6.derivative: [1 0.5]       | [-2 -1]
          5.7          | 5.7.derivative: -2            | -2
          5.8.W1       | 5.7: 1                        | [0.5 -1; -0.5 0]
          5.8.W2       | 5.7: 1                        | [-1.5; 1]
          5.9.derivative | 5.9: 1/4                    | 3/16
          5.10         | 5.9: 1/4                      | log(4/3)
          5.10.derivative | 5.9: 1/4                   | 4/3
          5.11         | 5.9: 1/4                      | 0.25
          5.11.W1      | 5.11: 1                       | [0.5 -1; -0.5 0]
          5.11.W2      | 5.11: 1                       | [-1.5; 1]
          6.3          | 6.2: 2*A*x                    | 2*A*x/(x'*A*x)
          8.2          | 8.1: 2*X'*(y - X*w)           | w - 2*gamma*X'*(y - X*w)
          9.2          | 9.1: 2*X'*(y - X*w)           | w - 2*gamma*X'*(y - X*w)
          10.step      | 10.2: 2*lambda*w              | w - 2*gamma*lambda*w
          """)
  void whatFollowsFromAnEarlierWrongPartEarnsItsOwn(String id, String earlier, String answer) {
    String part = earlier.substring(0, earlier.indexOf(':'));
    marking.answer(id, answer);
    marking.answer(part, earlier.substring(earlier.indexOf(':') + 1).strip());
    assertEquals(List.of(0, 3), List.of(marking.points(part, 1), marking.points(id, 3)));
  }

  @ParameterizedTest
  @CsvSource({"5.10, log(4)", "5.10, ?", "5.10, log(4/"})
  void whatDoesNotFollowEarnsNone(String id, String answer) {
    marking.answer("5.9", "1/4");
    marking.answer(id, answer);
    assertEquals(0, marking.points(id, 2));
  }

  @ParameterizedTest
  @CsvSource({"5.9, 1/(", "5.9, [1 2]"})
  void nothingFollowsFromWhatCannotBeReadOrHasAnotherShape(String id, String answer) {
    marking.answer(id, answer);
    marking.answer("5.10", "log(4/3)");
    assertEquals(0, marking.points("5.10", 2));
  }

  // Otherwise a slip would earn points where nothing went wrong before.
  @Test
  void fromRightEarlierPartsFollowsTheRightAnswer() {
    Pattern part = Pattern.compile("\\{([\\w.]+)}");
    for (Map<String, String> row : Sheet.rows("follows.tsv")) {
      String answer =
          part.matcher(row.get("answer").replace("\\n", "\n"))
              .replaceAll(
                  found ->
                      Matcher.quoteReplacement(
                          "(" + handgrad.expr.Ascii.print(expected(found.group(1))) + ")"));
      Item item = Sheet.sheet().item(row.get("id")).orElseThrow();
      assertEquals("right", ItemCheck.judge(item, answer).verdict().key(), row.get("id"));
      assertTrue(part.matcher(row.get("answer")).find(), row.get("id"));
    }
  }

  private static handgrad.expr.Expr expected(String id) {
    return Sheet.sheet().item(id).orElseThrow().expected();
  }
}
