"""The guard of the formulas in prose, on formulas, cells and notebooks that break one rule each."""

import io

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook, writes

from guards import formulas
from guards.notebook import METADATA, committed

TRACE = {"f": "tr(A*X*B)", "by": "X", "shapes": "A:p,m;X:m,n;B:n,p"}
RIGHT = r"""$$\begin{aligned}
df &= \mathrm{tr}(A\,dX\,B) && \text{constant factors}\\
&= \mathrm{tr}(BA\,dX) && \text{cyclic permutation}
\end{aligned}$$

So $G^{\top} = BA$ and $\nabla f = A^{\top}B^{\top}$, of the shape $m\times n$."""


@pytest.fixture
def prose(tmp_path):
    """What is printed about notebooks of Markdown cells `(source, metadata)`, and the faults."""

    def run(**notebooks):
        paths = []
        for name, cells in notebooks.items():
            notebook = new_notebook(metadata=METADATA)
            notebook.cells = [
                new_markdown_cell(source, metadata=metadata, id=f"cell-{number}")
                for number, (source, metadata) in enumerate(cells)
            ]
            path = tmp_path / name / "06-x.ipynb"
            path.parent.mkdir()
            path.write_text(writes(notebook), encoding="utf-8")
            paths.append(path)
        out = io.StringIO()
        faults = formulas.check(paths, tmp_path, out)
        return faults, out.getvalue()

    return run


def test_a_chain_goes_over_rows_and_rules_stand_apart():
    chains, without = formulas.formulas(
        r"""Text $a = b$, `$df = 0$`.
$$\begin{aligned}
df &= a^{\top}dx && d\ln t = dt/t \text{ twice}\\
&= dx^{\top}a && \text{with $d(x^{\top}) = dx^{\top}$}\\
J &= I,\qquad \nabla f = a
\end{aligned}$$
$$f(x)$$"""
    )
    assert chains == [
        r"df = a^{\top}dx = dx^{\top}a",
        "J = I",
        r"\nabla f = a",
        r"d\ln t = dt/t",
        r"d(x^{\top}) = dx^{\top}",
    ]
    assert without == ["f(x)"]


def test_rows_of_a_matrix_are_no_rows_of_the_chain():
    matrix = r"\begin{pmatrix} 1 & 0 \\ 2 & 0 \end{pmatrix}"
    chains, _ = formulas.formulas(
        rf"$$\begin{{aligned}} \nabla f &= x^{{\top}}(1,\ 0) && \text{{by }} g\\ &= {matrix}\end{{aligned}}$$"
    )
    assert chains == [rf"\nabla f = x^{{\top}}(1,\ 0) = {matrix}"]


def test_a_rounded_number_and_what_a_chain_is_compared_with_are_judged():
    chains, _ = formulas.formulas(
        r"$f'(1) \approx 0.25$, $d^2f = 2\,dx^{\top}dx \ge 0$, $W \leftarrow W - \nabla f = V$, $df < dg$"
    )
    assert chains == [
        r"f'(1) \approx 0.25",
        r"d^2f = 2\,dx^{\top}dx \ge 0",
        r"W - \nabla f = V",
    ]
    assert list(formulas.spoilt(r"df = 0 \le a = b \approx 0.25")) == [
        r"df = 0 + 1 \le a = b \approx 0.25",
        r"df = 0 \le a = 3 (b) \approx 0.25",
        r"df = 0 \le a = b \approx 3 (0.25)",
    ]


def test_names_of_gradients_speak_of_derivatives():
    text = r"$\delta_3 = \hat y - y$, $D_{2} = D_3W^{\top}$, $\delta_{31} = 0$, $AD_3 = 1$"
    assert formulas.formulas(text)[0] == []
    assert formulas.formulas(text, "delta3 = h3; D2 = H2")[0] == [r"\delta_3 = \hat y - y", r"D_{2} = D_3W^{\top}"]


@pytest.mark.parametrize("latex", ["a = x^2", r"\det X = 0", r"d = c^2", r"x_d = 1", r"dX \ne 0", r"\lambda = 2d"])
def test_what_speaks_of_no_derivative(latex):
    assert formulas.formulas(f"${latex}$") == ([], [])


def test_right_formulas(prose):
    assert prose(ru=[(RIGHT, {"handgrad": TRACE})], en=[(RIGHT, {"handgrad": TRACE})]) == (
        0,
        "ru/06-x: 2 formulas\nen/06-x: 2 formulas\n4 formulas, 0 wrong, 0 unread\n",
    )


def test_a_wrong_formula(prose):
    faults, printed = prose(en=[(r"$\nabla f = BA + AB$ $df = 2\,\mathrm{tr}(BA\,dX)$", {"handgrad": TRACE})])
    lines = printed.splitlines()
    assert faults == 2
    assert lines[0].startswith(r"en/06-x cell 0: unread: \nabla f = BA + AB: ")
    assert lines[1].startswith(r"en/06-x cell 0: wrong: df = 2\,\mathrm{tr}(BA\,dX): df = 2\,\mathrm{tr}(BA\,dX): ")
    assert lines[2:] == ["en/06-x: 2 formulas", "2 formulas, 1 wrong, 1 unread"]


def test_numbers_and_names_of_gradients_come_from_the_metadata(prose):
    about = {"f": "(s - y)^2", "name": "L", "by": "w", "shapes": "w;x;y", "where": "s = w*x",
             "numbers": "w = 2; x = 3; y = 1", "gradients": "D = s"}
    right = r"$D = 2(s - y) = 10$ $\frac{\partial L}{\partial w} = Dx = 30$"
    assert prose(en=[(right, {"handgrad": about})])[0] == 0
    assert prose(ru=[(right.replace("30", "3"), {"handgrad": about})])[0] == 1
    assert prose(de=[(right, {"handgrad": {**about, "numbers": ""}})])[0] == 2


def test_a_cell_that_does_not_say_what_f_is(prose):
    assert prose(en=[(r"$df = dx$", {})]) == (
        1,
        "en/06-x cell 0: unread: df = dx: the cell's metadata does not say what f is\n"
        "en/06-x: 1 formulas\n1 formulas, 0 wrong, 1 unread\n",
    )


def test_a_mistake_is_refused_by_its_slip(prose):
    about = {"f": "x'*A*x", "by": "x", "shapes": "A:n,n;x:n,1", "slip": "symmetry"}
    assert prose(en=[(r"$\nabla f = 2Ax$", {"handgrad": about})])[0] == 0
    faults, printed = prose(ru=[(r"$\nabla f = -(A + A^{\top})x$", {"handgrad": about})])
    assert faults == 1
    assert "(to be refused as symmetry, found wrong sign)" in printed
    faults, printed = prose(de=[(r"$\nabla f = (A + A^{\top})x$", {"handgrad": about})])
    assert faults == 1
    assert "(to be refused as symmetry, found right)" in printed


def test_a_mistake_in_an_item_has_the_slip_of_the_item(prose):
    about = {"f": "x^2 + x*y + (x+y)^2", "by": "x", "shapes": "x;y", "slip": "term", "item": "1.x"}
    assert prose(en=[(r"$\partial f/\partial x = 2x + y$", {"handgrad": about})])[0] == 0


def test_languages_with_different_counts(prose):
    faults, printed = prose(ru=[(RIGHT, {"handgrad": TRACE})], en=[(r"$\nabla f = A^{\top}B^{\top}$", {"handgrad": TRACE})])
    assert faults == 1
    assert "ru/06-x has 2 formulas, en/06-x 1: give both the same\n" in printed


def test_exemptions_are_few_and_shown_and_so_are_formulas_without_equality(prose):
    faults, printed = prose(en=[(RIGHT, {"handgrad": TRACE}), ("$df = g$\n$$f(X)$$", {"prose": "general laws"})])
    assert (faults, printed) == (
        1,
        "en/06-x cell 1: displayed without =: f(X)\n"
        "en/06-x cell 1: exempt: df = g  (general laws)\n"
        "en/06-x: 2 formulas\n"
        "1 formulas are exempt: at most one in 10 may be\n"
        "2 formulas, 0 wrong, 0 unread\n",
    )


def test_a_factor_3_in_any_right_side_of_the_notebooks_is_noticed(tmp_path):
    prose = formulas.Prose()
    for path in committed():
        prose.add(path)
    shown = [formula for formula in prose.judged if not formula.about.get("slip")]
    changed = [formula._replace(latex=latex) for formula in shown for latex in formulas.spoilt(formula.latex)]
    verdicts = formulas.judge(changed, tmp_path)
    missed = [formula.latex for formula, verdict in zip(changed, verdicts) if verdict[0] != "wrong"]
    assert len(changed) >= len(shown) > 0
    assert missed == []


def test_the_formulas_of_the_notebooks(tmp_path):
    out = io.StringIO()
    assert formulas.check(committed(), tmp_path, out) == 0, out.getvalue()
