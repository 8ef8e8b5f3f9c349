"""The error boundary: whatever goes wrong becomes a sentence with a hint, and one of four exit codes."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from samverkan.cli import screen
from samverkan.cli.plain import escape_json, to_line, without_secrets
from samverkan.cli.voice import Voice
from samverkan.errors import MapProblemsError, Problem, SamverkanError, StoreError, UsageError
from samverkan.texts import Texts

SHOWN_PROBLEMS = 50
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Said:
    """An error in words."""

    key: str
    message: str
    hint: str | None
    problems: tuple[Problem, ...] = ()
    details: tuple[str, ...] = ()


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
    match error:
        case SamverkanError():
            return error
        case click.exceptions.ClickException():
            return _of_click(error)
        case OSError(errno=number) if number in _NO_ROOM:
            return StoreError("no-room", path=error.filename or "")
        case FileNotFoundError() | PermissionError() | IsADirectoryError() | NotADirectoryError() if error.filename:
            return UsageError("cannot-open", path=error.filename, reason=error.strerror or "")
        case _:
            return StoreError("internal", kind=type(error).__name__)


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
    """Choose the words for an error: its own locale file when the key has a dot, else `errors`."""
    name = error.key if "." in error.key else f"errors.{error.key}"
    values = {key: _to_word(key, value, texts) for key, value in error.values.items()}
    message = _find_text(texts, name, values) or error.key
    if values.get("nearest"):
        message = f"{message} {texts('errors.nearest', nearest=values['nearest'])}"
    problems = tuple(error.problems) if isinstance(error, MapProblemsError) else ()
    return Said(error.key, message, _find_text(texts, f"{name}-hint", values), problems, _tell_conflicts(error, texts))


def _tell_conflicts(error: SamverkanError, texts: Texts) -> tuple[str, ...]:
    """Say of each conflict what was seen, wanted and is there; of an undo also who changed it since, and when."""
    # Only here: what edits are checked by takes long to import.
    from samverkan.edits.change import ConflictError

    if not isinstance(error, ConflictError):
        return ()
    from samverkan.model import Map
    from samverkan.reports.changes import tell_conflict

    content = getattr(error, "content", Map({}, ()))
    lines = []
    for place, conflict in enumerate(error.conflicts):
        line = tell_conflict(conflict, content, texts)
        later = getattr(error, "later", ())
        revision = later[place] if place < len(later) else None
        if revision is not None:
            at = f"{revision.at.astimezone():%Y-%m-%d %H:%M}"
            node = content.nodes.get(revision.edit.by or "")
            by = node.name if node else revision.edit.by or texts("edits.nobody")
            line = f"{line} {texts('edits.changed-by', by=by, at=at, number=revision.number)}"
        lines.append(line)
    return tuple(lines)


def _find_text(texts: Texts, name: str, values: dict[str, Any]) -> str | None:
    try:
        return texts.find(name, **values)
    except FileNotFoundError:
        return None


def _to_word(key: str, value: Any, texts: Texts) -> Any:
    """Turn a value into words: lists are joined, `label` and `is_a` are labels of the vocabulary."""
    if key in ("label", "is_a") and isinstance(value, str):
        from samverkan.schema import read_schema

        label = read_schema().labels.get(value)
        return label.words[texts.lang][0] if label else value
    if isinstance(value, (list, tuple)):
        return ", ".join(to_line(item) for item in value)
    return to_line(value) if isinstance(value, (str, Path)) else value


def tell_problem(problem: Problem, texts: Texts) -> str:
    """Say what is wrong and what to do, without the place."""
    from samverkan.tables.sentences import to_message

    return to_message(problem, texts)


def place_problem(problem: Problem) -> str:
    """Return the place of a problem as `file:line: item: field`."""
    from samverkan.tables.sentences import to_place

    return to_place(problem)


def to_problem_json(problem: Problem, texts: Texts) -> dict[str, Any]:
    """Return a problem as `check --format json` promises it."""
    from samverkan.tables.sentences import mask

    return {
        "severity": problem.severity,
        "file": None if problem.file is None else str(problem.file),
        "line": problem.line,
        "item": mask(problem.item),
        "field": mask(problem.field),
        "message": tell_problem(problem, texts),
        **({"cell": problem.cell} if problem.cell else {}),
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


def _to_sentences(said: Said, texts: Texts) -> str:
    lines = [said.message, *said.details]
    for problem in said.problems[:SHOWN_PROBLEMS]:
        lines.append(f"{place_problem(problem)}: {tell_problem(problem, texts)}")
    if len(said.problems) > SHOWN_PROBLEMS:
        lines.append(texts("errors.more-problems", n=len(said.problems) - SHOWN_PROBLEMS))
    lines.extend([said.hint] if said.hint else [])
    return "".join(f"{to_line(line)}\n" for line in lines)
