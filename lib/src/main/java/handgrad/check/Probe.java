package handgrad.check;

import handgrad.expr.Tape;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;

/** A function of the entries of one variable, the others held. */
interface Probe {
  /** The function's value with one entry changed; the entry stays changed. */
  double at(int entry, double value);

  /** The matrix the function is probed at. */
  DMatrixRMaj middle();

  /** Sets an entry back, without a value taken. */
  void restore(int entry);

  /** The value in the middle, where nothing is changed. */
  default double value() {
    return at(0, middle().data[0]);
  }

  /** A variable of a tape. */
  record OfTape(Tape tape, String name, DMatrixRMaj middle) implements Probe {
    @Override
    public double at(int entry, double value) {
      set(entry, value);
      return tape.value();
    }

    @Override
    public void restore(int entry) {
      set(entry, middle.data[entry]);
    }

    private void set(int entry, double value) {
      tape.set(name, entry / middle.numCols, entry % middle.numCols, value);
    }
  }

  /** A function of a matrix. */
  record OfFunction(ToDoubleFunction<DMatrixRMaj> function, DMatrixRMaj middle, DMatrixRMaj moved)
      implements Probe {
    @Override
    public double at(int entry, double value) {
      moved.data[entry] = value;
      return function.applyAsDouble(moved);
    }

    @Override
    public void restore(int entry) {
      moved.data[entry] = middle.data[entry];
    }
  }
}
