"""From a notebook to the bytes of a PDF: pandoc reads the text, Typst sets it. The same notebook gives the same bytes."""

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pypandoc
import typst

from handgrad_handout import pictures
from handgrad_handout.errors import CellError, HandoutError
from handgrad_handout.page import A4, language
from handgrad_handout.pieces import pieces

TEXT = ("markdown", "latex", "html")
PACKAGE = files("handgrad_handout")
TEMPLATES = ("template.typ", "book.typ")
HARMLESS = ("SkippedContent", "ScriptingInfo")


@dataclass(frozen=True)
class Handout:
    """A PDF and the picture files that went into it."""

    pdf: bytes
    pictures: tuple


def handout(source, page=A4, of=pieces, frame=""):
    """The handout of a notebook (a `Source`) on the given page.

    `of` says what of the notebook is printed, `frame` is Typst that all of it stands in.
    HandoutError names the cell: a formula that cannot be set, a picture that is missing, outside the
    notebook's folder or broken.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="handout-") as folder:
            return printed(source, page, Path(folder), of(source.notebook), frame)
    except CellError as error:
        raise error.within(source.file) from None
    except OSError as error:
        raise HandoutError(source.file, error.strerror or str(error), "make room in the folder for temporary files") from None


def printed(source, page, root, all_pieces, frame):
    texts = [piece for piece in all_pieces if piece.kind in TEXT]
    title, read = pandoc(texts)
    shown, parts, used, turn = {}, [], [], iter(zip(range(1, len(texts) + 1), read, strict=True))
    for piece in all_pieces:
        if piece.kind in TEXT:
            number, result = next(turn)
            for index, address in enumerate(result["pictures"], 1):
                content, file = pictures.named(address, piece, source.folder)
                used += [file] if file else []
                key = f"{number}-{index}"
                shown[key] = stored(root, key, content, piece) if content is not None else {"address": address}
            body = result["typst"]
        elif piece.kind == "picture":
            key = f"output-{len(shown)}"
            shown[key] = stored(root, key, pictures.output(piece), piece)
            width = f"{piece.width:g}" if piece.width else ""
            body = f"#picture({quoted(key)}, alt: {quoted(piece.text)}, width: {quoted(width)},"
            body += f" own: true, follows: {'true' if piece.follows else 'false'})"
        else:
            body = as_it_stands(piece)
        parts.append((piece, body))
    spoken = language(source.folder, [piece.text for piece in texts])
    head = (
        '#import "template.typ": *\n'
        f"#show: handout.with(title: {quoted(title or source.name)}, language: {quoted(spoken)},"
        f" name: {quoted(source.name)}, page: {page.typst()}, pictures: {dictionary(shown)})\n"
    )
    for name in TEMPLATES:
        (root / name).write_text((PACKAGE / name).read_text(encoding="utf-8"), encoding="utf-8")
    return Handout(compiled(root, head + frame, parts), tuple(dict.fromkeys(used)))


def pandoc(texts):
    """The title and, for each text, its Typst, its pictures' addresses and warnings. CellError on a warning."""
    blocks = [{"t": "CodeBlock", "c": [["", [piece.kind, *piece.role], []], clean(piece.text)]} for piece in texts]
    document = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks}
    command = [pypandoc.get_pandoc_path(), "--sandbox", "--from=json", f"--to={PACKAGE / 'typst.lua'}"]
    done = subprocess.run(command, input=json.dumps(document).encode(), capture_output=True)
    if done.returncode:
        what = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CellError("the text", f"pandoc stopped ({what[0] if what else done.returncode})", "simplify it cell by cell")
    answer = json.loads(done.stdout)
    for piece, result in zip(texts, answer["pieces"], strict=True):
        for warning in result["warnings"]:
            if warning["type"] == "CouldNotConvertTeXMath":
                formula = " ".join(undone(warning["contents"]).split())
                reason = warning["message"].strip().splitlines()
                place = next((line for line in reason if line.startswith("unexpected")), reason[-1])
                raise CellError(piece.place, f"the formula {formula} cannot be set ({place})", "write it in plainer LaTeX")
            if warning["type"] not in HARMLESS:
                raise CellError(piece.place, warning["pretty"].splitlines()[0], "write it in plainer Markdown")
    return " ".join(answer["title"].split()), answer["pieces"]


def undone(formula):
    """A formula as its author wrote it: without the marks that stand for colour, alignment and operators."""
    formula = formula.replace(r"&&\quad ", "&& ").replace(r"\operatorname{", r"\mathrm{")
    return re.sub(r"\{\\boxed\{\\text\{⟦\} ((?:[^{}]|\{[^{}]*\})*)\}\}", r"{\\color{red} \1}", formula)


def stored(root, key, content, piece):
    name = f"{key}.{pictures.ending(content, piece.place)}"
    (root / name).write_bytes(content)
    return name


def as_it_stands(piece):
    if piece.kind == "typst":
        return piece.text
    follows = "true" if piece.follows else "false"
    if piece.kind == "turn":
        head, _, body = piece.text.partition("\n")
        return f"#turn({quoted(head)}, {quoted(body)}, follows: {follows})"
    if piece.kind == "code":
        spoken = "" if piece.text.startswith("%") else piece.ending
        return f"#listing({quoted(piece.text)}, language: {quoted(spoken)}, follows: {follows})"
    return f"#printed({quoted(piece.text)}, bad: {'true' if piece.kind == 'error' else 'false'})"


def compiled(root, head, parts):
    main = root / "main.typ"
    whole = head + "".join(f"\n{body}\n" for _, body in parts)
    main.write_text(whole, encoding="utf-8")
    try:
        return compile(main, root)
    except typst.TypstError as error:
        reason = error
    # Typst does not say of which cell it speaks: find it by setting each alone.
    for piece, body in parts:
        main.write_text(f"{head}\n{body}\n", encoding="utf-8")
        try:
            compile(main, root)
        except typst.TypstError as error:
            raise CellError(piece.place, first_line(error), "write it more simply, or save the picture anew") from None
    raise CellError("the whole", first_line(reason), "print the notebook in parts")


def compile(main, root):
    return typst.compile(str(main), root=str(root), font_paths=[], ignore_system_fonts=True, package_path=str(root))


def first_line(error):
    message = getattr(error, "message", None) or str(error)
    line = message.strip().splitlines()[0]
    return f"Typst cannot set it ({line})"


def clean(text):
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")


def quoted(text):
    """A Typst string."""
    text = "".join(char if char in "\n\t" or char.isprintable() or char.isspace() else "\N{REPLACEMENT CHARACTER}" for char in clean(text))
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def dictionary(shown):
    def value(entry):
        return quoted(entry) if isinstance(entry, str) else f"(address: {quoted(entry['address'])})"

    return f"({', '.join(f'{quoted(key)}: {value(entry)}' for key, entry in shown.items()) or ':'})"
