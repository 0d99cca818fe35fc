"""The rules of a notebook, each on a notebook that breaks it and no other."""

import copy

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from guards import rules
from guards.notebook import METADATA, normal, written

SVG = '<svg xmlns="http://www.w3.org/2000/svg" class="handgrad-graph"><title>f</title></svg>'
STEPS = r"$$\begin{aligned} df &= d(x^2) && \text{definition}\\" "\n" r"&= 2x\,dx && \text{power} \end{aligned}$$"


def tagged(*tags, **others):
    return {"tags": list(tags), **others}


def notebook():
    shown = new_output("execute_result", data={"image/svg+xml": SVG, "text/plain": "graph of x^2"})
    return normal(
        new_notebook(
            metadata=METADATA,
            cells=[
                new_markdown_cell("# Task 1\n\n- **Time:** 45 minutes.", id="title"),
                new_code_cell("%load setup.jshell", id="setup"),
                new_code_cell("%%check 1.x\n?", id="turn", metadata=tagged("item:1.x", "turn")),
                new_markdown_cell(
                    "### Solution",
                    id="solution",
                    metadata=tagged("solution", **{"jp-MarkdownHeadingCollapsed": True}),
                ),
                new_markdown_cell(STEPS, id="steps", metadata=tagged("item:1.x", "derivation")),
                new_code_cell("graph(f)", id="graph", metadata=tagged("item:1.x", "check"), outputs=[shown]),
                new_markdown_cell("## Summary\n\n- One.\n- Two.", id="summary"),
            ],
        )
    )


def problems(notebook):
    return rules.problems(notebook, written(notebook))


def spoilt(change):
    broken = notebook()
    change({cell.id: cell for cell in broken.cells}, broken)
    return broken


def shows(data):
    return lambda cells, n: cells["graph"].update(outputs=normal_output(data))


def normal_output(data):
    return [new_output("execute_result", data={"text/plain": "a", **data}, execution_count=None)]


def sources(**changes):
    def change(cells, n):
        for name, source in changes.items():
            cells[name].source = source

    return change


def test_a_notebook_in_order():
    assert problems(notebook()) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            sources(title="Task 1, 45 minutes"),
            ["the first cell is not the title"],
        ),
        (
            sources(title="# Task 1"),
            ["the title cell does not say how many minutes the notebook takes"],
        ),
        (
            sources(setup="int x;"),
            ["the first code cell, and no other, is %load setup.jshell"],
        ),
        (
            lambda cells, n: cells["graph"].metadata.update(trust=True),
            ["cell 6 (graph): unknown metadata trust"],
        ),
        (
            lambda cells, n: cells["graph"].metadata.update(tags=["item:1.x", "chekc"]),
            [
                "cell 6 (graph): unknown tag chekc",
                "cell 6 (graph): an item without a kind of cell",
                "cell 6 (graph): hidden under the collapsed heading of a solution",
                "item 1.x: no check",
            ],
        ),
        (
            lambda cells, n: cells["graph"].metadata.update(tags=["check"]),
            ["cell 6 (graph): check without an item", "item 1.x: no check"],
        ),
        (
            lambda cells, n: cells["solution"].metadata.pop("jp-MarkdownHeadingCollapsed"),
            ["cell 4 (solution): the heading of a solution is not collapsed"],
        ),
        (
            lambda cells, n: cells["solution"].metadata.update(tags=[]),
            ["cell 4 (solution): the heading of a solution lacks the tag solution"],
        ),
        (
            lambda cells, n: n.cells.insert(6, new_markdown_cell("---\nTime for tea.", id="pause")),
            ["cell 7 (pause): hidden under the collapsed heading of a solution"],
        ),
        (
            lambda cells, n: n.cells.insert(6, new_markdown_cell("#### More\n\n```\n# no heading\n```", id="more")),
            ["cell 7 (more): hidden under the collapsed heading of a solution"],
        ),
        (lambda cells, n: n.cells.insert(6, new_markdown_cell("Time for tea.\n\n### More", id="more")), []),
        (
            sources(turn="%%check 1.x\n2x"),
            ["cell 3 (turn): your turn holds '%%check 1.x\\n2x', not '%%check 1.x\\n?'"],
        ),
        (
            sources(turn="%%check 1.y\n?"),
            ["cell 3 (turn): your turn holds '%%check 1.y\\n?', not '%%check 1.x\\n?'"],
        ),
        (sources(graph="\n".join(["f();"] * 16)), ["cell 6 (graph): 16 lines of code: at most 15"]),
        (
            sources(graph='plot("ошибка")'),
            ["cell 6 (graph): a Cyrillic letter in the code: words of a language belong in the library"],
        ),
        (
            lambda cells, n: cells["graph"].update(
                outputs=[new_output("error", ename="E", evalue="no", traceback=[])]
            ),
            ["cell 6 (graph): an error as output: E: no"],
        ),
        (
            lambda cells, n: cells["graph"].update(outputs=[new_output("stream", text="hello\n")]),
            ["cell 6 (graph): printed to stdout, not shown: 'hello'"],
        ),
        (
            shows({"text/html": "<table/>"}),
            ["cell 6 (graph): shown as text/html, which is lost on paper: text/markdown keeps it"],
        ),
        (shows({"text/plain": " "}), ["cell 6 (graph): shown without a text/plain"]),
        (
            shows({"text/plain": "handgrad.expr.Formula$Parsed@1b2c3d4e"}),
            ["cell 6 (graph): an object's name instead of its value: 'handgrad.expr.Formula$Parsed@1b2c3d4e'"],
        ),
        (
            shows({"text/plain": "0.30000000000000004"}),
            ["cell 6 (graph): text/plain shows digits of rounding: 0.30000000000000004"],
        ),
        (
            shows({"image/svg+xml": SVG.replace("</svg>", f"<desc>{'x' * 100_000}</desc></svg>")}),
            ["cell 6 (graph): a picture of 100098 bytes: at most 100000"],
        ),
        (
            shows({"image/svg+xml": SVG.replace("handgrad-graph", "plot")}),
            ["cell 6 (graph): a picture without the class of its kind"],
        ),
        (
            shows({"image/svg+xml": SVG.replace("<title>f</title>", "")}),
            ["cell 6 (graph): a picture without a title"],
        ),
        (lambda cells, n: n.cells.remove(cells["turn"]), ["item 1.x: no turn"]),
        (lambda cells, n: n.cells.remove(cells["steps"]), ["item 1.x: no derivation"]),
        (lambda cells, n: n.cells.remove(cells["graph"]), ["item 1.x: no check"]),
        (
            lambda cells, n: n.cells.append(n.cells.pop(2)),
            ["item 1.x: turn, derivation, check stand in another order"],
        ),
        (
            sources(steps=STEPS.replace(r" && \text{power}", "")),
            [r"cell 5 (steps): no rule named: &= 2x\,dx"],
        ),
        (
            sources(steps="| node | rule |\n|---|---|\n| $2x$ | power |\n| $y$ | |"),
            ["cell 5 (steps): no rule named: $y$ |"],
        ),
        (sources(steps="So it is $2x$."), ["cell 5 (steps): no rule named: So it is $2x$."]),
        (
            sources(setup="%load setup.jshell", turn="%%check 1.x\n?", graph="a\nb\nc\nd"),
            [],
        ),
        (
            lambda cells, n: n.cells.extend(new_code_cell("a;\nb;\nc;\nd;", id=f"c{i}") for i in range(4)),
            [
                "code cells have more than 3 lines at the median",
                "cell 11 (c3): more than 3 code cells in a row",
            ],
        ),
        (
            sources(summary="## Summary\n\n" + "- A bullet.\n" * 6),
            ["the summary has 6 bullets: at most 5"],
        ),
    ],
)
def test_one_broken_rule_is_named(change, expected):
    assert problems(spoilt(change)) == expected


def test_an_item_without_a_gradient_says_why_and_needs_no_check():
    broken = notebook()
    broken.cells = [cell for cell in broken.cells if cell.id != "graph"]
    broken.cells[4].metadata["no-gradient"] = "a product of numbers"
    assert problems(broken) == []


def test_an_exercise_needs_its_turn_alone():
    exercise = notebook()
    turn = new_code_cell("%%check 1.e1\n?", id="e1", metadata=tagged("item:1.e1", "turn"))
    exercise.cells.append(turn)
    assert problems(exercise) == []


def test_counts_and_foreign_metadata_are_refused():
    broken = copy.deepcopy(notebook())
    content = written(broken).replace(b'"execution_count": null', b'"execution_count": 7')
    assert rules.problems(broken, content) == ["not in normal form: run make outputs"]
    broken.metadata["widgets"] = {}
    assert rules.problems(broken, written(broken)) == [
        "notebook metadata ['kernelspec', 'language_info', 'widgets']"
        " is not kernelspec and language_info.name alone"
    ]


def test_repeated_ids_are_refused():
    broken = notebook()
    broken.cells[1].id = "title"
    assert problems(broken) == ["cell ids are missing or repeated"]


def test_a_notebook_too_large_is_refused():
    large = notebook()
    large.cells[-1].source += "\n" + "x" * 2_000_000
    assert problems(large) == [f"{len(written(large))} bytes: a notebook stays under 2000000"]
