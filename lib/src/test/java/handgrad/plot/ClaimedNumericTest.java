package handgrad.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handgrad.plot.ClaimedNumeric.Entry;
import handgrad.plot.ClaimedNumeric.Words;
import handgrad.words.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimedNumericTest {

  private static final Words EN = Words.in(Language.EN);
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("$x_1$", 1, 1, false),
          new Entry("$x_2$", -2, 2, true),
          new Entry("$x_3$", 3, 3, false));

  @Test
  void drawsThePointsTheLineAndTheNamesOfRefusedEntries() {
    Chart chart = ClaimedNumeric.chart(EN, ENTRIES);
    assertEquals(
        "Claimed against numeric gradient\n"
            + "  x: numeric\n"
            + "  y: claimed\n"
            + "  claimed = numeric (2)\n"
            + "  agrees (2)\n"
            + "  differs (1)",
        chart.toString());
    assertEquals("x_2", Seen.texts(chart.svg(), "note"));
    assertEquals(List.of(1.0, 3.0), chart.series().get(1).x());
    assertEquals(List.of(-2.0), chart.series().get(2).y());
  }

  @Test
  void speaksRussian() {
    Chart chart = ClaimedNumeric.chart(Words.in(Language.RU), ENTRIES);
    assertEquals("Заявленный и численный градиент", Seen.texts(chart.svg(), "title"));
    assertEquals("заявлено = численно | сходится | расходится", Seen.texts(chart.svg(), "name"));
  }

  @Test
  void bothAxesHaveTheSameEnds() {
    Chart chart = ClaimedNumeric.chart(EN, ENTRIES);
    assertEquals(
        "-2 | -1 | 0 | 1 | 2 | 3 | -2 | -1 | 0 | 1 | 2 | 3", Seen.texts(chart.svg(), "tick"));
  }

  @Test
  void equalValuesStillHaveAnAxis() {
    Chart chart = ClaimedNumeric.chart(EN, List.of(new Entry("$x$", 0, 0, false)));
    assertEquals(
        "-1 | -0.5 | 0 | 0.5 | 1 | -1 | -0.5 | 0 | 0.5 | 1", Seen.texts(chart.svg(), "tick"));
  }

  @Test
  void leavesOutWhatIsNotFiniteAndRefusesNothingAtAll() {
    Entry undefined = new Entry("$x$", Double.NaN, 1, true);
    assertEquals(
        "claimed = numeric | agrees",
        Seen.texts(ClaimedNumeric.chart(EN, List.of(ENTRIES.get(0), undefined)).svg(), "name"));
    assertEquals(
        "no finite entry to draw: check the gradient at points where it is defined",
        assertThrows(
                IllegalArgumentException.class, () -> ClaimedNumeric.chart(EN, List.of(undefined)))
            .getMessage());
  }

  @Test
  void aNameThatWouldCoverAnotherIsLeftOut() {
    Entry near = new Entry("$x_4$", -2.001, 2, true);
    assertEquals(
        "x_2", Seen.texts(ClaimedNumeric.chart(EN, List.of(ENTRIES.get(1), near)).svg(), "note"));
  }
}
