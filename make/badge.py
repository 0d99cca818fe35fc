"""usage: make badge REPO=owner/name

Puts the badge that opens the course on Binder between the two marks in README.md.
"""

import re
import sys
from pathlib import Path

REGION = re.compile(r"(?<=<!-- binder -->\n).*?(?=<!-- /binder -->)", re.DOTALL)
BADGE = (
    "[![Binder](https://mybinder.org/badge_logo.svg)]"
    "(https://mybinder.org/v2/gh/{}/HEAD?urlpath=lab/tree/course/en/00-start.ipynb)\n"
)


def main(repository, readme):
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository):
        return "Name the repository on GitHub: make badge REPO=owner/name."
    if not readme.exists() or not REGION.search(readme.read_text("utf-8")):
        return f"{readme.name} lacks the lines <!-- binder --> and <!-- /binder -->: put the badge between them."
    text = readme.read_text("utf-8")
    readme.write_text(REGION.sub(lambda _: BADGE.format(repository), text), "utf-8")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2] if len(sys.argv) > 2 else "README.md")))
