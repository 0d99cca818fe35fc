package handgrad.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * A sum over an index: the summand's own program, run forward once for each index, and once more
 * for each on the way back, so that no summand's numbers need be kept.
 */
final class Loop extends Op {
  /** Of which inputs of the summand's program a slot depends. */
  static final long MEMBERS = 1;

  static final long REST = 2;

  /** What the summand's program reads from outside: all of it. */
  private record Input(Slot outer, Slot inner) {}

  /** What it reads from outside line by line. */
  private record Line(Slot family, Slot member, boolean row) {}

  private final Expr.IndexedSum sum;
  private final int size;
  private final Program summand;
  private final List<Slot> operands;
  private final Input[] inputs;
  private final Line[] lines;
  private final DMatrixRMaj seed;
  private final boolean[] first;

  Loop(Slot out, Expr.IndexedSum sum, int size, Program summand, Map<Expr, Slot> outside) {
    super(out);
    this.sum = sum;
    this.size = size;
    this.summand = summand;
    operands = List.copyOf(outside.values());
    List<Input> all = new ArrayList<>();
    List<Line> members = new ArrayList<>();
    for (Slot inner : summand.variables().values()) {
      Slot outer = outside.get(inner.expr);
      if (inner.inputs == REST) {
        all.add(new Input(outer, inner));
      } else {
        Expr.Member member = (Expr.Member) inner.expr;
        boolean row = member.line() == Expr.Member.Line.ROW;
        members.add(new Line(outside.get(member.family()), inner, row));
      }
    }
    inputs = all.toArray(new Input[0]);
    lines = members.toArray(new Line[0]);
    seed = new DMatrixRMaj(out.rows, out.columns);
    first = new boolean[operands.size()];
  }

  /** Whether the summand's program takes a part as it is. */
  static boolean isGiven(String index, Expr e) {
    return e instanceof Expr.Member member && member.index().equals(index)
        || Members.isInput(index, e);
  }

  @Override
  List<Slot> operands() {
    return operands;
  }

  @Override
  void link(Linker linker) {
    for (int i = 0; i < first.length; i++) {
      first[i] = operands.get(i).active && linker.first(operands.get(i));
    }
  }

  @Override
  void forward() {
    Slot root = summand.root();
    double total = 0;
    if (!out.isScalar()) {
      out.value.zero();
    }
    summand.change(REST);
    for (Input input : inputs) {
      copy(input.outer(), input.inner());
    }
    for (int i = 0; i < size; i++) {
      run(i);
      if (out.isScalar()) {
        total += root.number();
      } else {
        CommonOps_DDRM.addEquals(out.value, root.value);
      }
    }
    if (out.isScalar()) {
      out.setNumber(total);
    }
  }

  private void run(int i) {
    for (Line line : lines) {
      load(line, i);
    }
    summand.change(MEMBERS);
    try {
      summand.forward();
    } catch (FormulaException e) {
      throw new FormulaException("tape.in-sum", e.message(), sum.index(), i + 1);
    }
  }

  private static void copy(Slot from, Slot to) {
    if (to.isScalar()) {
      to.setNumber(from.number());
    } else {
      System.arraycopy(from.value.data, 0, to.value.data, 0, from.value.getNumElements());
    }
  }

  private static void load(Line line, int i) {
    Slot family = line.family();
    Slot member = line.member();
    if (member.isScalar()) {
      member.setNumber(family.isScalar() ? family.number() : family.value.data[i]);
      return;
    }
    int length = member.value.getNumElements();
    int start = line.row() ? i * length : i;
    int stride = line.row() ? 1 : family.columns;
    for (int k = 0; k < length; k++) {
      member.value.data[k] = family.value.data[start + k * stride];
    }
  }

  @Override
  void backward() {
    for (int i = 0; i < first.length; i++) {
      if (first[i] && !operands.get(i).isScalar()) {
        operands.get(i).gradient.zero();
      }
    }
    if (out.isScalar()) {
      seed.data[0] = out.numberGradient();
    } else {
      seed.setTo(out.gradient);
    }
    for (int i = size - 1; i >= 0; i--) {
      run(i);
      summand.backward(seed);
      for (Input input : inputs) {
        if (input.inner().active) {
          add(input.outer(), input.inner());
        }
      }
      for (Line line : lines) {
        if (line.member().active) {
          unload(line, i);
        }
      }
    }
  }

  private static void add(Slot outer, Slot inner) {
    if (inner.isScalar()) {
      outer.addGradient(inner.numberGradient());
    } else {
      CommonOps_DDRM.addEquals(outer.gradient, inner.gradient);
    }
  }

  private static void unload(Line line, int i) {
    Slot family = line.family();
    Slot member = line.member();
    if (member.isScalar()) {
      if (family.isScalar()) {
        family.addGradient(member.numberGradient());
      } else {
        family.gradient.data[i] += member.numberGradient();
      }
      return;
    }
    int length = member.gradient.getNumElements();
    int start = line.row() ? i * length : i;
    int stride = line.row() ? 1 : family.columns;
    for (int k = 0; k < length; k++) {
      family.gradient.data[start + k * stride] += member.gradient.data[k];
    }
  }
}
