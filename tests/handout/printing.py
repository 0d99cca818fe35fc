"""Small notebooks, printed, and what stands in the PDF."""

import io
import re

import pypdf
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from guards.notebook import METADATA
from handgrad_handout.page import A4
from handgrad_handout.press import handout
from handgrad_handout.source import Source

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="handgrad-graph" width="300" height="120" viewBox="0 0 300 120">'
    '<title>f</title><rect x="10" y="10" width="280" height="100" fill="none" stroke="black"/></svg>'
)
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def notebook(*cells):
    """A notebook of Markdown cells (strings) and of code cells (a pair: source, outputs)."""
    made = new_notebook(metadata=METADATA)
    for number, cell in enumerate(cells, 1):
        if isinstance(cell, str):
            made.cells.append(new_markdown_cell(cell, id=f"c{number}"))
        elif isinstance(cell, tuple):
            made.cells.append(new_code_cell(cell[0], id=f"c{number}", outputs=list(cell[1:])))
        else:
            made.cells.append(cell)
    return made


def result(**data):
    """An output by its views, such as result(markdown="…", plain="…", svg="…")."""
    mimes = {"svg": "image/svg+xml", "png": "image/png", "markdown": "text/markdown", "plain": "text/plain"}
    data = {mimes.get(name, name.replace("_", "/")): value for name, value in data.items()}
    return new_output("execute_result", data=data)


def pdf(made, folder, name="07-check", page=A4):
    return handout(Source(made, name, folder), page).pdf


def text(content):
    """The body of a handout as text, one space between words, without the page numbers."""
    pages = [page.extract_text().replace("\u200b", "") for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    body = [re.sub(r"\s*\d+ / \d+\s*$", "", page) for page in pages]
    return " ".join(" ".join(body).split())
