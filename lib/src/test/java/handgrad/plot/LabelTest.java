package handgrad.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "step $h$ | step h",
        "$x^2 + xy$ | x^2 + xy",
        "$w_{12}$ | w_{12}",
        "$w^{(1)}_{11}$ | w^{(1)}_{11}",
        "$\\partial f/\\partial x$ | ∂f/∂x",
        "$\\sigma(w_1)$ | σ(w_1)",
        "$\\Xi \\iota \\varphi$ | Ξιφ",
        "$\\mathrm{tr}(AX)$ | tr(AX)",
        "$\\ln x$ | ln x",
        "$X^\\top A$ | X^⊤ A",
        "погрешность, $10^{-5}$ | погрешность, 10^{-5}",
        "<script> | <script>"
      })
  void saysWhatItDraws(String markup, String text) {
    assertEquals(text, Label.of(markup).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x | 78",
        "$x$ | i78",
        "$\\sigma$ | i3c3",
        "$\\ln$ | 6c 6e",
        "-3 | 2212 33",
        "a-b | 61 2d 62",
        "$-x$ | 2212 i78",
        "2e-7 | 32 65 2212 37",
        "щ | 449",
        "$\\lVert x\\rVert_2$ | 2016 i78 2016 32",
        "文 | box"
      })
  void choosesUprightAndItalicOutlines(String markup, String glyphs) {
    assertEquals(
        glyphs,
        Label.of(markup).glyphs().stream()
            .map(p -> p.glyph().id().substring(1))
            .collect(Collectors.joining(" ")));
  }

  @Test
  void raisesPowersAndLowersIndices() {
    Label label = Label.of("$x_1^2$");
    assertEquals(
        "i78 0 1.0, 31 190 0.7, 32 -360 0.7",
        label.glyphs().stream()
            .map(p -> p.glyph().id().substring(1) + " " + Math.round(p.y()) + " " + p.scale())
            .collect(Collectors.joining(", ")));
    assertTrue(Label.of("$x^2$").ascent(10) > Label.of("$x$").ascent(10));
  }

  @Test
  void unclosedGroupsAndEmptyTextsAreNoFault() {
    assertEquals("x^1", Label.of("$x^{1$").text());
    assertEquals("", Label.of("").text());
    assertEquals(0, Label.of("").width(13));
  }
}
