"""The last line of a CI run, and what makes it fail."""

import subprocess
import sys

import pytest

from guards.notebook import ROOT

CASES = {
    "passed": '<testcase classname="SumTest" name="adds"/>',
    "failed": '<testcase classname="SumTest" name="fails"><failure message="no"/></testcase>',
    "error": '<testcase classname="SumTest" name="breaks"><error message="no"/></testcase>',
    "skipped": '<testcase classname="SumTest" name="waits"><skipped message="no browser"/></testcase>',
    "ijava": '<testcase classname="SumTest" name="ijava"><skipped message="IJAVA_JAR not set"/></testcase>',
}


def tally(folder, java, python):
    for path, cases in (
        ("lib/target/surefire-reports/TEST-SumTest.xml", java),
        ("build/reports/guards.xml", python),
    ):
        report = folder / path
        report.parent.mkdir(parents=True)
        report.write_text(f"<testsuite>{''.join(CASES[case] for case in cases)}</testsuite>")
    run = subprocess.run(
        [sys.executable, ROOT / "make/tally.py", folder], capture_output=True, text=True
    )
    return run.returncode, run.stdout.splitlines()


@pytest.mark.parametrize(
    ("java", "python", "expected"),
    [
        (["passed"], ["passed", "passed"], (0, ["3 passed, 0 failed, 0 skipped"])),
        (
            ["passed"],
            ["passed", "ijava"],
            (0, ["skipped: SumTest.ijava: IJAVA_JAR not set", "2 passed, 0 failed, 0 skipped"]),
        ),
        (
            ["passed"],
            ["skipped"],
            (1, ["skipped: SumTest.waits: no browser", "1 passed, 0 failed, 1 skipped"]),
        ),
        (["failed"], ["passed"], (1, ["failed: SumTest.fails", "1 passed, 1 failed, 0 skipped"])),
        (["passed"], ["error"], (1, ["failed: SumTest.breaks", "1 passed, 1 failed, 0 skipped"])),
        ([], [], (1, ["no test ran", "0 passed, 0 failed, 0 skipped"])),
    ],
)
def test_the_last_line_counts_and_the_exit_says_whether_all_ran(tmp_path, java, python, expected):
    assert tally(tmp_path, java, python) == expected
