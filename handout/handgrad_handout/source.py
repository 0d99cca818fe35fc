"""A notebook as it comes: read, checked, its multi-line strings joined."""

import json
from dataclasses import dataclass
from pathlib import Path

import nbformat

from handgrad_handout.errors import HandoutError


@dataclass(frozen=True)
class Source:
    """A notebook with the name and the folder that its pictures and its language go by."""

    notebook: dict
    name: str
    folder: Path

    @property
    def file(self):
        return f"{self.name}.ipynb"


def read(path):
    """The notebook of a file. HandoutError where it is missing, no JSON, no notebook, or empty."""
    path = Path(path)
    try:
        notebook = nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise HandoutError(path, "there is no such file", "check the name") from None
    except IsADirectoryError:
        raise HandoutError(path, "this is a folder", "name a notebook in it") from None
    except OSError as error:
        raise HandoutError(path, error.strerror or str(error), "make the file readable") from None
    except UnicodeDecodeError:
        raise HandoutError(path, "not UTF-8", "save it again from JupyterLab") from None
    except RecursionError:
        raise HandoutError(path, "nested too deeply", "restore it with git checkout") from None
    except json.JSONDecodeError as error:
        place = f"no JSON (line {error.lineno}, column {error.colno})"
        raise HandoutError(path, place, "restore it with git checkout") from None
    return checked(notebook, path.stem, path.resolve().parent, path)


def checked(notebook, name, folder, shown=None):
    """The same for a notebook already in memory; `shown` is what messages call it."""
    shown = shown or f"{name}.ipynb"
    try:
        if isinstance(notebook, dict) and notebook.get("nbformat") == 3:
            notebook = nbformat.convert(notebook, 4)
        whole = isinstance(notebook, dict) and notebook.get("nbformat") == 4
        cells = list(notebook["cells"]) if whole else None
        if whole and not all(isinstance(cell, dict) and "source" in cell for cell in cells):
            whole = False
    except (KeyError, TypeError, AttributeError, ValueError):
        whole = False
    if not whole:
        raise HandoutError(shown, "no notebook of format 4", "save it again from JupyterLab")
    if not any(joined(cell["source"]).strip() for cell in cells):
        raise HandoutError(shown, "the notebook is empty", "write something in it and save it")
    return Source(notebook, name, Path(folder or "."))


def joined(text):
    """A multi-line string, which the format also allows as a list of lines."""
    if isinstance(text, (list, tuple)):
        text = "".join(str(line) for line in text)
    return text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
