package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import handgrad.words.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A: p×m, X: m×n           | A: p×m, X: m×n
          A:p,m;X:m,n              | A: p×m, X: m×n
          A:p,m, X:m,n             | A: p×m, X: m×n
          A: p x m; x: 3x1         | A: p×m, x: 3×1
          A: p\\times m            | A: p×m
          lambda, x: n×1           | lambda: 1×1, x: n×1
          λ: 1×1                   | lambda: 1×1
          lam:1,1                  | lam: 1×1
          H: n×k; f: function      | H: n×k, f: function
          w1_11, dX: m×n           | w1_11: 1×1, dX: m×n
          """)
  void theFormsThatAreRead(String text, String names) {
    assertEquals(names, Declarations.parse(text.replace("\\\\", "\\")).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A: m×n, A: n×n   | A is declared twice: keep one                                          | A описано дважды: оставьте одно
          A: 0×m           | size 0: a size is a whole number from 1 to 10000                       | размер 0: размер — целое число от 1 до 10000
          A: −1×m          | size -1: a size is a whole number from 1 to 10000                      | размер -1: размер — целое число от 1 до 10000
          A: 100000×m      | size 100000: a size is a whole number from 1 to 10000                  | размер 100000: размер — целое число от 1 до 10000
          tr: n×n          | tr is the name of a function: choose another name                      | tr — имя функции: возьмите другое имя
          A: n×n, n        | n is a size in these declarations and cannot be a name too: choose another name | n здесь размер и именем быть не может: возьмите другое имя
          A: m             | "A: m" is no declaration: write a name and its shape, as in A: m×n     | «A: m» — не описание: напишите имя и размер, например A: m×n
          Х: m×n           | Х here is the Cyrillic letter: type the Latin X                        | Х здесь русская буква: наберите латинскую X
          """)
  void theErrors(String text, String en, String ru) {
    FormulaException e = assertThrows(FormulaException.class, () -> Declarations.parse(text));
    assertEquals(en, e.message().in(Language.EN));
    assertEquals(ru, e.message().in(Language.RU));
  }

  @Test
  void theCaretStandsUnderTheEntry() {
    FormulaException e =
        assertThrows(
            FormulaException.class, () -> Declarations.parse("A: n×n, f: functon, x: n×1"));
    assertEquals(
        """
        "f: functon" is no declaration: write a name and its shape, as in A: m×n
        A: n×n, f: functon, x: n×1
                ^""",
        e.getMessage());
    assertEquals(8, e.position());
  }
}
