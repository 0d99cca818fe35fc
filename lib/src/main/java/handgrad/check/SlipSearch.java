package handgrad.check;

import handgrad.derive.Assumptions;
import handgrad.derive.Derivation;
import handgrad.derive.Evaluation;
import handgrad.derive.Jet;
import handgrad.derive.Law;
import handgrad.derive.Points;
import handgrad.derive.Sample;
import handgrad.derive.Undefined;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the slip behind a wrong answer: which single mistake turns the derived answer into it. The
 * commonest are tried first.
 */
final class SlipSearch {
  private static final double[] FACTORS = {
    2, 0.5, 3, 1.0 / 3, 4, 0.25, 1.5, 2.0 / 3, 6, 1.0 / 6, 8, 0.125
  };
  private static final double CLOSE = 1e-7;

  private final AnswerCheck check;
  private final List<Evaluation> at;
  private final List<Sample> samples;
  private final Derivation derivation;

  SlipSearch(AnswerCheck check, List<Evaluation> at, List<Sample> samples) {
    this.check = check;
    this.at = at;
    this.samples = samples;
    this.derivation = check.derivation();
  }

  // ---- answers of a shape that does not fit

  Judgement.Slip ofShape(Expr answer, Expr expected) {
    if (same(new Expr.Transpose(answer), expected)) {
      return SlipKind.TRANSPOSED.at("whole");
    }
    Judgement.Slip slip = edited(answer, expected, 1);
    if (slip != null) {
      return slip;
    }
    Judgement.Slip chain = chainRule(answer);
    if (chain != null) {
      return chain;
    }
    Judgement.Slip variable = otherVariable(answer);
    return variable != null ? variable : SlipKind.SHAPE.at("whole");
  }

  // ---- wrong answers of the right shape

  Judgement.Slip of(Expr answer, Expr expected) {
    if (same(new Expr.Negate(answer), expected)) {
      return SlipKind.SIGN.at("whole");
    }
    Judgement.Slip slip = cofactor(answer, expected);
    if (slip == null && expected.shape().isSquare() && !expected.shape().isScalar()) {
      slip = same(new Expr.Transpose(answer), expected) ? transposedOrInverse(answer) : null;
    }
    if (slip == null) {
      slip = factor(answer, expected);
    }
    if (slip == null) {
      slip = edited(answer, expected, 0);
    }
    if (slip == null) {
      slip = onlySymmetric(answer, expected);
    }
    if (slip == null) {
      slip = terms(answer, expected);
    }
    if (slip == null) {
      slip = chainRule(answer);
    }
    if (slip == null) {
      slip = numberForgotten(answer, expected);
    }
    if (slip == null) {
      slip = otherVariable(answer);
    }
    if (slip == null) {
      slip = edited(answer, expected, 1);
    }
    if (slip == null) {
      slip = assumption(answer, expected);
    }
    if (slip == null) {
      slip = edited(answer, expected, 2);
    }
    return slip != null ? slip : SlipKind.OTHER.at("unknown");
  }

  private boolean same(Expr a, Expr b) {
    if (!a.shape().equals(b.shape())) {
      return false;
    }
    for (Evaluation point : at) {
      if (AnswerCheck.compare(point, a, b) != AnswerCheck.Comparison.EQUAL) {
        return false;
      }
    }
    return true;
  }

  private Judgement.Slip cofactor(Expr answer, Expr expected) {
    for (Edits.Edit edit : Edits.of(answer, List.of(), List.of())) {
      if (edit.kind() == SlipKind.COFACTOR && same(edit.answer(), expected)) {
        return edit.slip();
      }
    }
    return null;
  }

  private static Judgement.Slip transposedOrInverse(Expr answer) {
    Expr bare = answer;
    while (bare instanceof Expr.Negate
        || bare instanceof Expr.Transpose
        || bare instanceof Expr.Mult m && m.left().shape().isScalar()) {
      bare = bare instanceof Expr.Mult m ? m.right() : ((Expr.Unary) bare).operand();
    }
    boolean inverse =
        bare instanceof Expr.Inverse
            || bare instanceof Expr.Power p && p.right() instanceof Expr.Negate;
    return (inverse ? SlipKind.INVERSE_TRANSPOSE : SlipKind.TRANSPOSED).at("whole");
  }

  // ---- a number too many or too few

  private Judgement.Slip factor(Expr answer, Expr expected) {
    double[] ratios = new double[at.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ratio(at.get(i), answer, expected);
      if (Double.isNaN(ratios[i])) {
        return null;
      }
    }
    if (isConstant(ratios)) {
      double c = nice(Math.abs(ratios[0]));
      if (!Double.isNaN(c)) {
        return (ratios[0] < 0 ? SlipKind.SIGN : SlipKind.FACTOR).at("whole-factor", fraction(c));
      }
    }
    for (Expr number : numbers()) {
      for (int power : new int[] {1, -1, 2, -2}) {
        double[] rest = new double[ratios.length];
        for (int i = 0; i < rest.length; i++) {
          rest[i] = ratios[i] * Math.pow(value(at.get(i), number), power);
        }
        if (isConstant(rest)
            && (Math.abs(Math.abs(rest[0]) - 1) < CLOSE
                || !Double.isNaN(nice(Math.abs(rest[0]))))) {
          return SlipKind.SCALE.at("whole-scale", AnswerCheck.text(number));
        }
      }
    }
    return null;
  }

  private static boolean isConstant(double[] x) {
    for (double v : x) {
      if (!(Math.abs(v - x[0]) <= CLOSE * Math.abs(x[0]))) {
        return false;
      }
    }
    return x[0] != 0;
  }

  private static double nice(double c) {
    for (double factor : FACTORS) {
      if (Math.abs(c - factor) < CLOSE * factor) {
        return factor;
      }
    }
    return Double.NaN;
  }

  private static String fraction(double c) {
    if (c >= 1 && c == Math.rint(c)) {
      return Long.toString((long) c);
    }
    for (int bottom = 2; bottom <= 8; bottom++) {
      double top = c * bottom;
      if (Math.abs(top - Math.rint(top)) < CLOSE) {
        return Math.round(top) + "/" + bottom;
      }
    }
    return Double.toString(c);
  }

  // The one number that the answer is of the expected, or NaN.
  private static double ratio(Evaluation point, Expr answer, Expr expected) {
    Jet a;
    try {
      a = point.of(answer);
    } catch (Undefined e) {
      return Double.NaN;
    }
    Jet b = point.of(expected);
    if (a.rows() != b.rows() || a.columns() != b.columns()) {
      return Double.NaN;
    }
    int pivot = 0;
    for (int i = 1; i < b.length(); i++) {
      if (Math.abs(b.value()[i]) > Math.abs(b.value()[pivot])) {
        pivot = i;
      }
    }
    double ratio = a.value()[pivot] / b.value()[pivot];
    for (int i = 0; i < b.length(); i++) {
      if (!(Math.abs(a.value()[i] - ratio * b.value()[i])
          <= CLOSE * (Math.abs(ratio) * b.largest() + 1e-12))) {
        return Double.NaN;
      }
    }
    return ratio;
  }

  private List<Expr> numbers() {
    List<Expr> all = new ArrayList<>();
    for (Expr.Variable v : check.names().variables()) {
      if (v.shape().isScalar()) {
        all.add(v);
      }
    }
    for (String letter : check.names().sizes()) {
      all.add(new Expr.SizeNumber(Size.of(letter)));
    }
    return all;
  }

  private static double value(Evaluation point, Expr number) {
    return point.of(number).value()[0];
  }

  // ---- one place of the answer changed

  // Stage 0: the likeliest; stage 1: all; stage 2: all, and a factor on top.
  private Judgement.Slip edited(Expr answer, Expr expected, int stage) {
    for (Edits.Edit edit : Edits.of(answer, check.names().variables(), numbers())) {
      SlipKind kind = edit.kind();
      boolean likely =
          kind == SlipKind.UNTRANSPOSED
              || kind == SlipKind.INVERSE_TRANSPOSE
              || kind == SlipKind.IDENTITY
              || kind == SlipKind.ELEMENTWISE
              || kind == SlipKind.ORDER
              || kind == SlipKind.SIGN;
      if (stage == 0 && !likely || !edit.answer().shape().equals(expected.shape())) {
        continue;
      }
      try {
        if (stage < 2 ? same(edit.answer(), expected) : proportional(edit.answer(), expected)) {
          return edit.slip();
        }
      } catch (FormulaException tooLarge) {
        continue;
      }
    }
    return null;
  }

  private boolean proportional(Expr a, Expr b) {
    double[] ratios = new double[at.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ratio(at.get(i), a, b);
    }
    return isConstant(ratios)
        && (!Double.isNaN(nice(Math.abs(ratios[0]))) || Math.abs(ratios[0] + 1) < CLOSE);
  }

  // ---- right under an assumption that was not made

  private Judgement.Slip onlySymmetric(Expr answer, Expr expected) {
    for (Expr.Variable v : check.names().variables()) {
      boolean square = v.shape().isSquare() && !v.shape().isScalar();
      if (square && rightUnder(v, Law.SYMMETRIC, answer, expected)) {
        return SlipKind.SYMMETRY.at("only-symmetric", v.name());
      }
    }
    return null;
  }

  private Judgement.Slip assumption(Expr answer, Expr expected) {
    Set<String> letters = check.names().sizes();
    if (letters.size() > 1
        && rightUnder(check.assumptions().withEqualSizes(letters), answer, expected)) {
      return SlipKind.ASSUMPTION.at("only-square");
    }
    for (Expr.Variable v : check.names().variables()) {
      for (Law law : new Law[] {Law.ORTHOGONAL, Law.POSITIVE_DEFINITE, Law.UNIT_INTERVAL}) {
        boolean square = v.shape().isSquare() && !v.shape().isScalar();
        if (law != Law.UNIT_INTERVAL && !square) {
          continue;
        }
        if (rightUnder(v, law, answer, expected)) {
          String key =
              law == Law.ORTHOGONAL
                  ? "only-orthogonal"
                  : law == Law.POSITIVE_DEFINITE ? "only-definite" : "only-positive";
          return SlipKind.ASSUMPTION.at(key, v.name());
        }
      }
    }
    return null;
  }

  private boolean rightUnder(Expr.Variable v, Law law, Expr answer, Expr expected) {
    return rightUnder(check.assumptions().with(v.name(), law), answer, expected);
  }

  private boolean rightUnder(Assumptions more, Expr answer, Expr expected) {
    List<Expr> defined = List.of(derivation.f(), expected, answer);
    Points points = new Points(allNames(), more, defined, 7);
    List<Sample> drawn = points.draw(3);
    for (Sample sample : drawn) {
      if (AnswerCheck.compare(sample.bounded(), answer, expected) != AnswerCheck.Comparison.EQUAL) {
        return false;
      }
    }
    return drawn.size() >= 2;
  }

  private List<Expr.Variable> allNames() {
    List<Expr.Variable> all = new ArrayList<>(check.names().variables());
    all.add(derivation.differential());
    return all;
  }

  // ---- terms: what every occurrence of X in f gives

  private Judgement.Slip terms(Expr answer, Expr expected) {
    Judgement.Slip slip = terms(answer, occurrences(), "occurrence");
    List<Expr> summands = new ArrayList<>();
    summands(expected, summands);
    return slip != null ? slip : terms(answer, summands, "summand");
  }

  private static void summands(Expr e, List<Expr> found) {
    if (e instanceof Expr.Plus || e instanceof Expr.Minus) {
      summands(e.operands().get(0), found);
      summands(e.operands().get(1), found);
    } else {
      found.add(e);
    }
  }

  private Judgement.Slip terms(Expr answer, List<Expr> parts, String place) {
    if (parts.size() < 2) {
      return null;
    }
    double[] c = coefficients(answer, parts);
    if (c == null) {
      return null;
    }
    Integer lost = null;
    Integer signed = null;
    Integer scaled = null;
    for (int i = 0; i < c.length; i++) {
      if (Math.abs(c[i] - 1) < CLOSE) {
        continue;
      }
      if (Math.abs(c[i]) < CLOSE) {
        lost = lost == null ? i : lost;
      } else if (c[i] < 0) {
        signed = signed == null ? i : signed;
      } else {
        scaled = scaled == null ? i : scaled;
      }
    }
    String x = derivation.by().name();
    if (lost != null) {
      return SlipKind.TERM.at(place, x, lost + 1);
    }
    if (signed != null) {
      return SlipKind.SIGN.at(place, x, signed + 1);
    }
    return scaled == null ? null : SlipKind.FACTOR.at(place, x, scaled + 1);
  }

  /** The part of the gradient that each occurrence of X in f gives, from left to right. */
  private List<Expr> occurrences() {
    List<Expr> parts = new ArrayList<>();
    if (check.assumptions().kind() != Assumptions.Kind.GRADIENT) {
      return parts;
    }
    Expr f = derivation.f();
    int n = count(f);
    for (int k = 0; k < n; k++) {
      Expr.Variable one = new Expr.Variable(derivation.by().name() + "#", derivation.by().shape());
      Expr marked = mark(f, one, new int[] {k});
      try {
        Expr gradient = gradient(marked, one);
        if (gradient == null) {
          return List.of();
        }
        parts.add(AnswerCheck.replace(gradient, one, derivation.by()));
      } catch (FormulaException e) {
        return List.of();
      }
    }
    return parts;
  }

  private Expr gradient(Expr f, Expr.Variable x) {
    return Derivation.of(f, x, check.assumptions()).result();
  }

  private int count(Expr e) {
    if (e.equals(derivation.by())) {
      return 1;
    }
    int count = 0;
    for (Expr operand : e.operands()) {
      count += count(operand);
    }
    return count;
  }

  private Expr mark(Expr e, Expr.Variable one, int[] left) {
    if (e.equals(derivation.by())) {
      return left[0]-- == 0 ? one : e;
    }
    if (e.operands().isEmpty()) {
      return e;
    }
    List<Expr> operands = new ArrayList<>();
    for (Expr operand : e.operands()) {
      operands.add(mark(operand, one, left));
    }
    return e.withOperands(operands);
  }

  // Numbers c with answer = sum of c_k*part_k at every point, if there are such and they are round.
  private double[] coefficients(Expr answer, List<Expr> parts) {
    int k = parts.size();
    double[][] normal = new double[k][k + 1];
    double scale = 0;
    List<double[][]> rows = new ArrayList<>();
    try {
      for (Evaluation point : at) {
        double[][] row = new double[k + 1][];
        for (int i = 0; i < k; i++) {
          row[i] = point.of(parts.get(i)).value();
        }
        row[k] = point.of(answer).value();
        if (row[k].length != row[0].length) {
          return null;
        }
        rows.add(row);
        for (int e = 0; e < row[k].length; e++) {
          scale = Math.max(scale, Math.abs(row[k][e]));
          for (int i = 0; i < k; i++) {
            for (int j = 0; j <= k; j++) {
              normal[i][j] += row[i][e] * row[j][e];
            }
          }
        }
      }
    } catch (Undefined e) {
      return null;
    }
    double[] c = solve(normal, k);
    if (c == null) {
      return null;
    }
    for (double[][] row : rows) {
      for (int e = 0; e < row[k].length; e++) {
        double sum = 0;
        for (int i = 0; i < k; i++) {
          sum += c[i] * row[i][e];
        }
        if (!(Math.abs(sum - row[k][e]) <= CLOSE * scale)) {
          return null;
        }
      }
    }
    for (double v : c) {
      double size = Math.abs(v);
      if (size > CLOSE && Math.abs(size - 1) > CLOSE && Double.isNaN(nice(size))) {
        return null;
      }
    }
    return c;
  }

  private static double[] solve(double[][] m, int n) {
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int i = c; i < n; i++) {
        if (Math.abs(m[i][c]) > Math.abs(m[pivot][c])) {
          pivot = i;
        }
      }
      double[] t = m[c];
      m[c] = m[pivot];
      m[pivot] = t;
      if (!(Math.abs(m[c][c]) > 1e-9)) {
        return null;
      }
      for (int i = 0; i < n; i++) {
        double factor = m[i][c] / m[c][c];
        for (int j = c; i != c && j <= n; j++) {
          m[i][j] -= factor * m[c][j];
        }
      }
    }
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = m[i][n] / m[i][i];
    }
    return x;
  }

  // ---- inner or outer derivative forgotten

  private Judgement.Slip chainRule(Expr answer) {
    if (check.assumptions().kind() != Assumptions.Kind.GRADIENT
        && check.assumptions().kind() != Assumptions.Kind.JACOBIAN) {
      return null;
    }
    Set<Expr> inner = new LinkedHashSet<>();
    composed(derivation.f(), inner);
    for (Expr node : inner) {
      Expr u = node.operands().get(0);
      try {
        if (same(answer, outerForgotten(node, u))) {
          return SlipKind.OUTER.at("function", AnswerCheck.text(node));
        }
        Expr forgotten = innerForgotten(u);
        if (forgotten != null && (same(answer, forgotten) || isNegative(answer, forgotten))) {
          return SlipKind.INNER.at("function", AnswerCheck.text(u));
        }
      } catch (FormulaException | Undefined e) {
        continue;
      }
    }
    return null;
  }

  // x'*A*x in the denominator, or det(X) in front, left out or put in.
  private Judgement.Slip numberForgotten(Expr answer, Expr expected) {
    Set<Expr> parts = new LinkedHashSet<>();
    numbersIn(derivation.f(), parts);
    numbersIn(expected, parts);
    for (Expr part : parts) {
      for (Expr changed : List.of(new Expr.Mult(part, answer), new Expr.Divide(answer, part))) {
        if (same(changed, expected) || proportional(changed, expected)) {
          return SlipKind.OUTER.at("function", AnswerCheck.text(part));
        }
      }
    }
    return null;
  }

  private void numbersIn(Expr e, Set<Expr> found) {
    if (e.shape().isScalar() && !(e instanceof Expr.Leaf) && holds(e, derivation.by())) {
      found.add(e);
    }
    e.operands().forEach(o -> numbersIn(o, found));
  }

  private boolean isNegative(Expr answer, Expr other) {
    return same(new Expr.Negate(answer), other);
  }

  // Functions of something that depends on X in more than name.
  private void composed(Expr e, Set<Expr> found) {
    boolean function =
        e instanceof Expr.Elementwise
            || e instanceof Expr.Power
            || e instanceof Expr.ElementPower
            || e instanceof Expr.Inverse
            || e instanceof Expr.LogDet
            || e instanceof Expr.Det
            || e instanceof Expr.Norm;
    if (function
        && count(e.operands().get(0)) > 0
        && !e.operands().get(0).equals(derivation.by())) {
      found.add(e);
    }
    e.operands().forEach(o -> composed(o, found));
  }

  private Expr outerForgotten(Expr node, Expr u) {
    Expr f = replaceNode(derivation.f(), node, u);
    return gradient(f, derivation.by());
  }

  private Expr innerForgotten(Expr u) {
    Expr.Variable placeholder = new Expr.Variable("u#", u.shape());
    Expr f = replaceNode(derivation.f(), u, placeholder);
    if (count(f) > 0) {
      return null;
    }
    Expr gradient = gradient(f, placeholder);
    return AnswerCheck.replace(gradient, placeholder, u);
  }

  private static Expr replaceNode(Expr e, Expr node, Expr by) {
    if (e.equals(node)) {
      return by;
    }
    if (e.operands().isEmpty()) {
      return e;
    }
    List<Expr> operands = new ArrayList<>();
    for (Expr operand : e.operands()) {
      operands.add(replaceNode(operand, node, by));
    }
    return e.withOperands(operands);
  }

  // ---- another variable

  private Judgement.Slip otherVariable(Expr answer) {
    for (Expr.Variable v : check.names().variables()) {
      if (v.equals(derivation.by()) || !holds(derivation.f(), v)) {
        continue;
      }
      try {
        Expr gradient = gradient(derivation.f(), v);
        if (gradient.shape().equals(answer.shape()) && same(answer, gradient)) {
          return SlipKind.VARIABLE.at("by", v.name());
        }
      } catch (FormulaException | Undefined e) {
        continue;
      }
    }
    return null;
  }

  private static boolean holds(Expr e, Expr.Variable name) {
    return e.equals(name) || e.operands().stream().anyMatch(o -> holds(o, name));
  }
}
