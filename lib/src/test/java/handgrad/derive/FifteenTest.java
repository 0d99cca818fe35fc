package handgrad.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handgrad.expr.Declarations;
import handgrad.expr.Formula;
import handgrad.words.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The fifteen derivatives of tasks 6 and 7 and the quadratic Qs, every line of every derivation.
 */
class FifteenTest {
  private record Item(String id, String f, String by, String shapes) {}

  private static final List<Item> ITEMS =
      List.of(
          new Item("6.1", "a^T x", "x", "a:n,1;x:n,1"),
          new Item("6.2", "x^T A x", "x", "A:n,n;x:n,1"),
          new Item("6.3", "\\ln(x^T A x)", "x", "A:n,n;x:n,1"),
          new Item("6.4", "a^T X A X a", "X", "a:n,1;A:n,n;X:n,n"),
          new Item("6.5", "x x^T x", "x", "x:n,1"),
          new Item("6.6", "X^{-1}", "X", "X:n,n"),
          new Item("6.7", "\\det X", "X", "X:n,n"),
          new Item("7.1", "\\text{tr}(AXB)", "X", "A:p,m;B:n,p;X:m,n"),
          new Item("7.2", "\\text{tr}(AX^T X)", "X", "A:n,n;X:m,n"),
          new Item("7.3", "\\ln \\det X", "X", "X:n,n"),
          new Item("7.4", "\\ln \\det AX^{-1} B", "X", "A:n,n;B:n,n;X:n,n"),
          new Item("7.5", "\\text{tr}(AX^T X B X^{-T})", "X", "A:n,n;B:n,n;X:n,n"),
          new Item("7.6", "\\ln \\det(X^T A X)", "X", "A:m,m;X:m,n"),
          new Item("7.7", "x^T A b", "x", "x:n,1;A:n,n;b:n,1"),
          new Item("7.8", "x^T A b", "A", "x:n,1;A:n,n;b:n,1"));

  static String text(Language language) {
    StringBuilder text = new StringBuilder();
    for (Item item : ITEMS) {
      Declarations names = Declarations.parse(item.shapes());
      Derivation d = Derivation.of(Formula.parse(item.f(), names), names.variable(item.by()));
      text.append(item.id()).append('\n');
      text.append(DerivationText.plain(d, language)).append("\n\n");
    }
    return text.toString();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyLineIsAsWritten(Language language) throws IOException {
    String name = "fifteen_" + language.code() + ".txt";
    try (InputStream stream = FifteenTest.class.getResourceAsStream(name)) {
      String expected = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(expected, text(language));
    }
  }

  @Test
  void theDeterminantOfRectangularFactors() {
    Declarations names = Declarations.parse("A:p,n;B:n,p;X:n,n");
    Derivation d =
        Derivation.of(
            Formula.parse("\\ln \\det AX^{-1} B", names),
            names.variable("X"),
            Assumptions.parse(List.of("p <= n"), names));
    assertEquals(
        "-inv(X)'*A'*inv(B'*inv(X)'*A')*B'*inv(X)'", handgrad.expr.Ascii.print(d.result()));
  }
}
