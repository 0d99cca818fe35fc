package handgrad.expr;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.ejml.data.DMatrixRMaj;

/**
 * The value and the gradients of an expression, by one pass forward and one backward over its
 * graph.
 *
 * <p>Made once for given sizes: equal sub-expressions are computed once, all buffers are allocated
 * once, and a step recomputes only what depends on a changed variable. A gradient has the shape of
 * its variable. A second backward does not add to the first. Where a derivative does not exist at a
 * kink (abs, relu, a norm at 0), 0 stands for it.
 *
 * <pre>{@code
 * Expr x = new Expr.Variable("x", Shape.SCALAR);
 * Expr y = new Expr.Variable("y", Shape.SCALAR);
 * Tape tape = Tape.of(x.mult(y).plus(y), Point.of("x", 2, "y", 3));
 * tape.value()         // 9
 * tape.gradient("y")   // 3
 * }</pre>
 *
 * <p>A value that does not exist (the logarithm of a negative number, a singular inverse, a
 * division by zero, an overflow) is a {@link FormulaException} that names the sub-expression and
 * its value.
 */
public final class Tape {
  /** A node of the graph: its expression and the numbers of its operands' nodes. */
  public record Node(int index, Expr expr, List<Integer> operands) {}

  private final Expr expr;
  private final Program program;
  private final Map<String, Slot> variables;
  private final Map<String, Smooth> functions;
  private final Collection<String> unset;
  private boolean valued;
  private boolean derived;

  private Tape(Expr expr, Program program, Map<String, Smooth> functions) {
    this.expr = expr;
    this.program = program;
    this.variables = program.variables();
    this.functions = functions;
    unset = new ArrayList<>(variables.keySet());
  }

  /**
   * A tape for an expression whose size letters have these numbers.
   *
   * @throws FormulaException if a letter has no number, or a name occurs with two shapes
   */
  public static Tape of(Expr expr, Map<String, Integer> sizes) {
    return of(expr, sizes, Map.of());
  }

  /** A tape for an expression with functions bound to letters. */
  public static Tape of(Expr expr, Map<String, Integer> sizes, Map<String, Smooth> functions) {
    return of(expr, sizes, functions, Sizes.variables(expr).keySet());
  }

  /** A tape that computes the gradients by these variables only. */
  public static Tape of(
      Expr expr,
      Map<String, Integer> sizes,
      Map<String, Smooth> functions,
      Collection<String> variables) {
    return new Tape(expr, Compiler.compile(expr, sizes, functions, variables, true), functions);
  }

  /**
   * A tape set to a point; sizes are read off the point's matrices.
   *
   * @throws FormulaException if a name has no value or its shape does not fit
   */
  public static Tape of(Expr expr, Point point) {
    return of(expr, point.sizes(expr), point.functions()).set(point);
  }

  /** A tape that keeps every node of the graph, for {@link #nodes()}. */
  public static Tape graph(Expr expr, Point point) {
    Program program =
        Compiler.compile(
            expr, point.sizes(expr), point.functions(), Sizes.variables(expr).keySet(), false);
    return new Tape(expr, program, point.functions()).set(point);
  }

  public Expr expr() {
    return expr;
  }

  /** The names of the variables, in the order of first occurrence. */
  public List<String> names() {
    return List.copyOf(variables.keySet());
  }

  /**
   * Copies a matrix into a variable.
   *
   * @throws FormulaException if there is no such variable, the shape does not fit, or an entry is
   *     NaN or infinite
   */
  public Tape set(String name, DMatrixRMaj matrix) {
    Slot slot = variable(name);
    if (matrix.numRows != slot.rows || matrix.numCols != slot.columns) {
      throw new FormulaException(
          "tape.shape",
          name,
          matrix.numRows + "×" + matrix.numCols,
          ((Expr.Variable) slot.expr).shape(),
          slot.rows + "×" + slot.columns);
    }
    if (!finite(matrix)) {
      Point.requireFinite(name, matrix);
    }
    if (slot.isScalar()) {
      slot.setNumber(matrix.data[0]);
    } else {
      System.arraycopy(matrix.data, 0, slot.value.data, 0, matrix.getNumElements());
    }
    return changed(name, slot);
  }

  private static boolean finite(DMatrixRMaj matrix) {
    // A sum is finite only if every entry is; one that overflows is looked at again.
    return Double.isFinite(EntryOps.sum(matrix.data, matrix.getNumElements()));
  }

  /** Sets a variable that is a number. */
  public Tape set(String name, double number) {
    Slot slot = variable(name);
    if (!slot.isScalar() || !Double.isFinite(number)) {
      DMatrixRMaj matrix = new DMatrixRMaj(1, 1);
      matrix.data[0] = number;
      return set(name, matrix);
    }
    slot.setNumber(number);
    return changed(name, slot);
  }

  /** Sets one entry of a variable, rows and columns counted from 0. */
  public Tape set(String name, int row, int column, double number) {
    Slot slot = variable(name);
    if (slot.isScalar()) {
      return set(name, number);
    }
    slot.value.set(row, column, number);
    return changed(name, slot);
  }

  /**
   * The entries of one variable, to be set again and again.
   *
   * @throws FormulaException if there is no such variable
   */
  public Entries entries(String name) {
    return new Entries(name, variable(name));
  }

  /** A variable's entries, counted from 0 row by row. */
  public final class Entries {
    private final String name;
    private final Slot slot;

    private Entries(String name, Slot slot) {
      this.name = name;
      this.slot = slot;
    }

    /** Sets one entry. */
    public void set(int entry, double number) {
      if (slot.isScalar()) {
        Tape.this.set(name, number);
      } else {
        slot.value.data[entry] = number;
        changed(name, slot);
      }
    }
  }

  /** A copy of a variable's value, 1×1 for a number. */
  public DMatrixRMaj matrix(String name) {
    return variable(name).copyValue();
  }

  /** Sets every variable that the point has. */
  public Tape set(Point point) {
    for (String name : variables.keySet()) {
      if (point.has(name)) {
        set(name, point.inside(name));
      }
    }
    return this;
  }

  private Tape changed(String name, Slot slot) {
    program.change(slot.inputs);
    if (!unset.isEmpty()) {
      unset.remove(name);
    }
    valued = false;
    derived = false;
    return this;
  }

  private Slot variable(String name) {
    Slot slot = variables.get(name);
    if (slot == null) {
      throw new FormulaException(
          "tape.unknown-name", Ascii.print(expr), name, String.join(", ", variables.keySet()));
    }
    return slot;
  }

  /**
   * Computes the value.
   *
   * @throws FormulaException if a variable has no value, or a sub-expression none at this point
   * @throws CancellationException if the thread was interrupted
   */
  public Tape forward() {
    if (!unset.isEmpty()) {
      throw new FormulaException("tape.no-value", unset.iterator().next());
    }
    // A notebook's stop button interrupts the thread of a cell and goes on without it: nothing is
    // to go on computing behind the reader's back.
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
    program.forward();
    valued = true;
    derived = false;
    return this;
  }

  /**
   * The value of a formula that is a number.
   *
   * @throws FormulaException if the formula is a matrix
   */
  public double value() {
    if (!program.root().isScalar()) {
      throw notScalar();
    }
    upToDate();
    return program.root().number();
  }

  /** A copy of the value, 1×1 for a number. */
  public DMatrixRMaj output() {
    upToDate();
    return program.root().copyValue();
  }

  private void upToDate() {
    if (!valued) {
      forward();
    }
  }

  private FormulaException notScalar() {
    Slot root = program.root();
    return new FormulaException(
        "tape.not-scalar", Ascii.print(expr), root.rows + "×" + root.columns);
  }

  /**
   * Computes the gradients of a formula that is a number.
   *
   * @throws FormulaException if the formula is a matrix, or a derivative is infinite
   */
  public Tape backward() {
    if (!program.root().isScalar()) {
      throw notScalar();
    }
    upToDate();
    program.backward(null);
    derived = true;
    return this;
  }

  /**
   * Computes the gradients of tr(S'F), where S (the seed) has the shape of the value F: the
   * gradient that enters a layer from above.
   *
   * @throws FormulaException if the seed has another shape
   */
  public Tape backward(DMatrixRMaj seed) {
    Slot root = program.root();
    if (seed.numRows != root.rows || seed.numCols != root.columns) {
      throw new FormulaException(
          "tape.seed-shape",
          seed.numRows + "×" + seed.numCols,
          Ascii.print(expr),
          root.rows + "×" + root.columns);
    }
    upToDate();
    program.backward(seed);
    derived = true;
    return this;
  }

  /**
   * The gradient by a variable, in its shape: the tape's own matrix, overwritten by the next pass.
   *
   * @throws FormulaException if there is no such variable, or the tape was made without it
   */
  public DMatrixRMaj gradient(String name) {
    Slot slot = variable(name);
    if (!slot.active) {
      throw new FormulaException("tape.not-wanted", name);
    }
    if (!derived) {
      backward();
    }
    return program.gradient(name, slot);
  }

  /** The nodes of the graph, operands before what uses them; the last is the formula itself. */
  public List<Node> nodes() {
    return program.nodes().stream()
        .map(node -> new Node(node.index(), node.expr(), node.operands()))
        .toList();
  }

  /** A copy of a node's value; every node has one on a {@link #graph} tape. */
  public DMatrixRMaj value(Node node) {
    upToDate();
    return slot(node).copyValue();
  }

  /** A copy of a node's accumulated gradient; zeros where the formula does not depend on it. */
  public DMatrixRMaj gradient(Node node) {
    if (!derived) {
      backward();
    }
    return slot(node).copyGradient();
  }

  private Slot slot(Node node) {
    Slot slot = program.slot(node.index());
    if (slot == null) {
      throw new IllegalArgumentException(
          "node " + node.index() + " is not computed by itself: make the tape by Tape.graph");
    }
    return slot;
  }

  /**
   * The derivative of a node by one of its operands, counted from 0, the others held: the Jacobian
   * of vec by vec, 1×1 between numbers.
   */
  public DMatrixRMaj local(Node node, int operand) {
    List<Expr> letters = new ArrayList<>();
    Point point = Point.EMPTY;
    List<Node> nodes = nodes();
    for (int index : node.operands()) {
      DMatrixRMaj value = value(nodes.get(index));
      String name = "operand" + letters.size();
      letters.add(new Expr.Variable(name, Shape.of(value.numRows, value.numCols)));
      point = point.with(name, value);
    }
    for (Map.Entry<String, Smooth> function : functions.entrySet()) {
      point = point.with(function.getKey(), function.getValue());
    }
    return jacobian(node.expr().withInputs(letters), "operand" + operand, point);
  }

  // ---- in one call

  /** The value of a formula that is a number, at a point. */
  public static double value(Expr expr, Point point) {
    return of(expr, point).value();
  }

  /** The value of a formula at a point, 1×1 for a number. */
  public static DMatrixRMaj output(Expr expr, Point point) {
    return of(expr, point).output();
  }

  /** The gradient of a formula that is a number, in the shape of the variable. */
  public static DMatrixRMaj gradient(Expr expr, String name, Point point) {
    return of(expr, point).gradient(name).copy();
  }

  /**
   * The Jacobian J_ij = ∂vec(F)_i/∂vec(X)_j at a point; for columns F and X, ∂F_i/∂X_j. A row of it
   * is a backward pass.
   */
  public static DMatrixRMaj jacobian(Expr expr, String name, Point point) {
    Tape tape = of(expr, point.sizes(expr), point.functions(), List.of(name)).set(point).forward();
    Slot root = tape.program.root();
    Slot variable = tape.variable(name);
    DMatrixRMaj jacobian =
        new DMatrixRMaj(root.rows * root.columns, variable.rows * variable.columns);
    DMatrixRMaj seed = new DMatrixRMaj(root.rows, root.columns);
    for (int i = 0; i < jacobian.numRows; i++) {
      seed.zero();
      seed.set(i % root.rows, i / root.rows, 1);
      DMatrixRMaj gradient = tape.backward(seed).gradient(name);
      for (int j = 0; j < jacobian.numCols; j++) {
        jacobian.set(i, j, gradient.get(j % variable.rows, j / variable.rows));
      }
    }
    return jacobian;
  }
}
