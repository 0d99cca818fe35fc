"""The two ways to a file, `jupyter nbconvert --to handout` and `python -m handgrad_handout`, and the exporter as a server uses it."""

import json
import subprocess
import sys

import nbformat
import pytest
from printing import SVG, notebook, result
from nbconvert.exporters import get_exporter

from handgrad_handout.errors import HandoutError

NAME = "07 Проба 'x'.ipynb"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ru").mkdir()
    nbformat.write(notebook("# Проба", ("graph(f)", result(svg=SVG, plain="граф"))), tmp_path / "ru" / NAME)
    return tmp_path


def run(module, *arguments, cwd):
    command = [sys.executable, "-m", *module.split(), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd)


def test_nbconvert_the_module_and_the_menu_give_the_same_file(folder):
    source = folder / "ru" / NAME
    by_nbconvert = run("nbconvert --to handout", source, "--output-dir", folder / "a", cwd=folder)
    by_module = run("handgrad_handout", "ru", "--to", "b", cwd=folder)
    exporter = get_exporter("handout")()
    metadata = {"name": source.stem, "path": str(source.parent)}
    by_menu, resources = exporter.from_notebook_node(nbformat.read(source, 4), resources={"metadata": metadata})
    assert by_nbconvert.returncode == by_module.returncode == 0
    assert by_module.stdout == f"b/ru/{source.stem}.pdf\n1 made, 0 up to date\n"
    assert (folder / "a" / f"{source.stem}.pdf").read_bytes() == by_menu
    assert (folder / "b/ru" / f"{source.stem}.pdf").read_bytes() == by_menu
    assert (exporter.output_mimetype, resources["output_extension"]) == ("application/pdf", ".pdf")
    assert exporter.export_from_notebook == "Handout (PDF)"


@pytest.mark.parametrize("habit", ["pdf", "webpdf"])
def test_what_people_do_by_habit_gives_the_same_file(folder, habit):
    source = folder / "ru" / NAME
    assert run("nbconvert --to handout", source, "--output-dir", folder / "a", cwd=folder).returncode == 0
    done = run(f"nbconvert --to {habit}", source, "--output-dir", folder / "b", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "b" / f"{source.stem}.pdf").read_bytes() == (folder / "a" / f"{source.stem}.pdf").read_bytes()
    metadata = {"name": source.stem, "path": str(source.parent)}
    by_menu, resources = get_exporter(habit)().from_notebook_node(nbformat.read(source, 4), resources={"metadata": metadata})
    assert by_menu == (folder / "a" / f"{source.stem}.pdf").read_bytes()
    assert resources["output_extension"] == ".pdf"


@pytest.mark.parametrize("habit", ["pdf", "webpdf"])
def test_by_habit_too_an_error_is_one_line(folder, habit):
    nbformat.write(notebook("![](gone.png)"), folder / "ru/01.ipynb")
    done = run(f"nbconvert --log-level ERROR --to {habit}", folder / "ru/01.ipynb", cwd=folder)
    assert done.returncode == 1
    assert done.stderr == (
        "01.ipynb: cell 1 (c1): the picture gone.png is missing: put it into the notebook's folder or take it out of the cell\n"
    )
    assert not (folder / "ru/01.pdf").exists()


@pytest.mark.parametrize("place, reason", [("taken", "'taken' exists but is not a directory"), ("taken/b", "Not a directory")])
def test_a_folder_that_cannot_be_made_is_said_in_one_line(folder, place, reason):
    (folder / "taken").touch()
    done = run("nbconvert --log-level ERROR --to handout", folder / "ru" / NAME, "--output-dir", place, cwd=folder)
    assert done.returncode == 1
    assert done.stderr == f"{place}: cannot be made ({reason}): name a folder that can be written\n"


def test_other_formats_fail_as_nbconvert_lets_them(folder):
    (folder / "taken").touch()
    done = run("nbconvert --to script", folder / "ru" / NAME, "--output-dir", "taken/b", cwd=folder)
    assert done.returncode == 1
    assert done.stderr.endswith("NotADirectoryError: [Errno 20] Not a directory: 'taken/b'\n")


def test_only_what_changed_is_made_again(folder):
    (folder / "ru/plot.svg").write_text(SVG)
    nbformat.write(notebook("![](plot.svg)"), folder / "ru/08.ipynb")
    made = [run("handgrad_handout", "ru", "--to", "b", cwd=folder).stdout]
    made.append(run("handgrad_handout", "ru", "--to", "b", cwd=folder).stdout)
    (folder / "ru/plot.svg").write_text(SVG.replace("280", "270"))
    made.append(run("handgrad_handout", "ru", "--to", "b", cwd=folder).stdout)
    (folder / "b/ru/07 Проба 'x'.pdf").write_bytes(b"%PDF-half")
    made.append(run("handgrad_handout", "ru", "--to", "b", cwd=folder).stdout)
    assert made == [
        "b/ru/07 Проба 'x'.pdf\nb/ru/08.pdf\n2 made, 0 up to date\n",
        "0 made, 2 up to date\n",
        "b/ru/08.pdf\n1 made, 1 up to date\n",
        "b/ru/07 Проба 'x'.pdf\n1 made, 1 up to date\n",
    ]


def test_one_bad_notebook_does_not_stop_the_others(folder):
    (folder / "ru/00.ipynb").write_text("{")
    nbformat.write(notebook("![](gone.png)"), folder / "ru/01.ipynb")
    (folder / "b/ru/00.pdf").parent.mkdir(parents=True)
    done = run("handgrad_handout", "ru", "--to", "b", cwd=folder)
    assert done.returncode == 1
    assert done.stderr == (
        "ru/00.ipynb: no JSON (line 1, column 2): restore it with git checkout\n"
        "ru/01.ipynb: cell 1 (c1): the picture gone.png is missing:"
        " put it into the notebook's folder or take it out of the cell\n"
    )
    assert done.stdout == "b/ru/07 Проба 'x'.pdf\n1 made, 0 up to date, 2 failed\n"
    assert sorted(path.name for path in (folder / "b/ru").iterdir()) == ["07 Проба 'x'.pdf"]


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["gone.ipynb", "--to", "b"], "gone.ipynb: there is no such file: check the name\n"),
        (["empty", "--to", "b"], "empty: there is no notebook in this folder: name a notebook or a folder of them\n"),
        (
            ["ru", "--to", "file"],
            f"file/ru/{NAME[:-6]}.pdf: cannot be written (Not a directory):"
            " name a folder that can be written and has room\n",
        ),
    ],
)
def test_the_module_says_what_is_wrong_in_one_line(folder, arguments, message):
    (folder / "empty").mkdir()
    (folder / "file").write_text("")
    done = run("handgrad_handout", *arguments, cwd=folder)
    assert (done.returncode, done.stderr) == (1, message)


@pytest.mark.parametrize(
    "spoil, message",
    [
        (lambda file: file.write_text("{"), "no JSON (line 1, column 2): restore it with git checkout"),
        (lambda file: file.write_bytes(b"\xff\xfe"), "not UTF-8: save it again from JupyterLab"),
        (
            lambda file: file.write_text(json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})),
            "the notebook is empty: write something in it and save it",
        ),
    ],
)
def test_nbconvert_says_what_is_wrong_in_one_line(folder, spoil, message):
    spoil(folder / "ru" / NAME)
    done = run("nbconvert --to handout --log-level=ERROR", f"ru/{NAME}", cwd=folder)
    assert (done.returncode, done.stderr) == (1, f"ru/{NAME}: {message}\n")
    assert not list(folder.rglob("*.pdf"))


def test_nbconvert_never_leaves_half_a_file(folder):
    (folder / "ru" / f"{NAME[:-6]}.pdf").mkdir()
    done = run("nbconvert --to handout --log-level=ERROR", f"ru/{NAME}", cwd=folder)
    assert (done.returncode, done.stderr) == (
        1,
        f"ru/{NAME[:-6]}.pdf: cannot be written (Is a directory): name a folder that can be written and has room\n",
    )
    assert sorted(path.name for path in (folder / "ru").iterdir()) == [f"{NAME[:-6]}.ipynb", f"{NAME[:-6]}.pdf"]


def test_a_full_disk_leaves_the_old_handout(folder, monkeypatch):
    from handgrad_handout import writing

    old = folder / "old.pdf"
    old.write_bytes(b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(HandoutError) as refused:
        writing.write(old, b"new")
    assert str(refused.value) == (
        f"{old}: cannot be written (No space left on device): name a folder that can be written and has room"
    )
    assert old.read_bytes() == b"old" and [path.name for path in folder.iterdir() if path.is_file()] == ["old.pdf"]


def test_in_a_server_the_error_is_raised(folder):
    with pytest.raises(HandoutError) as refused:
        get_exporter("handout")().from_notebook_node(
            notebook("![](gone.png)"), resources={"metadata": {"name": "a", "path": str(folder)}}
        )
    assert str(refused.value) == (
        "a.ipynb: cell 1 (c1): the picture gone.png is missing: put it into the notebook's folder or take it out of the cell"
    )
