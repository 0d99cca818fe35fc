package handgrad.sheet;

import handgrad.check.Planted;
import handgrad.derive.Jet;
import handgrad.derive.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;

/**
 * Random data of a lasso whose optimum is known beforehand: w and a sub-gradient s of ‖w‖₁ are
 * chosen first, then a y with 2Xᵀ(y − Xw) = λs, which makes w the optimum. Every other point has
 * zeros in w, where s lies between −1 and 1.
 */
final class LassoData {
  private static final int POINTS = 8;
  private static final int[][] SIZES = {{5, 3}, {4, 2}, {6, 4}, {3, 3}};

  private LassoData() {}

  /** The points; names X (n×k), y, w, s and the numbers lambda and gamma. */
  static List<Planted> planted() {
    Random random = new Random(1996);
    List<Planted> all = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      int[] size = SIZES[i % SIZES.length];
      all.add(planted(size[0], size[1], i % 2 == 0, random));
    }
    return all;
  }

  private static Planted planted(int n, int k, boolean zeros, Random random) {
    SimpleMatrix x = SimpleMatrix.random_DDRM(n, k, -1.5, 1.5, random);
    SimpleMatrix w = new SimpleMatrix(k, 1);
    SimpleMatrix s = new SimpleMatrix(k, 1);
    boolean[] free = new boolean[k];
    for (int j = 0; j < k; j++) {
      free[j] = zeros && j % 2 == 0;
      double sign = random.nextBoolean() ? 1 : -1;
      double size = 0.3 + random.nextDouble();
      w.set(j, free[j] ? 0 : sign * size);
      s.set(j, free[j] ? sign * random.nextDouble() * 0.9 : sign);
    }
    double lambda = 0.3 + random.nextDouble();
    SimpleMatrix inverse = x.transpose().mult(x).invert();
    SimpleMatrix noise = SimpleMatrix.random_DDRM(n, 1, -1, 1, random);
    SimpleMatrix orthogonal = noise.minus(x.mult(inverse).mult(x.transpose()).mult(noise));
    SimpleMatrix y = x.mult(w).plus(x.mult(inverse).mult(s).scale(lambda / 2)).plus(orthogonal);
    Map<String, Jet> values = new HashMap<>();
    values.put("X", jet(x));
    values.put("y", jet(y));
    values.put("w", jet(w));
    values.put("s", jet(s));
    values.put("lambda", Jet.number(lambda));
    values.put("gamma", Jet.number(0.05 + 0.1 * random.nextDouble()));
    return new Planted(new Sample(Map.of("n", n, "k", k), values, random.nextDouble()), free);
  }

  private static Jet jet(SimpleMatrix matrix) {
    return Jet.constant(
        matrix.getNumRows(), matrix.getNumCols(), matrix.transpose().getDDRM().data.clone());
  }
}
