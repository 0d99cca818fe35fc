"""The pictures that a notebook shows: from its attachments, its outputs and its folder, from nowhere else."""

import base64
import binascii
import re
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from handgrad_handout.errors import CellError

KINDS = ((b"\x89PNG\r\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"), (b"RIFF", "webp"))
SVG = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>|\s)*<svg[\s>]", re.S | re.I)


def named(address, piece, folder):
    """The content of the picture that Markdown names, None for one that would have to be fetched; and its file, if it is one."""
    scheme = address.partition(":")[0].lower() if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:", address) else ""
    if scheme == "attachment":
        name = unquote(address.partition(":")[2])
        bundle = piece.attachments.get(name) or piece.attachments.get(address.partition(":")[2])
        if not bundle:
            raise CellError(piece.place, f"no attachment named {name}", "paste the picture into the cell again")
        return decoded(next(iter(bundle.values())), piece.place), None
    if scheme == "data":
        head, _, body = address.partition(",")
        return (decoded(body, piece.place) if head.endswith(";base64") else unquote_to_bytes(body)), None
    if scheme in ("http", "https") or address.startswith("//"):
        return None, None
    if scheme:
        raise CellError(piece.place, f"the picture {address} is not in the notebook's folder", "put it there")
    home = folder.resolve()
    path = Path(home, unquote(address.partition("?")[0].partition("#")[0]))
    try:
        path = path.resolve()
        if not path.is_relative_to(home):
            raise CellError(piece.place, f"the picture {address} is outside the notebook's folder", "move it into the folder")
        return path.read_bytes(), path
    except (OSError, ValueError):
        raise CellError(
            piece.place, f"the picture {address} is missing", "put it into the notebook's folder or take it out of the cell"
        ) from None


def decoded(text, place):
    try:
        return base64.b64decode("".join(text), validate=False)
    except (binascii.Error, TypeError, ValueError):
        raise CellError(place, "the picture is no base64", "paste it into the cell again") from None


def output(piece):
    """The content of a picture among a cell's outputs; an SVG is text."""
    if piece.ending == "svg":
        return piece.data.encode("utf-8", "replace")
    return decoded(piece.data, piece.place)


def ending(content, place):
    """The kind of a picture, by its first bytes: png, jpg, gif, webp or svg."""
    for start, kind in KINDS:
        if content.startswith(start):
            return kind
    if SVG.match(content):
        return "svg"
    raise CellError(place, "the picture is no SVG, PNG, JPEG, GIF or WebP", "save it as one of these")
