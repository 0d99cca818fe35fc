"""A notebook on a student's paper: the questions, the pictures and room to write; and the solutions alone, for the book."""

import re

from handgrad_handout.editions import solved, tags
from handgrad_handout.pieces import Piece, dollars, merged, of_output, pieces
from handgrad_handout.source import joined

ASKED = re.compile(r"%%(?:check|steps) (\S+)")
# A cell for something of the reader's own: its code is printed, what it gave for us is not.
OWN = re.compile(r"(?:^|-)yours(?:-|$)")


def questions(notebook, answered=(), words=""):
    """The notebook without its solutions and without code that only a screen can use.

    An answer cell becomes room to write, with a link to its solution if its item is among `answered`;
    of other code what it shows is printed.
    """
    cells = [cell for cell in notebook["cells"] if not solved(cell)]
    cells = [cell for cell, after in zip(cells, [*cells[1:], {}], strict=True) if not only_for_a_screen(cell, after)]
    result = []
    for number, cell in enumerate(cells):
        place = f"cell {cell.get('id')}"
        source = joined(cell["source"])
        asked = ASKED.match(source)
        if cell.get("cell_type") == "markdown":
            following = cells[number + 1] if number + 1 < len(cells) else {}
            role = ("asks",) if following.get("cell_type") == "code" and shown(following, place) else ()
            result.append(Piece("markdown", place, dollars(source), attachments=cell.get("attachments") or {}, role=role))
        elif asked:
            result.append(Piece("typst", place, room(asked[1], asked[1] in answered, words)))
        else:
            result += shown(cell, place)
    return result


def only_for_a_screen(cell, after):
    """Whether a text does nothing but lead to a cell that is not printed, such as one that asks for a hint."""
    source = joined(cell["source"])
    leads = cell.get("cell_type") == "markdown" and "\n\n" not in source and not source.startswith("#")
    return leads and joined(after.get("source", "")).startswith("%hint")


def shown(cell, place):
    """What is printed of a code cell."""
    source = joined(cell["source"])
    if ASKED.match(source):
        return [Piece("typst", place)]
    if source.startswith("%") or cell.get("cell_type") != "code":
        return []
    if OWN.search(cell.get("id") or ""):
        return [Piece("code", place, source.rstrip(), ending="java")]
    return [piece for output in merged(cell.get("outputs") or []) for piece in of_output(output, place)]


def room(item, linked, words):
    to = f'label-{slug(item)}' if linked else ""
    return f'#room("{item}"' + (f', to: "{to}", words: "{words}"' if linked else "") + ")"


def slug(item):
    return item.replace(".", "-")


def items(notebook):
    """The items that the solutions of a notebook answer."""
    return {tag.removeprefix("item:") for cell in notebook["cells"] if solved(cell) for tag in tags(cell) if tag.startswith("item:")}


def answers(notebook):
    """The solutions alone, each item's beginning marked with the label that `room` links to."""
    cells = [cell for cell in notebook["cells"] if solved(cell)]
    marks = {}
    for item in sorted(items(notebook)):
        first = next(number for number, cell in enumerate(cells) if f"item:{item}" in tags(cell))
        marks.setdefault(first, []).append(f'#metadata(none)#label("label-{slug(item)}")')
    result, seen = [], set()
    places = {f"cell {number} ({cell.get('id')})": number - 1 for number, cell in enumerate(cells, 1)}
    for piece in pieces({**notebook, "cells": cells}):
        number = places.get(piece.place)
        if number in marks and number not in seen:
            result.append(Piece("typst", piece.place, "\n".join(marks[number])))
            seen.add(number)
        result.append(piece)
    return result
