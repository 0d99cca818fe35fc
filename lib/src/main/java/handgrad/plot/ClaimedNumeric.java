package handgrad.plot;

import handgrad.words.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Claimed derivatives against numeric ones: a point an entry, on the dashed line where both agree.
 *
 * <p>An entry that is refused is a diamond with its name beside it.
 */
public final class ClaimedNumeric {

  /** One entry of a gradient: its name (markup of {@link Label}), both values, the verdict. */
  public record Entry(String name, double claimed, double numeric, boolean refused) {}

  /** The words of the chart in one language, in the markup of {@link Label}. */
  public record Words(
      String title, String numeric, String claimed, String agree, String accepted, String refused) {
    /** The words in a language. */
    public static Words in(Language language) {
      UnaryOperator<String> word =
          key -> handgrad.words.Words.in(language).text("plot.claimed-numeric." + key);
      return new Words(
          word.apply("title"),
          word.apply("numeric"),
          word.apply("claimed"),
          word.apply("agree"),
          word.apply("accepted"),
          word.apply("refused"));
    }
  }

  private ClaimedNumeric() {}

  /**
   * Draws the entries; those without finite values are left out.
   *
   * @throws IllegalArgumentException if no entry has finite values
   */
  public static Chart chart(Words words, List<Entry> entries) {
    List<Entry> finite =
        entries.stream()
            .filter(e -> Double.isFinite(e.claimed()) && Double.isFinite(e.numeric()))
            .toList();
    if (finite.isEmpty()) {
      throw new IllegalArgumentException(
          "no finite entry to draw: check the gradient at points where it is defined");
    }
    double least =
        finite.stream().mapToDouble(e -> Math.min(e.claimed(), e.numeric())).min().orElseThrow();
    double most =
        finite.stream().mapToDouble(e -> Math.max(e.claimed(), e.numeric())).max().orElseThrow();
    Scale scale = Scale.linear(least, most);
    List<Double> ends = List.of(scale.from(), scale.to());
    List<Chart.Series> series = new ArrayList<>();
    List<Chart.Note> notes = new ArrayList<>();
    series.add(new Chart.Series(words.agree(), Look.REFERENCE, ends, ends));
    addPoints(series, words.accepted(), Look.POINTS, finite, false);
    addPoints(series, words.refused(), Look.REFUSED, finite, true);
    for (Entry entry : finite) {
      if (entry.refused()) {
        notes.add(new Chart.Note(Label.of(entry.name()), entry.numeric(), entry.claimed()));
      }
    }
    return new Chart(
        "handgrad-claimed-numeric",
        words.title(),
        words.numeric(),
        words.claimed(),
        scale,
        scale,
        Double.NEGATIVE_INFINITY,
        Chart.plotHeight(),
        series,
        notes);
  }

  private static void addPoints(
      List<Chart.Series> series, String name, Look look, List<Entry> entries, boolean refused) {
    List<Entry> some = entries.stream().filter(e -> e.refused() == refused).toList();
    if (!some.isEmpty()) {
      List<Double> x = some.stream().map(Entry::numeric).toList();
      List<Double> y = some.stream().map(Entry::claimed).toList();
      series.add(new Chart.Series(name, look, x, y));
    }
  }
}
