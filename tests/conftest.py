import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from guards.notebook import METADATA, ROOT, committed, named

os.chdir(ROOT)
# The environment that make lab starts has its programs first on the PATH; so have the tests.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def pytest_configure(config):
    if not (ROOT / "lib/target/handgrad.jar").exists():
        raise pytest.UsageError("lib/target/handgrad.jar is missing: run make guards, which builds it")


def pytest_generate_tests(metafunc):
    """A test that takes a `notebook` runs on every committed one."""
    if "notebook" in metafunc.fixturenames:
        paths = committed()
        metafunc.parametrize("notebook", paths, ids=[named(path) for path in paths])


@pytest.fixture
def notebook_file(tmp_path):
    """Writes a notebook of code cells (strings) and Markdown cells (`# …` first) to a new file."""

    def write(*sources, name="sample.ipynb", metadata=METADATA):
        notebook = new_notebook(metadata=metadata)
        for number, source in enumerate(sources):
            kind = new_markdown_cell if source.startswith("#") else new_code_cell
            notebook.cells.append(kind(source, id=f"cell-{number:02d}"))
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)
        return path

    return write
