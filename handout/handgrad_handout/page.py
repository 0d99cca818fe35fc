"""The paper and the language of a handout."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Page:
    """Lengths in millimetres, sizes of print in points."""

    width: float = 210
    height: float = 297
    side: float = 20
    top: float = 22
    bottom: float = 22
    text: float = 11
    table: float = 10
    code: float = 9.5
    small: float = 9

    def typst(self):
        """The page as a Typst dictionary."""
        units = {name: "mm" for name in ("width", "height", "side", "top", "bottom")}
        fields = (f"{name}: {value:g}{units.get(name, 'pt')}" for name, value in asdict(self).items())
        return f"({', '.join(fields)})"


A4 = Page()
PHONE = Page(width=90, height=160, side=6, top=13, bottom=12, text=9, table=8, code=7, small=7)


def language(folder, texts):
    """The language of a notebook: its folder's name says it, else the letters most of its text is written in."""
    if folder.name in ("ru", "en"):
        return folder.name
    letters = [char for text in texts for char in text.lower() if char.isalpha()]
    russian = sum("а" <= char <= "я" or char == "ё" for char in letters)
    latin = sum("a" <= char <= "z" for char in letters)
    return "ru" if russian > latin else "en"
