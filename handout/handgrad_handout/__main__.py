"""Makes the handouts of many notebooks in one process, and again only those that changed.

    python -m handgrad_handout notebooks --to build/handouts

writes build/handouts/{ru,en}/NAME.pdf; with --course also {ru,en}/student/NAME.pdf with room to write, both on
narrow pages in {ru,en}/phone and {ru,en}/student/phone, {ru,en}/sheet.pdf and {ru,en}/book.pdf. Exit code 1 if one could not be made; the others are.
"""

import argparse
import hashlib
import json
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from handgrad_handout.course import course_jobs, notebook_job
from handgrad_handout.errors import HandoutError
from handgrad_handout.writing import write

RECORD = ".made.json"


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="handgrad_handout", description="Prints notebooks as PDF handouts.")
    parser.add_argument("sources", nargs="+", type=Path, metavar="SRC", help="a notebook, or a folder of them")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="the folder for the handouts")
    parser.add_argument("--course", type=Path, metavar="ITEMS", help="print all of the course, by the table of its items")
    chosen = parser.parse_args(arguments)
    record = recorded(chosen.to)
    press = digest(sorted(path for path in map(Path, files("handgrad_handout").iterdir()) if path.is_file()), *versions())
    made = failed = 0
    try:
        notebooks = [notebook for source in chosen.sources for notebook in found(source)]
        jobs = list(all_jobs(notebooks, chosen.to, chosen.course))
    except HandoutError as error:
        print(error, file=sys.stderr)
        return 1
    for job in jobs:
        key = job.target.relative_to(chosen.to).as_posix()
        if fresh(record.get(key), job, press):
            continue
        try:
            done = job.make()
            write(job.target, done.pdf)
            inputs = [*job.inputs, *done.pictures]
            record[key] = {
                "inputs": [str(path.resolve()) for path in inputs],
                "digest": digest(inputs, press),
                "pdf": hashlib.sha256(done.pdf).hexdigest(),
            }
            write(chosen.to / RECORD, json.dumps(record, indent=1, sort_keys=True).encode())
        except HandoutError as error:
            print(error.of(job.inputs[0]) if error.file == job.inputs[0].name else error, file=sys.stderr)
            failed += 1
            continue
        print(job.target, flush=True)
        made += 1
    print(f"{made} made, {len(jobs) - made - failed} up to date" + (f", {failed} failed" if failed else ""))
    return 1 if failed else 0


def all_jobs(notebooks, to, items):
    """A handout for each notebook; with the table of the items all that is printed of the course."""
    if items is None:
        return [notebook_job(notebook, place(notebook, to)) for notebook in notebooks]
    jobs = []
    for language in ("ru", "en"):
        paths = [path for path in notebooks if path.resolve().parent.name == language]
        if paths:
            jobs += course_jobs(paths, language, to / language, items)
    return jobs


def found(source):
    """The notebooks of a folder, those of ru before those of en; or the one that is named."""
    if not source.is_dir():
        return [source]
    notebooks = [path for path in source.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts]
    if not notebooks:
        raise HandoutError(source, "there is no notebook in this folder", "name a notebook or a folder of them")
    return sorted(notebooks, key=lambda path: (path.parent.name != "ru", path))


def place(notebook, to):
    folder = notebook.resolve().parent.name
    return to / (folder if folder in ("ru", "en") else "") / f"{notebook.stem}.pdf"


def versions():
    return [f"{name} {version(name)}" for name in ("pypandoc_binary", "typst")]


def recorded(to):
    try:
        record = json.loads((to / RECORD).read_text(encoding="utf-8"))
        return record if isinstance(record, dict) else {}
    except (OSError, ValueError):
        return {}


def fresh(entry, job, press):
    """Whether the PDF is there, untouched, and made from the same inputs."""
    try:
        inputs = [Path(path) for path in entry["inputs"]]
        return (
            inputs[: len(job.inputs)] == [path.resolve() for path in job.inputs]
            and entry["digest"] == digest(inputs, press)
            and entry["pdf"] == hashlib.sha256(job.target.read_bytes()).hexdigest()
        )
    except (OSError, KeyError, TypeError, IndexError):
        return False


def digest(paths, *others):
    total = hashlib.sha256()
    for path in paths:
        total.update(hashlib.sha256(Path(path).read_bytes()).digest())
    for other in others:
        total.update(hashlib.sha256(other.encode()).digest())
    return total.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
