package handgrad.expr;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An expression as a graph in which equal sub-expressions are one node, operands before what uses
 * them. Whole powers of a matrix become products, the fewest by repeated squaring.
 */
final class Graph {
  private static final BigDecimal LARGEST_POWER = BigDecimal.valueOf(Integer.MAX_VALUE);

  /** A node with its shape in numbers. */
  record Node(int index, Expr expr, List<Integer> operands, int rows, int columns) {
    boolean isScalar() {
      return rows == 1 && columns == 1;
    }

    boolean isVector() {
      return rows == 1 || columns == 1;
    }
  }

  private record Key(Class<?> kind, Object detail, List<Integer> operands) {}

  private final Map<String, Integer> sizes;
  // X'⁻¹ is taken as X⁻¹', so that one inverse serves both; not where every node is to be shown.
  private final boolean share;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Key, Integer> known = new HashMap<>();
  private final Map<Expr, Integer> seen = new IdentityHashMap<>();

  // What is not taken apart.
  private final Predicate<Expr> given;

  private Graph(Map<String, Integer> sizes, boolean share, Predicate<Expr> given) {
    this.sizes = sizes;
    this.share = share;
    this.given = given;
  }

  /** The nodes of an expression; the last is the expression itself. */
  static List<Node> of(Expr root, Map<String, Integer> sizes, boolean share) {
    return of(root, sizes, share, expr -> false);
  }

  /** The nodes of an expression, those that are given without operands. */
  static List<Node> of(
      Expr root, Map<String, Integer> sizes, boolean share, Predicate<Expr> given) {
    Graph graph = new Graph(sizes, share, given);
    // A stack of its own: a sum of thousands of terms is a tree as deep.
    Deque<Expr> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Expr next = open.peek();
      if (graph.seen.containsKey(next)) {
        open.pop();
        continue;
      }
      boolean ready = true;
      List<Expr> operands = graph.inputs(next);
      for (int i = operands.size() - 1; i >= 0; i--) {
        if (!graph.seen.containsKey(operands.get(i))) {
          open.push(operands.get(i));
          ready = false;
        }
      }
      if (ready) {
        open.pop();
        graph.seen.put(next, graph.add(next));
      }
    }
    return graph.upTo(graph.seen.get(root));
  }

  // The root may be an earlier node (X^1 is X); what comes after it is not needed.
  private List<Node> upTo(int root) {
    return List.copyOf(nodes.subList(0, root + 1));
  }

  private List<Expr> inputs(Expr expr) {
    return given.test(expr) ? List.of() : expr.inputs();
  }

  private int add(Expr expr) {
    int[] operands = inputs(expr).stream().mapToInt(seen::get).toArray();
    if (given.test(expr)) {
      return intern(expr);
    }
    if (expr instanceof Expr.Power power && !nodes.get(operands[0]).isScalar()) {
      return power(power, operands[0]);
    }
    if (share && expr instanceof Expr.Inverse inverse) {
      Node operand = nodes.get(operands[0]);
      if (operand.expr() instanceof Expr.Transpose transpose) {
        int inverted = intern(new Expr.Inverse(transpose.operand()), operand.operands().get(0));
        return intern(new Expr.Transpose(new Expr.Inverse(transpose.operand())), inverted);
      }
    }
    return intern(expr, operands);
  }

  private int power(Expr.Power power, int base) {
    boolean inverse = power.right() instanceof Expr.Negate;
    Expr exponent = inverse ? ((Expr.Negate) power.right()).operand() : power.right();
    BigDecimal whole = ((Expr.Num) exponent).value();
    if (whole.compareTo(LARGEST_POWER) > 0) {
      throw new FormulaException("tape.power-large", Ascii.print(power), LARGEST_POWER);
    }
    int rest = whole.intValueExact();
    Expr left = power.left();
    if (rest == 0) {
      return intern(new Expr.Identity(left.shape().rows()));
    }
    Expr square = inverse ? new Expr.Inverse(left) : left;
    int squareNode = inverse ? intern(square, base) : base;
    Expr product = null;
    int productNode = -1;
    while (true) {
      if ((rest & 1) == 1) {
        if (product == null) {
          product = square;
          productNode = squareNode;
        } else {
          product = new Expr.Mult(product, square);
          productNode = intern(product, productNode, squareNode);
        }
      }
      rest >>= 1;
      if (rest == 0) {
        return productNode;
      }
      square = new Expr.Mult(square, square);
      squareNode = intern(square, squareNode, squareNode);
    }
  }

  private int intern(Expr expr, int... operands) {
    List<Integer> inputs = Arrays.stream(operands).boxed().toList();
    Integer old = known.get(new Key(expr.getClass(), detail(expr), inputs));
    if (old != null) {
      return old;
    }
    int rows = expr.shape().rows().evaluate(sizes);
    int columns = expr.shape().columns().evaluate(sizes);
    Node node = new Node(nodes.size(), expr, inputs, rows, columns);
    nodes.add(node);
    known.put(new Key(expr.getClass(), detail(expr), inputs), node.index());
    return node.index();
  }

  // What tells two nodes of one kind and the same operands apart.
  private Object detail(Expr expr) {
    if (expr instanceof Expr.Leaf || expr instanceof Expr.IndexedSum || given.test(expr)) {
      return expr;
    }
    if (expr instanceof Expr.Elementwise elementwise) {
      return elementwise.function();
    }
    if (expr instanceof Expr.Norm norm) {
      return norm.kind();
    }
    return expr instanceof Expr.Literal literal ? literal.shape() : "";
  }
}
