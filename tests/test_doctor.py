"""What is missing on a machine is said in one line with the remedy."""

import os
import shutil
import socket
import subprocess
import sys

import pytest

from guards.notebook import ROOT

TOOLS = ("sh", "sed", "grep", "dirname", "cat", "mkdir")
JAVA_17 = """
case $* in
  *-version) echo '    java.home = /jvm/17'; echo '    java.specification.version = 17' ;;
  *) echo java.base@17; echo jdk.compiler@17; echo jdk.jshell@17 ;;
esac
"""


@pytest.fixture
def machine(tmp_path):
    """A machine with nothing but a shell and the programs it is given; returns the doctor's words."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in TOOLS:
        (programs / tool).symlink_to(shutil.which(tool))

    def diagnose(*what, env=(), **scripts):
        for name, script in scripts.items():
            (programs / name).write_text(f"#!/bin/sh\n{script}\n")
            (programs / name).chmod(0o755)
        run = subprocess.run(
            ["sh", ROOT / "make/doctor", *what],
            env={"PATH": str(programs), **dict(env)},
            capture_output=True,
            text=True,
        )
        assert run.stdout == ""
        assert run.returncode == (1 if run.stderr else 0)
        return run.stderr

    return diagnose


def test_nothing_is_said_of_a_machine_that_has_all():
    run = subprocess.run(
        ["sh", ROOT / "make/doctor", "java", "maven", "python"], capture_output=True, text=True
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_no_java(machine):
    assert machine("java") == (
        "No Java found: install a JDK 17 or newer (Debian: apt install default-jdk), or set JAVA_HOME.\n"
    )


def test_java_home_without_java(machine):
    assert machine("java", env={"JAVA_HOME": "/nowhere"}, java=JAVA_17) == (
        "JAVA_HOME is /nowhere, which holds no bin/java: set it to a JDK 17 or newer, or unset it.\n"
    )


def test_java_too_old(machine):
    assert machine("java", java=JAVA_17.replace("17", "11")) == (
        "Java 11 in /jvm/11 is too old: install a JDK 17 or newer, or set JAVA_HOME.\n"
    )


def test_java_8(machine):
    assert machine("java", java=JAVA_17.replace("version = 17", "version = 1.8")) == (
        "Java 1.8 in /jvm/17 is too old: install a JDK 17 or newer, or set JAVA_HOME.\n"
    )


def test_a_jre(machine):
    assert machine("java", java=JAVA_17.replace("echo jdk.compiler@17; echo jdk.jshell@17", ":")) == (
        "/jvm/17 is a JRE without a compiler and jdk.jshell: install the JDK"
        " (Debian: apt install openjdk-17-jdk), or set JAVA_HOME.\n"
    )


def test_a_jdk_without_jshell(machine):
    assert machine("java", java=JAVA_17.replace("echo jdk.jshell@17", ":")) == (
        "/jvm/17 lacks the module jdk.jshell, which the notebooks' kernel needs:"
        " install a full JDK, or set JAVA_HOME.\n"
    )


def test_no_libfreetype(machine, tmp_path):
    fonts = tmp_path / "jdk/lib/libfontmanager.so"
    fonts.parent.mkdir(parents=True)
    fonts.touch()
    java = JAVA_17.replace("/jvm/17", str(tmp_path / "jdk"))
    assert machine("java", java=java, ldd="echo ' libfreetype.so.6 => not found'") == (
        f"Java in {tmp_path}/jdk finds no libfreetype to draw with:"
        " install it (Debian: apt install libfreetype6).\n"
    )
    assert machine("java", java=java, ldd="echo ' libfreetype.so.6 => /lib/libfreetype.so.6'") == ""


def test_no_maven(machine):
    assert machine("maven") == (
        "No Maven found: install it (Debian: apt install maven) and have mvn on the PATH.\n"
    )


def test_no_python(machine):
    assert machine("python") == (
        "No Python found as python3: install Python 3.11 or newer,"
        " or name one: make PYTHON=/path/to/python3.\n"
    )


def test_python_too_old(machine):
    old = 'case $2 in *platform*) echo 3.9.2 ;; *) exit 1 ;; esac'
    assert machine("python", python3=old) == (
        "Python 3.9.2 is too old: install Python 3.11 or newer,"
        " or name one: make PYTHON=/path/to/python3.\n"
    )


def test_an_old_python_beside_a_new_one(machine):
    assert machine("python", python3="exit 1", **{"python3.12": "exit 0"}) == ""


def test_a_python_without_venv(machine):
    assert machine("python", python3="case $2 in *venv*) exit 1 ;; esac") == (
        "Python has no venv and ensurepip: install them (Debian: apt install python3-venv).\n"
    )


def test_all_that_is_missing_is_said_at_once(machine):
    assert len(machine("java", "maven", "python").splitlines()) == 3


def test_the_port_taken(machine):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        env = {"PORT": str(port), "PYTHON": sys.executable}
        assert machine("port", env=env) == (
            f"Port {port} is taken: stop what listens there, or take another: make lab PORT={port + 1}.\n"
        )
    assert machine("port", env=env) == ""


def quietly(folder, name, *command):
    run = subprocess.run(
        ["sh", ROOT / "make/quietly", name, *command],
        cwd=folder,
        env={**os.environ, "PIP_RETRIES": "0"},
        capture_output=True,
        text=True,
    )
    assert run.stdout == ""
    return run.returncode, run.stderr


def test_no_network_for_pip(tmp_path):
    pip = (sys.executable, "-m", "pip", "install", "--target", "there", "no-such-package")
    assert quietly(tmp_path, "Python", *pip, "--index-url", "http://127.0.0.1:9/") == (
        1,
        "No network: the first run fetches the Python packages;"
        " connect, then run make again (details: build/Python.log).\n",
    )


def test_no_network_for_maven(tmp_path):
    (tmp_path / "settings.xml").write_text(
        "<settings><mirrors><mirror><id>none</id><mirrorOf>*</mirrorOf>"
        "<url>http://localhost:9/</url></mirror></mirrors></settings>"
    )
    maven = ("mvn", "-B", "-s", "settings.xml", f"-Dmaven.repo.local={tmp_path}/repository")
    assert quietly(tmp_path, "Maven", *maven, "-f", ROOT / "pom.xml", "package", "-DskipTests") == (
        1,
        "No network: the first run fetches the Maven packages;"
        " connect, then run make again (details: build/Maven.log).\n",
    )


def test_another_failure_is_shown_as_it_is(tmp_path):
    assert quietly(tmp_path, "Maven", "sh", "-c", "echo wrong >&2; exit 5") == (1, "wrong\n")


def test_success_is_silent(tmp_path):
    assert quietly(tmp_path, "Maven", "echo", "done") == (0, "")
