package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Members;
import handgrad.expr.Size;
import java.util.List;

/** The sign of a sum over an index, without its summand. */
record Sigma(String index, Size size) {
  private static final List<String> LETTERS = List.of("i", "j", "l", "r", "s", "t", "u", "v");

  static Sigma of(Expr.IndexedSum sum) {
    return new Sigma(sum.index(), sum.size());
  }

  Expr over(Expr summand) {
    return new Expr.IndexedSum(index, size, summand);
  }

  boolean runs(Expr e) {
    return Members.runs(e, index);
  }

  /** An expression whose own sums run over other letters than the sums it is put into. */
  static Expr apart(Expr e, List<Sigma> around) {
    Expr renamed = e;
    for (Sigma sigma : around) {
      renamed = apart(renamed, sigma, around);
    }
    return renamed;
  }

  private static Expr apart(Expr e, Sigma sigma, List<Sigma> around) {
    if (e.operands().isEmpty() || e instanceof Expr.Member) {
      return e;
    }
    List<Expr> operands = e.operands().stream().map(o -> apart(o, sigma, around)).toList();
    if (!(e instanceof Expr.IndexedSum sum) || !sum.index().equals(sigma.index())) {
      return operands.equals(e.operands()) ? e : e.withOperands(operands);
    }
    String letter = free(operands.get(0), around);
    Expr summand = Members.renamed(operands.get(0), sum.index(), letter);
    return new Expr.IndexedSum(letter, sum.size(), summand);
  }

  private static String free(Expr summand, List<Sigma> around) {
    for (String letter : LETTERS) {
      boolean taken =
          around.stream().anyMatch(sigma -> sigma.index().equals(letter))
              || Members.bound(summand).contains(letter)
              || Members.runs(summand, letter);
      if (!taken) {
        return letter;
      }
    }
    throw new IllegalStateException("no letter is left for an index");
  }
}
