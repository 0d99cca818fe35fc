package handgrad.check;

import handgrad.expr.FormulaException;
import handgrad.expr.Numbers;
import org.ejml.data.DMatrixRMaj;

/** A variable, the claimed gradient by it, and the function to hold it against. */
record Claim(String name, DMatrixRMaj gradient, Probe probe) {
  /**
   * @throws FormulaException if the gradient (in messages: text) has not the variable's shape, or
   *     is not finite
   */
  static Claim of(String text, String name, DMatrixRMaj gradient, Probe probe) {
    DMatrixRMaj x = probe.middle();
    if (gradient.numRows != x.numRows || gradient.numCols != x.numCols) {
      throw new FormulaException(
          "check.shape",
          text,
          gradient.numRows + "×" + gradient.numCols,
          name,
          x.numRows + "×" + x.numCols);
    }
    Claim claim = new Claim(name, gradient, probe);
    for (int i = 0; i < gradient.getNumElements(); i++) {
      if (!Double.isFinite(gradient.data[i])) {
        throw new FormulaException(
            "check.not-finite", text, Numbers.text(gradient.data[i]), claim.entry(i));
      }
    }
    return claim;
  }

  int size() {
    return gradient.getNumElements();
  }

  /** The entry's name, counted from 1: {@code x}, {@code w[2]}, {@code X[1,2]}. */
  String entry(int index) {
    DMatrixRMaj x = probe.middle();
    int row = index / x.numCols + 1;
    int column = index % x.numCols + 1;
    if (x.getNumElements() == 1) {
      return name;
    }
    return x.numCols == 1
        ? name + "[" + row + "]"
        : x.numRows == 1 ? name + "[" + column + "]" : name + "[" + row + "," + column + "]";
  }

  double largest() {
    double largest = 0;
    for (int i = 0; i < size(); i++) {
      largest = Math.max(largest, Math.abs(gradient.data[i]));
    }
    return largest;
  }
}
