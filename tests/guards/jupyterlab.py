"""JupyterLab as a reader sees it: the server of make lab, a real browser, and what it shows."""

import io
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from PIL import Image
from playwright.sync_api import TimeoutError as Late
from playwright.sync_api import sync_playwright

from guards.notebook import ROOT

TOKEN = "handgrad"
SMALLEST = (200, 100)
DRAWN = 0.002
START_SECONDS, RUN_SECONDS, SETTLE_SECONDS, EXPORT_SECONDS = 120, 240, 15, 60
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def browser_program():
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def lab(notebooks, home):
    """The address of the JupyterLab that make lab starts on a folder of notebooks."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["make", "lab", f"PORT={port}", f"NOTEBOOKS={notebooks}"]
    # The flag lets the guard call JupyterLab's own commands, which its menus and keys call too.
    command.append("LAB=--no-browser --expose-app-in-browser")
    # A home of its own: no settings, workspaces or signatures but those of this run.
    environment = {**os.environ, "HOME": str(home), "JUPYTER_TOKEN": TOKEN}
    log = home / "lab.log"
    with log.open("wb") as sink:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=sink, stderr=sink, start_new_session=True
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api/status?token={TOKEN}", server, log)
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def wait_for(address, server, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).read()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise AssertionError(f"make lab does not serve {address.split('?')[0]}:\n{log.read_text()}")


@contextmanager
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_program(), args=FLAGS)
        try:
            yield chromium
        finally:
            chromium.close()


class Page:
    """One notebook open in a tab of its own."""

    def __init__(self, browser, address, path, kernel=True):
        self.tab = browser.new_context(
            viewport={"width": 1400, "height": 1000}, accept_downloads=True
        ).new_page()
        self.tab.goto(f"{address}/lab/tree/{path}?reset&token={TOKEN}")
        self.tab.wait_for_function(
            """kernel => {
              const panel = window.jupyterapp?.shell.currentWidget;
              return panel?.content?.widgets?.length > 0
                && panel.context?.isReady
                && (!kernel || panel.sessionContext.session?.kernel?.connectionStatus === 'connected');
            }""",
            arg=kernel,
            timeout=START_SECONDS * 1000,
        )
        self.command("notebook:expand-all-headings")

    def close(self):
        self.tab.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        self.tab.context.close()

    def command(self, name):
        self.tab.evaluate("name => jupyterapp.commands.execute(name)", name)

    def run_all(self):
        """Runs all cells and waits for the last one."""
        self.tab.evaluate(
            """seconds => Promise.race([
              jupyterapp.commands.execute('notebook:run-all-cells'),
              new Promise((_, late) => setTimeout(() => late(new Error('cells still run')), seconds * 1000)),
            ])""",
            RUN_SECONDS,
        )

    def notebook(self):
        """The notebook as JupyterLab holds it now."""
        return self.tab.evaluate("() => jupyterapp.shell.currentWidget.content.model.toJSON()")

    def run(self, cell):
        """Runs one cell and waits for it."""
        self.show(cell)
        self.command("notebook:run-cell")

    def answer(self, cell, text):
        """Types an answer into a cell in place of what follows its first line, and runs it; what it replies."""
        self.show(cell)
        self.cell(cell).locator(".cm-content").click()
        for key in ("Control+Home", "ArrowDown", "Control+Shift+End"):
            self.tab.keyboard.press(key)
        self.tab.keyboard.insert_text(text)
        self.command("notebook:run-cell")
        return "\n".join(self.cell(cell).locator(".jp-OutputArea-output").all_inner_texts())

    def cell(self, number):
        return self.tab.locator(f".jp-Cell[data-windowed-list-index='{number}']")

    def show(self, number):
        self.tab.evaluate(
            "async n => { const book = jupyterapp.shell.currentWidget.content;"
            " book.activeCellIndex = n; book.mode = 'command';"
            " await book.scrollToItem(n, 'start'); }",
            number,
        )

    def export(self, label):
        """The file that File > Save and Export Notebook As > label gives, as bytes."""
        def entry(text):
            return self.tab.locator(f".lm-Menu-itemLabel:text-is('{text}')")

        downloads = []
        # The entry opens a tab that ends when its download begins, or hands it to this one.
        self.tab.on("download", lambda file: downloads.append(file))
        self.tab.context.on("page", lambda tab: tab.on("download", lambda file: downloads.append(file)))
        self.tab.locator(".lm-MenuBar-itemLabel:text-is('File')").click()
        entry("Save and Export Notebook As").click()
        try:
            entry("Executable Script").wait_for()
            entry(label).click(timeout=2000)
        except Late:
            labels = self.tab.locator(".lm-Menu").last.locator(".lm-Menu-itemLabel").all_inner_texts()
            raise AssertionError(f"the menu has no {label}: it offers {', '.join(filter(None, labels))}") from None
        deadline = time.monotonic() + EXPORT_SECONDS
        while not downloads and time.monotonic() < deadline:
            self.tab.wait_for_timeout(200)
        assert downloads, f"{label} of the menu gives no file"
        with open(downloads[0].path(), "rb") as file:
            return file.read()

    def problems(self):
        """What a reader would not see, or see wrong, cell by cell."""
        result = []
        cells = self.notebook()["cells"]
        for number, cell in enumerate(cells):
            self.show(number)
            result += [f"cell {number + 1} ({cell['id']}): {line}" for line in self.settled(number, cell)]
        return result

    def settled(self, number, cell):
        """The problems of a cell once its formulas and pictures have had time to appear."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while True:
            found = list(self.cell_problems(number, cell))
            if not found or time.monotonic() > deadline:
                return found
            self.tab.wait_for_timeout(300)

    def cell_problems(self, number, cell):
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                yield f"fails: {output['ename']}: {output['evalue']}"
        seen = self.tab.evaluate(LOOK, number)
        if seen is None:
            yield "is not on the page"
            return
        if not seen["words"] and says(cell):
            yield "its words are not on the page"
        yield from (f"MathJax: {line}" for line in seen["errors"])
        yield from (f"raw TeX in the text: {line}" for line in seen["raw"])
        pictures = sum("image/svg+xml" in output.get("data", {}) for output in cell.get("outputs", []))
        if seen["pictures"] != pictures:
            yield f"{pictures} pictures in the file, {seen['pictures']} on the page"
            return
        for picture in self.cell(number).locator(PICTURE).all():
            yield from self.picture_problems(picture)

    def picture_problems(self, picture):
        try:
            picture.scroll_into_view_if_needed(timeout=5000)
            box = picture.bounding_box()
        except Late:
            box = None
        if not box or box["width"] < SMALLEST[0] or box["height"] < SMALLEST[1]:
            size = f"{box['width']:.0f}×{box['height']:.0f}" if box else "nowhere"
            yield f"a picture of {size} pixels: at least {SMALLEST[0]}×{SMALLEST[1]}"
            return
        if drawn(picture.screenshot()) < DRAWN:
            yield "an empty picture"


PICTURE = ".jp-RenderedSVG img, .jp-RenderedSVG svg"
# What a cell shows: MathJax's errors, TeX that was not set as a formula, pictures.
LOOK = """
number => {
  const cell = document.querySelector(`.jp-Cell[data-windowed-list-index='${number}']`);
  if (!cell || !cell.isConnected) return null;
  const errors = [...cell.querySelectorAll('mjx-merror')].map(e => e.getAttribute('data-mjx-error'));
  const commands = /\\\\[a-zA-Z]+|\\$/g;
  const raw = [];
  let words = 0;
  for (const area of cell.querySelectorAll('.jp-RenderedHTMLCommon')) {
    const text = area.cloneNode(true);
    words += text.textContent.trim().length;
    // A command that MathJax does not know stands as text in what it makes for screen readers.
    text.querySelectorAll('mjx-assistive-mml mtext').forEach(
      e => e.closest('merror') || raw.push(...(e.textContent.match(commands) || [])));
    text.querySelectorAll('mjx-container, code, pre, script').forEach(e => e.remove());
    raw.push(...(text.textContent.match(commands) || []));
  }
  const pictures = [...cell.querySelectorAll('.jp-RenderedSVG img, .jp-RenderedSVG svg')]
    .filter(p => p.tagName !== 'IMG' || (p.complete && p.naturalWidth > 0));
  return {errors, raw, words, pictures: pictures.length};
}
"""


def says(cell):
    """Whether a cell, or an output of it, is Markdown with words in it."""
    texts = [output.get("data", {}).get("text/markdown", "") for output in cell.get("outputs", [])]
    return any("".join(text).strip() for text in [cell["source"]] * (cell["cell_type"] == "markdown") + texts)


def drawn(png):
    """The part of a picture's pixels that differ from its most frequent colour."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    colours = image.getcolors(image.width * image.height)
    return 1 - max(count for count, _ in colours) / (image.width * image.height)
