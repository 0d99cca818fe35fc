package handgrad.expr;

/**
 * A function of one number, applied entry by entry: a known one ({@link Elementary}) or a letter
 * that stands for any smooth function, with as many primes as it bears ({@link Named}).
 */
public sealed interface Function {
  /** The name in the plain notation: {@code exp}, {@code f}, {@code f'}. */
  String text();

  /** A letter for any smooth function: {@code f}, {@code f'} ({@code order} 1), {@code f''}. */
  record Named(String name, int order) implements Function {
    public Named {
      if (order < 0) {
        throw new IllegalArgumentException(
            "order " + order + ": a derivative's order is 0 or more");
      }
    }

    public Named derivative() {
      return new Named(name, order + 1);
    }

    @Override
    public String text() {
      return name + "'".repeat(order);
    }
  }

  /**
   * The functions the grammar knows by name. Values come from {@link StrictMath}, so that they are
   * the same to the last bit on every JDK. At a kink the derivative is 0, as is {@code step(0)} and
   * {@code sign(0)}; outside its domain a function gives NaN or an infinity, and the caller says
   * where.
   */
  enum Elementary implements Function {
    EXP,
    LOG,
    SQRT,
    ABS,
    SIGN,
    SIN,
    COS,
    TAN,
    SINH,
    COSH,
    TANH,
    SIGMOID,
    RELU,
    STEP;

    @Override
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    public double apply(double t) {
      return switch (this) {
        case EXP -> StrictMath.exp(t);
        case LOG -> StrictMath.log(t);
        case SQRT -> StrictMath.sqrt(t);
        case ABS -> Math.abs(t);
        case SIGN -> Double.isNaN(t) ? t : t > 0 ? 1 : t < 0 ? -1 : 0;
        case SIN -> StrictMath.sin(t);
        case COS -> StrictMath.cos(t);
        case TAN -> StrictMath.tan(t);
        case SINH -> StrictMath.sinh(t);
        case COSH -> StrictMath.cosh(t);
        case TANH -> StrictMath.tanh(t);
        case SIGMOID -> sigmoid(t);
        case RELU -> Double.isNaN(t) ? t : t > 0 ? t : 0;
        case STEP -> Double.isNaN(t) ? t : t > 0 ? 1 : 0;
      };
    }

    /** The derivative at {@code t}; {@code value} is {@code apply(t)}, often all that is needed. */
    public double derivative(double t, double value) {
      return switch (this) {
        case EXP -> value;
        case LOG -> 1 / t;
        case SQRT -> 0.5 / value;
        case ABS -> SIGN.apply(t);
        case SIGN, STEP -> 0;
        case SIN -> StrictMath.cos(t);
        case COS -> -StrictMath.sin(t);
        case TAN -> 1 + value * value;
        case SINH -> StrictMath.cosh(t);
        case COSH -> StrictMath.sinh(t);
        case TANH -> 1 - value * value;
        case SIGMOID -> value * sigmoid(-t); // 1 - value loses digits for large t
        case RELU -> STEP.apply(t);
      };
    }

    // exp of a positive number never occurs, so that large scores stay exact.
    private static double sigmoid(double t) {
      if (t >= 0) {
        return 1 / (1 + StrictMath.exp(-t));
      }
      double e = StrictMath.exp(t);
      return e / (1 + e);
    }
  }
}
