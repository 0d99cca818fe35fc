"""The course in the JupyterLab of make lab, in a real browser."""

import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest

from guards import jupyterlab, outputs
from guards.notebook import LANGUAGES, ROOT, read

needs_browser = pytest.mark.skipif(
    jupyterlab.browser_program() is None and "REQUIRE_BROWSER" not in os.environ,
    reason="no Chromium found: install it (Debian: apt install chromium)",
)
pytestmark = needs_browser

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="handgrad-graph" width="400" height="200">'
    "<title>f</title>{}</svg>"
)
DRAWN = '<rect x="10" y="10" width="200" height="100" fill="red"/>'


@pytest.fixture(scope="module")
def browser():
    with jupyterlab.browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """JupyterLab on a copy of the course, for it saves what it runs, and on spoilt notebooks."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    (folder / "lib").symlink_to(ROOT / "lib")
    (folder / "home").mkdir()
    for name, cells in SAMPLES.items():
        notebook = nbformat.v4.new_notebook(
            metadata={"kernelspec": {"name": "java", "display_name": "Java"}, "language_info": {"name": "java"}},
            cells=cells,
        )
        nbformat.write(notebook, folder / "notebooks" / name)
    with jupyterlab.lab(folder / "notebooks", folder / "home") as address:
        yield address


def shown(data):
    return nbformat.v4.new_output("execute_result", data={"text/plain": "f", **data})


def code(source, *outputs):
    return nbformat.v4.new_code_cell(source, id="code", outputs=list(outputs))


def markdown(source):
    return nbformat.v4.new_markdown_cell(source, id="words")


def picture(drawn):
    return code("f", shown({"image/svg+xml": SVG.format(drawn)}))


# What a stranger may write where a formula, a name, a column or a label is asked.
SCRIPT = "<img src=x onerror='window.ran=1'>"
HOSTILE = [
    "%load setup.jshell",
    f"%%check 1.x\n{SCRIPT}",
    f"%%check 1.x\n</pre>$$</div>{SCRIPT}",
    f'check("{SCRIPT}", "2x")',
    f"%hint {SCRIPT} 1",
    f'Table t = Table.create("{SCRIPT}", tech.tablesaw.api.DoubleColumn.create("{SCRIPT}", 1, 2, 3, 5),'
    ' tech.tablesaw.api.DoubleColumn.create("y", 1, 2, 4, 4));\nt',
    f'var o = observations(t, "y", "{SCRIPT}");\ncoefficients(o, Map.of("{SCRIPT}", leastSquares(o).w()))',
    f'residuals(o, leastSquares(o), "{SCRIPT}")',
    "lassoPath(o)",
    f'graph(formula("x^2", "{SCRIPT}"))',
]

SAMPLES = {
    "en/hostile.ipynb": [nbformat.v4.new_code_cell(source, id=f"c{number}") for number, source in enumerate(HOSTILE)],
    "html.ipynb": [code(f'render("{SCRIPT}", "text/html")')],
    "good.ipynb": [markdown(r"# Good $\frac{a}{b}$" + "\n\n`\\frac`"), picture(DRAWN)],
    "failing.ipynb": [code("int x = 1;\ny")],
    "empty.ipynb": [picture("")],
    "small.ipynb": [code("f", shown({"image/svg+xml": SVG.replace("400", "120").format(DRAWN)}))],
    "formula.ipynb": [markdown(r"Here $\badcommand{x}$ and \alpha alone.")],
    "braces.ipynb": [markdown(r"Here $\frac{a}{b$ stays.")],
    "shown.ipynb": [code("f", shown({"text/markdown": r"$$\left( x$$"}))],
}


@pytest.fixture
def page(browser, served):
    """Opens notebooks and closes them at the end."""
    pages = []

    def open_page(path, kernel=True):
        pages.append(jupyterlab.Page(browser, served, path, kernel))
        return pages[-1]

    yield open_page
    for page in pages:
        page.close()


def test_it_wants_its_token(served):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{served}/api/contents")
    assert refused.value.code == 403


def test_no_formula_label_or_name_runs_a_script(page):
    opened = page("en/hostile.ipynb")
    opened.run_all()
    cells = opened.notebook()["cells"]
    written = "".join(json.dumps(output) for cell in cells for output in cell["outputs"])
    assert sum(len(cell["outputs"]) > 0 for cell in cells) == len(HOSTILE) - 1
    assert "onerror" in written
    assert opened.tab.evaluate("() => window.ran ?? null") is None


def test_a_script_that_runs_is_seen(page):
    opened = page("html.ipynb")
    opened.run_all()
    opened.tab.wait_for_function("() => window.ran === 1", timeout=10_000)


def test_it_listens_on_this_machine_alone(served):
    port = int(served.rpartition(":")[2])
    listening = [
        local
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for _, local, _, state, *_ in map(str.split, Path(table).read_text().splitlines()[1:])
        if state == "0A" and int(local.partition(":")[2], 16) == port
    ]
    assert [address.partition(":")[0] for address in listening] == ["0100007F"]


def test_a_notebook_in_order_has_no_problems(page):
    assert page("good.ipynb", kernel=False).problems() == []


def test_a_failing_cell_is_refused(page):
    failing = page("failing.ipynb")
    failing.run_all()
    assert failing.problems() == [
        "cell 1 (code): fails: CompilationException: [snippet: [y], status: REJECTED]"
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("empty.ipynb", ["cell 1 (code): an empty picture"]),
        ("small.ipynb", ["cell 1 (code): a picture of 120×200 pixels: at least 200×100"]),
        (
            "formula.ipynb",
            [
                r"cell 1 (words): raw TeX in the text: \badcommand",
                r"cell 1 (words): raw TeX in the text: \alpha",
            ],
        ),
        (
            "braces.ipynb",
            [
                "cell 1 (words): raw TeX in the text: $",
                r"cell 1 (words): raw TeX in the text: \frac",
                "cell 1 (words): raw TeX in the text: $",
            ],
        ),
        (
            "shown.ipynb",
            [r"cell 1 (code): MathJax: Extra \left or missing \right"],
        ),
    ],
)
def test_a_spoilt_notebook_is_refused(page, monkeypatch, name, expected):
    monkeypatch.setattr(jupyterlab, "SETTLE_SECONDS", 3)
    assert page(name, kernel=False).problems() == expected


def test_the_course_is_shown_as_it_should_be(notebook, page):
    """Task 1 is run from its first cell to its last; the others are opened as they are."""
    run = notebook.name.startswith("01-")
    opened = page(f"{notebook.parent.name}/{notebook.name}", kernel=run)
    if run:
        opened.run_all()
        now = nbformat.from_dict(opened.notebook())
        assert outputs.differences(read(notebook), now) == []
    assert opened.problems() == []


VERDICTS = {"ru": ("неверно", "верно"), "en": ("wrong", "right")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_your_turn_is_answered_wrong_and_then_right(page, language):
    [path] = (ROOT / "notebooks" / language).glob("01-*.ipynb")
    sources = [cell.source for cell in read(path).cells]
    opened = page(f"{language}/{path.name}")
    opened.run(sources.index("%load setup.jshell"))
    turn = sources.index("%%check 1.x\n?")
    wrong, right = VERDICTS[language]
    assert f"1.x: {wrong}" in opened.answer(turn, "2x + y")
    assert f"1.x: {right}" in opened.answer(turn, "4x + 3y")


# PDF and Webpdf are nbconvert's own entries, which people take by habit.
@pytest.mark.parametrize(("language", "entry"), [("ru", "Handout"), ("en", "Handout"), ("ru", "PDF"), ("en", "Webpdf")])
def test_the_menu_exports_the_handout_that_make_pdf_makes(page, tmp_path, language, entry):
    [path] = (ROOT / "notebooks" / language).glob("01-*.ipynb")
    command = [sys.executable, "-m", "handgrad_handout", str(path), "--to", str(tmp_path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    made = (tmp_path / language / path.with_suffix(".pdf").name).read_bytes()
    assert page(f"{language}/{path.name}", kernel=False).export(entry) == made


def test_a_menu_without_the_handout_is_refused(page):
    with pytest.raises(AssertionError) as refused:
        page("good.ipynb", kernel=False).export("Leaflet")
    assert str(refused.value).startswith("the menu has no Leaflet: it offers ")
