import pytest
from printing import notebook, pdf, text


@pytest.fixture
def printed(tmp_path):
    """Prints a notebook of the given cells in an English folder and reads its text back."""
    folder = tmp_path / "en"
    folder.mkdir()
    return lambda *cells: text(pdf(notebook(*cells), folder))
