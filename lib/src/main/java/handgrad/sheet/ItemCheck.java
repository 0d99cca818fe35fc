package handgrad.sheet;

import handgrad.check.Agreement;
import handgrad.check.Judgement;
import handgrad.check.Judgement.Slip;
import handgrad.check.Judgement.Verdict;
import handgrad.expr.Expr;
import handgrad.expr.FormulaException;
import handgrad.expr.Point;
import handgrad.expr.Shape;
import handgrad.expr.Tape;
import handgrad.words.Message;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * Judges an answer to an item: right in any form, rounded numbers included; a wrong one gets the
 * slips that lead to just that answer. What is said never contains the answer. Derivatives that the
 * library derives are judged by {@link handgrad.check.AnswerCheck}.
 */
public final class ItemCheck {
  private ItemCheck() {}

  /** Judges what was typed; an answer that cannot be read is a verdict, not an exception. */
  public static Judgement judge(Item item, String typed) {
    return switch (item.kind()) {
      case DERIVATIVE -> derivative(item, withGiven(item, typed));
      case OPTIMUM, LASSO -> named(item, typed, item.optimum().judge(withGiven(item, typed)));
      case STEP -> named(item, typed, item.step().judge(withGiven(item, typed)));
      case VALUE -> value(item, typed);
    };
  }

  // What a name stands for, as a line before the answer.
  private static String withGiven(Item item, String typed) {
    StringBuilder lines = new StringBuilder();
    item.given().forEach((name, formula) -> lines.append(name + " = " + formula + "\n"));
    return lines.append(typed).toString();
  }

  private static Judgement derivative(Item item, String typed) {
    Judgement judgement = item.question().judge(typed);
    return judgement.equals(Judgement.right())
        ? Judgement.of(Verdict.RIGHT, item.remark().orElse(null))
        : DerivedSlips.named(item, typed, judgement);
  }

  // The readings and the slips that the table knows come before those that were found.
  private static Judgement named(Item item, String typed, Judgement found) {
    if (found.verdict() == Verdict.RIGHT || found.verdict() == Verdict.UNREADABLE) {
      return found;
    }
    Expr answer;
    try {
      answer = item.parse(typed, item.declarations().variable(item.variable()).shape());
    } catch (FormulaException e) {
      return found;
    }
    for (Item.Known reading : item.readings()) {
      if (item.kind() != Item.Kind.STEP && agrees(item, reading, answer)) {
        return new Judgement(
            Verdict.RIGHT, List.of(), Message.of("answer.reading", place(reading)));
      }
    }
    for (Item.Known slip : item.slips()) {
      if (!slip.key().isEmpty() && agrees(item, slip, answer)) {
        return new Judgement(
            found.verdict(), List.of(new Slip(slip.kind(), place(slip))), found.remark());
      }
    }
    return found;
  }

  private static Judgement value(Item item, String typed) {
    Expr expected = item.expected();
    Expr answer;
    try {
      answer = item.parse(typed, expected.shape());
    } catch (FormulaException e) {
      return Judgement.of(Verdict.UNREADABLE, new Unread(e).message());
    }
    boolean fits = answer.shape().equals(expected.shape());
    Agreement agreement = fits ? Agreement.of(expected, answer) : Agreement.DIFFERENT;
    if (agreement == Agreement.SAME || fits && isRounded(answer, expected)) {
      return Judgement.right();
    }
    for (Item.Known reading : item.readings()) {
      if (agrees(item, reading, answer)) {
        return new Judgement(
            Verdict.RIGHT, List.of(), Message.of("answer.reading", place(reading)));
      }
    }
    if (!fits) {
      return misshapen(item, answer, expected.shape());
    }
    if (agreement == Agreement.UNDECIDED) {
      return Judgement.of(Verdict.UNDECIDED, Message.of("answer.undecided-rounding"));
    }
    return Judgement.wrong(slips(item, answer, expected));
  }

  private static Judgement misshapen(Item item, Expr answer, Shape expected) {
    for (Item.Known slip : item.slips()) {
      if (agrees(item, slip, answer)) {
        return new Judgement(
            Verdict.SHAPE,
            List.of(new Slip(slip.kind(), place(slip))),
            Message.of("answer.shape-differs", said(answer.shape()), said(expected)));
      }
    }
    return new Judgement(
        Verdict.SHAPE,
        List.of(),
        Message.of("answer.shape-differs", said(answer.shape()), said(expected)));
  }

  // Of a number the shape would read as a product of ones.
  private static Object said(Shape shape) {
    return shape.isScalar() ? Message.of("answer.number") : shape;
  }

  private static List<Slip> slips(Item item, Expr answer, Expr expected) {
    Map<String, Slip> named = new LinkedHashMap<>();
    for (Item.Known slip : item.slips()) {
      if (agrees(item, slip, answer)) {
        named.putIfAbsent(slip.key(), new Slip(slip.kind(), place(slip)));
      }
    }
    if (named.isEmpty()) {
      general(answer, expected).ifPresent(slip -> named.put(slip.kind(), slip));
    }
    return new ArrayList<>(named.values());
  }

  // Slips that any item may have: the sign, a numerical factor.
  private static java.util.Optional<Slip> general(Expr answer, Expr expected) {
    if (Agreement.of(expected.negative(), answer) == Agreement.SAME) {
      return java.util.Optional.of(new Slip("sign", Message.of("place.sign")));
    }
    for (String factor : List.of("2", "1/2", "3", "1/3", "4", "1/4")) {
      Expr scale = handgrad.expr.Formula.parse(factor, handgrad.expr.Declarations.NONE);
      if (Agreement.of(new Expr.Mult(scale, expected), answer) == Agreement.SAME) {
        return java.util.Optional.of(new Slip("factor", Message.of("answer.factor", factor)));
      }
    }
    return java.util.Optional.empty();
  }

  private static boolean agrees(Item item, Item.Known known, Expr answer) {
    Expr expr = item.parse(known.answer(), answer.shape());
    return expr.shape().equals(answer.shape())
        && (Agreement.of(expr, answer) == Agreement.SAME || isRounded(answer, expr));
  }

  private static Message place(Item.Known known) {
    return Message.of("place." + known.key());
  }

  // A number is right if it is the exact one rounded to the digits typed, two of them at least.
  private static boolean isRounded(Expr answer, Expr exact) {
    if (!isConstant(exact) || !isConstant(answer)) {
      return false;
    }
    List<BigDecimal> typed = new ArrayList<>();
    if (!decimals(answer, false, typed)) {
      return false;
    }
    DMatrixRMaj values = Tape.output(exact, Point.EMPTY);
    for (int i = 0; i < typed.size(); i++) {
      BigDecimal number = typed.get(i);
      BigDecimal value = new BigDecimal(values.data[i]);
      boolean same = value.setScale(number.scale(), RoundingMode.HALF_UP).compareTo(number) == 0;
      boolean exactly = value.compareTo(number) == 0;
      if (!exactly && (!same || number.precision() < 2 || number.scale() <= 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isConstant(Expr expr) {
    return !(expr instanceof Expr.Variable || expr instanceof Expr.SizeNumber)
        && expr.operands().stream().allMatch(ItemCheck::isConstant);
  }

  private static boolean decimals(Expr expr, boolean negative, List<BigDecimal> all) {
    if (expr instanceof Expr.Num num) {
      all.add(negative ? num.value().negate() : num.value());
      return true;
    }
    if (expr instanceof Expr.Negate minus) {
      return decimals(minus.operand(), !negative, all);
    }
    return expr instanceof Expr.Literal literal
        && literal.entries().stream().allMatch(entry -> decimals(entry, negative, all));
  }

  /** An error of the reader as a message, its caret kept. */
  private record Unread(FormulaException error) {
    Message message() {
      return Message.of(
          "answer.unread",
          error.message(),
          error
              .in(handgrad.words.Language.EN)
              .substring(error.message().in(handgrad.words.Language.EN).length()));
    }
  }
}
