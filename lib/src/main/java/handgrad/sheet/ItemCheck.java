package handgrad.sheet;

import handgrad.check.Agreement;
import handgrad.check.Judgement;
import handgrad.check.Judgement.Slip;
import handgrad.check.Judgement.Verdict;
import handgrad.check.StepsCheck;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Point;
import handgrad.expr.Shape;
import handgrad.expr.Tape;
import handgrad.words.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** Judges a derivation line by line, in the names that an answer to the item may use. */
  public static StepsCheck steps(Item item, String typed) {
    return StepsCheck.of(item.question(), given(item), typed);
  }

  private static String withGiven(Item item, String typed) {
    return given(item) + typed;
  }

  // What each name stands for, a line each.
  private static String given(Item item) {
    StringBuilder lines = new StringBuilder();
    item.given().forEach((name, formula) -> lines.append(name + " = " + formula + "\n"));
    return lines.toString();
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
    Answer answer;
    try {
      Shape shape = item.declarations().variable(item.variable()).shape();
      answer = new Answer(item.parse(typed, shape), typed);
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
    Answer answer;
    try {
      answer = read(item, typed, expected.shape());
    } catch (FormulaException e) {
      return Judgement.refused(e);
    }
    boolean fits = answer.expr().shape().equals(expected.shape());
    Agreement agreement = fits ? Agreement.of(expected, answer.expr()) : Agreement.DIFFERENT;
    if (agreement == Agreement.SAME || fits && answer.isRounded(expected)) {
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

  /** Whether an answer is right, at once and without a word about slips. */
  public static boolean accepts(Item item, String typed) {
    if (item.kind() != Item.Kind.VALUE) {
      return judge(item, typed).verdict() == Verdict.RIGHT;
    }
    Expr expected = item.expected();
    try {
      Answer answer = read(item, typed, expected.shape());
      boolean right =
          answer.expr().shape().equals(expected.shape())
              && (Agreement.of(expected, answer.expr()) == Agreement.SAME
                  || answer.isRounded(expected));
      return right || item.readings().stream().anyMatch(reading -> agrees(item, reading, answer));
    } catch (FormulaException e) {
      return false;
    }
  }

  /** An answer as it was read, and the text it was read from. */
  private record Answer(Expr expr, String text) {
    boolean isRounded(Expr exact) {
      Typed typed = Typed.of(expr, text);
      return typed != null && Typed.isConstant(exact) && typed.are(values(exact));
    }
  }

  private static double[] values(Expr exact) {
    return Tape.output(exact, Point.EMPTY).data;
  }

  // The first spelling that fits, else the first that can be read.
  private static Answer read(Item item, String typed, Shape expected) {
    Answer first = null;
    FormulaException failure = null;
    for (String text : Spellings.of(typed, expected)) {
      try {
        Answer answer = new Answer(item.parse(text, expected), text);
        if (answer.expr().shape().equals(expected)) {
          return answer;
        }
        first = first == null ? answer : first;
      } catch (FormulaException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (first == null) {
      throw failure;
    }
    return first;
  }

  private static Judgement misshapen(Item item, Answer answer, Shape expected) {
    List<Slip> slips = new ArrayList<>(known(item, answer));
    if (slips.isEmpty()) {
      slips.add(mistake(item, answer).orElse(new Slip("shape", Message.of("answer.whole"))));
    }
    return new Judgement(
        Verdict.SHAPE,
        slips,
        // of a number the shape would read as a product of ones
        expected.isScalar()
            ? Message.of("answer.number-asked")
            : Message.of("answer.shape-differs", said(answer.expr().shape()), expected));
  }

  private static Object said(Shape shape) {
    return shape.isScalar() ? Message.of("answer.number") : shape;
  }

  private static List<Slip> slips(Item item, Answer answer, Expr expected) {
    List<Slip> slips = new ArrayList<>(known(item, answer));
    if (slips.isEmpty()) {
      scaled(answer.expr(), expected).ifPresent(slips::add);
    }
    if (slips.isEmpty()) {
      mistake(item, answer).ifPresent(slips::add);
    }
    if (slips.isEmpty()) {
      misplaced(answer, expected).ifPresent(slips::add);
    }
    return slips;
  }

  // All slips of the table that lead to this answer.
  private static Collection<Slip> known(Item item, Answer answer) {
    Map<String, Slip> named = new LinkedHashMap<>();
    for (Item.Known slip : item.slips()) {
      if (agrees(item, slip, answer)) {
        named.putIfAbsent(slip.key(), new Slip(slip.kind(), place(slip)));
      }
    }
    return named.values();
  }

  // Slips that any item may have: the sign, a numerical factor.
  private static Optional<Slip> scaled(Expr answer, Expr expected) {
    if (Agreement.of(expected.negative(), answer) == Agreement.SAME) {
      return Optional.of(new Slip("sign", Message.of("place.sign")));
    }
    for (String factor : List.of("2", "1/2", "3", "1/3", "4", "1/4")) {
      Expr scale = Formula.parse(factor, Declarations.NONE);
      if (Agreement.of(new Expr.Mult(scale, expected), answer) == Agreement.SAME) {
        return Optional.of(new Slip("factor", Message.of("answer.factor", factor)));
      }
    }
    return Optional.empty();
  }

  // A single mistake in the formula of the answer.
  private static Optional<Slip> mistake(Item item, Answer answer) {
    Declarations names = item.answerNames();
    Expr right = Formula.parseLines(item.answer(), names, null);
    for (Mistakes.Mistake mistake : Mistakes.in(right, names)) {
      try {
        if (agrees(item.meant(mistake.answer()), answer)) {
          return Optional.of(mistake.slip());
        }
      } catch (FormulaException undefined) {
        // ln of a negative number: nobody got a number by this mistake
        continue;
      }
    }
    return Optional.empty();
  }

  // Rounded too far or wrongly; wrong signs or places; of longer rows and matrices, the place.
  private static Optional<Slip> misplaced(Answer answer, Expr expected) {
    Typed typed = Typed.of(answer.expr(), answer.text());
    if (typed == null || !Typed.isConstant(expected)) {
      return Optional.empty();
    }
    double[] exact = values(expected);
    if (typed.areRounded(exact)) {
      return Optional.of(new Slip("rounding", Message.of("place.net.one-digit")));
    }
    if (typed.areNear(exact)) {
      return Optional.of(new Slip("rounding", Message.of("place.net.near")));
    }
    if (typed.haveOtherSigns(exact)) {
      return Optional.of(new Slip("sign", Message.of("place.net.some-signs")));
    }
    if (typed.haveOtherPlaces(exact)) {
      return Optional.of(new Slip("places", Message.of("place.net.other-places")));
    }
    return exact.length < 4
        ? Optional.empty()
        : Optional.of(
            new Slip("entry", Message.of("place.net.first-other", typed.firstOther(exact))));
  }

  private static boolean agrees(Item item, Item.Known known, Answer answer) {
    return agrees(item.parse(known.answer(), answer.expr().shape()), answer);
  }

  private static boolean agrees(Expr expr, Answer answer) {
    return expr.shape().equals(answer.expr().shape())
        && (Agreement.of(expr, answer.expr()) == Agreement.SAME || answer.isRounded(expr));
  }

  private static Message place(Item.Known known) {
    return Message.of("place." + known.key());
  }
}
