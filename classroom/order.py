"""A submission in the order in which it is graded: nothing of a student's own runs before the points are counted.

A cell of points returns what the answer cells have earned, in the kernel in which the student's cells run too; one line
of Java, a method of the same name, would earn them all. So what the teacher released comes first, as it was released,
answer cells with what stands below their first line; after that, and after the last points, come the cells that are
the student's own or were changed.
"""

import copy


def text(cell):
    return "".join(cell["source"])


def name(cell):
    return (cell.get("metadata") or {}).get("nbgrader", {}).get("grade_id")


def ordered(submitted, released):
    """The submission as it is graded; `submitted` and `released` are notebooks, as JSON has them."""
    known = {name(cell): cell for cell in released["cells"] if name(cell)}
    given = [text(cell) for cell in released["cells"]]
    first, own = [], []
    for cell in submitted["cells"]:
        if cell.get("cell_type") != "code":
            first.append(cell)
        elif name(cell) in known:
            head = text(known[name(cell)]).split("\n")[0]
            if is_answer(known[name(cell)]) and text(cell).split("\n")[0] != head:
                own.append(unknown(cell))
                cell = {**cell, "source": f"{head}\n?"}
            first.append(cell)
        elif text(cell) in given:
            first.append(cell)
        else:
            own.append(unknown(cell))
    return {**submitted, "cells": [*first, *own]}


def is_answer(cell):
    return bool(cell["metadata"]["nbgrader"].get("solution"))


def unknown(cell):
    """A cell that nbgrader does not know."""
    cell = copy.deepcopy(cell)
    cell["metadata"].pop("nbgrader", None)
    if "id" in cell:
        cell["id"] = f"own-{cell['id']}"[:64]
    return cell
