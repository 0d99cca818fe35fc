package handgrad.notebook;

import static handgrad.notebook.Nets.matrix;
import static handgrad.notebook.Nets.standardised;
import static org.junit.jupiter.api.Assertions.assertEquals;

import handgrad.net.Decimal;
import org.junit.jupiter.api.Test;

class StandardisedTest {
  @Test
  void trainingRowsGetMeanZeroAndDeviationOne() {
    assertEquals("[-1 -1; 0 0; 1 1]", scaled("[1 10; 2 20; 3 30]", "[1 10; 2 20; 3 30]"));
  }

  @Test
  void otherRowsAreMeasuredByTheTrainingRowsAlone() {
    assertEquals("[-0.707107; 0.707107; 2.12132]", scaled("[1; 3; 5]", "[1; 3]"));
  }

  private static String scaled(String x, String training) {
    return Decimal.text(standardised(matrix(x), matrix(training)));
  }
}
