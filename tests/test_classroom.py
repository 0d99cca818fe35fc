"""What the way of an assignment is made of; the whole of it, with nbgrader, is make classroom."""

import json

import pytest

from classroom import grade, order, round_trip
from classroom.grade import Bad, Grader, names

KEY = {"1.x": ("4*x + 3*y", "2*x + y"), "1.y": ("3*x + 2*y", ""), "1.a.x": ("2*x", "x"), "1.e2": ("8", "6")}
POINTS = {"1.x": 2, "1.y": 2, "1.a.x": 1, "1.e2": 3}


def cell(source, **marks):
    return {"cell_type": "code", "source": source, "metadata": {"nbgrader": marks} if marks else {}, "outputs": []}


def released():
    cells = [cell("%load setup.jshell", grade_id="setup")]
    for item, points in POINTS.items():
        name = item.replace(".", "-")
        cells.append(cell(f"%%check {item}\n// YOUR CODE HERE", grade_id=f"answer-{name}", solution=True))
        cells.append(cell(f'points("{item}", {points})', grade_id=f"points-{name}", grade=True, points=points))
    return {"nbformat": 4, "cells": cells}


def sources(notebook):
    return [cell["source"] for cell in notebook["cells"]]


def test_the_points_stand_in_the_cells_of_points():
    assert round_trip.asked(released()) == POINTS


@pytest.mark.parametrize(
    ("points", "half"),
    [(POINTS, 4), ({"a": 1, "b": 2}, 1), ({"a": 3, "b": 3, "c": 3}, 3), ({"a": 1}, 0), ({"a": 1, "b": 3, "c": 3}, 3)],
)
def test_half_of_the_points_is_chosen_as_closely_as_can_be(points, half):
    assert sum(points[item] for item in round_trip.chosen(points)) == half


def test_the_other_half_is_wrong_unreadable_or_left():
    points = {"1.x": 2, "1.y": 2, "1.a.x": 1, "1.e2": 3}
    assert round_trip.chosen(points) == ("1.x", "1.y")
    assert round_trip.half(points, KEY) == {"1.x": "4*x + 3*y", "1.y": "3*x + 2*y", "1.a.x": "x", "1.e2": "2 +"}


def test_answers_take_the_place_of_the_stub_and_the_rest_stays():
    made = round_trip.answered(released(), {"1.x": "4*x"})
    assert sources(made)[1:4] == ["%%check 1.x\n4*x", 'points("1.x", 2)', "%%check 1.y\n// YOUR CODE HERE"]
    assert sources(released())[1] == "%%check 1.x\n// YOUR CODE HERE"


def test_an_answer_cell_without_a_stub_is_refused():
    spoilt = released()
    spoilt["cells"][1]["source"] = "%%check 1.x\n?"
    with pytest.raises(SystemExit, match="the answer cell of 1.x has no stub"):
        round_trip.answered(spoilt, {"1.x": "4*x"})


def test_what_lacks_cells_lacks_an_answer_and_points():
    gone = set(sources(released())) - set(sources(round_trip.without_grading(released())))
    assert gone == {"%%check 1.x\n// YOUR CODE HERE", 'points("1.e2", 3)'}


def test_what_loops_loops_at_the_end():
    assert sources(round_trip.looping(released())) == [*sources(released()), "while (true) { }"]


def test_a_cheat_writes_java_in_its_own_cell_and_in_place_of_an_answer():
    made = sources(round_trip.cheating(released()))
    assert made.count(round_trip.GENEROUS) == 2
    assert made[1] == made[2] == round_trip.GENEROUS


def test_nothing_of_a_student_runs_before_the_points_are_counted():
    answered = round_trip.answered(released(), {"1.x": "4*x", "1.e2": "8"})
    answered["cells"].insert(1, {"cell_type": "markdown", "source": "my notes", "metadata": {}})
    answered["cells"].insert(2, cell("int mine = 1;"))
    answered["cells"][5]["source"] = ["int points(String item, int of) { return of; }\n", "%%check 1.y"]
    made = order.ordered(answered, released())
    assert sources(made) == [
        "%load setup.jshell",
        "my notes",
        "%%check 1.x\n4*x",
        'points("1.x", 2)',
        "%%check 1.y\n?",
        'points("1.y", 2)',
        "%%check 1.a.x\n// YOUR CODE HERE",
        'points("1.a.x", 1)',
        "%%check 1.e2\n8",
        'points("1.e2", 3)',
        "int mine = 1;",
        ["int points(String item, int of) { return of; }\n", "%%check 1.y"],
    ]
    assert [cell["metadata"] for cell in made["cells"][-2:]] == [{}, {}]


def test_a_submission_in_order_stays_as_it_is():
    answered = round_trip.answered(released(), {"1.x": "4*x"})
    assert order.ordered(answered, released()) == answered


ALL = [["a", kind, "0", "8"] for kind in ("empty", "broken", "looping", "cheating")]
ALL += [["a", "full", "8", "8"], ["a", "half", "4", "8"], ["a", "lacking", "3", "8"]]


def test_the_scores_that_should_be():
    assert round_trip.judged(ALL) == 0
    assert round_trip.judged([*ALL, ["b", "half", "3", "7"]]) == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["b", "full", "7", "8"], "b: full has 7 of 8 points\n"),
        (["b", "full", "0", "0"], "b: full has 0 of 0 points\n"),
        (["b", "half", "5", "8"], "b: half has 5 of 8 points\n"),
        (["b", "half", "3", "8"], "b: half has 3 of 8 points\n"),
        (["b", "empty", "1", "8"], "b: empty has 1 of 8 points\n"),
        (["b", "looping", "8", "8"], "b: looping has 8 of 8 points\n"),
        (["b", "cheating", "8", "8"], "b: cheating has 8 of 8 points\n"),
        (["b", "lacking", "8", "8"], "b: lacking has 8 of 8 points\n"),
    ],
)
def test_another_score_is_refused(row, said, capsys):
    assert round_trip.judged([*ALL, row]) == 1
    assert capsys.readouterr().err == said


def test_a_kind_of_submission_that_was_not_graded_is_said(capsys):
    assert round_trip.judged(ALL[1:]) == 1
    assert capsys.readouterr().err == "nothing was graded for empty\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such notebook: ask the student to submit it again"),
        ("no notebook", "no notebook of format 4: ask the student to submit it again"),
        ("[]", "no notebook of format 4: ask the student to submit it again"),
        ('{"cells": [{}]}', "no notebook of format 4: ask the student to submit it again"),
    ],
)
def test_a_submission_that_is_no_notebook_is_said(tmp_path, content, said):
    path = tmp_path / "01.ipynb"
    if content is not None:
        path.write_text(content)
    with pytest.raises(Bad, match=said):
        names(path)


@pytest.fixture
def grader(tmp_path):
    """A grader whose nbgrader says what the test says."""

    def make(content, **result):
        for folder in ("release/01", "submitted/ann/01"):
            (tmp_path / folder).mkdir(parents=True)
        (tmp_path / "release/01/01.ipynb").write_text(json.dumps(released()))
        (tmp_path / "submitted/ann/01/01.ipynb").write_text(json.dumps(content))
        made = object.__new__(Grader)
        made.course, made.seconds = tmp_path, 60
        made.api = type("Api", (), {"autograde": lambda *_, **__: result})()
        return made

    return make


def test_a_submission_in_order_is_graded_in_silence(grader):
    assert grader(released(), success=True).grade("01", "ann") is None


def test_a_submission_that_lacks_cells_is_said(grader, tmp_path):
    said = grader(round_trip.without_grading(released()), success=True).grade("01", "ann")
    assert said == (
        f"{tmp_path}/submitted/ann/01/01.ipynb: lacks the cells answer-1-x, points-1-e2:"
        " ask the student to submit it again; scored without them"
    )


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (
            {"error": "Traceback …\nnbclient.exceptions.CellTimeoutError: A cell timed out"},
            "a cell ran longer than 60 s and was stopped: ask the student to submit it again without it; scored 0",
        ),
        ({"log": "the kernel died"}, "the kernel died: ask the student to submit it again; scored 0"),
    ],
)
def test_a_submission_that_cannot_be_graded_is_said(grader, tmp_path, result, said):
    assert grader(released(), success=False, **result).grade("01", "ann") == f"{tmp_path}/submitted/ann/01/01.ipynb: {said}"


def test_a_course_without_submissions_is_said(tmp_path, capsys):
    assert grade.main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{tmp_path}: there is no folder submitted: collect the submissions first\n"
