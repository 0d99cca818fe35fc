package handgrad.derive;

import handgrad.expr.Expr;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * One summand that is linear in {@code dX}: numbers times a chain of factors, one of which, the
 * core, holds {@code dX}; the chain may stand in a trace. A summand that is a number with {@code
 * dX} times a matrix without it keeps that matrix as {@code outer}.
 *
 * @param core the core's place in the chain
 * @param outer the matrix beside a number; null if there is none
 * @param sums the sums over an index that the summand stands in, the innermost first
 */
record LinearTerm(
    boolean negative,
    List<Expr> numbers,
    List<Expr> divisors,
    boolean traced,
    List<Expr> chain,
    int core,
    Expr outer,
    List<Sigma> sums) {

  LinearTerm {
    numbers = List.copyOf(numbers);
    divisors = List.copyOf(divisors);
    chain = List.copyOf(chain);
    sums = List.copyOf(sums);
    traced = traced && !Factors.product(chain).shape().isScalar();
  }

  static LinearTerm of(Expr core) {
    return new LinearTerm(false, List.of(), List.of(), false, List.of(core), 0, null, List.of());
  }

  Expr coreFactor() {
    return chain.get(core);
  }

  List<Expr> before() {
    return chain.subList(0, core);
  }

  List<Expr> after() {
    return chain.subList(core + 1, chain.size());
  }

  boolean coreIsLast() {
    return core == chain.size() - 1;
  }

  /** The number or matrix in {@code dX}, without numbers and outer matrix. */
  Expr inner() {
    Expr product = Factors.product(chain);
    return traced ? new Expr.Trace(product) : product;
  }

  Shape shape() {
    return outer == null ? inner().shape() : outer.shape();
  }

  /** The summand without its sign. */
  Expr expr() {
    List<Expr> factors = new ArrayList<>();
    if (outer != null && outer.shape().isColumn() && !traced) {
      factors.add(outer);
      factors.addAll(chain);
    } else {
      factors.add(inner());
      if (outer != null) {
        factors.add(outer);
      }
    }
    return summed(factors);
  }

  /** Factors with the numbers before them and the divisors below, in the sums they stand in. */
  Expr summed(List<Expr> factors) {
    if (sums.isEmpty()) {
      return over(numbers, factors, divisors);
    }
    Expr sum = over(running(numbers, true), factors, running(divisors, true));
    for (Sigma sigma : sums) {
      sum = sigma.over(sum);
    }
    return over(running(numbers, false), List.of(sum), running(divisors, false));
  }

  private static Expr over(List<Expr> numbers, List<Expr> factors, List<Expr> divisors) {
    List<Expr> all = new ArrayList<>(numbers);
    all.addAll(factors);
    Expr product = all.isEmpty() ? Expr.Num.ONE : Factors.product(all);
    return divisors.isEmpty() ? product : new Expr.Divide(product, Factors.product(divisors));
  }

  private List<Expr> running(List<Expr> all, boolean runs) {
    return all.stream()
        .filter(e -> runs == sums.stream().anyMatch(sigma -> sigma.runs(e)))
        .toList();
  }

  /** The summand within one more sum. */
  LinearTerm in(Sigma sigma) {
    List<Sigma> all = new ArrayList<>(sums);
    all.add(sigma);
    return new LinearTerm(negative, numbers, divisors, traced, chain, core, outer, all);
  }

  LinearTerm negate() {
    return new LinearTerm(!negative, numbers, divisors, traced, chain, core, outer, sums);
  }

  LinearTerm withNumber(Expr number) {
    if (number.equals(Expr.Num.ONE)) {
      return this;
    }
    if (Factors.isNegative(number)) {
      return negate().withNumber(Factors.negate(number));
    }
    List<Expr> all = new ArrayList<>(numbers);
    all.add(number);
    return new LinearTerm(negative, all, divisors, traced, chain, core, outer, sums);
  }

  LinearTerm withDivisor(Expr divisor) {
    List<Expr> all = new ArrayList<>(divisors);
    all.add(divisor);
    return new LinearTerm(negative, numbers, all, traced, chain, core, outer, sums);
  }

  LinearTerm withOuter(Expr matrix) {
    if (matrix.shape().isScalar()) {
      return new LinearTerm(negative, numbers, divisors, traced, chain, core, null, sums)
          .withNumber(matrix);
    }
    if (Factors.isNegative(matrix)) {
      return negate().withOuter(Factors.negate(matrix));
    }
    return new LinearTerm(negative, numbers, divisors, traced, chain, core, matrix, sums);
  }

  /**
   * The same summand with another chain. A part of the chain that is a number stands before it: of
   * {@code dx*x'*x} the {@code x'*x}; and if the core stands in such a part, {@code a'*dx*y'*b},
   * the rest does.
   */
  LinearTerm withChain(boolean inTrace, List<Expr> factors, int at) {
    if (Factors.isNegative(factors.get(at))) {
      List<Expr> positive = new ArrayList<>(factors);
      positive.set(at, Factors.negate(factors.get(at)));
      return negate().withChain(inTrace, positive, at);
    }
    LinearTerm scaled = this;
    List<Expr> matrices = new ArrayList<>();
    int place = at;
    for (int i = 0; i < factors.size(); i++) {
      Expr factor = factors.get(i);
      if (i != at && factor.shape().isScalar()) {
        scaled = scaled.withNumber(factor);
        place -= i < at ? 1 : 0;
      } else {
        matrices.add(factor);
      }
    }
    return scaled.withMatrices(inTrace, matrices, place);
  }

  private LinearTerm withMatrices(boolean inTrace, List<Expr> factors, int at) {
    LinearTerm t =
        new LinearTerm(negative, numbers, divisors, inTrace, factors, at, outer, sums).split();
    for (int[] part = t.numberPart(); part != null; part = t.numberPart()) {
      List<Expr> rest = new ArrayList<>(t.chain);
      List<Expr> number = rest.subList(part[0], part[1]);
      Expr product = Factors.product(number);
      number.clear();
      int core = t.core >= part[1] ? t.core - (part[1] - part[0]) : t.core;
      t =
          new LinearTerm(t.negative, t.numbers, t.divisors, t.traced, rest, core, t.outer, t.sums)
              .withNumber(product);
    }
    return t;
  }

  private int[] numberPart() {
    int from = -1;
    for (int i = 0; i < chain.size(); i++) {
      if (i == core) {
        from = -1;
        continue;
      }
      if (chain.get(i).shape().rows().isOne()) {
        from = i;
      }
      if (from >= 0 && chain.get(i).shape().columns().isOne()) {
        return new int[] {from, i + 1};
      }
    }
    return null;
  }

  private LinearTerm split() {
    int from = -1;
    for (int i = 0; i <= core; i++) {
      if (chain.get(i).shape().rows().isOne()) {
        from = i;
      }
    }
    int to = -1;
    for (int i = chain.size() - 1; i >= core; i--) {
      if (chain.get(i).shape().columns().isOne()) {
        to = i + 1;
      }
    }
    if (from < 0 || to < 0 || to - from == chain.size() || outer != null) {
      return this;
    }
    List<Expr> left = chain.subList(0, from);
    List<Expr> right = chain.subList(to, chain.size());
    List<Expr> rest = new ArrayList<>(traced ? right : left);
    rest.addAll(traced ? left : right);
    LinearTerm part =
        new LinearTerm(
            negative, numbers, divisors, false, chain.subList(from, to), core - from, null, sums);
    return part.withOuter(Factors.product(rest, Size.ONE));
  }
}
