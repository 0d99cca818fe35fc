package handgrad.notebook;

import handgrad.check.Entry;
import handgrad.check.GradientCheck;
import handgrad.derive.Assumptions;
import handgrad.derive.Law;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Latex;
import handgrad.expr.Numbers;
import handgrad.expr.Point;
import handgrad.expr.Shape;
import handgrad.expr.Tape;
import handgrad.sheet.Item;
import handgrad.words.Digits;
import handgrad.words.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import tech.tablesaw.api.Table;

/**
 * The derived answer of an item against differences, at a point with short numbers: of a number its
 * gradient, of a vector or a matrix its Jacobian.
 *
 * @param point where; the same for an item whenever asked
 */
record ItemGradients(Point point, GradientCheck check) {
  private static final int TRIES = 2000;
  private static final double LARGEST = 30;

  static ItemGradients of(Item item) {
    Expr f = item.question().derivation().f();
    Expr derivative = item.question().answer();
    Map<String, Integer> sizes = sizes(item);
    Random random = new Random(item.id().hashCode());
    for (int i = 0; i < TRIES; i++) {
      Point point = draw(item, sizes, random);
      try {
        DMatrixRMaj claimed = value(derivative, f, point);
        if (CommonOps_DDRM.elementMaxAbs(claimed) <= LARGEST) {
          GradientCheck check = check(item, f, derivative, claimed, point);
          if (check.entries().stream().allMatch(ItemGradients::printsAlike)) {
            return new ItemGradients(point, check);
          }
        }
      } catch (FormulaException e) {
        continue; // f has no value here
      }
    }
    throw new IllegalStateException(item.id() + " has a value at none of " + TRIES + " points");
  }

  // A last digit on the edge of rounding would look like an error where there is none.
  private static boolean printsAlike(Entry entry) {
    return Numbers.text(entry.claimed()).equals(Numbers.text(entry.numeric().value()));
  }

  private static GradientCheck check(
      Item item, Expr f, Expr derivative, DMatrixRMaj claimed, Point point) {
    if (assumptions(item).kind() == Assumptions.Kind.HESSIAN) {
      return hessian(f, item.variable(), claimed, point);
    }
    if (assumptions(item).kind() == Assumptions.Kind.SYMMETRIC) {
      return tied(f, item.variable(), claimed, point);
    }
    return f.shape().isScalar()
        ? GradientCheck.of(f, item.variable(), derivative, point)
        : jacobian(f, item.variable(), claimed, point);
  }

  // Entries that mirror each other move together: S = X + X' - diag(X), half of S off the diagonal.
  private static GradientCheck tied(Expr f, String name, DMatrixRMaj claimed, Point point) {
    DMatrixRMaj half = point.matrix(name);
    for (int i = 0; i < half.numRows; i++) {
      for (int j = 0; j < half.numCols; j++) {
        half.set(i, j, i == j ? half.get(i, j) : half.get(i, j) / 2);
      }
    }
    return GradientCheck.of(
        name, at -> Tape.value(f, point.with(name, mirrored(at))), at -> claimed, half);
  }

  private static DMatrixRMaj mirrored(DMatrixRMaj x) {
    DMatrixRMaj sum = x.copy();
    for (int i = 0; i < x.numRows; i++) {
      for (int j = 0; j < x.numCols; j++) {
        sum.set(i, j, i == j ? x.get(i, j) : x.get(i, j) + x.get(j, i));
      }
    }
    return sum;
  }

  private static Assumptions assumptions(Item item) {
    return Assumptions.parse(List.of(item.assumptions()), item.declarations());
  }

  // A vector has 3 entries, a matrix is 3×2 or 2×2; a Jacobian of a matrix is large enough so.
  private static Map<String, Integer> sizes(Item item) {
    Shape x = item.declarations().variable(item.variable()).shape();
    boolean room = x.columns().isOne() || item.assumptions().contains("p <= n");
    return Map.of("m", 3, "n", room ? 3 : 2, "p", 2, "k", 2);
  }

  private static Point draw(Item item, Map<String, Integer> sizes, Random random) {
    Point point = Point.EMPTY;
    for (Expr.Variable v : item.declarations().variables()) {
      DMatrixRMaj matrix =
          new DMatrixRMaj(v.shape().rows().evaluate(sizes), v.shape().columns().evaluate(sizes));
      for (int i = 0; i < matrix.getNumElements(); i++) {
        int tenths = 1 + random.nextInt(20);
        matrix.data[i] = (random.nextBoolean() ? tenths : -tenths) / 10.0;
      }
      point = point.with(v.name(), lawful(matrix, v.name(), item));
    }
    return point;
  }

  // A drawn matrix made to obey what the item assumes of it; its entries stay tenths.
  private static DMatrixRMaj lawful(DMatrixRMaj drawn, String name, Item item) {
    Set<Law> laws = assumptions(item).laws(name);
    DMatrixRMaj lawful = drawn.copy();
    for (int i = 0; i < drawn.getNumElements(); i++) {
      if (laws.contains(Law.SIGNS)) {
        lawful.data[i] = Math.signum(drawn.data[i]);
      } else if (laws.contains(Law.BITS)) {
        lawful.data[i] = drawn.data[i] > 0 ? 1 : 0;
      } else if (isPositive(item, name)) {
        lawful.data[i] = Math.abs(drawn.data[i]);
      }
    }
    if (laws.contains(Law.POSITIVE_DEFINITE) || laws.contains(Law.SYMMETRIC)) {
      for (int i = 0; i < drawn.numRows; i++) {
        for (int j = 0; j < i; j++) {
          lawful.set(j, i, drawn.get(i, j));
        }
        if (laws.contains(Law.POSITIVE_DEFINITE)) {
          // larger than all beside it together
          lawful.set(i, i, 2 * (drawn.numRows - 1) + Math.abs(drawn.get(i, i)));
        }
      }
    }
    return lawful;
  }

  // Assumed of the name by itself, as λ > 0; x'Ax > 0 says nothing of the signs in x.
  private static boolean isPositive(Item item, String name) {
    return Stream.of(item.assumptions().split(";"))
        .anyMatch(assumption -> assumption.strip().equals(name + " > 0"));
  }

  private static DMatrixRMaj value(Expr derivative, Expr f, Point point) {
    Tape.output(f, point);
    Map<String, Integer> sizes = new HashMap<>(point.sizes(derivative));
    sizes.putAll(point.sizes(f));
    return Tape.of(derivative, sizes, point.functions()).set(point).output();
  }

  // Row k of the Jacobian is the gradient of entry k of f, columns one below another.
  private static GradientCheck jacobian(Expr f, String name, DMatrixRMaj jacobian, Point point) {
    DMatrixRMaj x = point.matrix(name);
    DMatrixRMaj value = Tape.output(f, point);
    GradientCheck all = null;
    for (int k = 0; k < value.getNumElements(); k++) {
      int row = k % value.numRows;
      int column = k / value.numRows;
      DMatrixRMaj gradient = new DMatrixRMaj(x.numRows, x.numCols);
      for (int l = 0; l < x.getNumElements(); l++) {
        gradient.set(l % x.numRows, l / x.numRows, jacobian.get(k, l));
      }
      String entry = value.numCols == 1 ? "" + (row + 1) : (row + 1) + "," + (column + 1);
      GradientCheck one =
          GradientCheck.of(
              "∂f[" + entry + "]/∂" + name,
              at -> Tape.output(f, point.with(name, at)).get(row, column),
              at -> gradient,
              x);
      all = all == null ? one : all.and(one);
    }
    return all;
  }

  // Row k of the Hessian is the gradient of entry k of the gradient.
  private static GradientCheck hessian(Expr f, String name, DMatrixRMaj hessian, Point point) {
    DMatrixRMaj x = point.matrix(name);
    GradientCheck all = null;
    for (int k = 0; k < x.getNumElements(); k++) {
      int row = k;
      DMatrixRMaj gradient = new DMatrixRMaj(x.numRows, x.numCols);
      for (int l = 0; l < x.getNumElements(); l++) {
        gradient.data[l] = hessian.get(k, l);
      }
      GradientCheck one =
          GradientCheck.of(
              "∂g[" + (k + 1) + "]/∂" + name,
              at -> Tape.gradient(f, name, point.with(name, at)).data[row],
              at -> gradient,
              x);
      all = all == null ? one : all.and(one);
    }
    return all;
  }

  String markdown(Language language) {
    StringBuilder text = new StringBuilder("$$");
    for (String name : point.names()) {
      Expr.Variable letter = new Expr.Variable(name, Shape.SCALAR);
      text.append(text.length() > 2 ? ",\\quad " : "").append(Latex.print(letter)).append(" = ");
      DMatrixRMaj value = point.matrix(name);
      text.append(
          value.getNumElements() == 1 ? Digits.latex(value.data[0]) : Markdown.matrix(value));
    }
    Table table = check.table(language);
    text.append("$$\n\n").append(Markdown.table(table)).append("\n\n");
    return text.append(Markdown.escape(check.verdict().message().in(language))).toString();
  }

  String plain(Language language) {
    return point
        + "\n"
        + Markdown.plain(check.table(language))
        + "\n"
        + check.verdict().message().in(language);
  }
}
