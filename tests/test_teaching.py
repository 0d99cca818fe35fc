"""The pages for the teacher say of every item what the sheet says, and their answers are right."""

import re

import pytest

from guards import teaching
from guards.notebook import LANGUAGES, ROOT

PAGES = ("seminars", "marking", "exam")


def page(language, name):
    return (teaching.TEACHING / language / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_seminars_have_every_item_once_as_the_sheet_has_it(language):
    assert teaching.seminars(page(language, "seminars"), language) == []


def test_both_languages_have_the_same_items_in_the_same_places():
    ru, en = (teaching.tables(page(language, "seminars")) for language in ("ru", "en"))
    assert [[row[:3] for row in table] for table in ru] == [[row[:3] for row in table] for table in en]
    formulas = [re.findall(r"\$([^$]+)\$", page(language, "exam")) for language in ("ru", "en")]
    assert sorted(formulas[0]) == sorted(formulas[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_marks_are_the_points_of_the_editions(language):
    assert teaching.marking(page(language, "marking")) == []
    assert teaching.homework(page(language, "seminars"), page(language, "marking")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_papers_answers_are_right_and_the_slips_are_named(language, tmp_path):
    assert teaching.exam(page(language, "exam"), tmp_path) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_pages(language, name):
    links = re.findall(r"\]\(([^)]+)\)", page(language, name))
    assert links
    assert [link for link in links if not (teaching.TEACHING / language / link).resolve().is_file()] == []


def test_the_readme_leads_to_the_pages():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(docs/teaching/en/seminars.md)" in readme
    assert "(docs/teaching/ru/seminars.md)" in readme


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("| 1.x | 6 |", "| 1.x | 7 |", "1.x: minutes, difficulty or goal are not the sheet's"),
        ("| local derivative of a power |", "| local power |", "1.a.x: minutes, difficulty or goal are not the sheet's"),
        ("| 1.y | 5 |", "| 1.x | 5 |", "1.y comes 0 times"),
        ("| 12.Lambda |", "| 13.Lambda |", "13.Lambda is no item of the sheet"),
        ("Together 70 minutes.", "Together 60 minutes.", "In class: together 70 minutes, not 60"),
        ("Where does y enter the graph?", "", "1.y: what to know, what goes wrong and what to ask are not all there"),
        ("### At home\n\nTask 3", "Task 3", "In class: 132 minutes do not fit 80"),
    ],
)
def test_a_spoilt_page_of_seminars_is_seen(old, new, said):
    text = page("en", "seminars")
    assert old in text
    assert said in teaching.seminars(text.replace(old, new, 1), "en")


def test_spoilt_marks_are_seen():
    text = page("en", "marking")
    assert teaching.marking(text.replace("| 1 | 8 | 10 |", "| 1 | 8 | 11 |")) == ["task 1: the points are ['8', '10', '2', '4']"]
    spoilt = re.sub(r"worth \d+, ", "worth 1, ", text)
    assert teaching.homework(page("en", "seminars"), spoilt)[0].startswith("the homeworks are worth [")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\t6*x - y\t", "\t6*x + y\t", "A1\twrong\t"),
        ("S1\t6.2\t2*A*x", "S1\t6.2\t(A + A')*x", "S1\tright\t\t is not a named slip"),
        ("$f(x, y) = 2x^2 + xy", "$f(x, y) = 3x^2 + xy", "A1 is not the question that its row of the key answers"),
        ("$x = (1, -2)$", "$x = (1, 2)$", "A2 is not the question that its row of the key answers"),
        ("**A3** (2 points", "**A3** (3 points", "paper A has not 16 points in 80 minutes"),
        ("**B6** (", "**B7** (", "the key answers"),
    ],
)
def test_a_spoilt_paper_is_seen(tmp_path, old, new, said):
    text = page("en", "exam")
    assert old in text
    assert any(fault.startswith(said) for fault in teaching.exam(text.replace(old, new, 1), tmp_path))
