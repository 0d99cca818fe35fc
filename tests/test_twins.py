"""Twins: what may differ between the languages, and what may not."""

import copy

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from guards import twins
from guards.notebook import Refused, written


def notebook(title="Задача 1", code="f", label="граф"):
    picture = new_output("display_data", data={"image/svg+xml": "<svg/>", "text/plain": label})
    return new_notebook(
        cells=[
            new_markdown_cell(f"# {title}", id="title"),
            new_code_cell(code, id="graph", metadata={"tags": ["item:1.x", "numbers"]}, outputs=[picture]),
        ]
    )


RU, EN = notebook(), notebook("Task 1", label="graph")


def spoilt(change):
    english = copy.deepcopy(EN)
    change(english)
    return english


def test_words_and_labels_may_differ():
    assert twins.differences(RU, EN) == []


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda n: n.cells[1].update(source="g"), "cell 2 (graph): code 'f' in one, 'g' in the other"),
        (lambda n: n.cells[1].update(source="f "), "cell 2 (graph): code 'f' in one, 'f ' in the other"),
        (lambda n: n.cells[1].update(id="plot"), "cell 2 (graph): the other's id is plot"),
        (
            lambda n: n.cells[1].metadata.update(tags=["item:1.y", "numbers"]),
            "cell 2 (graph): metadata {'tags': ['item:1.x', 'numbers']} in one,"
            " {'tags': ['item:1.y', 'numbers']} in the other",
        ),
        (
            lambda n: n.cells[1].outputs[0].data.pop("image/svg+xml"),
            "cell 2 (graph): shows [['image/svg+xml', 'text/plain']] in one, [['text/plain']] in the other",
        ),
        (lambda n: n.cells.pop(), "2 cells in one, 1 in the other"),
        (
            lambda n: n.cells[0].update(source="# Задача 1"),
            "cell 1 (title): the same words in both languages: '# Задача 1'",
        ),
        (
            lambda n: n.cells.reverse(),
            "cell 1 (title): markdown in one, code in the other",
        ),
    ],
)
def test_a_twin_that_differs_is_refused(change, line):
    assert twins.differences(RU, spoilt(change))[0] == line


@pytest.fixture
def folder(tmp_path):
    for language, content in (("ru", RU), ("en", EN)):
        (tmp_path / language).mkdir()
        (tmp_path / language / "01-graph.ipynb").write_bytes(written(content))
        (tmp_path / language / "setup.jshell").write_text(f'%classpath a.jar\nCourse.start("{language}");\n')
    return tmp_path


def test_a_missing_twin_is_refused(folder):
    assert twins.missing(folder) == []
    (folder / "en/01-graph.ipynb").unlink()
    line = (
        f"{folder}/ru/01-graph.ipynb: its twin {folder}/en/01-graph.ipynb is missing:"
        " write it, or remove both"
    )
    assert twins.missing(folder) == [line]
    with pytest.raises(Refused) as refused:
        twins.of(folder / "ru/01-graph.ipynb")
    assert str(refused.value) == line


def test_the_setups_differ_in_the_language_alone(folder):
    assert twins.setups_differ_in_one_word(folder)
    for spoilt in ('%classpath b.jar\nCourse.start("en");\n', '%classpath a.jar\nCourse.start("ru");\n'):
        (folder / "en/setup.jshell").write_text(spoilt)
        assert not twins.setups_differ_in_one_word(folder)
