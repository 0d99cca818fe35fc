package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handgrad.words.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first word of a judgement in a table. */
class JudgementTest {
  @ParameterizedTest
  @CsvSource({
    "sign, sign",
    "inverse-transpose, inverse-transpose",
    "by-weights, variable",
    "by-input, variable",
    "places, order",
    "product, elementwise",
    "uphill, other"
  })
  void aKindThatTablesLackGoesByTheNearestOne(String kind, String code) {
    assertEquals(code, new Judgement.Slip(kind, Message.of("answer.right")).code());
  }
}
