"""Re-runs notebooks and compares them with what is committed; with --write, commits the outputs.

usage: python -m guards.run [--write] [NOTEBOOK...]

A notebook is named by its path, or below notebooks/; without a name all are run. Comparing writes
nothing. Exits with 1 if an output differs or a notebook cannot be run.
"""

import sys
from pathlib import Path

from guards import outputs
from guards.kernel import rerun_all
from guards.notebook import ROOT, Refused, committed, named, read, written


def main(arguments):
    write = "--write" in arguments
    names = [name for name in arguments if name != "--write"]
    paths = [find(name) for name in names] or committed()
    if not paths:
        print("notebooks/ holds no notebook", file=sys.stderr)
        return 1
    counts = {"done": 0, "bad": 0}

    def done(path, result, seconds):
        counts["done"] += 1
        problems = writing(path, result) if write else comparing(path, result)
        counts["bad"] += bool(problems)
        state = "FAILED" if problems else "ok"
        print(f"[{counts['done']}/{len(paths)}] {state} {named(path)} ({seconds:.1f} s)", flush=True)
        for line in problems:
            print(f"    {line}", flush=True)

    rerun_all(paths, done)
    return 1 if counts["bad"] else 0


def find(name):
    """A notebook by its path, or by its path below notebooks/."""
    path = Path(name)
    return path if path.exists() else ROOT / "notebooks" / name


def comparing(path, result):
    if isinstance(result, Refused):
        return [str(result)]
    return errors(result) + outputs.differences(read(path), result)


def writing(path, result):
    if isinstance(result, Refused):
        return [str(result)]
    problems = errors(result)
    if not problems and path.read_bytes() != written(result):
        path.write_bytes(written(result))
    return problems


def errors(notebook):
    """The cells that fail: no committed notebook holds an error."""
    return [
        f"cell {number} ({cell.get('id', 'no id')}) fails: {output.ename}: {output.evalue}"
        for number, cell in enumerate(notebook.cells, 1)
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
