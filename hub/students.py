"""Tries a class: a real JupyterHub, and students who run a notebook all at once.

    python hub/students.py 5

Prints for each student the seconds from the click to the first result, the seconds for the whole notebook, and
the memory of the student's server and kernel, pages they share counted once. Exit code 1 if a server does not
start, an output differs from the committed one, one student sees what is another's, or a process is left.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import nbformat
import websocket

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from guards import outputs  # noqa: E402
from guards.notebook import normal_outputs, read  # noqa: E402

PROXY = ROOT / "hub/node_modules/.bin/configurable-http-proxy"
PATIENCE, LEAVING = 180, 20


class Failed(Exception):
    """What went wrong, in one line."""


class Hub:
    """A running JupyterHub and how to ask it."""

    def __init__(self, folder):
        self.folder, self.token = folder, secrets.token_hex(16)
        port, api, proxy = free_ports(3)
        self.address = f"http://127.0.0.1:{port}"
        self.environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HUB_FOLDER": str(folder),
            "HUB_PORT": str(port),
            "HUB_API_PORT": str(api),
            "HUB_PROXY_PORT": str(proxy),
            "HUB_TOKEN": self.token,
        }

    def __enter__(self):
        command = [sys.executable, "-m", "jupyterhub", "--config", str(ROOT / "hub/jupyterhub_config.py")]
        with (self.folder / "hub.log").open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        wait("the hub", lambda: self.process.poll() is not None or self.answers())
        if self.process.poll() is not None:
            last = (self.folder / "hub.log").read_text().strip().splitlines()[-1]
            raise Failed(f"the hub does not start: {last}")
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)

    def answers(self):
        try:
            return self.ask("GET", "/hub/api/")
        except (urllib.error.URLError, OSError):
            return None

    def ask(self, method, path, body=None, token=None):
        request = urllib.request.Request(self.address + path, method=method)
        request.add_header("Authorization", f"token {token or self.token}")
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(request, data, timeout=PATIENCE) as answer:
            text = answer.read()
        return json.loads(text) if text else {}


class Student:
    """One student: a server, a kernel, a notebook run from the first cell to the last."""

    def __init__(self, hub, number, path):
        self.hub, self.name, self.number, self.path = hub, f"student-{number}", number, path

    def work(self):
        start = time.perf_counter()
        server = self.server()
        folder = f"notebooks/{self.path.parent.name}"
        path = f"{folder}/{self.path.name}"
        self.kernel = self.own("POST", "/api/kernels", {"name": "java", "path": path})["id"]
        address = self.hub.address.replace("http", "ws") + f"/user/{self.name}/api/kernels/{self.kernel}/channels"
        self.socket = websocket.create_connection(
            address, timeout=PATIENCE, header={"Authorization": f"token {self.token}"}, suppress_origin=True
        )
        self.run(f"int number = {self.number};\nnumber")
        first = time.perf_counter() - start
        committed, now = read(self.path), read(self.path)
        for cell in now.cells:
            if cell.cell_type == "code":
                cell.outputs = self.run(cell.source)
        whole = time.perf_counter() - start - first
        differ = outputs.differences(committed, now)
        if differ:
            raise Failed(f"{self.name}: {self.path.name}: {differ[0]}")
        [mine] = self.run("number")
        if mine.data["text/plain"] != str(self.number):
            raise Failed(f"{self.name} sees what is another's: {mine.data['text/plain']}")
        self.alone()
        return first, whole, memory(server["state"]["pid"])

    def server(self):
        """The student's server, once it is ready."""
        self.hub.ask("POST", f"/hub/api/users/{self.name}")
        self.token = self.hub.ask("POST", f"/hub/api/users/{self.name}/tokens", {})["token"]
        self.hub.ask("POST", f"/hub/api/users/{self.name}/server", {})

        def ready():
            server = self.hub.ask("GET", f"/hub/api/users/{self.name}")["servers"].get("", {})
            return server if server.get("ready") else None

        return wait(f"the server of {self.name}", ready)

    def leave(self):
        """Shuts the kernel down and stops the server."""
        self.socket.close()
        self.own("DELETE", f"/api/kernels/{self.kernel}")
        user = f"/hub/api/users/{self.name}"
        self.hub.ask("DELETE", f"{user}/server")
        wait(f"the end of the server of {self.name}", lambda: not self.hub.ask("GET", user)["servers"])

    def own(self, method, path, body=None):
        return self.hub.ask(method, f"/user/{self.name}{path}", body, self.token)

    def alone(self):
        """A student's token opens no other student's server."""
        other = f"student-{self.number % 2 + 1 if self.number > 2 else 3 - self.number}"
        try:
            self.hub.ask("GET", f"/user/{other}/api/contents", token=self.token)
        except urllib.error.HTTPError as refused:
            if refused.code == 403:
                return
        raise Failed(f"{self.name} may open the server of {other}")

    def run(self, source):
        """The outputs of a cell."""
        message = uuid4().hex
        header = {"msg_id": message, "msg_type": "execute_request", "username": "", "session": self.name, "version": "5.3"}
        content = {"code": source, "silent": False, "store_history": False, "allow_stdin": False}
        request = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        self.socket.send(json.dumps(request))
        found = []
        while True:
            answer = json.loads(self.socket.recv())
            if answer["parent_header"].get("msg_id") != message or answer["channel"] != "iopub":
                continue
            kind, content = answer["msg_type"], answer["content"]
            if kind == "status" and content["execution_state"] == "idle":
                return normal_outputs(found)
            if kind in ("stream", "display_data", "execute_result", "error"):
                found.append(nbformat.v4.output_from_msg(nbformat.from_dict(answer)))


def wait(what, condition):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise Failed(f"{what} is not ready after {PATIENCE} s")


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def memory(process):
    """The proportional set size of a process and all below it, in MB."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return own / 1024 + sum(memory(child) for thread in threads for child in thread.read_text().split())


def left_behind(folder):
    """The processes that still work in the folder of the hub."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"HUB_FOLDER={folder}" in (process / "environ").read_text() or str(folder) in str((process / "cwd").readlink()):
                found.append(int(process.name))
        except OSError:
            continue
    return found


def gone(folder):
    """What is left of them after a while, none if all is well."""
    deadline = time.monotonic() + LEAVING
    while (left := left_behind(folder)) and time.monotonic() < deadline:
        time.sleep(0.2)
    return left


def main(count):
    if not PROXY.exists():
        return f"{PROXY.relative_to(ROOT)} is not there: install Node.js with npm and run make hub again"
    notebooks = [next((ROOT / "notebooks" / language).glob("01-*.ipynb")) for language in ("ru", "en")]
    code = 0
    with tempfile.TemporaryDirectory(prefix="hub-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        try:
            with Hub(folder) as hub, ThreadPoolExecutor(count) as pool:
                students = [Student(hub, number, notebooks[number % 2]) for number in range(1, count + 1)]
                works = [pool.submit(student.work) for student in students]
                print(f"{'student':12} {'notebook':28} {'start, s':>8} {'run, s':>8} {'memory, MB':>10}")
                for student, work in zip(students, works, strict=True):
                    notebook = f"{student.path.parent.name}/{student.path.stem}"
                    try:
                        first, whole, megabytes = work.result()
                        print(f"{student.name:12} {notebook:28} {first:8.1f} {whole:8.1f} {megabytes:10.0f}", flush=True)
                    except (Failed, OSError, websocket.WebSocketException) as error:
                        print(f"{student.name:12} {notebook:28} {str(error).splitlines()[0]}", flush=True)
                        code = 1
                for student in students:
                    student.leave()
        except Failed as error:
            print(error, file=sys.stderr)
            code = 1
        left = gone(folder)
        if left:
            print(f"left running: {', '.join(map(str, left))}", file=sys.stderr)
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
