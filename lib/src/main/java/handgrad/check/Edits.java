package handgrad.check;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Function;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The single changes that would repair a wrong answer: every place of the answer in turn loses or
 * gains a transpose, a sign, a factor, … An edit that makes the answer right names the slip.
 */
final class Edits {
  private static final int LONGEST_CHAIN = 5;

  // Functions that are no activation of a layer.
  private static final Set<Function> PLAIN =
      Set.of(Function.Elementary.EXP, Function.Elementary.LOG, Function.Elementary.SQRT);

  /** An answer with one place changed, and the slip that this change undoes. */
  record Edit(SlipKind kind, Judgement.Slip slip, Expr answer) {}

  private final Collection<Expr.Variable> names;
  private final List<Expr> numbers;
  private final List<Edit> edits = new ArrayList<>();

  private Edits(Collection<Expr.Variable> names, List<Expr> numbers) {
    this.names = names;
    this.numbers = numbers;
  }

  /**
   * All single changes of an answer.
   *
   * @param names what may stand in the place of a name
   * @param numbers what a term may lack as a factor
   */
  static List<Edit> of(Expr answer, Collection<Expr.Variable> names, List<Expr> numbers) {
    Edits edits = new Edits(names, numbers);
    edits.walk(answer, e -> e, true);
    edits.everywhere(answer);
    return edits.edits;
  }

  // X' for X, or inv(X) for inv(X)', wherever it stands.
  private void everywhere(Expr answer) {
    Set<Expr> seen = new LinkedHashSet<>();
    collect(answer, seen);
    for (Expr part : seen) {
      boolean turned = part instanceof Expr.Transpose;
      Expr bare = turned ? ((Expr.Transpose) part).operand() : part;
      boolean inverse = bare instanceof Expr.Inverse;
      if (inverse || bare instanceof Expr.Variable && bare.shape().isSquare()) {
        SlipKind kind = inverse ? SlipKind.INVERSE_TRANSPOSE : SlipKind.UNTRANSPOSED;
        Expr other = turned ? bare : new Expr.Transpose(part);
        attempt(kind, part, e -> e, () -> Trees.replace(answer, part, other));
      }
    }
  }

  private static void collect(Expr e, Set<Expr> seen) {
    if (!e.shape().isScalar()) {
      seen.add(e);
    }
    e.operands().forEach(o -> collect(o, seen));
  }

  private interface Context {
    Expr around(Expr part);
  }

  // A term may lack a number, lambda or 1/n, or have one too many.
  private void scales(Expr e, Context context) {
    for (Expr number : numbers) {
      attempt(SlipKind.SCALE, e, context, () -> new Expr.Mult(number, e));
      attempt(SlipKind.SCALE, e, context, () -> new Expr.Divide(e, number));
    }
  }

  private void add(SlipKind kind, Expr part, Context context, Expr changed) {
    try {
      edits.add(new Edit(kind, kind.at("at", text(part)), context.around(changed)));
    } catch (FormulaException shapesDoNotFit) {
      // such a change cannot be what was meant
    }
  }

  private void attempt(SlipKind kind, Expr part, Context context, Supplier<Expr> changed) {
    try {
      add(kind, part, context, changed.get());
    } catch (FormulaException shapesDoNotFit) {
      // such a change cannot be what was meant
    }
  }

  private static String text(Expr e) {
    return Ascii.print(e);
  }

  private void walk(Expr e, Context context, boolean root) {
    node(e, context, root);
    List<Expr> operands = e.operands();
    for (int i = 0; i < operands.size(); i++) {
      int place = i;
      walk(operands.get(i), part -> context.around(e.withOperand(place, part)), false);
    }
  }

  private void node(Expr e, Context context, boolean root) {
    boolean matrix = !e.shape().isScalar();
    if (e instanceof Expr.Adjugate a) {
      add(SlipKind.COFACTOR, e, context, new Expr.Cofactor(a.operand()));
    }
    if (e instanceof Expr.Cofactor c) {
      add(SlipKind.COFACTOR, e, context, new Expr.Adjugate(c.operand()));
    }
    if (matrix && !(e instanceof Expr.Identity)) {
      transposes(e, context, root);
    }
    if (e instanceof Expr.Mult mult && matrix) {
      products(mult, context);
    }
    if (e instanceof Expr.Kron kron) {
      attempt(SlipKind.ORDER, e, context, () -> new Expr.Kron(kron.right(), kron.left()));
    }
    if (e instanceof Expr.ElementMult mult) {
      attempt(SlipKind.ELEMENTWISE, e, context, () -> new Expr.Mult(mult.left(), mult.right()));
      attempt(
          SlipKind.ELEMENTWISE,
          e,
          context,
          () -> new Expr.Mult(new Expr.Transpose(mult.left()), mult.right()));
    }
    if (e instanceof Expr.ElementPower p) {
      attempt(SlipKind.ELEMENTWISE, e, context, () -> new Expr.Power(p.left(), p.right()));
    }
    if (e instanceof Expr.Plus || e instanceof Expr.Minus) {
      sums((Expr.Binary) e, context);
      for (Expr term : e.operands()) {
        int place = e.operands().indexOf(term);
        scales(term, part -> context.around(e.withOperand(place, part)));
      }
    }
    if (e instanceof Expr.Negate n) {
      add(SlipKind.SIGN, e, context, n.operand());
    } else if (!root) {
      add(SlipKind.SIGN, e, context, new Expr.Negate(e));
    }
    if (e instanceof Expr.Elementwise f) {
      functions(f, context);
    }
    if (e instanceof Expr.Num num) {
      numbers(num, context);
    }
    if (e instanceof Expr.Variable v) {
      variables(v, context);
    }
    if (e instanceof Expr.Identity i) {
      add(SlipKind.IDENTITY, e, context, new Expr.Ones(i.shape()));
    }
  }

  private void transposes(Expr e, Context context, boolean root) {
    boolean inverse =
        e instanceof Expr.Inverse
            || e instanceof Expr.Transpose t && t.operand() instanceof Expr.Inverse
            || e instanceof Expr.Power p && p.right() instanceof Expr.Negate;
    SlipKind kind =
        root && !inverse
            ? SlipKind.TRANSPOSED
            : inverse ? SlipKind.INVERSE_TRANSPOSE : SlipKind.UNTRANSPOSED;
    if (e instanceof Expr.Transpose t) {
      add(kind, e, context, t.operand());
    } else {
      add(kind, e, context, new Expr.Transpose(e));
    }
  }

  private void products(Expr.Mult mult, Context context) {
    attempt(
        SlipKind.ELEMENTWISE, mult, context, () -> new Expr.ElementMult(mult.left(), mult.right()));
    List<Expr> factors = new ArrayList<>();
    factors(mult, factors);
    if (factors.size() <= LONGEST_CHAIN) {
      permute(
          factors,
          0,
          (order, product) -> {
            if (!order.equals(factors)) {
              add(SlipKind.ORDER, mult, context, product);
            }
          });
    }
  }

  private static void factors(Expr e, List<Expr> factors) {
    if (e instanceof Expr.Mult m && !e.shape().isScalar()) {
      factors(m.left(), factors);
      factors(m.right(), factors);
    } else if (e instanceof Expr.Power p && !e.shape().isScalar() && isSquare(p.right())) {
      boolean inverse = p.right() instanceof Expr.Negate;
      Expr factor = inverse ? new Expr.Inverse(p.left()) : p.left();
      factors.add(factor);
      factors.add(factor);
    } else {
      factors.add(e);
    }
  }

  private static boolean isSquare(Expr exponent) {
    return exponent.equals(Expr.Num.TWO) || exponent.equals(new Expr.Negate(Expr.Num.TWO));
  }

  private static void permute(List<Expr> factors, int from, BiConsumer<List<Expr>, Expr> use) {
    List<Expr> order = new ArrayList<>(factors);
    permute(order, from, order.size(), use);
  }

  private static void permute(List<Expr> order, int from, int n, BiConsumer<List<Expr>, Expr> use) {
    if (from == n) {
      try {
        Expr product = order.get(0);
        for (int i = 1; i < n; i++) {
          product = new Expr.Mult(product, order.get(i));
        }
        use.accept(List.copyOf(order), product);
      } catch (FormulaException shapesDoNotFit) {
        return;
      }
      return;
    }
    for (int i = from; i < n; i++) {
      Collections.swap(order, from, i);
      permute(order, from + 1, n, use);
      Collections.swap(order, from, i);
    }
  }

  // 2*X'*X + 2*lam  where 2*lam*I is meant.
  private void sums(Expr.Binary sum, Context context) {
    boolean leftIsNumber = sum.left().shape().isScalar();
    boolean rightIsNumber = sum.right().shape().isScalar();
    if (leftIsNumber != rightIsNumber && sum.shape().isSquare()) {
      Expr number = leftIsNumber ? sum.left() : sum.right();
      Expr identity = new Expr.Mult(number, new Expr.Identity(sum.shape().rows()));
      add(
          SlipKind.IDENTITY,
          number,
          context,
          sum.withOperands(
              leftIsNumber ? List.of(identity, sum.right()) : List.of(sum.left(), identity)));
    }
    Expr flipped =
        sum instanceof Expr.Plus
            ? new Expr.Minus(sum.left(), sum.right())
            : new Expr.Plus(sum.left(), sum.right());
    add(SlipKind.SIGN, sum.right(), context, flipped);
  }

  private void functions(Expr.Elementwise f, Context context) {
    if (f.function() instanceof Function.Named named) {
      add(SlipKind.ACTIVATION, f, context, new Expr.Elementwise(named.derivative(), f.operand()));
      if (named.order() > 0) {
        add(
            SlipKind.ACTIVATION,
            f,
            context,
            new Expr.Elementwise(new Function.Named(named.name(), named.order() - 1), f.operand()));
      }
      return;
    }
    SlipKind kind = PLAIN.contains(f.function()) ? SlipKind.OUTER : SlipKind.ACTIVATION;
    for (Function.Elementary other : Function.Elementary.values()) {
      if (other != f.function()) {
        add(kind, f, context, new Expr.Elementwise(other, f.operand()));
      }
    }
    if (kind == SlipKind.OUTER) {
      add(kind, f, context, f.operand());
    }
  }

  private void numbers(Expr.Num num, Context context) {
    for (long other = 0; other <= 4; other++) {
      Expr.Num changed = new Expr.Num(other);
      if (!changed.equals(num)) {
        add(other == 0 ? SlipKind.OTHER : SlipKind.FACTOR, num, context, changed);
      }
    }
    for (Expr.Variable v : names) {
      if (v.shape().isScalar()) {
        add(SlipKind.SCALE, num, context, v);
      }
    }
  }

  private void variables(Expr.Variable v, Context context) {
    if (v.shape().isScalar()) {
      add(SlipKind.SCALE, v, context, Expr.Num.ONE);
      add(SlipKind.SCALE, v, context, new Expr.Mult(v, v));
    }
    for (Expr.Variable other : names) {
      if (!other.name().equals(v.name())) {
        boolean index = letters(other.name()).equals(letters(v.name()));
        add(index ? SlipKind.LAYER : SlipKind.OTHER, v, context, other);
      }
    }
  }

  private static String letters(String name) {
    return name.replaceAll("[0-9_{}^()]", "");
  }
}
