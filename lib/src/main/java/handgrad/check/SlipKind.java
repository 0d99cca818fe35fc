package handgrad.check;

import handgrad.words.Message;
import java.util.Locale;

/** The kinds of slips that a wrong answer is told apart by. */
public enum SlipKind {
  SIGN,
  FACTOR,
  TRANSPOSED,
  UNTRANSPOSED,
  SYMMETRY,
  TERM,
  INNER,
  OUTER,
  INVERSE_TRANSPOSE,
  ORDER,
  IDENTITY,
  SCALE,
  ELEMENTWISE,
  VARIABLE,
  COFACTOR,
  ASSUMPTION,
  SHAPE,
  ACTIVATION,
  LAYER,
  INCOMING,
  OTHER;

  /** The one word, the same in both languages: {@code inverse-transpose}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Judgement.Slip at(String place, Object... arguments) {
    return new Judgement.Slip(code(), Message.of("answer." + place, arguments));
  }
}
