"""The sheet of all tasks, made of the notebooks' statements: to be printed, without answers."""

import re
from collections import defaultdict
from dataclasses import replace

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from handgrad_handout.editions import solved, tags
from handgrad_handout.page import Page
from handgrad_handout.pieces import pieces
from handgrad_handout.source import Source, joined

PAGE = Page(side=18, top=18, bottom=18, text=10, table=9, code=9, small=9)
WORDS = {
    "ru": {
        "name": "12 задач",
        "title": "Двенадцать задач: обратное распространение ошибки и матричное дифференцирование",
        "head": "Векторы — столбцы, если не сказано, что наблюдение — строка. Градиент имеет форму своей переменной: "
        "$df = \\mathrm{tr}(\\nabla f^{\\top} dX)$; матрица Якоби — $J_{ij} = \\partial f_i/\\partial x_j$; все градиенты одного шага "
        "берутся при старых весах. После номера пункта — минуты, трудность, от • до •••, и цель; под этими номерами ответы принимает проверка.",
        "task": "**Условие.**",
        "shapes": "**Размеры",
    },
    "en": {
        "name": "12 tasks",
        "title": "Twelve tasks on backpropagation and matrix differentiation",
        "head": "A vector is a column unless an observation is said to be a row. A gradient has the shape of its variable: "
        "$df = \\mathrm{tr}(\\nabla f^{\\top} dX)$; the Jacobian is $J_{ij} = \\partial f_i/\\partial x_j$; all gradients of one step "
        "are taken at the old weights. After an item's number stand its minutes, its difficulty, • to •••, and its goal; under these numbers the check takes answers.",
        "task": "**The task.**",
        "shapes": "**Shapes",
    },
}


def sheet(notebooks, language, rows, goals, folder):
    """The sheet as a notebook (a `Source`); `notebooks` in their order, `rows` the table of the items, `goals` by item."""
    words = WORDS[language]
    cells = [new_markdown_cell(f"# {words['title']}\n\n{words['head']}", id="head")]
    effort = efforts(rows, goals)
    for notebook in notebooks:
        first = joined(notebook["cells"][0]["source"])
        number = re.match(r"# \w+ (\d+)\.", first)
        if not number:
            continue
        cells.append(new_markdown_cell(statement(first, words), id=f"task-{number[1]}"))
        outputs = picture(notebook)
        if outputs:
            cells.append(new_code_cell("", id=f"picture-{number[1]}", outputs=outputs))
        for index, question in enumerate(listed(notebook)):
            cells.append(new_markdown_cell(question, id=f"question-{number[1]}-{index}"))
        cells.append(new_markdown_cell(effort[number[1]], id=f"items-{number[1]}"))
    return Source(new_notebook(cells=cells), words["name"], folder)


def together(notebook):
    """What is printed of the sheet: a picture stays with the text before it."""
    result = pieces(notebook)
    for number, piece in enumerate(result[1:]):
        if piece.kind == "picture":
            result[number] = replace(result[number], role=("asks",))
    return result


def listed(notebook):
    """The lists of questions that a statement leaves to the answer cells, their headings as words."""
    cells = notebook["cells"]
    for cell, after in zip(cells, cells[1:], strict=False):
        text = joined(cell["source"])
        if cell["cell_type"] == "markdown" and "turn" in tags(after) and re.search(r"^1\. ", text, re.M):
            yield re.sub(r"^## (.*)$", r"**\1.**", text, flags=re.M)


def statement(first, words):
    """Title, task, reading and shapes of a title cell; what the reader learns and needs stands in the notebook."""
    paragraphs = first.strip().split("\n\n")
    start = next(number for number, text in enumerate(paragraphs) if text.startswith(words["task"]))
    end = next(number for number, text in enumerate(paragraphs) if text.startswith(words["shapes"]))
    kept = [paragraphs[start].removeprefix(words["task"]).strip(), *paragraphs[start + 1 : end + 1]]
    return "\n\n".join(["#" + paragraphs[0], *kept])


def picture(notebook):
    """The picture that a statement speaks of: one that stands before the first answer cell."""
    for cell in notebook["cells"]:
        if "turn" in tags(cell) or solved(cell):
            return []
        outputs = [output for output in cell.get("outputs", []) if "image/svg+xml" in output.get("data", {})]
        if outputs:
            return outputs
    return []


def efforts(rows, goals):
    """By task, its items with their minutes, difficulty and goal."""
    result = defaultdict(list)
    for row in rows:
        task, _, rest = row["id"].partition(".")
        if not re.match(r"e\d", rest):
            points = "•" * int(row["difficulty"])
            effort = f"**{row['id']}** {row['minutes']}′ {points}".replace(" ", "\N{NO-BREAK SPACE}")
            result[task].append(f"{effort} {goals[row['id']]}")
    return {task: "; ".join(lines) + "." for task, lines in result.items()}
