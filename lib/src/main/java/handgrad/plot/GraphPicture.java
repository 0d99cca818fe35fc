package handgrad.plot;

import handgrad.words.Language;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The picture of a computation graph: operations as boxes with their value and gradient, the local
 * derivative on every edge.
 *
 * <p>Inputs stand left and the result right; a graph too wide for a page runs from top to bottom.
 * The white cell of a node is its value, the grey one its gradient. Inputs are round, constants
 * dashed, the result has a double frame. Layout by ELK layered.
 *
 * <pre>{@code
 * Node x = new Node("x", "$x$", Role.INPUT, Quantity.line("3"), Quantity.line("6"));
 * Node f = new Node("f", "$x^2$", Role.OUTPUT, Quantity.line("9"), Quantity.line("1"));
 * Edge edge = new Edge("x", "f", "$2x = 6$");
 * new GraphPicture("$f = x^2$", List.of(x, f), List.of(edge), GraphPicture.Words.in(Language.EN))
 * // f = x^2
 * //   x: value 3, gradient 6
 * //   x^2: value 9, gradient 1
 * //     x → 2x = 6
 * }</pre>
 *
 * @param title the title in the markup of {@link Label}; an empty one is not drawn, and the words'
 *     {@code graph} names the picture
 * @param nodes operands before what uses them
 * @param edges from operand to result, in the order of the operands
 */
public record GraphPicture(String title, List<Node> nodes, List<Edge> edges, Words words)
    implements Picture {

  /** What a node is to the whole. */
  public enum Role {
    /** A variable. */
    INPUT,
    /** A number or a matrix that does not vary. */
    CONSTANT,
    /** An operation in between. */
    OPERATION,
    /** The result. */
    OUTPUT
  }

  /**
   * One node.
   *
   * @param id the name edges use
   * @param label what the node shows, in the markup of {@link Label}
   * @param value the value, or null where it is not shown
   * @param gradient the result's gradient by this node, or null where there is none
   */
  public record Node(String id, String label, Role role, Quantity value, Quantity gradient) {}

  /**
   * One edge.
   *
   * @param derivative the derivative of the result by this operand, in the markup of {@link Label};
   *     an empty one is not drawn
   */
  public record Edge(String from, String to, String derivative) {}

  /** The words of the picture in one language. */
  public record Words(String graph, String value, String gradient, String derivative) {
    /** The words of the graph of a formula. */
    Words of(String formula) {
      return new Words(graph + ": " + formula, value, gradient, derivative);
    }

    /** The words of a graph whose edges say how a gradient goes back, and by which letter. */
    Words withBackward(Language language, String letter) {
      String text = handgrad.words.Words.in(language).text("plot.graph.backward", letter);
      return new Words(graph, value, gradient, text);
    }

    /** The words in a language. */
    public static Words in(Language language) {
      UnaryOperator<String> word =
          key -> handgrad.words.Words.in(language).text("plot.graph." + key);
      return new Words(
          word.apply("name"),
          word.apply("value"),
          word.apply("gradient"),
          word.apply("derivative"));
    }
  }

  /**
   * Checks that edges join nodes.
   *
   * @throws IllegalArgumentException if there is no node, two nodes share an id, or an edge names
   *     none
   */
  public GraphPicture {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a graph without nodes: give at least one");
    }
    Set<String> ids = new HashSet<>();
    for (Node node : nodes) {
      if (!ids.add(node.id())) {
        throw new IllegalArgumentException(
            "two nodes have the id \"" + node.id() + "\": give each its own");
      }
    }
    for (Edge edge : edges) {
      if (!ids.contains(edge.from()) || !ids.contains(edge.to())) {
        throw new IllegalArgumentException(
            String.format(
                "the edge \"%s\" to \"%s\" joins a node that is not there: nodes are %s",
                edge.from(),
                edge.to(),
                nodes.stream().map(Node::id).collect(Collectors.joining(", "))));
      }
    }
  }

  /** The same graph under another title. */
  public GraphPicture withTitle(String title) {
    return new GraphPicture(title, nodes, edges, words);
  }

  /** The same graph with nothing on its edges. */
  public GraphPicture withoutDerivatives() {
    return new GraphPicture(
        title, nodes, edges.stream().map(e -> new Edge(e.from(), e.to(), "")).toList(), words);
  }

  @Override
  public String kind() {
    return "handgrad-graph";
  }

  /** What the picture is called: its title, or what its words say. */
  String name() {
    return title.isEmpty() ? words.graph() : Label.of(title).text();
  }

  @Override
  public String svg() {
    return new GraphDrawing(this).svg();
  }

  /** One line a node with its value and gradient, and under it a line an operand. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name());
    for (Node node : nodes) {
      text.append("\n  ").append(Label.of(node.label()).text());
      String mark = ": ";
      if (node.value() != null) {
        text.append(mark).append(words.value()).append(' ').append(node.value().plain());
        mark = ", ";
      }
      if (node.gradient() != null) {
        text.append(mark).append(words.gradient()).append(' ').append(node.gradient().plain());
      }
      for (Edge edge : edges) {
        if (edge.to().equals(node.id()) && !edge.derivative().isEmpty()) {
          text.append("\n    ").append(name(edge.from())).append(" → ");
          text.append(Label.of(edge.derivative()).text());
        }
      }
    }
    return text.toString();
  }

  private String name(String id) {
    return nodes.stream()
        .filter(n -> n.id().equals(id))
        .map(n -> Label.of(n.label()).text().split(" = ", 2)[0])
        .findFirst()
        .orElseThrow();
  }
}
