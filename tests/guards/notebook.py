"""Notebooks as files: found, read with errors of one line, brought to their normal form, written."""

import json
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("ru", "en")
METADATA = {
    "kernelspec": {"display_name": "Java", "language": "java", "name": "java"},
    "language_info": {"name": "java"},
}


class Refused(Exception):
    """What is wrong with a file and what to do, in one line that names it."""


def named(path):
    """The path as messages show it: relative to the project where it lies inside."""
    path = Path(path).resolve()
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def committed(folder=ROOT / "notebooks"):
    """All notebooks below the language folders, the Russian ones first."""
    return [path for language in LANGUAGES for path in sorted((folder / language).glob("*.ipynb"))]


def read(path):
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Refused(f"{named(path)}: there is no such file") from None
    except UnicodeDecodeError:
        raise Refused(f"{named(path)}: not UTF-8: save it again from JupyterLab") from None
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise Refused(
            f"{named(path)}: no JSON (line {error.lineno}, column {error.colno}):"
            " restore it with git checkout"
        ) from None
    if not isinstance(raw, dict) or raw.get("nbformat") != 4 or "cells" not in raw:
        raise Refused(f"{named(path)}: no notebook of format 4: save it again from JupyterLab")
    notebook = nbformat.from_dict(raw)
    for cell in notebook.cells:
        cell.source = joined(cell.get("source", ""))
        for output in cell.get("outputs", []):
            if "text" in output:
                output.text = joined(output.text)
            for mime, value in output.get("data", {}).items():
                output.data[mime] = joined(value)
    return notebook


def joined(text):
    """A multi-line string, which the format also allows as a list of lines."""
    lines = isinstance(text, list) and all(isinstance(line, str) for line in text)
    return "".join(text) if lines else text


def normal(notebook):
    """The form that is committed: no execution counts, ids everywhere, one set of metadata."""
    notebook = nbformat.from_dict(notebook)
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells):
        cell.setdefault("id", f"cell-{number:02d}")
        for key in ("collapsed", "scrolled", "execution", "trusted", "jupyter"):
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = normal_outputs(cell.outputs)
    return notebook


def normal_outputs(outputs):
    """Outputs without counts and metadata; neighbouring pieces of one stream are one."""
    result = []
    for output in outputs:
        output = nbformat.from_dict(output)
        if output.output_type == "stream":
            output.text = joined(output.text)
            if result and result[-1].output_type == "stream" and result[-1].name == output.name:
                result[-1].text += output.text
                continue
        if output.output_type == "execute_result":
            output.execution_count = None
        if output.output_type in ("execute_result", "display_data"):
            output.metadata = nbformat.from_dict({})
        result.append(output)
    return result


def written(notebook):
    """The bytes of a notebook in its normal form."""
    # Not nbformat.writes, which gives a new random id to a cell whose id is taken.
    return (nbformat.v4.writes(normal(notebook)).rstrip("\n") + "\n").encode()
