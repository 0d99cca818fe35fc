"""make notebooks and make outputs on notebooks that are in order, spoilt, or out of bounds."""

import re

import pytest

from guards import run
from guards.kernel import rerun_all
from guards.notebook import Refused, read, written


def result_of(path, **limits):
    results = []
    rerun_all([path], lambda path, result, seconds: results.append(result), **limits)
    return results[0]


def without_times(printed):
    return [re.sub(r" \(\d+\.\d s\)$", "", line) for line in printed.splitlines()]


def test_outputs_are_written_in_their_normal_form_and_then_agree(notebook_file, capsys):
    path = notebook_file("int two = 1 + 1;", "two", 'System.out.println("a\\nb")')

    assert run.main(["--write", str(path)]) == 0
    notebook = read(path)
    assert [[dict(output) for output in cell.outputs] for cell in notebook.cells] == [
        [],
        [
            {
                "output_type": "execute_result",
                "execution_count": None,
                "metadata": {},
                "data": {"text/plain": "2"},
            }
        ],
        [{"output_type": "stream", "name": "stdout", "text": "a\nb\n"}],
    ]
    before = path.read_bytes()
    assert before == written(notebook)
    assert run.main([str(path)]) == 0
    assert path.read_bytes() == before
    assert without_times(capsys.readouterr().out) == [f"[1/1] ok {path}", f"[1/1] ok {path}"]


def test_a_changed_digit_is_refused_and_nothing_written(notebook_file, capsys):
    path = notebook_file("1.0 / 3")
    run.main(["--write", str(path)])
    path.write_text(path.read_text().replace("0.3333333333333333", "0.3333333333333334"))
    before = path.read_bytes()
    capsys.readouterr()

    assert run.main([str(path)]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "    cell 1 (cell-00): output 1: text/plain, line 1:"
        " '0.3333333333333334' committed, '0.3333333333333333' now"
    ]
    assert path.read_bytes() == before


def test_a_failing_cell_is_refused_and_its_outputs_not_written(notebook_file, capsys):
    path = notebook_file("int x = 1;", "y")
    before = path.read_bytes()

    assert run.main(["--write", str(path)]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "    cell 2 (cell-01) fails: CompilationException: [snippet: [y], status: REJECTED]"
    ]
    assert path.read_bytes() == before


def test_a_notebook_that_cannot_be_run_is_named_and_the_rest_goes_on(notebook_file, tmp_path, capsys):
    good = notebook_file("int one = 1;", name="good.ipynb")
    broken = tmp_path / "broken.ipynb"
    broken.write_text('{\n "cells": [\n}')

    assert run.main([str(broken), "en/none.ipynb", str(good)]) == 1
    assert without_times(capsys.readouterr().out) == [
        f"[1/3] FAILED {broken}",
        f"    {broken}: no JSON (line 3, column 1): restore it with git checkout",
        "[2/3] FAILED notebooks/en/none.ipynb",
        "    notebooks/en/none.ipynb: there is no such file",
        f"[3/3] ok {good}",
    ]


def test_a_notebook_of_another_format_is_refused(tmp_path):
    path = tmp_path / "list.ipynb"
    path.write_text("[1, 2]")
    with pytest.raises(Refused) as refused:
        read(path)
    assert str(refused.value) == f"{path}: no notebook of format 4: save it again from JupyterLab"


def test_a_notebook_without_a_kernel_is_refused(notebook_file):
    path = notebook_file("1", metadata={})
    assert str(result_of(path)) == f"{path}: names no kernel: choose Java in JupyterLab and save"


def test_a_notebook_of_a_kernel_that_is_not_there_is_refused(notebook_file):
    path = notebook_file("1", metadata={"kernelspec": {"name": "cobol", "display_name": "Cobol"}})
    assert str(result_of(path)) == (
        f"{path}: there is no kernel cobol: choose Java in JupyterLab and save"
    )


def test_a_cell_that_never_ends_is_stopped_and_named(notebook_file):
    path = notebook_file("1", "while (true) {}")
    assert str(result_of(path, cell_seconds=5)) == (
        f"{path}: cell 2 (cell-01): still running after 5 s: stopped; shorten it"
    )


def test_a_cell_that_prints_a_hundred_megabytes_is_stopped_and_named(notebook_file):
    path = notebook_file('for (int i = 0; i < 1_000_000; i++) System.out.println("x".repeat(100));')
    assert str(result_of(path)) == (
        f"{path}: cell 1 (cell-00): printed more than 2 MB: stopped; let it print less"
    )


def test_a_cell_that_ends_the_kernel_is_named(notebook_file):
    path = notebook_file("System.exit(3)")
    assert str(result_of(path)) == (
        f"{path}: cell 1 (cell-00): the kernel died: run the cell in JupyterLab to see why"
    )


def test_a_killed_kernel_harms_no_file(notebook_file, capsys):
    path = notebook_file("1", "Runtime.getRuntime().halt(9);", "2")
    before = path.read_bytes()
    assert run.main(["--write", str(path)]) == 1
    assert f"{path}: cell 2 (cell-01): the kernel died: run the cell in JupyterLab to see why" in capsys.readouterr().out
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
