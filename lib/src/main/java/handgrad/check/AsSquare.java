package handgrad.check;

import handgrad.derive.Assumptions;
import handgrad.derive.Points;
import handgrad.derive.Sample;
import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Expr;
import handgrad.expr.Formula;
import handgrad.expr.FormulaException;
import handgrad.expr.Shape;
import handgrad.expr.Size;
import handgrad.words.Message;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The slip of an answer whose own factors do not fit together, {@code inv(X*X')*X'*y} for a tall X:
 * read with every matrix and column square, so that any order fits, and repaired there by one edit.
 */
final class AsSquare {
  private static final Shape SQUARE = new Shape(Size.of("q"), Size.of("q"));
  private static final long SEED = 1847;
  private static final Set<SlipKind> SEEN =
      EnumSet.of(
          SlipKind.ORDER, SlipKind.UNTRANSPOSED, SlipKind.TRANSPOSED, SlipKind.INVERSE_TRANSPOSE);

  private AsSquare() {}

  /**
   * The slip that leads from what is right to what was typed.
   *
   * @param right what is right, in the given names
   */
  static Optional<Judgement.Slip> slip(String typed, Declarations names, Expr right) {
    try {
      Declarations square = square(names);
      Expr answer = Formula.parseLines(identities(typed), square, SQUARE);
      Expr expected = Formula.parse(identities(Ascii.print(right)), square);
      Points points =
          new Points(square.variables(), Assumptions.NONE, List.of(expected, answer), SEED);
      Values values = new Values(points.require(3).stream().map(Sample::bounded).toList());
      if (values.same(answer, expected)) {
        return Optional.of(SlipKind.ASSUMPTION.at("only-square"));
      }
      return edited(answer, expected, values).map(AsSquare::inTheirLetters);
    } catch (FormulaException notEvenSo) {
      return Optional.empty();
    }
  }

  // Every identity is of the one size.
  private static String identities(String formula) {
    return formula.replaceAll("\\beye\\(\\w+\\)", "I");
  }

  // The size that stands for all of them is nobody else's letter.
  private static Judgement.Slip inTheirLetters(Judgement.Slip slip) {
    Object[] said =
        slip.place().arguments().stream().map(a -> a.toString().replace("eye(q)", "I")).toArray();
    return new Judgement.Slip(slip.kind(), Message.of(slip.place().key(), said));
  }

  private static Declarations square(Declarations names) {
    Declarations square = Declarations.NONE;
    for (Expr.Variable v : names.variables()) {
      square = square.with(v.name(), v.shape().isScalar() ? v.shape() : SQUARE);
    }
    for (String function : names.functions()) {
      square = square.withFunction(function);
    }
    return square;
  }

  // The single edits, and a product turned round with one factor transposed.
  private static Optional<Judgement.Slip> edited(Expr answer, Expr expected, Values values) {
    List<Edits.Edit> first =
        Edits.of(answer, List.of(), List.of()).stream()
            .filter(e -> SEEN.contains(e.kind()))
            .toList();
    for (Edits.Edit edit : first) {
      if (values.same(edit.answer(), expected)) {
        return Optional.of(edit.slip());
      }
    }
    for (Edits.Edit edit : first) {
      if (edit.kind() == SlipKind.ORDER
          && values.same(new Expr.Transpose(edit.answer()), expected)) {
        return Optional.of(edit.slip());
      }
    }
    return Optional.empty();
  }
}
