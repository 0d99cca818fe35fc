package handgrad.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The whole sheet: every numbered item of the twelve tasks by hand, by the tape, by the derivation
 * and by finite differences.
 */
class SheetTest {
  private static final double AGREES = 1e-6;
  private static final List<Figure> FIGURES = figures();

  private static List<Figure> figures() {
    List<Figures> tasks =
        List.of(
            NetTasks.one(),
            NetTasks.two(),
            NetTasks.three(),
            NetTasks.four(),
            NetTasks.five(),
            MatrixTasks.six(),
            MatrixTasks.seven(),
            DataTasks.eight(),
            DataTasks.nine(),
            DataTasks.ten(),
            DataTasks.eleven(),
            DataTasks.twelve());
    return tasks.stream().flatMap(task -> task.all().stream()).toList();
  }

  @Test
  void everyItemOfTheSheetIsHere() {
    Set<String> asked = new TreeSet<>();
    for (Item item : Sheet.sheet().items()) {
      // The self-test 0.x and the course's own exercises N.e1 are not on the sheet.
      if (item.id().matches("([1-9]|1[0-2])(\\..*)?") && !item.id().matches(".*\\.e\\d+.*")) {
        asked.add(item.id());
      }
    }
    Set<String> reached = new TreeSet<>();
    FIGURES.forEach(figure -> reached.add(figure.id()));

    assertEquals(asked, reached);
    assertEquals(FIGURES.size(), reached.size());
    Set<String> tasks =
        FIGURES.stream().map(f -> f.id().split("\\.")[0]).collect(Collectors.toSet());
    assertEquals(12, tasks.size());
  }

  @Test
  void allWaysAgree() {
    System.out.println(table());
    List<String> apart = new ArrayList<>();
    for (Figure figure : FIGURES) {
      if (!agrees(figure)) {
        apart.add(figure.id() + ": " + figure.largest());
      }
    }
    assertEquals(List.of(), apart);
  }

  private static boolean agrees(Figure figure) {
    return figure.largest() <= AGREES;
  }

  @Test
  void anEmptyPlaceHasItsReason() {
    for (Figure figure : FIGURES) {
      for (Way way : Way.values()) {
        boolean empty = !figure.reached().containsKey(way);
        assertEquals(empty, figure.reasons().containsKey(way), figure.id() + " " + way);
        assertFalse(empty && figure.reasons().get(way).isBlank());
      }
      assertTrue(figure.reached().containsKey(Way.HAND), figure.id());
      assertTrue(figure.reached().containsKey(Way.TAPE), figure.id());
    }
  }

  // Every entry of every figure in every way, one at a time.
  @Test
  void aFigureSpoiltByOnePartInAThousandIsSeen() {
    List<String> unseen = new ArrayList<>();
    int spoilt = 0;
    for (Figure figure : FIGURES) {
      for (Map.Entry<Way, double[]> way : figure.reached().entrySet()) {
        double largest = 0;
        for (double v : way.getValue()) {
          largest = Math.max(largest, Math.abs(v));
        }
        for (int i = 0; i < way.getValue().length; i++) {
          // A zero cannot be wrong by a factor; rounding noise beside it is none either.
          if (Math.abs(way.getValue()[i]) > 1e-6 * largest) {
            spoilt++;
            if (agrees(figure.spoilt(way.getKey(), i, 1.001))
                || agrees(figure.spoilt(way.getKey(), i, 0.999))) {
              unseen.add(figure.id() + " " + way.getKey() + " entry " + i);
            }
          }
        }
      }
    }
    assertEquals(List.of(), unseen);
    assertTrue(spoilt > 1000, spoilt + " figures were spoilt");
  }

  private static String table() {
    Map<String, Integer> notes = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder("item × way: the largest relative difference\n");
    text.append(line("item", "hand", "tape", "derivation", "differences"));
    for (Figure figure : FIGURES) {
      List<String> cells = new ArrayList<>(List.of(figure.id()));
      for (Way way : Way.values()) {
        cells.add(cell(figure, way, notes));
      }
      text.append(line(cells.toArray(new String[0])));
    }
    notes.forEach((reason, number) -> text.append("(" + number + ") " + reason + "\n"));
    return text.toString();
  }

  // Against the hand; the hand itself against the tape.
  private static String cell(Figure figure, Way way, Map<String, Integer> notes) {
    if (!figure.reached().containsKey(way)) {
      String reason = figure.reasons().get(way);
      return "(" + notes.computeIfAbsent(reason, r -> notes.size() + 1) + ")";
    }
    double off = figure.between(way, way == Way.HAND ? Way.TAPE : Way.HAND);
    return off == 0 ? "0" : String.format(Locale.ROOT, "%.1e", off);
  }

  private static String line(String... cells) {
    StringBuilder line = new StringBuilder(String.format("%-18s", cells[0]));
    for (int i = 1; i < cells.length; i++) {
      line.append(String.format("%-13s", cells[i]));
    }
    return line.toString().stripTrailing() + "\n";
  }
}
