package handgrad.expr;

import java.util.List;

/**
 * One operation of a tape on matrices: a step forward and its step backward.
 *
 * <p>Backward adds to the gradients of its operands. The first step that reaches a matrix (seen
 * from the end) sets it instead, which spares the zeros; {@link #link} finds out once which steps
 * those are and is called on the operations from last to first.
 */
abstract class Op {
  /** Says of each slot whether nothing has been added to its gradient yet. */
  interface Linker {
    boolean first(Slot slot);
  }

  final Slot out;

  Op(Slot out) {
    this.out = out;
  }

  abstract List<Slot> operands();

  abstract void forward();

  /** Called only if {@link #out} is active. */
  abstract void backward();

  /** In the order in which {@link #backward} adds. */
  abstract void link(Linker linker);

  /** An operation of one operand. */
  abstract static class One extends Op {
    final Slot a;
    boolean first;

    One(Slot out, Slot a) {
      super(out);
      this.a = a;
    }

    @Override
    List<Slot> operands() {
      return List.of(a);
    }

    @Override
    void link(Linker linker) {
      first = a.active && linker.first(a);
    }
  }

  /** An operation of two operands; backward adds to the left one first. */
  abstract static class Two extends Op {
    final Slot a;
    final Slot b;
    boolean firstA;
    boolean firstB;

    Two(Slot out, Slot a, Slot b) {
      super(out);
      this.a = a;
      this.b = b;
    }

    @Override
    List<Slot> operands() {
      return List.of(a, b);
    }

    @Override
    void link(Linker linker) {
      firstA = a.active && linker.first(a);
      firstB = b.active && linker.first(b);
    }
  }
}
