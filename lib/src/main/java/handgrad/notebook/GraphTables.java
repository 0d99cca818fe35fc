package handgrad.notebook;

import handgrad.expr.Expr;
import handgrad.expr.Latex;
import handgrad.expr.Local;
import handgrad.expr.Paths;
import handgrad.expr.Point;
import handgrad.words.Digits;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a computation graph says, as tables in one language. */
final class GraphTables {
  private final Words words;

  GraphTables(Language language) {
    words = Words.in(language);
  }

  /** A row a path, then their sum. */
  Table paths(Expr f, String variable, Point point) {
    Letters letters = new Letters(f);
    StringColumn paths = text("path");
    StringColumn products = text("product");
    DoubleColumn values = number("value");
    double sum = 0;
    for (Paths.Path path : Paths.of(f, variable, point)) {
      paths.append(
          path.nodes().stream().map(letters::of).collect(Collectors.joining(" \\to ", "$", "$")));
      products.append(
          path.factors().stream()
              .map(
                  factor -> (factor < 0 ? "(" : "") + Digits.show(factor) + (factor < 0 ? ")" : ""))
              .collect(Collectors.joining(" · ")));
      values.append(path.product());
      sum += path.product();
    }
    paths.append(words.text("course.sum"));
    products.append("");
    values.append(sum);
    return Table.create("paths", paths, products, values);
  }

  /** A row a formula. */
  Table counts(String variable, Expr... formulas) {
    StringColumn names = text("formula");
    IntColumn operations = IntColumn.create(words.text("course.operations"));
    DoubleColumn paths = number("paths");
    for (Expr formula : formulas) {
      names.append(degree(formula, variable));
      operations.append(Paths.operations(formula));
      paths.append(Paths.count(formula, variable).doubleValue());
    }
    return Table.create("counts", names, operations, paths);
  }

  /** A row an edge. */
  Table locals(Expr f, Point point) {
    Letters letters = new Letters(f);
    StringColumn operations = text("operation");
    StringColumn inputs = text("input");
    DoubleColumn values = number("local");
    for (Local local : Local.all(f)) {
      operations.append("$" + letters.of(local.operation()) + "$");
      inputs.append("$" + letters.of(local.operand()) + "$");
      values.append(local.derivative(point));
    }
    return Table.create("locals", operations, inputs, values);
  }

  // A product of one variable with itself is shown as the power it is.
  private static String degree(Expr formula, String variable) {
    int degree = powers(formula, variable);
    return degree > 0
        ? "$" + variable + (degree == 1 ? "" : "^{" + degree + "}") + "$"
        : maths(formula);
  }

  private static String maths(Expr expr) {
    return "$" + Latex.print(expr) + "$";
  }

  private static int powers(Expr formula, String variable) {
    if (formula instanceof Expr.Variable v && v.name().equals(variable)) {
      return 1;
    }
    if (formula instanceof Expr.Mult product) {
      int left = powers(product.left(), variable);
      int right = powers(product.right(), variable);
      return left > 0 && right > 0 ? left + right : 0;
    }
    return 0;
  }

  private StringColumn text(String key) {
    return StringColumn.create(words.text("course." + key));
  }

  private DoubleColumn number(String key) {
    return DoubleColumn.create(words.text("course." + key));
  }
}
