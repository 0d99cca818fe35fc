package handgrad.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Makes a {@link Program} of an expression: the tape's table of all kinds of {@link Expr}.
 *
 * <p>Where not every node is to be shown, a transpose is read as it lies by the product above it,
 * tr(AB) is summed without the product, and ln det X is one step.
 */
final class Compiler {
  private final List<Graph.Node> nodes;
  private final Map<String, Smooth> functions;
  private final Map<String, Integer> sizes;
  private final Collection<String> wanted;
  private final boolean fuse;
  private final Slot.Scalars scalars = new Slot.Scalars();
  private final Slot[] slots;
  private final Map<String, Slot> variables = new LinkedHashMap<>();
  private final List<Program.Step> steps = new ArrayList<>();

  private Compiler(
      List<Graph.Node> nodes,
      Map<String, Integer> sizes,
      Map<String, Smooth> functions,
      Collection<String> wanted,
      boolean fuse) {
    this.nodes = nodes;
    this.sizes = sizes;
    this.functions = functions;
    this.wanted = wanted;
    this.fuse = fuse;
    slots = new Slot[nodes.size()];
  }

  static Program compile(
      Expr expr,
      Map<String, Integer> sizes,
      Map<String, Smooth> functions,
      Collection<String> wanted,
      boolean fuse) {
    Map<String, Shape> shapes = Sizes.variables(expr);
    for (String name : wanted) {
      if (!shapes.containsKey(name)) {
        throw new FormulaException(
            "tape.unknown-name", Ascii.print(expr), name, String.join(", ", shapes.keySet()));
      }
    }
    Compiler compiler = new Compiler(Graph.of(expr, sizes, fuse), sizes, functions, wanted, fuse);
    return compiler.run(shapes);
  }

  /**
   * The program of a summand: its inputs are variables, whatever they are, and so are the members
   * that run with the index.
   *
   * @param outside the inputs' slots in the program around
   */
  static Program summand(
      Expr.IndexedSum sum,
      Map<String, Integer> sizes,
      Map<String, Smooth> functions,
      Map<Expr, Slot> outside) {
    List<Graph.Node> nodes =
        Graph.of(sum.operand(), sizes, true, e -> Loop.isGiven(sum.index(), e));
    Compiler compiler = new Compiler(nodes, sizes, functions, List.of(), true);
    for (Graph.Node node : nodes) {
      if (Loop.isGiven(sum.index(), node.expr())) {
        compiler.given(node, sum.index(), outside);
      }
    }
    return compiler.program();
  }

  private void given(Graph.Node node, String index, Map<Expr, Slot> outside) {
    Expr expr = node.expr();
    boolean member = expr instanceof Expr.Member m && m.index().equals(index);
    Slot source = outside.get(member ? ((Expr.Member) expr).family() : expr);
    long bit = member ? Loop.MEMBERS : Loop.REST;
    Slot slot = new Slot(expr, node.rows(), node.columns(), bit, source.active, scalars);
    variables.put(Ascii.print(expr), slot);
    slots[node.index()] = slot;
  }

  private Program run(Map<String, Shape> shapes) {
    int index = 0;
    for (Map.Entry<String, Shape> variable : shapes.entrySet()) {
      Shape shape = variable.getValue();
      Expr expr = new Expr.Variable(variable.getKey(), shape);
      long bit = 1L << (index++ & 63);
      boolean active = wanted.contains(variable.getKey());
      int rows = shape.rows().evaluate(sizes);
      int columns = shape.columns().evaluate(sizes);
      variables.put(variable.getKey(), new Slot(expr, rows, columns, bit, active, scalars));
    }
    return program();
  }

  private Program program() {
    boolean[] needed = needed();
    for (Graph.Node node : nodes) {
      if (needed[node.index()] && slots[node.index()] == null) {
        slots[node.index()] = emit(node);
      }
    }
    Slot root = matrix(nodes.size() - 1);
    return new Program(nodes, slots, variables, root, scalars, steps);
  }

  // Which nodes are computed: all but products within a trace, determinants within a logarithm.
  private boolean[] needed() {
    boolean[] needed = new boolean[nodes.size()];
    if (!fuse) {
      Arrays.fill(needed, true);
      return needed;
    }
    needed[nodes.size() - 1] = true;
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (!needed[i]) {
        continue;
      }
      Graph.Node inner = fused(nodes.get(i));
      for (int operand : (inner == null ? nodes.get(i) : inner).operands()) {
        needed[operand] = true;
      }
    }
    return needed;
  }

  /** The node whose operands a node takes in place of its own, or null. */
  private Graph.Node fused(Graph.Node node) {
    if (!fuse || node.operands().size() != 1) {
      return null;
    }
    Graph.Node operand = nodes.get(node.operands().get(0));
    if (node.expr() instanceof Expr.Trace
        && operand.expr() instanceof Expr.Mult
        && !operand.isScalar()
        && !nodes.get(operand.operands().get(0)).isScalar()
        && !nodes.get(operand.operands().get(1)).isScalar()) {
      return operand;
    }
    if (node.expr() instanceof Expr.Elementwise log && log.function() == Function.Elementary.LOG) {
      if (operand.expr() instanceof Expr.Elementwise abs
          && abs.function() == Function.Elementary.ABS) {
        operand = nodes.get(operand.operands().get(0));
      }
      if (operand.expr() instanceof Expr.Det && !nodes.get(operand.operands().get(0)).isScalar()) {
        return operand;
      }
    }
    return null;
  }

  /** A node as a factor: a transpose of a matrix is read from the matrix itself. */
  private ProductOps.Factor factor(int index) {
    Graph.Node node = nodes.get(index);
    boolean transposed = false;
    while (fuse && node.expr() instanceof Expr.Transpose && !node.isScalar()) {
      node = nodes.get(node.operands().get(0));
      transposed = !transposed;
    }
    return new ProductOps.Factor(matrix(node.index()), transposed);
  }

  /** The slot of a node, a transpose written out. */
  private Slot matrix(int index) {
    if (slots[index] == null) {
      Graph.Node node = nodes.get(index);
      Slot operand = matrix(node.operands().get(0));
      Slot out = slot(node, operand);
      slots[index] = op(new ShapeOps.Transpose(out, operand));
    }
    return slots[index];
  }

  private Slot slot(Graph.Node node, Slot... operands) {
    long inputs = 0;
    boolean active = false;
    for (Slot operand : operands) {
      inputs |= operand.inputs;
      active |= operand.active;
    }
    return new Slot(node.expr(), node.rows(), node.columns(), inputs, active, scalars);
  }

  private Slot op(Op op) {
    steps.add(new Program.Step(Program.OP, op.out, null, null, null, op));
    return op.out;
  }

  private Slot number(int code, Graph.Node node, Slot a, Slot b, Curve curve) {
    Slot out = b == null ? slot(node, a) : slot(node, a, b);
    steps.add(new Program.Step(code, out, a, b, curve, null));
    return out;
  }

  private Slot constant(Graph.Node node, double... entries) {
    Slot out = slot(node);
    if (out.isScalar()) {
      out.setNumber(entries[0]);
    } else if (entries.length == 1) {
      CommonOps_DDRM.fill(out.value, entries[0]);
    } else {
      System.arraycopy(entries, 0, out.value.data, 0, entries.length);
    }
    return out;
  }

  // Null for a transpose, which is written out only where something asks for it.
  private Slot emit(Graph.Node node) {
    Expr expr = node.expr();
    if (expr instanceof Expr.Leaf leaf) {
      return leaf(node, leaf);
    }
    if (expr instanceof Expr.Binary) {
      return binary(node);
    }
    if (expr instanceof Expr.IndexedSum sum) {
      return indexedSum(node, sum);
    }
    if (expr instanceof Expr.Member member) {
      throw new FormulaException("expr.index-free", Ascii.print(member), member.index());
    }
    if (expr instanceof Expr.Literal) {
      List<Slot> entries = node.operands().stream().map(this::matrix).toList();
      if (node.isScalar()) {
        return number(Program.COPY, node, entries.get(0), null, null);
      }
      return op(new ShapeOps.Literal(slot(node, entries.toArray(new Slot[0])), entries));
    }
    Graph.Node inner = fused(node);
    if (inner != null) {
      return inner.expr() instanceof Expr.Det ? logDet(node, inner) : traceOfProduct(node, inner);
    }
    if (expr instanceof Expr.Transpose && fuse && !node.isScalar()) {
      return null;
    }
    Slot a = matrix(node.operands().get(0));
    return a.isScalar() ? unaryOfNumber(node, a) : unaryOfMatrix(node, a);
  }

  private Slot indexedSum(Graph.Node node, Expr.IndexedSum sum) {
    Map<Expr, Slot> outside = new LinkedHashMap<>();
    for (int i = 0; i < node.operands().size(); i++) {
      outside.put(sum.inputs().get(i), matrix(node.operands().get(i)));
    }
    Program summand = summand(sum, sizes, functions, outside);
    Slot out = slot(node, outside.values().toArray(new Slot[0]));
    return op(new Loop(out, sum, sum.size().evaluate(sizes), summand, outside));
  }

  private Slot leaf(Graph.Node node, Expr.Leaf leaf) {
    if (leaf instanceof Expr.Variable variable) {
      return variables.get(variable.name());
    }
    if (leaf instanceof Expr.Num num) {
      return constant(node, num.value().doubleValue());
    }
    if (leaf instanceof Expr.Constant constant) {
      return constant(node, constant.value());
    }
    if (leaf instanceof Expr.SizeNumber size) {
      return constant(node, size.size().evaluate(sizes));
    }
    if (leaf instanceof Expr.Identity) {
      return constant(node, CommonOps_DDRM.identity(node.rows()).data);
    }
    if (leaf instanceof Expr.Ones) {
      return constant(node, 1);
    }
    if (leaf instanceof Expr.Zeros) {
      return constant(node, 0);
    }
    Expr.Commutation commutation = (Expr.Commutation) leaf;
    DMatrixRMaj k =
        ShapeOps.commutation(
            commutation.rows().evaluate(sizes), commutation.columns().evaluate(sizes));
    return constant(node, k.data);
  }

  private Slot logDet(Graph.Node node, Graph.Node det) {
    boolean absolute = nodes.get(node.operands().get(0)).expr() instanceof Expr.Elementwise;
    Slot a = matrix(det.operands().get(0));
    return op(new SquareOps.LogDet(slot(node, a), a, absolute));
  }

  private Slot traceOfProduct(Graph.Node node, Graph.Node product) {
    ProductOps.Factor a = factor(product.operands().get(0));
    ProductOps.Factor b = factor(product.operands().get(1));
    Slot out = slot(node, a.slot(), b.slot());
    return op(new ProductOps.Dot(out, a.slot(), b.slot(), a.transposed() == b.transposed()));
  }

  private Slot unaryOfNumber(Graph.Node node, Slot a) {
    Expr expr = node.expr();
    if (expr instanceof Expr.Negate) {
      return number(Program.NEGATE, node, a, null, null);
    }
    if (expr instanceof Expr.Elementwise elementwise) {
      Curve curve = Curve.of(elementwise.function(), functions);
      return number(Program.FUNCTION, node, a, null, curve);
    }
    if (expr instanceof Expr.Inverse) {
      return number(Program.INVERSE, node, a, null, null);
    }
    if (expr instanceof Expr.LogDet) {
      return number(Program.LOGDET, node, a, null, null);
    }
    if (expr instanceof Expr.Norm) {
      return number(Program.ABS, node, a, null, null);
    }
    if (expr instanceof Expr.Adjugate || expr instanceof Expr.Cofactor) {
      return constant(node, 1);
    }
    // Of a 1×1 matrix these are the number itself.
    if (expr instanceof Expr.Transpose
        || expr instanceof Expr.Trace
        || expr instanceof Expr.Det
        || expr instanceof Expr.Sum
        || expr instanceof Expr.Diag
        || expr instanceof Expr.Vec) {
      return number(Program.COPY, node, a, null, null);
    }
    throw unknown(expr);
  }

  private Slot unaryOfMatrix(Graph.Node node, Slot a) {
    Expr expr = node.expr();
    Slot out = slot(node, a);
    if (expr instanceof Expr.Negate) {
      return op(new EntryOps.Negate(out, a));
    }
    if (expr instanceof Expr.Elementwise elementwise) {
      return op(new EntryOps.Elementwise(out, a, Curve.of(elementwise.function(), functions)));
    }
    if (expr instanceof Expr.Transpose) {
      return op(new ShapeOps.Transpose(out, a));
    }
    if (expr instanceof Expr.Inverse) {
      return op(new SquareOps.Inverse(out, a));
    }
    if (expr instanceof Expr.Adjugate) {
      return op(new SquareOps.CofactorMatrix(out, a, true));
    }
    if (expr instanceof Expr.Cofactor) {
      return op(new SquareOps.CofactorMatrix(out, a, false));
    }
    if (expr instanceof Expr.Trace) {
      return op(new ShapeOps.Trace(out, a));
    }
    if (expr instanceof Expr.Det) {
      return op(new SquareOps.Det(out, a));
    }
    if (expr instanceof Expr.LogDet) {
      return op(new SquareOps.LogDet(out, a, false));
    }
    if (expr instanceof Expr.Sum) {
      return op(new ShapeOps.Sum(out, a));
    }
    if (expr instanceof Expr.Diag) {
      return op(
          a.rows == 1 || a.columns == 1
              ? new ShapeOps.ToDiagonal(out, a)
              : new ShapeOps.Diagonal(out, a));
    }
    if (expr instanceof Expr.Vec) {
      return op(new ShapeOps.Vec(out, a));
    }
    if (expr instanceof Expr.Norm norm) {
      return op(
          norm.kind() == Expr.Norm.Kind.ONE
              ? new ShapeOps.Norm1(out, a)
              : new ShapeOps.Norm2(out, a));
    }
    throw unknown(expr);
  }

  private Slot binary(Graph.Node node) {
    Expr expr = node.expr();
    if (expr instanceof Expr.Mult) {
      return product(node, factor(node.operands().get(0)), factor(node.operands().get(1)));
    }
    Slot a = matrix(node.operands().get(0));
    Slot b = matrix(node.operands().get(1));
    if (a.isScalar() && b.isScalar()) {
      return number(code(expr), node, a, b, null);
    }
    Slot out = slot(node, a, b);
    if (expr instanceof Expr.Plus) {
      return op(new EntryOps.Add(out, a, b, 1));
    }
    if (expr instanceof Expr.Minus) {
      return op(new EntryOps.Add(out, a, b, -1));
    }
    if (expr instanceof Expr.ElementMult) {
      return op(
          b.isScalar()
              ? new EntryOps.Scale(out, a, b)
              : a.isScalar() ? new EntryOps.Scale(out, b, a) : new EntryOps.ElementMult(out, a, b));
    }
    if (expr instanceof Expr.Divide || expr instanceof Expr.ElementDivide) {
      return op(new EntryOps.PairOp(out, a, b, EntryOps.DIVIDE));
    }
    if (expr instanceof Expr.ElementPower) {
      return op(new EntryOps.PairOp(out, a, b, EntryOps.POWER));
    }
    if (expr instanceof Expr.Kron) {
      if (a.isScalar() || b.isScalar()) {
        return op(b.isScalar() ? new EntryOps.Scale(out, a, b) : new EntryOps.Scale(out, b, a));
      }
      return op(new ProductOps.Kron(out, a, b));
    }
    throw unknown(expr);
  }

  private Slot product(Graph.Node node, ProductOps.Factor a, ProductOps.Factor b) {
    if (a.slot().isScalar() && b.slot().isScalar()) {
      return number(Program.TIMES, node, a.slot(), b.slot(), null);
    }
    if (b.slot().isScalar()) {
      Slot matrix = matrix(node.operands().get(0));
      return op(new EntryOps.Scale(slot(node, matrix, b.slot()), matrix, b.slot()));
    }
    if (a.slot().isScalar()) {
      Slot matrix = matrix(node.operands().get(1));
      return op(new EntryOps.Scale(slot(node, matrix, a.slot()), matrix, a.slot()));
    }
    Slot out = slot(node, a.slot(), b.slot());
    return op(
        node.isScalar()
            ? new ProductOps.Dot(out, a.slot(), b.slot(), false)
            : new ProductOps.MatMult(out, a, b));
  }

  private static int code(Expr expr) {
    if (expr instanceof Expr.Plus) {
      return Program.PLUS;
    }
    if (expr instanceof Expr.Minus) {
      return Program.MINUS;
    }
    if (expr instanceof Expr.Divide || expr instanceof Expr.ElementDivide) {
      return Program.DIVIDE;
    }
    if (expr instanceof Expr.ElementMult || expr instanceof Expr.Kron) {
      return Program.TIMES;
    }
    if (expr instanceof Expr.ElementPower || expr instanceof Expr.Power) {
      return Program.POWER;
    }
    throw unknown(expr);
  }

  private static IllegalStateException unknown(Expr expr) {
    return new IllegalStateException("the tape has no step for " + expr.getClass().getName());
  }
}
