package handgrad.variant;

import handgrad.sheet.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A test of six questions. Two of them, one before the course and one after it, ask for the same
 * items of the sheet in other versions, so that they are equally hard, and no question comes twice.
 *
 * <pre>{@code
 * Quiz.draw(7).get(0).minutes()   // 39
 * }</pre>
 *
 * @param name {@code before} or {@code after}
 * @param tasks a version of each task it takes questions from, with these questions only
 */
public record Quiz(String name, List<Variant> tasks) {
  /** The questions of a task. */
  private record Asked(int task, List<String> ids) {}

  // One of reading a graph, two of a net, three of matrices.
  private static final List<Asked> QUESTIONS =
      List.of(
          new Asked(1, List.of("1.x")),
          new Asked(5, List.of("5.2", "5.8.W1")),
          new Asked(6, List.of("6.2", "6.3")),
          new Asked(7, List.of("7.2")));

  private static final int VERSIONS = 64;
  private static final Pattern LETTER = Pattern.compile("\\b[A-Za-z]\\b");

  public Quiz {
    tasks = List.copyOf(tasks);
  }

  /** The test before and the test after; the same seed draws the same two. */
  public static List<Quiz> draw(long seed) {
    List<Variant> before = new ArrayList<>();
    List<Variant> after = new ArrayList<>();
    for (Asked asked : QUESTIONS) {
      List<Variant> two = different(asked, seed);
      before.add(two.get(0));
      after.add(two.get(1));
    }
    return List.of(new Quiz("before", before), new Quiz("after", after));
  }

  // The first version, and the first after it that asks nothing again; more drawn begin with fewer.
  private static List<Variant> different(Asked asked, long seed) {
    for (int count = 2; count <= VERSIONS; count *= 2) {
      List<Variant> drawn =
          Variant.draw(asked.task(), count, seed).stream().map(v -> v.only(asked.ids())).toList();
      for (Variant other : drawn) {
        if (differ(drawn.get(0), other)) {
          return List.of(drawn.get(0), other);
        }
      }
    }
    throw new IllegalStateException("task " + asked.task() + ": " + seed);
  }

  // Every question another one, and every answer too.
  private static boolean differ(Variant a, Variant b) {
    for (int i = 0; i < a.parts().size(); i++) {
      Item first = a.parts().get(i).item();
      Item second = b.parts().get(i).item();
      if (!first.f().isEmpty() && form(first).equals(form(second))
          || a.parts().get(i).answer().equals(b.parts().get(i).answer())) {
        return false;
      }
    }
    return true;
  }

  // A formula without its own letters and numbers: x'Ax and 3x'Bx are one question.
  private static String form(Item item) {
    Map<String, String> letters = new HashMap<>();
    return LETTER
        .matcher(item.f().replaceAll("\\d+\\*?", ""))
        .replaceAll(
            found ->
                found.group().equalsIgnoreCase(item.variable())
                    ? found.group()
                    : letters.computeIfAbsent(found.group(), l -> "#" + letters.size()));
  }

  /** How long it takes, by the minutes of the sheet's items. */
  public int minutes() {
    return tasks.stream()
        .flatMap(task -> task.parts().stream())
        .mapToInt(part -> part.item().minutes())
        .sum();
  }
}
