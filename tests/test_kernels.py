"""A notebook's kernel: beside another one, twice over, without the library."""

import asyncio
import shutil

import pytest

from guards import outputs, run
from guards.kernel import rerun, running
from guards.notebook import LANGUAGES, ROOT, read


@pytest.fixture
def course(tmp_path):
    """The two language folders with their setups alone, and no library."""
    for language in LANGUAGES:
        folder = tmp_path / "notebooks" / language
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "notebooks" / language / "setup.jshell", folder)
    return tmp_path


def texts(results):
    return [output.data["text/plain"] for output in results]


def test_two_kernels_at_once_do_not_disturb_each_other(course, notebook_file):
    (course / "lib").symlink_to(ROOT / "lib")
    ru, en = (notebook_file("1", name=f"notebooks/{language}/sample.ipynb") for language in LANGUAGES)

    async def in_turns():
        async with running(ru, read(ru)) as russian, running(en, read(en)) as english:
            await asyncio.gather(russian("%load setup.jshell", "ru"), english("%load setup.jshell", "en"))
            replies = []
            for source in ('var f = formula("x^2", "x")', "%%check 1.x\n4x + 3y", "f"):
                replies.append(texts(await russian(source, "ru")))
                source = source.replace("x^2", "x^3")
                replies.append(texts(await english(source, "en")))
            return replies

    _, _, *replies = asyncio.run(in_turns())
    assert replies == [["✓ 1.x: верно."], ["✓ 1.x: right."], ["x^2"], ["x^3"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_pass_in_one_kernel_gives_the_same_outputs(language):
    [path] = (ROOT / "notebooks" / language).glob("01-*.ipynb")
    again = asyncio.run(rerun(path, passes=2))
    assert run.errors(again) + outputs.differences(read(path), again) == []


def test_a_notebook_that_remembers_its_first_pass_is_refused(notebook_file):
    path = notebook_file('Integer.getInteger("runs", 0)', 'System.setProperty("runs", "1");')
    once, twice = (asyncio.run(rerun(path, passes=passes)) for passes in (1, 2))
    assert outputs.differences(once, twice) == [
        "cell 1 (cell-00): output 1: text/plain, line 1: '0' committed, '1' now",
        "cell 2 (cell-01): 0 outputs committed (none), 1 now (text/plain)",
    ]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "ru",
            "нет библиотеки lib/target/handgrad.jar: соберите её командой"
            "  mvn -B -pl lib package -DskipTests  и перезапустите ядро",
        ),
        (
            "en",
            "there is no lib/target/handgrad.jar: build it by"
            "  mvn -B -pl lib package -DskipTests  and restart the kernel",
        ),
    ],
)
def test_a_missing_library_is_said_with_its_remedy(course, notebook_file, language, message):
    path = notebook_file("%load setup.jshell", name=f"notebooks/{language}/sample.ipynb")
    [output] = asyncio.run(rerun(path)).cells[0].outputs
    assert message in "\n".join([output.evalue, *output.traceback])
