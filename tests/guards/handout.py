"""A printed handout: the paper, the print, and everything of the notebook on it.

Reads the PDF only through pypdf and pdfplumber, and the notebook only as JSON: what the exporter
believes it printed does not count.
"""

import html
import io
import re
import unicodedata

import pdfplumber
import pypdf

from guards.notebook import joined

A4 = (595.28, 841.89)
SIDE, EDGE = 56.7, 28  # 20 mm beside the text; running head and page number stand above and below it
PRINT = 9
SLACK = 2
PICTURES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")
CODE = re.compile(r"^(```|~~~).*?^\1|`+[^`]+`+", re.S | re.M)
MATHS = re.compile(r"\$\$.*?\$\$|\$(?!\s)(?:\\.|[^$\\])+?\$|\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.S)
COMMENT = re.compile(r"<!--.*?-->", re.S)
TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
IMAGE = re.compile(r"!\[[^\]]*\]\((?:[^()]|\([^()]*\))*\)|<img\b[^>]*>", re.I)
LINK = re.compile(r"\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)|\]\[[^\]]*\]|^\[[^\]]+\]:.*$", re.M)
TEX = re.compile(r"\\[a-zA-Z]+|\$\$|⟦")
ENTITY = re.compile(r"&[a-z]+;|&#\d+;")


def problems(notebook, pdf):
    """What is wrong with the handout of a notebook (JSON as read, the PDF as bytes); empty where nothing is."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            *paper(document),
            *fonts(reader),
            *print_size(document),
            *margins(document),
            *raw(document),
            *prose(notebook, reader),
            *pictures(notebook, reader),
        ]


def paper(document):
    for page in document.pages:
        if any(abs(found - wanted) > 1 for found, wanted in zip((page.width, page.height), A4)):
            yield f"page {page.page_number}: {page.width:.0f} × {page.height:.0f} pt, not A4 (595 × 842)"


def fonts(reader):
    names = set()
    for page in reader.pages:
        for font in resources(page.get("/Resources")):
            descendants = font.get("/DescendantFonts")
            body = descendants[0].get_object() if descendants else font
            descriptor = body.get("/FontDescriptor")
            files = descriptor.get_object() if descriptor else {}
            if font.get("/Subtype") != "/Type3" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(files):
                names.add(font.get("/BaseFont", "?").lstrip("/"))
    return [f"the font {name} is not embedded" for name in sorted(names)]


def resources(found):
    """The fonts of a page and of the forms drawn on it."""
    found = found.get_object() if found else {}
    for font in (found.get("/Font") or {}).get_object().values() if "/Font" in found else ():
        yield font.get_object()
    for form in found["/XObject"].get_object().values() if "/XObject" in found else ():
        if form.get_object().get("/Subtype") == "/Form":
            yield from resources(form.get_object().get("/Resources"))


def print_size(document):
    """A letter below 9 pt is an index or a limit: a letter of full size stands beside it."""
    for page in document.pages:
        letters = [char for char in page.chars if char["text"].strip()]
        full = [char for char in letters if char["size"] >= PRINT - 0.05]
        small = [char for char in letters if char["size"] < PRINT - 0.05]
        alone = [char for char in small if not any(beside(char, other) or bounds(char, other) for other in full)]
        if alone:
            text = "".join(char["text"] for char in alone[:20])
            yield f"page {page.page_number}: print of {alone[0]['size']:.1f} pt, less than {PRINT}: {text}"


def beside(char, other):
    across = max(other["x0"] - char["x1"], char["x0"] - other["x1"])
    down = max(other["top"] - char["bottom"], char["top"] - other["bottom"])
    return across < 30 and down < 3


def bounds(char, other):
    """A limit stands above or below its sum, which is taller than its letter is said to be."""
    down = max(other["top"] - char["bottom"], char["top"] - other["bottom"])
    return other["text"] in "∑∏∫" and other["x0"] - 12 < char["x0"] and char["x1"] < other["x1"] + 12 and down < 9


def margins(document):
    for page in document.pages:
        for kind in ("char", "image", "line", "rect", "curve"):
            out = [thing for thing in page.objects.get(kind, []) if outside(thing, page)]
            if out:
                what = "".join(thing.get("text", "") for thing in out[:20]) or kind
                yield f"page {page.page_number}: {what} reaches into the margin"


def outside(thing, page):
    if thing.get("text", "x").isspace() or thing.get("text") == "\u200b":
        return False
    left, right = min(thing["x0"], thing["x1"]), max(thing["x0"], thing["x1"])
    top, bottom = min(thing["top"], thing["bottom"]), max(thing["top"], thing["bottom"])
    return (
        left < SIDE - SLACK
        or right > page.width - SIDE + SLACK
        or top < EDGE
        or bottom > page.height - EDGE
    )


def raw(document):
    """LaTeX commands and HTML outside of what is printed as code."""
    for page in document.pages:
        text = page.filter(lambda thing: "Mono" not in thing.get("fontname", "")).extract_text()
        for kind, pattern in (("TeX", TEX), ("HTML", TAG), ("HTML", ENTITY)):
            for found in pattern.finditer(text):
                yield f"page {page.page_number}: raw {kind} in print: {found.group()}"


def prose(notebook, reader):
    """Every run of words between formulas stands in the handout, if need be in two parts (a page may end in it)."""
    text = letters("\n".join(body(page) for page in reader.pages))
    for place, markdown in markdowns(notebook):
        for run in runs(markdown):
            wanted = letters(run)
            if wanted and not stands(wanted, text):
                yield f"{place}: not in the handout: {' '.join(run.split())}"


def body(page):
    """A page without its running head and its number: a sentence may go on from page to page."""
    lines = page.extract_text().rstrip().split("\n")
    if re.fullmatch(r"\d+ / \d+", lines[-1].strip()):
        lines.pop()
    return "\n".join(lines[1 if page.page_number else 0 :])


def stands(wanted, text):
    if wanted in text:
        return True
    low, high = 0, len(wanted)
    while high - low > 1:  # the longest beginning that is there
        middle = (low + high) // 2
        low, high = (middle, high) if wanted[:middle] in text else (low, middle)
    return low >= 10 and len(wanted) - low >= 10 and wanted[low:] in text


def markdowns(notebook):
    for number, cell in enumerate(notebook["cells"], 1):
        place = f"cell {number} ({cell.get('id', 'no id')})"
        if cell["cell_type"] == "markdown":
            yield place, joined(cell["source"])
        for data in shown(cell):
            if "text/markdown" in data and not any(mime in data for mime in PICTURES):
                yield place, joined(data["text/markdown"])


def shown(cell):
    for output in cell.get("outputs", []):
        if output.get("data"):
            yield output["data"]


def runs(markdown):
    """The words of Markdown between its formulas, code, tags and line ends of a table or list."""
    text = COMMENT.sub("\0", markdown)
    for pattern in (CODE, MATHS, IMAGE):
        text = pattern.sub("\0", text)
    text = TAG.sub("\0", LINK.sub("\0", text))
    text = re.sub(r"\[\^[^\]]+\]:?|^\s*\[[ x]\]", "\0", text, flags=re.M)
    text = re.sub(r"\n\s*\n|\||^[ \t]*(?:[-*+]|\d+[.)]|#+|>)[ \t]+|\[[ x]\] ", "\0", text, flags=re.M)
    return [html.unescape(run) for run in text.split("\0")]


def letters(text):
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def pictures(notebook, reader):
    wanted = sum(any(mime in data for mime in PICTURES) for cell in notebook["cells"] for data in shown(cell))
    for _, markdown in markdowns(notebook):
        wanted += len(IMAGE.findall(CODE.sub("", COMMENT.sub("", markdown))))
    found = figures(reader.trailer["/Root"].get("/StructTreeRoot"))
    if wanted != found:
        yield f"{found} pictures in the handout, {wanted} in the notebook"


def figures(element):
    """The pictures that the PDF's own structure names, which all have an alternative text."""
    element = element.get_object() if element is not None else None
    if isinstance(element, list):
        return sum(figures(child) for child in element)
    if not hasattr(element, "get"):
        return 0
    own = element.get("/S") == "/Figure" and "/Alt" in element and "/K" in element
    return int(own) + (figures(element["/K"]) if "/K" in element else 0)
