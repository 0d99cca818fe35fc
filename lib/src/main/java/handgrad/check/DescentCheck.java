package handgrad.check;

import handgrad.check.Judgement.Slip;
import handgrad.check.Judgement.Verdict;
import handgrad.derive.Assumptions;
import handgrad.derive.Points;
import handgrad.derive.Sample;
import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Size;
import handgrad.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges answers to "what is the step of descent": the new value of a variable by the old one and
 * γ. A positive constant taken into γ is right and said; a wrong gradient inside the step is named
 * as a slip of the gradient.
 *
 * <pre>{@code
 * Declarations names = Declarations.parse("X: n×k, y: n×1, w: k×1, gamma");
 * DescentCheck check = DescentCheck.of("w + 2*gamma*X'*(y - X*w)", "w", "gamma", names);
 * check.judge("w - 2 gamma X'(X w - y)").in(Language.EN)   // right
 * check.judge("w + gamma X'(y - X w)").in(Language.EN)
 * // right. A constant is taken into gamma, as is often done: this is a step of length 1/2*gamma.
 * check.judge("w - gamma X'(y - X w)").in(Language.EN)
 * // wrong: a step uphill, the gradient is added, not subtracted
 * }</pre>
 */
public final class DescentCheck {
  private static final int POINTS = 6;
  private static final long SEED = 1847;
  private static final List<String> CONSTANTS = List.of("2", "1/2", "4", "1/4", "3", "1/3");

  /**
   * A step that is right.
   *
   * @param step the new value, or one entry of it
   * @param remark what kind of step it is; null where there is one kind only
   */
  public record Form(Expr step, Message remark) {}

  private final Declarations names;
  private final Expr.Variable w;
  private final Expr.Variable gamma;
  private final List<Form> forms;
  private final AnswerCheck gradient;
  private final Values values;

  private DescentCheck(
      Declarations names, String by, String gamma, List<Form> forms, AnswerCheck gradient) {
    this.names = names;
    this.w = names.variable(by);
    this.gamma = names.variable(gamma);
    this.forms = List.copyOf(forms);
    this.gradient = gradient;
    List<Expr> defined = forms.stream().map(Form::step).toList();
    Points points = new Points(names.variables(), Assumptions.NONE, defined, SEED);
    this.values = new Values(points.require(POINTS).stream().map(Sample::bounded).toList());
  }

  /**
   * The question with one right step.
   *
   * @throws FormulaException if it cannot be read
   */
  public static DescentCheck of(String step, String by, String gamma, Declarations names) {
    Form form = new Form(Formula.parse(step, names), null);
    return of(List.of(form), by, gamma, names, null);
  }

  /**
   * The question with several kinds of right steps, the first along a gradient.
   *
   * @param gradient the question for that gradient, which names the slips inside a wrong step; null
   *     where there is none
   */
  public static DescentCheck of(
      List<Form> forms, String by, String gamma, Declarations names, AnswerCheck gradient) {
    return new DescentCheck(names, by, gamma, forms, gradient);
  }

  /** Judges a step as it was typed, {@code w - …} or {@code w <- w - …}. */
  public Judgement judge(String typed) {
    Equation equation = Equation.of(typed, w.name());
    Expr answer;
    try {
      answer =
          equation.isImplicit()
              ? equation.difference(names, w.shape())
              : equation.right(names, w.shape());
    } catch (FormulaException e) {
      return refusal(equation, e);
    }
    return equation.isImplicit()
        ? Judgement.wrong(List.of(SlipKind.OTHER.at("step-equation", w.name())))
        : judge(answer);
  }

  private Judgement refusal(Equation equation, FormulaException e) {
    Judgement plain = Judgement.refused(e);
    if (plain.verdict() != Verdict.SHAPE) {
      return plain;
    }
    List<String> lines = new ArrayList<>(equation.helpers());
    lines.add(equation.right());
    String all = String.join("\n", lines);
    for (Form form : forms) {
      for (String constant : List.of("1", "1/2", "2")) {
        Optional<Slip> slip = AsSquare.slip(all, names, scaled(form.step(), number(constant)));
        if (slip.isPresent()) {
          return new Judgement(Verdict.SHAPE, List.of(slip.get()), plain.remark());
        }
      }
    }
    return plain;
  }

  private Judgement judge(Expr answer) {
    for (Form form : forms) {
      if (values.same(answer, form.step())) {
        return Judgement.of(Verdict.RIGHT, form.remark());
      }
    }
    for (Form form : forms) {
      for (Expr constant : constants()) {
        if (values.same(answer, scaled(form.step(), constant))) {
          Message taken =
              Message.of("answer.into-gamma", gamma.name(), Ascii.print(times(constant, gamma)));
          return Judgement.of(
              Verdict.RIGHT,
              form.remark() == null ? taken : Message.of("answer.both", taken, form.remark()));
        }
      }
    }
    if (forms.stream().noneMatch(form -> form.step().shape().equals(answer.shape()))) {
      return new Judgement(
          Verdict.SHAPE,
          List.of(SlipKind.SHAPE.at("whole")),
          Message.of("answer.shape-differs", answer.shape(), w.shape()));
    }
    return Judgement.wrong(List.of(slip(answer)));
  }

  // ---- slips

  private Slip slip(Expr answer) {
    if (values.same(answer, w)) {
      return new Slip("no-step", Message.of("place.net.no-step"));
    }
    for (Form form : forms) {
      Expr step = form.step();
      List<Expr> all = new ArrayList<>(constants());
      all.add(0, Expr.Num.ONE);
      for (Expr constant : all) {
        if (values.same(answer, scaled(step, new Expr.Negate(constant)))) {
          return new Slip("uphill", Message.of("place.net.uphill"));
        }
        if (values.same(answer, Trees.replace(step, gamma, constant))) {
          return SlipKind.SCALE.at("no-gamma", gamma.name());
        }
        Expr move = new Expr.Minus(w, scaled(step, constant));
        if (step.shape().equals(w.shape()) && isMove(answer, move)) {
          return new Slip("other", Message.of("place.net.gradient-itself"));
        }
      }
    }
    return inside(answer).orElseGet(() -> edited(answer));
  }

  // The gradient, or gamma times it, or minus that, without the old value.
  private boolean isMove(Expr answer, Expr move) {
    Expr gradient = Trees.replace(move, gamma, Expr.Num.ONE);
    return List.of(move, gradient).stream()
        .anyMatch(one -> values.same(answer, one) || values.same(answer, new Expr.Negate(one)));
  }

  // w - gamma*g with a wrong g: the slip is that of g.
  private Optional<Slip> inside(Expr answer) {
    if (gradient == null) {
      return Optional.empty();
    }
    return Direction.of(answer, w, gamma)
        .filter(g -> g.shape().equals(w.shape()))
        .map(gradient::judge)
        .filter(judgement -> !judgement.slips().isEmpty())
        .map(judgement -> judgement.slips().get(0))
        .filter(slip -> !slip.kind().equals(SlipKind.OTHER.code()));
  }

  private Slip edited(Expr answer) {
    for (Edits.Edit edit : Edits.of(answer, names.variables(), numbers())) {
      for (Form form : forms) {
        if (edit.answer().shape().equals(form.step().shape())
            && values.same(edit.answer(), form.step())) {
          return edit.slip();
        }
      }
    }
    return SlipKind.OTHER.at("unknown");
  }

  // ---- constants

  private Expr scaled(Expr step, Expr constant) {
    return Trees.replace(step, gamma, times(constant, gamma));
  }

  private static Expr times(Expr constant, Expr gamma) {
    return new Expr.Mult(constant, gamma);
  }

  // Numbers, and numbers over n: a mean in place of a sum.
  private List<Expr> constants() {
    List<Expr> all = new ArrayList<>();
    for (String text : CONSTANTS) {
      all.add(number(text));
    }
    for (String letter : names.sizes()) {
      Expr n = new Expr.SizeNumber(Size.of(letter));
      all.add(new Expr.Divide(Expr.Num.ONE, n));
      all.add(new Expr.Divide(Expr.Num.TWO, n));
      all.add(new Expr.Divide(Expr.Num.ONE, new Expr.Mult(Expr.Num.TWO, n)));
    }
    return all;
  }

  private List<Expr> numbers() {
    List<Expr> all = new ArrayList<>();
    for (Expr.Variable v : names.variables()) {
      if (v.shape().isScalar()) {
        all.add(v);
      }
    }
    return all;
  }

  private static Expr number(String text) {
    return Formula.parse(text, Declarations.NONE);
  }
}
