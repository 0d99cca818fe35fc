"""The exporter that `jupyter nbconvert --to handout` and JupyterLab's menu find."""

import functools
import json
import sys
from pathlib import Path

import nbformat
from nbconvert.exporters import Exporter, PDFExporter, WebPDFExporter
from nbconvert.writers import FilesWriter
from traitlets import default

from handgrad_handout import habits
from handgrad_handout.errors import HandoutError
from handgrad_handout.press import handout
from handgrad_handout.source import checked, read
from handgrad_handout.writing import write


class WholeFilesWriter(FilesWriter):
    """nbconvert's own writer opens the final file and fills it; this one renames a finished file."""

    def write(self, output, resources, notebook_name=None, **_):
        folder = self.build_directory or resources.get("metadata", {}).get("path", "")
        path = Path(folder, f"{notebook_name}{resources.get('output_extension') or ''}")
        try:
            write(path, output)
        except HandoutError as error:
            stop(error)
        self.log.info("Writing %i bytes to %s", len(output), path)
        return path


class HandoutExporter(Exporter):
    """Notebook to PDF handout, by pandoc and Typst.

    In the nbconvert program an error is one line and exit code 1; elsewhere (JupyterLab's server) it
    is raised, and the server shows it.
    """

    export_from_notebook = "Handout (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self):
        return ".pdf"

    def __init__(self, config=None, **kw):
        super().__init__(config, **kw)
        app = program()
        if app and type(app.writer) is FilesWriter:
            app.writer = WholeFilesWriter(parent=app)

    def from_filename(self, filename, resources=None, **kw):
        try:
            read(filename)
        except HandoutError as error:
            stop(error)
        return super().from_filename(filename, resources, **kw)

    def from_file(self, file_stream, resources=None, **kw):
        try:
            notebook = nbformat.read(file_stream, as_version=4)
        except (nbformat.reader.NotJSONError, nbformat.ValidationError, json.JSONDecodeError, ValueError):
            stop(HandoutError(name(resources), "no notebook of format 4", "save it again from JupyterLab"))
        return self.from_notebook_node(notebook, resources, **kw)

    def from_notebook_node(self, nb, resources=None, **kw):
        try:
            notebook, resources = super().from_notebook_node(nb, resources, **kw)
            metadata = resources["metadata"]
            folder = Path(metadata.get("path") or ".").resolve()
            source = checked(notebook, metadata.get("name") or "Notebook", folder)
            return handout(source).pdf, resources
        except nbformat.ValidationError as error:
            reason = str(error).strip().splitlines()[0]
            stop(HandoutError(name(resources), f"no valid notebook ({reason})", "save it again from JupyterLab"))
        except HandoutError as error:
            stop(error)


def in_one_line(make):
    """nbconvert makes the folder of --output-dir before it asks for an exporter: where it cannot, a line says so too."""

    @functools.wraps(make)
    def made(writer, path, *arguments, **named):
        try:
            return make(writer, path, *arguments, **named)
        except OSError as error:
            app = program()
            if not app or app.export_format not in ("handout", *habits.FORMATS):
                raise
            stop(HandoutError(path, f"cannot be made ({error.strerror or error})", "name a folder that can be written"))

    return made


FilesWriter._makedir = in_one_line(FilesWriter._makedir)
for kind in (PDFExporter, WebPDFExporter):
    habits.taught(kind, HandoutExporter)


def name(resources):
    metadata = (resources or {}).get("metadata") or {}
    return f"{metadata.get('name') or 'Notebook'}.ipynb"


def program():
    """The running nbconvert program, if this is one. Its module makes every exporter while it is being imported."""
    kind = getattr(sys.modules.get("nbconvert.nbconvertapp"), "NbConvertApp", None)
    return kind.instance() if kind and kind.initialized() else None


def stop(error):
    """In the nbconvert program a line and the end; elsewhere the error."""
    if program():
        print(error, file=sys.stderr)
        sys.exit(1)
    raise error
