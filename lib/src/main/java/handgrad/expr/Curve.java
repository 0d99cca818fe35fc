package handgrad.expr;

import java.util.Map;

/** A {@link Function} ready to be evaluated: its value and derivative at a number. */
interface Curve {
  double apply(double t);

  /** The derivative at t; {@code value} is {@code apply(t)}. */
  double derivative(double t, double value);

  default boolean isRelu() {
    return false;
  }

  /** Binds a function's letter. */
  static Curve of(Function function, Map<String, Smooth> functions) {
    if (function instanceof Function.Elementary elementary) {
      return new Known(elementary);
    }
    Function.Named named = (Function.Named) function;
    Smooth smooth = functions.get(named.name());
    if (smooth == null) {
      throw new FormulaException("tape.no-function", named.name());
    }
    return new Bound(smooth, named.order());
  }

  /** A function that the grammar knows. */
  record Known(Function.Elementary function) implements Curve {
    @Override
    public double apply(double t) {
      return function.apply(t);
    }

    @Override
    public double derivative(double t, double value) {
      return function.derivative(t, value);
    }

    @Override
    public boolean isRelu() {
      return function == Function.Elementary.RELU;
    }
  }

  /** A derivative of a letter's function. */
  record Bound(Smooth function, int order) implements Curve {
    @Override
    public double apply(double t) {
      return function.derivative(order, t);
    }

    @Override
    public double derivative(double t, double value) {
      return function.derivative(order + 1, t);
    }
  }
}
