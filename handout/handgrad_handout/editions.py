"""Editions of the notebooks from their one source, by the tags of the cells.

    python -m handgrad_handout.editions notebooks --to build/editions

writes DIR/{student,solutions,nbgrader}/{ru,en}/NAME.ipynb, and beside them what the notebooks load.
student: without the cells of a solution and without outputs. solutions: whole. nbgrader: the
student's, with a locked cell after each answer cell that returns its points.
"""

import argparse
import copy
import csv
import os
import re
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

from handgrad_handout.errors import HandoutError
from handgrad_handout.source import joined, read
from handgrad_handout.writing import write

SOLVED = {"derivation", "library", "numbers", "check", "solution"}
LANGUAGES = ("ru", "en")
JAR = "../../lib/target/handgrad.jar"
STUB = "// BEGIN SOLUTION\n?\n// END SOLUTION"
NO_LIBRARY = {
    "ru": "нет библиотеки: положите handgrad.jar рядом с тетрадью или назовите её в JJAVA_CLASSPATH и перезапустите ядро",
    "en": "there is no library: put handgrad.jar beside the notebook or name it in JJAVA_CLASSPATH and restart the kernel",
}


def tags(cell):
    return set(cell.get("metadata", {}).get("tags", []))


def solved(cell):
    """Whether a cell gives a solution away."""
    return bool(SOLVED & tags(cell))


def solutions(notebook):
    """The whole notebook, outputs included."""
    return copy.deepcopy(notebook)


def student(notebook):
    """What a student gets: nothing of a solution, no outputs, no metadata but the tags."""
    edition = copy.deepcopy(notebook)
    edition.cells = [cell for cell in edition.cells if not solved(cell)]
    for cell in edition.cells:
        cell.metadata = nbformat.from_dict({"tags": cell.metadata["tags"]} if "tags" in cell.metadata else {})
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return edition


def nbgrader(notebook, points):
    """The student's edition for nbgrader; `points` by item.

    An answer cell keeps its first line when nbgrader puts its stub in; the cell after it, locked,
    returns what the answer has earned. The first code cell is locked, for all others need it.
    """
    edition = student(notebook)
    cells = []
    for cell in edition.cells:
        cell.source = joined(cell.source).replace('"../data/', '"data/')
        cells.append(cell)
        if cell.source.startswith("%load "):
            cell.metadata["nbgrader"] = graded(cell.id, locked=True)
        asked = re.match(r"%%check (\S+)\n", cell.source)
        if "turn" not in tags(cell) or not asked:
            continue
        item = asked[1]
        name = item.replace(".", "-")
        cell.source = f"%%check {item}\n{STUB}"
        cell.metadata["nbgrader"] = graded(f"answer-{name}", solution=True)
        of = points[item]
        test = new_code_cell(f'points("{item}", {of})', id=f"{cell.id}-points")
        test.metadata["nbgrader"] = graded(f"points-{name}", grade=True, locked=True, points=of)
        cells.append(test)
    edition.cells = cells
    return edition


def graded(name, grade=False, solution=False, locked=False, points=None):
    """The metadata by which nbgrader knows a cell."""
    marks = {"schema_version": 3, "grade_id": name, "grade": grade, "solution": solution, "locked": locked, "task": False}
    return nbformat.from_dict({**marks, "points": points} if grade else marks)


def setup(source, language, jar):
    """The set-up of an edition; the library lies at `jar`, or where the class server says if there is none."""
    if jar:
        return source.replace(JAR, jar)
    guard = re.compile(r"^if \(!new java\.io\.File.*?^}\n", re.M | re.S)
    search = (
        "try {\n    Class.forName(\"handgrad.notebook.Course\");\n"
        f"}} catch (ClassNotFoundException e) {{\n    throw new IllegalStateException(\"{NO_LIBRARY[language]}\");\n}}\n"
    )
    return guard.sub(lambda _: search, source).replace(JAR, "handgrad.jar")


def item_rows(path):
    """The table of the items, a dictionary each."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    except OSError:
        raise HandoutError(path, "there is no such file", "name the table of the items by --items") from None
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def item_words(path, language):
    """Where it is said what the items of a table are for."""
    return path.parent.parent / f"words/sheet_{language}.properties"


def item_goals(path, language):
    """What each item is for."""
    words = item_words(path, language)
    try:
        return dict(re.findall(r"^sheet\.(\S+)\.goal = (.*)$", words.read_text(encoding="utf-8"), re.M))
    except OSError:
        raise HandoutError(words, "there is no such file", "it belongs to the table of the items") from None


def item_points(path):
    """The points of each item: its difficulty."""
    return {row["id"]: int(row["difficulty"]) for row in item_rows(path)}


def written(notebook):
    """The bytes of a notebook; nbformat.writes would give new random ids where two cells share one."""
    return (nbformat.v4.writes(notebook).rstrip("\n") + "\n").encode()


def make(notebooks, to, points):
    """Writes all editions of all notebooks of a folder; returns what was written."""
    made = []
    jar = (notebooks / "ru" / JAR).resolve()
    for language in LANGUAGES:
        paths = sorted((notebooks / language).glob("*.ipynb"))
        if not paths:
            raise HandoutError(notebooks / language, "there is no notebook in this folder", "name the folder above ru and en")
        loaded = (notebooks / language / "setup.jshell").read_text(encoding="utf-8")
        for edition in ("student", "solutions", "nbgrader"):
            folder = to / edition / language
            near = None if edition == "nbgrader" else Path(os.path.relpath(jar, folder.resolve())).as_posix()
            write(folder / "setup.jshell", setup(loaded, language, near).encode())
            data = (folder if edition == "nbgrader" else folder.parent) / "data"
            for file in sorted((notebooks / "data").glob("*")):
                write(data / file.name, file.read_bytes())
        for path in paths:
            notebook = read(path).notebook
            try:
                graded_edition = nbgrader(notebook, points)
            except KeyError as error:
                raise HandoutError(path, f"item {error.args[0]} is not on the sheet", "put it into items.tsv") from None
            editions = {"student": student(notebook), "solutions": solutions(notebook), "nbgrader": graded_edition}
            for edition, content in editions.items():
                target = to / edition / language / path.name
                write(target, written(content))
                made.append(target)
    for edition in ("student", "solutions", "nbgrader"):
        for language in LANGUAGES:
            for old in (to / edition / language).glob("*.ipynb"):
                if old not in made:
                    old.unlink()  # a notebook that has gone
    return made


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="editions", description="Writes the editions of the notebooks.")
    parser.add_argument("notebooks", type=Path, help="the folder above ru and en")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder for the editions")
    parser.add_argument(
        "--items", type=Path, default=Path("lib/src/main/resources/handgrad/sheet/items.tsv"), help="the table of the items"
    )
    chosen = parser.parse_args(arguments)
    try:
        made = make(chosen.notebooks, chosen.to, item_points(chosen.items))
    except HandoutError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(made)} notebooks in {chosen.to}/{{student,solutions,nbgrader}}/{{ru,en}}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
