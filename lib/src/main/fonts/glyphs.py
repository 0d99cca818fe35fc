"""Writes the outlines that pictures carry: resources/handgrad/plot/glyphs.txt.

    python glyphs.py TWO OLD > ../resources/handgrad/plot/glyphs.txt

TWO is the folder `files` of the npm package @fontsource/stix-two-text 5.3.0, OLD the folder of
STIX-Regular.otf (Debian package fonts-stix 1.1.1), which has the operators that TWO lacks.
Needs fonttools and brotli. One line a glyph: style and code point, advance, outline; 1000 units
an em, y grows downward, SVG path data with relative integers.
"""

import sys
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

LETTERS = (
    [*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0x391, 0x3A2), *range(0x3A3, 0x3AA)]
    + [*range(0x3B1, 0x3CA), 0x3D1, 0x3D5, 0x3F5, *range(0x410, 0x450), 0x401, 0x451]
    + [ord(c) for c in "âêîôûĉĝĥĵŝŵŷÂÊÎÔÛŴŶ"]
)
ROMAN = (
    LETTERS
    + [*range(0x20, 0x41), *range(0x5B, 0x61), *range(0x7B, 0x7F)]
    + [ord(c) for c in "\u00a0°±·×÷«»–—‘’“”„…−′″№ẋ"]
    + [ord(c) for c in "∂∇⊙⊗⊕√≈≤≥≠≡∈∞→←↑↓↦⇒⊤∑∏∓∘∥∝∼⟨⟩ℓ∫‖⊘"]
)


class Path_(BasePen):
    def __init__(self, glyphs):
        super().__init__(glyphs)
        self.d, self.at = [], (0, 0)

    def _put(self, verb, *points):
        x, y = self.at
        text = " ".join(f"{round(a) - x} {round(b) - y}" for a, b in points)
        self.d.append((verb + text).replace(" -", "-"))
        self.at = tuple(round(v) for v in points[-1])

    def _moveTo(self, p):
        self._put("m", p)
        self.start = self.at

    def _lineTo(self, p):
        self._put("l", p)

    def _curveToOne(self, a, b, c):
        self._put("c", a, b, c)

    def _qCurveToOne(self, a, b):
        self._put("q", a, b)

    def _closePath(self):
        self.d.append("z")
        self.at = self.start


def outline(font, name):
    glyphs = font.getGlyphSet()
    pen = Path_(glyphs)
    k = 1000 / font["head"].unitsPerEm
    glyphs[name].draw(TransformPen(pen, (k, 0, 0, -k, 0, 0)))
    return round(glyphs[name].width * k), "".join(pen.d)


def main(two, old):
    rows = []
    for style, file, wanted in (("r", "normal", ROMAN), ("i", "italic", LETTERS)):
        fonts = [TTFont(p) for p in sorted(Path(two).glob(f"*-400-{file}.woff2"))]
        fonts.append(TTFont(Path(old) / "STIX-Regular.otf"))
        for code in sorted(set(wanted)):
            font = next((f for f in fonts if code in f.getBestCmap()), None)
            if font is None:
                sys.exit(f"no glyph for {chr(code)}")
            advance, d = outline(font, font.getBestCmap()[code])
            rows.append(f"{style}{code:x} {advance} {d}".rstrip())
    print("\n".join(rows))


main(*sys.argv[1:])
