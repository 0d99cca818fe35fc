package handgrad.expr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** What runs with an index in a summand, and what does not. */
public final class Members {
  private Members() {}

  /** Whether an expression has a member that runs with an index from outside. */
  public static boolean runs(Expr e, String index) {
    if (e instanceof Expr.Member member) {
      return member.index().equals(index);
    }
    if (e instanceof Expr.IndexedSum sum && sum.index().equals(index)) {
      return false;
    }
    for (Expr operand : e.operands()) {
      if (runs(operand, index)) {
        return true;
      }
    }
    return false;
  }

  /** The indices that a sum within an expression binds. */
  public static Set<String> bound(Expr e) {
    Set<String> bound = new LinkedHashSet<>();
    bound(e, bound);
    return bound;
  }

  private static void bound(Expr e, Set<String> bound) {
    if (e instanceof Expr.IndexedSum sum) {
      bound.add(sum.index());
    }
    e.operands().forEach(operand -> bound(operand, bound));
  }

  /** The members that run with an index from outside. */
  static Set<Expr.Member> of(String index, Expr e) {
    Set<Expr.Member> all = new LinkedHashSet<>();
    collect(index, e, all);
    return all;
  }

  private static void collect(String index, Expr e, Set<Expr.Member> all) {
    if (e instanceof Expr.Member member) {
      if (member.index().equals(index)) {
        all.add(member);
      }
    } else if (!(e instanceof Expr.IndexedSum sum) || !sum.index().equals(index)) {
      e.operands().forEach(operand -> collect(index, operand, all));
    }
  }

  /**
   * The number of summands: that of the members which run with the index, else the one given.
   *
   * @throws FormulaException if two families have different numbers of members
   */
  static Size size(String index, Size given, Expr summand) {
    Expr.Member first = null;
    for (Expr.Member member : of(index, summand)) {
      if (first == null) {
        first = member;
      } else if (!member.size().equals(first.size())) {
        throw new FormulaException(
            "expr.families-differ",
            index,
            first.family().name(),
            first.size(),
            member.family().name(),
            member.size());
      }
    }
    return first == null ? given : first.size();
  }

  // ---- inputs: the largest parts that do not run with the index, and the families that do

  static List<Expr> inputs(String index, Expr summand) {
    Set<Expr> inputs = new LinkedHashSet<>();
    inputs(index, summand, inputs);
    return List.copyOf(inputs);
  }

  private static void inputs(String index, Expr e, Set<Expr> inputs) {
    if (e instanceof Expr.Member member && member.index().equals(index)) {
      inputs.add(member.family());
    } else if (isInput(index, e)) {
      inputs.add(e);
    } else {
      e.inputs().forEach(input -> inputs(index, input, inputs));
    }
  }

  // A transpose is left to the product that reads it as it lies; a constant is no input.
  static boolean isInput(String index, Expr e) {
    return !(e instanceof Expr.Transpose) && !runs(e, index) && varies(e);
  }

  private static boolean varies(Expr e) {
    if (e instanceof Expr.Variable) {
      return true;
    }
    for (Expr operand : e.operands()) {
      if (varies(operand)) {
        return true;
      }
    }
    return false;
  }

  static Expr replaced(String index, Expr e, List<Expr> inputs, List<Expr> others) {
    if (e instanceof Expr.Member member && member.index().equals(index)) {
      return e.withOperands(List.of(others.get(inputs.indexOf(member.family()))));
    }
    if (isInput(index, e)) {
      return others.get(inputs.indexOf(e));
    }
    if (e.inputs().isEmpty()) {
      return e;
    }
    List<Expr> changed = new ArrayList<>();
    for (Expr input : e.inputs()) {
      changed.add(replaced(index, input, inputs, others));
    }
    return e.withInputs(changed);
  }

  /** The expression with a name {@code x_i} in place of each member that runs from outside. */
  public static Expr lettered(Expr e, String index) {
    if (e instanceof Expr.Member member) {
      return member.index().equals(index)
          ? new Expr.Variable(Ascii.print(member), member.shape())
          : e;
    }
    if (e instanceof Expr.IndexedSum sum && sum.index().equals(index) || e.operands().isEmpty()) {
      return e;
    }
    return e.withOperands(e.operands().stream().map(operand -> lettered(operand, index)).toList());
  }

  /**
   * The point with the values of the members of a sum's families as its index reaches a number,
   * counted from 0: those of the names that {@link #lettered} puts in.
   */
  public static Point at(Point point, Expr.IndexedSum sum, int number) {
    Point at = point;
    for (Expr.Member member : of(sum.index(), sum.operand())) {
      DMatrixRMaj all = point.inside(member.family().name());
      boolean row = member.line() == Expr.Member.Line.ROW;
      at =
          at.with(
              Ascii.print(member),
              row
                  ? CommonOps_DDRM.extractRow(all, number, null)
                  : CommonOps_DDRM.extractColumn(all, number, null));
    }
    return at;
  }

  /** The expression with another letter for an index that runs from outside. */
  public static Expr renamed(Expr e, String index, String other) {
    if (e instanceof Expr.Member member) {
      return member.index().equals(index)
          ? new Expr.Member(member.family(), member.line(), other)
          : e;
    }
    if (e instanceof Expr.IndexedSum sum && sum.index().equals(index) || e.operands().isEmpty()) {
      return e;
    }
    return e.withOperands(
        e.operands().stream().map(operand -> renamed(operand, index, other)).toList());
  }
}
