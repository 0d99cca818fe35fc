"""The slides of a seminar, made of the notebooks: each task's statement and picture, then its plots with their captions."""

import re
from dataclasses import replace

from handgrad_handout.page import Page
from handgrad_handout.pieces import Piece, pieces
from handgrad_handout.sheet import WORDS as STATEMENTS
from handgrad_handout.sheet import statement
from handgrad_handout.source import Source, joined

SLIDE = Page(width=254, height=143, side=16, top=16, bottom=13, text=14, table=12, code=11, small=9)
WORDS = {
    "ru": {"title": "Градиенты руками: слайды", "first": "Двенадцать задач на обратное распространение ошибки и матричное дифференцирование"},
    "en": {"title": "Gradients by hand: the slides", "first": "Twelve tasks on backpropagation and matrix differentiation"},
}


def slides(notebooks, language, folder):
    """The slides as a `Source` and its pieces; `notebooks` in their order."""
    words = WORDS[language]
    shown = [Piece("markdown", "the title", f"# {words['title']}\n\n{words['first']}")]
    for notebook in notebooks:
        first = joined(notebook["cells"][0]["source"])
        if re.match(r"# \w+ \d+\.", first):
            shown += of_task(notebook, statement(first, STATEMENTS[language]))
    return Source({"metadata": {}, "cells": []}, words["title"], folder), lambda _: shown


def of_task(notebook, asked):
    """A task's slides: its statement, then a slide for each picture, under the heading that it stands below."""
    title, _, text = asked.partition("\n")
    result = [BREAK, Piece("markdown", "a statement", f"{title}\n{text}")]
    heading = title
    for piece, after in zip(all_of := pieces(notebook), [*all_of[1:], None], strict=True):
        if piece.kind == "markdown":
            headings = re.findall(r"^#+ (.*)$", piece.text, re.M)
            heading = f"## {headings[-1]}" if headings else heading
        elif piece.kind == "picture":
            result += [BREAK, Piece("markdown", piece.place, heading), replace(piece, width=WIDE)]
            if after and "caption" in after.role:
                # what more is said of it is for the paper
                result.append(replace(after, text=after.text.split("\n\n")[0]))
    return result


# As wide as the slide, or as high as it has room for.
WIDE = 2000.0
BREAK = Piece("typst", "between slides", "#pagebreak(weak: true)")
