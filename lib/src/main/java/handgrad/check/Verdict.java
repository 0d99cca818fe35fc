package handgrad.check;

import handgrad.expr.Numbers;
import handgrad.words.Language;
import handgrad.words.Message;
import java.util.Optional;

/**
 * A check in one sentence: the worst outcome, the entry it is found at, and the word of the CS231n
 * notes for the largest relative error.
 *
 * @param outcome the worst outcome of all entries
 * @param relativeError the largest relative error of an entry with that outcome
 * @param entry the entry of that error
 * @param message the sentence
 */
public record Verdict(
    Outcome outcome, double relativeError, Optional<Entry> entry, Message message) {
  private static final double FINE = 1e-7;
  private static final double FINE_WITH_KINKS = 1e-4;
  private static final double DOUBTFUL = 1e-2;

  static Verdict of(Outcome outcome, double error, Entry worst, int entries) {
    if (worst == null) {
      return new Verdict(outcome, 0, Optional.empty(), Message.of("check.empty"));
    }
    String relative = Numbers.error(error);
    Estimate numeric = worst.numeric();
    Message message =
        switch (outcome) {
          case AGREES ->
              error == 0
                  ? Message.of("check.exact", entries)
                  : error <= FINE
                      ? Message.of("check.agrees", entries, relative, worst.name())
                      : Message.of("check.agrees-roughly", entries, relative, worst.name());
          case KINK ->
              Message.of(
                  "check.kink",
                  worst.name(),
                  Numbers.text(clean(numeric.left(), numeric.error())),
                  Numbers.text(clean(numeric.right(), numeric.error())),
                  Numbers.text(worst.claimed()));
          case UNDECIDED -> Message.of("check.undecided", worst.name());
          case REFUSED ->
              numeric.isKink()
                  ? Message.of(
                      "check.refused-kink",
                      worst.name(),
                      Numbers.text(worst.claimed()),
                      Numbers.text(clean(numeric.left(), numeric.error())),
                      Numbers.text(clean(numeric.right(), numeric.error())))
                  : Message.of(
                      "check.refused",
                      worst.name(),
                      Numbers.text(worst.claimed()),
                      Numbers.text(clean(numeric.value(), numeric.error())),
                      relative,
                      Message.of("check.scale." + scale(error)));
        };
    return new Verdict(outcome, error, Optional.of(worst), message);
  }

  private static String scale(double error) {
    return error > DOUBTFUL
        ? "wrong"
        : error > FINE_WITH_KINKS ? "doubtful" : error > FINE ? "kinks" : "fine";
  }

  /** A numeric derivative without the digits that its error leaves open. */
  static double clean(double value, double error) {
    if (Math.abs(value) <= error) {
      return 0;
    }
    double digit = Math.max(error, 1e-12 * Math.abs(value));
    int exponent = Math.getExponent(digit) + 1;
    double rounded = Math.rint(Math.scalb(value, -exponent));
    double cleaned = Math.scalb(rounded, exponent);
    return Double.isFinite(cleaned) && Math.abs(exponent) < 1000 ? cleaned : value;
  }

  /** Whether nothing speaks against the claim. */
  public boolean isRight() {
    return outcome.isRight();
  }

  public String in(Language language) {
    return message.in(language);
  }

  @Override
  public String toString() {
    return in(Language.EN);
  }
}
