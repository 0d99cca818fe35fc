package handgrad.check;

import handgrad.expr.Tape;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;

/** A function of the entries of one variable, the others held. */
interface Probe {
  /** Changes one entry. */
  void set(int entry, double value);

  /** The function's value as the entries are set now. */
  double value();

  /** The function's value with one entry changed; the entry stays changed. */
  default double at(int entry, double value) {
    set(entry, value);
    return value();
  }

  /** The matrix the function is probed at. */
  DMatrixRMaj middle();

  /** Sets an entry back, without a value taken. */
  default void restore(int entry) {
    set(entry, middle().data[entry]);
  }

  /** A variable of a tape. */
  record OfTape(Tape tape, Tape.Entries entries, DMatrixRMaj middle) implements Probe {
    OfTape(Tape tape, String name) {
      this(tape, tape.entries(name), tape.matrix(name));
    }

    @Override
    public void set(int entry, double value) {
      entries.set(entry, value);
    }

    @Override
    public double value() {
      return tape.value();
    }
  }

  /** A function of a matrix. */
  record OfFunction(ToDoubleFunction<DMatrixRMaj> function, DMatrixRMaj middle, DMatrixRMaj moved)
      implements Probe {
    @Override
    public void set(int entry, double value) {
      moved.data[entry] = value;
    }

    @Override
    public double value() {
      return function.applyAsDouble(moved);
    }
  }
}
