"""Why something stands in the log of records, in a language: the log keeps kinds, counts and reasons as tokens.

Each command writes its tokens in an order of its own, so that what somebody typed is known by where it stands, and
never by what it says: a decision that is called as a reason is stays as it was typed.
"""

from __future__ import annotations

import re

from samverkan.schema import read_schema
from samverkan.texts import Texts

_COUNT = re.compile(r"([A-Za-z ]+): (\d+)")
_COUNTED = {"things": "things", "items": "items", "due": "due", "with due": "with-due", "without due": "without-due"}
# What a command writes: tokens, and between them what somebody typed (`typed`).
_FORMS = {
    "load": re.compile(r"(?:(?P<typed>.*); )?(?P<after>with(?:out)? due: \d+)", re.DOTALL),
    "records archive": re.compile(
        r"(?P<before>things: \d+)(?:; as is: (?P<as_is>.*); (?P<after>due: \d+))?", re.DOTALL
    ),
    "records extract": re.compile(r"(?P<before>Actor: \d+; items: \d+)(?:; (?P<typed>.*))?", re.DOTALL),
    "records persons off": re.compile(r"(?P<before>persons off)(?:; (?P<after>Person: \d+))?"),
}
_PURGE = re.compile(
    r"(?:(?P<typed>.*); )?(?P<after>(?:retention|rectified|erased|objection)(?:; [A-Za-z]+: \d+)*)", re.DOTALL
)
_BARE = ("store copy", "records disclose")  # the extent of a copy is told in words


def say_why(command: str, why: str | None, texts: Texts) -> str:
    """Return why an edit was made, with words for its tokens; what somebody wrote stands as it was written."""
    said = why or ""
    form = _FORMS.get(command, _PURGE if command.startswith("records") else None)
    found = form.fullmatch(said) if form is not None and command not in _BARE else None
    return "; ".join(_list_parts(found.groupdict(), texts)) if found else said


def _list_parts(found: dict[str, str | None], texts: Texts) -> list[str]:
    said = [_say_token(part, texts) for part in (found.get("before") or "").split("; ") if part]
    if as_is := found.get("as_is"):
        said.append(texts("records.log-as-is", reason=as_is))
    if typed := found.get("typed"):
        said.append(typed)
    return said + [_say_token(part, texts) for part in (found.get("after") or "").split("; ") if part]


def _say_token(token: str, texts: Texts) -> str:
    counted = _COUNT.fullmatch(token)
    if counted is None:
        return texts("records.log-persons-off" if token == "persons off" else f"records.reason-{token}")
    word, number = counted[1], counted[2]
    if word in _COUNTED:
        return texts(f"records.log-{_COUNTED[word]}", n=number)
    label = read_schema().labels.get(word)
    return f"{label.words[texts.lang][0]}: {number}" if label else token
