package handgrad.variant;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.Latex;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import handgrad.sheet.Item;
import handgrad.words.Digits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * One version of a task.
 *
 * @param number from 1
 * @param data the numbers of a number task; none for formulas
 */
public record Variant(int task, int number, Data data, List<Part> parts) {
  /** The most versions that are drawn at once: their numbers have two digits. */
  public static final int MOST = 99;

  private static final int TRIES = 1000;

  /**
   * An item of a version.
   *
   * @param answer in the plain notation, as the key has it
   * @param latex the same as it is printed
   */
  public record Part(Item item, String answer, String latex) {}

  public Variant {
    parts = List.copyOf(parts);
  }

  /** The same version with some of its items only. */
  Variant only(List<String> ids) {
    return new Variant(
        task, number, data, parts.stream().filter(p -> ids.contains(p.item().id())).toList());
  }

  /** Whether there are other versions of a task. */
  public static boolean knows(int task) {
    return NumberDraw.knows(task) || FormulaDraw.knows(task);
  }

  /**
   * Draws versions, all different; the same seed draws the same ones, and more of them begin with
   * these.
   *
   * @throws IllegalStateException if an answer does not stand the test by differences
   */
  public static List<Variant> draw(int task, int count, long seed) {
    Random random = new Random(seed * 31 + task);
    NumberDraw numbers = new NumberDraw(task, random);
    FormulaDraw formulas = new FormulaDraw(task, random);
    Set<String> drawn = new HashSet<>();
    List<Variant> variants = new ArrayList<>();
    for (int i = 0; variants.size() < count && i < TRIES; i++) {
      int number = variants.size() + 1;
      if (NumberDraw.knows(task)) {
        Data data = numbers.next();
        if (drawn.add(data.toString())) {
          variants.add(ofNumbers(task, number, data));
        }
      } else {
        List<Item> items = formulas.next();
        if (drawn.add(items.stream().map(Item::f).toList().toString())) {
          variants.add(ofFormulas(task, number, items));
        }
      }
    }
    return variants;
  }

  /** The version of a number task with the given data. */
  public static Variant ofNumbers(int task, int number, Data data) {
    List<Part> parts = new ArrayList<>();
    for (String id : NumberItems.ids(task)) {
      Item item = NumberItems.of(id, data);
      Expr answer = item.expected();
      verified(Differences.agree(item, data, answer), id, data);
      parts.add(
          item.f().isEmpty()
              ? new Part(item, text(answer), latex(answer))
              : ofPolynomial(item, answer));
    }
    return new Variant(task, number, data, parts);
  }

  private static Variant ofFormulas(int task, int number, List<Item> items) {
    List<Part> parts = new ArrayList<>();
    for (Item item : items) {
      Expr answer = item.question().answer();
      verified(Differences.agree(item, answer), item.id(), item.f());
      parts.add(new Part(item, Ascii.print(answer), Latex.print(answer)));
    }
    return new Variant(task, number, new Data(java.util.Map.of()), parts);
  }

  private static void verified(boolean agrees, String id, Object of) {
    if (!agrees) {
      throw new IllegalStateException(id + " fails the test by differences at " + of);
    }
  }

  // The answers of task 1 are linear; that of 1.d.c is one in c.
  private static Part ofPolynomial(Item item, Expr answer) {
    if (item.variable().equals("c")) {
      Expr inner = item.definitions().get("c");
      double of = Tape.value(answer, at(1, 0)) / Tape.value(inner, at(1, 0));
      return new Part(item, term(of, "*c"), term(of, "c"));
    }
    double constant = Tape.value(answer, at(0, 0));
    double x = Tape.value(answer, at(1, 0)) - constant;
    double y = Tape.value(answer, at(0, 1)) - constant;
    return new Part(item, sum(x, "*x", y, "*y", constant), sum(x, "x", y, "y", constant));
  }

  private static Point at(double x, double y) {
    return Point.of("x", x, "y", y);
  }

  private static String sum(double x, String byX, double y, String byY, double constant) {
    StringBuilder sum = new StringBuilder();
    for (String term : List.of(term(x, byX), term(y, byY), term(constant, ""))) {
      if (!term.equals("0")) {
        boolean minus = term.startsWith("-");
        sum.append(sum.isEmpty() ? (minus ? "-" : "") : minus ? " - " : " + ");
        sum.append(minus ? term.substring(1) : term);
      }
    }
    return sum.isEmpty() ? "0" : sum.toString();
  }

  private static String term(double of, String by) {
    if (of == 0) {
      return "0";
    }
    boolean one = Math.abs(of) == 1 && !by.isEmpty();
    return one ? (of < 0 ? "-" : "") + by.replace("*", "") : Digits.show(of) + by;
  }

  private static String text(Expr answer) {
    DMatrixRMaj value = Tape.output(answer, Point.EMPTY);
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < value.numRows; i++) {
      text.append(i > 0 ? "; " : "");
      for (int j = 0; j < value.numCols; j++) {
        text.append(j > 0 ? " " : "").append(Digits.show(value.get(i, j)));
      }
    }
    return value.getNumElements() == 1 ? text.substring(1) : text.append(']').toString();
  }

  private static String latex(Expr answer) {
    return latex(text(answer));
  }

  /** A number or a matrix of the plain notation in LaTeX. */
  static String latex(String number) {
    if (!number.startsWith("[")) {
      return number;
    }
    String inside = number.substring(1, number.length() - 1);
    return "\\begin{pmatrix} "
        + inside
            .replace("; ", " \\\\ ")
            .replaceAll(" (?=[-\\d])", " & ")
            .replace("\\\\ & ", "\\\\ ")
        + " \\end{pmatrix}";
  }
}
