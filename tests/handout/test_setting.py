"""The guard of how a page is set: it passes a good page and names what is wrong with each spoilt one."""

import io

import printing
import pypdf
import pytest
from printing import SVG, result

from guards.handout import letters
from guards.setting import problems
from handgrad_handout.pieces import Piece, pieces
from handgrad_handout.press import handout
from handgrad_handout.source import Source

PLOT = ("plot(f)", result(svg=SVG, plain="plot"))
CAPTION = "All the points lie on the diagonal, as they should."
LOREM = "The gradient has the shape of its variable and every step is taken at the old weights of the net "


def made(folder, *cells, of=pieces, frame=""):
    notebook = printing.notebook(*cells)
    return notebook, handout(Source(notebook, "07-check", folder), of=of, frame=frame).pdf


def test_a_good_page_passes(tmp_path):
    notebook, pdf = made(tmp_path, "# A plot\n\nHere it is:", PLOT, CAPTION, ("x = 1",))
    assert problems(notebook, pdf) == []


def test_a_line_of_code_that_is_cut_off_is_named(tmp_path):
    notebook, pdf = made(tmp_path, "# Code", ("double loss = net.loss(x, y);",))
    notebook.cells[1].source += "\nloss + regularisation"
    assert problems(notebook, pdf) == ["cell 2 (c2): cut off: loss + regularisation"]


def test_a_picture_away_from_its_caption_is_named(tmp_path):
    def torn(notebook):
        return [part for piece in pieces(notebook) for part in ([Piece("typst", "", "#pagebreak()"), piece] if CAPTION in piece.text else [piece])]

    notebook, pdf = made(tmp_path, "# A plot\n\nHere it is:", PLOT, CAPTION, of=torn)
    assert problems(notebook, pdf) == ["cell 2 (c2): the picture is on page 1, its caption is not"]


@pytest.mark.parametrize("lines", range(22, 46, 3))
def test_a_picture_stays_with_its_caption_wherever_the_page_ends(tmp_path, lines):
    notebook, pdf = made(tmp_path, "# A plot\n\n" + "\n\n".join(["One line."] * lines), PLOT, CAPTION)
    assert problems(notebook, pdf) == []


FIRST = "Nothing looks wrong at this scale. Now the residuals, through a magnifying glass:"
SECOND = "The residuals are fractions of a percent. " + "And how many digits are right if we solve in another way? " * 6 + "So many:"
TABLE = result(markdown="| column | digits |\n|---|--:|\n" + "| GNP | 9.1 |\n" * 8, plain="x")


@pytest.mark.parametrize("height", (300, 360, 420))
def test_captions_that_announce_the_next_cell_chain_no_pictures_together(tmp_path, height):
    plot = result(svg=SVG.replace('height="120"', f'height="{height}"').replace("0 120", f"0 {height}"), plain="plot")
    chain = ["Facts against forecast:", ("fitted(f)", plot), FIRST, ("residuals(f)", plot), SECOND, ("digits(f)", TABLE)]
    notebook, pdf = made(tmp_path, "# A plot\n\nBefore it.", *chain)
    assert problems(notebook, pdf) == []
    assert letters(FIRST) in letters(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text())


def test_a_heading_after_a_picture_is_no_caption_of_it():
    cells = pieces(printing.notebook(PLOT, CAPTION, PLOT, "## Next", PLOT, PLOT, "<!-- a note --> " + CAPTION))
    assert [(piece.follows, piece.role) for piece in cells if piece.kind != "code"] == [
        (True, ()),
        (False, ("asks", "caption")),
        (False, ()),
        (False, ("asks",)),
        (False, ()),
        (True, ()),
        (False, ("caption",)),
    ]


def lines_of(tmp_path, markdown):
    """The lines of a text as they are set, at thirty places of a line's end."""
    for blanks in range(30):
        pdf = made(tmp_path, "# Text\n\n" + "m" * blanks + " " + markdown)[1]
        yield from pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().splitlines()


def test_a_dash_opens_no_line_and_a_short_formula_is_not_broken(tmp_path):
    found = list(lines_of(tmp_path, "the gradient has the size $k\\times 1$ — as its variable " * 6))
    assert [line for line in found if line.startswith(("—", "×", "1")) and not line.startswith("1 / ")] == []
    assert [line for line in found if line.endswith(("k", "𝑘", "×"))] == []


def test_a_widow_is_named(tmp_path):
    found = set()
    for lines in range(-10, 0):
        text = "\n\n".join(["One line."] * (20 + lines) + [LOREM * 30 + "end."])
        frame = "#set text(costs: (widow: 0%, orphan: 0%))\n"
        notebook, pdf = made(tmp_path, f"# Text\n\n{text}", frame=frame)
        found |= {letters(line.split("paragraph:")[1])[-3:] for line in problems(notebook, pdf)}
    assert found == {"end"}
