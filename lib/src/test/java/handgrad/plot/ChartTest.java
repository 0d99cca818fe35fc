package handgrad.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handgrad.plot.Chart.Axis;
import handgrad.plot.Chart.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {

  private static final Axis STEP = Axis.linear("step");
  private static final Series LOSS =
      new Series("$\\gamma = 1$", Look.curve(0), List.of(0.0, 1.0, 2.0), List.of(100.0, 10.0, 0.5));

  @Test
  void drawsAnyCurves() {
    Chart chart = Chart.of("handgrad-loss", "Loss", STEP, Axis.logarithmic("$L$"), List.of(LOSS));
    assertEquals("Loss\n  x: step\n  y: L\n  γ = 1 (3)", chart.toString());
    assertEquals(
        "title: Loss | tick: 0 | tick: 1 | tick: 2 | axis-title: step"
            + " | tick: 10^{-1} | tick: 1 | tick: 10 | tick: 10^2 | axis-title: L | name: γ = 1",
        String.join(" | ", Seen.texts(chart.svg())));
  }

  @Test
  void refusesWhatDoesNotStandOnTheAxes() {
    assertEquals(
        "y = 0.0 of \"s\" does not stand on a logarithmic axis: leave the point out",
        refusal("handgrad-loss", new Series("s", Look.curve(0), List.of(1.0), List.of(0.0))));
    assertEquals(
        "x = NaN of \"s\" does not stand on an axis: leave the point out",
        refusal(
            "handgrad-loss", new Series("s", Look.curve(0), List.of(Double.NaN), List.of(1.0))));
    assertEquals(
        "a chart without points: give a series with at least one", refusal("handgrad-loss"));
    assertEquals(
        "kind \"<b>\": write handgrad- and small letters, as in handgrad-loss",
        refusal("<b>", LOSS));
    assertEquals(
        "series \"s\" has 1 x and 0 y: give one y an x",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Series("s", Look.curve(0), List.of(1.0), List.of()))
            .getMessage());
  }

  private static String refusal(String kind, Series... series) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> Chart.of(kind, "t", STEP, Axis.logarithmic("$L$"), List.of(series)))
        .getMessage();
  }
}
