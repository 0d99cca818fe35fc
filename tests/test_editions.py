"""The editions of the notebooks: what is in them, and that a student's gives nothing away."""

import json
import resource
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from guards.leaks import answers, leaks
from guards.notebook import METADATA, ROOT, committed, named, read
from handgrad_handout import editions

POINTS = editions.item_points(ROOT / "lib/src/main/resources/handgrad/sheet/items.tsv")
PLAIN = "A = [-0.5; -0.875]\nname  exact\nx[1]  -0.875"


def tagged(cell, *tags, **metadata):
    cell.metadata = nbformat.from_dict({"tags": list(tags), **metadata})
    return cell


def sample():
    """A notebook of one item with all that a solution has."""
    shown = new_output("execute_result", data={"text/plain": PLAIN}, execution_count=3)
    asked = new_output("execute_result", data={"text/plain": "1.x: no answer yet."})
    cells = [
        tagged(new_markdown_cell("# Task 1. Who has a say?\n\n60 minutes.", id="title"), handgrad={"f": "x"}),
        new_code_cell("%load setup.jshell", id="setup"),
        new_markdown_cell("## 1.x\n\nDifferentiate $x^2 + xy + (x+y)^2$ by $x$.", id="asked"),
        tagged(new_code_cell("%%check 1.x\n?", id="turn", outputs=[asked]), "item:1.x", "turn"),
        tagged(new_code_cell("%hint 1.x 1", id="hint"), "item:1.x", "hint"),
        tagged(new_markdown_cell("### Solution 1.x", id="solution"), "solution"),
        tagged(new_markdown_cell("Three roads lead from here to there: $4x + 3y$.", id="derivation"), "item:1.x", "derivation"),
        tagged(new_code_cell('gradientCheck("1.x")', id="check", outputs=[shown]), "item:1.x", "numbers", "check"),
        tagged(new_code_cell("%%steps 7.5\n?", id="steps"), "turn"),
        new_code_cell('Table.read().csv("../data/iris.csv")', id="data"),
    ]
    for cell in cells:
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
    return new_notebook(cells=cells, metadata=METADATA)


def test_the_students_edition_has_neither_solutions_nor_outputs():
    edition = editions.student(sample())
    assert [cell.id for cell in edition.cells] == ["title", "setup", "asked", "turn", "hint", "steps", "data"]
    assert all(cell.get("outputs", []) == [] for cell in edition.cells)
    assert edition.cells[3].metadata == {"tags": ["item:1.x", "turn"]}
    assert edition.cells[0].metadata == {}


def test_the_edition_with_solutions_is_the_whole_notebook():
    assert editions.solutions(sample()) == sample()


def test_the_nbgrader_edition_has_a_locked_cell_of_points_after_each_answer():
    edition = editions.nbgrader(sample(), {"1.x": 2})
    assert [cell.id for cell in edition.cells] == ["title", "setup", "asked", "turn", "turn-points", "hint", "steps", "data"]
    answer, points = edition.cells[3:5]
    assert answer.source == "%%check 1.x\n// BEGIN SOLUTION\n?\n// END SOLUTION"
    assert answer.metadata.nbgrader == {
        "schema_version": 3, "grade_id": "answer-1-x", "grade": False, "solution": True, "locked": False, "task": False
    }  # fmt: skip
    assert points.source == 'points("1.x", 2)'
    assert points.metadata.nbgrader == {
        "schema_version": 3, "grade_id": "points-1-x", "grade": True, "solution": False, "locked": True, "task": False, "points": 2
    }  # fmt: skip
    assert edition.cells[1].metadata.nbgrader["locked"]
    assert "nbgrader" not in edition.cells[6].metadata
    assert edition.cells[7].source == 'Table.read().csv("data/iris.csv")'


@pytest.fixture
def course(tmp_path):
    """A folder of notebooks as small as it may be."""
    for language in ("ru", "en"):
        folder = tmp_path / "notebooks" / language
        folder.mkdir(parents=True)
        folder.joinpath("01-sample.ipynb").write_bytes(editions.written(sample()))
        folder.joinpath("setup.jshell").write_text((ROOT / f"notebooks/{language}/setup.jshell").read_text())
    (tmp_path / "notebooks/data").mkdir()
    (tmp_path / "notebooks/data/iris.csv").write_text("a\n1\n")
    return tmp_path


def make(course, capsys):
    items = str(ROOT / "lib/src/main/resources/handgrad/sheet/items.tsv")
    code = editions.main([str(course / "notebooks"), "--to", str(course / "editions"), "--items", items])
    return code, capsys.readouterr()


def test_all_editions_are_written_with_what_they_load(course, capsys):
    code, said = make(course, capsys)
    assert (code, said.out) == (0, f"6 notebooks in {course}/editions/{{student,solutions,nbgrader}}/{{ru,en}}\n")
    written = sorted(str(path.relative_to(course / "editions")) for path in (course / "editions").rglob("*") if path.is_file())
    assert written == [
        "nbgrader/en/01-sample.ipynb", "nbgrader/en/data/iris.csv", "nbgrader/en/setup.jshell",
        "nbgrader/ru/01-sample.ipynb", "nbgrader/ru/data/iris.csv", "nbgrader/ru/setup.jshell",
        "solutions/data/iris.csv", "solutions/en/01-sample.ipynb", "solutions/en/setup.jshell",
        "solutions/ru/01-sample.ipynb", "solutions/ru/setup.jshell",
        "student/data/iris.csv", "student/en/01-sample.ipynb", "student/en/setup.jshell",
        "student/ru/01-sample.ipynb", "student/ru/setup.jshell",
    ]  # fmt: skip
    jar = "%classpath ../../../lib/target/handgrad.jar\n"
    assert jar in (course / "editions/student/ru/setup.jshell").read_text()
    loaded = (course / "editions/nbgrader/ru/setup.jshell").read_text()
    assert "%classpath handgrad.jar\n" in loaded and "../" not in loaded
    assert loaded.count("throw new IllegalStateException") == 1


def test_a_notebook_that_has_gone_leaves_no_edition(course, capsys):
    make(course, capsys)
    for language in ("ru", "en"):
        path = course / "notebooks" / language / "01-sample.ipynb"
        path.rename(path.with_name("02-sample.ipynb"))
    make(course, capsys)
    assert {path.name for path in (course / "editions").rglob("*.ipynb")} == {"02-sample.ipynb"}


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.write_text("{"), "{path}: no JSON (line 1, column 2): restore it with git checkout"),
        (
            lambda path: path.write_text(path.read_text().replace("1.x", "1.z")),
            "{path}: item 1.z is not on the sheet: put it into items.tsv",
        ),
        (lambda path: path.unlink(), "{path.parent}: there is no notebook in this folder: name the folder above ru and en"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(course, capsys, spoil, message):
    path = course / "notebooks/ru/01-sample.ipynb"
    spoil(path)
    code, said = make(course, capsys)
    assert (code, said.err) == (1, message.format(path=path) + "\n")


def test_a_full_disk_leaves_no_half_written_edition(course, capsys):
    assert make(course, capsys)[0] == 0
    before = {path: path.read_bytes() for path in (course / "editions").rglob("*") if path.is_file()}
    path = course / "notebooks/en/01-sample.ipynb"
    longer = read(path)
    longer.cells[0].source += "\n\nMore words." * 1000
    path.write_bytes(editions.written(longer))
    items = str(ROOT / "lib/src/main/resources/handgrad/sheet/items.tsv")
    command = [sys.executable, "-m", "handgrad_handout.editions", str(course / "notebooks"), "--to", str(course / "editions")]
    full = subprocess.run(
        [*command, "--items", items],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)),
    )
    target = course / "editions/student/en/01-sample.ipynb"
    assert full.returncode == 1
    assert full.stderr == f"{target}: cannot be written (File too large): name a folder that can be written and has room\n"
    assert {path: path.read_bytes() for path in (course / "editions").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("edition", ["student", "nbgrader"])
def test_no_phrase_number_or_output_of_a_solution_is_in_the_edition(notebook, edition):
    whole = read(notebook)
    made = editions.student(whole) if edition == "student" else editions.nbgrader(whole, POINTS)
    assert leaks(whole, made) == []


def test_no_formula_in_a_students_notebook_answers_one_of_its_items(tmp_path):
    planted = editions.student(sample())
    planted.cells[2].source += " Of course $\\partial f/\\partial x = 3(x + y) + x$."
    found, judged = answers({named(path): editions.student(read(path)) for path in committed()} | {"sample": planted}, tmp_path)
    # 0.5 asks to write this very formula without its trace.
    question = [f"notebooks/{it}/00-start.ipynb: cell q0-5: \\mathrm{{tr}}(a b^{{\\top}}) answers 0.5" for it in ("en", "ru")]
    assert found == [*question, "sample: cell asked: 3(x + y) + x answers 1.x"]
    assert judged > 500


def spoilt(change):
    edition = editions.student(sample())
    change(edition.cells)
    return edition


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda cells: cells.append(sample().cells[6]), "cell derivation: a cell of a solution"),
        (lambda cells: cells[3].update(outputs=[new_output("stream", text="ok")]), "cell turn: an output"),
        (lambda cells: cells[3].update(execution_count=7), "cell turn: an output"),
        (lambda cells: cells[0].metadata.update(handgrad={"f": "x"}), "cell title: metadata handgrad"),
        (
            lambda cells: cells[2].update(source="As we know, three roads lead from here to *there*."),
            "cell derivation: its words stand there: three roads lead from here to there",
        ),
        (
            lambda cells: cells[2].update(attachments={"a.txt": {"text/plain": "three roads lead from here to there"}}),
            "cell derivation: its words stand there: three roads lead from here to there",
        ),
        (lambda cells: cells[2].update(source="Is it $-0.875$?"), "cell check: its number stands there: 0.875"),
        (
            lambda cells: cells[2].metadata.update(tags=["was x[1]  -0.875 once"]),
            "cell check: its output stands there: x[1]  -0.875",
        ),
    ],
)
def test_what_gives_a_solution_away_is_found(change, expected):
    assert expected in leaks(sample(), spoilt(change))


def test_the_sample_gives_nothing_away():
    assert leaks(sample(), editions.student(sample())) == []
    assert json.loads(editions.written(editions.student(sample())))["nbformat"] == 4
