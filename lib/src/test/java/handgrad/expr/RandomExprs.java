package handgrad.expr;

import handgrad.expr.Function.Elementary;
import handgrad.expr.Function.Named;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Expressions drawn at random over every kind, always of the shape asked for. */
final class RandomExprs {
  static final Declarations NAMES =
      Declarations.parse(
          "A: m×n; B: m×n; P: n×n; Q: m×m; X: n×m; u: m×1; v: n×1; W1: n×n; w1_11: 1×1; yhat: m×1;"
              + "lambda: 1×1; s: 1×1; t: 1×1; f: function; g: function;"
              + "c_i: m×1; r_i: 1×m; z_i: 1×1; i: 1..n");

  private static final Size[] SIZES = {Size.of("m"), Size.of("n"), Size.ONE};

  private final Random random;
  private final Deque<String> running = new ArrayDeque<>();

  RandomExprs(long seed) {
    random = new Random(seed);
  }

  Expr next(int depth) {
    return of(new Shape(size(), size()), depth);
  }

  private Size size() {
    return SIZES[random.nextInt(3)];
  }

  private Expr of(Shape shape, int depth) {
    if (depth == 0) {
      return leaf(shape);
    }
    if (shape.isScalar() && random.nextInt(3) == 0) {
      return number(depth - 1);
    }
    if (shape.isSquare() && !shape.isScalar() && random.nextInt(3) == 0) {
      return square(shape, depth - 1);
    }
    return any(shape, depth - 1);
  }

  private Expr number(int depth) {
    Size n = SIZES[random.nextInt(2)];
    Shape square = new Shape(n, n);
    Shape some = new Shape(size(), size());
    return switch (random.nextInt(9)) {
      case 0 -> new Expr.Trace(of(square, depth));
      case 1 -> new Expr.Det(of(square, depth));
      case 2 -> new Expr.LogDet(of(square, depth));
      case 3 -> new Expr.Sum(of(some, depth));
      case 4 -> new Expr.Norm(Expr.Norm.Kind.ONE, of(some, depth));
      case 5 -> new Expr.Norm(Expr.Norm.Kind.TWO, of(some, depth));
      case 6 -> new Expr.Power(of(Shape.SCALAR, depth), of(Shape.SCALAR, depth));
      case 7 -> new Expr.Inverse(of(Shape.SCALAR, depth));
      default -> new Expr.Divide(of(Shape.SCALAR, depth), of(Shape.SCALAR, depth));
    };
  }

  private Expr square(Shape shape, int depth) {
    Shape column = new Shape(shape.rows(), Size.ONE);
    return switch (random.nextInt(6)) {
      case 0 -> new Expr.Inverse(of(shape, depth));
      case 1 -> new Expr.Adjugate(of(shape, depth));
      case 2 -> new Expr.Cofactor(of(shape, depth));
      case 3 -> new Expr.Diag(of(column, depth));
      case 4 -> new Expr.Power(of(shape, depth), whole());
      default -> new Expr.Plus(of(shape, depth), new Expr.Identity(shape.rows()));
    };
  }

  private Expr whole() {
    Expr number = new Expr.Num(random.nextInt(3));
    return random.nextBoolean() ? number : new Expr.Negate(number);
  }

  private Expr any(Shape shape, int depth) {
    Size inner = size();
    return switch (random.nextInt(running.size() < 2 ? 15 : 14)) {
      case 14 -> indexedSum(shape, depth);
      case 0 -> new Expr.Plus(of(shape, depth), of(shape, depth));
      case 1 -> new Expr.Minus(of(Shape.SCALAR, depth), of(shape, depth));
      case 2, 3, 4 ->
          new Expr.Mult(
              of(new Shape(shape.rows(), inner), depth),
              of(new Shape(inner, shape.columns()), depth));
      case 5 -> new Expr.Mult(of(Shape.SCALAR, depth), of(shape, depth));
      case 6 -> new Expr.Divide(of(shape, depth), of(Shape.SCALAR, depth));
      case 7 -> new Expr.ElementMult(of(shape, depth), of(shape, depth));
      case 8 -> new Expr.ElementDivide(of(shape, depth), of(Shape.SCALAR, depth));
      case 9 -> new Expr.ElementPower(of(shape, depth), of(Shape.SCALAR, depth));
      case 10 -> new Expr.Transpose(of(shape.transpose(), depth));
      case 11 -> new Expr.Negate(of(shape, depth));
      case 12 -> product(shape, depth);
      default -> new Expr.Elementwise(function(), of(shape, depth));
    };
  }

  private Expr indexedSum(Shape shape, int depth) {
    String index = running.contains("i") ? "j" : "i";
    running.push(index);
    Expr summand = of(shape, depth);
    running.pop();
    return new Expr.IndexedSum(index, SIZES[1], summand);
  }

  // kron(a, B), and vec and comm where a column of length mn is contracted.
  private Expr product(Shape shape, int depth) {
    Size m = SIZES[0];
    Size n = SIZES[1];
    Expr vec = new Expr.Mult(new Expr.Commutation(m, n), new Expr.Vec(of(new Shape(m, n), depth)));
    Expr row = new Expr.Transpose(new Expr.Vec(of(new Shape(n, m), depth)));
    return random.nextInt(3) == 0
        ? new Expr.Mult(new Expr.Mult(row, vec), of(shape, depth))
        : new Expr.Kron(
            of(new Shape(shape.rows(), Size.ONE), depth),
            of(new Shape(Size.ONE, shape.columns()), depth));
  }

  private Function function() {
    Elementary[] known = Elementary.values();
    int k = random.nextInt(known.length + 4);
    return k < known.length ? known[k] : new Named(k % 2 == 0 ? "f" : "g", random.nextInt(3));
  }

  private Expr leaf(Shape shape) {
    List<Expr> leaves = new ArrayList<>();
    for (Expr.Variable variable : NAMES.variables()) {
      if (variable.shape().equals(shape)) {
        leaves.add(variable);
      }
    }
    for (String index : running) {
      for (String family : List.of("c", "r", "z")) {
        Expr member = NAMES.member(family, index);
        if (member.shape().equals(shape)) {
          leaves.add(member);
          leaves.add(member);
        }
      }
    }
    if (shape.isScalar()) {
      leaves.add(new Expr.Num(random.nextInt(12)));
      leaves.add(new Expr.Num(BigDecimal.valueOf(random.nextInt(1000), 2)));
      leaves.add(Expr.Constant.E);
      leaves.add(Expr.Constant.PI);
      leaves.add(new Expr.SizeNumber(SIZES[random.nextInt(2)]));
      leaves.add(new Expr.Mult(literal(1, 2), literal(2, 1)));
    } else {
      leaves.add(new Expr.Ones(shape));
      leaves.add(new Expr.Zeros(shape));
      if (shape.isSquare()) {
        leaves.add(new Expr.Identity(shape.rows()));
      }
    }
    return leaves.get(random.nextInt(leaves.size()));
  }

  private Expr literal(int rows, int columns) {
    List<Expr> entries = new ArrayList<>();
    for (int i = 0; i < rows * columns; i++) {
      entries.add(entry());
    }
    return new Expr.Literal(rows, columns, entries);
  }

  private Expr entry() {
    Expr number = new Expr.Num(random.nextInt(12));
    Expr letter = NAMES.variable("s");
    return switch (random.nextInt(5)) {
      case 0 -> new Expr.Negate(number);
      case 1 -> new Expr.Minus(letter, number);
      case 2 -> new Expr.Negate(letter);
      case 3 -> new Expr.Mult(number, letter);
      default -> number;
    };
  }
}
