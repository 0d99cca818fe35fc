"""Compares the outputs of a re-run notebook with the committed ones."""

from guards import svg
from guards.notebook import normal_outputs


def differences(committed, now):
    """One line for each cell output that differs: where, what was committed, what came now."""
    result = []
    cells = zip(committed.cells, now.cells, strict=True)
    for number, (before, after) in enumerate(cells, 1):
        if before.cell_type == "code":
            place = f"cell {number} ({before.get('id', 'no id')})"
            found = cell(normal_outputs(before.outputs), normal_outputs(after.outputs))
            result += [f"{place}: {line}" for line in found]
    return result


def cell(olds, news):
    if len(olds) != len(news):
        return [f"{len(olds)} outputs committed ({kinds(olds)}), {len(news)} now ({kinds(news)})"]
    return [
        f"output {number}: {line}"
        for number, (old, new) in enumerate(zip(olds, news), 1)
        for line in output(old, new)
    ]


def kinds(outputs):
    return ", ".join(kind(output) for output in outputs) or "none"


def kind(output):
    if output.output_type == "error":
        return f"error {output.get('ename')}: {output.get('evalue')}"
    if output.output_type == "stream":
        return f"stream {output.name}: {output.text.strip()[:60]}"
    return " + ".join(sorted(output.data))


def output(old, new):
    if old.output_type != new.output_type:
        return [f"{kind(old)} committed, {kind(new)} now"]
    if old.output_type == "stream":
        return text(f"stream {old.name}", old.text, new.text)
    if old.output_type == "error":
        return text("error", f"{old.ename}: {old.evalue}", f"{new.ename}: {new.evalue}")
    if sorted(old.data) != sorted(new.data):
        return [f"{kind(old)} committed, {kind(new)} now"]
    return [line for mime in sorted(old.data) for line in view(mime, old.data[mime], new.data[mime])]


def view(mime, old, new):
    if mime == "image/svg+xml":
        return [f"{mime}: {line}" for line in svg.differences(old, new)]
    return text(mime, old, new)


def text(what, old, new):
    """The first line of two texts that differs."""
    if old == new:
        return []
    olds, news = str(old).split("\n"), str(new).split("\n")
    for number, (before, after) in enumerate(zip(olds, news), 1):
        if before != after:
            return [f"{what}, line {number}: {before!r} committed, {after!r} now"]
    return [f"{what}: {len(olds)} lines committed, {len(news)} now"]
