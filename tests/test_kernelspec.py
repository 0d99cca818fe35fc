"""The kernel that make lab sets up: one Java machine that shares the classes of the course."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

from guards import outputs
from guards.kernel import STOCK, rerun
from guards.notebook import ROOT, read

SPEC = Path(sys.prefix, "share/jupyter/kernels/java")
JAR = ROOT / "lib/target/handgrad.jar"
PATIENCE = 60


def argv(folder=SPEC):
    return json.loads((folder / "kernel.json").read_text())["argv"]


def replies(command, log, *sources):
    """What cells give in a kernel that is started so, and what it prints but for its own log."""
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(argv=command, display_name="Java", language="java")
    with log.open("w") as printed:
        manager.start_kernel(cwd=ROOT / "notebooks/en", stdout=printed, stderr=subprocess.STDOUT)
    client = manager.client()
    client.start_channels()
    shown = []
    try:
        client.wait_for_ready(timeout=PATIENCE)
        for source in sources:
            client.execute_interactive(source, timeout=PATIENCE, output_hook=lambda m: shown.append(m["content"]))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    printed = [line for line in log.read_text().splitlines() if not line.startswith("[I ")]
    return [content["data"]["text/plain"] for content in shown if "data" in content], printed


def test_the_kernel_runs_in_the_machine_that_is_started():
    assert argv() == [
        "java",
        f"-XX:SharedArchiveFile={SPEC}/classes.jsa",
        "-Xshare:auto",
        "-Xlog:disable",
        "-Xlog:all=error,cds*=off:stderr",
        "-XX:+UseParallelGC",
        "-Xms72m",
        "-Xmn44m",
        "-XX:-UsePerfData",
        "-XX:Tier3LoadFeedback=1",
        "-XX:Tier4InvocationThreshold=20000",
        "-XX:Tier4MinInvocationThreshold=2000",
        "-XX:Tier4CompileThreshold=40000",
        f"-Denv.class.path={SPEC}/jjava.jar",
        "--add-opens",
        "jdk.jshell/jdk.jshell=ALL-UNNAMED",
        "-cp",
        f"{SPEC}/jjava.jar{os.pathsep}{JAR}",
        "org.dflib.jjava.distro.JJava",
        "{connection_file}",
    ]


SLOW = (
    "int steps = 0;\n"
    "GradientDescent.run(w -> 0, w -> { steps++; long end = System.nanoTime() + 100_000_000L;"
    " while (System.nanoTime() < end) ; return w; }, new DMatrixRMaj(1, 1), 0.1, 0, %d).w().get(0)"
)
LONG = (
    'var f = formula("x^2", "x");\nint turns = 0;\n'
    'for (; turns < 2_000_000_000; turns++) gradientCheck(f, "x", at("x", 1.0));'
)


def test_a_long_computation_shows_its_progress_and_an_interrupt_stops_it():
    manager = KernelManager(kernel_name="java")
    manager.start_kernel(cwd=ROOT / "notebooks/en", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()

    def value(source):
        shown = []
        client.execute_interactive(source, timeout=PATIENCE, output_hook=lambda m: shown.append(m["content"]))
        return [content["data"]["text/plain"] for content in shown if "data" in content]

    def interrupted(source, counter):
        running = client.execute(source)
        time.sleep(2)
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=10)
        while reply["parent_header"].get("msg_id") != running:
            reply = client.get_shell_msg(timeout=10)
        assert (reply["content"]["status"], reply["content"]["ename"]) == ("error", "EvaluationInterruptedException")
        counted = value(counter)
        assert counted != ["0"]
        time.sleep(1)
        assert value(counter) == counted

    try:
        client.wait_for_ready(timeout=PATIENCE)
        value("%load setup.jshell")
        interrupted(LONG, "turns")
        interrupted(SLOW % 1000, "steps")
        said = []
        client.execute_interactive(SLOW % 40, timeout=PATIENCE, output_hook=lambda m: said.append(m["content"].get("text", "")))
        assert re.fullmatch(r"(\r[1-3]\d / 40)+\r40 / 40\n", "".join(said)), said
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_the_wheels_own_kernelspec_is_kept():
    assert argv(STOCK / "java") == [
        "java",
        "-jar",
        "{resource_dir}/jjava-launcher.jar",
        "{resource_dir}/jjava.jar",
        "{connection_file}",
    ]


@pytest.mark.parametrize(
    "loaded",
    ["handgrad.notebook.Course", "handgrad.notebook.Derivations", "handgrad.expr.Formula", "org.dflib.jjava.kernel.JavaKernel"],
)
def test_classes_of_the_course_come_from_the_archive(tmp_path, loaded):
    log = tmp_path / "classes.log"
    command = argv()
    command.insert(-2, f"-Xlog:class+load:file={log}")
    shown, _ = replies(command, tmp_path / "printed", "%load setup.jshell", 'formula("x^2", "x")', 'derivation("7.1")')
    assert shown[0] == "x^2"
    [line] = [line for line in log.read_text().splitlines() if f" {loaded} " in line]
    assert line.endswith("source: shared objects file (top)")


def spoilt(tmp_path):
    archive = tmp_path / "classes.jsa"
    archive.write_bytes(bytes(100_000))
    return archive, JAR


def gone(tmp_path):
    return tmp_path / "classes.jsa", JAR


def of_another_library(tmp_path):
    jar = shutil.copy(JAR, tmp_path / "handgrad.jar")
    os.utime(jar, (0, 0))
    return SPEC / "classes.jsa", jar


@pytest.mark.parametrize("unfit", [spoilt, gone, of_another_library])
def test_an_archive_that_does_not_fit_is_passed_over_without_a_word(tmp_path, unfit):
    archive, jar = unfit(tmp_path)
    command = [part.replace(f"{SPEC}/classes.jsa", str(archive)).replace(str(JAR), str(jar)) for part in argv()]
    assert command != argv()
    printed = tmp_path / "printed"
    assert replies(command, printed, "%load setup.jshell", 'formula("x^2", "x")') == (["x^2"], [])


def test_the_kernel_of_the_wheel_gives_the_same_outputs(monkeypatch):
    monkeypatch.setenv("KERNEL", "stock")
    [path] = (ROOT / "notebooks/ru").glob("01-*.ipynb")
    assert outputs.differences(read(path), asyncio.run(rerun(path))) == []


def made(*arguments):
    done = subprocess.run([sys.executable, "make/kernel.py", *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_a_kernel_that_is_made_already_is_left_as_it_is():
    before = (SPEC / "classes.jsa").stat().st_mtime_ns
    assert made(str(JAR)) == (0, "")
    assert (SPEC / "classes.jsa").stat().st_mtime_ns == before


def test_a_missing_library_is_said_with_its_remedy(tmp_path):
    jar = tmp_path / "handgrad.jar"
    assert made(str(jar)) == (1, f"{jar} is not there: build it by mvn -B -pl lib package -DskipTests\n")
