"""Every page that is printed of the course, on paper, for phones and for the screen."""

import pytest
from printing import SVG, notebook, result

from guards import pages, setting
from guards.notebook import LANGUAGES, ROOT
from handgrad_handout.course import course_jobs
from handgrad_handout.page import A4, PHONE
from handgrad_handout.pieces import Piece, pieces
from handgrad_handout.press import handout
from handgrad_handout.sheet import PAGE
from handgrad_handout.slides import SLIDE
from handgrad_handout.source import Source, read

ITEMS = ROOT / "lib/src/main/resources/handgrad/sheet/items.tsv"


def paper(target):
    special = {"sheet.pdf": PAGE, "slides.pdf": SLIDE}
    return PHONE if "phone" in target.parts else special.get(target.name, A4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_course_is_overfull_or_cut_off(tmp_path, language):
    found = {}
    for job in course_jobs(sorted((ROOT / "notebooks" / language).glob("*.ipynb")), language, tmp_path, ITEMS):
        name, pdf = str(job.target.relative_to(tmp_path)), job.make().pdf
        found[name] = pages.problems(pdf, paper(job.target))
        if name.startswith("phone/"):
            whole = read(job.inputs[0]).notebook
            found[name] += [line for line in setting.problems(whole, pdf) if "begins with the last line" not in line]
    assert len(found) == 4 * 13 + 3
    assert {name: problems for name, problems in found.items() if problems} == {}


WIDE = "#block(width: 200%, height: 2em, fill: red)"
LONG = "#place(bottom + center, dy: 1.2em)[a line too far down]"


@pytest.mark.parametrize("page", [A4, PHONE, PAGE, SLIDE])
@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ("#place(right, dx: 2em)[a line too long]", "page 1: beside the margins: "),
        (LONG, "page 1: below the text: "),
        (WIDE, "page 1: a drawing reaches from "),
    ],
)
def test_an_overfull_page_is_named(tmp_path, page, spoilt, said):
    made = notebook("# A plot\n\nHere it is:", ("plot(f)", result(svg=SVG, plain="plot")), "All the points lie on it.")
    source = Source(made, "07-check", tmp_path)
    assert pages.problems(handout(source, page).pdf, page) == []
    broken = handout(source, page, lambda whole: [*pieces(whole), Piece("typst", "spoilt", spoilt)]).pdf
    problems = pages.problems(broken, page)
    assert [problem for problem in problems if problem.startswith(said)], problems


def test_a_table_higher_and_wider_than_a_phone_is_made_to_fit(tmp_path):
    matrix = "$\\begin{pmatrix} 1 & 0.5 \\\\ 2 & 3 \\\\ 4 & 5 \\end{pmatrix}$"
    rows = "\n".join(f"| a stage of the pass | a quantity of it | $X^{{\\top}}W_{n}$ | {matrix} |" for n in range(12))
    source = Source(notebook(f"# A table\n\n| stage | quantity | formula | value |\n|---|---|---|---|\n{rows}"), "07-check", tmp_path)
    assert pages.problems(handout(source, PHONE).pdf, PHONE) == []
