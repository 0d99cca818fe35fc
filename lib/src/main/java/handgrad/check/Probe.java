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

  default double restore(int entry) {
    return at(entry, middle().data[entry]);
  }

  /** A variable of a tape. */
  record OfTape(Tape tape, String name, DMatrixRMaj middle) implements Probe {
    @Override
    public double at(int entry, double value) {
      tape.set(name, entry / middle.numCols, entry % middle.numCols, value);
      return tape.value();
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
  }
}
