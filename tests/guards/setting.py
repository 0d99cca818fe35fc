"""How a printed handout is set: no line of code cut off, no picture away from its caption, no widow.

Reads the PDF through pypdf and pdfplumber alone, and the notebook as JSON.
"""

import io
import re

import pdfplumber
import pypdf

from guards.handout import COMMENT, MATHS, PICTURES, letters, shown
from guards.notebook import joined

CAPTION = 20
FULL = 12


def problems(notebook, pdf):
    """What is set badly, a line each; empty where nothing is."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    texts = [letters(page.extract_text()) for page in reader.pages]
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [*cut_off(notebook, texts), *split(notebook, reader, texts), *widows(document)]


def cut_off(notebook, texts):
    """Lines of code that are not whole in print."""
    whole = "".join(texts)
    for number, cell in enumerate(notebook["cells"], 1):
        if cell["cell_type"] == "code":
            for line in joined(cell["source"]).splitlines():
                if letters(line) not in whole:
                    yield f"cell {number} ({cell.get('id', 'no id')}): cut off: {line.strip()}"


def split(notebook, reader, texts):
    """Pictures whose caption, the text after them, begins on another page."""
    pages = list(figure_pages(reader.trailer["/Root"].get("/StructTreeRoot"), reader))
    cells = notebook["cells"]
    at = 0
    for number, cell in enumerate(cells):
        for data in shown(cell):
            if not any(mime in data for mime in PICTURES):
                continue
            page = pages[at] if at < len(pages) else None
            at += 1
            after = cells[number + 1] if number + 1 < len(cells) else {"cell_type": "none"}
            caption = opening(joined(after["source"])) if after["cell_type"] == "markdown" else ""
            if page is not None and caption and caption not in texts[page]:
                yield f"cell {number + 1} ({cell.get('id', 'no id')}): the picture is on page {page + 1}, its caption is not"


def opening(markdown):
    """The first words of a text, up to its first formula; none of a heading."""
    first = MATHS.split(COMMENT.sub("", markdown).strip())[0]
    found = letters(re.sub(r"[*_`]", "", first))[:CAPTION]
    return "" if markdown.startswith(("#", "|", "---")) or len(found) < CAPTION else found


def figure_pages(element, reader, page=None):
    """The page, from 0, of every picture that the structure names, in its order."""
    element = element.get_object() if element is not None else None
    if isinstance(element, list):
        for child in element:
            yield from figure_pages(child, reader, page)
    elif hasattr(element, "get"):
        own = element.get("/Pg")
        page = reader.get_page_number(own.get_object()) if own is not None else page
        if element.get("/S") == "/Figure" and "/Alt" in element and "/K" in element:
            yield page if page is not None else first_page(element["/K"], reader)
        elif "/K" in element:
            yield from figure_pages(element["/K"], reader, page)


def first_page(kids, reader):
    kids = kids if isinstance(kids, list) else [kids]
    for kid in kids:
        kid = kid.get_object()
        if hasattr(kid, "get") and kid.get("/Pg") is not None:
            return reader.get_page_number(kid["/Pg"].get_object())
    return None


def widows(document):
    """Pages that begin with the last line of a paragraph: a short line after a full one that ends no sentence."""
    before = None
    for page in document.pages:
        lines = body(page)
        if before and lines and is_widow(before, lines, page.width):
            text = "".join(char["text"] for char in lines[0])
            yield f"page {page.page_number}: begins with the last line of a paragraph: {text}"
        before = lines[-1] if lines else None


def body(page):
    """The lines of running text, without the running head and the page number; code and tables are no text."""
    chars = [char for char in page.chars if 58 < char["top"] < page.height - 58 and char["text"].strip("\u200b")]
    lines = {}
    for char in chars:
        lines.setdefault(round(char["bottom"] / 3), []).append(char)
    return [sorted(lines[key], key=lambda char: char["x0"]) for key in sorted(lines)]


def is_widow(before, lines, width):
    first = lines[0]
    text = [char for char in first + before if char["text"].strip()]
    plain = text and all("Libertinus" in char["fontname"] and abs(char["size"] - text[0]["size"]) < 0.1 for char in text)
    margin = min(char["x0"] for char in before)
    full = max(char["x1"] for char in before) > width - 58 - FULL
    short = max(char["x1"] for char in first) < width - 58 - FULL
    goes_on = not re.search(r"[.:;!?…]['’”»)]*$", "".join(char["text"] for char in before).strip())
    apart = len(lines) < 2 or lines[1][0]["top"] - first[0]["top"] > 1.35 * 1.68 * first[0]["size"] / 1.3
    return bool(plain and goes_on and full and short and abs(first[0]["x0"] - margin) < 1 and apart)
