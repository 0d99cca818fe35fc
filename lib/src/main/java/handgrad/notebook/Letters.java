package handgrad.notebook;

import handgrad.expr.Expr;
import handgrad.expr.Latex;
import handgrad.plot.ComputationGraph;
import java.util.Map;

/** The nodes of a graph by the letters that its picture gives them, as LaTeX. */
final class Letters {
  private final Map<Expr, String> letters;

  Letters(Expr result) {
    letters = ComputationGraph.letters(result);
  }

  String of(Expr node) {
    String letter = letters.get(node);
    return letter != null ? letter : Latex.print(node);
  }

  /** {@code a = x^{2}}, or the formula alone where the node has no letter. */
  String defined(Expr node) {
    String letter = letters.get(node);
    return letter != null ? letter + " = " + Latex.print(node) : Latex.print(node);
  }
}
