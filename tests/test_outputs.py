"""The comparison of outputs, on outputs spoilt in one place each."""

import copy

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from guards.outputs import differences

PLOT = """<svg xmlns="http://www.w3.org/2000/svg" class="handgrad-error-step" viewBox="0 0 400 300">
<title>Error against step</title>
<rect x="0" y="0" width="400" height="300" fill="#ffffff"/>
<path d="M10.00,20.00 L100.25,40.50 L200,80" stroke="#1f77b4" fill="none"/>
<text x="30" y="290" transform="rotate(-90 30 290)">h</text>
</svg>"""


def notebook(*outputs):
    cells = [new_code_cell("1 + 1", id="sum", outputs=[copy.deepcopy(output) for output in outputs])]
    return new_notebook(cells=cells)


NUMBER = new_output("execute_result", data={"text/plain": "df/dx = 14\ndf/dy = 9"})
PICTURE = new_output("display_data", data={"image/svg+xml": PLOT, "text/plain": "a plot"})
COMMITTED = notebook(NUMBER, PICTURE)


def with_plot(*changes):
    picture = copy.deepcopy(PICTURE)
    for old, new in changes:
        assert old in picture.data["image/svg+xml"]
        picture.data["image/svg+xml"] = picture.data["image/svg+xml"].replace(old, new)
    return notebook(NUMBER, picture)


def with_number(data):
    return notebook(new_output("execute_result", data=data), PICTURE)


def test_the_same_outputs_agree():
    assert differences(COMMITTED, COMMITTED) == []


def test_coordinates_may_be_off_by_half_a_pixel():
    assert differences(COMMITTED, with_plot(("100.25,40.50", "100.75,40.1"))) == []


def test_blank_text_between_elements_does_not_count():
    assert differences(COMMITTED, with_plot(("\n<rect", "<rect"))) == []


@pytest.mark.parametrize(
    ("now", "line"),
    [
        pytest.param(
            with_number({"text/plain": "df/dx = 14\ndf/dy = 8"}),
            "output 1: text/plain, line 2: 'df/dy = 9' committed, 'df/dy = 8' now",
            id="changed digit",
        ),
        pytest.param(
            with_number({"text/plain": "df/dx = 14"}),
            "output 1: text/plain: 2 lines committed, 1 now",
            id="lost line",
        ),
        pytest.param(
            notebook(PICTURE),
            "2 outputs committed (text/plain, image/svg+xml + text/plain),"
            " 1 now (image/svg+xml + text/plain)",
            id="lost output",
        ),
        pytest.param(
            notebook(NUMBER, new_output("display_data", data={"text/plain": "a plot"})),
            "output 2: image/svg+xml + text/plain committed, text/plain now",
            id="lost picture",
        ),
        pytest.param(
            notebook(NUMBER, new_output("stream", text="a plot\n")),
            "output 2: image/svg+xml + text/plain committed, stream stdout: a plot now",
            id="printed instead of shown",
        ),
        pytest.param(
            with_plot(("100.25,40.50", "100.25,41.10")),
            "output 2: image/svg+xml: element 4 <path>:"
            " d ' L100.25,40.50 L200,80' committed, ' L100.25,41.10 L200,80' now",
            id="moved curve",
        ),
        pytest.param(
            with_plot((" L200,80", "")),
            "output 2: image/svg+xml: element 4 <path>:"
            " d '0.25,40.50 L200,80' committed, '0.25,40.50' now",
            id="shortened curve",
        ),
        pytest.param(
            with_plot((">h<", ">n<")),
            "output 2: image/svg+xml: element 5 <text>: text 'h' committed, 'n' now",
            id="changed label",
        ),
        pytest.param(
            with_plot(("rotate(-90", "rotate(-89.9")),
            "output 2: image/svg+xml: element 5 <text>:"
            " transform 'rotate(-90 30 290)' committed, 'rotate(-89.9 30 290)' now",
            id="turned label",
        ),
        pytest.param(
            with_plot(("#1f77b4", "#1f77b5")),
            "output 2: image/svg+xml: element 4 <path>: stroke '#1f77b4' committed, '#1f77b5' now",
            id="changed colour",
        ),
        pytest.param(
            with_plot(('<text x="30"', '<text class="a" x="30"')),
            "output 2: image/svg+xml: element 5 <text>: class None committed, 'a' now",
            id="new attribute",
        ),
        pytest.param(
            with_plot(('<rect x="0" y="0" width="400" height="300" fill="#ffffff"/>', "")),
            "output 2: image/svg+xml: element 1 <svg>: 4 children committed, 3 now",
            id="lost element",
        ),
        pytest.param(
            with_plot(("</svg>", "")),
            "output 2: image/svg+xml: no SVG: no element found: line 6, column 0",
            id="broken picture",
        ),
    ],
)
def test_one_spoilt_place_is_refused(now, line):
    assert differences(COMMITTED, now) == [f"cell 1 (sum): {line}"]
