"""Holds docs/teaching to the data of the items, and its answers to the checker. A check returns what is wrong, a line each."""

import re
import subprocess

from guards.notebook import ROOT
from handgrad_handout.editions import item_goals, item_points, item_rows

ITEMS = ROOT / "lib/src/main/resources/handgrad/sheet/items.tsv"
JAR = ROOT / "lib/target/handgrad.jar"
TEACHING = ROOT / "docs/teaching"
MOST = 80
PAPER = 16
TOTAL = re.compile(r"^(?:Together|Вместе минут:) (\d+)", re.M)
DATUM = re.compile(r"(\w+)=(\[[^]]*\]|[^;]*)")
QUESTION = re.compile(r"^\*\*([AB]\d)\*\* \((\d) [^,]+, (\d+) [^)]+\)\. (.*)$", re.M)


def exercise(item):
    return re.match(r"\d+\.e\d", item)


def tables(text):
    """The tables of items of a page, a list of rows each; a row is a list of cells."""
    found = re.findall(r"(?:^\|.*\n)+", text, re.M)
    return [[[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]] for table in found]


def seminars(text, language):
    """What a page of seminars says otherwise than the items do."""
    rows = {row["id"]: row for row in item_rows(ITEMS) if not row["id"].startswith("0.")}
    goals = item_goals(ITEMS, language)
    faults, seen = [], []
    for table in tables(text):
        for item, minutes, difficulty, goal, *more in table:
            seen.append(item)
            if item not in rows:
                faults.append(f"{item} is no item of the sheet")
            elif (minutes, difficulty, goal) != (rows[item]["minutes"], rows[item]["difficulty"], goals[item]):
                faults.append(f"{item}: minutes, difficulty or goal are not the sheet's")
            elif not exercise(item) and not (len(more) == 3 and all(more) and more[2].endswith(("?", "."))):
                faults.append(f"{item}: what to know, what goes wrong and what to ask are not all there")
    faults += [f"{item} comes {seen.count(item)} times" for item in rows if seen.count(item) != 1]
    for section in re.split(r"^### ", text, flags=re.M)[1:]:
        minutes = sum(int(row[1]) for table in tables(section) for row in table)
        total = TOTAL.search(section)
        if total and int(total[1]) != minutes:
            faults.append(f"{section.splitlines()[0]}: together {minutes} minutes, not {total[1]}")
        if section.startswith(("In class", "На семинаре")) and minutes > MOST:
            faults.append(f"{section.splitlines()[0]}: {minutes} minutes do not fit {MOST}")
    return faults


def marking(text):
    """What a marking scheme says otherwise than the points of the editions."""
    points = item_points(ITEMS)
    faults = []
    for task, number, worth, exercises, extra in tables(text)[0]:
        of = [item for item in points if (task in ("all", "всего") or item.partition(".")[0] == task) and not item.startswith("0.")]
        own = [item for item in of if not exercise(item)]
        more = [item for item in of if exercise(item)]
        real = [str(n) for n in (len(own), sum(points[i] for i in own), len(more), sum(points[i] for i in more))]
        if [number, worth, exercises, extra] != real:
            faults.append(f"task {task}: the points are {real}")
    return faults


def homework(text, marks):
    """Whether the points of the three homeworks are those that a marking scheme names."""
    points = item_points(ITEMS)
    sections = [part for part in re.split(r"^### ", text, flags=re.M) if part.startswith(("At home", "Дома"))]
    worth = [sum(points[row[0]] for table in tables(part) for row in table) for part in sections]
    said = re.search(r"(?:worth|—) (\d+), (\d+) (?:and|и) (\d+)\D+(\d+)", marks)
    return [] if [int(n) for n in said.groups()] == [*worth, sum(worth)] else [f"the homeworks are worth {worth}"]


def exam(text, folder):
    """What of the papers the checker does not accept, and of the slips what it does."""
    key, slips = re.findall(r"^```tsv\n(.*?)^```", text, re.M | re.S)
    questions = {number: (int(points), int(minutes), asked) for number, points, minutes, asked in QUESTION.findall(text)}
    faults = [f"{line} is not right" for line in judged(key, folder) if line.split("\t")[1] != "right"]
    faults += [f"{line} is not a named slip" for line in judged(slips, folder) if not re.match(r"\S+\twrong\t\S", line)]
    rows = [dict(zip(key.splitlines()[0].split("\t"), line.split("\t"), strict=False)) for line in key.splitlines()[1:]]
    if [row["id"] for row in rows] != list(questions):
        faults.append(f"the key answers {[row['id'] for row in rows]}, asked is {list(questions)}")
        return faults
    for row in rows:
        asked = questions[row["id"]][2]
        numbers = [number for name, number in DATUM.findall(row["data"]) if name in ("x", "W1", "W2", "y", "gamma")]
        if row["f"] not in asked or any(latex(number) not in asked for number in numbers):
            faults.append(f"{row['id']} is not the question that its row of the key answers")
    for paper in "AB":
        own = [question for number, question in questions.items() if number.startswith(paper)]
        if sum(points for points, _, _ in own) != PAPER or sum(minutes for _, minutes, _ in own) > MOST:
            faults.append(f"paper {paper} has not {PAPER} points in {MOST} minutes")
    return faults


def latex(number):
    if not number.startswith("["):
        return number
    if ";" not in number and " " in number:
        return f"({number[1:-1].replace(' ', ', ')})"
    return number[1:-1].replace("; ", r" \\ ").replace(" ", " & ").replace(r" & \\ & ", r" \\ ")


def judged(table, folder):
    """The lines of `check --table` without their head."""
    path = folder / "table.tsv"
    path.write_text(table, encoding="utf-8")
    command = ["java", "-jar", str(JAR), "check", "--table", str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return done.stdout.splitlines()[1:]
