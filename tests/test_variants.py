"""Other versions of tasks, printed."""

import io
import resource
import subprocess
import sys

import pypdf
import pytest

from guards.notebook import ROOT
from handgrad_handout import variants

JAR = str(ROOT / "lib/target/handgrad.jar")


def make(to, task="6", count="2", seed="7"):
    return variants.main([f"--task={task}", f"--count={count}", f"--seed={seed}", "--to", str(to), "--jar", JAR])


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def words(pdf):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_sheets_and_keys_are_printed_in_both_languages_to_the_same_bytes(tmp_path, capsys):
    assert make(tmp_path / "a") == 0
    assert capsys.readouterr().out == f"8 sheets and keys in {tmp_path}/a/6-7\n"
    made = files(tmp_path / "a/6-7")
    kinds = [f"{kind}-{number}" for kind in ("key", "sheet") for number in ("01", "02")]
    pdfs = [f"{name}-{language}.pdf" for name in kinds for language in ("en", "ru")]
    notebooks = [f"{language}/{name}.ipynb" for language in ("en", "ru") for name in kinds]
    assert sorted(made) == sorted([*pdfs, *notebooks, "key.tsv"])
    assert "Задача 6, вариант 2" in words(made["sheet-02-ru.pdf"])
    assert "Task 6, version 1: the answers" in words(made["key-01-en.pdf"])
    assert all(len(pypdf.PdfReader(io.BytesIO(made[name])).pages) == 1 for name in pdfs)
    assert len({made[name] for name in pdfs}) == 8
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["6-7"]
    make(tmp_path / "b")
    assert files(tmp_path / "b/6-7") == made


def quiz(to, seed="7"):
    return variants.main(["--quiz", f"--seed={seed}", "--to", str(to), "--jar", JAR])


def test_the_tests_before_and_after_are_printed_on_one_page_each_to_the_same_bytes(tmp_path, capsys):
    assert quiz(tmp_path / "a") == 0
    assert capsys.readouterr().out == f"8 sheets and keys in {tmp_path}/a/7\n"
    made = files(tmp_path / "a/7")
    names = ["after", "after-key", "before", "before-key"]
    notebooks = [f"{language}/{name}.ipynb" for language in ("en", "ru") for name in names]
    pdfs = [f"{name}-{language}.pdf" for name in names for language in ("en", "ru")]
    assert sorted(made) == sorted([*pdfs, *notebooks, "key.tsv"])
    assert all(len(pypdf.PdfReader(io.BytesIO(made[name])).pages) == 1 for name in pdfs)
    assert "Шесть вопросов до курса Время — около 40 минут." in words(made["before-ru.pdf"])
    assert "Six questions after the course: the answers 1.x." in words(made["after-key-en.pdf"])
    quiz(tmp_path / "b")
    assert files(tmp_path / "b/7") == made


def test_a_test_without_a_seed_is_refused_and_nothing_is_left(tmp_path, capsys):
    assert quiz(tmp_path, seed="seven") == 2
    assert capsys.readouterr().err == "SEED is a whole number, not seven\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"task": "4"}, "task 4 has no other versions: take 1, 3, 5, 6 or 7"),
        ({"count": "0"}, "COUNT is a whole number from 1 to 99, not 0"),
        ({"count": "-1"}, "COUNT is a whole number from 1 to 99, not -1"),
        ({"count": "many"}, "COUNT is a whole number from 1 to 99, not many"),
        ({"seed": "1.5"}, "SEED is a whole number, not 1.5"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line_and_nothing_is_left(tmp_path, capsys, options, said):
    assert make(tmp_path, **options) == 2
    assert capsys.readouterr().err == f"{said}\n"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert make(tmp_path / "file") == 1
    expected = f"{tmp_path}/file: cannot be written (File exists): name a folder that can be written and has room\n"
    assert capsys.readouterr().err == expected


def test_a_break_half_way_leaves_the_old_versions(tmp_path, monkeypatch):
    make(tmp_path)
    before = files(tmp_path)

    def broken(source):
        raise KeyboardInterrupt

    monkeypatch.setattr(variants, "handout", broken)
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path)
    assert files(tmp_path) == before


def with_room_for(size, *command):
    """A run that can write no file larger than that: what a disk does that is nearly full."""
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


def test_a_full_disk_leaves_no_half_written_version(tmp_path):
    options = ["--task=7", "--count=9", "--seed=7", "--to", str(tmp_path), "--jar", JAR]
    full = with_room_for(3000, sys.executable, "-m", "handgrad_handout.variants", *options)
    assert (full.returncode, full.stdout) == (2, "")
    assert full.stderr.endswith(": cannot be written: name a folder that can be written and has room\n")
    assert list(tmp_path.iterdir()) == []


def test_on_the_command_line_too_a_file_is_whole_or_not_there(tmp_path):
    full = with_room_for(3000, "java", "-jar", JAR, "variants", "--task=7", "--count=9", "--seed=7", f"--to={tmp_path}")
    assert full.returncode == 2
    assert full.stderr == f"{tmp_path}: cannot be written: name a folder that can be written and has room\n"
    whole = variants_of(tmp_path / "whole")
    left = files(tmp_path)
    assert [name for name in left if not name.startswith("whole/") and left[name] != whole[name]] == []
    assert "key.tsv" not in left
    assert len(whole["key.tsv"]) > 3000


def variants_of(folder):
    done = with_room_for(10_000_000, "java", "-jar", JAR, "variants", "--task=7", "--count=9", "--seed=7", f"--to={folder}")
    assert done.returncode == 0
    return files(folder)
