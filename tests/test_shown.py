"""What each type shows on JJava: the same table of expressions that the Java tests hold IJava's base to."""

import asyncio
import json

from guards.kernel import running
from guards.notebook import ROOT, read

TABLE = json.loads((ROOT / "lib/src/test/resources/handgrad/notebook/shown.json").read_text("utf-8"))


def shown(path, expressions):
    """What a new kernel shows for each expression."""

    async def evaluate():
        async with running(path, read(path)) as run:
            await run("%load setup.jshell", "setup")
            return [[output.get("data", output) for output in await run(source, source)] for source in expressions]

    return asyncio.run(evaluate())


def test_every_type_shows_on_jjava_as_in_the_table():
    path = ROOT / "notebooks/en/01-computation-graph.ipynb"
    expressions = [row["expression"] for row in TABLE]
    now = dict(zip(expressions, shown(path, expressions)))
    assert now == {row["expression"]: [row["data"]] for row in TABLE}
