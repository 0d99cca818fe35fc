"""A notebook from a stranger: what it asks the exporter to read, and where it may write."""

import resource
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_raw_cell
from printing import PNG, SVG, notebook, pdf, result, text

from handgrad_handout.errors import HandoutError

SECRET = "the secret of the house"


@pytest.fixture
def house(tmp_path):
    """A folder of notebooks, and beside it what is nobody's business."""
    folder = tmp_path / "en"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "secret.svg").write_text(SVG.replace("</svg>", f'<text x="20" y="50">{SECRET}</text></svg>'))
    (folder / "link.svg").symlink_to(tmp_path / "secret.svg")
    return folder


@pytest.mark.parametrize(
    "address, message",
    [
        ("../secret.svg", "the picture ../secret.svg is outside the notebook's folder: move it into the folder"),
        ("link.svg", "the picture link.svg is outside the notebook's folder: move it into the folder"),
        ("%2e%2e/secret.svg", "the picture %2e%2e/secret.svg is outside the notebook's folder: move it into the folder"),
        ("file:secret.svg", "the picture file:secret.svg is not in the notebook's folder: put it there"),
        ("/etc/hostname", "the picture /etc/hostname is outside the notebook's folder: move it into the folder"),
        ("attachment:../secret.svg", "no attachment named ../secret.svg: paste the picture into the cell again"),
    ],
)
@pytest.mark.parametrize("way", ["![]({})", '<img src="{}">'])
def test_a_picture_outside_the_notebooks_folder_is_refused(house, way, address, message):
    with pytest.raises(HandoutError) as refused:
        pdf(notebook(way.format(address)), house)
    assert str(refused.value) == f"07-check.ipynb: cell 1 (c1): {message}"


READ = '#read("../secret.txt")#read("/../secret.txt")#read("secret.txt")'


@pytest.mark.parametrize(
    "cell",
    [
        READ,
        f"# {READ}",
        f"`{READ}`",
        f"[{READ}]({READ})",
        f"```{{=typst}}\n{READ}\n```",
        f"`{READ}`{{=typst}}",
        f"<div>{READ}</div>",
        f"<!-- {READ} -->",
        '<iframe src="../secret.txt"></iframe>',
        '<object data="../secret.txt"></object>',
        "$x$ \\input{../secret.txt} \\include{../secret.txt}",
        f"| a |\n|---|\n| {READ} |",
        (READ, result(plain=READ)),
        (READ, result(markdown=READ, plain="")),
        ("1", result(text_html=f'<p>{READ}</p><iframe src="../secret.txt"></iframe>', plain="")),
        ('"]))\n' + READ, result(plain='")\n' + READ)),
    ],
)
def test_no_text_makes_the_printer_read_a_file(house, cell):
    assert SECRET not in text(pdf(notebook("Before.", cell), house))


@pytest.mark.parametrize("format", ["typst", "text/typst", "latex", "html", ""])
def test_a_raw_cell_is_not_run(house, format):
    raw = new_raw_cell(READ, id="raw", metadata={"format": format, "raw_mimetype": format})
    assert SECRET not in text(pdf(notebook("Before.", raw), house))


@pytest.mark.parametrize("formula", [r"\input{../secret.txt}", r"\text{#read(\"../secret.txt\")}", r'\text{")#read("../secret.txt")}'])
def test_no_formula_makes_the_printer_read_a_file(house, formula):
    try:
        printed = text(pdf(notebook(f"A formula: ${formula}$"), house))
    except HandoutError as refused:
        assert str(refused).startswith("07-check.ipynb: cell 1 (c1): the formula ")
    else:
        assert SECRET not in printed


@pytest.mark.parametrize(
    "address, reason",
    [
        ("../secret.svg", "access denied"),
        ("/../secret.svg", "absolute paths are not allowed"),
        ("secret.svg", "file not found"),
    ],
)
def test_an_svg_that_names_another_picture_is_refused(house, address, reason):
    svg = SVG.replace("</svg>", f'<image href="{address}" width="200" height="100"/></svg>')
    with pytest.raises(HandoutError) as refused:
        pdf(notebook(("graph(f)", result(svg=svg, plain="f"))), house)
    assert str(refused.value).startswith(
        f"07-check.ipynb: cell 1 (c1): Typst cannot set it (failed to load linked image {address} in SVG ({reason}"
    )


@pytest.mark.parametrize(
    "inside",
    [
        '<use href="../secret.svg#t"/>',
        '<foreignObject><iframe src="../secret.txt"/></foreignObject>',
        "<style>@import '../secret.txt';</style>",
    ],
)
def test_an_svg_brings_no_other_file(house, inside):
    svg = SVG.replace("</svg>", inside + "</svg>")
    assert SECRET not in text(pdf(notebook(("graph(f)", result(svg=svg, plain="f"))), house))


def test_an_svg_with_an_outer_entity_is_refused(house):
    entity = f'<!DOCTYPE svg [<!ENTITY s SYSTEM "file:{house.parent}/secret.txt">]>'
    svg = entity + SVG.replace("</svg>", '<text x="20" y="50">&s;</text></svg>')
    with pytest.raises(HandoutError) as refused:
        pdf(notebook(("graph(f)", result(svg=svg, plain="f"))), house)
    assert str(refused.value) == (
        "07-check.ipynb: cell 1 (c1): the picture is no SVG, PNG, JPEG, GIF or WebP: save it as one of these"
    )


@pytest.mark.parametrize("name", [READ.replace("/", "_"), '"); #panic("x', "<script>", "*_`$#@", "Глава «1» 'a' \"b\""])
def test_a_file_name_is_no_program(house, name):
    assert SECRET not in text(pdf(notebook("Text."), house, name=name))


def run_with_room_for(size, *arguments, cwd):
    """A run that can write no file larger than that: what a disk does that is nearly full."""
    return subprocess.run(
        [sys.executable, "-m", "handgrad_handout", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


def test_a_disk_that_fills_up_leaves_no_half_written_handout(house):
    prose = "\n\n".join(f"Line {number} of a long text with words of its own." for number in range(2000))
    nbformat.write(notebook("# Small"), house / "01.ipynb")
    first = run_with_room_for(10_000_000, "en", "--to", "out", cwd=house.parent)
    assert first.stdout == "out/en/01.pdf\n1 made, 0 up to date\n"
    old = (house.parent / "out/en/01.pdf").read_bytes()
    nbformat.write(notebook("# Large", prose, f"![](data:image/png;base64,{PNG})"), house / "01.ipynb")
    full = run_with_room_for(len(old) + 20_000, "en", "--to", "out", cwd=house.parent)
    assert (full.returncode, full.stdout) == (1, "0 made, 0 up to date, 1 failed\n")
    assert full.stderr in (
        "en/01.ipynb: File too large: make room in the folder for temporary files\n",
        "out/en/01.pdf: cannot be written (File too large): name a folder that can be written and has room\n",
    )
    assert (house.parent / "out/en/01.pdf").read_bytes() == old
    assert sorted(path.name for path in (house.parent / "out/en").iterdir()) == ["01.pdf"]
    again = run_with_room_for(10_000_000, "en", "--to", "out", cwd=house.parent)
    assert again.stdout == "out/en/01.pdf\n1 made, 0 up to date\n"
