package handgrad.bench;

import handgrad.expr.Expr;
import handgrad.expr.Function;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A graph of one object a sum, product or ReLU, made once: the way small teaching libraries go. */
final class ObjectGraph {
  private abstract static class Value {
    double value;
    double gradient;

    void forward() {}

    void backward() {}
  }

  private static final class Leaf extends Value {}

  private static final class Sum extends Value {
    final Value a;
    final Value b;
    final double sign;

    Sum(Value a, Value b, double sign) {
      this.a = a;
      this.b = b;
      this.sign = sign;
    }

    @Override
    void forward() {
      value = a.value + sign * b.value;
    }

    @Override
    void backward() {
      a.gradient += gradient;
      b.gradient += sign * gradient;
    }
  }

  private static final class Product extends Value {
    final Value a;
    final Value b;

    Product(Value a, Value b) {
      this.a = a;
      this.b = b;
    }

    @Override
    void forward() {
      value = a.value * b.value;
    }

    @Override
    void backward() {
      a.gradient += b.value * gradient;
      b.gradient += a.value * gradient;
    }
  }

  private static final class Relu extends Value {
    final Value a;

    Relu(Value a) {
      this.a = a;
    }

    @Override
    void forward() {
      value = Math.max(a.value, 0);
    }

    @Override
    void backward() {
      a.gradient += a.value > 0 ? gradient : 0;
    }
  }

  private final List<Value> order = new ArrayList<>();
  private final Map<Expr, Value> known = new IdentityHashMap<>();
  private final Value[] values;

  /** The graph of an expression of sums, products and ReLUs, its variables set in order. */
  ObjectGraph(Expr expr, Map<String, Double> variables) {
    add(expr, variables);
    values = order.toArray(new Value[0]);
  }

  private Value add(Expr expr, Map<String, Double> variables) {
    Value old = known.get(expr);
    if (old != null) {
      return old;
    }
    Value value;
    if (expr instanceof Expr.Variable variable) {
      value = new Leaf();
      value.value = variables.get(variable.name());
    } else if (expr instanceof Expr.Plus sum) {
      value = new Sum(add(sum.left(), variables), add(sum.right(), variables), 1);
    } else if (expr instanceof Expr.Minus difference) {
      value = new Sum(add(difference.left(), variables), add(difference.right(), variables), -1);
    } else if (expr instanceof Expr.Mult product) {
      value = new Product(add(product.left(), variables), add(product.right(), variables));
    } else if (expr instanceof Expr.Elementwise relu
        && relu.function() == Function.Elementary.RELU) {
      value = new Relu(add(relu.operand(), variables));
    } else {
      throw new IllegalArgumentException("no object for " + expr.getClass().getSimpleName());
    }
    known.put(expr, value);
    order.add(value);
    return value;
  }

  double valueAndGradients() {
    for (Value value : values) {
      value.gradient = 0;
      value.forward();
    }
    Value root = values[values.length - 1];
    root.gradient = 1;
    for (int i = values.length - 1; i >= 0; i--) {
      values[i].backward();
    }
    return root.value + values[0].gradient;
  }

  double gradient(Expr node) {
    return known.get(node).gradient;
  }
}
