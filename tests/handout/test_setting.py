"""The guard of how a page is set: it passes a good page and names what is wrong with each spoilt one."""

import printing
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


def test_a_widow_is_named(tmp_path):
    found = set()
    for lines in range(-10, 0):
        text = "\n\n".join(["One line."] * (20 + lines) + [LOREM * 30 + "end."])
        frame = "#set text(costs: (widow: 0%, orphan: 0%))\n"
        notebook, pdf = made(tmp_path, f"# Text\n\n{text}", frame=frame)
        found |= {letters(line.split("paragraph:")[1])[-3:] for line in problems(notebook, pdf)}
    assert found == {"end"}
