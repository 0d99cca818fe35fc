"""The course laid out ready for a class server: what a student opens, what solves it, what is printed of it.

    python -m handgrad_handout.shelf notebooks --to course

writes DIR/{student,solutions}/{ru,en}/NAME.ipynb, DIR/sheets/{ru,en}/NAME.pdf and sheet.pdf, and
DIR/{ru,en}/00-start.ipynb, whose table leads to all three; the notebook it is a copy of leads to the notebooks.
"""

import argparse
import copy
import re
import shutil
import sys
from pathlib import Path

from handgrad_handout import editions
from handgrad_handout.course import course_jobs
from handgrad_handout.errors import HandoutError
from handgrad_handout.source import joined, read
from handgrad_handout.writing import write

START = "00-start"
ITEMS = Path("lib/src/main/resources/handgrad/sheet/items.tsv")
TABLE = re.compile(r"^\| \| (\S+) \| \S+ \|\n\|---\|---\|---\|\n((?:\|.*\n?)+)", re.M)
ROW = re.compile(r"^\| (\d+) \| (.*) \| \[[^]]*\]\(([\w-]+)\.ipynb\) \|$", re.M)
WORDS = {
    "ru": {
        # A student's edition has no solutions to unfold.
        "unfold": ("раскройте заголовок «Решение»", "откройте решение в таблице"),
        "head": "решать | с решением | на бумаге",
        "row": "[тетрадь]({student}) | [решение]({solutions}) | [листок]({sheet})",
        "more": "Все задачи на бумаге, без ответов: [листок]({sheet}). In English: [00-start](../en/00-start.ipynb).",
    },
    "en": {
        "unfold": ("Unfold the heading “Solution”", "Open the solution in the table"),
        "head": "to solve | with the solution | on paper",
        "row": "[notebook]({student}) | [solution]({solutions}) | [sheet]({sheet})",
        "more": "All tasks on paper, without answers: [the sheet]({sheet}). По-русски: [00-start](../ru/00-start.ipynb).",
    },
}


def start(notebook, language):
    """00-start whose table leads to each task's student edition, its solutions and its sheet; None if it has no table."""
    words = WORDS[language]
    result = copy.deepcopy(notebook)

    def places(name):
        return {
            "student": f"../student/{language}/{name}.ipynb",
            "solutions": f"../solutions/{language}/{name}.ipynb",
            "sheet": f"../sheets/{language}/{name}.pdf",
        }

    def row(found):
        number, question, name = found.groups()
        return f"| {number} | {question} | {words['row'].format(**places(name))} |"

    def table(found):
        rows = ROW.sub(row, found[2].rstrip("\n"))
        more = words["more"].format(sheet=f"../sheets/{language}/sheet.pdf")
        return f"| | {found[1]} | {words['head']} |\n|---|---|---|---|---|\n{rows}\n\n{more}\n"

    tables = 0
    for cell in result.cells:
        if cell.cell_type == "markdown":
            text, found = TABLE.subn(table, joined(cell.source).replace(*words["unfold"]))
            tables += found
            cell.source = re.sub(r"\]\(([\w-]+)\.ipynb\)", lambda link: f"]({places(link[1])['student']})", text).rstrip("\n")
    return result if tables else None


def make(notebooks, to, items):
    """Lays out the course; returns the number of files."""
    to.mkdir(parents=True, exist_ok=True)
    editions.make(notebooks, to, editions.item_points(items))
    shutil.rmtree(to / "nbgrader")
    for language in editions.LANGUAGES:
        paths = sorted((notebooks / language).glob("*.ipynb"))
        for job in course_jobs(paths, language, to / "sheets" / language, items):
            place = job.target.relative_to(to / "sheets" / language)
            if place.parts[:-1] == ("student",) or place.name == "sheet.pdf":
                write(to / "sheets" / language / place.name, job.make().pdf)
        first = notebooks / language / f"{START}.ipynb"
        opened = start(read(first).notebook, language)
        if opened is None:
            raise HandoutError(first, "there is no table of the tasks", "keep its columns: number, question, notebook")
        write(to / language / first.name, editions.written(opened))
        write(to / language / "setup.jshell", (notebooks / language / "setup.jshell").read_bytes())
    return sum(path.is_file() for path in to.rglob("*"))


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="shelf", description="Lays the course out for a class server.")
    parser.add_argument("notebooks", type=Path, help="the folder above ru and en")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder, beside that of the notebooks")
    parser.add_argument("--items", type=Path, default=ITEMS, help="the table of the items")
    chosen = parser.parse_args(arguments)
    try:
        print(f"{make(chosen.notebooks, chosen.to, chosen.items)} files in {chosen.to}")
    except HandoutError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
