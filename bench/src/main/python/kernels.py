"""Times the course's kernel and the one that jjava's wheel installs, in turns.

Usage: kernels.py NOTEBOOKS. Of each row two lines, name and "stock " and name: the median of all turns, and
what it is. Start: to the first result; the client connects as soon as the kernel listens, for one that tries
before waits a tenth of a second between two attempts, and that would be measured. Chart: the first chart cell after the set-up cell. Memory: what all
processes of the kernel hold then, in MB, pages they share counted once. Numeric: two long cells, a loop and
products of matrices.
"""

import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

TURNS, PATIENCE = 11, 120
SHARE = Path(sys.prefix, "share")
KERNELS = {"": SHARE / "jupyter/kernels", "stock ": SHARE / "handgrad/stock/kernels"}
SETUP = "%load setup.jshell"
CHART = 'Expr f = formula("x^2 + xy + (x+y)^2", "x, y");\nerrorStep(gradientCheck(f, "x", at("x", 2, "y", 3)))'
NUMERIC = [
    "double sum = 0; for (int i = 1; i < 30_000_000; i++) sum += StrictMath.sin(i) / i;",
    "DMatrixRMaj A = new DMatrixRMaj(300, 300), C = new DMatrixRMaj(300, 300);"
    " for (int i = 0; i < A.data.length; i++) A.data[i] = i * 7919 % 101 / 101.0;"
    " for (int k = 0; k < 60; k++) org.ejml.dense.row.CommonOps_DDRM.mult(A, A, C);",
]


def main(notebooks):
    rows = {}
    for _ in range(TURNS):
        for prefix, folder in KERNELS.items():
            for name, value in turn(folder, notebooks).items():
                rows.setdefault(prefix + name, []).append(value)
    for name, values in rows.items():
        print(name, statistics.median(values), "the wheel's own kernelspec", sep="\t")


def turn(folder, notebooks):
    manager = KernelManager(kernel_name="java")
    manager.kernel_spec_manager = KernelSpecManager(kernel_dirs=[str(folder)], ensure_native_kernel=False)
    start = time.perf_counter()
    manager.start_kernel(cwd=notebooks, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    try:
        await_port(manager.ip, manager.shell_port)
        client.start_channels()
        first = client.execute("1+1")
        while client.get_shell_msg(timeout=PATIENCE)["parent_header"].get("msg_id") != first:
            pass
        micros = {"kernel/start": (time.perf_counter() - start) * 1e6}
        run(client, SETUP)
        micros["kernel/chart"] = run(client, CHART) * 1e6
        micros["kernel/memory"] = memory(manager.provisioner.process.pid)
        micros["kernel/numeric"] = sum(run(client, cell) for cell in NUMERIC) * 1e6
        return micros
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def await_port(address, port):
    deadline = time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline:
        with socket.socket() as attempt:
            if attempt.connect_ex((address, port)) == 0:
                return
        time.sleep(0.002)
    sys.exit(f"the kernel does not listen within {PATIENCE} s")


def run(client, source):
    start = time.perf_counter()
    reply = client.execute_interactive(source, timeout=PATIENCE, allow_stdin=False, output_hook=lambda message: None)
    seconds = time.perf_counter() - start
    if reply["content"]["status"] != "ok":
        sys.exit(f"the cell {source} fails: {reply['content'].get('evalue')}")
    return seconds


def memory(process):
    """The proportional set size of a process and its children, in MB."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return own / 1024 + sum(memory(child) for thread in threads for child in thread.read_text().split())


if __name__ == "__main__":
    main(sys.argv[1])
