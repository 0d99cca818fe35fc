package handgrad.sheet;

import static handgrad.sheet.Figures.random;

import handgrad.expr.Point;
import org.ejml.data.DMatrixRMaj;
import org.ejml.simple.SimpleMatrix;

/** Tasks 6 and 7: the derivatives that were looked up, at points drawn at random. */
final class MatrixTasks {
  private MatrixTasks() {}

  static DMatrixRMaj raw(SimpleMatrix x) {
    return x.getMatrix();
  }

  static Figures six() {
    Figures figures = new Figures();
    SimpleMatrix a = random(4, 1, 1);
    SimpleMatrix x = random(4, 1, 2);
    SimpleMatrix square = random(4, 4, 3);
    SimpleMatrix definite = square.mult(square.transpose()).plus(SimpleMatrix.identity(4));
    SimpleMatrix matrix = random(4, 4, 4);
    Point point = Point.of("a", raw(a), "x", raw(x), "A", raw(square), "X", raw(matrix));
    figures.derivative("6.1", a, new Asked("a'x", "a: n×1, x: n×1", "x", point));
    figures.derivative(
        "6.2",
        square.plus(square.transpose()).mult(x),
        new Asked("x'A x", "A: n×n, x: n×1", "x", point));
    Point positive = Point.of("x", raw(x), "A", raw(definite));
    double form = x.transpose().mult(definite).mult(x).get(0);
    figures.derivative(
        "6.3",
        definite.plus(definite.transpose()).mult(x).divide(form),
        new Asked("ln(x'A x)", "A: n×n, x: n×1", "x", "x'*A*x > 0", positive));
    SimpleMatrix aa = a.mult(a.transpose());
    SimpleMatrix ax = square.mult(matrix);
    figures.derivative(
        "6.4",
        aa.mult(ax.transpose()).plus(square.transpose().mult(matrix.transpose()).mult(aa)),
        new Asked("a'X A X a", "a: n×1, A: n×n, X: n×n", "X", point));
    // x x'x: x'x I + 2 x x'
    SimpleMatrix jacobian = x.mult(x.transpose()).scale(2);
    double square2 = x.dot(x);
    jacobian = jacobian.plus(SimpleMatrix.identity(4).scale(square2));
    figures.derivative("6.5", jacobian, new Asked("x x'x", "x: n×1", "x", point));
    SimpleMatrix inverse = matrix.invert();
    figures.derivative(
        "6.6",
        inverse.transpose().kron(inverse).scale(-1),
        new Asked("inv(X)", "X: n×n", "X", "X invertible", point));
    figures.derivative("6.7", cofactors(matrix), new Asked("det(X)", "X: n×n", "X", point));
    return figures;
  }

  // By minors, so that no inverse comes in.
  private static SimpleMatrix cofactors(SimpleMatrix x) {
    int n = x.getNumRows();
    SimpleMatrix all = new SimpleMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        SimpleMatrix minor = new SimpleMatrix(n - 1, n - 1);
        for (int r = 0; r < n - 1; r++) {
          for (int c = 0; c < n - 1; c++) {
            minor.set(r, c, x.get(r < i ? r : r + 1, c < j ? c : c + 1));
          }
        }
        all.set(i, j, ((i + j) % 2 == 0 ? 1 : -1) * minor.determinant());
      }
    }
    return all;
  }

  static Figures seven() {
    Figures figures = new Figures();
    SimpleMatrix a = random(3, 4, 11);
    SimpleMatrix x = random(4, 2, 12);
    SimpleMatrix b = random(2, 3, 13);
    figures.derivative(
        "7.1",
        a.transpose().mult(b.transpose()),
        new Asked(
            "tr(AXB)",
            "A: p×m, X: m×n, B: n×p",
            "X",
            Point.of("A", raw(a), "X", raw(x), "B", raw(b))));
    SimpleMatrix small = random(2, 2, 14);
    figures.derivative(
        "7.2",
        x.mult(small.plus(small.transpose())),
        new Asked("tr(A X'X)", "A: n×n, X: m×n", "X", Point.of("A", raw(small), "X", raw(x))));
    SimpleMatrix square = positive(random(3, 3, 15));
    figures.derivative(
        "7.3",
        square.invert().transpose(),
        new Asked("ln det(X)", "X: n×n", "X", "det(X) > 0", Point.of("X", raw(square))));
    SimpleMatrix left = positive(random(3, 3, 16));
    SimpleMatrix right = positive(random(3, 3, 17));
    figures.derivative(
        "7.4",
        square.invert().transpose().scale(-1),
        new Asked(
            "ln det(A inv(X) B)",
            "A: n×n, X: n×n, B: n×n",
            "X",
            "det(A*inv(X)*B) > 0",
            Point.of("A", raw(left), "X", raw(square), "B", raw(right))));
    SimpleMatrix flat = random(2, 3, 18);
    SimpleMatrix tall = flat.transpose().plus(random(3, 2, 19).scale(0.1));
    SimpleMatrix inner = SimpleMatrix.identity(3).plus(random(3, 3, 20).scale(0.1));
    SimpleMatrix xi = inner.invert();
    SimpleMatrix core = flat.mult(xi).mult(tall).invert();
    figures.derivative(
        "7.4.rect",
        xi.mult(tall).mult(core).mult(flat).mult(xi).transpose().scale(-1),
        new Asked(
            "ln det(A inv(X) B)",
            "A: p×n, X: n×n, B: n×p",
            "X",
            "det(A*inv(X)*B) > 0; p <= n",
            Point.of("A", raw(flat), "X", raw(inner), "B", raw(tall))));
    SimpleMatrix p = random(3, 3, 21);
    SimpleMatrix q = random(3, 3, 22);
    SimpleMatrix inverseT = square.invert().transpose();
    // tr(A X'X B X^-T) = tr(X'X B X^-T A): X twice in front, once in the inverse
    SimpleMatrix m = q.mult(inverseT).mult(p);
    SimpleMatrix front = square.mult(m.plus(m.transpose()));
    SimpleMatrix back =
        inverseT.mult(p).mult(square.transpose()).mult(square).mult(q).mult(inverseT);
    figures.derivative(
        "7.5",
        front.minus(back),
        new Asked(
            "tr(A X'X B inv(X)')",
            "A: n×n, X: n×n, B: n×n",
            "X",
            "X invertible",
            Point.of("A", raw(p), "X", raw(square), "B", raw(q))));
    SimpleMatrix s = random(4, 4, 23);
    SimpleMatrix wide = s.mult(s.transpose()).plus(random(4, 4, 24).scale(0.3));
    SimpleMatrix xax = x.transpose().mult(wide).mult(x);
    SimpleMatrix xaxi = xax.invert();
    figures.derivative(
        "7.6",
        wide.mult(x).mult(xaxi).plus(wide.transpose().mult(x).mult(xaxi.transpose())),
        new Asked(
            "ln det(X'A X)",
            "A: m×m, X: m×n",
            "X",
            "det(X'*A*X) > 0; n <= m",
            Point.of("A", raw(wide), "X", raw(x))));
    SimpleMatrix v = random(3, 1, 25);
    SimpleMatrix w = random(3, 1, 26);
    Point bilinear = Point.of("x", raw(v), "A", raw(p), "b", raw(w));
    figures.derivative(
        "7.7", p.mult(w), new Asked("x'A b", "x: n×1, A: n×n, b: n×1", "x", bilinear));
    figures.derivative(
        "7.8", v.mult(w.transpose()), new Asked("x'A b", "x: n×1, A: n×n, b: n×1", "A", bilinear));
    return figures;
  }

  private static SimpleMatrix positive(SimpleMatrix x) {
    if (x.determinant() > 0) {
      return x;
    }
    SimpleMatrix turned = x.copy();
    for (int j = 0; j < x.getNumCols(); j++) {
      turned.set(0, j, -x.get(0, j));
    }
    return turned;
  }
}
