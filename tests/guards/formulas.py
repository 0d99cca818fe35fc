"""The formulas about derivatives in the notebooks' prose, judged by the library.

A Markdown cell says what its formulas are about in its metadata:

    {"handgrad": {"f": "tr(A*X*B)", "by": "X", "shapes": "A:p,m;X:m,n;B:n,p"}}

optionally with "name" (what the text calls f), "assume", "where" (names defined on the way,
"c = x + y; d = c^2"; "h = relu" for a letter declared as "h:function"), "at" (the optimum, inserted
wherever a side is 0), "numbers" (values of variables, "x = [1 2]; y = 0", for what holds only there),
"gradients" (names of gradients of f, "D3 = h3; D2 = H2"), "laws" (left sides of general laws, which are
exempt) and "slip": the formulas of this cell are mistakes, each of which must be refused as this kind of
slip, one of those known of "item" if that is given. {"prose": reason} exempts a cell of general laws,
{"no-gradient": reason} one in which nothing is differentiated, unless it says what f is.
"""

import re
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

from guards.notebook import ROOT, Refused, committed, named, read

JAR = ROOT / "lib/target/handgrad.jar"
COLUMNS = ("id", "f", "variable", "shapes", "name", "assumptions", "where", "at", "numbers", "gradients",
           "item", "formula")
MOST_EXEMPT = 10

MATHS = re.compile(r"(?<!\\)\$\$(?P<displayed>.*?)\$\$|(?<![\\$])\$(?P<inline>[^$]+)\$", re.DOTALL)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
TEXT = re.compile(r"\\(?:text|textit|textbf|mbox)\{((?:[^{}]|\{[^{}]*\})*)\}")
ENVIRONMENT = re.compile(r"\\(?:begin|end)\{(?:aligned|align\*?|gathered|split)\}")
MATRIX = re.compile(r"\\begin\{([pb]?matrix)\}.*?\\end\{\1\}", re.DOTALL)
SPLIT = re.compile(r"[,;.]\s*(?:\\q?quad\b|\\[ ,;]|$)|\\q?quad\b|\\(?:Rightarrow|iff|implies|Leftrightarrow)\b|;"
                   r"|\\(?:to|sim|mapsto|leftarrow)\b")
RELATION = re.compile(r"=|\\(?:approx|geq?|leq?|neq?|geqslant|leqslant|succeq|succ)(?![A-Za-z])|[<>]")
SPOILT = ("=", "\\approx")
DERIVATIVE = re.compile(
    r"\\partial(?![A-Za-z])|\\nabla(?![A-Za-z])|\\mathrm\{d\}"
    r"|(?<![\\A-Za-z])d(?:\^\{?2\}?)?\s*(?:[A-Za-z]|\(|\[|\\(?!(?:[,;:!. ]|cdot|times|top)))"
    r"|(?<![\\A-Za-z{])J(?![A-Za-z_])|(?<=[A-Za-z)}])'"
)

Formula = namedtuple("Formula", "notebook cell number latex about")
Cell = namedtuple("Cell", "notebook number text")


class Prose:
    """The formulas of some notebooks: those to be judged, those exempt, those without an equality."""

    def __init__(self):
        self.judged, self.exempt, self.without = [], [], []

    def add(self, path):
        notebook = read(path)
        name = f"{Path(path).parent.name}/{Path(path).stem}"
        for number, cell in enumerate(notebook.cells):
            if cell.cell_type != "markdown":
                continue
            about = cell.metadata.get("handgrad", {})
            chains, without = formulas(cell.source, about.get("gradients", ""))
            self.without += [Cell(name, number, latex) for latex in without]
            reason = cell.metadata.get("prose") or not about.get("f") and cell.metadata.get("no-gradient")
            if reason:
                self.exempt += [Cell(name, number, f"{latex}  ({reason})") for latex in chains]
                continue
            laws = [latex for latex in chains if sides(latex)[0] in about.get("laws", [])]
            self.exempt += [Cell(name, number, f"{latex}  (a law)") for latex in laws]
            chains = [latex for latex in chains if latex not in laws]
            start = len([f for f in self.judged if f.notebook == name])
            self.judged += [Formula(name, number, start + k, latex, about) for k, latex in enumerate(chains)]
        return name


def formulas(markdown, gradients=""):
    """The chains that speak of derivatives, and the displayed formulas without an equality."""
    chains, without = [], []
    names = re.compile("|".join(map(latex_of, re.findall(r"(\w+)\s*=", gradients))) or "(?!)")
    for match in MATHS.finditer(CODE.sub(" ", markdown)):
        displayed = match["displayed"]
        found = pieces(displayed if displayed is not None else match["inline"])
        equalities = [piece for piece in found if len(sides(piece)) > 1]
        chains += [piece for piece in equalities if DERIVATIVE.search(piece) or names.search(piece)]
        if displayed is not None and not equalities:
            without.append(one_line(displayed))
    return chains, without


def latex_of(name):
    """The ways to write a name such as D3 or delta3, as a pattern."""
    letters, digits = re.fullmatch(r"([A-Za-z]+?)_?(\d*)", name).groups()
    index = rf"_?\{{?{digits}\}}?" if digits else ""
    return rf"(?<![A-Za-z])\\?{letters}{index}(?![A-Za-z0-9_])"


def pieces(latex):
    """The statements of a formula: rows that go on with = are one chain; rules stand apart."""
    chains, rules = [], []
    latex = MATRIX.sub(lambda matrix: matrix[0].replace("\\\\", "\1").replace("&", "\2"), latex)
    for row in re.split(r"\\\\(?:\[[^\]]*\])?", ENVIRONMENT.sub(" ", latex)):
        left, _, rule = row.partition("&&")
        rules += statements(TEXT.sub(lambda text: ";" + ";".join(re.findall(r"\$(.*?)\$", text[1])) + ";", rule))
        left = TEXT.sub(" ; ", left)
        statement = one_line(left.replace("&", " "))
        if chains and re.match(rf"\s*&?\s*(?:{RELATION.pattern}|[+-]|\\cdot)", left):
            chains[-1] += " " + statement
        elif statement:
            chains.append(statement)
    found = [piece for chain in chains for piece in statements(chain)] + rules
    return [piece.replace("\1", "\\\\").replace("\2", "&") for piece in found]


def statements(text):
    parts, start = [], 0
    for split in SPLIT.finditer(text):
        inside = text[start : split.start()]
        if inside.count("(") + inside.count("{") <= inside.count(")") + inside.count("}"):
            parts.append(inside)
            start = split.end()
    parts = [one_line(part).strip(" ,.:;") for part in [*parts, text[start:]]]
    return [part for part in parts if part]


def one_line(latex):
    return re.sub(r"\s+", " ", latex).strip()


def sides(chain):
    """The sides of a chain that says an equality, exact or rounded."""
    parts = links(chain)
    return parts[::2] if set(SPOILT).intersection(parts[1::2]) else [chain]


def links(chain):
    """The sides of a chain and the relations between them, in turn; none inside brackets counts."""
    result, start = [], 0
    for sign in RELATION.finditer(chain):
        inside = chain[start : sign.start()]
        if inside.count("(") + inside.count("{") <= inside.count(")") + inside.count("}"):
            result += [inside.strip(), sign[0]]
            start = sign.end()
    return [*result, chain[start:].strip()]


def spoilt(chain):
    """The chain with a factor 3 in each of its right sides in turn; a 0 gets + 1."""
    parts = links(chain)
    for number in range(2, len(parts), 2):
        if parts[number - 1] in SPOILT:
            side = parts[number]
            wrong = f"{side} + 1" if side == "0" else f"3 ({side})"
            yield " ".join([*parts[:number], wrong, *parts[number + 1 :]])


def judge(formulas, folder, jar=JAR):
    """A verdict, a slip and a reason for each formula, by one run of the library."""
    table = Path(folder) / "formulas.tsv"
    rows = ["\t".join(COLUMNS)]
    for number, formula in enumerate(formulas):
        about = formula.about
        cells = (number, about.get("f", ""), about.get("by", ""), about.get("shapes", ""), about.get("name", ""),
                 about.get("assume", ""), about.get("where", ""), about.get("at", ""), about.get("numbers", ""),
                 about.get("gradients", ""), about.get("item", ""), formula.latex)
        rows.append("\t".join(one_line(str(cell)) for cell in cells))
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    run = subprocess.run(["java", "-jar", jar, "prose", table], capture_output=True, encoding="utf-8", check=False)
    lines = [line.split("\t") for line in run.stdout.splitlines()[1:]]
    if run.returncode or len(lines) != len(formulas):
        raise Refused(f"handgrad prose failed: {run.stderr.strip() or run.stdout.strip()}")
    return [tuple(line[1:4]) for line in lines]


def fault(formula, verdict):
    """`wrong`, `unread` or None; a formula shown as a mistake has to be refused by its slip."""
    found, slip, _ = verdict
    expected = formula.about.get("slip")
    if expected and found != "unread":
        return None if (found, slip) == ("wrong", expected) else "wrong"
    return None if found == "right" else found


def report(prose, names, verdicts, out):
    """Prints a line a notebook and the sums; the number of faults."""
    wrong, unread, others = 0, 0, 0
    counts = {name: 0 for name in names}
    for formula, verdict in zip(prose.judged, verdicts):
        counts[formula.notebook] += 1
        kind = fault(formula, verdict)
        wrong += kind == "wrong"
        unread += kind == "unread"
        if kind:
            reason = verdict[2] or f"{verdict[0]} {verdict[1]}".strip()
            if formula.about.get("slip"):
                found = " ".join(verdict[:2]).strip()
                reason += f" (to be refused as {formula.about['slip']}, found {found})"
            if not formula.about.get("f"):
                reason = "the cell's metadata does not say what f is"
            print(f"{formula.notebook} cell {formula.cell}: {kind}: {formula.latex}: {reason}", file=out)
    for cell in prose.without:
        print(f"{cell.notebook} cell {cell.number}: displayed without =: {cell.text}", file=out)
    for cell in prose.exempt:
        print(f"{cell.notebook} cell {cell.number}: exempt: {cell.text}", file=out)
    for name, count in counts.items():
        print(f"{name}: {count} formulas", file=out)
    for name in names:
        other = name.replace("ru/", "en/", 1)
        if name.startswith("ru/") and counts.get(other, counts[name]) != counts[name]:
            print(f"{name} has {counts[name]} formulas, {other} {counts[other]}: give both the same", file=out)
            others += 1
    total = sum(counts.values())
    if len(prose.exempt) * MOST_EXEMPT > total + len(prose.exempt):
        print(f"{len(prose.exempt)} formulas are exempt: at most one in {MOST_EXEMPT} may be", file=out)
        others += 1
    print(f"{total} formulas, {wrong} wrong, {unread} unread", file=out)
    return wrong + unread + others


def check(paths, folder, out=sys.stdout):
    """Judges the prose of notebooks; the number of faults."""
    prose = Prose()
    names = [prose.add(path) for path in paths]
    return report(prose, names, judge(prose.judged, folder), out)


def main(arguments):
    import tempfile

    try:
        with tempfile.TemporaryDirectory() as folder:
            return 1 if check([Path(a) for a in arguments] or committed(), folder) else 0
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
