"""The whole way of an assignment, for every notebook in both languages: released, answered, collected, graded.

    python -m classroom.round_trip build/editions/nbgrader --to build/classroom

Three students answer by script: all right, half of the points right (the rest wrong, unreadable or left as
they were), nothing. In one notebook of each language four more submit what is no notebook, what lacks
cells, what loops, and what helps itself to the points. Prints NOTEBOOK full|half|empty SCORE MAX; exit code 1 if a score is another than it
should be.
"""

import argparse
import copy
import json
import shutil
import subprocess
import sys
from itertools import cycle
from pathlib import Path

from classroom.grade import JAR, Grader

STUB = "// YOUR CODE HERE"
UNREADABLE = "2 +"
# Java that gives every item its points.
GENEROUS = "int points(String item, int of) { return of; }"


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="round_trip", description="Tries the way of every assignment.")
    parser.add_argument("editions", type=Path, help="the folder of the nbgrader editions, above ru and en")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder for the courses")
    parser.add_argument("--only", default="", metavar="NN", help="the notebooks whose names begin so")
    chosen = parser.parse_args(arguments)
    key = answers()
    running = []
    for language in ("ru", "en"):
        course = (chosen.to / language).resolve()
        shutil.rmtree(course, ignore_errors=True)
        paths = sorted((chosen.editions / language).glob(f"{chosen.only}*.ipynb"))
        if not paths:
            print(f"{chosen.editions / language}: there is no notebook in this folder: run make editions", file=sys.stderr)
            return 1
        for path in paths:
            assign(course, path)
        hand_in(course, key, paths)
        running.append(graded(course))
    return judged([line.split() for process in running for line in shown(process)])


def answers():
    """Of every item a right answer and, where one is known, a wrong one."""
    table = subprocess.run(["java", "-jar", str(JAR), "key"], check=True, capture_output=True, encoding="utf-8").stdout
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    return {item: (right, slip) for _, item, right, _, slip in rows}


def assign(course, path):
    """Puts a notebook and what it loads into the course as an assignment of its own, and releases it."""
    source = course / "source" / path.stem
    source.mkdir(parents=True)
    for file in (path, path.with_name("setup.jshell")):
        shutil.copy(file, source)
    shutil.copytree(path.with_name("data"), source / "data")
    Grader(course).release(path.stem)


def hand_in(course, key, paths):
    """What the students submit."""
    for path in paths:
        released = json.loads((course / "release" / path.stem / path.name).read_text(encoding="utf-8"))
        items = asked(released)
        submissions = {
            "full": {item: key[item][0] for item in items},
            "half": half(items, key),
            "empty": {},
        }
        for student, written in submissions.items():
            submit(course, student, path.stem, json.dumps(answered(released, written)))
    path = paths[min(1, len(paths) - 1)]
    released = json.loads((course / "release" / path.stem / path.name).read_text(encoding="utf-8"))
    whole = answered(released, {item: key[item][0] for item in asked(released)})
    submit(course, "broken", path.stem, "no notebook")
    submit(course, "lacking", path.stem, json.dumps(without_grading(whole)))
    submit(course, "looping", path.stem, json.dumps(looping(whole)))
    submit(course, "cheating", path.stem, json.dumps(cheating(released)))
    (course / "submitted/cheating" / path.stem / "setup.jshell").write_text(GENEROUS, encoding="utf-8")


def asked(notebook):
    """The points by item of the answer cells."""
    points = {}
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("grade"):
            points[text(cell).split('"')[1]] = marks["points"]
    return points


def half(points, key):
    """Answers that earn half of the points, or half a point less; the rest is wrong in turn in three ways."""
    right = chosen(points)
    ways = cycle(("slip", "unreadable", "stub"))
    written = {}
    for item in points:
        way = next(ways) if item not in right else "right"
        if way == "right":
            written[item] = key[item][0]
        elif way == "slip" and key[item][1]:
            written[item] = key[item][1]
        elif way == "unreadable":
            written[item] = UNREADABLE
    return written


def chosen(points):
    """Items whose points sum up to half of all, rounded down."""
    sums = {0: ()}
    for item, of in points.items():
        for total, items in list(sums.items()):
            sums.setdefault(total + of, (*items, item))
    return sums[max(total for total in sums if 2 * total <= sum(points.values()))]


def text(cell):
    return "".join(cell["source"])


def answered(notebook, written):
    """A released notebook with answers in place of nbgrader's stub."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook["cells"]:
        first = text(cell).split("\n")[0].split()
        if first[:1] == ["%%check"] and first[1] in written:
            if STUB not in text(cell):
                raise SystemExit(f"the answer cell of {first[1]} has no stub: {text(cell)!r}")
            cell["source"] = text(cell).replace(STUB, written[first[1]])
    return notebook


def without_grading(notebook):
    """The notebook without the first answer cell and the last cell of points."""
    notebook = copy.deepcopy(notebook)
    marks = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    gone = {next(i for i, m in enumerate(marks) if m.get("solution")), max(i for i, m in enumerate(marks) if m.get("grade"))}
    notebook["cells"] = [cell for i, cell in enumerate(notebook["cells"]) if i not in gone]
    return notebook


def looping(notebook):
    notebook = copy.deepcopy(notebook)
    loop = {"cell_type": "code", "id": "loop", "source": "while (true) { }", "metadata": {}, "outputs": [], "execution_count": None}
    notebook["cells"].append(loop)
    return notebook


def cheating(notebook):
    """A notebook without an answer whose own Java gives the points: in a cell, in place of an answer, as a change."""
    notebook = copy.deepcopy(notebook)
    marks = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    answer = notebook["cells"][next(i for i, m in enumerate(marks) if m.get("solution"))]
    answer["source"] = GENEROUS
    hint = next((cell for cell in notebook["cells"] if text(cell).startswith("%hint")), answer)
    hint["source"] = GENEROUS
    own = {"cell_type": "code", "id": "own", "source": GENEROUS, "metadata": {}, "outputs": [], "execution_count": None}
    notebook["cells"].insert(2, own)
    return notebook


def submit(course, student, notebook, content):
    folder = course / "submitted" / student / notebook
    shutil.copytree(course / "release" / notebook, folder)
    (folder / f"{notebook}.ipynb").write_text(content, encoding="utf-8")


def graded(course):
    command = [sys.executable, "-m", "classroom.grade", str(course)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")


def shown(process):
    """The lines of a process, printed as they come."""
    for line in process.stdout:
        print(line.rstrip(), flush=True)
        yield line
    process.wait()


def judged(rows):
    """0 if every score is what it should be; otherwise 1, and a line each."""
    wrong = [row for row in rows if not right(row[1], float(row[2]), float(row[3]))]
    for notebook, student, score, most in wrong:
        print(f"{notebook}: {student} has {score} of {most} points", file=sys.stderr)
    kinds = {row[1] for row in rows}
    missing = {"full", "half", "empty", "broken", "lacking", "looping", "cheating"} - kinds
    if missing:
        print(f"nothing was graded for {', '.join(sorted(missing))}", file=sys.stderr)
    return 1 if wrong or missing else 0


def right(student, score, most):
    if most <= 0:
        return False
    if student == "full":
        return score == most
    if student == "half":
        return most / 2 - 0.5 <= score <= most / 2
    if student == "lacking":
        return 0 < score < most
    return score == 0


if __name__ == "__main__":
    sys.exit(main())
