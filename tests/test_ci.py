"""What .ci/run runs, in which order, and what it says last; here with a make of its own."""

import os
import shutil
import subprocess

import pytest

from guards.notebook import ROOT

# Notes how it is called, and leaves the report of one test.
MAKE = """#!/bin/sh
echo "make $* on ${JAVA_HOME:-the java found first}${CUT:+, cut off}${KERNEL:+, $KERNEL kernel}${REQUIRE_BROWSER:+, browser required}" >> calls
[ "$1" = notebooks ] && exit 0
mkdir -p build/reports
echo '<testsuite><testcase classname="T" name="t">CASE</testcase></testsuite>' > build/reports/guards.xml
EXIT
"""
# In a namespace of its own unshare has no network; the address is not set up there.
UNSHARE = """#!/bin/sh
shift
CUT=1 exec "$@"
"""


@pytest.fixture
def ci(tmp_path):
    """Runs .ci/run in a folder of its own; its exit code, last line, and calls of make."""

    def run(case="", end="exit 0"):
        programs = tmp_path / "bin"
        programs.mkdir()
        scripts = {"make": MAKE.replace("CASE", case).replace("EXIT", end), "unshare": UNSHARE}
        scripts |= {"ip": "#!/bin/sh\n", "sudo": '#!/bin/sh\nexec "$@"\n'}
        for name, script in scripts.items():
            (programs / name).write_text(script)
            (programs / name).chmod(0o755)
        shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
        shutil.copytree(ROOT / "make", tmp_path / "make")
        (tmp_path / ".gitignore").write_text("*\n")
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        stale = tmp_path / "lib/target/surefire-reports/TEST-Old.xml"
        stale.parent.mkdir(parents=True)
        stale.write_text('<testsuite><testcase classname="Old" name="gone"><failure/></testcase></testsuite>')
        environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
        environment.pop("JAVA_HOME", None)
        done = subprocess.run(
            [".ci/run"], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        return done.returncode, done.stdout.splitlines()[-1], (tmp_path / "calls").read_text().splitlines()

    return run


def test_all_tests_and_then_the_notebooks_on_every_jdk_and_cut_off(ci):
    code, last, calls = ci()
    assert (code, last) == (0, "1 passed, 0 failed, 0 skipped")
    assert calls[0] == "make test on the java found first, browser required"
    assert calls[-1] == "make notebooks on the java found first, cut off, stock kernel, browser required"
    others = [call.removeprefix("make notebooks on ").removesuffix(", browser required") for call in calls[1:-1]]
    assert len(set(others)) == len(others)
    assert all(os.access(f"{home}/bin/javac", os.X_OK) for home in others)


def test_a_skipped_test_fails_the_run(ci):
    code, last, _ = ci(case='<skipped message="no browser"/>')
    assert (code, last) == (1, "0 passed, 0 failed, 1 skipped")


def test_a_failed_make_fails_the_run_and_the_tests_are_counted(ci):
    code, last, calls = ci(end="exit 2")
    assert (code, last) == (2, "1 passed, 0 failed, 0 skipped")
    assert len(calls) == 1
