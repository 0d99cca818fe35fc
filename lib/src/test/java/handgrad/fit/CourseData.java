package handgrad.fit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import tech.tablesaw.api.Table;

/** The course's data and the published figures that tests hold results to. */
final class CourseData {
  static final String[] DIABETES = {"age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"};
  static final String[] LONGLEY = {"GNPDEFL", "GNP", "UNEMP", "ARMED", "POP", "YEAR"};
  static final String[] VOTE = {"PID", "age", "educ", "income"};

  private CourseData() {}

  static Table table(String name) {
    return Table.read().csv(Path.of("..", "notebooks", "data", name).toFile());
  }

  static Observations diabetes() {
    return Observations.of(table("diabetes.csv"), "target", DIABETES);
  }

  static Observations longley() {
    return Observations.of(table("longley.csv"), "TOTEMP", LONGLEY).withIntercept();
  }

  static Observations vote() {
    return LogisticRegression.signed(Observations.of(table("anes96.csv"), "vote", VOTE))
        .withIntercept();
  }

  static double[] published(String name) {
    try (InputStream stream = CourseData.class.getResourceAsStream("published.tsv")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + "\t"))
          .flatMap(line -> Arrays.stream(line.split("\t")).skip(1))
          .mapToDouble(Double::parseDouble)
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
