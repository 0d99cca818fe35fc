package handgrad.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LineTest {
  @Test
  void boundThatIsMet() {
    assertEquals(
        "fit/ols                   10.00        20.00     0.50  <= 1.0    met      statsmodels",
        new Line("fit/ols", 1, 10, 20, "statsmodels").text());
  }

  @Test
  void boundThatIsNotMet() {
    assertEquals(
        "fit/ols                   30.00        20.00     1.50  <= 1.0    NOT MET  statsmodels",
        new Line("fit/ols", 1, 30, 20, "statsmodels").text());
  }

  @Test
  void tabbed() {
    assertEquals(
        "fit/ols\t10.000\t20.000\t0.500\t1.0\tstatsmodels",
        new Line("fit/ols", 1, 10, 20, "statsmodels").tabbed());
  }
}
