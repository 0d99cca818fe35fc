package handgrad.notebook;

import handgrad.check.Entry;
import handgrad.check.GradientCheck;
import handgrad.expr.Expr;
import handgrad.expr.Local;
import handgrad.expr.Point;
import handgrad.words.Digits;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Checks of several things in one table. */
final class CheckTables {
  private final Words words;

  CheckTables(Language language) {
    words = Words.in(language);
  }

  /** A row an edge of the graph. */
  Table locals(Expr f, Point point) {
    Letters letters = new Letters(f);
    StringColumn names = text("course.derivative");
    StringColumn exact = text("check.column.exact");
    StringColumn numeric = text("check.column.numeric");
    StringColumn errors = text("check.column.error");
    for (Local local : Local.all(f)) {
      Entry entry =
          GradientCheck.of(local.letters(), local.letter(), local.at(point)).entries().get(0);
      names.append(
          "$\\partial "
              + letters.of(local.operation())
              + " / \\partial "
              + letters.of(local.operand())
              + "$");
      exact.append(Digits.show(entry.claimed()));
      numeric.append(Digits.show(rounded(entry)));
      errors.append(Digits.error(entry.relativeError()));
    }
    return Table.create("locals", names, exact, numeric, errors);
  }

  /** A row a variable: the worst of all its entries at all points. */
  Table worst(Expr f, List<Point> points) {
    Map<String, Double> worst = new LinkedHashMap<>();
    for (Point point : points) {
      for (Entry entry : GradientCheck.of(f, point).entries()) {
        worst.merge(entry.variable(), entry.relativeError(), Math::max);
      }
    }
    StringColumn names = text("course.by");
    IntColumn counts = IntColumn.create(words.text("course.points"));
    StringColumn errors = text("course.worst-error");
    worst.forEach(
        (name, error) -> {
          names.append("$" + name + "$");
          counts.append(points.size());
          errors.append(Digits.error(error));
        });
    return Table.create("worst", names, counts, errors);
  }

  // Digits below the error of the difference are noise, and noise is not shown.
  private static double rounded(Entry entry) {
    double value = entry.numeric().value();
    return Math.abs(value) <= entry.numeric().error() ? 0 : value;
  }

  private StringColumn text(String key) {
    return StringColumn.create(words.text(key));
  }
}
