"""The notebooks on a real IJava, which is on no registry: its owner gives it by IJAVA_JAR."""

import os

import pytest

from guards import outputs
from guards.kernel import rerun_all
from guards.notebook import Refused, committed, read

JAR = os.environ.get("IJAVA_JAR")


@pytest.mark.skipif(not JAR, reason="IJAVA_JAR not set: no IJava to run the notebooks on")
def test_the_notebooks_give_the_same_outputs_on_ijava():
    problems = {}

    def done(path, result, seconds):
        lines = [str(result)] if isinstance(result, Refused) else outputs.differences(read(path), result)
        if lines:
            problems[path.relative_to(path.parents[1])] = lines

    rerun_all(committed(), done, jar=JAR)
    assert problems == {}
