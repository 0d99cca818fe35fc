package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every kind of expression, on numbers and on matrices: its gradient is that of its values. */
class TapeKindsTest {
  private static final Expr.Member.Line ROW = Expr.Member.Line.ROW;
  private static final Expr A = variable("A", 3, 2);
  private static final Expr B = variable("B", 2, 3);
  private static final Expr C = variable("C", 3, 2);
  private static final Expr.Variable S = variable("S", 3, 3);
  private static final Expr BIG = variable("T", 6, 6);
  private static final Expr V = variable("v", 3, 1);
  private static final Expr W = variable("w", 3, 1);
  private static final Expr X = variable("x", 1, 1);
  private static final Expr Y = variable("y", 1, 1);
  private static final Expr P = new Expr.Plus(new Expr.Mult(S, S.transpose()), identity(3));

  private static Expr.Variable variable(String name, int rows, int columns) {
    return new Expr.Variable(name, Shape.of(rows, columns));
  }

  private static Expr identity(int n) {
    return new Expr.Identity(Size.of(n));
  }

  private static Expr f(Function function, Expr operand) {
    return new Expr.Elementwise(function, operand);
  }

  private static Expr column(String family, int rows, int columns) {
    return new Expr.Member(variable(family, rows, columns), Expr.Member.Line.COLUMN, "i");
  }

  private static Expr row(String family, int rows, int columns) {
    return new Expr.Member(variable(family, rows, columns), ROW, "i");
  }

  private static Expr indexed(Expr summand) {
    return new Expr.IndexedSum("i", null, summand);
  }

  private static Expr num(String digits) {
    return new Expr.Num(new BigDecimal(digits));
  }

  /** Expressions that between them hold every kind, with numbers, vectors and matrices inside. */
  static List<Expr> examples() {
    List<Expr> all =
        new ArrayList<>(
            List.of(
                A.plus(C),
                A.plus(X),
                X.minus(A),
                X.plus(Y),
                X.minus(Y),
                A.minus(C).negative(),
                X.negative(),
                A.mult(B),
                A.transpose().mult(C),
                A.mult(C.transpose()),
                B.transpose().mult(A.transpose()),
                S.mult(S),
                S.transpose().mult(S),
                S.mult(S.transpose()),
                S.transpose().mult(S.transpose()),
                V.transpose().mult(W),
                V.mult(W.transpose()),
                S.mult(V),
                V.transpose().mult(S),
                X.mult(A),
                A.mult(X),
                X.mult(X),
                A.transpose().mult(X),
                A.divide(X),
                X.divide(Y),
                new Expr.ElementMult(A, C),
                new Expr.ElementMult(A, A),
                new Expr.ElementMult(X, A),
                new Expr.ElementMult(X, Y),
                new Expr.ElementDivide(A, C),
                new Expr.ElementDivide(X, C),
                new Expr.ElementDivide(A, X),
                new Expr.ElementDivide(X, Y),
                new Expr.ElementPower(f(Function.Elementary.EXP, A), C),
                new Expr.ElementPower(A, num("3")),
                new Expr.ElementPower(f(Function.Elementary.EXP, X), A),
                new Expr.ElementPower(f(Function.Elementary.EXP, X), Y),
                new Expr.Power(X, num("2")),
                new Expr.Power(X, num("3")),
                new Expr.Power(X, num("5")),
                new Expr.Power(X, num("0")),
                new Expr.Power(X, num("2").negative()),
                new Expr.Power(f(Function.Elementary.EXP, X), num("0.5")),
                new Expr.Power(S, num("0")),
                new Expr.Power(S, num("1")),
                new Expr.Power(S, num("3")),
                new Expr.Power(S, num("6")),
                new Expr.Power(S, num("2").negative()),
                new Expr.Transpose(A),
                new Expr.Transpose(A).plus(B),
                new Expr.Transpose(X),
                new Expr.Inverse(S),
                new Expr.Inverse(S.transpose()),
                new Expr.Inverse(S).mult(new Expr.Inverse(S.transpose())),
                new Expr.Inverse(X),
                new Expr.Adjugate(S),
                new Expr.Adjugate(BIG),
                new Expr.Adjugate(X),
                new Expr.Cofactor(S),
                new Expr.Cofactor(BIG),
                new Expr.Cofactor(X),
                new Expr.Trace(S),
                new Expr.Trace(S.mult(S)),
                new Expr.Trace(A.mult(B)),
                new Expr.Trace(A.transpose().mult(C)),
                new Expr.Trace(A.mult(C.transpose())),
                new Expr.Trace(A.transpose().mult(B.transpose())),
                new Expr.Trace(X.mult(S)),
                new Expr.Trace(X),
                new Expr.Det(S),
                new Expr.Det(BIG),
                new Expr.Det(X),
                new Expr.LogDet(P),
                new Expr.LogDet(new Expr.ElementMult(X, X)),
                f(Function.Elementary.LOG, new Expr.Det(P)),
                f(Function.Elementary.LOG, f(Function.Elementary.ABS, new Expr.Det(S))),
                f(Function.Elementary.LOG, f(Function.Elementary.ABS, new Expr.Det(X))),
                new Expr.Sum(A),
                new Expr.Sum(X),
                new Expr.Diag(V),
                new Expr.Diag(V.transpose()),
                new Expr.Diag(S),
                new Expr.Diag(X),
                new Expr.Vec(A),
                new Expr.Vec(X),
                new Expr.Norm(Expr.Norm.Kind.ONE, A),
                new Expr.Norm(Expr.Norm.Kind.ONE, X),
                new Expr.Norm(Expr.Norm.Kind.TWO, A),
                new Expr.Norm(Expr.Norm.Kind.TWO, X),
                new Expr.Kron(A, B),
                new Expr.Kron(S, S),
                new Expr.Kron(X, A),
                new Expr.Kron(A, X),
                new Expr.Kron(X, Y),
                indexed(column("A", 3, 2)),
                indexed(column("A", 3, 2).transpose().mult(V)),
                indexed(row("A", 3, 2).transpose()).mult(X),
                indexed(row("v", 3, 1).mult(S)),
                indexed(f(Function.Elementary.EXP, row("v", 3, 1)).mult(row("S", 3, 3))),
                indexed(V.mult(column("S", 3, 3).transpose()).mult(S)),
                indexed(row("v", 3, 1).mult(X)).mult(Y),
                indexed(new Expr.Inverse(P).mult(row("S", 3, 3).transpose())),
                indexed(
                    new Expr.IndexedSum(
                        "j",
                        null,
                        f(
                            Function.Elementary.SIN,
                            row("S", 3, 3).mult(new Expr.Member(S, ROW, "j").transpose())))),
                new Expr.IndexedSum("i", Size.of(4), A.mult(X)),
                new Expr.Literal(2, 2, List.of(X, num("1"), Y, X.mult(Y))),
                new Expr.Literal(1, 1, List.of(X)),
                new Expr.Ones(Shape.of(2, 3)).mult(A),
                new Expr.Zeros(Shape.of(2, 3)).mult(A).plus(X),
                new Expr.Commutation(Size.of(3), Size.of(2)).mult(new Expr.Vec(A)),
                Expr.Constant.E.mult(X),
                new Expr.SizeNumber(Size.of(3)).mult(A),
                identity(3).mult(A),
                X));
    for (Function.Elementary function : Function.Elementary.values()) {
      boolean positive =
          function == Function.Elementary.LOG || function == Function.Elementary.SQRT;
      Expr small = num("0.5").mult(A); // far from the poles of tan
      all.add(f(function, positive ? new Expr.ElementMult(A, A).plus(num("1")) : small));
      all.add(f(function, positive ? X.mult(X).plus(num("1")) : num("0.5").mult(X)));
    }
    for (int order = 0; order < 3; order++) {
      all.add(f(new Function.Named("f", order), A));
      all.add(f(new Function.Named("f", order), X));
    }
    return all;
  }

  static Point point(Expr expr, long seed) {
    return Point.random(expr, java.util.Map.of(), seed).with("f", Smooth.TANH);
  }

  @Test
  void examplesHoldEveryKind() {
    Set<Class<?>> held = new LinkedHashSet<>();
    examples().forEach(expr -> collect(expr, held));
    Set<Class<?>> kinds = new LinkedHashSet<>();
    kinds(Expr.class, kinds);
    assertEquals(
        kinds.stream().map(Class::getSimpleName).sorted().toList(),
        held.stream().map(Class::getSimpleName).sorted().toList());
  }

  private static void collect(Expr expr, Set<Class<?>> held) {
    held.add(expr.getClass());
    expr.operands().forEach(operand -> collect(operand, held));
  }

  private static void kinds(Class<?> type, Set<Class<?>> kinds) {
    if (!type.isSealed()) {
      kinds.add(type);
      return;
    }
    for (Class<?> sub : type.getPermittedSubclasses()) {
      kinds(sub, kinds);
    }
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreThoseOfTheValues() {
    return examples().stream()
        .map(expr -> DynamicTest.dynamicTest(expr.toString(), () -> compare(expr)));
  }

  private static void compare(Expr expr) {
    Point point = point(expr, 1);
    // Squared, so that the gradient that enters differs from entry to entry.
    Expr scalar = new Expr.Sum(new Expr.ElementMult(expr, expr));
    for (String name : point.names()) {
      DMatrixRMaj x = point.matrix(name);
      DMatrixRMaj byTape = Tape.gradient(scalar, name, point);
      DMatrixRMaj byGraph = null;
      Tape graph = Tape.graph(scalar, point);
      for (Tape.Node node : graph.nodes()) {
        if (node.expr() instanceof Expr.Variable v && v.name().equals(name)) {
          byGraph = graph.gradient(node);
        }
      }
      for (int i = 0; i < x.getNumElements(); i++) {
        double h = 1e-5;
        DMatrixRMaj ahead = x.copy();
        ahead.data[i] += h;
        DMatrixRMaj behind = x.copy();
        behind.data[i] -= h;
        double numeric =
            (Tape.value(scalar, point.with(name, ahead))
                    - Tape.value(scalar, point.with(name, behind)))
                / (2 * h);
        double exact = byTape.data[i];
        assertTrue(
            Math.abs(exact - numeric) <= 1e-7 * Math.max(1, Math.abs(exact)),
            name + "[" + i + "]: " + exact + " and " + numeric);
        if (byGraph != null) {
          assertEquals(exact, byGraph.data[i], 1e-12 * Math.max(1, Math.abs(exact)));
        }
      }
    }
  }

  @Test
  void commutationSwapsTheStacking() {
    DMatrixRMaj left =
        Tape.output(
            new Expr.Commutation(Size.of(3), Size.of(2)).mult(new Expr.Vec(A)), point(A, 2));
    DMatrixRMaj right = Tape.output(new Expr.Vec(A.transpose()), point(A, 2));
    assertEquals(0, CommonOps_DDRM.elementMaxAbs(CommonOps_DDRM.subtract(left, right, null)));
  }
}
