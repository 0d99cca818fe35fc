"""Compares pictures element by element: the same elements, order and texts, coordinates nearly."""

import re
import xml.etree.ElementTree as ElementTree

TOLERANCE = 0.5
COORDINATES = {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy"}
COORDINATES |= {"width", "height", "d", "points", "viewBox", "transform"}
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def differences(committed, now):
    """The first difference of two pictures as a list of one line, or of none."""
    try:
        old, new = ElementTree.fromstring(committed), ElementTree.fromstring(now)
    except ElementTree.ParseError as error:
        return [f"no SVG: {error}"]
    olds, news = list(old.iter()), list(new.iter())
    for number, (before, after) in enumerate(zip(olds, news), 1):
        found = difference(before, after)
        if found:
            return [f"element {number} <{tag(before)}>: {found}"]
    if len(olds) != len(news):
        return [f"{len(olds)} elements committed, {len(news)} now"]
    return []


def tag(element):
    return element.tag.rpartition("}")[2]


def difference(before, after):
    if before.tag != after.tag:
        return f"is <{tag(after)}> now"
    if len(before) != len(after):
        return f"{len(before)} children committed, {len(after)} now"
    for what, old, new in (("text", before.text, after.text), ("tail", before.tail, after.tail)):
        if (old or "").strip() != (new or "").strip():
            return f"{what} {(old or '').strip()!r} committed, {(new or '').strip()!r} now"
    for name in sorted(before.attrib.keys() | after.attrib.keys()):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            return f"{name} {old!r} committed, {new!r} now"
        near = close if name in COORDINATES else str.__eq__
        if not near(old, new):
            return f"{name} {shortened(old, new)}"
    return None


def close(old, new):
    """Whether two attributes are the same but for numbers less than the tolerance apart."""
    if old == new:
        return True
    if NUMBER.sub("0", old) != NUMBER.sub("0", new):
        return False
    # A scale or a matrix moves far what it multiplies; only a shift is a coordinate.
    tolerance = 1e-6 if re.search(r"scale|matrix|rotate|skew", old) else TOLERANCE
    pairs = zip(NUMBER.findall(old), NUMBER.findall(new))
    return all(abs(float(a) - float(b)) <= tolerance for a, b in pairs)


def shortened(old, new):
    """The two values from the first place on where they differ."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    same = max(0, same - 10)
    return f"{old[same:same + 40]!r} committed, {new[same:same + 40]!r} now"
