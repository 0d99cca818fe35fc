"""The rules a single notebook keeps: form on disk, tags, items, budgets, outputs."""

import re
from collections import defaultdict
from statistics import median
from xml.etree import ElementTree

from guards.notebook import METADATA, written

SETUP = "%load setup.jshell"
KINDS = {"hint", "turn", "derivation", "library", "numbers", "check", "solution"}
OTHER_TAGS = {"slip"}
ITEM = re.compile(r"item:(\d+(?:\.\w+)*)")
EXERCISE = re.compile(r"\d+\.e\d+")
CELL_METADATA = {"tags", "handgrad", "no-gradient", "prose", "jp-MarkdownHeadingCollapsed"}
SOLUTION = re.compile(r"#+ (?:Решение|Solution)\b")
SUMMARY = re.compile(r"#+ (?:Итог|Summary)", re.IGNORECASE)
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
PICTURE_BYTES = 100_000
NOTEBOOK_BYTES = 2_000_000
CODE_LINES, MEDIAN_LINES, CODE_IN_A_ROW, BULLETS = 15, 3, 3, 5


def problems(notebook, content):
    """Every broken rule in one line; `content` is the file's bytes."""
    result = list(on_disk(notebook, content))
    for number, cell in enumerate(notebook.cells, 1):
        place = f"cell {number} ({cell.get('id', 'no id')})"
        for rule in (metadata, tags, heading, turn, code, shown):
            result += [f"{place}: {line}" for line in rule(cell)]
    result += folded(notebook)
    result += items(notebook)
    result += budgets(notebook)
    return result


def on_disk(notebook, content):
    if notebook.metadata != METADATA:
        yield f"notebook metadata {sorted(notebook.metadata)} is not kernelspec and language_info.name alone"
    if len(content) > NOTEBOOK_BYTES:
        yield f"{len(content)} bytes: a notebook stays under {NOTEBOOK_BYTES}"
    ids = [cell.get("id") for cell in notebook.cells]
    if None in ids or len(set(ids)) < len(ids):
        yield "cell ids are missing or repeated"
    if content != written(notebook):
        yield "not in normal form: run make outputs"
    if not notebook.cells or not notebook.cells[0].source.startswith("# "):
        yield "the first cell is not the title"
    elif not re.search(r"\d+ (?:минут|minutes)", notebook.cells[0].source):
        yield "the title cell does not say how many minutes the notebook takes"
    codes = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    if SETUP in codes[1:] or codes[:1] != [SETUP]:
        yield f"the first code cell, and no other, is {SETUP}"


def metadata(cell):
    unknown = sorted(set(cell.metadata) - CELL_METADATA)
    if unknown:
        yield f"unknown metadata {', '.join(unknown)}"


def tags(cell):
    found = cell.metadata.get("tags", [])
    known = KINDS | OTHER_TAGS
    unknown = [tag for tag in found if tag not in known and not ITEM.fullmatch(tag)]
    if unknown:
        yield f"unknown tag {', '.join(unknown)}"
    kinds = KINDS.intersection(found)
    if item_ids(cell) and not kinds:
        yield "an item without a kind of cell"
    if kinds - {"solution"} and not item_ids(cell):
        yield f"{', '.join(sorted(kinds - {'solution'}))} without an item"


def item_ids(cell):
    return [tag.removeprefix("item:") for tag in cell.metadata.get("tags", []) if ITEM.fullmatch(tag)]


def heading(cell):
    if cell.cell_type == "markdown" and SOLUTION.match(cell.source):
        if not cell.metadata.get("jp-MarkdownHeadingCollapsed"):
            yield "the heading of a solution is not collapsed"
        if "solution" not in cell.metadata.get("tags", []):
            yield "the heading of a solution lacks the tag solution"


def folded(notebook):
    """A collapsed heading hides all cells up to the next of its level: only parts of the solution may stand there."""
    level = None
    for number, cell in enumerate(notebook.cells, 1):
        headings = re.findall(r"^(#+) ", FENCE.sub("", cell.source), re.MULTILINE) if cell.cell_type == "markdown" else []
        if level and headings and min(map(len, headings)) <= level:
            level = None
        shown = not KINDS.difference({"hint", "turn"}).intersection(cell.metadata.get("tags", []))
        if level and shown:
            yield f"cell {number} ({cell.get('id', 'no id')}): hidden under the collapsed heading of a solution"
        if not level and headings and cell.metadata.get("jp-MarkdownHeadingCollapsed"):
            level = min(map(len, headings))


def turn(cell):
    if "turn" in cell.metadata.get("tags", []):
        expected = [f"%%check {item}\n?" for item in item_ids(cell)]
        if [cell.source] != expected:
            yield f"your turn holds {cell.source!r}, not {' or '.join(map(repr, expected))}"


def code(cell):
    if cell.cell_type == "code":
        lines = cell.source.count("\n") + 1
        if lines > CODE_LINES:
            yield f"{lines} lines of code: at most {CODE_LINES}"
        if re.search("[а-яё]", cell.source, re.IGNORECASE):
            yield "a Cyrillic letter in the code: words of a language belong in the library"


def shown(cell):
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            yield f"an error as output: {output.ename}: {output.evalue}"
        elif output.output_type == "stream":
            yield f"printed to {output.name}, not shown: {output.text.strip()[:60]!r}"
        else:
            yield from views(output.data)


def views(data):
    for mime in sorted(data.keys() & {"text/html", "text/latex"}):
        yield f"shown as {mime}, which is lost on paper: text/markdown keeps it"
    plain = data.get("text/plain", "")
    if not plain.strip():
        yield "shown without a text/plain"
    if re.search(r"\b[a-z]\w*(?:\.\w+)+(?:\$\w+)*@[0-9a-f]{5,}\b", plain):
        yield f"an object's name instead of its value: {plain[:60]!r}"
    for mime in ("text/plain", "text/markdown"):
        long = re.search(r"\d*\.\d{12,}", data.get(mime, ""))
        if long:
            yield f"{mime} shows digits of rounding: {long.group()}"
    if "image/svg+xml" in data:
        yield from picture(data["image/svg+xml"])


def picture(svg):
    if len(svg.encode()) > PICTURE_BYTES:
        yield f"a picture of {len(svg.encode())} bytes: at most {PICTURE_BYTES}"
    root = ElementTree.fromstring(svg)
    if not any(name.startswith("handgrad-") for name in root.get("class", "").split()):
        yield "a picture without the class of its kind"
    title = root.find("{http://www.w3.org/2000/svg}title")
    if title is None or not (title.text or "").strip():
        yield "a picture without a title"


def items(notebook):
    """Each item has its turn, its derivation with a rule on each line, and its check, in order."""
    places, reasons = defaultdict(dict), {}
    for number, cell in enumerate(notebook.cells, 1):
        for item in item_ids(cell):
            for kind in KINDS.intersection(cell.metadata.tags):
                places[item].setdefault(kind, number)
            if cell.metadata.get("no-gradient"):
                reasons[item] = cell.metadata["no-gradient"]
    for item, kinds in places.items():
        needed = ["turn", "derivation", "check"]
        if EXERCISE.fullmatch(item):
            needed = ["turn"]
        elif item in reasons:
            needed = ["turn", "derivation"]
        yield from (f"item {item}: no {kind}" for kind in needed if kind not in kinds)
        order = [kinds[kind] for kind in needed if kind in kinds]
        if order != sorted(order):
            yield f"item {item}: {', '.join(needed)} stand in another order"
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "markdown" and "derivation" in cell.metadata.get("tags", []):
            place = f"cell {number} ({cell.get('id', 'no id')})"
            yield from (f"{place}: no rule named: {line}" for line in without_rule(cell.source))


def without_rule(source):
    """The lines of a derivation that name no rule.

    A rule stands after && at the end of an aligned line, in the last column of a table, or, for a
    derivation in running text, emphasised.
    """
    blocks = re.findall(r"\\begin\{aligned\}(.*?)\\end\{aligned\}", source, re.DOTALL)
    rows = [row.strip() for block in blocks for row in re.split(r"\\\\(?:\[.*?\])?\s*\n", block)]
    table = [line.strip().strip("|").split("|") for line in source.split("\n") if line.startswith("|")]
    if rows:
        return [row for row in rows if row and not re.search(r"&&\s*\S", row)]
    if table:
        return ["|".join(row).strip() for row in table[2:] if not row[-1].strip()]
    return [] if re.search(r"\*\w[^*]+\*", source) else [source.split("\n")[0]]


def budgets(notebook):
    codes = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    if codes and median(code.count("\n") + 1 for code in codes) > MEDIAN_LINES:
        yield f"code cells have more than {MEDIAN_LINES} lines at the median"
    row = 0
    for number, cell in enumerate(notebook.cells, 1):
        row = row + 1 if cell.cell_type == "code" else 0
        if row == CODE_IN_A_ROW + 1:
            yield f"cell {number} ({cell.get('id', 'no id')}): more than {CODE_IN_A_ROW} code cells in a row"
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and SUMMARY.match(cell.source):
            bullets = len(re.findall(r"^[-*] ", cell.source, re.MULTILINE))
            if bullets > BULLETS:
                yield f"the summary has {bullets} bullets: at most {BULLETS}"
