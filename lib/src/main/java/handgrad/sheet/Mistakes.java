package handgrad.sheet;

import handgrad.check.Judgement.Slip;
import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Function.Elementary;
import handgrad.expr.Function.Named;
import handgrad.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The mistakes that a formula about a net invites: at every place of the right answer in turn a
 * derivative is forgotten or its function put in its stead, the name of another layer written, a
 * transpose or a number lost. Names of the item, {@code O1} and {@code D3}, are still names here.
 */
final class Mistakes {
  /** A mistake and the answer it leads to. */
  record Mistake(Slip slip, Expr answer) {}

  private final Declarations names;
  private final List<Mistake> all = new ArrayList<>();

  private Mistakes(Declarations names) {
    this.names = names;
  }

  /** All single mistakes in an answer, the commonest of one place first. */
  static List<Mistake> in(Expr answer, Declarations names) {
    Mistakes mistakes = new Mistakes(names);
    mistakes.whole(answer);
    mistakes.walk(answer, e -> e);
    return mistakes.all;
  }

  private void whole(Expr answer) {
    add("transposed", Message.of("place.net.transposed"), () -> new Expr.Transpose(answer));
    Expr linear = withoutFunctions(answer);
    add("inner", Message.of("place.net.inner-f"), () -> linear);
    for (int layer = 1; layer <= 3; layer++) {
      int last = layer;
      add("layer", Message.of("place.net.index"), () -> crossed(answer, "w" + last + "_"));
    }
    add("layer", Message.of("place.net.index"), () -> crossed(answer, "w"));
    if (answer instanceof Expr.Minus step && step.left() instanceof Expr.Variable) {
      add("other", Message.of("place.net.change-alone"), () -> step.right().negative());
      add("other", Message.of("place.net.change-alone"), step::right);
    }
  }

  private static Expr withoutFunctions(Expr e) {
    if (e.operands().isEmpty()) {
      return e;
    }
    Expr over = e.withOperands(e.operands().stream().map(Mistakes::withoutFunctions).toList());
    return over instanceof Expr.Elementwise f ? f.operand() : over;
  }

  // w1_12 for w1_21: the two indices of the weights of a layer exchanged.
  private Expr crossed(Expr e, String start) {
    if (e instanceof Expr.Variable v) {
      String other = v.name().replaceFirst("^(" + start + ".*)(\\d)(\\d)$", "$1$3$2");
      return names.contains(other) ? names.variable(other) : v;
    }
    return e.operands().isEmpty()
        ? e
        : e.withOperands(e.operands().stream().map(o -> crossed(o, start)).toList());
  }

  private void add(String kind, Message place, Supplier<Expr> answer) {
    try {
      all.add(new Mistake(new Slip(kind, place), answer.get()));
    } catch (FormulaException shapesDoNotFit) {
      // nobody can have written this
    }
  }

  private void walk(Expr e, UnaryOperator<Expr> around) {
    node(e, around);
    List<Expr> operands = e.operands();
    for (int i = 0; i < operands.size(); i++) {
      int place = i;
      walk(operands.get(i), part -> around.apply(e.withOperand(place, part)));
    }
  }

  private void node(Expr e, UnaryOperator<Expr> around) {
    if (e instanceof Expr.Minus minus) {
      boolean residual = minus.left().equals(name("yhat")) && minus.right().equals(name("y"));
      Message place = residual ? Message.of("place.net.residual") : at(e);
      add("sign", place, () -> around.apply(minus.right().minus(minus.left())));
      add("sign", at(minus.right()), () -> around.apply(minus.left().plus(minus.right())));
    }
    if (e instanceof Expr.Plus sum) {
      Message place = Message.of("answer.summand");
      add("sign", place, () -> around.apply(sum.left().minus(sum.right())));
      add("sign", place, () -> around.apply(sum.right().minus(sum.left())));
      add("term", place, () -> around.apply(sum.left()));
      add("term", place, () -> around.apply(sum.right()));
    }
    if (e instanceof Expr.ElementMult product) {
      entrywise(product, around);
    }
    if (e instanceof Expr.Mult product) {
      product(product, around);
    }
    if (e instanceof Expr.Divide part) {
      add("scale", Message.of("place.net.mean"), () -> around.apply(part.left()));
    }
    if (e instanceof Expr.Transpose t) {
      boolean weights = t.operand() instanceof Expr.Variable v && v.name().startsWith("W");
      Message place = weights ? Message.of("place.net.wt") : at(e);
      add("untransposed", place, () -> around.apply(t.operand()));
    }
    if (e instanceof Expr.Elementwise f) {
      function(f, around);
    }
    if (e instanceof Expr.Variable v) {
      others(v, around);
    }
  }

  private void entrywise(Expr.ElementMult product, UnaryOperator<Expr> around) {
    if (isDerivative(product.right())) {
      add("activation", at(product.right()), () -> around.apply(product.left()));
      add("incoming", Message.of("place.net.incoming"), () -> around.apply(product.right()));
    }
    Message place = Message.of("place.net.entrywise-lost");
    add("product", place, () -> around.apply(product.left().mult(product.right())));
    add("product", place, () -> around.apply(product.left().transpose().mult(product.right())));
    add("product", place, () -> around.apply(product.right().mult(product.left())));
  }

  private void product(Expr.Mult product, UnaryOperator<Expr> around) {
    Expr left = product.left();
    Expr right = product.right();
    if (left instanceof Expr.Num) {
      add("factor", Message.of("place.net.two"), () -> around.apply(right));
    }
    Message rate = Message.of("place.net.gamma-lost");
    if (left.equals(name("gamma"))) {
      add("factor", rate, () -> around.apply(right));
    }
    if (right.equals(name("gamma"))) {
      add("factor", rate, () -> around.apply(left));
    }
    if (!left.shape().isScalar() && !right.shape().isScalar()) {
      add("order", at(product), () -> around.apply(right.mult(left)));
    }
  }

  private void function(Expr.Elementwise f, UnaryOperator<Expr> around) {
    Expr h = f.operand();
    if (f.function() instanceof Named named && named.order() == 1) {
      Message place = Message.of("place.net.f-value");
      add("value", place, () -> around.apply(new Expr.Elementwise(value(named), h)));
    } else if (f.function() == Elementary.STEP) {
      Message place = Message.of("place.net.f-value");
      add("value", place, () -> around.apply(new Expr.Elementwise(Elementary.RELU, h)));
    } else {
      boolean outer = around.apply(h).equals(h);
      Message place = Message.of(outer ? "place.net.outer-f" : "place.net.inner-f");
      add(outer ? "outer" : "inner", place, () -> around.apply(h));
    }
  }

  private static Named value(Named derivative) {
    return new Named(derivative.name(), 0);
  }

  private static boolean isDerivative(Expr e) {
    return e instanceof Expr.Elementwise f
        && (f.function() == Elementary.STEP || f.function() instanceof Named n && n.order() == 1);
  }

  // The same letter with another number, or H and O, which have one shape.
  private void others(Expr.Variable v, UnaryOperator<Expr> around) {
    for (Expr.Variable other : names.variables()) {
      boolean apart = !other.name().equals(v.name()) && other.shape().equals(v.shape());
      String key = apart ? LAYERS.get(letter(v) + letter(other)) : null;
      if (key != null) {
        add("layer", Message.of("place.net." + key), () -> around.apply(other));
      }
    }
  }

  private static final Map<String, String> LAYERS =
      Map.of(
          "WW", "weights-swapped",
          "OO", "output-swapped",
          "HH", "sum-swapped",
          "OH", "before-relu",
          "HO", "after-f",
          "XO", "output-swapped",
          "OX", "output-swapped",
          "DD", "gradient-swapped",
          "ww", "index");

  private static String letter(Expr.Variable v) {
    return v.name().substring(0, 1).replace('h', 'H');
  }

  private Expr name(String name) {
    return names.contains(name) ? names.variable(name) : null;
  }

  private static Message at(Expr e) {
    return Message.of("answer.at", Ascii.print(e));
  }
}
