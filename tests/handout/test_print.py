"""What stands on paper for what stands in the notebook."""

import io

import pdfplumber
import pypdf
import pytest
from guards.handout import figures
from printing import PNG, SVG, notebook, pdf, result
from nbformat.v4 import new_markdown_cell, new_output, new_raw_cell

from handgrad_handout.errors import HandoutError
from handgrad_handout.source import checked


@pytest.mark.parametrize(
    "cell, expected",
    [
        ("The node $d = c^2$ holds *its own* input.", "The node 𝑑 = 𝑐2 holds its own input."),
        (r"$$f(x, y) = x^2 + xy$$", "𝑓(𝑥, 𝑦) = 𝑥2 + 𝑥𝑦"),
        (r"$\mathrm{tr}(AX)$", "tr(𝐴𝑋)"),
        (r"$3\bigl(1-f(t)\bigr)$", "3(1 − 𝑓(𝑡))"),
        (r"${w^{(1)}_{2}}^{\mathrm{new}}$", "𝑤(1) new 2"),
        ("(input)ᵀ times it", "(input)T times it"),
        ("| a |\n|--:|\n| -0.5 |", "a −0.5"),
        ("%%steps 7.5\n?", "%%steps 7.5 ?"),
        (r"It costs \$5 and \$6.", "It costs $5 and $6."),
        ("| node | rule |\n|---|--:|\n| $a$ | power |\n| $b$ | sum |", "node rule 𝑎 power 𝑏 sum"),
        ("| a | b |\n|---|---|\n| 1 | last row |", "a b 1 last row"),
        (
            "<details><summary>Hint</summary>\n\nInside **bold** and $x$ for \\$7.\n\n</details>\n\nAfter.",
            "Hint Inside bold and 𝑥 for $7. After.",
        ),
        ('<div align="center">\nin the middle, $a$\n</div>', "in the middle, 𝑎"),
        ("H<sub>2</sub>O, <b>bold</b>, <kbd>Ctrl</kbd>", "H2O, bold, Ctrl"),
        ("<table><tr><td>one</td></tr>\n\n<tr><td>two</td></tr></table>", "one two"),
        ("seen <!-- f: x^2 --> here", "seen here"),
        ("\\begin{align*}\na &= b\n\\end{align*}", "𝑎 = 𝑏"),
        ("```\n\\begin{align}\nx\n\\end{align}\n```", r"\begin{align} x \end{align}"),
        ("- [ ] open\n- [x] done", "• ☐ open • ☒ done"),
        ("[the book](https://example.org/b) and [it](https://example.org/b)", "the book1 and it 1https://example.org/b"),
        ("[the next](02-net.ipynb), [bad](javascript:x)", "the next, bad"),
        ("#read(\"/etc/hostname\") and `#sys` and $\\text{\"#sys\"}$", '#read("/etc/hostname") and #sys and "#sys"'),
        (("%%check 1.x\n?", result(markdown="No **answer** yet.", plain="x")), "%%check 1.x ? No answer yet."),
        (("graph(f)", result(svg=SVG, plain="the graph")), "graph(f)"),
        (("1 + 1", result(plain="2")), "1 + 1 2"),
        (("f", result(text_latex="$$x^2$$", plain="x")), "f 𝑥2"),
        (("f", result(text_html="<p>only <b>this</b></p>")), "f only this"),
        (("f", result(application_pdf="x")), "f [application/pdf]"),
        (
            ("f", new_output("stream", text="one\x1b[31m red\x1b[0m\n"), new_output("stream", text="two\n")),
            "f one red two",
        ),
        (("f", new_output("error", ename="E", evalue="v", traceback=["\x1b[1mE: v"])), "f E: v"),
        (new_raw_cell("as it is"), "as it is"),
    ],
)
def test_everything_is_printed(printed, cell, expected):
    assert printed(cell) == expected


@pytest.mark.parametrize("matrix", [r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", r"\begin{pmatrix} 1 \\ 3 \end{pmatrix}"])
def test_a_matrix_between_words_is_as_large_as_the_words(tmp_path, matrix):
    for cell, size in ((f"Then $W = {matrix}$.", 11), (f"| a |\n|---|\n| ${matrix}$ |", 10)):
        with pdfplumber.open(io.BytesIO(pdf(notebook(cell), tmp_path))) as document:
            entries = [char for char in document.pages[0].chars if char["text"] in ("1", "3") and "Math" in char["fontname"]]
        assert len(entries) == 2
        assert {entry["size"] for entry in entries} == {size}


def chars(content):
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [[char for char in page.chars if char["text"].strip()] for page in document.pages]


@pytest.mark.parametrize("norm", [r"\lVert x\rVert^2", r"\|x\|^2", r"\left\lVert x\right\rVert^2", r"\lvert x\rvert^2"])
def test_the_power_of_a_norm_stands_behind_it(tmp_path, norm):
    (letters,) = chars(pdf(notebook(f"${norm}$"), tmp_path))
    x, power = (next(char for char in letters if char["text"] == text) for text in ("𝑥", "2"))
    assert power["x0"] > x["x1"] + 1


def test_a_fraction_keeps_away_from_the_next_line(tmp_path):
    (letters,) = chars(pdf(notebook("aaaa " * 15 + r"$\dfrac{x}{y}$ " + "bbbb " * 15), tmp_path))
    y = next(char for char in letters if char["text"] == "𝑦")
    below = min(char["bottom"] for char in letters if char["text"] == "b" and char["bottom"] > y["bottom"])
    assert below - y["bottom"] > 11


@pytest.mark.parametrize("lines", range(34, 42))
def test_a_question_stands_on_the_page_of_its_cell(tmp_path, lines):
    made = notebook("filler\n\n" * lines + "Last words.", "Q1. What is it?\n\n- QA\n- QB", ("%%check 1.x\n?", result(markdown="R", plain="R")))
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf(made, tmp_path))).pages]
    (page,) = (page for page in pages if "%%check" in page)
    assert all(text in page for text in ("Q1. What", "QA", "QB"))


@pytest.mark.parametrize("lines", range(1, 26, 4))
def test_rows_of_a_table_stay_three_together(tmp_path, lines):
    rows = "".join(f"| row {number} |\n" for number in range(40))
    pages = chars(pdf(notebook("filler\n\n" * lines + "| a |\n|---|\n" + rows), tmp_path))
    counts = ["".join(char["text"] for char in page).count("row") for page in pages]
    assert sum(counts) == 40
    assert all(count == 0 or count >= 3 for count in counts)


def test_a_long_line_of_code_goes_on_indented(tmp_path):
    (letters,) = chars(pdf(notebook(("f(" + "aaaa, " * 30 + "b);\ng();",)), tmp_path))
    starts = {}
    for char in letters:
        starts.setdefault(round(char["bottom"]), char["x0"])
    first, second, third, fourth = list(starts.values())[:4]
    assert second == third > first == fourth


def test_rows_of_fractions_stand_apart(tmp_path):
    cell = "| a |\n|---|\n" + "| $\\dfrac{x}{y}$ |\n" * 3
    with pdfplumber.open(io.BytesIO(pdf(notebook(cell), tmp_path))) as document:
        letters = [char for char in document.pages[0].chars if char["text"] in ("𝑥", "𝑦")]
    assert [char["text"] for char in letters] == ["𝑥", "𝑦"] * 3
    for denominator, numerator in zip(letters[1::2], letters[2::2]):
        assert numerator["bottom"] - denominator["bottom"] > 12


def test_a_changed_part_is_coloured_and_underlined(tmp_path):
    content = pdf(notebook(r"$$df = {\color{red} d(x^2)} + \boxed{y}$$"), tmp_path)
    with pdfplumber.open(io.BytesIO(content)) as document:
        page = document.pages[0]
        coloured = [char for char in page.chars if len(char["non_stroking_color"]) == 3]
        lines = page.lines
    assert "".join(char["text"] for char in coloured) == "𝑑(𝑥2)"
    assert [line["stroking_color"] for line in lines] == [coloured[0]["non_stroking_color"]]
    assert lines[0]["x0"] == pytest.approx(coloured[0]["x0"], abs=1)
    assert lines[0]["x1"] == pytest.approx(coloured[-1]["x1"], abs=1)


def test_long_code_and_output_wrap_and_stay_whole(printed):
    line = "abcdefgh" * 40
    assert printed((f"var x = {line};", result(plain=line))).replace(" ", "") == f"varx={line};{line}"


def test_pictures_come_from_outputs_attachments_data_and_the_folder(tmp_path):
    (tmp_path / "my picture.svg").write_text(SVG)
    made = notebook(
        new_markdown_cell("![](attachment:a.png)", attachments={"a.png": {"image/png": PNG}}),
        f"![](data:image/png;base64,{PNG}) and ![plot](my%20picture.svg)",
        '<img src="my picture.svg" width="50%">',
        ("graph(f)", result(svg=SVG, plain="the graph")),
        ("plot(f)", result(png=PNG, plain="the plot")),
    )
    reader = pypdf.PdfReader(io.BytesIO(pdf(made, tmp_path)))
    assert figures(reader.trailer["/Root"]["/StructTreeRoot"]) == 6


@pytest.mark.parametrize(
    "folder, markdown, expected",
    [
        ("ru", "An English text", "ru"),
        ("en", "Русский текст", "en"),
        ("other", "Русский текст и $formula$", "ru"),
        ("other", "An English text", "en"),
    ],
)
def test_the_language_is_the_folders_or_the_letters(tmp_path, folder, markdown, expected):
    (tmp_path / folder).mkdir()
    reader = pypdf.PdfReader(io.BytesIO(pdf(notebook(markdown), tmp_path / folder)))
    assert reader.trailer["/Root"]["/Lang"] == expected


def test_title_and_page_numbers(tmp_path):
    made = notebook("# Task 7. On $x^2$\n\nText.", *["A paragraph.\n\n" * 30] * 2)
    reader = pypdf.PdfReader(io.BytesIO(pdf(made, tmp_path)))
    pages = [page.extract_text().splitlines() for page in reader.pages]
    assert reader.metadata.title == "Task 7. On x²"
    assert [page[-1] for page in pages] == ["1 / 2", "2 / 2"]
    assert pages[1][0] == "Task 7. On x² 07-check"


def test_russian_words_are_hyphenated_the_russian_way(tmp_path):
    (tmp_path / "ru").mkdir()
    words = "Запишем значение, которое вычисляется дифференцированием композиции отображений, неподготовленные. "
    reader = pypdf.PdfReader(io.BytesIO(pdf(notebook(words * 4), tmp_path / "ru")))
    ends = [line[-4:] for line in reader.pages[0].extract_text().splitlines() if line.endswith("\xad")]
    assert ends == ["под\xad", "бра\xad", "мпо\xad", "иро\xad"]


def test_the_same_notebook_gives_the_same_bytes(tmp_path):
    made = notebook("# Title\n\n$x^2$", ("graph(f)", result(svg=SVG, plain="the graph")))
    assert pdf(made, tmp_path) == pdf(made, tmp_path)


@pytest.mark.parametrize(
    "cell, message",
    [
        (
            r"So $y = \foo{x}$.",
            r"07-check.ipynb: cell 1 (c1): the formula y = \foo{x} cannot be set"
            r" (unexpected control sequence \foo): write it in plainer LaTeX",
        ),
        (
            ("f", result(markdown="$$\\frac{1}$$", plain="f")),
            r"07-check.ipynb: cell 1 (c1): the formula \frac{1} cannot be set"
            r" (unexpected eof): write it in plainer LaTeX",
        ),
        (
            "![](plot.png)",
            "07-check.ipynb: cell 1 (c1): the picture plot.png is missing:"
            " put it into the notebook's folder or take it out of the cell",
        ),
        (
            "![](../secret.svg)",
            "07-check.ipynb: cell 1 (c1): the picture ../secret.svg is outside the notebook's folder:"
            " move it into the folder",
        ),
        (
            "![](link.svg)",
            "07-check.ipynb: cell 1 (c1): the picture link.svg is outside the notebook's folder: move it into the folder",
        ),
        (
            "![](file:///etc/hostname)",
            "07-check.ipynb: cell 1 (c1): the picture file:///etc/hostname is not in the notebook's folder: put it there",
        ),
        (
            "![](attachment:a.png)",
            "07-check.ipynb: cell 1 (c1): no attachment named a.png: paste the picture into the cell again",
        ),
        (
            ("f", result(svg="no picture")),
            "07-check.ipynb: cell 1 (c1): the picture is no SVG, PNG, JPEG, GIF or WebP: save it as one of these",
        ),
    ],
)
def test_what_cannot_be_printed_is_named(tmp_path, cell, message):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (tmp_path / "secret.svg").write_text(SVG)
    (folder / "link.svg").symlink_to(tmp_path / "secret.svg")
    with pytest.raises(HandoutError) as refused:
        pdf(notebook(cell), folder)
    assert str(refused.value) == message


def test_a_broken_svg_is_named(tmp_path):
    with pytest.raises(HandoutError) as refused:
        pdf(notebook("Text.", ("f", result(svg="<svg><rect"))), tmp_path)
    assert str(refused.value).startswith("07-check.ipynb: cell 2 (c2): Typst cannot set it (failed to parse SVG")


def test_a_strangers_notebook_fetches_and_opens_nothing(tmp_path, printed):
    secret = tmp_path / "secret.svg"
    secret.write_text(SVG)
    linked = SVG.replace("<rect", f'<image href="{secret}" width="9" height="9"/><rect')
    with pytest.raises(HandoutError) as refused:
        pdf(notebook(("f", result(svg=linked, plain="f"))), tmp_path)
    assert "failed to load linked image" in str(refused.value)
    assert printed("![badge](https://example.org/b.svg)") == "badge: https://example.org/b.svg"
    assert printed(f'Before\n\n<iframe src="file://{secret}"></iframe>\n\nafter').replace(" ", "") == (
        f"Beforefile://{secret}after"
    )


@pytest.mark.parametrize(
    "content, message",
    [
        ({"cells": [], "nbformat": 4}, "a.ipynb: the notebook is empty: write something in it and save it"),
        ({"worksheets": []}, "a.ipynb: no notebook of format 4: save it again from JupyterLab"),
        ([1], "a.ipynb: no notebook of format 4: save it again from JupyterLab"),
        ({"cells": [1], "nbformat": 4}, "a.ipynb: no notebook of format 4: save it again from JupyterLab"),
    ],
)
def test_what_is_no_notebook_is_named(tmp_path, content, message):
    with pytest.raises(HandoutError) as refused:
        checked(content, "a", tmp_path)
    assert str(refused.value) == message
