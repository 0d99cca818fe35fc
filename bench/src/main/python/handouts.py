"""Times the printing of handouts against nbconvert's export of the same notebooks to HTML, in turns.

Usage: handouts.py NOTEBOOKS FOLDER. Of each row two lines, name and "html " and name: the median of all turns
in microseconds, and the command. One: a process for one notebook. All: one process for all of them, against
one for each.
"""

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

TURNS = {"one": 5, "all": 1}


def main(notebooks, folder):
    folder = Path(folder)
    paths = sorted(Path(notebooks).glob("*/*.ipynb"))
    one = next(path for path in paths if path.match("ru/01-*"))
    for name, sources in (("one", [one]), ("all", paths)):
        times = {"": [], "html ": []}
        for _ in range(TURNS[name]):
            times[""].append(timed(folder, "handgrad_handout", *sources, "--to", folder / "pdf"))
            html = [timed(folder, "nbconvert", "--to", "html", "--output-dir", folder / "html", path) for path in sources]
            times["html "].append(sum(html))
        for prefix, micros in times.items():
            against = f"nbconvert --to html of {'it' if name == 'one' else 'each'}"
            print(f"{prefix}pdf/{name}", statistics.median(micros), against, sep="\t")


def timed(folder, module, *arguments):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", module, *map(str, arguments)]
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return (time.perf_counter() - start) * 1e6


if __name__ == "__main__":
    main(*sys.argv[1:])
