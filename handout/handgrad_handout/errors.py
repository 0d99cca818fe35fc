"""What goes wrong, said in one line."""


class HandoutError(Exception):
    """A handout that cannot be made: one line that names the file, the cell where there is one, and the remedy."""

    def __init__(self, file, what, remedy):
        self.file, self.what, self.remedy = str(file), what, remedy
        super().__init__(" ".join(f"{file}: {what}: {remedy}".split()))

    def of(self, file):
        """The same of a file that is better known by another name."""
        return HandoutError(file, self.what, self.remedy)


class CellError(Exception):
    """What is wrong with one cell; the notebook's name is put before it by whoever knows it."""

    def __init__(self, place, what, remedy):
        self.place, self.what, self.remedy = place, what, remedy
        super().__init__(f"{place}: {what}: {remedy}")

    def within(self, file):
        return HandoutError(file, f"{self.place}: {self.what}", self.remedy)
