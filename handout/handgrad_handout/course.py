"""What is printed of the whole course: each notebook and its student's edition, both for phones too, the sheet, the book, the slides."""

from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from handgrad_handout.book import book
from handgrad_handout.editions import item_goals, item_rows, item_words
from handgrad_handout.page import PHONE
from handgrad_handout.press import handout
from handgrad_handout.sheet import PAGE, sheet, together
from handgrad_handout.slides import SLIDE, slides
from handgrad_handout.source import read
from handgrad_handout.student import questions


@dataclass(frozen=True)
class Job:
    """A PDF to be made: where it goes, the files it is made of, and how (returns a `Handout`)."""

    target: Path
    inputs: tuple
    make: Callable


def notebook_job(path, target):
    """The handout of one notebook."""
    return Job(target, (path,), lambda: handout(read(path)))


def course_jobs(paths, language, to, items):
    """All that is printed of the notebooks of one language, into the folder `to`."""
    for path in paths:
        name = f"{path.stem}.pdf"
        yield notebook_job(path, to / name)
        yield Job(to / "student" / name, (path,), lambda path=path: handout(read(path), of=questions))
        yield Job(to / "phone" / name, (path,), lambda path=path: handout(read(path), PHONE))
        yield Job(to / "student/phone" / name, (path,), lambda path=path: handout(read(path), PHONE, questions))

    def whole_sheet():
        notebooks = [read(path).notebook for path in paths]
        goals = item_goals(items, language)
        return handout(sheet(notebooks, language, item_rows(items), goals, paths[0].resolve().parent), PAGE, together)

    def whole_book():
        notebooks = {path.stem: read(path).notebook for path in paths}
        source, of, frame = book(notebooks, language, paths[0].resolve().parent)
        return handout(source, of=of, frame=frame)

    def all_slides():
        source, of = slides([read(path).notebook for path in paths], language, paths[0].resolve().parent)
        return handout(source, SLIDE, of)

    yield Job(to / "sheet.pdf", (*paths, items, item_words(items, language)), whole_sheet)
    yield Job(to / "book.pdf", tuple(paths), whole_book)
    yield Job(to / "slides.pdf", tuple(paths), all_slides)
