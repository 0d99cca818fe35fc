"""Prints other versions of a task, each sheet and its key apart, in both languages; and two tests.

    python -m handgrad_handout.variants --task 5 --count 30 --seed 7 --to build/variants
    python -m handgrad_handout.variants --quiz --seed 7 --to build/quiz

The first writes build/variants/5-7/{sheet,key}-NN-{ru,en}.pdf, the second six questions before the course
and six after it, build/quiz/7/{before,after}-{ru,en}.pdf and {before,after}-key-{ru,en}.pdf; both key.tsv,
and the notebooks that were printed in {ru,en}/. The folder appears when all of it is there.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook

from handgrad_handout.editions import LANGUAGES, written
from handgrad_handout.errors import HandoutError
from handgrad_handout.press import handout
from handgrad_handout.source import read
from handgrad_handout.writing import write

METADATA = {"kernelspec": {"display_name": "Java", "language": "java", "name": "java"}, "language_info": {"name": "java"}}


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="variants", description="Prints other versions of a task.")
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--task", metavar="N", help="1, 3, 5, 6 or 7")
    asked.add_argument("--quiz", action="store_true", help="six questions before the course and six after it")
    parser.add_argument("--count", default="1", metavar="COUNT", help="1 to 99 versions of the task")
    parser.add_argument("--seed", required=True, metavar="SEED", help="a whole number")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder for the folder of the versions")
    parser.add_argument("--jar", type=Path, default=Path("lib/target/handgrad.jar"), help="the library")
    chosen = parser.parse_args(arguments)
    try:
        folder = make(chosen)
    except HandoutError as error:
        print(error, file=sys.stderr)
        return 1
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    print(f"{len(list(folder.glob('*.pdf')))} sheets and keys in {folder}")
    return 0


class Refused(Exception):
    """What the library says of a task, a count or a seed."""


def make(chosen):
    """Draws, writes and prints the versions; returns their folder."""
    try:
        chosen.to.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=".variants-", dir=chosen.to))
    except OSError as error:
        what = f"cannot be written ({error.strerror or error})"
        raise HandoutError(chosen.to, what, "name a folder that can be written and has room") from None
    try:
        draw(chosen, new)
        for language in LANGUAGES:
            for page in sorted((new / language).glob("*.md")):
                path = page.with_suffix(".ipynb")
                write(path, written(notebook(page.read_text(encoding="utf-8"))))
                page.unlink()
                write(new / f"{page.stem}-{language}.pdf", handout(read(path)).pdf)
        final = chosen.to / (str(int(chosen.seed)) if chosen.quiz else f"{int(chosen.task)}-{int(chosen.seed)}")
        if final.exists():
            shutil.rmtree(final)
        new.chmod(0o755)
        new.rename(final)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return final


def draw(chosen, folder):
    """The versions as Markdown, and their key, by the library."""
    what = ["quiz"] if chosen.quiz else ["variants", f"--task={chosen.task}", f"--count={chosen.count}"]
    options = [*what, f"--seed={chosen.seed}", f"--to={folder}"]
    try:
        done = subprocess.run(["java", "-jar", str(chosen.jar), *options], capture_output=True, encoding="utf-8")
    except FileNotFoundError:
        raise Refused("java: there is no such program: install a JDK 17 or newer") from None
    if done.returncode:
        raise Refused(next(iter(done.stderr.strip().splitlines()), "the library stopped"))


def notebook(markdown):
    """A notebook of the paragraphs of a text, a cell each."""
    paragraphs = markdown.strip().split("\n\n")
    cells = [new_markdown_cell(text, id=f"p{number:02d}") for number, text in enumerate(paragraphs)]
    return new_notebook(cells=cells, metadata=nbformat.from_dict(METADATA))


if __name__ == "__main__":
    sys.exit(main())
