package handgrad.expr;

import handgrad.expr.Function.Elementary;
import handgrad.expr.Function.Named;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Parse tree to expression. A term is first laid out flat as {@link Factor}s, runs of letters split
 * by the declared names; then functions take their arguments and products are built from the left.
 */
final class FormulaReader {
  private static final Map<String, Elementary> ELEMENTARY =
      Map.ofEntries(
          Map.entry("ln", Elementary.LOG),
          Map.entry("log", Elementary.LOG),
          Map.entry("exp", Elementary.EXP),
          Map.entry("sqrt", Elementary.SQRT),
          Map.entry("abs", Elementary.ABS),
          Map.entry("sign", Elementary.SIGN),
          Map.entry("sin", Elementary.SIN),
          Map.entry("cos", Elementary.COS),
          Map.entry("tan", Elementary.TAN),
          Map.entry("sinh", Elementary.SINH),
          Map.entry("cosh", Elementary.COSH),
          Map.entry("tanh", Elementary.TANH),
          Map.entry("sigmoid", Elementary.SIGMOID),
          Map.entry("relu", Elementary.RELU),
          Map.entry("step", Elementary.STEP));

  private static final Set<String> OF_TWO = Set.of("kron", "comm", "ones", "zeros", "max");

  private final Names names;
  private final Declarations declarations;
  private final Keyboard keyboard;
  private final String typed;
  private final Shape expected;
  private final Identities identities = new Identities();

  FormulaReader(Declarations declarations, Keyboard keyboard, String typed, Shape expected) {
    this.declarations = declarations;
    this.names = new Names(declarations);
    this.keyboard = keyboard;
    this.typed = typed;
    this.expected = expected;
  }

  Expr formula(FormulaParser.FormulaContext tree) {
    Expr expr = identities.settle(sum(tree.sum()), expected);
    boolean paper = tree.getText().startsWith("(") && expr instanceof Expr.Literal;
    if (paper && expected != null && expected.isRow() && expr.shape().isColumn()) {
      Expr.Literal column = (Expr.Literal) expr;
      expr = new Expr.Literal(1, column.rows(), column.entries());
    }
    requireShallow(expr);
    return expr;
  }

  private Expr sum(FormulaParser.SumContext tree) {
    Expr sum = term(tree.first);
    for (int i = 0; i < tree.terms.size(); i++) {
      Token sign = tree.sign.get(i);
      Expr term = term(tree.terms.get(i));
      Expr left = sum;
      sum =
          identities.entrywise(
              left,
              term,
              (a, b) -> at(sign, sign.getText().equals("+") ? a.getClass() : null, a, b));
    }
    return sum;
  }

  // A shape error gets its caret under the operator.
  private Expr at(Token sign, Class<?> plus, Expr a, Expr b) {
    try {
      return plus != null ? new Expr.Plus(a, b) : new Expr.Minus(a, b);
    } catch (FormulaException e) {
      throw placed(e, sign.getStartIndex());
    }
  }

  // ---- a term: factors laid out flat, then put together

  private enum Kind {
    VALUE,
    FUNCTION,
    GROUP,
    NEGATIVE
  }

  /**
   * One piece of a term.
   *
   * @param operator what joins it to the piece before: {@code *}, {@code /}, {@code .*}, {@code
   *     ./}, or a blank for juxtaposition
   * @param name a function's name
   * @param values the value, or the values of a bracket
   * @param suffixes what follows a function's name or a bracket and waits until it is applied
   */
  private record Factor(
      Kind kind,
      String operator,
      String name,
      List<Expr> values,
      List<FormulaParser.SuffixContext> suffixes,
      int start) {

    Factor joined(String operator) {
      return new Factor(kind, operator, name, values, suffixes, start);
    }
  }

  private Expr term(FormulaParser.TermContext tree) {
    List<Factor> factors = new ArrayList<>();
    layOut(tree.factor(), "", factors);
    for (FormulaParser.RestContext rest : tree.rest()) {
      if (rest.power() != null) {
        layOut(rest.power(), " ", factors);
      } else {
        layOut(rest.factor(), operator(rest.op), factors);
      }
    }
    Deque<Factor> queue = new ArrayDeque<>(factors);
    return product(queue);
  }

  // \\cdot is *, \\odot is .*
  private static String operator(Token token) {
    return switch (token.getType()) {
      case FormulaLexer.STAR -> "*";
      case FormulaLexer.DOTSTAR -> ".*";
      default -> token.getText();
    };
  }

  private void layOut(FormulaParser.FactorContext tree, String operator, List<Factor> factors) {
    FormulaParser.FactorContext inner = tree;
    boolean negative = false;
    while (inner.factor() != null) {
      negative ^= inner.getStart().getText().equals("-");
      inner = inner.factor();
    }
    int before = factors.size();
    if (negative) {
      factors.add(new Factor(Kind.NEGATIVE, operator, "", List.of(), List.of(), start(tree)));
    }
    layOut(inner.power(), negative ? "" : operator, factors);
    if (!negative && factors.size() > before) {
      factors.set(before, factors.get(before).joined(operator));
    }
  }

  private void layOut(FormulaParser.PowerContext tree, String operator, List<Factor> factors) {
    int start = start(tree);
    List<FormulaParser.SuffixContext> suffixes = tree.suffix();
    if (tree.atom() instanceof FormulaParser.NameContext name) {
      addNames(pieces(name.NAME().getSymbol()), operator, suffixes, start, factors);
    } else if (tree.atom() instanceof FormulaParser.GroupContext group) {
      List<Expr> values = group.sum().stream().map(this::sum).toList();
      factors.add(new Factor(Kind.GROUP, operator, "", values, suffixes, start));
    } else {
      addValue(atom(tree.atom()), operator, suffixes, start, factors);
    }
  }

  private void addNames(
      List<String> pieces,
      String operator,
      List<FormulaParser.SuffixContext> suffixes,
      int start,
      List<Factor> factors) {
    for (int i = 0; i < pieces.size(); i++) {
      String piece = pieces.get(i);
      String joint = i == 0 ? operator : " ";
      List<FormulaParser.SuffixContext> own = i == pieces.size() - 1 ? suffixes : List.of();
      if (isFunction(piece)) {
        factors.add(new Factor(Kind.FUNCTION, joint, piece, List.of(), own, start));
      } else {
        addValue(value(piece), joint, own, start, factors);
      }
    }
  }

  // X^TX: of a run in an exponent without braces only the first name is the exponent.
  private void addValue(
      Expr base,
      String operator,
      List<FormulaParser.SuffixContext> suffixes,
      int start,
      List<Factor> factors) {
    Expr value = base;
    for (int i = 0; i < suffixes.size(); i++) {
      FormulaParser.SuffixContext suffix = suffixes.get(i);
      List<String> run = exponentRun(suffix);
      if (run.size() > 1) {
        value = raised(value, suffix, run.get(0));
        factors.add(new Factor(Kind.VALUE, operator, "", List.of(value), List.of(), start));
        addNames(
            run.subList(1, run.size()),
            " ",
            suffixes.subList(i + 1, suffixes.size()),
            start(suffix),
            factors);
        return;
      }
      value = suffixed(value, suffix);
    }
    factors.add(new Factor(Kind.VALUE, operator, "", List.of(value), List.of(), start));
  }

  private boolean isFunction(String piece) {
    return !names.isVariable(piece)
        && !names.isSize(piece)
        && (names.isDeclaredFunction(piece) || Names.isFunction(piece) || piece.equals("sigma"));
  }

  // Products from the left; where that does not fit, the association that does (A x'b).
  private Expr product(Deque<Factor> factors) {
    List<Expr> chain = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    chain.add(operand(factors));
    starts.add(0);
    while (!factors.isEmpty()) {
      Factor next = factors.peek();
      String operator = next.operator();
      Expr right = operand(factors);
      if (operator.isBlank() || operator.equals("*")) {
        chain.add(right);
        starts.add(next.start());
      } else {
        Expr left = multiply(chain, starts);
        Expr joined =
            operator.equals("/")
                ? placed(next.start(), () -> new Expr.Divide(left, right))
                : identities.entrywise(
                    left, right, (a, b) -> placed(next.start(), () -> entrywise(operator, a, b)));
        chain = new ArrayList<>(List.of(joined));
        starts = new ArrayList<>(List.of(next.start()));
      }
    }
    return multiply(chain, starts);
  }

  private static Expr entrywise(String operator, Expr left, Expr right) {
    return operator.equals(".*")
        ? new Expr.ElementMult(left, right)
        : new Expr.ElementDivide(left, right);
  }

  private Expr multiply(List<Expr> chain, List<Integer> starts) {
    Expr product = chain.get(0);
    for (int i = 1; i < chain.size(); i++) {
      try {
        product = identities.mult(product, chain.get(i));
      } catch (FormulaException e) {
        Expr other = associate(chain, 0, chain.size(), new Expr[chain.size()][chain.size() + 1]);
        if (other != null) {
          return other;
        }
        throw placed(e, starts.get(i));
      }
    }
    return product;
  }

  private Expr associate(List<Expr> chain, int from, int to, Expr[][] known) {
    if (to - from == 1) {
      return chain.get(from);
    }
    if (to - from > 12) {
      return null; // nobody means a product this long to be read by shapes alone
    }
    if (known[from][to] != null) {
      return known[from][to];
    }
    for (int middle = to - 1; middle > from; middle--) {
      Expr left = associate(chain, from, middle, known);
      Expr right = left == null ? null : associate(chain, middle, to, known);
      if (right != null) {
        try {
          known[from][to] = identities.mult(left, right);
          return known[from][to];
        } catch (FormulaException e) {
          continue;
        }
      }
    }
    return null;
  }

  private Expr operand(Deque<Factor> factors) {
    Factor factor = factors.poll();
    switch (factor.kind()) {
      case VALUE:
        return factor.values().get(0);
      case NEGATIVE:
        return new Expr.Negate(operand(factors));
      case GROUP:
        return suffixed(bracket(factor), factor.suffixes());
      default:
        return applied(factor, factors);
    }
  }

  private Expr bracket(Factor group) {
    List<Expr> values = group.values();
    return values.size() == 1
        ? values.get(0)
        : placed(group.start(), () -> new Expr.Literal(values.size(), 1, values));
  }

  // ---- functions

  private Expr applied(Factor function, Deque<Factor> factors) {
    String name = function.name();
    Factor next = factors.peek();
    if (next == null || !next.operator().isBlank()) {
      throw placed(new FormulaException("expr.function-bare", name), function.start());
    }
    List<FormulaParser.SuffixContext> own = new ArrayList<>(function.suffixes());
    int order = 0;
    while (!own.isEmpty() && isPrime(own.get(0))) {
      order++;
      own.remove(0);
    }
    int primes = order;
    if (next.kind() == Kind.GROUP) {
      factors.poll();
      Expr value = placed(function.start(), () -> apply(name, primes, next.values()));
      return suffixed(suffixed(value, own), next.suffixes());
    }
    if (OF_TWO.contains(name)) {
      throw placed(new FormulaException("expr.function-arguments", name, 2, 1), function.start());
    }
    Expr argument = product(factors);
    return suffixed(placed(function.start(), () -> apply(name, primes, List.of(argument))), own);
  }

  private Expr apply(String written, int primes, List<Expr> arguments) {
    if (names.isDeclaredFunction(written)) {
      return new Expr.Elementwise(new Named(written, primes), single(written, arguments));
    }
    String name = written.equals("sigma") ? "sigmoid" : Names.spelling(written);
    if (OF_TWO.contains(name)) {
      return applyToTwo(name, arguments);
    }
    Expr x = single(name, arguments);
    if (primes > 0) {
      return derivative(name, primes, x);
    }
    if (ELEMENTARY.containsKey(name)) {
      return new Expr.Elementwise(ELEMENTARY.get(name), x);
    }
    return switch (name) {
      case "tr" -> new Expr.Trace(x);
      case "det" -> new Expr.Det(x);
      case "logdet" -> new Expr.LogDet(x);
      case "inv" -> new Expr.Inverse(x);
      case "adj" -> new Expr.Adjugate(x);
      case "cof" -> new Expr.Cofactor(x);
      case "sum" -> new Expr.Sum(x);
      case "diag" -> new Expr.Diag(x);
      case "vec" -> new Expr.Vec(x);
      case "norm1" -> new Expr.Norm(Expr.Norm.Kind.ONE, x);
      case "norm2" -> new Expr.Norm(Expr.Norm.Kind.TWO, x);
      case "transpose" -> new Expr.Transpose(x);
      case "eye" -> new Expr.Identity(size(x));
      default -> throw new IllegalStateException(name);
    };
  }

  private Expr applyToTwo(String name, List<Expr> arguments) {
    if (arguments.size() != 2) {
      throw new FormulaException("expr.function-arguments", name, 2, arguments.size());
    }
    Expr first = arguments.get(0);
    Expr second = arguments.get(1);
    switch (name) {
      case "kron":
        return new Expr.Kron(first, second);
      case "comm":
        return new Expr.Commutation(size(first), size(second));
      case "ones":
        return new Expr.Ones(new Shape(size(first), size(second)));
      case "zeros":
        return new Expr.Zeros(new Shape(size(first), size(second)));
      default:
        if (first.equals(Expr.Num.ZERO)) {
          return new Expr.Elementwise(Elementary.RELU, second);
        }
        if (second.equals(Expr.Num.ZERO)) {
          return new Expr.Elementwise(Elementary.RELU, first);
        }
        throw new FormulaException("expr.max", Ascii.print(first), Ascii.print(second));
    }
  }

  private static Expr single(String name, List<Expr> arguments) {
    if (arguments.size() != 1) {
      throw new FormulaException("expr.function-arguments", name, 1, arguments.size());
    }
    return arguments.get(0);
  }

  // relu'(H), sigmoid'(H), tanh'(H): written out, since a prime on a known function is no new one.
  private static Expr derivative(String name, int primes, Expr x) {
    Expr one = Expr.Num.ONE;
    Elementary function = ELEMENTARY.get(name);
    if (primes != 1 || function == null) {
      throw new FormulaException("expr.prime", name + "'".repeat(primes));
    }
    Expr value = new Expr.Elementwise(function, x);
    return switch (function) {
      case RELU -> new Expr.Elementwise(Elementary.STEP, x);
      case SIGMOID -> new Expr.ElementMult(value, new Expr.Minus(one, value));
      case TANH -> new Expr.Minus(one, new Expr.ElementPower(value, Expr.Num.TWO));
      case EXP -> value;
      case SIN -> new Expr.Elementwise(Elementary.COS, x);
      case ABS -> new Expr.Elementwise(Elementary.SIGN, x);
      default -> throw new FormulaException("expr.prime", name + "'");
    };
  }

  private Size size(Expr expr) {
    if (expr instanceof Expr.SizeNumber number) {
      return number.size();
    }
    if (expr instanceof Expr.Num num
        && num.value().scale() <= 0
        && num.value().compareTo(BigDecimal.valueOf(Declarations.LARGEST_SIZE)) <= 0
        && num.value().signum() > 0) {
      return Size.of(num.value().intValueExact());
    }
    if (expr instanceof Expr.Mult product) {
      return size(product.left()).times(size(product.right()));
    }
    throw new FormulaException("expr.not-a-size", Ascii.print(expr));
  }

  // ---- atoms

  private Expr atom(FormulaParser.AtomContext tree) {
    if (tree instanceof FormulaParser.NumberContext number) {
      return new Expr.Num(new BigDecimal(number.getText()));
    }
    if (tree instanceof FormulaParser.FractionContext fraction) {
      Expr above = sum(fraction.sum(0));
      Expr below = sum(fraction.sum(1));
      return placed(start(tree), () -> new Expr.Divide(above, below));
    }
    if (tree instanceof FormulaParser.RootContext root) {
      return new Expr.Elementwise(Elementary.SQRT, sum(root.sum()));
    }
    if (tree instanceof FormulaParser.BracesContext braces) {
      return sum(braces.sum());
    }
    if (tree instanceof FormulaParser.BarsContext bars) {
      return absolute(sum(bars.sum()), start(tree));
    }
    if (tree instanceof FormulaParser.NormContext norm) {
      return norm(norm);
    }
    if (tree instanceof FormulaParser.MatrixContext matrix) {
      return matrix(matrix.row().stream().map(FormulaParser.RowContext::sum).toList(), tree);
    }
    FormulaParser.TexmatrixContext matrix = (FormulaParser.TexmatrixContext) tree;
    return matrix(matrix.texrow().stream().map(FormulaParser.TexrowContext::sum).toList(), tree);
  }

  private Expr absolute(Expr x, int start) {
    Shape shape = x.shape();
    if (shape.isScalar()) {
      return new Expr.Elementwise(Elementary.ABS, x);
    }
    String key = shape.isVector() ? "expr.bars-vector" : "expr.bars-matrix";
    throw placed(new FormulaException(key, Ascii.print(x), shape), start);
  }

  private Expr norm(FormulaParser.NormContext tree) {
    Expr x = sum(tree.sum());
    String kind = tree.kind == null ? "2" : tree.kind.getText();
    if (!Set.of("1", "2", "F").contains(kind)) {
      throw placed(new FormulaException("expr.norm-kind", kind), tree.kind.getStartIndex());
    }
    return new Expr.Norm(kind.equals("1") ? Expr.Norm.Kind.ONE : Expr.Norm.Kind.TWO, x);
  }

  private Expr matrix(List<List<FormulaParser.SumContext>> rows, ParserRuleContext tree) {
    int columns = rows.get(0).size();
    List<Expr> entries = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).size() != columns) {
        throw placed(
            new FormulaException("expr.ragged", i + 1, rows.get(i).size(), columns),
            start(rows.get(i).get(0)));
      }
      rows.get(i).forEach(entry -> entries.add(sum(entry)));
    }
    return placed(start(tree), () -> new Expr.Literal(rows.size(), columns, entries));
  }

  private Expr value(String name) {
    if (names.isVariable(name)) {
      return declarations.variable(name);
    }
    if (names.isSize(name)) {
      return new Expr.SizeNumber(Size.of(name));
    }
    return switch (name) {
      case "e" -> Expr.Constant.E;
      case "pi" -> Expr.Constant.PI;
      default -> identities.next();
    };
  }

  // The names of a token: AXB by the declarations; an index belongs to the last of the run.
  private List<String> pieces(Token token) {
    String text = token.getText();
    int position = token.getStartIndex();
    String indexed = Index.name(text, names::isVariable);
    if (indexed != null) {
      return List.of(indexed);
    }
    int cut = Index.start(text);
    String run = Index.letters(text.substring(0, cut));
    String index = text.substring(cut);
    for (int i = 1; i < run.length() && !index.isEmpty(); i++) {
      String last = Index.name(run.substring(i) + index, names::isVariable);
      List<String> before = names.split(run.substring(0, i));
      if (last != null && !before.isEmpty()) {
        List<String> all = new ArrayList<>(before);
        all.add(last);
        return all;
      }
    }
    if (run.equals("sigma") && index.isEmpty() && !names.isVariable(run)) {
      return List.of(run);
    }
    List<String> pieces = index.isEmpty() ? names.split(run) : List.of();
    if (pieces.isEmpty()) {
      boolean command = text.startsWith("\\") && !Index.isLetterCommand(text);
      throw placed(
          command ? new FormulaException("expr.unknown-command", text) : names.unknown(run + index),
          position);
    }
    return pieces;
  }

  // ---- suffixes

  private static boolean isPrime(FormulaParser.SuffixContext suffix) {
    return suffix.getText().equals("'") || suffix.PRIME() != null;
  }

  private Expr suffixed(Expr value, List<FormulaParser.SuffixContext> suffixes) {
    Expr result = value;
    for (FormulaParser.SuffixContext suffix : suffixes) {
      result = suffixed(result, suffix);
    }
    return result;
  }

  private Expr suffixed(Expr value, FormulaParser.SuffixContext suffix) {
    if (isPrime(suffix)) {
      return new Expr.Transpose(value);
    }
    FormulaParser.ExponentContext exponent = suffix.exponent();
    String text = exponent.getText().replace("{", "").replace("}", "");
    boolean transposed = exponent.TOP() != null || (text.endsWith("T") && !names.isVariable("T"));
    if (transposed && (exponent.TOP() != null || text.equals("T") || text.equals("-T"))) {
      return text.startsWith("-")
          ? new Expr.Transpose(placed(start(suffix), () -> new Expr.Inverse(value)))
          : new Expr.Transpose(value);
    }
    Expr power = atomOrRun(exponent.atom());
    Expr signed = exponent.getStart().getText().equals("-") ? new Expr.Negate(power) : power;
    return raised(value, suffix, signed);
  }

  private Expr atomOrRun(FormulaParser.AtomContext atom) {
    if (atom instanceof FormulaParser.NameContext name) {
      List<String> pieces = pieces(name.NAME().getSymbol());
      return value(pieces.get(0));
    }
    if (atom instanceof FormulaParser.GroupContext group) {
      return bracket(
          new Factor(
              Kind.GROUP,
              "",
              "",
              group.sum().stream().map(this::sum).toList(),
              List.of(),
              start(atom)));
    }
    return atom(atom);
  }

  private Expr raised(Expr value, FormulaParser.SuffixContext suffix, String exponent) {
    if (exponent.equals("T")) {
      return suffix.exponent().getText().startsWith("-")
          ? new Expr.Transpose(new Expr.Inverse(value))
          : new Expr.Transpose(value);
    }
    Expr power = value(exponent);
    return raised(
        value, suffix, suffix.exponent().getText().startsWith("-") ? power.negative() : power);
  }

  private Expr raised(Expr value, FormulaParser.SuffixContext suffix, Expr exponent) {
    return placed(
        start(suffix),
        () -> {
          if (suffix.getStart().getText().equals(".^")) {
            return new Expr.ElementPower(value, exponent);
          }
          boolean minusOne = exponent.equals(new Expr.Negate(Expr.Num.ONE));
          return minusOne && !value.shape().isScalar()
              ? new Expr.Inverse(value)
              : new Expr.Power(value, exponent);
        });
  }

  // The run TAX of X^TAX: an exponent T and two factors. Empty where there is no run.
  private List<String> exponentRun(FormulaParser.SuffixContext suffix) {
    if (suffix.exponent() == null
        || !(suffix.exponent().atom() instanceof FormulaParser.NameContext name)) {
      return List.of();
    }
    Token token = name.NAME().getSymbol();
    String text = token.getText();
    if (text.startsWith("T") && text.length() > 1 && !names.isVariable("T")) {
      List<String> rest = names.split(Index.letters(text.substring(1)));
      if (!rest.isEmpty()) {
        List<String> all = new ArrayList<>(List.of("T"));
        all.addAll(rest);
        return all;
      }
    }
    return text.equals("T") ? List.of() : pieces(token);
  }

  // ---- places

  private int start(ParserRuleContext tree) {
    return tree.getStart().getStartIndex();
  }

  private FormulaException placed(FormulaException e, int start) {
    return e.position() >= 0 ? e : e.at(typed, keyboard.position(start));
  }

  private Expr placed(int start, java.util.function.Supplier<Expr> made) {
    try {
      return made.get();
    } catch (FormulaException e) {
      throw placed(e, start);
    }
  }

  private static void requireShallow(Expr expr) {
    Deque<Expr> open = new ArrayDeque<>(List.of(expr));
    Deque<Integer> depths = new ArrayDeque<>(List.of(1));
    while (!open.isEmpty()) {
      Expr next = open.pop();
      int depth = depths.pop();
      if (depth > Formula.DEEPEST_TREE) {
        throw new FormulaException("expr.too-long", Formula.DEEPEST_TREE);
      }
      for (Expr operand : next.operands()) {
        open.push(operand);
        depths.push(depth + 1);
      }
    }
  }
}
