package handgrad.derive;

/** Inverse, determinant, adjugate and powers of square matrices with derivatives or bounds. */
final class SquareJets {
  private final Jets jets;

  SquareJets(Jets jets) {
    this.jets = jets;
  }

  Jet invert(Jet a) {
    int n = a.rows();
    double[] inverse = Columns.invert(a.value(), n);
    double[] slope = null;
    if (a.slope() != null) {
      slope =
          Columns.scaled(Columns.multiply(Columns.multiply(inverse, a.slope(), n), inverse, n), -1);
    }
    double[] error = null;
    if (jets.bounds()) {
      double[] size = Columns.absolute(inverse);
      double[] inner = Columns.absolute(a.value());
      for (int i = 0; i < inner.length; i++) {
        inner[i] = a.error(i) + 4 * n * Jets.UNIT * inner[i];
      }
      error = Columns.multiply(Columns.multiply(size, inner, n), size, n);
    }
    return new Jet(n, n, inverse, slope, error);
  }

  Jet det(Jet a) {
    int n = a.rows();
    double value = Columns.determinant(a.value(), n);
    double slope = 0;
    double error = 0;
    if (a.slope() != null || jets.bounds()) {
      double[] c = Columns.cofactors(a.value(), n);
      for (int i = 0; i < c.length; i++) {
        slope += c[i] * a.slope(i);
        error += Math.abs(c[i]) * (a.error(i) + 2 * n * Jets.UNIT * Math.abs(a.value()[i]));
      }
    }
    return jets.one(value, slope, error);
  }

  Jet adjugate(Jet a) {
    int n = a.rows();
    if (n > Columns.BY_MINORS) {
      return jets.mult(det(a), invert(a));
    }
    double[] v = Columns.transpose(Columns.cofactors(a.value(), n), n, n);
    double[] d = a.slope() == null ? null : new double[n * n];
    double[] err = jets.bounds() ? new double[n * n] : null;
    if (n > 1 && (d != null || jets.bounds())) {
      double[] minor = new double[(n - 1) * (n - 1)];
      double[] slope = new double[minor.length];
      double[] error = new double[minor.length];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          Columns.without(a.value(), n, i, j, minor);
          double[] c = Columns.cofactors(minor, n - 1);
          int at = i * n + j;
          if (d != null) {
            Columns.without(a.slope(), n, i, j, slope);
            double sign = (i + j) % 2 == 0 ? 1 : -1;
            for (int k = 0; k < c.length; k++) {
              d[at] += sign * c[k] * slope[k];
            }
          }
          if (jets.bounds()) {
            if (a.error() != null) {
              Columns.without(a.error(), n, i, j, error);
            }
            for (int k = 0; k < c.length; k++) {
              err[at] += Math.abs(c[k]) * (error[k] + 2 * n * Jets.UNIT * Math.abs(minor[k]));
            }
          }
        }
      }
    }
    return new Jet(n, n, v, d, err);
  }

  Jet log(Jet a) {
    double v = a.value()[0];
    if (!(v > 0)) {
      throw new Undefined("logarithm of " + v);
    }
    double log = StrictMath.log(v);
    return jets.one(log, a.slope(0) / v, a.error(0) / v + Jets.UNIT * Math.abs(log));
  }

  Jet matrixPower(Jet a, double exponent) {
    Jet base = exponent < 0 ? invert(a) : a;
    long k = (long) Math.abs(exponent);
    double[] one = new double[a.length()];
    for (int i = 0; i < a.rows(); i++) {
      one[i * a.rows() + i] = 1;
    }
    Jet power = Jet.constant(a.rows(), a.rows(), one);
    while (k > 0) {
      if (k % 2 == 1) {
        power = jets.mult(power, base);
      }
      k /= 2;
      if (k > 0) {
        base = jets.mult(base, base);
      }
      if (!Double.isFinite(power.largest()) || !Double.isFinite(base.largest())) {
        throw new Undefined("overflow");
      }
    }
    return power;
  }
}
