package handgrad.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * The identities {@code I} of a formula whose size is not written: each gets a size of its own,
 * {@code ?1}, until a sum or a product beside it tells which it is.
 */
final class Identities {
  private final List<Integer> starts = new ArrayList<>();

  /** An identity of open size, typed at {@code start}. */
  Expr next(int start) {
    starts.add(start);
    return new Expr.Identity(Size.of("?" + starts.size()));
  }

  /** A product; an open size is fitted to its neighbour first. */
  Expr mult(Expr left, Expr right) {
    if (starts.isEmpty() || left.shape().isScalar() || right.shape().isScalar()) {
      return new Expr.Mult(left, right);
    }
    Expr a = fitted(left, left.shape().columns(), right.shape().rows());
    Expr b = fitted(right, right.shape().rows(), a.shape().columns());
    return new Expr.Mult(a, b);
  }

  /** Whether an identity of open size stands before a row: {@code I x'x} means {@code I (x'x)}. */
  boolean meetsRow(Expr left, Expr right) {
    return !left.shape().isScalar()
        && !right.shape().isScalar()
        && openSymbol(left.shape().columns()) != null
        && right.shape().rows().isOne();
  }

  /** A sum or an entrywise product; open sizes are fitted first. */
  Expr entrywise(Expr left, Expr right, BinaryOperator<Expr> made) {
    if (starts.isEmpty() || left.shape().isScalar() || right.shape().isScalar()) {
      return made.apply(left, right);
    }
    Expr a = fitted(left, left.shape().rows(), right.shape().rows());
    a = fitted(a, a.shape().columns(), right.shape().columns());
    Expr b = fitted(right, right.shape().rows(), a.shape().rows());
    b = fitted(b, b.shape().columns(), a.shape().columns());
    return made.apply(a, b);
  }

  /** A formula whose open sizes are fitted to its expected shape, where there is one. */
  Expr fitted(Expr expr, Shape expected) {
    if (starts.isEmpty() || expected == null) {
      return expr;
    }
    Expr rows = fitted(expr, expr.shape().rows(), expected.rows());
    return fitted(rows, rows.shape().columns(), expected.columns());
  }

  /** Where the first identity whose size stays open was typed, or −1. */
  int open(Expr expr) {
    if (starts.isEmpty()) {
      return -1;
    }
    if (expr instanceof Expr.Identity identity) {
      String open = openSymbol(identity.size());
      return open == null ? -1 : starts.get(Integer.parseInt(open.substring(1)) - 1);
    }
    for (Expr operand : expr.operands()) {
      int start = open(operand);
      if (start >= 0) {
        return start;
      }
    }
    return -1;
  }

  // Solves size = known for the one open letter of size: ?1*m = n*m gives ?1 = n.
  private static Expr fitted(Expr expr, Size size, Size known) {
    String open = openSymbol(size);
    if (open == null || size.equals(known) || known.symbols().contains(open)) {
      return expr;
    }
    List<String> rest = new ArrayList<>(known.symbols());
    List<String> others = new ArrayList<>(size.symbols());
    others.remove(open);
    for (String symbol : others) {
      if (!rest.remove(symbol)) {
        return expr;
      }
    }
    boolean divides = known.factor() % size.factor() == 0;
    return divides ? replaced(expr, open, new Size(known.factor() / size.factor(), rest)) : expr;
  }

  private static String openSymbol(Size size) {
    for (String symbol : size.symbols()) {
      if (symbol.startsWith("?")) {
        return symbol;
      }
    }
    return null;
  }

  private static Expr replaced(Expr expr, String open, Size known) {
    if (expr instanceof Expr.Identity identity) {
      return open.equals(openSymbol(identity.size())) ? new Expr.Identity(known) : expr;
    }
    List<Expr> operands = expr.operands();
    return operands.isEmpty()
        ? expr
        : expr.withOperands(operands.stream().map(o -> replaced(o, open, known)).toList());
  }
}
