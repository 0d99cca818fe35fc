"""What is printed of the whole course, read back: the sheet, the students' pages, the phone's, the book."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time

import nbformat
import pdfplumber
import pypdf
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from printing import SVG, notebook, result

from guards.leaks import leaks
from guards.notebook import LANGUAGES, ROOT, committed, read
from handgrad_handout import __main__ as program
from handgrad_handout.book import book
from handgrad_handout.editions import item_goals, item_rows
from handgrad_handout.errors import HandoutError
from handgrad_handout.page import PHONE
from handgrad_handout.press import handout
from handgrad_handout.sheet import PAGE, sheet, together
from handgrad_handout.slides import SLIDE, slides
from handgrad_handout.source import Source
from handgrad_handout.student import questions

ITEMS = ROOT / "lib/src/main/resources/handgrad/sheet/items.tsv"


def words(page):
    return " ".join(page.extract_text().replace("\u200b", "").split())


def pages(content):
    return [words(page) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def sample():
    """A notebook of one item, with a picture, a cell of the reader's own, and a solution."""
    tagged = [
        (new_markdown_cell("# Task 1. Who has a say?\n\n- **Time:** 5 minutes.\n\n**The task.** Here is $f$.\n\n**Shapes.** Numbers.", id="title"), []),
        (new_code_cell("%load setup.jshell", id="setup"), []),
        (new_markdown_cell("Here is the net:", id="net-lead"), []),
        (new_code_cell("drawing(net)", id="net", outputs=[result(svg=SVG, plain="net")]), []),
        (new_markdown_cell("## 1.x\n\nWhat is it by $x$? See [the start](00-start.ipynb).", id="asked"), []),
        (new_code_cell("%%check 1.x\n?", id="turn", outputs=[result(plain="1.x: no answer yet.")]), ["item:1.x", "turn"]),
        (new_markdown_cell("Stuck? Here is a hint:", id="stuck"), []),
        (new_code_cell("%hint 1.x 1", id="hint", outputs=[result(plain="Follow the arrows.")]), ["item:1.x", "hint"]),
        (new_markdown_cell("### Solution 1.x", id="solution"), ["solution"]),
        (new_markdown_cell("Three roads lead there (*sum rule*).", id="derivation"), ["item:1.x", "derivation"]),
        (new_code_cell("yours(f)", id="yours-code", outputs=[result(plain="wrong at W1")]), []),
        (new_code_cell("%%check 1.e1\n?", id="e1-turn"), ["item:1.e1", "turn"]),
    ]
    for cell, tags in tagged:
        if tags:
            cell.metadata["tags"] = tags
    return notebook(*(cell for cell, _ in tagged))


def student_text(tmp_path):
    return " ".join(pages(handout(Source(sample(), "01-sample", tmp_path / "en"), of=questions).pdf))


def test_a_students_page_has_the_questions_the_pictures_and_room_to_write(tmp_path):
    text = student_text(tmp_path)
    for there in ("Who has a say?", "Here is the net:", "What is it by", "1.x", "1.e1", "yours(f)"):
        assert there in text
    for gone in ("%load", "%hint", "%%check", "drawing", "no answer yet", "Stuck?", "arrows", "Solution", "roads", "wrong at"):
        assert gone not in text
    content = handout(Source(sample(), "01-sample", tmp_path / "en"), of=questions).pdf
    with pdfplumber.open(io.BytesIO(content)) as document:
        rooms = [shape for page in document.pages for shape in page.rects + page.curves if shape["height"] > 80 and shape["width"] > 450]
    assert len(rooms) == 2


def test_a_page_for_a_phone_is_narrow(tmp_path):
    reader = pypdf.PdfReader(io.BytesIO(handout(Source(sample(), "01-sample", tmp_path / "en"), PHONE).pdf))
    assert {round(float(page.mediabox.width) / 72 * 25.4) for page in reader.pages} == {90}


def test_the_book_links_from_a_task_to_its_solution_and_back(tmp_path):
    start = notebook(new_markdown_cell("# Start here\n\nGo to [task 1](01-sample.ipynb).", id="title"))
    source, of, frame = book({"00-start": start, "01-sample": sample()}, "en", tmp_path)
    content = handout(source, of=of, frame=frame).pdf
    reader = pypdf.PdfReader(io.BytesIO(content))
    text = pages(content)
    assert text[0].startswith("Gradients by hand")
    contents = re.sub(r"[ .]+", " ", text[1])
    assert contents.startswith("Contents Start here 3 Task 1 Who has a say? 4 Solutions: Task 1 5")
    assert "1.x solution: p. 5" in text[3] and "1.e1 solution" not in text[3]
    assert "The task: p. 4" in text[4] and "Three roads lead there" in text[4]
    assert links(reader, 2) == [3] and 4 in links(reader, 3) and 2 in links(reader, 3) and links(reader, 4) == [3]
    assert "Three roads" not in text[3] and "Who has a say?" not in text[4].replace("The task", "")


def links(reader, number):
    """The pages, from 0, that the links of a page lead to."""
    found = []
    for annotation in reader.pages[number].get("/Annots") or []:
        action = annotation.get_object()
        target = action.get("/Dest") or (action.get("/A") or {}).get("/D")
        if isinstance(target, str):
            target = reader.named_destinations[target].dest_array
        if target is not None:
            found.append(reader.get_page_number(target[0].get_object()))
    return found


@pytest.fixture(scope="module")
def sheets():
    """The sheet of each language, printed."""
    made = {}
    for language in LANGUAGES:
        notebooks = [read(path) for path in committed() if path.parent.name == language]
        source = sheet(notebooks, language, item_rows(ITEMS), item_goals(ITEMS, language), ROOT / "notebooks" / language)
        made[language] = handout(source, PAGE, together).pdf, notebooks
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_has_all_tasks_on_at_most_six_pages(sheets, language):
    content, notebooks = sheets[language]
    text = pages(content)
    assert len(text) <= 6
    whole = " ".join(text)
    for made in notebooks[1:]:
        assert made.cells[0].source.split("\n")[0].removeprefix("# ").split(".")[0] + "." in whole
        items = {tag.removeprefix("item:") for cell in made.cells for tag in cell.metadata.get("tags", []) if tag.startswith("item:")}
        assert [item for item in items if f"{item} " not in whole and ".e" not in item] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_says_of_every_item_its_minutes_difficulty_and_goal(language):
    notebooks = [read(path) for path in committed() if path.parent.name == language]
    goals = item_goals(ITEMS, language)
    source = sheet(notebooks, language, item_rows(ITEMS), goals, ROOT).notebook
    said = "; ".join(cell.source.removesuffix(".") for cell in source.cells if cell.id.startswith("items-")).split("; ")
    rows = [row for row in item_rows(ITEMS) if not re.match(r"0\.|.*\.e\d", row["id"])]
    space = "\N{NO-BREAK SPACE}"
    assert said == [f"**{row['id']}**{space}{row['minutes']}′{space}{'•' * int(row['difficulty'])} {goals[row['id']]}" for row in rows]
    assert said[:1] == {"ru": ["**1.a.x**\xa02′\xa0• локальная производная степени"], "en": ["**1.a.x**\xa02′\xa0• local derivative of a power"]}[language]


def test_a_table_of_items_without_its_words_is_refused(tmp_path):
    with pytest.raises(HandoutError, match="sheet_en.properties: there is no such file: it belongs to the table of the items"):
        item_goals(tmp_path / "sheet/items.tsv", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_has_no_answers(sheets, language):
    content, notebooks = sheets[language]
    printed = notebook(new_markdown_cell(" ".join(pages(content)), id="sheet"))
    assert [line for made in notebooks for line in leaks(made, printed) if "number" in line or "words" in line] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_is_readable_in_black_and_white(sheets, language):
    with pdfplumber.open(io.BytesIO(sheets[language][0])) as document:
        colours = {char["non_stroking_color"] for page in document.pages for char in page.chars}
    assert all(len(set(colour)) == 1 if colour and len(colour) == 3 else True for colour in colours), colours


@pytest.fixture(scope="module")
def shows():
    """The slides of each language: the pieces, and the words of every page."""
    made = {}
    for language in LANGUAGES:
        notebooks = [read(path) for path in committed() if path.parent.name == language]
        source, of = slides(notebooks, language, ROOT / "notebooks" / language)
        made[language] = of(None), pages(handout(source, SLIDE, of).pdf)
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slide_is_one_page(shows, language):
    made, text = shows[language]
    assert len(text) == 1 + sum(piece.kind == "typst" for piece in made)


def test_a_slide_that_runs_over_would_be_seen(shows):
    made, text = shows["en"]
    spoilt = [*made[:2], *([made[2]] * 4), *made[3:]]
    assert len(pages(handout(Source({"metadata": {}, "cells": []}, "slides", ROOT), SLIDE, lambda _: spoilt).pdf)) > len(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slides_show_every_statement_and_every_picture(shows, language):
    made, text = shows[language]
    notebooks = [read(path) for path in committed() if path.parent.name == language]
    drawn = sum("image/svg+xml" in output.get("data", {}) for nb in notebooks[1:] for cell in nb.cells for output in cell.get("outputs", []))
    assert sum(piece.kind == "picture" for piece in made) == drawn
    for number in range(1, 13):
        task = {"ru": "Задача", "en": "Task"}[language]
        assert any(f"{task} {number}. " in page for page in text)


@pytest.fixture
def course(tmp_path):
    for language in LANGUAGES:
        (tmp_path / "notebooks" / language).mkdir(parents=True)
        made = sample()
        if language == "ru":
            made.cells[0].source = "# Задача 1. Кто на кого влияет?\n\n**Условие.** Дана $f$.\n\n**Размеры.** Числа."
        nbformat.write(made, tmp_path / "notebooks" / language / "01-sample.ipynb")
    return tmp_path


def make(course):
    return program.main([str(course / "notebooks"), "--to", str(course / "pdf"), "--course", str(ITEMS)])


def test_all_of_the_course_is_made_and_only_what_changed_again(course, capsys):
    assert make(course) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "14 made, 0 up to date"
    made = sorted(str(path.relative_to(course / "pdf")) for path in (course / "pdf").rglob("*.pdf"))
    each = ["01-sample.pdf", "book.pdf", "phone/01-sample.pdf", "sheet.pdf", "slides.pdf", "student/01-sample.pdf", "student/phone/01-sample.pdf"]
    assert made == [f"{language}/{name}" for language in ("en", "ru") for name in each]
    assert make(course) == 0
    assert capsys.readouterr().out == "0 made, 14 up to date\n"
    path = course / "notebooks/en/01-sample.ipynb"
    path.write_text(path.read_text().replace("Who has a say?", "Who has no say?"))
    (course / "pdf/ru/book.pdf").write_bytes(b"%PDF-half")
    assert make(course) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "8 made, 6 up to date"


def test_a_run_killed_half_way_leaves_no_broken_pdf(course):
    command = [sys.executable, "-m", "handgrad_handout", str(course / "notebooks"), "--to", str(course / "pdf"), "--course", str(ITEMS)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    for _ in range(3):
        running.stdout.readline()
    time.sleep(0.2)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    left = sorted((course / "pdf").rglob("*.pdf"))
    assert 3 <= len([path for path in left if not path.name.startswith(".")]) < 12
    for path in left:
        if not path.name.startswith("."):
            assert len(pypdf.PdfReader(path).pages) >= 1
    assert json.loads((course / "pdf/.made.json").read_text())


def test_no_solution_is_on_a_students_page(notebook):
    """No words and no numbers of a solution are printed for a student; what the statement's own cells show is its data."""
    whole = read(notebook)
    printed = [piece.text for piece in questions(whole) if piece.kind in ("markdown", "typst", "code") and "output" not in piece.role]
    edition = nbformat.v4.new_notebook(cells=[new_markdown_cell(text, id=f"p{number}") for number, text in enumerate(printed)])
    assert leaks(whole, edition) == []
