"""make badge writes owner/name into one place of the README."""

import subprocess
import sys

from guards.notebook import ROOT

README = "# handgrad\n\n<!-- binder -->\n{}<!-- /binder -->\n\nMore.\n"
COMMAND = "`jupyter-repo2docker .`\n"
BADGE = (
    "[![Binder](https://mybinder.org/badge_logo.svg)]"
    "(https://mybinder.org/v2/gh/{}/HEAD?urlpath=lab/tree/course/en/00-start.ipynb)\n"
)


def badge(readme, repository):
    run = subprocess.run(
        [sys.executable, ROOT / "make/badge.py", repository, readme], capture_output=True, text=True
    )
    assert run.stdout == ""
    return run.returncode, run.stderr


def test_the_badge_takes_the_place_of_the_command_and_of_another_badge(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(README.format(COMMAND))
    for repository in ("ann/handgrad", "bob/hand-grad.fork"):
        assert badge(readme, repository) == (0, "")
        assert readme.read_text() == README.format(BADGE.format(repository))


def test_without_a_repository_nothing_is_written(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(README.format(COMMAND))
    for repository in ("", "handgrad", "a/b/c", "a b/c"):
        assert badge(readme, repository) == (
            1,
            "Name the repository on GitHub: make badge REPO=owner/name.\n",
        )
    assert readme.read_text() == README.format(COMMAND)


def test_a_readme_without_the_place_is_refused(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("# handgrad\n")
    assert badge(readme, "ann/handgrad") == (
        1,
        "README.md lacks the lines <!-- binder --> and <!-- /binder -->: put the badge between them.\n",
    )
