"""Every page of whatever is printed: nothing reaches beyond the margins, nothing lies over the page number."""

import re

import pypdfium2

POINTS = 72 / 25.4
SLACK = 2.5
# Typst breaks long words by these.
INVISIBLE = "\u200b\u2060\xad\ufeff"


def problems(pdf, page):
    """What is overfull in a PDF (bytes) that was set on a `Page`, a line each; empty where nothing is."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [problem for number in range(len(document)) for problem in overfull(document, number, page)]
    finally:
        document.close()


def overfull(document, number, page):
    paper = document[number]
    width, height = paper.get_size()
    left, right = page.side * POINTS - SLACK, width - page.side * POINTS + SLACK
    foot = page.bottom * POINTS - SLACK
    text = paper.get_textpage()
    letters = [(text.get_text_range(i, 1), text.get_charbox(i)) for i in range(text.count_chars())]
    letters = [(letter, box) for letter, box in letters if letter.strip() and letter not in INVISIBLE and box[2] > box[0]]
    beside = "".join(letter for letter, (x0, _, x1, _) in letters if x0 < left or x1 > right)
    if beside:
        yield f"page {number + 1}: beside the margins: {beside[:40]}"
    below = "".join(letter for letter, (_, y0, _, _) in letters if y0 < foot)
    if not re.fullmatch(rf"(?:{number + 1}/{len(document)}|{number + 1})?", below):
        yield f"page {number + 1}: below the text: {below[:40]}"
    # what lies within a drawing has coordinates of its own
    for thing in paper.get_objects(max_depth=1):
        x0, y0, x1, _ = thing.get_bounds()
        if thing.type != pypdfium2.raw.FPDF_PAGEOBJ_TEXT and (x0 < left or x1 > right or y0 < foot):
            yield f"page {number + 1}: a drawing reaches from {x0:.0f} to {x1:.0f} of {width:.0f} pt, down to {y0:.0f}"
