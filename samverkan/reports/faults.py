"""An error in words: what is wrong, what to do, and of conflicts what stands against what."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samverkan.errors import MapProblemsError, Problem, SamverkanError, Spoken, StoreError, UsageError
from samverkan.texts import Texts

_NAMED, _WITH_ID = ("nearest", "candidates"), re.compile(r"\S+ \((.+)\)")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Said:
    """An error in words; `content` is the map in which what its problems speak of is found, where there is one."""

    key: str
    message: str
    hint: str | None
    problems: tuple[Problem, ...] = ()
    details: tuple[str, ...] = ()
    content: Any = None


def to_error(error: Exception) -> SamverkanError:
    """Return an error of ours for whatever the system or a bug raised."""
    match error:
        case SamverkanError():
            return error
        case OSError(errno=number) if number in _NO_ROOM:
            return StoreError("no-room", path=error.filename or "")
        case FileNotFoundError() | PermissionError() | IsADirectoryError() | NotADirectoryError() if error.filename:
            return UsageError("cannot-open", path=error.filename, reason=error.strerror or "")
        case _:
            return StoreError("internal", kind=type(error).__name__)


def say_error(
    error: SamverkanError, texts: Texts, clean: Callable[[object], str] = str, *, at_prompt: bool = True
) -> Said:
    """Choose the words for an error: its own locale file when the key has a dot, else `errors`.

    `clean` makes what comes from a map or a user harmless where it is shown. A hint that names commands is for whoever
    sits at a prompt (`<key>-prompt`); others get the one that names none (`<key>-hint`), where there is one.
    """
    name = error.key if "." in error.key else f"errors.{error.key}"
    values = {key: _to_word(key, value, texts, clean, at_prompt) for key, value in error.values.items()}
    message = _find_text(texts, name, values) or error.key
    if values.get("nearest"):
        message = f"{message} {texts('errors.nearest', nearest=values['nearest'])}"
    problems = tuple(error.problems) if isinstance(error, MapProblemsError) else ()
    hint = _find_text(texts, f"{name}-prompt", values) if at_prompt else None
    hint = hint or _find_text(texts, f"{name}-hint", values)
    return Said(error.key, message, hint, problems, _tell_conflicts(error, texts), getattr(error, "content", None))


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


def _to_word(key: str, value: Any, texts: Texts, clean: Callable[[object], str], at_prompt: bool) -> Any:
    """Turn a value into words: lists are joined, `label` and `is_a` are labels of the vocabulary.

    `key_of`, and `keys_of` several, are fields as `Label.key`.
    """
    if key in ("key_of", "keys_of"):
        from samverkan.reports.vocabulary import say_field

        keys = (value,) if isinstance(value, str) else value
        words = [say_field(one.partition(".")[2], one.partition(".")[0], texts.lang) for one in keys]
        return words[0] if len(words) == 1 else texts("problems.or", first=", ".join(words[:-1]), last=words[-1])
    if key in ("label", "is_a") and isinstance(value, str):
        from samverkan.schema import read_schema

        label = read_schema().labels.get(value)
        return label.words[texts.lang][0] if label else value
    if isinstance(value, Spoken):
        return clean(getattr(value, texts.lang))
    if isinstance(value, (list, tuple)):
        items = [clean(getattr(item, texts.lang) if isinstance(item, Spoken) else item) for item in value]
        return ", ".join(items) if at_prompt or key not in _NAMED else "; ".join(_leave_ids_out(items))
    return clean(value) if isinstance(value, (str, Path)) else value


def _leave_ids_out(items: list[str]) -> list[str]:
    """Return things by their names alone, where these tell them apart."""
    names = [found[1] if (found := _WITH_ID.fullmatch(item)) else item for item in items]
    return names if len(set(names)) == len(names) else items
