"""Grades every submission of a course by nbgrader, and says what is wrong with those that cannot be.

    python -m classroom.grade COURSE

prints NOTEBOOK STUDENT SCORE MAX for every notebook that was released and every student with a folder
in COURSE/submitted. A submission that is no notebook, or in which a cell loops, is scored 0; one that
lacks cells is scored without them. Each is named in a line, the others go on, and the exit code is 1.
"""

import argparse
import json
import os
import shutil
import sys
from pathlib import Path

from classroom.order import ordered

ROOT = Path(__file__).resolve().parents[1]
JAR = ROOT / "lib/target/handgrad.jar"
CONFIG = Path(__file__).with_name("nbgrader_config.py")
# The submissions as they are graded, see order.py.
ORDERED = "ordered"
AGAIN = "ask the student to submit it again"


class Bad(Exception):
    """What is wrong with a submission, and the remedy."""


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="grade", description="Grades the submissions of a course.")
    parser.add_argument("course", type=Path, help="the folder with source, release and submitted")
    chosen = parser.parse_args(arguments)
    course = chosen.course.resolve()
    if not (course / "submitted").is_dir():
        print(f"{chosen.course}: there is no folder submitted: collect the submissions first", file=sys.stderr)
        return 1
    os.environ.setdefault("JJAVA_CLASSPATH", str(JAR))
    errors = own_errors(course)
    bad = 0
    grader = Grader(course)
    for notebook in sorted(path.parent.name for path in (course / "release").glob("*/*.ipynb")):
        for student in sorted(path.name for path in (course / "submitted").iterdir() if (path / notebook).is_dir()):
            problem = grader.grade(notebook, student)
            if problem:
                print(problem, file=errors, flush=True)
                bad += 1
            score, most = grader.score(notebook, student)
            print(f"{course.name}/{notebook} {student} {score:g} {most:g}", flush=True)
    return 1 if bad else 0


def own_errors(course):
    """The stream for messages; what kernels say of themselves goes to a file from now on."""
    errors = os.fdopen(os.dup(2), "w", encoding="utf-8")
    log = os.open(course / "kernels.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    os.dup2(log, 2)
    return errors


class Grader:
    """nbgrader for one course folder."""

    def __init__(self, course):
        from nbgrader.apps import NbGraderAPI
        from traitlets.config import Config, PyFileConfigLoader

        self.course = course
        config = Config(PyFileConfigLoader(str(CONFIG)).load_config())
        own = course / CONFIG.name
        if own.is_file():
            config.merge(PyFileConfigLoader(str(own)).load_config())
        config.CourseDirectory.root = str(course)
        config.CourseDirectory.submitted_directory = ORDERED
        self.api = NbGraderAPI(config=config)
        self.api.log.setLevel("ERROR")
        self.seconds = config.Execute.timeout

    def release(self, notebook):
        """Makes the students' version of an assignment."""
        result = self.api.generate_assignment(notebook, force=True, create=True)
        if not result["success"]:
            said = result.get("log") or result.get("error")
            raise SystemExit(f"{self.course / 'source' / notebook}: not released: repair its cells\n{said}")

    def grade(self, notebook, student):
        """Grades a submission; returns the line that says what is wrong with it, None if nothing is."""
        path = self.course / "submitted" / student / notebook / f"{notebook}.ipynb"
        try:
            cells = names(path)
        except Bad as bad:
            return f"{path}: {bad}; scored 0"
        released = self.course / "release" / notebook / path.name
        lacking = sorted(set(names(released)) - set(cells))
        self.put_in_order(path, released)
        result = self.api.autograde(notebook, student, force=True, create=True)
        if not result["success"]:
            said = f"{result.get('log') or ''}\n{result.get('error') or ''}"
            if "CellTimeoutError" in said:
                return f"{path}: a cell ran longer than {self.seconds} s and was stopped: {AGAIN} without it; scored 0"
            return f"{path}: {said.strip().splitlines()[-1] or 'nbgrader failed'}: {AGAIN}; scored 0"
        if lacking:
            return f"{path}: lacks the cells {', '.join(lacking)}: {AGAIN}; scored without them"
        return None

    def put_in_order(self, path, released):
        """Copies a submission to where nbgrader reads it."""
        folder = self.course / ORDERED / path.parent.relative_to(self.course / "submitted")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(path.parent, folder)
        made = ordered(*(json.loads(file.read_text(encoding="utf-8")) for file in (path, released)))
        (folder / path.name).write_text(json.dumps(made), encoding="utf-8")

    def score(self, notebook, student):
        """The score of a graded submission and the most it can be; 0 where none was graded."""
        from nbgrader.api import Gradebook, MissingEntry

        graded = (self.course / "autograded" / student / notebook / f"{notebook}.ipynb").is_file()
        with Gradebook(f"sqlite:///{self.course}/gradebook.db") as gradebook:
            most = gradebook.find_notebook(notebook, notebook).max_score
            try:
                return gradebook.find_submission_notebook(notebook, notebook, student).score if graded else 0, most
            except MissingEntry:
                return 0, most


def names(path):
    """The names of the cells that nbgrader knows in a notebook."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    except FileNotFoundError:
        raise Bad(f"there is no such notebook: {AGAIN}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Bad(f"no notebook of format 4: {AGAIN}") from None
    except OSError as error:
        raise Bad(f"{error.strerror}: {AGAIN}") from None
    return [cell["grade_id"] for cell in cells if "grade_id" in cell]


if __name__ == "__main__":
    sys.exit(main())
