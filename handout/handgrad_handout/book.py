"""One book of all notebooks: the tasks, then the solutions, each with its page."""

import re
from dataclasses import replace

from handgrad_handout.pieces import Piece
from handgrad_handout.source import Source, joined
from handgrad_handout.student import answers, items, questions

WORDS = {
    "ru": {
        "title": "Градиенты руками",
        "subtitle": "Двенадцать задач на обратное распространение ошибки и матричное дифференцирование: условия и решения",
        "contents": "Содержание",
        "solution": "решение — с.",
        "task": "Условие — с.",
        "solutions": "Решения: ",
    },
    "en": {
        "title": "Gradients by hand",
        "subtitle": "Twelve tasks on backpropagation and matrix differentiation: statements and solutions",
        "contents": "Contents",
        "solution": "solution: p.",
        "task": "The task: p.",
        "solutions": "Solutions: ",
    },
}


def book(notebooks, language, folder):
    """The book as a `Source`, its pieces and its frame; `notebooks` by name, in their order."""
    words = WORDS[language]
    chapters = {name: anchor(joined(notebook["cells"][0]["source"])) for name, notebook in notebooks.items()}
    all_pieces = []
    for name, notebook in notebooks.items():
        first, *rest = questions(notebook, items(notebook), words["solution"])
        title, _, text = first.text.partition("\n")
        # The mark behind the heading, which opens a page, is on that page.
        all_pieces += [replace(first, text=title, role=()), mark(f"task-{name}"), replace(first, text=text), *rest]
    for name, notebook in notebooks.items():
        solutions = answers(notebook)
        if solutions:
            title = next(iter(questions(notebook))).text.split("\n")[0].removeprefix("# ")
            all_pieces.append(Piece("markdown", name, f"# {words['solutions']}{short(title)}"))
            all_pieces.append(Piece("typst", name, f'#back("task-{name}", "{words["task"]}")'))
            all_pieces += solutions
    all_pieces = [linked(piece, chapters) for piece in all_pieces]
    frame = (
        '#import "book.typ": *\n'
        f'#show: book.with(title: "{words["title"]}", subtitle: "{words["subtitle"]}", contents: "{words["contents"]}")\n'
    )
    whole = {"metadata": {}, "cells": []}
    return Source(whole, words["title"], folder), lambda _: all_pieces, frame


def anchor(first):
    """The name by which a link finds the heading that a notebook begins with."""
    title = first.split("\n")[0].removeprefix("# ").replace("$", "").lower()
    return re.sub(r"[\s!-/:-@\[-`{-~]+", "-", title).strip("-")


def linked(piece, chapters):
    """A text whose links to notebooks lead to chapters."""
    if piece.kind != "markdown":
        return piece

    def chapter(link):
        return f"](#{chapters[link[1]]})" if link[1] in chapters else link[0]

    return replace(piece, text=re.sub(r"\]\(([\w-]+)\.ipynb\)", chapter, piece.text))


def short(title):
    """Of “Task 7. Eight derivatives …” what stands before the stop."""
    head, stop, _ = title.partition(". ")
    return head if stop and head.split(" ")[-1].isdigit() else title


def mark(name):
    return Piece("typst", name, f'#metadata(none)#label("{name}")')
