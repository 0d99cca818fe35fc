package handgrad.check;

import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Numbers;
import handgrad.expr.Point;
import handgrad.expr.Tape;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.mult.VectorVectorMult_DDRM;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A claimed gradient against a numeric one, entry by entry.
 *
 * <p>An entry takes two values of the function where they settle it: where they agree with the
 * claim to seven digits, or to the rounding of the values. Else its derivative is looked for with
 * {@link FiniteDifference#refined}, and the claim is refused if it is off by more than the error of
 * that. At a kink any value between the one-sided derivatives is right.
 *
 * <pre>{@code
 * Expr f = Formula.parse("x^2 + x*y", Declarations.parse("x: 1×1, y: 1×1"));
 * GradientCheck.of(f, Point.of("x", 2, "y", 3)).verdict()
 * // the gradient agrees in all entries (2), with no error left to see
 * }</pre>
 *
 * <p>Relative errors and their scale are those of the CS231n notes: above 1e-2 probably wrong,
 * above 1e-4 doubtful, up to 1e-4 fine with kinks, up to 1e-7 as it should be.
 */
public final class GradientCheck {
  private final List<Claim> claims;
  private final List<Entry> entries;

  private GradientCheck(List<Claim> claims) {
    this.claims = List.copyOf(claims);
    List<Entry> all = new ArrayList<>();
    for (Claim claim : claims) {
      new Checker(claim).check(all);
    }
    entries = List.copyOf(all);
  }

  /** The tape's gradient of a formula by all its variables. */
  public static GradientCheck of(Expr f, Point point) {
    Tape tape = Tape.of(f, point);
    return of(tape, tape.names());
  }

  /** The tape's gradient of a formula by one variable. */
  public static GradientCheck of(Expr f, String name, Point point) {
    return of(Tape.of(f, point), List.of(name));
  }

  /**
   * The gradient of a tape where it is set, by some of its variables; afterwards it is set as
   * before.
   */
  public static GradientCheck of(Tape tape, Collection<String> names) {
    List<Claim> claims = new ArrayList<>();
    for (String name : names) {
      Probe probe = new Probe.OfTape(tape, name);
      claims.add(new Claim(name, tape.gradient(name).copy(), probe));
    }
    return new GradientCheck(claims);
  }

  /** The tape's gradient at a point drawn where the formula has a value. */
  public static GradientCheck drawn(Expr f, Map<String, Integer> sizes, long seed) {
    return of(f, Point.admissible(f, sizes, seed));
  }

  /**
   * A formula claimed to be the gradient of f by a variable.
   *
   * @throws FormulaException if it has not the variable's shape
   */
  public static GradientCheck of(Expr f, String name, Expr claimed, Point point) {
    Tape tape = Tape.of(f, point);
    Map<String, Integer> sizes = new HashMap<>(point.sizes(claimed));
    sizes.putAll(point.sizes(f));
    DMatrixRMaj gradient = Tape.of(claimed, sizes, point.functions()).set(point).output();
    return of(tape, name, gradient, Ascii.print(claimed));
  }

  /**
   * A matrix claimed to be the gradient of f by a variable.
   *
   * @throws FormulaException if it has not the variable's shape, or is not finite
   */
  public static GradientCheck of(Expr f, String name, DMatrixRMaj claimed, Point point) {
    return of(Tape.of(f, point), name, claimed.copy(), "∇" + name);
  }

  private static GradientCheck of(Tape tape, String name, DMatrixRMaj gradient, String text) {
    Probe probe = new Probe.OfTape(tape, name);
    return new GradientCheck(List.of(Claim.of(text, name, gradient, probe)));
  }

  /**
   * A function of a matrix with a function claimed to be its gradient.
   *
   * @throws FormulaException if the claimed gradient has not the shape of x, or is not finite
   */
  public static GradientCheck of(
      String name,
      ToDoubleFunction<DMatrixRMaj> f,
      Function<DMatrixRMaj, DMatrixRMaj> claimed,
      DMatrixRMaj x) {
    Probe probe = new Probe.OfFunction(f, x.copy(), x.copy());
    DMatrixRMaj gradient = claimed.apply(x.copy());
    return new GradientCheck(List.of(Claim.of("∇" + name, name, gradient, probe)));
  }

  /** The same for a variable named x. */
  public static GradientCheck of(
      ToDoubleFunction<DMatrixRMaj> f, Function<DMatrixRMaj, DMatrixRMaj> claimed, DMatrixRMaj x) {
    return of("x", f, claimed, x);
  }

  /** Both checks as one, the entries of this one first: several variables of one function. */
  public GradientCheck and(GradientCheck other) {
    List<Claim> all = new ArrayList<>(claims);
    all.addAll(other.claims);
    List<Entry> both = new ArrayList<>(entries);
    both.addAll(other.entries);
    return new GradientCheck(all, both);
  }

  private GradientCheck(List<Claim> claims, List<Entry> entries) {
    this.claims = List.copyOf(claims);
    this.entries = List.copyOf(entries);
  }

  /**
   * The quick mode: derivatives along random directions of length 1, an entry each, named {@code
   * X·1}, {@code X·2} and so on.
   */
  public static GradientCheck along(
      String name,
      ToDoubleFunction<DMatrixRMaj> f,
      Function<DMatrixRMaj, DMatrixRMaj> claimed,
      DMatrixRMaj x,
      int directions,
      long seed) {
    DMatrixRMaj middle = x.copy();
    DMatrixRMaj moved = x.copy();
    Probe whole = new Probe.OfFunction(f, middle, moved);
    DMatrixRMaj gradient = Claim.of("∇" + name, name, claimed.apply(x.copy()), whole).gradient();
    Random random = new Random(seed);
    List<Claim> claims = new ArrayList<>();
    for (int k = 1; k <= directions; k++) {
      DMatrixRMaj direction = new DMatrixRMaj(x.numRows, x.numCols);
      for (int i = 0; i < direction.getNumElements(); i++) {
        direction.data[i] = random.nextGaussian();
      }
      CommonOps_DDRM.divide(direction, NormOps_DDRM.normF(direction));
      DMatrixRMaj slope = new DMatrixRMaj(1, 1);
      slope.data[0] = VectorVectorMult_DDRM.innerProd(gradient, direction);
      ToDoubleFunction<DMatrixRMaj> line =
          t -> {
            CommonOps_DDRM.add(middle, t.data[0], direction, moved);
            return f.applyAsDouble(moved);
          };
      Probe probe = new Probe.OfFunction(line, new DMatrixRMaj(1, 1), new DMatrixRMaj(1, 1));
      claims.add(new Claim(name + "·" + k, slope, probe));
    }
    return new GradientCheck(claims);
  }

  /** The quick mode for the tape's gradient of a formula by one variable. */
  public static GradientCheck along(Expr f, String name, Point point, int directions, long seed) {
    Tape tape = Tape.of(f, point);
    return along(
        name,
        x -> tape.set(name, x).value(),
        x -> tape.set(name, x).gradient(name).copy(),
        tape.matrix(name),
        directions,
        seed);
  }

  // ---- what came out

  /** All entries, variable by variable, each by rows. */
  public List<Entry> entries() {
    return entries;
  }

  /** The entries whose claims are refused. */
  public List<Entry> refused() {
    return entries.stream().filter(e -> e.outcome() == Outcome.REFUSED).toList();
  }

  /** Whether nothing speaks against the claimed gradient. */
  public boolean isRight() {
    return entries.stream().allMatch(e -> e.outcome().isRight());
  }

  public Verdict verdict() {
    Entry worst = null;
    for (Entry entry : entries) {
      if (worst == null
          || entry.outcome().compareTo(worst.outcome()) > 0
          || entry.outcome() == worst.outcome() && entry.relativeError() > worst.relativeError()) {
        worst = entry;
      }
    }
    return worst == null
        ? Verdict.of(Outcome.AGREES, 0, null, 0)
        : Verdict.of(worst.outcome(), worst.relativeError(), worst, entries.size());
  }

  /** The largest relative error. */
  public double relativeError() {
    return entries.stream().mapToDouble(Entry::relativeError).max().orElse(0);
  }

  /** The relative errors of a variable's entries, in its shape. */
  public DMatrixRMaj relativeErrors(String variable) {
    Claim claim = claim(variable);
    DMatrixRMaj errors = new DMatrixRMaj(claim.gradient().numRows, claim.gradient().numCols);
    for (Entry entry : entries) {
      if (entry.variable().equals(variable)) {
        errors.set(entry.row(), entry.column(), entry.relativeError());
      }
    }
    return errors;
  }

  /** The variables, in the order checked. */
  public List<String> variables() {
    return claims.stream().map(Claim::name).toList();
  }

  /** The errors of the whole gradient by a variable, over step sizes from 1e-1 to 1e-13. */
  public StepErrors stepErrors(String variable) {
    return StepErrors.of(claim(variable));
  }

  private Claim claim(String variable) {
    for (Claim claim : claims) {
      if (claim.name().equals(variable)) {
        return claim;
      }
    }
    throw new FormulaException("check.no-variable", variable, String.join(", ", variables()));
  }

  /**
   * The entries as a table: name, exact (the claim), numeric, relative error; and what the check
   * says, where it is not that all agree.
   */
  public Table table(Language language) {
    Words words = Words.in(language);
    StringColumn name = StringColumn.create(words.text("check.column.name"));
    StringColumn exact = StringColumn.create(words.text("check.column.exact"));
    StringColumn numeric = StringColumn.create(words.text("check.column.numeric"));
    StringColumn error = StringColumn.create(words.text("check.column.error"));
    StringColumn says = StringColumn.create(words.text("check.column.outcome"));
    boolean plain = true;
    for (Entry entry : entries) {
      Estimate estimate = entry.numeric();
      name.append(entry.name());
      exact.append(Numbers.text(entry.claimed()));
      numeric.append(
          estimate.isKink()
              ? Numbers.text(Verdict.clean(estimate.left(), estimate.error()))
                  + " | "
                  + Numbers.text(Verdict.clean(estimate.right(), estimate.error()))
              : Numbers.text(Verdict.clean(estimate.value(), estimate.error())));
      error.append(Numbers.error(entry.relativeError()));
      says.append(words.text(entry.outcome().key()));
      plain &= entry.outcome() == Outcome.AGREES;
    }
    Table table = Table.create(words.text("check.title"), name, exact, numeric, error);
    return plain ? table : table.addColumns(says);
  }

  /** The verdict in English. */
  @Override
  public String toString() {
    return verdict().toString();
  }
}
