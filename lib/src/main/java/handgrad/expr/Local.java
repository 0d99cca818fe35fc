package handgrad.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * One edge of a computation graph between numbers: an operation and one of its own inputs, the
 * others held. A sum of several terms is one operation.
 *
 * @param operation the node, {@code c^2}
 * @param letters the node with a letter for each of its inputs, {@code t1^2}
 * @param operand the input, {@code c}
 * @param place which letter stands for it, counted from 0
 * @param operands all inputs, in order
 */
public record Local(Expr operation, Expr letters, Expr operand, int place, List<Expr> operands) {

  /**
   * The edges that lead into an operation, constants aside.
   *
   * @throws FormulaException if an input that varies is not a number
   */
  public static List<Local> of(Expr operation) {
    List<Expr> operands = new ArrayList<>();
    Expr letters = lettered(operation, operation, operands);
    List<Local> locals = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      if (varies(operands.get(i))) {
        if (!operands.get(i).shape().isScalar()) {
          throw new FormulaException(
              "expr.local-matrix", Ascii.print(operands.get(i)), operands.get(i).shape());
        }
        locals.add(new Local(operation, letters, operands.get(i), i, List.copyOf(operands)));
      }
    }
    return locals;
  }

  /** All edges of a graph, operands before what uses them. */
  public static List<Local> all(Expr expr) {
    List<Local> all = new ArrayList<>();
    List<Expr> seen = new ArrayList<>();
    collect(expr, seen, all);
    return all;
  }

  /** The point at which {@link #letters()} is the operation at {@code point}. */
  public Point at(Point point) {
    Point at = Point.EMPTY;
    for (int i = 0; i < operands.size(); i++) {
      at = at.with("t" + (i + 1), Tape.output(operands.get(i), point));
    }
    return at;
  }

  public String letter() {
    return "t" + (place + 1);
  }

  /** The derivative of the operation by this input at a point. */
  public double derivative(Point point) {
    return Tape.gradient(letters, letter(), at(point)).data[0];
  }

  private static void collect(Expr expr, List<Expr> seen, List<Local> all) {
    if (seen.contains(expr) || !varies(expr)) {
      return;
    }
    seen.add(expr);
    List<Local> locals = of(expr);
    locals.forEach(local -> collect(local.operand(), seen, all));
    all.addAll(locals);
  }

  // Terms of a sum within a sum are inputs of the one sum.
  private static Expr lettered(Expr expr, Expr operation, List<Expr> operands) {
    List<Expr> letters = new ArrayList<>();
    for (Expr operand : expr.inputs()) {
      if (isSum(expr) && isSum(operand)) {
        letters.add(lettered(operand, operation, operands));
      } else if (!varies(operand)) {
        letters.add(operand);
      } else {
        operands.add(operand);
        letters.add(new Expr.Variable("t" + operands.size(), operand.shape()));
      }
    }
    return expr.inputs().isEmpty() ? expr : expr.withInputs(letters);
  }

  private static boolean isSum(Expr expr) {
    return expr instanceof Expr.Plus || expr instanceof Expr.Minus;
  }

  private static boolean varies(Expr expr) {
    return expr instanceof Expr.Variable || expr.operands().stream().anyMatch(Local::varies);
  }
}
