package handgrad.bench;

import org.ejml.data.DMatrixRMaj;

/** A function of a matrix, written by hand on EJML with all memory allocated before. */
interface ByHand {
  /** The matrix that the function is evaluated at; its entries may be changed. */
  DMatrixRMaj variable();

  double value();

  /** The calls of EJML that the value, or the pass, consists of, and nothing else. */
  double bareCalls();

  /** Central differences by every entry: two values each, and the largest difference from g. */
  static double check(ByHand f, DMatrixRMaj g) {
    DMatrixRMaj x = f.variable();
    double worst = 0;
    for (int i = 0; i < x.getNumElements(); i++) {
      double middle = x.data[i];
      double h = 0x1p-17 * Math.max(1, Math.abs(middle));
      x.data[i] = middle + h;
      double ahead = f.value();
      x.data[i] = middle - h;
      double behind = f.value();
      x.data[i] = middle;
      double numeric = (ahead - behind) / (2 * h);
      double size = Math.max(Math.abs(numeric), Math.abs(g.data[i]));
      worst = Math.max(worst, Math.abs(numeric - g.data[i]) / size);
    }
    return worst;
  }
}
