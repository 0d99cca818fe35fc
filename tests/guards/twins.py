"""The two languages of a notebook are twins: the same cells, ids, tags and code to the letter."""

from guards.notebook import LANGUAGES, Refused, named, read


def missing(folder):
    """The notebooks that stand in one language only."""
    names = {language: {path.name for path in (folder / language).glob("*.ipynb")} for language in LANGUAGES}
    return [
        f"{named(folder / here / name)}: its twin {named(folder / there / name)} is missing:"
        " write it, or remove both"
        for here, there in (LANGUAGES, LANGUAGES[::-1])
        for name in sorted(names[here] - names[there])
    ]


def differences(one, other):
    """Where two notebooks are no twins, the first place of each kind in one line."""
    if len(one.cells) != len(other.cells):
        return [f"{len(one.cells)} cells in one, {len(other.cells)} in the other"]
    return [
        f"cell {number} ({before.get('id', 'no id')}): {what}"
        for number, (before, after) in enumerate(zip(one.cells, other.cells), 1)
        for what in cell(before, after)
    ]


def cell(one, other):
    if one.cell_type != other.cell_type:
        yield f"{one.cell_type} in one, {other.cell_type} in the other"
        return
    if one.get("id") != other.get("id"):
        yield f"the other's id is {other.get('id')}"
    if one.metadata != other.metadata:
        yield f"metadata {dict(one.metadata)} in one, {dict(other.metadata)} in the other"
    if one.cell_type == "code":
        if one.source != other.source:
            yield f"code {one.source!r} in one, {other.source!r} in the other"
        views = [[sorted(output.get("data", {})) for output in cell.outputs] for cell in (one, other)]
        if views[0] != views[1]:
            yield f"shows {views[0]} in one, {views[1]} in the other"
    elif one.source == other.source and any(letter.isalpha() for letter in one.source):
        yield f"the same words in both languages: {one.source[:60]!r}"


def of(path):
    """The differences between a notebook and its twin, read from their files."""
    language = path.parent.name
    twin = path.parent.parent / LANGUAGES[1 - LANGUAGES.index(language)] / path.name
    if not twin.exists():
        raise Refused(f"{named(path)}: its twin {named(twin)} is missing: write it, or remove both")
    return differences(read(path), read(twin))


def setups_differ_in_one_word(folder):
    """Whether the two setup.jshell differ in the language and nothing else."""
    words = [(folder / language / "setup.jshell").read_text("utf-8").split() for language in LANGUAGES]
    pairs = [pair for pair in zip(*words) if pair[0] != pair[1]]
    if len(words[0]) != len(words[1]) or len(pairs) != 1:
        return False
    one, other = pairs[0]
    return one.replace('"ru"', '"en"') == other
