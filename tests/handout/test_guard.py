"""The guard of the handouts: it passes a good one and names what is wrong with each spoilt one."""

import io
from dataclasses import replace

import pypdf
import printing
import pytest
from printing import SVG, pdf, result
from pypdf.generic import DictionaryObject, NameObject

from guards.handout import problems
from guards.notebook import read
from guards.setting import problems as ill_set
from handgrad_handout.page import A4
from handgrad_handout.press import handout
from handgrad_handout.source import read as source

STEPS = r"""$$\begin{aligned}
df &= {\color{red} d(x^{\top}Ax)} && \text{дифференциал произведения}\\
&= dx^{\top} A x + x^{\top} A\,dx && \text{вынесли } dx
\end{aligned}$$"""
GOOD = (
    "# Задача 7. О $\\ln\\det X$\n\n- **Время:** 45 минут; есть где остановиться.",
    ("%load setup.jshell",),
    "Граф слева направо, под каждым узлом его накопленный градиент:",
    ("graph(f)", result(svg=SVG, plain="граф")),
    "<details><summary>Подсказка</summary>\n\nПравило *произведения*.\n\n</details>\n\n![](plot.svg)",
    ("derivation(f)", result(markdown=STEPS, plain="df")),
    ("check(f)", result(markdown="| имя | точное |\n|---|--:|\n| $X_{11}$ | 0.5 |\n\n**Верно** в одной точке.", plain="x")),
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "plot.svg").write_text(SVG)
    return tmp_path


def without(number, source=""):
    cells = list(GOOD)
    cells[number - 1] = source
    return printing.notebook(*cells)


def test_a_good_handout_passes(folder):
    made = printing.notebook(*GOOD)
    assert problems(made, pdf(made, folder)) == []


def test_limits_of_sums_are_no_small_print(folder):
    made = printing.notebook("# Sums\n\n$$\\sum_{i=1}^{n} x_i + \\sum_j y_j$$")
    assert problems(made, pdf(made, folder)) == []


@pytest.mark.parametrize(
    "page, expected",
    [
        (replace(A4, width=216, height=279), ["page 1: 612 × 791 pt, not A4 (595 × 842)"]),
        (replace(A4, text=8), ["page 1: print of 8.0 pt, less than 9: •Время:45минут;естьг"]),
        (replace(A4, table=8), ["page 1: print of 8.0 pt, less than 9: имяточное𝑋110.5"]),
        (replace(A4, side=15), ["page 1: За•%ГраgПоПрdcВе reaches into the margin", "page 1: rect reaches into the margin"]),
    ],
)
def test_a_wrong_page_is_refused(folder, page, expected):
    made = printing.notebook(*GOOD)
    assert problems(made, pdf(made, folder, page=page))[: len(expected)] == expected


@pytest.mark.parametrize(
    "spoilt, expected",
    [
        (
            without(3),
            ["cell 3 (c3): not in the handout: Граф слева направо, под каждым узлом его накопленный градиент:"],
        ),
        (
            without(3, GOOD[2].replace("градиент", "градяент")),
            ["cell 3 (c3): not in the handout: Граф слева направо, под каждым узлом его накопленный градиент:"],
        ),
        (without(4), ["1 pictures in the handout, 2 in the notebook"]),
        (without(7), ["cell 7 (c7): not in the handout: " + words for words in ("имя", "точное", "0.5", "**Верно** в одной точке.")]),
        (without(2, r"So \\alpha and \$\$."), ["page 1: raw TeX in print: \\alpha", "page 1: raw TeX in print: $$"]),
        (without(2, "A &lt;b&gt; and &amp;nbsp;"), ["page 1: raw HTML in print: <b>", "page 1: raw HTML in print: &nbsp;"]),
        (
            without(2, "$$" + "+".join(["aaaaaaaaaaaa"] * 8) + "$$"),
            ["page 1: print of 8.1 pt, less than 9: 𝑎𝑎𝑎𝑎𝑎𝑎𝑎𝑎𝑎𝑎𝑎𝑎+𝑎𝑎𝑎𝑎𝑎𝑎𝑎"],
        ),
    ],
)
def test_what_is_lost_or_raw_is_named(folder, spoilt, expected):
    assert problems(printing.notebook(*GOOD), pdf(spoilt, folder)) == expected


def test_a_font_that_is_not_embedded_is_refused(folder):
    made = printing.notebook(*GOOD)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(made, folder)))
    font = DictionaryObject({NameObject(k): NameObject(v) for k, v in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica"))})
    writer.pages[0]["/Resources"]["/Font"][NameObject("/f99")] = font
    spoilt = io.BytesIO()
    writer.write(spoilt)
    assert problems(made, spoilt.getvalue()) == ["the font Helvetica is not embedded"]


def test_the_handout_of_every_notebook(notebook):
    """Every committed notebook is printed and held to the same, and to how a page is set."""
    printed = handout(source(notebook)).pdf
    assert problems(read(notebook), printed) == []
    assert ill_set(read(notebook), printed) == []
