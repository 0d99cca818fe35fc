package handgrad.expr;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A formula as an immutable tree with shapes: the one thing that all views start from.
 *
 * <p>Shapes are inferred and checked when a node is made, with letters for sizes ({@code m×n}). A
 * 1×1 expression is a number: as a factor it scales, as a term of a matrix it is added to every
 * entry. Vectors are columns. Every kind below names its own shape rule; {@link Shapes} holds the
 * rules and their errors.
 *
 * <pre>{@code
 * Expr a = new Expr.Variable("A", Shape.of("p", "m"));
 * Expr x = new Expr.Variable("X", Shape.of("m", "n"));
 * a.mult(x).shape()        // p×n
 * Ascii.print(a.mult(x))   // A*X
 * }</pre>
 */
public sealed interface Expr {
  Shape shape();

  /** The direct sub-expressions, from left to right; a leaf has none. */
  List<Expr> operands();

  /**
   * The same kind of node over other operands, whose shapes may differ.
   *
   * @throws FormulaException if the new shapes do not fit
   */
  Expr withOperands(List<Expr> operands);

  /**
   * The same node with another operand at a place, counted from 0.
   *
   * @throws FormulaException if the new shapes do not fit
   */
  default Expr withOperand(int place, Expr operand) {
    List<Expr> changed = new ArrayList<>(operands());
    changed.set(place, operand);
    return withOperands(changed);
  }

  /**
   * What the value is computed from: the operands; of a sum over an index the parts of the summand
   * that do not run with it, and the families that do.
   */
  default List<Expr> inputs() {
    return operands();
  }

  /** The same kind of node over other inputs, a family's again a name. */
  default Expr withInputs(List<Expr> inputs) {
    return withOperands(inputs);
  }

  /** An expression without operands. */
  sealed interface Leaf extends Expr {
    @Override
    default List<Expr> operands() {
      return List.of();
    }

    @Override
    default Expr withOperands(List<Expr> operands) {
      return this;
    }
  }

  /** An expression of one operand. */
  sealed interface Unary extends Expr {
    Expr operand();

    @Override
    default List<Expr> operands() {
      return List.of(operand());
    }
  }

  /** An expression of two operands. */
  sealed interface Binary extends Expr {
    Expr left();

    Expr right();

    @Override
    default List<Expr> operands() {
      return List.of(left(), right());
    }
  }

  // ---- leaves

  /** A decimal number that is not negative, exact: {@code 2}, {@code 0.5}. 1×1. */
  record Num(BigDecimal value) implements Leaf {
    public static final Num ZERO = new Num(BigDecimal.ZERO);
    public static final Num ONE = new Num(BigDecimal.ONE);
    public static final Num TWO = new Num(BigDecimal.valueOf(2));

    public Num {
      if (value.signum() < 0) {
        throw new IllegalArgumentException(value + ": a negative number is Negate of a Num");
      }
      value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    public Num(long value) {
      this(BigDecimal.valueOf(value));
    }

    @Override
    public Shape shape() {
      return Shape.SCALAR;
    }
  }

  /** The numbers {@code e} and {@code pi}. 1×1. */
  enum Constant implements Leaf {
    E(Math.E),
    PI(Math.PI);

    private final double value;

    Constant(double value) {
      this.value = value;
    }

    public double value() {
      return value;
    }

    @Override
    public Shape shape() {
      return Shape.SCALAR;
    }
  }

  /** A size used as a number: the {@code m} of {@code 1/(2*m)}. 1×1. */
  record SizeNumber(Size size) implements Leaf {
    @Override
    public Shape shape() {
      return Shape.SCALAR;
    }
  }

  /** A declared name. */
  record Variable(String name, Shape shape) implements Leaf {}

  /** The identity {@code I}, n×n. */
  record Identity(Size size) implements Leaf {
    @Override
    public Shape shape() {
      return new Shape(size, size);
    }
  }

  /** A matrix of ones: {@code ones(m,1)}. */
  record Ones(Shape shape) implements Leaf {}

  /** A matrix of zeros: {@code zeros(m,n)}. */
  record Zeros(Shape shape) implements Leaf {}

  /** The commutation matrix {@code comm(m,n)}: {@code comm(m,n)*vec(X) = vec(X')}, X m×n. */
  record Commutation(Size rows, Size columns) implements Leaf {
    @Override
    public Shape shape() {
      Size all = rows.times(columns);
      return new Shape(all, all);
    }
  }

  /** A matrix written out, its entries numbers by row: {@code [1 -1; 0.5 0]}. */
  record Literal(int rows, int columns, List<Expr> entries) implements Expr {
    public Literal {
      entries = List.copyOf(entries);
      Shapes.literal(rows, columns, entries);
    }

    public Expr entry(int row, int column) {
      return entries.get(row * columns + column);
    }

    @Override
    public Shape shape() {
      return Shape.of(rows, columns);
    }

    @Override
    public List<Expr> operands() {
      return entries;
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Literal(rows, columns, operands);
    }
  }

  // ---- one operand

  /** {@code -X}. */
  record Negate(Expr operand) implements Unary {
    @Override
    public Shape shape() {
      return operand.shape();
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Negate(operands.get(0));
    }
  }

  /** {@code X'}: m×n to n×m. */
  record Transpose(Expr operand, Shape shape) implements Unary {
    public Transpose {
      shape = operand.shape().transpose();
    }

    public Transpose(Expr operand) {
      this(operand, null);
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Transpose(operands.get(0));
    }
  }

  /** {@code inv(X)}, X square. */
  record Inverse(Expr operand) implements Unary {
    public Inverse {
      Shapes.square("inv", operand);
    }

    @Override
    public Shape shape() {
      return operand.shape();
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Inverse(operands.get(0));
    }
  }

  /** {@code adj(X)}, the adjugate: the transpose of the matrix of cofactors. X square. */
  record Adjugate(Expr operand) implements Unary {
    public Adjugate {
      Shapes.square("adj", operand);
    }

    @Override
    public Shape shape() {
      return operand.shape();
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Adjugate(operands.get(0));
    }
  }

  /** {@code cof(X)}, the matrix of cofactors. X square. */
  record Cofactor(Expr operand) implements Unary {
    public Cofactor {
      Shapes.square("cof", operand);
    }

    @Override
    public Shape shape() {
      return operand.shape();
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Cofactor(operands.get(0));
    }
  }

  /** {@code tr(X)}, X square; 1×1. */
  record Trace(Expr operand) implements Unary {
    public Trace {
      Shapes.square("tr", operand);
    }

    @Override
    public Shape shape() {
      return Shape.SCALAR;
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Trace(operands.get(0));
    }
  }

  /** {@code det(X)}, X square; 1×1. */
  record Det(Expr operand) implements Unary {
    public Det {
      Shapes.square("det", operand);
    }

    @Override
    public Shape shape() {
      return Shape.SCALAR;
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Det(operands.get(0));
    }
  }

  /** {@code logdet(X)}, ln det X, for X square with det X > 0; 1×1. */
  record LogDet(Expr operand) implements Unary {
    public LogDet {
      Shapes.square("logdet", operand);
    }

    @Override
    public Shape shape() {
      return Shape.SCALAR;
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new LogDet(operands.get(0));
    }
  }

  /** {@code sum(X)}, the sum of all entries; 1×1. */
  record Sum(Expr operand) implements Unary {
    @Override
    public Shape shape() {
      return Shape.SCALAR;
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Sum(operands.get(0));
    }
  }

  /** {@code diag(v)}: a vector's diagonal matrix, n×n; {@code diag(X)}: X's diagonal, n×1. */
  record Diag(Expr operand, Shape shape) implements Unary {
    public Diag {
      shape = Shapes.diag(operand);
    }

    public Diag(Expr operand) {
      this(operand, null);
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Diag(operands.get(0));
    }
  }

  /** {@code vec(X)}: the columns of an m×n matrix stacked, mn×1. */
  record Vec(Expr operand, Shape shape) implements Unary {
    public Vec {
      Shape x = operand.shape();
      shape = new Shape(x.rows().times(x.columns()), Size.ONE);
    }

    public Vec(Expr operand) {
      this(operand, null);
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Vec(operands.get(0));
    }
  }

  /** A norm; 1×1. */
  record Norm(Kind kind, Expr operand) implements Unary {
    /**
     * The sum of absolute entries ({@code norm1}), or the root of the sum of squared entries
     * ({@code norm2}; of a matrix it is Frobenius's).
     */
    public enum Kind {
      ONE,
      TWO
    }

    @Override
    public Shape shape() {
      return Shape.SCALAR;
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Norm(kind, operands.get(0));
    }
  }

  /** A function applied to every entry: {@code exp(X)}, {@code f(H)}, {@code f'(H)}. */
  record Elementwise(Function function, Expr operand) implements Unary {
    @Override
    public Shape shape() {
      return operand.shape();
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Elementwise(function, operands.get(0));
    }
  }

  // ---- sums over an index

  /**
   * {@code x_i}, the member of a family that an index runs to: row or column i of the matrix that
   * bears the family's name. Only {@link IndexedSum} binds an index.
   */
  record Member(Variable family, Line line, String index) implements Unary {
    /** Which lines of the family's matrix are its members. */
    public enum Line {
      ROW,
      COLUMN
    }

    /** How many members the family has. */
    public Size size() {
      return line == Line.ROW ? family.shape().rows() : family.shape().columns();
    }

    @Override
    public Shape shape() {
      return line == Line.ROW
          ? new Shape(Size.ONE, family.shape().columns())
          : new Shape(family.shape().rows(), Size.ONE);
    }

    @Override
    public Expr operand() {
      return family;
    }

    /**
     * @throws FormulaException if the operand is not a name
     */
    @Override
    public Expr withOperands(List<Expr> operands) {
      if (operands.get(0) instanceof Variable variable) {
        return new Member(variable, line, index);
      }
      throw new FormulaException("expr.member-of", Ascii.print(this), Ascii.brief(operands.get(0)));
    }
  }

  /**
   * {@code sum_i x_i'*w}: the sum of the summand as its index runs over the members of its
   * families; of the summand's shape.
   *
   * <pre>{@code
   * Declarations names = Declarations.parse("x_i: k×1, y_i: 1×1, w: k×1");
   * Expr q = Formula.parse("\\sum_{i=1}^n (y_i - x_i^T w)^2", names);
   * Ascii.print(q)   // sum_i (y_i - x_i'*w)^2
   * Tape.value(q, Point.of("x", new double[][] {{1, 2}}, "y", new double[] {3, 5}, "w", 1))   // 13
   * }</pre>
   *
   * @param size how many summands there are; where the summand has a member that runs with the
   *     index, its family's number of members
   */
  record IndexedSum(String index, Size size, Expr operand) implements Unary {
    /**
     * @throws FormulaException if two families of different length run with the index
     */
    public IndexedSum {
      size = Members.size(index, size, operand);
    }

    @Override
    public Shape shape() {
      return operand.shape();
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new IndexedSum(index, size, operands.get(0));
    }

    @Override
    public List<Expr> inputs() {
      return Members.inputs(index, operand);
    }

    @Override
    public Expr withInputs(List<Expr> inputs) {
      return new IndexedSum(index, size, Members.replaced(index, operand, inputs(), inputs));
    }
  }

  // ---- two operands

  /** {@code X + Y}; a number is added to every entry. */
  record Plus(Expr left, Expr right, Shape shape) implements Binary {
    public Plus {
      shape = Shapes.entrywise("+", left, right);
    }

    public Plus(Expr left, Expr right) {
      this(left, right, null);
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Plus(operands.get(0), operands.get(1));
    }
  }

  /** {@code X - Y}; a number is subtracted from every entry. */
  record Minus(Expr left, Expr right, Shape shape) implements Binary {
    public Minus {
      shape = Shapes.entrywise("-", left, right);
    }

    public Minus(Expr left, Expr right) {
      this(left, right, null);
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Minus(operands.get(0), operands.get(1));
    }
  }

  /** {@code X*Y}: the matrix product, m×k by k×n; a 1×1 factor scales. */
  record Mult(Expr left, Expr right, Shape shape) implements Binary {
    public Mult {
      shape = Shapes.mult(left, right);
    }

    public Mult(Expr left, Expr right) {
      this(left, right, null);
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Mult(operands.get(0), operands.get(1));
    }
  }

  /** {@code X/k}, k a number. */
  record Divide(Expr left, Expr right) implements Binary {
    public Divide {
      Shapes.divide(left, right);
    }

    @Override
    public Shape shape() {
      return left.shape();
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Divide(operands.get(0), operands.get(1));
    }
  }

  /** {@code X.*Y}, the Hadamard product; a number scales. */
  record ElementMult(Expr left, Expr right, Shape shape) implements Binary {
    public ElementMult {
      shape = Shapes.entrywise(".*", left, right);
    }

    public ElementMult(Expr left, Expr right) {
      this(left, right, null);
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new ElementMult(operands.get(0), operands.get(1));
    }
  }

  /** {@code X./Y}, entry by entry; a number stands for a matrix of it. */
  record ElementDivide(Expr left, Expr right, Shape shape) implements Binary {
    public ElementDivide {
      shape = Shapes.entrywise("./", left, right);
    }

    public ElementDivide(Expr left, Expr right) {
      this(left, right, null);
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new ElementDivide(operands.get(0), operands.get(1));
    }
  }

  /** {@code X.^k}: every entry to the power k, a number or a matrix of the same shape. */
  record ElementPower(Expr left, Expr right, Shape shape) implements Binary {
    public ElementPower {
      shape = Shapes.entrywise(".^", left, right);
    }

    public ElementPower(Expr left, Expr right) {
      this(left, right, null);
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new ElementPower(operands.get(0), operands.get(1));
    }
  }

  /**
   * {@code X^k}: of a number, k any number; of a square matrix, k a whole number (repeated matrix
   * product, of the inverse where k is negative).
   */
  record Power(Expr left, Expr right) implements Binary {
    public Power {
      Shapes.power(left, right);
    }

    @Override
    public Shape shape() {
      return left.shape();
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Power(operands.get(0), operands.get(1));
    }
  }

  /** {@code kron(X,Y)}, the Kronecker product: m×n and p×q give mp×nq. */
  record Kron(Expr left, Expr right, Shape shape) implements Binary {
    public Kron {
      Shape x = left.shape();
      Shape y = right.shape();
      shape = new Shape(x.rows().times(y.rows()), x.columns().times(y.columns()));
    }

    public Kron(Expr left, Expr right) {
      this(left, right, null);
    }

    @Override
    public Expr withOperands(List<Expr> operands) {
      return new Kron(operands.get(0), operands.get(1));
    }
  }

  // ---- EJML's verbs, for formulas written in Java

  default Expr plus(Expr other) {
    return new Plus(this, other);
  }

  default Expr minus(Expr other) {
    return new Minus(this, other);
  }

  default Expr negative() {
    return new Negate(this);
  }

  default Expr mult(Expr other) {
    return new Mult(this, other);
  }

  default Expr divide(Expr other) {
    return new Divide(this, other);
  }

  default Expr elementMult(Expr other) {
    return new ElementMult(this, other);
  }

  default Expr transpose() {
    return new Transpose(this);
  }

  default Expr invert() {
    return new Inverse(this);
  }

  default Expr trace() {
    return new Trace(this);
  }
}
