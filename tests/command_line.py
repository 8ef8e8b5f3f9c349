"""Run the command line inside the test process, and maps to run it on."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from samverkan.cli.program import program
from samverkan.shipped import find_folder

HAVSAKRA = find_folder("examples") / "havsakra" / "map.yaml"
HARBOURSIDE = find_folder("examples") / "harbourside" / "map.yaml"


@dataclass(frozen=True)
class Done:
    """How a run ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error that it printed on stderr, read as JSON."""
        return json.loads(self.err)["error"]


Run = Callable[..., Done]


def run_program(*arguments: object, on: Path | None = None, **environ: str) -> Done:
    """Run samverkan with some arguments; `on` is the store."""
    args = [str(argument) for argument in arguments]
    args += [] if on is None else ["--store", str(on)]
    result = CliRunner().invoke(program, args, env=environ)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def write_map(path: Path, text: str) -> Path:
    """Write a small map: the header, then what is given."""
    path.write_text(f"samverkan: 1\ntitle: Prov\nprofile: none\nlanguage: sv\nas_of: 2025-10-01\n{text}", "utf-8")
    return path


def tell(command: str, *, width: int = 96, lines: int | None = None) -> str:
    """Return a command on the example with what it prints on a terminal of some width, as a page shows it."""
    from unittest.mock import patch

    from samverkan.cli import screen

    arguments = shlex.split(command)[1:]
    with (
        patch.object(screen, "find_width", lambda _stream: width),
        patch.object(screen, "is_terminal", lambda stream: stream is not None),
        patch.object(screen, "has_colour", lambda *_: False),
    ):
        done = run_program(*arguments, "--lang", "en", SAMVERKAN_STORE=str(HAVSAKRA), LANG="en_GB.UTF-8")
    told = done.out.splitlines()
    cut = told if lines is None or len(told) <= lines else [*told[:lines], "…"]
    return "\n".join([f"$ {command}", *cut]) + "\n"
