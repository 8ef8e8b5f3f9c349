"""The error boundary: whatever goes wrong becomes a sentence with a hint, and one of four exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from samverkan.cli import screen
from samverkan.cli.plain import escape_json, to_line, without_secrets
from samverkan.cli.voice import Voice
from samverkan.errors import Problem, SamverkanError, UsageError
from samverkan.reports.faults import Said, say_error, to_error
from samverkan.texts import Texts

if TYPE_CHECKING:
    from samverkan.model import Map

SHOWN_PROBLEMS = 50


def guard(work: Callable[[], Any], voice: Voice) -> int:
    """Do the work and return its exit code; say what went wrong, never with a traceback unless asked for."""
    try:
        code = work()
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except BrokenPipeError:  # whoever read has seen enough
        _silence_stdout()
        return 0
    except (click.Abort, EOFError, KeyboardInterrupt):
        return 2
    except Exception as error:
        return _report(_to_error(error), error, voice)


def _silence_stdout() -> None:
    """Send the rest to nowhere, so that nothing complains when Python flushes at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def _to_error(error: Exception) -> SamverkanError:
    """Turn what Click, the system or a bug raised into one of ours."""
    return _of_click(error) if isinstance(error, click.exceptions.ClickException) else to_error(error)


def _of_click(error: click.exceptions.ClickException) -> SamverkanError:
    match error:
        case click.exceptions.NoSuchOption(option_name=name):
            return UsageError("unknown-option", text=name, nearest=_find_near(name, error.possibilities or ()))
        case click.exceptions.MissingParameter(param=param):
            name = param.make_metavar(error.ctx) if param and error.ctx else ""
            return UsageError("missing-argument", name=name, command=error.ctx.command_path if error.ctx else "")
        case click.exceptions.BadOptionUsage(option_name=name):
            value = "does not take" in error.message
            return UsageError("option-takes-no-value" if value else "option-needs-value", option=name)
        case _:
            return UsageError("bad-usage", reason=error.format_message())


def _find_near(name: str, options: Iterable[str]) -> tuple[str, ...]:
    from samverkan.tables.nearest import is_near

    return tuple(option for option in options if is_near(name, option))


def say(error: SamverkanError, texts: Texts) -> Said:
    """Return an error in words that are harmless on a terminal."""
    return say_error(error, texts, to_line)


def tell_problem(problem: Problem, texts: Texts) -> str:
    """Say what is wrong and what to do, without the place."""
    from samverkan.tables.sentences import to_message

    return to_message(problem, texts)


def place_problem(problem: Problem) -> str:
    """Return the place of a problem as `file:line: item: field`."""
    from samverkan.tables.sentences import to_place

    return to_place(problem)


def tell_placed(problem: Problem, texts: Texts, content: Map | None = None) -> str:
    """Say where something is wrong, what, and what to do; what no file holds is named as its map names it."""
    if content is None or problem.file is not None or problem.cell is not None:
        return f"{place_problem(problem)}: {tell_problem(problem, texts)}"
    from samverkan.reports.fault_words import tell_in_words

    return tell_in_words(problem, content, texts)


def to_problem_json(problem: Problem, texts: Texts) -> dict[str, Any]:
    """Return a problem as `check --format json` promises it."""
    from samverkan.tables.sentences import mask

    return {
        "severity": problem.severity,
        "file": None if problem.file is None else str(problem.file),
        "line": problem.line,
        "cell": problem.cell,
        "item": mask(problem.item),
        "field": mask(problem.field),
        "message": tell_problem(problem, texts),
    }


def _report(error: SamverkanError, cause: Exception, voice: Voice) -> int:
    said = say(error, voice.texts)
    if voice.debug:
        shown = without_secrets("".join(traceback.format_exception(cause)), (os.environ.get("NEO4J_PASSWORD"),))
        screen.write("".join(f"{to_line_kept(line)}\n" for line in shown.splitlines()), sys.stderr)
    screen.write(_to_json(said, voice.texts) if voice.errors_as_json else _to_sentences(said, voice.texts), sys.stderr)
    return error.exit_code


def to_line_kept(line: str) -> str:
    """Return a line of a traceback with its indentation and without control characters."""
    return " " * (len(line) - len(line.lstrip())) + to_line(line)


def _to_json(said: Said, texts: Texts) -> str:
    import json

    error: dict[str, Any] = {"key": said.key, "message": said.message, "hint": said.hint}
    if said.details:
        error["conflicts"] = list(said.details)
    if said.problems:
        error["problems"] = [to_problem_json(problem, texts) for problem in said.problems]
    return escape_json(json.dumps({"error": error}, ensure_ascii=not screen.speaks_utf8(sys.stderr))) + "\n"


def tell_error(error: SamverkanError, texts: Texts) -> str:
    """Return an error as the sentences that a terminal shows."""
    return _to_sentences(say(error, texts), texts)


def _to_sentences(said: Said, texts: Texts) -> str:
    lines = [said.message, *said.details]
    for problem in said.problems[:SHOWN_PROBLEMS]:
        lines.append(tell_placed(problem, texts, said.content))
    if len(said.problems) > SHOWN_PROBLEMS:
        lines.append(texts("errors.more-problems", n=len(said.problems) - SHOWN_PROBLEMS))
    lines.extend([said.hint] if said.hint else [])
    return "".join(f"{to_line(line)}\n" for line in lines)
