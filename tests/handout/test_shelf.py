"""The course laid out for a class server."""

import re

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell
from printing import notebook

from guards.notebook import LANGUAGES, ROOT, read
from handgrad_handout import shelf

ITEMS = str(ROOT / "lib/src/main/resources/handgrad/sheet/items.tsv")


def text(made):
    return "\n\n".join(cell.source for cell in made.cells if cell.cell_type == "markdown")


@pytest.mark.parametrize(
    ("language", "row", "more"),
    [
        (
            "ru",
            "| 12 | Симметричная матрица, ближайшая к $A$ | [тетрадь](../student/ru/12-nearest-symmetric.ipynb)"
            " | [решение](../solutions/ru/12-nearest-symmetric.ipynb) | [листок](../sheets/ru/12-nearest-symmetric.pdf) |",
            "Все задачи на бумаге, без ответов: [листок](../sheets/ru/sheet.pdf). In English: [00-start](../en/00-start.ipynb).",
        ),
        (
            "en",
            "| 1 | The computation graph | [notebook](../student/en/01-computation-graph.ipynb)"
            " | [solution](../solutions/en/01-computation-graph.ipynb) | [sheet](../sheets/en/01-computation-graph.pdf) |",
            "All tasks on paper, without answers: [the sheet](../sheets/en/sheet.pdf). По-русски: [00-start](../ru/00-start.ipynb).",
        ),
    ],
)
def test_the_first_notebook_leads_to_each_tasks_edition_solution_and_sheet(language, row, more):
    committed = read(ROOT / f"notebooks/{language}/00-start.ipynb")
    made = text(shelf.start(committed, language))
    assert row in made.splitlines()
    assert more in made
    assert len(re.findall(r"^\| \d+ \|", made, re.M)) == 12
    assert re.findall(r"\]\([\w-]+\.ipynb\)", made) == []
    # what the copy says otherwise stands in the notebook, and in the copy no more
    old, new = shelf.WORDS[language]["unfold"]
    assert old in text(committed)
    assert old not in made
    assert new in made


@pytest.fixture
def course(tmp_path):
    asked = notebook(new_markdown_cell("# Task 1. Who has a say?\n\n**The task.** Find $f$.\n\n**Shapes.** Numbers.", id="a"))
    for language in LANGUAGES:
        folder = tmp_path / "notebooks" / language
        folder.mkdir(parents=True)
        (folder / "setup.jshell").write_text("")
        if language == "ru":
            asked.cells[0].source = "# Задача 1. Кто?\n\n**Условие.** Дана $f$.\n\n**Размеры.** Числа."
        nbformat.write(asked, folder / "01-sample.ipynb")
        table = "| | question | notebook |\n|---|---|---|\n| 1 | Who? | [01](01-sample.ipynb) |"
        nbformat.write(notebook(new_markdown_cell(table, id="t")), folder / "00-start.ipynb")
    return tmp_path


def lay_out(course):
    return shelf.main([str(course / "notebooks"), "--to", str(course / "course"), "--items", ITEMS])


def test_what_lies_there(course, capsys, monkeypatch):
    monkeypatch.setattr(shelf, "course_jobs", lambda *_: iter(()))
    assert lay_out(course) == 0
    each = ["00-start.ipynb", "01-sample.ipynb", "setup.jshell"]
    expected = [f"{kind}/{language}/{name}" for kind in ("solutions", "student") for language in LANGUAGES for name in each]
    expected += [f"{language}/{name}" for language in LANGUAGES for name in ("00-start.ipynb", "setup.jshell")]
    made = [str(path.relative_to(course / "course")) for path in (course / "course").rglob("*") if path.is_file()]
    assert sorted(made) == sorted(expected)
    assert capsys.readouterr().out == f"{len(expected)} files in {course}/course\n"


def test_a_first_notebook_without_its_table_is_refused(course, capsys, monkeypatch):
    monkeypatch.setattr(shelf, "course_jobs", lambda *_: iter(()))
    nbformat.write(notebook(new_markdown_cell("# Start", id="t")), course / "notebooks/ru/00-start.ipynb")
    assert lay_out(course) == 1
    expected = f"{course}/notebooks/ru/00-start.ipynb: there is no table of the tasks: keep its columns: number, question, notebook\n"
    assert capsys.readouterr().err == expected
