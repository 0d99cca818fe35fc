"""Times a small cell of the library and the cell 1+1 on one Java kernel.

Usage: cells.py NOTEBOOKS; one line a cell: name, microseconds (the median of a hundred turns), cell.
"""

import statistics
import sys
import time

from jupyter_client.manager import KernelManager

SMALL = 'gradient(f, at("x", 2, "y", 3))'
PLAIN = "1+1"
WARM, TURNS, PATIENCE = 50, 100, 60


def main(notebooks):
    manager = KernelManager(kernel_name="java")
    manager.start_kernel(cwd=notebooks)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE)
        run(client, "%load setup.jshell")
        run(client, 'Expr f = formula("x^2 + xy + (x+y)^2", "x, y");')
        for _ in range(WARM):
            run(client, SMALL)
            run(client, PLAIN)
        small, plain = [], []
        for _ in range(TURNS):
            small.append(run(client, SMALL))
            plain.append(run(client, PLAIN))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    for name, seconds, cell in (("cell/small", small, SMALL), ("1+1", plain, PLAIN)):
        print(name, statistics.median(seconds) * 1e6, cell, sep="\t")


def run(client, source):
    start = time.perf_counter()
    reply = client.execute_interactive(
        source, timeout=PATIENCE, allow_stdin=False, output_hook=lambda message: None
    )
    seconds = time.perf_counter() - start
    if reply["content"]["status"] != "ok":
        sys.exit(f"the cell {source} fails: {reply['content'].get('evalue')}")
    return seconds


if __name__ == "__main__":
    main(sys.argv[1])
