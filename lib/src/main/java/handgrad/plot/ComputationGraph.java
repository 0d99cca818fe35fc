package handgrad.plot;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.Point;
import handgrad.words.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ejml.data.DMatrixRMaj;

/**
 * The computation graph of an expression, made ready to draw.
 *
 * <p>Equal sub-expressions are one node. A sum of several terms is one node, and a number stands in
 * the label of the operation that takes it. Operations of a small graph have names, {@code a = x²};
 * an edge says the local derivative as a formula and as a number, {@code 2x = 4}. Between matrices
 * it says how the gradient G of the result goes back: {@code G X^⊤}.
 *
 * <pre>{@code
 * Expr f = Formula.parse("x^2 + xy", Declarations.parse("x, y"));
 * ComputationGraph.of(f, Language.EN)
 * // computation graph: x^2 + x*y
 * //   x
 * //   a = x^2
 * //     x → 2x
 * //   y
 * //   b = x·y
 * //     x → y
 * //     y → x
 * //   f = a+b
 * //     a → 1
 * //     b → 1
 * }</pre>
 */
public final class ComputationGraph {

  private static final int MOST_NAMED = 12;
  private static final int MOST_FORMULAS = 8;
  private static final int MANY = 40;
  private static final int TOO_MANY = 300;

  private final Expr result;
  private final NodeValues numbers;
  private final Map<Expr, Integer> uses = new HashMap<>();
  private final Map<Expr, List<Term>> operations = new LinkedHashMap<>();
  private final Map<Expr, String> ids = new LinkedHashMap<>();

  /** An operand of an operation, with the sign it has in a sum. */
  record Term(Expr expr, boolean minus) {}

  private ComputationGraph(Expr result, NodeValues numbers) {
    this.result = result;
    this.numbers = numbers;
    count(result);
    visit(result);
    if (ids.size() > TOO_MANY) {
      throw new IllegalArgumentException(
          String.format(
              "a graph of %d nodes is too large to draw: draw a part of the formula, at most %d nodes",
              ids.size(), TOO_MANY));
    }
  }

  /**
   * The graph without numbers: operations and the formulas of local derivatives.
   *
   * @throws IllegalArgumentException if the graph has more than 300 nodes
   */
  public static GraphPicture of(Expr result, Language language) {
    return of(result, NodeValues.NONE, language);
  }

  /**
   * The graph at a point, with every node's value and gradient.
   *
   * @throws handgrad.expr.FormulaException if a name has no value, or a value does not exist
   * @throws IllegalArgumentException if the graph has more than 300 nodes
   */
  public static GraphPicture of(Expr result, Point point, Language language) {
    return of(result, new TapeValues(result, point), language);
  }

  static GraphPicture of(Expr result, NodeValues numbers, Language language) {
    return new ComputationGraph(result, numbers).picture(language);
  }

  /**
   * The letters that the picture gives to operations, as LaTeX: {@code a} for x², {@code f} last.
   */
  public static Map<Expr, String> letters(Expr result) {
    ComputationGraph graph = new ComputationGraph(result, NodeValues.NONE);
    Map<Expr, String> letters = new LinkedHashMap<>();
    Naming naming = graph.naming();
    for (Expr operation : graph.operations.keySet()) {
      if (naming.has(operation)) {
        letters.put(operation, naming.of(operation));
      }
    }
    return letters;
  }

  // how many operations take a sub-expression: a sum taken once dissolves into a longer one
  private void count(Expr expr) {
    if (uses.merge(expr, 1, Integer::sum) == 1) {
      expr.operands().forEach(this::count);
    }
  }

  private void visit(Expr expr) {
    if (ids.containsKey(expr)) {
      return;
    }
    List<Term> terms = terms(expr);
    for (Term term : terms) {
      if (!Operation.isNumber(term.expr())) {
        visit(term.expr());
      }
    }
    if (!terms.isEmpty()) {
      operations.put(expr, terms);
    }
    ids.put(expr, "n" + ids.size());
  }

  private List<Term> terms(Expr expr) {
    if (Operation.isConstant(expr)) {
      return List.of();
    }
    List<Term> terms = new ArrayList<>();
    if (Operation.isSum(expr)) {
      addTerms(expr, false, terms);
    } else {
      expr.operands().forEach(operand -> terms.add(new Term(operand, false)));
    }
    return terms;
  }

  private void addTerms(Expr sum, boolean minus, List<Term> terms) {
    for (int i = 0; i < 2; i++) {
      Expr operand = sum.operands().get(i);
      boolean negative = minus ^ (i == 1 && sum instanceof Expr.Minus);
      boolean dissolves =
          Operation.isSum(operand) && uses.get(operand) == 1 && operand.shape().equals(sum.shape());
      if (dissolves) {
        addTerms(operand, negative, terms);
      } else {
        terms.add(new Term(operand, negative));
      }
    }
  }

  private Naming naming() {
    Set<String> declared = new TreeSet<>();
    ids.keySet().stream()
        .filter(e -> e instanceof Expr.Variable)
        .forEach(e -> declared.add(((Expr.Variable) e).name()));
    boolean named = operations.size() <= MOST_NAMED;
    Set<Expr> toName = named ? operations.keySet() : Set.of();
    return Naming.of(result, toName, declared);
  }

  private GraphPicture picture(Language language) {
    int digits = ids.size() > MANY ? 3 : 4;
    Naming naming = naming();
    List<GraphPicture.Node> nodes = new ArrayList<>();
    List<GraphPicture.Edge> edges = new ArrayList<>();
    for (Map.Entry<Expr, String> entry : ids.entrySet()) {
      Expr expr = entry.getKey();
      Operation operation =
          new Operation(expr, operations.getOrDefault(expr, List.of()), naming, numbers);
      DMatrixRMaj value = operation.saysItsValue() ? null : numbers.value(expr);
      DMatrixRMaj gradient = numbers.gradient(expr);
      nodes.add(
          new GraphPicture.Node(
              entry.getValue(),
              operation.label(),
              role(expr),
              value == null ? null : Figures.matrix(value, digits),
              gradient == null ? null : Figures.matrix(gradient, digits)));
      List<Term> terms = operations.getOrDefault(expr, List.of());
      for (int i = 0; i < terms.size(); i++) {
        if (!Operation.isNumber(terms.get(i).expr())) {
          String derivative = operation.derivative(i, operations.size() <= MOST_FORMULAS, digits);
          edges.add(
              new GraphPicture.Edge(ids.get(terms.get(i).expr()), entry.getValue(), derivative));
        }
      }
    }
    GraphPicture.Words words = GraphPicture.Words.in(language).of(Ascii.print(result));
    boolean backward = edges.stream().anyMatch(e -> e.derivative().contains(naming.gradient()));
    return new GraphPicture(
        "",
        nodes,
        edges,
        backward ? words.withBackward(language, "$" + naming.gradient() + "$") : words);
  }

  private GraphPicture.Role role(Expr expr) {
    if (expr.equals(result) && operations.containsKey(expr)) {
      return GraphPicture.Role.OUTPUT;
    }
    if (expr instanceof Expr.Variable || expr instanceof Expr.Member) {
      boolean constant = numbers.value(expr) != null && numbers.gradient(expr) == null;
      return constant ? GraphPicture.Role.CONSTANT : GraphPicture.Role.INPUT;
    }
    return operations.containsKey(expr) ? GraphPicture.Role.OPERATION : GraphPicture.Role.CONSTANT;
  }
}
