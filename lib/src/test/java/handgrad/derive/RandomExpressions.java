package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Function;
import handgrad.expr.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Random expressions of every kind, the same for the same seed. */
final class RandomExpressions {
  static final List<Expr.Variable> NAMES =
      List.of(
          new Expr.Variable("s", Shape.SCALAR),
          new Expr.Variable("t", Shape.SCALAR),
          new Expr.Variable("x", Shape.of(3, 1)),
          new Expr.Variable("y", Shape.of(2, 1)),
          new Expr.Variable("X", Shape.of(3, 3)),
          new Expr.Variable("A", Shape.of(3, 3)),
          new Expr.Variable("B", Shape.of(2, 3)),
          new Expr.Variable("C", Shape.of(2, 2)));

  /** What runs in sums over an index: two columns, two rows and two numbers. */
  private static final List<Expr.Member> MEMBERS =
      List.of(
          new Expr.Member(new Expr.Variable("c", Shape.of(3, 2)), Expr.Member.Line.COLUMN, "i"),
          new Expr.Member(new Expr.Variable("r", Shape.of(2, 2)), Expr.Member.Line.ROW, "i"),
          new Expr.Member(new Expr.Variable("z", Shape.of(2, 1)), Expr.Member.Line.ROW, "i"));

  private static final int[] SIZES = {1, 2, 3};

  private final Random random;
  private final Deque<String> running = new ArrayDeque<>();

  RandomExpressions(long seed) {
    random = new Random(seed);
  }

  Expr next(int depth) {
    return next(random.nextInt(4) > 0 ? Shape.SCALAR : shape(), depth);
  }

  private Shape shape() {
    return Shape.of(size(), size());
  }

  private int size() {
    return SIZES[random.nextInt(SIZES.length)];
  }

  Expr.Variable name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private Expr next(Shape shape, int depth) {
    if (depth <= 1) {
      return leaf(shape);
    }
    for (int i = 0; i < 50; i++) {
      Expr e = operation(shape, depth - 1, random.nextInt(31));
      if (e != null) {
        return e;
      }
    }
    return leaf(shape);
  }

  private Expr leaf(Shape shape) {
    List<Expr> fitting = new ArrayList<>();
    for (Expr.Variable v : NAMES) {
      if (v.shape().equals(shape)) {
        fitting.add(v);
        fitting.add(v);
        fitting.add(v);
      } else if (v.shape().transpose().equals(shape)) {
        fitting.add(new Expr.Transpose(v));
        fitting.add(new Expr.Transpose(v));
      }
    }
    for (Expr.Member member : MEMBERS) {
      for (String index : running) {
        Expr one = new Expr.Member(member.family(), member.line(), index);
        if (one.shape().equals(shape)) {
          fitting.addAll(List.of(one, one, one));
        } else if (one.shape().transpose().equals(shape)) {
          fitting.addAll(List.of(new Expr.Transpose(one), new Expr.Transpose(one)));
        }
      }
    }
    if (shape.isScalar()) {
      fitting.add(new Expr.Num(1 + random.nextInt(3)));
      fitting.add(random.nextBoolean() ? Expr.Constant.PI : Expr.Constant.E);
      fitting.add(new Expr.SizeNumber(handgrad.expr.Size.of(3)));
    } else {
      fitting.add(new Expr.Ones(shape));
      if (random.nextInt(3) == 0) {
        fitting.add(new Expr.Zeros(shape));
      }
      if (shape.isSquare()) {
        fitting.add(new Expr.Identity(shape.rows()));
      }
      fitting.add(literal(shape));
    }
    return fitting.get(random.nextInt(fitting.size()));
  }

  private Expr literal(Shape shape) {
    int rows = rows(shape);
    int columns = columns(shape);
    List<Expr> entries = new ArrayList<>();
    for (int i = 0; i < rows * columns; i++) {
      entries.add(random.nextInt(4) == 0 ? leaf(Shape.SCALAR) : new Expr.Num(random.nextInt(3)));
    }
    return new Expr.Literal(rows, columns, entries);
  }

  private static int rows(Shape shape) {
    return shape.rows().factor();
  }

  private static int columns(Shape shape) {
    return shape.columns().factor();
  }

  private Expr operation(Shape shape, int depth, int kind) {
    boolean number = shape.isScalar();
    int n = size();
    switch (kind) {
      case 0:
        return new Expr.Plus(next(shape, depth), next(partner(shape), depth));
      case 1:
        return new Expr.Minus(next(shape, depth), next(partner(shape), depth));
      case 2, 3, 4:
        return new Expr.Mult(
            next(Shape.of(rows(shape), n), depth), next(Shape.of(n, columns(shape)), depth));
      case 5:
        return new Expr.Mult(next(Shape.SCALAR, depth), next(shape, depth));
      case 6:
        return new Expr.Divide(next(shape, depth), positive(Shape.SCALAR, depth));
      case 7:
        return new Expr.Negate(next(shape, depth));
      case 8:
        return new Expr.Transpose(next(shape.transpose(), depth));
      case 9:
        return number ? new Expr.Trace(next(square(), depth)) : null;
      case 10:
        return number ? new Expr.Det(next(square(), depth)) : null;
      case 11:
        return number ? new Expr.LogDet(definite(depth)) : null;
      case 12:
        return number ? new Expr.Sum(next(shape(), depth)) : null;
      case 13:
        return number ? norm(depth) : null;
      case 14:
        if (number) {
          return new Expr.Trace(new Expr.Inverse(definite(depth)));
        }
        return shape.isSquare() ? new Expr.Inverse(next(shape, depth)) : null;
      case 15:
        return shape.isSquare() && !number ? new Expr.Adjugate(next(shape, depth)) : null;
      case 16:
        return shape.isSquare() && !number ? new Expr.Cofactor(next(shape, depth)) : null;
      case 17:
        return diagonal(shape, depth);
      case 18:
        return vec(shape, depth);
      case 19:
        return new Expr.ElementMult(next(shape, depth), next(partner(shape), depth));
      case 20:
        return new Expr.ElementDivide(next(shape, depth), positive(partner(shape), depth));
      case 21:
        return new Expr.ElementPower(positive(shape, depth), new Expr.Num(1 + random.nextInt(3)));
      case 22, 23:
        return function(shape, depth);
      case 24:
        return power(shape, depth);
      case 25, 26:
        return kron(shape, depth);
      case 29, 30:
        return running.size() < 2 ? indexedSum(shape, depth) : null;
      case 27:
        return literalOf(shape, depth);
      default:
        return commutation(shape, depth);
    }
  }

  private Expr indexedSum(Shape shape, int depth) {
    String index = running.isEmpty() ? "i" : "j";
    running.push(index);
    Expr summand = next(shape, depth);
    running.pop();
    return new Expr.IndexedSum(index, handgrad.expr.Size.of(2), summand);
  }

  private Shape partner(Shape shape) {
    return random.nextInt(5) == 0 ? Shape.SCALAR : shape;
  }

  private Shape square() {
    int n = 2 + random.nextInt(2);
    return Shape.of(n, n);
  }

  private Expr positive(Shape shape, int depth) {
    Expr e = next(shape, Math.max(1, depth - 1));
    Expr two = Expr.Num.TWO;
    return Expr.Num.ONE.plus(
        shape.isScalar() ? new Expr.Power(e, two) : new Expr.ElementPower(e, two));
  }

  private Expr definite(int depth) {
    Shape shape = square();
    Expr e = next(shape, Math.max(1, depth - 2));
    return new Expr.Plus(new Expr.Mult(new Expr.Transpose(e), e), new Expr.Identity(shape.rows()));
  }

  private Expr norm(int depth) {
    Expr.Norm.Kind kind = random.nextBoolean() ? Expr.Norm.Kind.ONE : Expr.Norm.Kind.TWO;
    Expr norm = new Expr.Norm(kind, next(shape(), depth));
    return kind == Expr.Norm.Kind.TWO && random.nextBoolean()
        ? new Expr.Power(norm, Expr.Num.TWO)
        : norm;
  }

  private Expr diagonal(Shape shape, int depth) {
    if (shape.isColumn()) {
      return new Expr.Diag(next(Shape.of(rows(shape), rows(shape)), depth));
    }
    if (shape.isSquare() && !shape.isScalar()) {
      int n = rows(shape);
      return new Expr.Diag(next(random.nextBoolean() ? Shape.of(n, 1) : Shape.of(1, n), depth));
    }
    return null;
  }

  private Expr vec(Shape shape, int depth) {
    if (shape.isColumn()) {
      int n = rows(shape);
      return new Expr.Vec(next(random.nextBoolean() ? Shape.of(1, n) : Shape.of(n, 1), depth));
    }
    Shape inner = shape();
    Expr product =
        new Expr.Mult(
            new Expr.Transpose(new Expr.Vec(next(inner, depth))), new Expr.Vec(next(inner, depth)));
    return shape.isScalar() ? product : null;
  }

  private Expr function(Shape shape, int depth) {
    if (random.nextInt(5) == 0) {
      return new Expr.Elementwise(new Function.Named("f", random.nextInt(2)), next(shape, depth));
    }
    Function.Elementary[] all = Function.Elementary.values();
    Function.Elementary f = all[random.nextInt(all.length)];
    boolean half = f == Function.Elementary.LOG || f == Function.Elementary.SQRT;
    return new Expr.Elementwise(f, half ? positive(shape, depth) : next(shape, depth));
  }

  private Expr power(Shape shape, int depth) {
    if (shape.isScalar()) {
      return random.nextInt(3) == 0
          ? new Expr.Power(positive(shape, depth), next(shape, Math.min(2, depth)))
          : new Expr.Power(positive(shape, depth), new Expr.Num(random.nextInt(4)));
    }
    return shape.isSquare()
        ? new Expr.Power(next(shape, depth), new Expr.Num(1 + random.nextInt(3)))
        : null;
  }

  private Expr kron(Shape shape, int depth) {
    int m = rows(shape);
    int n = columns(shape);
    boolean turn = random.nextBoolean();
    Shape left = Shape.of(turn ? m : 1, n);
    Shape right = Shape.of(turn ? 1 : m, 1);
    if (shape.isScalar() && random.nextBoolean()) {
      Expr inner = new Expr.Kron(next(square(), depth - 1), next(square(), depth - 1));
      return random.nextBoolean() ? new Expr.Trace(inner) : new Expr.Sum(inner);
    }
    return new Expr.Kron(next(left, depth), next(right, depth));
  }

  private Expr literalOf(Shape shape, int depth) {
    int count = rows(shape) * columns(shape);
    List<Expr> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(
          random.nextBoolean() ? leaf(Shape.SCALAR) : next(Shape.SCALAR, Math.min(2, depth)));
    }
    return new Expr.Literal(rows(shape), columns(shape), entries);
  }

  private Expr commutation(Shape shape, int depth) {
    Shape inner = Shape.of(2, 3);
    Expr moved =
        new Expr.Mult(
            new Expr.Commutation(inner.rows(), inner.columns()),
            new Expr.Vec(next(inner, depth - 1)));
    Expr number =
        new Expr.Mult(
            new Expr.Transpose(moved),
            new Expr.Vec(next(inner.transpose(), Math.max(1, depth - 1))));
    return shape.isScalar() ? number : null;
  }
}
