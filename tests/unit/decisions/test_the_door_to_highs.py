"""Whatever HiGHS prints, nothing of it reaches standard output; what others print there is not lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from samverkan.decisions.highs import add_columns, add_rows, open_model, run_model

MODEL = (
    "from samverkan.decisions.highs import *",
    "model = open_model()",
    "add_columns(model, [1, 2], 1, whole=True)",
    "add_rows(model, [1], [[(0, 1.0), (1, 1.0)]])",
    "assert run_model(model, None)",
)


def run_python(*lines: str) -> subprocess.CompletedProcess[bytes]:
    code = "\n".join(lines)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=Path.cwd())


def test_a_first_model_prints_nothing() -> None:
    done = run_python("print('before', end='')", *MODEL, "print('after', end='')")
    assert (done.stdout, done.stderr) == (b"beforeafter", b"")


def test_models_of_many_threads_print_nothing_and_leave_the_descriptor_as_it_was() -> None:
    done = run_python(
        "import os, threading",
        "before = os.fstat(1)",
        *MODEL[:1],
        "threads = [threading.Thread(target=open_model) for _ in range(8)]",
        "[thread.start() for thread in threads]",
        "[thread.join() for thread in threads]",
        "assert os.fstat(1) == before",
        "os.write(1, b'written')",
    )
    assert done.stdout == b"written"


def test_without_standard_output_a_model_is_made_all_the_same() -> None:
    run_python("import os", "os.close(1)", *MODEL)


@pytest.mark.parametrize(("least", "solved", "cost"), [(1, True, 1.0), (2, True, 3.0), (3, False, None)])
def test_a_model_is_solved_or_has_no_solution(least: int, solved: bool, cost: float | None) -> None:
    model = open_model()
    add_columns(model, [1, 2], 1, whole=True)
    add_rows(model, [least], [[(0, 1.0), (1, 1.0)]])
    assert run_model(model, 5) is solved
    assert cost is None or model.getObjectiveValue() == cost


@pytest.mark.parametrize("threads", [0, 2])
def test_whatever_somebody_else_ran_in_the_process_a_model_is_solved(threads: int) -> None:
    run_python(
        "import highspy",
        "other = highspy.Highs()",
        f"other.setOptionValue('threads', {threads})",
        "other.addVar(0, 1)",
        "other.changeColIntegrality(0, highspy.HighsVarType.kInteger)",
        "other.run()",
        *MODEL,
    )
