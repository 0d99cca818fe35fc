"""What a student's edition gives away of the solutions that were taken out of it."""

import json
import re
import subprocess

from guards.formulas import JAR, MATHS
from guards.notebook import ROOT, joined
from handgrad_handout.editions import item_rows, solved

ITEMS = ROOT / "lib/src/main/resources/handgrad/sheet/items.tsv"
WORDS = 7
NUMBER = re.compile(r"(?<![\w.])\d+\.\d{2,}(?!\w)")
KEPT_METADATA = {"tags", "nbgrader"}


def leaks(notebook, edition):
    """Every phrase, number and line of output of a solution in the edition of a notebook, a line each."""
    result = list(left_over(edition))
    kept = [value for cell in edition.cells for value in strings(cell)]
    gone = [cell for cell in notebook.cells if solved(cell)]
    prose = [text for text in kept if not text.startswith("%")]
    for cell in gone:
        place = f"cell {cell.get('id')}"
        if cell.cell_type == "markdown":
            known = {phrase for text in prose for phrase in phrases(text)}
            result += [f"{place}: its words stand there: {phrase}" for phrase in sorted(phrases(joined(cell.source)) & known)]
        numbers = set(NUMBER.findall(joined(cell.source)))
        for output in cell.get("outputs", []):
            plain = joined(output.get("data", {}).get("text/plain", ""))
            numbers |= set(NUMBER.findall(plain))
            lines = {line.strip() for line in plain.splitlines() if len(line.strip()) > 9 and re.search(r"\d|=", line)}
            result += [f"{place}: its output stands there: {line}" for line in sorted(lines) if any(line in text for text in kept)]
        found = {number for text in kept for number in NUMBER.findall(text)}
        result += [f"{place}: its number stands there: {number}" for number in sorted(numbers & found)]
    return result


def left_over(edition):
    for cell in edition.cells:
        place = f"cell {cell.get('id')}"
        if solved(cell):
            yield f"{place}: a cell of a solution"
        if cell.get("outputs") or cell.get("execution_count") is not None:
            yield f"{place}: an output"
        for key in sorted(set(cell.metadata) - KEPT_METADATA):
            yield f"{place}: metadata {key}"


def strings(value):
    """All texts of a cell, wherever they stand: source, outputs, metadata, attachments."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        if value and all(isinstance(line, str) for line in value):
            return ["".join(value)]
        return [text for part in value for text in strings(part)]
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    return [json.dumps(value)]


def phrases(text):
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", MATHS.sub(" ", text).lower())
    return {" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)}


def answers(editions, folder):
    """The formulas in the given editions (name: notebook) that the library takes for an answer to an item asked there.

    Only answers with letters count: a sheet gives a layer the numbers that came out of the one before.
    """
    letters = {row["id"]: re.sub("sigmoid|log|e", "", row["answer"] or "A") for row in item_rows(ITEMS)}
    lettered = {item for item, answer in letters.items() if re.search(r"[A-Za-z]", answer)}
    asked = {}
    for name, edition in editions.items():
        sources = [joined(cell.source) for cell in edition.cells]
        items = {found[1] for source in sources if (found := re.match(r"%%check (\S+)\n", source))}
        for cell in edition.cells:
            if cell.cell_type != "markdown":
                continue
            for formula in {side for latex in MATHS.finditer(joined(cell.source)) for side in sides(latex)}:
                for item in items & lettered:
                    asked.setdefault((item, formula), []).append(f"{name}: cell {cell.id}: {formula} answers {item}")
    table = folder / "formulas.tsv"
    rows = [f"{number}\t{item}\t{formula}" for number, (item, formula) in enumerate(asked)]
    table.write_text("\n".join(["id\titem\tanswer", *rows]) + "\n", encoding="utf-8")
    judged = subprocess.run(["java", "-jar", JAR, "check", "--table", table], check=True, capture_output=True, text=True)
    verdicts = [line.split("\t")[1] for line in judged.stdout.splitlines()[1:]]
    places = zip(asked.values(), verdicts, strict=True)
    return sorted(place for where, verdict in places if verdict == "right" for place in where), len(verdicts)


def sides(match):
    """What stands between the equality signs of a formula, on one line."""
    latex = " ".join((match["displayed"] or match["inline"]).split())
    for part in re.split(r"=|,\s|\\qquad|\\quad|;|\\colon|\\le|\\ge|\\ne\b|>|<", latex):
        part = part.strip().strip("&.,").strip()
        if len(part) > 1:
            yield part
