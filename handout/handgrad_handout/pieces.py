"""Cells and outputs as pieces of print, in the order of the notebook. Nothing is left out: what cannot be printed is named."""

import re
from dataclasses import dataclass, field, replace

from handgrad_handout.source import joined

PICTURES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
# The first of these that an output has is printed.
PREFERRED = (*PICTURES, "text/markdown", "text/latex", "text/plain", "text/html")
ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.")
# MathJax reads these without dollars around them; pandoc does not.
BARE = re.compile(
    r"^[ ]{0,3}(\\begin\{((?:align|equation|gather|multline|eqnarray)\*?)\}.*?\\end\{\2\})[ \t]*$", re.S | re.M
)
FENCED = re.compile(r"^(?:```.*?^```|~~~.*?^~~~|\$\$.*?\$\$)", re.S | re.M)
# What opens a text that is no caption of the picture before it.
APART = re.compile(r"\s*(?:<!--.*?-->\s*)*(?:#|---|\*\*\*|<details|\|)", re.S)
REMEDY = "rewrite it"


@dataclass(frozen=True)
class Piece:
    """One thing to print.

    kind is markdown, latex or html (text for pandoc), code, text, error (print as it stands), typst
    (for Typst itself; never of a notebook) or
    picture (data is the file's content, ending its kind), or turn (code that takes an answer); place names the cell in messages.
    """

    kind: str
    place: str
    text: str = ""
    data: object = None
    ending: str = ""
    attachments: dict = field(default_factory=dict)
    width: float | None = None
    follows: bool = False  # something comes after it that it belongs to: a cell's output, the caption of a picture
    role: tuple = ()  # of text: "output" of a cell, "asks" for the code that comes next, "caption" of the picture before it


def pieces(notebook):
    """The whole notebook."""
    language = notebook.get("metadata", {}).get("kernelspec", {}).get("language", "java")
    result = []
    for number, cell in enumerate(notebook["cells"], 1):
        identity = cell.get("id")
        place = f"cell {number} ({identity})" if identity else f"cell {number}"
        source = joined(cell["source"])
        if cell.get("cell_type") == "markdown":
            if source.strip():
                attachments = cell.get("attachments") or {}
                following = notebook["cells"][number] if number < len(notebook["cells"]) else {}
                asks = following.get("cell_type") == "code" and joined(following["source"]).strip()
                role = ("asks",) if asks else ()
                if result and result[-1].kind == "picture" and not APART.match(source):
                    result[-1] = replace(result[-1], follows=True)
                    role += ("caption",)
                result.append(Piece("markdown", place, dollars(source), attachments=attachments, role=role))
        elif cell.get("cell_type") == "code":
            printed = [piece for output in merged(cell.get("outputs") or []) for piece in of_output(output, place)]
            if source.strip():
                kind = "turn" if source.startswith("%%") else "code"
                result.append(Piece(kind, place, source.rstrip(), ending=language, follows=bool(printed)))
            result += printed
        elif source.strip():
            result.append(Piece("text", place, source.rstrip()))
    return result


def dollars(markdown):
    """Markdown with `$$` around the environments that stand bare in it, code blocks left alone."""
    result, end = [], 0
    for fence in FENCED.finditer(markdown):
        result += [BARE.sub(r"$$\1$$", markdown[end : fence.start()]), fence.group()]
        end = fence.end()
    return "".join([*result, BARE.sub(r"$$\1$$", markdown[end:])])


def merged(outputs):
    """Outputs with the runs of one stream joined, as a screen shows them."""
    result = []
    for output in outputs:
        output = dict(output)
        if output.get("output_type") == "stream":
            output["text"] = joined(output.get("text", ""))
            last = result[-1] if result else {}
            if last.get("output_type") == "stream" and last.get("name") == output.get("name"):
                last["text"] += output["text"]
                continue
        result.append(output)
    return result


def of_output(output, place):
    kind = output.get("output_type")
    if kind == "stream":
        return text(output["text"], place)
    if kind == "error":
        trace = "\n".join(output.get("traceback") or []) or f"{output.get('ename')}: {output.get('evalue')}"
        return [Piece("error", place, plain(trace))]
    data = output.get("data") or {}
    mime = next((mime for mime in PREFERRED if mime in data), None)
    if mime in PICTURES:
        size = (output.get("metadata") or {}).get(mime) or {}
        width = size.get("width") if isinstance(size, dict) else None
        width = float(width) if isinstance(width, (int, float)) and width > 0 else None
        alternative = joined(data.get("text/plain", ""))
        return [Piece("picture", place, alternative, joined(data[mime]), PICTURES[mime], width=width)]
    if mime == "text/markdown":
        return [Piece("markdown", place, dollars(joined(data[mime])), role=("output",))]
    if mime == "text/latex":
        return [Piece("latex", place, joined(data[mime]))]
    if mime == "text/html":
        return [Piece("html", place, joined(data[mime]))]
    if mime == "text/plain":
        return text(joined(data[mime]), place)
    return [Piece("text", place, f"[{', '.join(sorted(data)) or 'output'}]")]


def text(content, place):
    content = plain(content)
    return [Piece("text", place, content)] if content.strip() else []


def plain(content):
    """Text without the colours of a terminal; a carriage return starts its line anew, as on a screen."""
    lines = ANSI.sub("", content).replace("\r\n", "\n").rstrip("\n").split("\n")
    return "\n".join(line.rstrip("\r").rpartition("\r")[2].rstrip() for line in lines)
