package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Formula;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The g of a step w - gamma*g, as it was typed. */
class DirectionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          w - gamma*g              | g
          w + gamma*g              | -g
          w - g*gamma              | g
          w - gamma                | 1
          w - 2*gamma*g            | 2*g
          w - 2*(gamma*g)          | 2*g
          w - 2*(g*gamma)          | 2*g
          w - gamma*g/n            | g/n
          w - gamma/n*g            | 1/n*g
          -gamma*g + w             | g
          -2*gamma*g + w           | 2*g
          -gamma*g/n + w           | g/n
          w - (-2*gamma*g)         | -(2*g)
          w - (gamma*g - gamma*h)  | g - h
          w - gamma*g - gamma*h    | g + h
          w - (-gamma*g)           | -g
          w - (-(gamma*g))         | -g
          w + gamma*g - gamma*h    | -g + h
          w - gamma*g + gamma*h    | g - h
          w - g                    | none
          w - gamma*g + h          | none
          w - g/gamma              | none
          g - gamma*h              | none
          -w - gamma*g             | none
          w                        | none
          """)
  void itsTermsStandAsTheyWere(String step, String direction) {
    Declarations names = Declarations.parse("w: n×1, g: n×1, h: n×1, gamma: 1×1");
    String found =
        Direction.of(
                Formula.parse(step, names, names.variable("w").shape()),
                names.variable("w"),
                names.variable("gamma"))
            .map(Ascii::print)
            .orElse("none");
    assertEquals(direction, found);
  }
}
