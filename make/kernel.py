"""Makes the kernel of the course start fast.

    build/venv/bin/python make/kernel.py lib/target/handgrad.jar

The kernelspec that jjava's wheel installs starts a Java machine that starts the kernel in a second one.
This puts another in its place: one machine, the library on its class path, and an archive of the classes
that the first cells of a notebook load, so that they need not be read and verified anew (class-data
sharing). A machine that the archive does not fit, of another version or with a library built since, starts
without it and says nothing. The wheel's own kernelspec is kept, to compare with: share/handgrad/stock.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

SPEC = Path(sys.prefix, "share/jupyter/kernels/java")
STOCK = Path(sys.prefix, "share/handgrad/stock/kernels/java")
MAIN = "org.dflib.jjava.distro.JJava"
# What the wheel's launcher opens for the kernel.
OPENS = ["--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED"]
# A cell's own code is compiled well as soon as it is a loop; what runs once, as javac does at the start, need
# not be compiled twice. The heap begins small and grows when it is used, its young part stays small.
FLAGS = [
    "-XX:+UseParallelGC",
    "-Xms72m",
    "-Xmn44m",
    "-XX:-UsePerfData",
    "-XX:Tier3LoadFeedback=1",
    "-XX:Tier4InvocationThreshold=20000",
    "-XX:Tier4MinInvocationThreshold=2000",
    "-XX:Tier4CompileThreshold=40000",
]
# An archive that does not fit is no news for the reader of a notebook.
QUIET = ["-Xshare:auto", "-Xlog:disable", "-Xlog:all=error,cds*=off:stderr"]
PATIENCE = 120
# What the first cells of a notebook do.
CELLS = [
    "%load setup.jshell",
    'Expr f = formula("x^2 + xy + (x+y)^2", "x, y");\ngraph(f, at("x", 2, "y", 3))',
    'errorStep(gradientCheck(f, "x", at("x", 2, "y", 3)))',
    'derivation(formula("tr(A X^T X)", "A:n,n;X:m,n"), "X")',
    "%%check 1.x\n2x + y",
    "%hint 1.x 1",
    "System.exit(0)",
]


def main(jar):
    jar = Path(jar).resolve()
    if not jar.is_file():
        return f"{jar} is not there: build it by mvn -B -pl lib package -DskipTests"
    keep_stock()
    made_for = {
        "java": java_version(),
        "jar": [jar.stat().st_size, int(jar.stat().st_mtime)],
        "command": [*QUIET, *command(jar)],
    }
    archive = SPEC / "classes.jsa"
    if archive.exists() and written().get("metadata", {}).get("made_for") == made_for:
        return None
    archive.unlink(missing_ok=True)
    # A machine that is stopped while it writes leaves half an archive, which would bring down others.
    new = archive.with_suffix(".new")
    new.unlink(missing_ok=True)
    if record(jar, new) and new.exists():
        new.replace(archive)
    share = [f"-XX:SharedArchiveFile={archive}"] if archive.exists() else []
    write(["java", *share, *QUIET, *command(jar)], made_for)
    return None


def command(jar):
    # The machine has the library on its class path from the start; javac opens it when %classpath names it.
    kernel = str(SPEC / "jjava.jar")
    javac = f"-Denv.class.path={kernel}"
    return [*FLAGS, javac, *OPENS, "-cp", os.pathsep.join([kernel, str(jar)]), MAIN, "{connection_file}"]


def keep_stock():
    """Keeps a copy of what the wheel installed, as long as it stands there untouched."""
    if any("jjava-launcher.jar" in argument for argument in written()["argv"]):
        shutil.rmtree(STOCK, ignore_errors=True)
        shutil.copytree(SPEC, STOCK)


def written():
    return json.loads((SPEC / "kernel.json").read_text(encoding="utf-8"))


def write(argv, made_for):
    spec = json.loads((STOCK / "kernel.json").read_text(encoding="utf-8"))
    spec |= {"argv": argv, "metadata": {"made_for": made_for}}
    (SPEC / "kernel.json").write_text(json.dumps(spec, indent=1), encoding="utf-8")


def java_version():
    told = subprocess.run(["java", "-version"], capture_output=True, encoding="utf-8", check=True).stderr
    return re.sub(r"\s+", " ", told).strip()


def record(jar, archive):
    """Runs the cells in a kernel that writes the archive when it leaves; whether it left by itself."""
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(
        argv=["java", f"-XX:ArchiveClassesAtExit={archive}", "-Xlog:disable", *command(jar)],
        display_name="Java",
        language="java",
    )
    notebooks = Path(__file__).resolve().parent.parent / "notebooks/en"
    manager.start_kernel(cwd=notebooks, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE)
        for source in CELLS[:-1]:
            reply = client.execute_interactive(
                source, timeout=PATIENCE, allow_stdin=False, output_hook=lambda message: None
            )
            if reply["content"]["status"] != "ok":
                raise RuntimeError(f"the cell {source} fails: {reply['content'].get('evalue')}")
        client.execute(CELLS[-1])
        return manager.provisioner.process.wait(PATIENCE) == 0
    finally:
        client.stop_channels()
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
