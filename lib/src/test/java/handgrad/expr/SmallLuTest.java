package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.linsol.lu.LinearSolverLu_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallLuTest {
  private static final int DRAWN = 200;
  private final Random random = new Random(5);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 13, 14, 15})
  void hasTheBitsOfEjml(int n) {
    for (int t = 0; t < DRAWN; t++) {
      DMatrixRMaj x = drawn(n, n, t % 3 == 0);
      LUDecompositionAlt_DDRM decomposition = new LUDecompositionAlt_DDRM();
      LinearSolverLu_DDRM solver = new LinearSolverLu_DDRM(decomposition);
      solver.setA(x);
      Lu lu = new Lu();
      lu.decompose(x);
      double det = decomposition.computeDeterminant().real;
      assertEquals(det, lu.det());
      if (!lu.isSingular()) {
        assertEquals(Math.signum(det), lu.sign());
        DMatrixRMaj expected = new DMatrixRMaj(n, n);
        DMatrixRMaj inverse = new DMatrixRMaj(n, n);
        solver.invert(expected);
        lu.invert(inverse);
        assertArrayEquals(expected.data, inverse.data);
      }
    }
  }

  @Test
  void takesMatricesOfAnySizeInTurn() {
    Lu used = new Lu();
    for (int n : new int[] {3, 20, 5, 5, 14, 20, 5}) {
      DMatrixRMaj x = drawn(n, n, false);
      used.decompose(x);
      Lu fresh = new Lu();
      fresh.decompose(x);
      assertEquals(fresh.det(), used.det());
    }
  }

  // The pivots of one matrix are tried on the next: near it they hold, else they are looked for.
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6})
  void forgetsTheMatrixBefore(int n) {
    Lu used = new Lu();
    for (int t = 0; t < DRAWN; t++) {
      DMatrixRMaj x = drawn(n, n, t % 3 == 0);
      for (int moved = 0; moved < 3; moved++) {
        x.data[random.nextInt(n * n)] += moved * 0x1p-17;
        used.decompose(x);
        Lu fresh = new Lu();
        fresh.decompose(x);
        assertEquals(fresh.det(), used.det());
        assertEquals(fresh.isSingular(), used.isSingular());
        if (!fresh.isSingular()) {
          DMatrixRMaj expected = new DMatrixRMaj(n, n);
          DMatrixRMaj inverse = new DMatrixRMaj(n, n);
          fresh.invert(expected);
          used.invert(inverse);
          assertArrayEquals(expected.data, inverse.data);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 14, 20, 24})
  void seesASingularMatrixOfAnyScale(int n) {
    for (double scale : new double[] {1e-150, 1, 1e150}) {
      DMatrixRMaj x = drawn(n, n, false);
      CommonOps_DDRM.scale(scale, x);
      Lu lu = new Lu();
      lu.decompose(x);
      assertFalse(lu.isSingular());
      System.arraycopy(x.data, 0, x.data, (n - 1) * n, n);
      lu.decompose(x);
      assertTrue(lu.isSingular());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8, 14, 15, 20, 31, 32, 33})
  void multipliesWithTheBitsOfEjml(int n) {
    for (boolean transposed : new boolean[] {false, true}) {
      DMatrixRMaj x = drawn(n, n, false);
      DMatrixRMaj y = drawn(n, n + 1, false);
      Expr f =
          Formula.parse(transposed ? "X'*Y" : "X*Y", Declarations.parse("X: n×n, Y: n×" + (n + 1)));
      DMatrixRMaj expected =
          transposed ? CommonOps_DDRM.multTransA(x, y, null) : CommonOps_DDRM.mult(x, y, null);
      assertArrayEquals(expected.data, Tape.output(f, Point.EMPTY.with("X", x).with("Y", y)).data);
    }
  }

  private DMatrixRMaj drawn(int rows, int columns, boolean whole) {
    DMatrixRMaj x = new DMatrixRMaj(rows, columns);
    for (int i = 0; i < x.getNumElements(); i++) {
      x.data[i] = whole ? random.nextInt(5) - 2 : random.nextGaussian();
    }
    return x;
  }
}
