package handgrad.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms of the library, as {@code handgrad/package-info.java} says. */
class RoomsTest {
  private static final Path ROOMS = Path.of("src/main/java/handgrad");
  private static final Pattern OTHER = Pattern.compile("\\bhandgrad\\.([a-z]+)\\.[A-Z]");

  private static final Map<String, Set<String>> USES =
      Map.ofEntries(
          Map.entry("words", Set.of()),
          Map.entry("expr", Set.of("words")),
          Map.entry("fit", Set.of("words")),
          Map.entry("net", Set.of("words", "expr")),
          Map.entry("derive", Set.of("words", "expr")),
          Map.entry("check", Set.of("words", "expr", "derive")),
          Map.entry("sheet", Set.of("words", "expr", "derive", "check")),
          Map.entry("variant", Set.of("words", "expr", "check", "sheet")),
          Map.entry("plot", Set.of("words", "expr", "net", "fit")),
          Map.entry(
              "notebook",
              Set.of("words", "expr", "derive", "check", "net", "fit", "sheet", "plot")),
          Map.entry("cli", Set.of("words", "expr", "derive", "check", "fit", "sheet", "variant")));

  @Test
  void theRoomsUseEachOtherAsTheyAreDrawn() throws IOException {
    Map<String, Set<String>> used = new TreeMap<>();
    try (Stream<Path> files = Files.walk(ROOMS)) {
      for (Path file : files.filter(RoomsTest::isCode).toList()) {
        String room = file.getParent().getFileName().toString();
        used.computeIfAbsent(room, r -> new HashSet<>()).addAll(used(room, Files.readString(file)));
      }
    }
    assertEquals(List.of(), strangers(used));
    assertEquals(new TreeMap<>(USES), used);
  }

  @Test
  void anArrowThatRunsBackUpIsNamed() {
    String code =
        "package handgrad.expr;\nimport handgrad.derive.Rule;\nimport handgrad.words.Words;";
    assertEquals(List.of("expr uses derive"), strangers(Map.of("expr", used("expr", code))));
  }

  private static boolean isCode(Path file) {
    return file.toString().endsWith(".java") && !file.endsWith("package-info.java");
  }

  private static Set<String> used(String room, String code) {
    Set<String> rooms = new HashSet<>();
    Matcher other = OTHER.matcher(code);
    while (other.find()) {
      if (!other.group(1).equals(room)) {
        rooms.add(other.group(1));
      }
    }
    return rooms;
  }

  private static List<String> strangers(Map<String, Set<String>> used) {
    List<String> strangers = new ArrayList<>();
    used.forEach(
        (room, rooms) ->
            rooms.stream()
                .filter(other -> !USES.getOrDefault(room, Set.of()).contains(other))
                .sorted()
                .forEach(other -> strangers.add(room + " uses " + other)));
    return strangers;
  }
}
