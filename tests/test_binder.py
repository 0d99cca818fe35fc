"""Binder: the Dockerfile that repo2docker renders, and its steps replayed as an ordinary user."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from guards import outputs
from guards.notebook import LANGUAGES, ROOT, committed, read

REPO2DOCKER = ROOT / "build/venv-binder/bin/repo2docker"
# The user of the replay where the tests run as root; otherwise it is who runs them.
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
TOKEN = "handgrad"


def as_ordinary_user(command):
    return [*(NOBODY if os.getuid() == 0 else ()), "sh", "-c", command]


def checkout(target):
    """A copy of what git would hand out: committed and new files, nothing that is ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def rendered(repository):
    """The Dockerfile that repo2docker renders; no engine is needed."""
    run = subprocess.run(
        [REPO2DOCKER, "--no-build", "--debug", "."], cwd=repository, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout + run.stderr


@pytest.fixture(scope="module")
def folder():
    """A folder that every user may enter, which pytest's own is not."""
    folder = Path(tempfile.mkdtemp(prefix="handgrad-binder-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def repository(folder):
    repository = folder / "home"
    repository.mkdir()
    checkout(repository)
    return repository


@pytest.fixture(scope="module")
def dockerfile(repository):
    return rendered(repository)


def test_the_image_is_ubuntu_2404_with_python_312(dockerfile):
    assert "FROM docker.io/library/buildpack-deps:24.04\n" in dockerfile
    assert "Building conda environment for python=3.12\n" in dockerfile


def test_the_image_gets_a_jdk_and_maven(dockerfile):
    install = re.search(r"apt-get install --yes --no-install-recommends (.*) &&", dockerfile)
    assert install.group(1) == "default-jdk-headless libfreetype6 maven"


def test_the_kernel_and_the_build_are_installed_by_an_ordinary_user(dockerfile):
    steps = re.findall(r"^(USER .*|RUN \$\{KERNEL.*|RUN \./.*)$", dockerfile, re.MULTILINE)
    assert steps[-5:] == [
        "USER ${NB_USER}",
        'RUN ${KERNEL_PYTHON_PREFIX}/bin/pip install --no-cache-dir -r "binder/requirements.txt"',
        "USER root",
        "USER ${NB_USER}",
        "RUN ./binder/postBuild",
    ]


def test_the_image_has_the_versions_of_the_lock():
    def pins(path):
        return re.findall(r"^(\S+==\S+.*(?:\n .*--hash.*)*)", (ROOT / path).read_text(), re.MULTILINE)

    image, lab = pins("binder/requirements.txt"), pins("requirements/lab.txt")
    assert [pin.split("==")[0] for pin in image] == ["jjava", "pypandoc-binary", "setuptools", "typst"]
    assert set(image) <= set(lab)


@pytest.mark.parametrize(
    ("file", "spoil", "missing"),
    [
        ("binder/apt.txt", "", test_the_image_gets_a_jdk_and_maven),
        ("binder/runtime.txt", "python-3.11\n", test_the_image_is_ubuntu_2404_with_python_312),
        ("binder/postBuild", None, test_the_kernel_and_the_build_are_installed_by_an_ordinary_user),
        ("binder/requirements.txt", None, test_the_kernel_and_the_build_are_installed_by_an_ordinary_user),
    ],
)
def test_a_spoilt_file_is_refused(tmp_path, file, spoil, missing):
    checkout(tmp_path)
    (tmp_path / file).unlink() if spoil is None else (tmp_path / file).write_text(spoil)
    with pytest.raises((AssertionError, AttributeError)):
        missing(rendered(tmp_path))


class Image:
    """What the image would hold: a Python environment outside the home, and the home."""

    def __init__(self, folder, home):
        self.folder, self.home = folder, home
        self.prefix = folder / "srv/conda/envs/notebook"

    def environment(self, home):
        kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
        return {
            **kept,
            "PATH": f"{self.prefix}/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "NB_PYTHON_PREFIX": str(self.prefix),
            "KERNEL_PYTHON_PREFIX": str(self.prefix),
            "JUPYTER_TOKEN": TOKEN,
        }

    def own(self, path):
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", "65534:65534", path], check=True)

    def run(self, command, home=None, **options):
        home = home or self.home
        run = subprocess.run(
            as_ordinary_user(command),
            cwd=home,
            env=self.environment(home),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **options,
        )
        assert run.returncode == 0, f"{command}:\n{run.stdout}"
        return run.stdout

    @contextmanager
    def server(self, home):
        """The address of a JupyterLab that is started as Binder starts it."""
        log = (self.folder / "server.log").open("w+")
        server = subprocess.Popen(
            as_ordinary_user("exec jupyter lab --no-browser --ip=127.0.0.1 --port=0"),
            cwd=home,
            env=self.environment(home),
            stdout=log,
            stderr=log,
        )
        try:
            deadline = time.monotonic() + 60
            while not (found := re.search(r"http://127\.0\.0\.1:\d+/", (self.folder / "server.log").read_text())):
                assert server.poll() is None and time.monotonic() < deadline, log.name
                time.sleep(0.3)
            yield found.group()
        finally:
            server.kill()
            server.wait()


def plain_python():
    """A Python that any user may run; one below a home folder is closed to others."""
    for python in (sys._base_executable, "/usr/bin/python3"):
        check = f"exec {python} -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))'"
        if subprocess.run(as_ordinary_user(check), capture_output=True).returncode == 0:
            return python
    raise AssertionError("no Python that an ordinary user may run: apt install python3-venv")


def base_requirements(target):
    """The lock without what binder/requirements.txt brings: what repo2docker's own image has."""
    pins = re.split(r"\n(?=\S)", (ROOT / "requirements/lab.txt").read_text())
    brought = re.findall(r"^(\S+)==", (ROOT / "binder/requirements.txt").read_text(), re.MULTILINE)
    target.write_text("\n".join(pin for pin in pins if pin.split("==")[0] not in brought) + "\n")


@pytest.fixture(scope="module")
def image(folder, repository, dockerfile):
    """The steps of the Dockerfile that come after the packages, run by an ordinary user."""
    image = Image(folder, repository)
    subprocess.run([plain_python(), "-m", "venv", image.prefix], check=True)
    base_requirements(folder / "base.txt")
    pip = [image.prefix / "bin/pip", "install", "-q", "--require-hashes", "-r", folder / "base.txt"]
    subprocess.run(pip, check=True)
    image.own(folder / "srv")
    image.own(repository)
    for step in re.findall(r"^RUN (\$\{KERNEL.*|\./binder.*)$", dockerfile, re.MULTILINE):
        image.run(step)
    return image


def test_the_image_needs_no_build_step_any_more(image):
    share = image.prefix / "share/handgrad"
    assert (share / "handgrad.jar").stat().st_size > 1_000_000
    assert (image.home / "lib/target/handgrad.jar").resolve() == (share / "handgrad.jar").resolve()
    assert sorted(path.name for path in (image.home / "lib/target").iterdir()) == ["handgrad.jar"]
    kernel = image.prefix / "share/jupyter/kernels/java"
    assert f"-XX:SharedArchiveFile={kernel}/classes.jsa" in json.loads((kernel / "kernel.json").read_text())["argv"]
    assert (kernel / "classes.jsa").stat().st_size > 1_000_000


def test_the_home_holds_nothing_that_a_volume_would_hide(image):
    listed = {path.relative_to(image.home) for path in image.home.rglob("*") if path.is_file()}
    made = {str(path) for path in listed if not (ROOT / path).exists()}
    assert made <= {"lib/target/handgrad.jar"}


def dead_links(course):
    """What the tables of the tasks lead to that is not there; and where a task has not all three links."""
    dead = []
    for path in course.glob("*/00-start.ipynb"):
        text = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
        links = re.findall(r"\]\(([^)#]+\.(?:ipynb|pdf))\)", text)
        dead += [link for link in links if not (path.parent / link).is_file()]
        rows = re.findall(r"^\| \d+ \|.*$", text, re.M)
        kinds = [[kind for kind in ("student", "solutions", "sheets") if f"../{kind}/" in row] for row in rows]
        dead += [row for row, has in zip(rows, kinds, strict=True) if len(has) < 3]
        dead += [] if len(rows) == 12 else [f"{path} has {len(rows)} tasks"]
    return dead


def test_a_link_that_leads_nowhere_is_seen(tmp_path):
    (tmp_path / "en").mkdir()
    rows = "\n".join(f"| {n} | q | [n](../student/en/{n}.ipynb) | [s](../solutions/en/{n}.ipynb) |" for n in range(1, 12))
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": rows}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "en/00-start.ipynb").write_text(json.dumps(notebook))
    dead = dead_links(tmp_path)
    assert dead[0] == "../student/en/1.ipynb"
    assert dead[-1] == f"{tmp_path}/en/00-start.ipynb has 11 tasks"
    assert len(dead) == 22 + 11 + 1


def test_an_empty_home_gets_the_notebooks_signed_and_task_1_runs_there(image):
    home = image.folder / "volume"
    home.mkdir()
    image.own(home)
    with image.server(home) as address:
        for path in committed():
            name = f"notebooks/{path.parent.name}/{path.name}"
            request = f"{address}api/contents/{name}?token={TOKEN}"
            cells = json.load(urllib.request.urlopen(request))["content"]["cells"]
            trusted = [cell["metadata"]["trusted"] for cell in cells if cell["cell_type"] == "code"]
            assert all(trusted), f"{name} is not signed"
        assert dead_links(home / "course") == []
        for language in LANGUAGES:
            name = f"course/{language}/00-start.ipynb"
            cells = json.load(urllib.request.urlopen(f"{address}api/contents/{name}?token={TOKEN}"))["content"]["cells"]
            assert all(cell["metadata"]["trusted"] for cell in cells if cell["cell_type"] == "code"), name
            [solved] = (home / "course/solutions" / language).glob("01-*.ipynb")
            assert read(solved) == read(ROOT / "notebooks" / language / solved.name)
            [asked] = (home / "course/student" / language).glob("01-*.ipynb")
            image.run(f"jupyter nbconvert --to notebook --execute --inplace {asked}", home)
            assert "no answer yet" in asked.read_text() or "ответа пока нет" in asked.read_text()
        opened = urllib.request.urlopen(f"{address}?token={TOKEN}").geturl()
        assert opened.startswith(f"{address}lab/tree/course/en/00-start.ipynb")
    for language in LANGUAGES:
        [notebook] = (home / "notebooks" / language).glob("01-*.ipynb")
        image.run(f"jupyter nbconvert --to notebook --execute --inplace {notebook}", home)
        assert outputs.differences(read(ROOT / notebook.relative_to(home)), read(notebook)) == []


def test_a_home_in_use_keeps_its_notebooks(image):
    home = image.folder / "used"
    (home / "notebooks").mkdir(parents=True)
    image.own(home)
    with image.server(home) as address:
        listed = json.load(urllib.request.urlopen(f"{address}api/contents/notebooks?token={TOKEN}"))
        assert listed["content"] == []
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{address}api/contents")


def test_a_handout_is_made_there(image):
    [notebook] = (ROOT / "notebooks/en").glob("01-*.ipynb")
    image.run(f"jupyter nbconvert --to handout notebooks/en/{notebook.name} --output-dir {image.prefix}")
    assert (image.prefix / notebook.with_suffix(".pdf").name).read_bytes().startswith(b"%PDF")
