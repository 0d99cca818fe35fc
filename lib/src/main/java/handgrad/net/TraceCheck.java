package handgrad.net;

import handgrad.expr.Declarations;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import handgrad.words.InputException;
import handgrad.words.Message;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * Judges a trace that somebody filled in, cell by cell: a cell is right, or it follows from wrong
 * cells above it by the right rule, or it is wrong itself. Cells left out are taken as right.
 *
 * @param wrong the cells that are wrong themselves, the first one first
 * @param following the cells that follow correctly from wrong ones
 * @param right how many cells are right
 */
public record TraceCheck(List<String> wrong, List<String> following, int right) {
  private static final double ROUNDING = 1e-9;

  /** Keeps the lists unchangeable. */
  public TraceCheck {
    wrong = List.copyOf(wrong);
    following = List.copyOf(following);
  }

  /**
   * Judges lines {@code h3 = 0.625}, in any order; a number may be rounded or a formula such as
   * {@code sigmoid(5/8)}, a matrix {@code [1 -1]}; a cell with {@code ?} is left out.
   *
   * @throws InputException if a line is no {@code letter = value}, or the trace has no such letter
   * @throws FormulaException if a value cannot be read
   */
  public static TraceCheck of(Trace trace, String filled) {
    Map<String, DMatrixRMaj> values = new LinkedHashMap<>();
    Map<String, Double> units = new LinkedHashMap<>();
    for (String line : filled.strip().split("\\R")) {
      int equals = line.lastIndexOf('=');
      if (equals < 0) {
        throw new InputException("net.trace.line", line.strip());
      }
      String letter = line.substring(0, equals).strip();
      String value = line.substring(equals + 1).strip();
      trace.value(letter);
      if (value.equals("?")) {
        continue;
      }
      values.put(letter, Tape.output(Formula.parse(value, Declarations.NONE), Point.EMPTY));
      units.put(letter, unit(value));
    }
    return judge(trace, values, units);
  }

  // Half a unit of the last digit typed; formulas and matrices are taken to be exact to six digits.
  private static double unit(String typed) {
    try {
      return 0.5 * Math.pow(10, -new BigDecimal(typed.replace(',', '.')).scale());
    } catch (NumberFormatException e) {
      return 0.5e-6;
    }
  }

  private static TraceCheck judge(
      Trace trace, Map<String, DMatrixRMaj> filled, Map<String, Double> units) {
    List<String> wrong = new ArrayList<>();
    List<String> following = new ArrayList<>();
    int right = 0;
    Point known = Point.EMPTY;
    for (Map.Entry<String, DMatrixRMaj> one : trace.data().entrySet()) {
      known = known.with(one.getKey(), one.getValue());
    }
    for (Trace.Row row : trace.rows()) {
      DMatrixRMaj follows = follows(row, known);
      DMatrixRMaj given = filled.get(row.letter());
      if (given == null) {
        known = known.with(row.letter(), follows);
        continue;
      }
      double unit = units.get(row.letter());
      // a rounded cell counts as its exact value, so that rounding does not pile up below it
      if (same(given, row.value(), unit)) {
        right++;
        known = known.with(row.letter(), row.value());
      } else if (same(given, follows, unit + slack(given))) {
        following.add(row.letter());
        known = known.with(row.letter(), follows);
      } else {
        wrong.add(row.letter());
        known = known.with(row.letter(), given);
      }
    }
    return new TraceCheck(wrong, following, right);
  }

  // A wrong value above may leave the domain of a logarithm; nothing follows from it then.
  private static DMatrixRMaj follows(Trace.Row row, Point known) {
    try {
      return Tape.output(row.formula(), known);
    } catch (FormulaException e) {
      return row.value();
    }
  }

  // What wrong cells were rounded to shifts what follows from them in the fifth digit.
  private static double slack(DMatrixRMaj given) {
    double largest = 0;
    for (double entry : given.getData()) {
      largest = Math.max(largest, Math.abs(entry));
    }
    return 1e-4 * largest;
  }

  private static boolean same(DMatrixRMaj given, DMatrixRMaj exact, double unit) {
    if (given.numRows != exact.numRows || given.numCols != exact.numCols) {
      return false;
    }
    for (int i = 0; i < exact.getNumElements(); i++) {
      if (!(Math.abs(given.data[i] - exact.data[i]) <= unit * (1 + ROUNDING))) {
        return false;
      }
    }
    return true;
  }

  /** The reply: the first wrong cell, and what follows correctly from wrong ones. */
  public Message message() {
    if (wrong.isEmpty()) {
      return right == 0 ? Message.of("net.trace.none") : Message.of("net.trace.right", right);
    }
    String others = String.join(", ", wrong.subList(1, wrong.size()));
    Message first = Message.of("net.trace.first", wrong.get(0));
    Message more = others.isEmpty() ? first : Message.of("net.trace.more", first, others);
    return following.isEmpty()
        ? more
        : Message.of("net.trace.follows", more, String.join(", ", following));
  }
}
