package handgrad.expr;

/**
 * A smooth function of one number with all its derivatives: what a letter {@code f} of a formula
 * stands for when a value is wanted.
 *
 * <pre>{@code
 * Smooth.SIGMOID.derivative(0, 0)   // 0.5
 * Smooth.SIGMOID.derivative(1, 0)   // 0.25
 * }</pre>
 */
@FunctionalInterface
public interface Smooth {
  /** The derivative of an order at t; order 0 is the value. */
  double derivative(int order, double t);

  Smooth EXP = (order, t) -> StrictMath.exp(t);

  Smooth SIN =
      (order, t) ->
          switch (order & 3) {
            case 0 -> StrictMath.sin(t);
            case 1 -> StrictMath.cos(t);
            case 2 -> -StrictMath.sin(t);
            default -> -StrictMath.cos(t);
          };

  /** 1/(1 + exp(-t)); its derivatives are polynomials of its value, from s' = s - s². */
  Smooth SIGMOID =
      (order, t) ->
          order == 1
              ? Function.Elementary.SIGMOID.derivative(t, Function.Elementary.SIGMOID.apply(t))
              : chain(order, Function.Elementary.SIGMOID.apply(t), 0, 1, -1);

  /** Its derivatives are polynomials of its value, from s' = 1 - s². */
  Smooth TANH = (order, t) -> chain(order, StrictMath.tanh(t), 1, 0, -1);

  /** ln(1 + exp(t)), whose derivative is the sigmoid. */
  Smooth SOFTPLUS =
      (order, t) ->
          order > 0
              ? SIGMOID.derivative(order - 1, t)
              : Math.max(t, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(t)));

  /** t, the linear neuron. */
  Smooth IDENTITY = (order, t) -> order == 0 ? t : order == 1 ? 1 : 0;

  /** t²/2 + t³/6: a polynomial that is neither odd nor even. */
  Smooth CUBIC =
      (order, t) ->
          switch (order) {
            case 0 -> t * t / 2 + t * t * t / 6;
            case 1 -> t + t * t / 2;
            case 2 -> 1 + t;
            case 3 -> 1;
            default -> 0;
          };

  // The derivative of the given order of s(t), where s' = c0 + c1·s + c2·s²: with s' as a
  // polynomial in s, each further derivative is p'(s)·s'.
  private static double chain(int order, double s, double c0, double c1, double c2) {
    double[] p = {0, 1};
    for (int k = 0; k < order; k++) {
      double[] next = new double[p.length + 1];
      for (int i = 1; i < p.length; i++) {
        next[i - 1] += i * p[i] * c0;
        next[i] += i * p[i] * c1;
        next[i + 1] += i * p[i] * c2;
      }
      p = next;
    }
    double value = 0;
    for (int i = p.length - 1; i >= 0; i--) {
      value = value * s + p[i];
    }
    return value;
  }
}
