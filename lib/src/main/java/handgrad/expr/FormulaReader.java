package handgrad.expr;

import handgrad.expr.Function.Elementary;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Parse tree to expression. A term is first laid out flat as {@link Factor}s, runs of letters split
 * by the declared names; then functions take their arguments and products are built from the left.
 */
final class FormulaReader {
  private static final int LONGEST_REGROUPED = 30;
  private static final Pattern SHORT = Pattern.compile("(\\d) *(\\S+)$");
  private static final Pattern PART = Pattern.compile("[A-Za-z]+_[A-Za-z]|[A-Za-z]+");

  private final Declarations declarations;
  private final Names names;
  private final Keyboard keyboard;
  private final boolean rows;
  private final Identities identities = new Identities();
  // The indices of the sums around what is being read.
  private List<String> running;
  private boolean paper;

  /**
   * @param rows whether a vector on paper, {@code (1, 2)}, is a row
   * @param running the indices that run around the whole
   */
  FormulaReader(Declarations declarations, Keyboard keyboard, boolean rows, List<String> running) {
    this.running = running;
    this.declarations = declarations;
    this.names = new Names(declarations);
    this.keyboard = keyboard;
    this.rows = rows;
  }

  /** Whether a vector on paper was read: as a row it may fit where a column does not. */
  boolean hasPaperVector() {
    return paper;
  }

  Expr formula(FormulaParser.FormulaContext tree, Shape expected) {
    Expr expr = identities.fitted(sum(tree.sum()), expected);
    int open = identities.open(expr);
    if (open >= 0) {
      throw placed(new FormulaException("expr.identity-size"), open);
    }
    return expr;
  }

  private Expr sum(FormulaParser.SumContext tree) {
    Expr sum = term(tree.first);
    for (int i = 0; i < tree.terms.size(); i++) {
      Token sign = tree.sign.get(i);
      boolean plus = sign.getText().equals("+");
      Expr left = sum;
      Expr right = term(tree.terms.get(i));
      sum =
          placed(
              sign.getStartIndex(),
              () ->
                  identities.entrywise(
                      left, right, (a, b) -> plus ? new Expr.Plus(a, b) : new Expr.Minus(a, b)));
    }
    return sum;
  }

  // ---- a term: its factors laid out flat

  private enum Kind {
    VALUE,
    NUMBER,
    FUNCTION,
    SIGMA,
    GROUP,
    NEGATIVE
  }

  private static final int JUXTAPOSED = 0;

  /**
   * One piece of a term.
   *
   * @param operator the token type of what joins it to the piece before, or {@link #JUXTAPOSED}
   * @param name a function's name, or the sign of a sum
   * @param values the value, or the values of a bracket
   * @param suffixes what follows a function's name or a bracket and waits until it is applied
   * @param running the indices that run there
   */
  private record Factor(
      Kind kind,
      int operator,
      String name,
      List<Expr> values,
      List<FormulaParser.SuffixContext> suffixes,
      List<String> running,
      int start) {}

  private Factor factor(
      Kind kind,
      int operator,
      String name,
      List<Expr> values,
      List<FormulaParser.SuffixContext> suffixes,
      int start) {
    return new Factor(kind, operator, name, values, suffixes, running, start);
  }

  // A sum runs to the end of its term, and its index with it.
  private Expr term(FormulaParser.TermContext tree) {
    List<String> around = running;
    Expr term = factors(tree);
    running = around;
    return term;
  }

  private Expr factors(FormulaParser.TermContext tree) {
    Deque<Factor> factors = new ArrayDeque<>();
    layOut(tree.factor(), JUXTAPOSED, factors);
    for (FormulaParser.RestContext rest : tree.rest()) {
      if (rest.factor() != null) {
        layOut(rest.factor(), rest.op.getType(), factors);
      } else {
        Factor last = factors.peekLast();
        boolean differential = last != null && last.kind() == Kind.FUNCTION && isD(last.name());
        if (differential && rest.power().atom() instanceof FormulaParser.NameContext name) {
          factors.pollLast();
          addNames(
              differential(name.NAME().getSymbol()),
              last.operator(),
              rest.power().suffix(),
              last.start(),
              factors);
        } else {
          layOut(rest.power(), JUXTAPOSED, factors);
        }
      }
    }
    return product(factors);
  }

  private void layOut(FormulaParser.FactorContext tree, int operator, Deque<Factor> factors) {
    FormulaParser.FactorContext inner = tree;
    boolean negative = false;
    while (inner.factor() != null) {
      negative ^= inner.getStart().getText().equals("-");
      inner = inner.factor();
    }
    if (negative) {
      factors.add(factor(Kind.NEGATIVE, operator, "", List.of(), List.of(), start(tree)));
    }
    layOut(inner.power(), negative ? JUXTAPOSED : operator, factors);
  }

  private void layOut(FormulaParser.PowerContext tree, int operator, Deque<Factor> factors) {
    int start = start(tree);
    List<FormulaParser.SuffixContext> suffixes = tree.suffix();
    if (tree.atom() instanceof FormulaParser.NameContext name) {
      addNames(pieces(name.NAME().getSymbol()), operator, suffixes, start, factors);
    } else if (tree.atom() instanceof FormulaParser.SigmaContext sigma) {
      String sign = sigma.SIGMA().getText();
      run(SumSign.of(sign), start);
      boolean negative = sigma.getChildCount() > 1;
      factors.add(
          factor(Kind.SIGMA, operator, sign, List.of(), negative ? List.of() : suffixes, start));
      if (negative) {
        int minus = sigma.getStop().getStartIndex();
        factors.add(factor(Kind.NEGATIVE, JUXTAPOSED, "", List.of(), suffixes, minus));
      }
    } else if (tree.atom() instanceof FormulaParser.GroupContext group) {
      List<Expr> values = group.sum().stream().map(this::sum).toList();
      factors.add(factor(Kind.GROUP, operator, "", values, suffixes, start));
    } else if (tree.atom() instanceof FormulaParser.NumberContext && suffixes.isEmpty()) {
      List<Expr> value = List.of(atom(tree.atom()));
      factors.add(factor(Kind.NUMBER, operator, "", value, suffixes, start));
    } else {
      addValue(atom(tree.atom()), operator, suffixes, start, factors);
    }
  }

  private void addNames(
      List<String> pieces,
      int operator,
      List<FormulaParser.SuffixContext> suffixes,
      int start,
      Deque<Factor> factors) {
    int at = start;
    for (int i = 0; i < pieces.size(); i++) {
      String piece = pieces.get(i);
      int place = keyboard.text().startsWith(piece, at) ? at : start;
      int joint = i == 0 ? operator : JUXTAPOSED;
      List<FormulaParser.SuffixContext> own = i == pieces.size() - 1 ? suffixes : List.of();
      if (names.isFunction(piece) || isD(piece)) {
        factors.add(factor(Kind.FUNCTION, joint, piece, List.of(), own, place));
      } else {
        addValue(value(piece, place), joint, own, place, factors);
      }
      at = place + piece.length();
    }
  }

  // X^TAX: of a run in an exponent without braces only the first name is the exponent.
  private void addValue(
      Expr base,
      int operator,
      List<FormulaParser.SuffixContext> suffixes,
      int start,
      Deque<Factor> factors) {
    Expr value = base;
    for (int i = 0; i < suffixes.size(); i++) {
      List<String> run = exponentRun(suffixes.get(i));
      if (run.size() < 2) {
        value = suffixed(value, suffixes.get(i));
      } else {
        FormulaParser.RaisedContext suffix = (FormulaParser.RaisedContext) suffixes.get(i);
        value = raised(value, suffix, run.get(0));
        factors.add(factor(Kind.VALUE, operator, "", List.of(value), List.of(), start));
        addNames(
            run.subList(1, run.size()),
            JUXTAPOSED,
            suffixes.subList(i + 1, suffixes.size()),
            start(suffix),
            factors);
        return;
      }
    }
    factors.add(factor(Kind.VALUE, operator, "", List.of(value), List.of(), start));
  }

  // ---- a term: its factors put together

  private Expr product(Deque<Factor> factors) {
    List<Expr> chain = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    starts.add(factors.peek().start());
    Factor before = factors.peek();
    chain.add(operand(factors));
    while (!factors.isEmpty()) {
      Factor next = factors.peek();
      int operator = next.operator();
      boolean numbers = before.kind() == Kind.NUMBER && next.kind() == Kind.NUMBER;
      if (numbers && operator == JUXTAPOSED) {
        throw placed(
            new FormulaException(
                "expr.two-numbers",
                Ascii.print(before.values().get(0)),
                Ascii.print(next.values().get(0))),
            next.start());
      }
      before = next;
      Expr right = operand(factors);
      if (operator == JUXTAPOSED || operator == FormulaLexer.STAR) {
        chain.add(right);
        starts.add(next.start());
      } else {
        Expr left = multiply(chain, starts);
        chain = new ArrayList<>(List.of(joined(operator, left, right, next.start())));
        starts = new ArrayList<>(List.of(next.start()));
      }
    }
    return multiply(chain, starts);
  }

  private Expr joined(int operator, Expr left, Expr right, int start) {
    return placed(
        start,
        () ->
            switch (operator) {
              case FormulaLexer.DOTSTAR -> identities.entrywise(left, right, Expr.ElementMult::new);
              case FormulaLexer.DOTSLASH ->
                  identities.entrywise(left, right, Expr.ElementDivide::new);
              case FormulaLexer.SLASH -> new Expr.Divide(left, right);
              default -> new Expr.Kron(left, right);
            });
  }

  // From the left; where that does not fit, by the grouping that does: A x'b is A (x'b).
  private Expr multiply(List<Expr> chain, List<Integer> starts) {
    Expr product = chain.get(0);
    for (int i = 1; i < chain.size(); i++) {
      Expr next = chain.get(i);
      Expr other = identities.meetsRow(product, next) ? regrouped(chain) : null;
      if (other != null) {
        return other;
      }
      try {
        product = identities.mult(product, next);
      } catch (FormulaException e) {
        other = regrouped(chain);
        if (other != null) {
          return other;
        }
        throw placed(e, starts.get(i));
      }
    }
    return product;
  }

  private Expr regrouped(List<Expr> chain) {
    int n = chain.size();
    return n > LONGEST_REGROUPED ? null : regrouped(chain, 0, n, new Expr[n][n + 1]);
  }

  private Expr regrouped(List<Expr> chain, int from, int to, Expr[][] known) {
    if (to - from == 1) {
      return chain.get(from);
    }
    for (int middle = to - 1; middle > from && known[from][to] == null; middle--) {
      Expr left = regrouped(chain, from, middle, known);
      Expr right = left == null ? null : regrouped(chain, middle, to, known);
      if (right != null && canMultiply(left.shape(), right.shape())) {
        known[from][to] = identities.mult(left, right);
      }
    }
    return known[from][to];
  }

  private static boolean canMultiply(Shape left, Shape right) {
    return left.isScalar() || right.isScalar() || left.columns().equals(right.rows());
  }

  private Expr operand(Deque<Factor> factors) {
    Factor factor = factors.poll();
    List<String> now = running;
    running = factor.running();
    Expr operand =
        switch (factor.kind()) {
          case VALUE, NUMBER -> factor.values().get(0);
          case NEGATIVE -> negative(factor, factors);
          case GROUP -> suffixed(bracket(factor.values(), factor.start()), factor.suffixes());
          case FUNCTION -> applied(factor, factors);
          case SIGMA -> indexedSum(factor, factors);
        };
    running = now;
    return operand;
  }

  private Expr negative(Factor sign, Deque<Factor> factors) {
    Factor next = factors.peek();
    if (next == null || next.operator() != JUXTAPOSED || !sign.suffixes().isEmpty()) {
      throw placed(new FormulaException("expr.unexpected", "-"), sign.start());
    }
    return new Expr.Negate(operand(factors));
  }

  private Expr bracket(List<Expr> values, int start) {
    if (values.size() == 1) {
      return values.get(0);
    }
    paper = true;
    return placed(
        start,
        () ->
            rows
                ? new Expr.Literal(1, values.size(), values)
                : new Expr.Literal(values.size(), 1, values));
  }

  private Expr applied(Factor function, Deque<Factor> factors) {
    String name = function.name();
    Factor next = factors.peek();
    if (isD(name) || next == null || next.operator() != JUXTAPOSED) {
      throw placed(
          new FormulaException("expr.function-bare", Names.spelling(name)), function.start());
    }
    if (next.kind() == Kind.FUNCTION
        && isLogDet(name, next.name())
        && function.suffixes().isEmpty()) {
      Factor det = factors.poll();
      return applied(
          factor(Kind.FUNCTION, det.operator(), "logdet", List.of(), det.suffixes(), det.start()),
          factors);
    }
    List<FormulaParser.SuffixContext> own = new ArrayList<>(function.suffixes());
    int primes = 0;
    while (!own.isEmpty() && own.get(0) instanceof FormulaParser.PrimesContext prime) {
      primes += primes(prime);
      own.remove(0);
    }
    List<Expr> arguments;
    List<FormulaParser.SuffixContext> after = List.of();
    if (next.kind() == Kind.GROUP) {
      factors.poll();
      arguments = next.values();
      after = next.suffixes();
    } else {
      arguments = List.of(product(factors));
    }
    int order = primes;
    Expr value =
        placed(
            function.start(),
            () ->
                names.isDeclaredFunction(name)
                    ? Calls.named(name, order, arguments)
                    : Calls.apply(Names.spelling(name), order, arguments));
    return suffixed(suffixed(value, own), after);
  }

  // \log\det X is logdet(X); \ln\det X stays two functions.
  private static boolean isLogDet(String name, String next) {
    return name.equals("log") && next.equals("det");
  }

  // ---- sums over an index

  private void run(SumSign sign, int start) {
    String index = sign.index();
    if (index == null) {
      throw placed(new FormulaException("expr.sum-sign", sign.text()), start);
    }
    if (!sign.first().equals("1")) {
      throw placed(new FormulaException("expr.range-from", index, sign.first()), start);
    }
    if (names.isDeclared(index)) {
      throw placed(new FormulaException("expr.name-of-index", index), start);
    }
    if (running.contains(index)) {
      throw placed(new FormulaException("expr.index-twice", index), start);
    }
    running = new ArrayList<>(running);
    running.add(index);
  }

  private Expr indexedSum(Factor sum, Deque<Factor> factors) {
    SumSign sign = SumSign.of(sum.name());
    Factor next = factors.peek();
    if (next == null || next.operator() != JUXTAPOSED || !sum.suffixes().isEmpty()) {
      throw placed(new FormulaException("expr.sum-bare", sum.name()), sum.start());
    }
    Expr summand = product(factors);
    return placed(
        sum.start(),
        () -> {
          Size last = sign.last() == null ? null : names.size(sign.last());
          Size declared = last != null ? last : declarations.range(sign.index());
          Expr.IndexedSum made = new Expr.IndexedSum(sign.index(), declared, summand);
          if (sign.last() != null && last == null) {
            throw new FormulaException(
                "expr.sum-limit-unknown", sign.last(), sign.index(), declarations);
          }
          if (made.size() == null) {
            throw new FormulaException("expr.sum-still", sign.index(), Ascii.brief(summand));
          }
          if (last != null && !made.size().equals(last)) {
            String family = Members.of(sign.index(), summand).iterator().next().family().name();
            throw new FormulaException("expr.sum-limit", sign.index(), last, family, made.size());
          }
          return made;
        });
  }

  // ---- atoms

  private Expr atom(FormulaParser.AtomContext tree) {
    if (tree instanceof FormulaParser.NumberContext number) {
      return number(number.getText());
    }
    if (tree instanceof FormulaParser.SigmaContext) {
      throw placed(new FormulaException("expr.sum-bare", tree.getText()), start(tree));
    }
    if (tree instanceof FormulaParser.FractionContext fraction) {
      return fraction(fraction);
    }
    if (tree instanceof FormulaParser.ShortContext fraction) {
      return shortFraction(fraction);
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
    if (tree instanceof FormulaParser.GroupContext group) {
      return bracket(group.sum().stream().map(this::sum).toList(), start(tree));
    }
    if (tree instanceof FormulaParser.NameContext name) {
      List<String> pieces = pieces(name.NAME().getSymbol());
      if (pieces.size() == 1 && !names.isFunction(pieces.get(0)) && !isD(pieces.get(0))) {
        return value(pieces.get(0), start(tree));
      }
      throw placed(new FormulaException("expr.exponent-run", name.getText()), start(tree));
    }
    if (tree instanceof FormulaParser.MatrixContext matrix) {
      return matrix(matrix.row().stream().map(FormulaParser.RowContext::sum).toList(), tree);
    }
    FormulaParser.TexmatrixContext matrix = (FormulaParser.TexmatrixContext) tree;
    return matrix(matrix.texrow().stream().map(FormulaParser.TexrowContext::sum).toList(), tree);
  }

  private static Expr number(String digits) {
    return new Expr.Num(new BigDecimal(digits));
  }

  private Expr fraction(FormulaParser.FractionContext tree) {
    if (tree.NUMBER() == null) {
      Expr above = sum(tree.sum(0));
      Expr below = sum(tree.sum(1));
      return placed(start(tree), () -> new Expr.Divide(above, below));
    }
    String digits = tree.NUMBER().getText();
    if (!digits.matches("\\d\\d")) {
      throw placed(new FormulaException("expr.fraction", tree.getText()), start(tree));
    }
    return new Expr.Divide(number(digits.substring(0, 1)), number(digits.substring(1)));
  }

  // \\frac1n
  private Expr shortFraction(FormulaParser.ShortContext tree) {
    Matcher parts = SHORT.matcher(tree.getText());
    if (!parts.find()) {
      throw new IllegalStateException(tree.getText());
    }
    String below = Index.of(parts.group(2)).known(names::isDeclared);
    if (below == null || names.isFunction(below)) {
      throw placed(new FormulaException("expr.fraction", tree.getText()), start(tree));
    }
    Expr divisor = value(below, start(tree));
    return placed(start(tree), () -> new Expr.Divide(number(parts.group(1)), divisor));
  }

  private Expr absolute(Expr x, int start) {
    Shape shape = x.shape();
    if (shape.isScalar()) {
      return new Expr.Elementwise(Elementary.ABS, x);
    }
    String key = shape.isVector() ? "expr.bars-vector" : "expr.bars-matrix";
    throw placed(new FormulaException(key, Ascii.brief(x), shape), start);
  }

  private Expr norm(FormulaParser.NormContext tree) {
    Expr x = sum(tree.sum());
    String closing = tree.KIND() != null ? tree.KIND().getText() : tree.closing.getText();
    String kind = closing.replaceFirst("^[^_]*_?", "").replaceAll("[{} ]|\\\\[a-z]+", "");
    Expr norm =
        switch (kind) {
          case "1" -> new Expr.Norm(Expr.Norm.Kind.ONE, x);
          case "", "2", "F" -> new Expr.Norm(Expr.Norm.Kind.TWO, x);
          default -> throw placed(new FormulaException("expr.norm-kind", kind), start(tree));
        };
    return tree.NUMBER() == null ? norm : new Expr.Power(norm, number(tree.NUMBER().getText()));
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

  // ---- names

  private Expr value(String name, int start) {
    if (names.isVariable(name)) {
      return declarations.variable(name);
    }
    if (names.isMember(name)) {
      int index = name.lastIndexOf('_');
      String letter = name.substring(index + 1);
      if (!running.contains(letter)) {
        throw placed(new FormulaException("expr.index-free", name, letter), start);
      }
      return declarations.member(name.substring(0, index), letter);
    }
    if (names.isSize(name)) {
      return new Expr.SizeNumber(Size.of(name));
    }
    return switch (name) {
      case "e" -> Expr.Constant.E;
      case "pi" -> Expr.Constant.PI;
      case "I", "E" -> identities.next(start);
      default -> new Expr.Identity(names.size(name.substring(2)));
    };
  }

  // What a token means: AXB by the declarations; an index belongs to the last name of the run.
  private List<String> pieces(Token token) {
    if (token.getText().matches("([A-Za-z]+_[A-Za-z]){2,}[A-Za-z]*")) {
      return run(token);
    }
    Index name = Index.of(token.getText());
    String whole = name.known(names::isDeclared);
    if (whole != null) {
      return List.of(whole);
    }
    if (name.isBare() && (!name.isCommand() || isKnownCommand(name.base()))) {
      List<String> split =
          isD(token.getText()) ? List.of(token.getText()) : names.split(name.base());
      if (!split.isEmpty()) {
        return split;
      }
    }
    List<String> split = name.isBare() || name.isCommand() ? List.of() : indexed(name);
    if (split.isEmpty() && running.contains(name.below())) {
      throw placed(names.noFamily(name), token.getStartIndex());
    }
    if (split.isEmpty()) {
      boolean command = name.isCommand() && !Greek.isName(name.base());
      throw placed(
          command && !name.base().endsWith("hat")
              ? new FormulaException("expr.unknown-command", token.getText())
              : names.unknown(name.plain()),
          token.getStartIndex());
    }
    return split;
  }

  // y_ix_iw, as LaTeX has it: one letter is the index.
  private List<String> run(Token token) {
    List<String> all = new ArrayList<>();
    Matcher part = PART.matcher(token.getText());
    while (part.find()) {
      Index name = Index.of(part.group());
      String known = name.known(names::isDeclared);
      List<String> split =
          known != null ? List.of(known) : name.isBare() ? names.split(name.base()) : indexed(name);
      if (split.isEmpty()) {
        throw placed(names.unknown(name.plain()), token.getStartIndex() + part.start());
      }
      all.addAll(split);
    }
    return all;
  }

  private boolean isKnownCommand(String base) {
    return names.split(base).size() == 1;
  }

  // AW_1, W_1x (as LaTeX has it: one letter or digit is the index), AI_n.
  private List<String> indexed(Index name) {
    String run = name.base();
    for (int i = 0; i < run.length(); i++) {
      List<String> before = i == 0 ? List.of() : names.split(run.substring(0, i));
      if (i > 0 && before.isEmpty()) {
        continue;
      }
      Index last = name.withBase(run.substring(i));
      int shortest = name.isBraced() || name.below().isEmpty() ? name.below().length() : 1;
      for (int j = name.below().length(); j >= shortest; j--) {
        String found = declaredOrIdentity(last.withBelow(name.below().substring(0, j)));
        List<String> after =
            j == name.below().length() ? List.of() : names.split(name.below().substring(j));
        if (found != null && (j == name.below().length() || !after.isEmpty())) {
          List<String> all = new ArrayList<>(before);
          all.add(found);
          all.addAll(after);
          return all;
        }
      }
    }
    return List.of();
  }

  private String declaredOrIdentity(Index name) {
    String known = name.known(names::isDeclared);
    boolean identity =
        known == null
            && (name.base().equals("I") || name.base().equals("E"))
            && name.above().isEmpty()
            && names.size(name.below()) != null;
    return identity ? "I_" + name.below() : known;
  }

  // \mathrm{d}X is the declared name dX.
  private boolean isD(String token) {
    return token.startsWith("\\") && Index.of(token).base().equals("d") && !names.isDeclared("d");
  }

  private List<String> differential(Token token) {
    Index name = Index.of(token.getText());
    String known = name.withBase("d" + name.base()).known(names::isDeclared);
    if (known == null) {
      throw placed(names.unknown("d" + name.plain()), token.getStartIndex());
    }
    return List.of(known);
  }

  // ---- suffixes

  private static int primes(FormulaParser.PrimesContext suffix) {
    return Math.max(1, suffix.PRIME().size());
  }

  private Expr suffixed(Expr value, List<FormulaParser.SuffixContext> suffixes) {
    Expr result = value;
    for (FormulaParser.SuffixContext suffix : suffixes) {
      result = suffixed(result, suffix);
    }
    return result;
  }

  private Expr suffixed(Expr value, FormulaParser.SuffixContext suffix) {
    if (suffix instanceof FormulaParser.PrimesContext prime) {
      return primes(prime) % 2 == 1 ? new Expr.Transpose(value) : value;
    }
    if (suffix instanceof FormulaParser.TransposedContext) {
      return transposed(value, suffix);
    }
    if (suffix instanceof FormulaParser.EntrywiseContext power) {
      Expr exponent = sum(power.sum());
      return placed(start(suffix), () -> new Expr.ElementPower(value, exponent));
    }
    FormulaParser.RaisedContext raised = (FormulaParser.RaisedContext) suffix;
    String text = raised.atom().getText();
    boolean letter = text.equals("T") || text.equals("{T}") || text.equals("{-T}");
    if (letter && raised.op.getText().equals("^") && !names.isDeclared("T")) {
      return transposed(value, suffix);
    }
    Expr exponent = atom(raised.atom());
    return raised(
        value, raised, raised.getChild(1).getText().equals("-") ? exponent.negative() : exponent);
  }

  private Expr transposed(Expr value, FormulaParser.SuffixContext suffix) {
    return suffix.getText().contains("-")
        ? new Expr.Transpose(placed(start(suffix), () -> new Expr.Inverse(value)))
        : new Expr.Transpose(value);
  }

  private Expr raised(Expr value, FormulaParser.RaisedContext suffix, String exponent) {
    if (exponent.equals("T")) {
      return transposed(value, suffix);
    }
    Expr power = value(exponent, start(suffix));
    return raised(
        value, suffix, suffix.getChild(1).getText().equals("-") ? power.negative() : power);
  }

  private Expr raised(Expr value, FormulaParser.RaisedContext suffix, Expr exponent) {
    return placed(
        start(suffix),
        () -> {
          if (suffix.op.getText().equals(".^")) {
            return new Expr.ElementPower(value, exponent);
          }
          // X^((-1)) is the power, the way it is printed.
          String text = suffix.getText();
          boolean inverse = text.equals("^-1") || text.equals("^{-1}") || text.equals("^(-1)");
          return inverse && !value.shape().isScalar()
              ? new Expr.Inverse(value)
              : new Expr.Power(value, exponent);
        });
  }

  // The run TAX of X^TAX: an exponent T and two factors. Empty where there is no run.
  private List<String> exponentRun(FormulaParser.SuffixContext suffix) {
    if (!(suffix instanceof FormulaParser.RaisedContext raised)
        || !(raised.atom() instanceof FormulaParser.NameContext name)) {
      return List.of();
    }
    Token token = name.NAME().getSymbol();
    String text = token.getText();
    if (text.startsWith("T") && text.length() > 1 && !names.isDeclared("T")) {
      Index rest = Index.of(text.substring(1));
      List<String> pieces =
          rest.isBare()
              ? names.split(rest.base())
              : indexed(rest).isEmpty() ? List.of() : indexed(rest);
      if (!pieces.isEmpty()) {
        List<String> all = new ArrayList<>(List.of("T"));
        all.addAll(pieces);
        return all;
      }
    }
    return text.equals("T") ? List.of() : pieces(token);
  }

  // ---- places

  private static int start(ParserRuleContext tree) {
    return tree.getStart().getStartIndex();
  }

  private FormulaException placed(FormulaException e, int start) {
    return e.position() >= 0 ? e : keyboard.at(start, e);
  }

  private Expr placed(int start, Supplier<Expr> made) {
    try {
      return made.get();
    } catch (FormulaException e) {
      throw placed(e, start);
    }
  }
}
