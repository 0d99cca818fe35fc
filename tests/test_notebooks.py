"""The committed notebooks: re-run with the same outputs, in order, twins, in good prose."""

import re
import sys

import pytest

from guards import outputs, prose, rules, run, twins
from guards.kernel import rerun_all
from guards.notebook import LANGUAGES, ROOT, Refused, committed, named, read

WORDS = ROOT / "lib/src/main/resources/handgrad/words"
# What a message quotes for the reader to type has the typography of code.
TYPED = re.compile(r"handgrad \w.*|--\w+|Point\.with\(.*\)|\((\w+) - (\w+)\)\^2|\bp - y\b| \?(?= )")


@pytest.fixture(scope="session")
def reruns(pytestconfig):
    """Every committed notebook as it comes out now; the progress goes to the terminal."""
    results = {}
    terminal = pytestconfig.pluginmanager.get_plugin("capturemanager")

    def done(path, result, seconds):
        results[path] = result
        with terminal.global_and_fixture_disabled():
            print(f"\n[{len(results)}/{len(committed())}] {named(path)} ({seconds:.1f} s)", end="", file=sys.stderr)

    rerun_all(committed(), done)
    return results


def test_there_are_notebooks():
    assert committed()


def test_running_it_again_gives_the_committed_outputs(notebook, reruns):
    result = reruns[notebook]
    if isinstance(result, Refused):
        pytest.fail(str(result), pytrace=False)
    assert run.errors(result) + outputs.differences(read(notebook), result) == []


def test_it_keeps_the_rules(notebook):
    assert rules.problems(read(notebook), notebook.read_bytes()) == []


def test_its_twin_is_the_same_but_for_the_words(notebook):
    assert twins.of(notebook) == []


def test_its_prose_keeps_terms_and_typography(notebook):
    language = notebook.parent.name
    assert [
        f"cell {number} ({cell.id}): {problem}"
        for number, cell in enumerate(read(notebook).cells, 1)
        if cell.cell_type == "markdown"
        for problem in prose.problems(cell.source, language)
    ] == []


def test_no_twin_is_missing():
    assert twins.missing(ROOT / "notebooks") == []


def test_the_setups_differ_in_the_language_alone():
    assert twins.setups_differ_in_one_word(ROOT / "notebooks")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_library_are_good_prose(language):
    problems = []
    for path in sorted(WORDS.glob(f"*_{language}.properties")):
        for line in path.read_text("utf-8").splitlines():
            key, _, words = line.partition("=")
            if not key.startswith("#"):
                problems += [f"{key.strip()}: {line}" for line in prose.problems(TYPED.sub("…", words), language)]
    assert problems == []
