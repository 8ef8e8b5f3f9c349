"""Why something stands in the log of records, in a language: the log keeps kinds, counts and reasons as tokens."""

from __future__ import annotations

import re

from samverkan.schema import read_schema
from samverkan.texts import Texts

_COUNT = re.compile(r"([A-Za-z ]+): (\d+)")
_AS_IS = "as is: "
_REASONS = ("retention", "rectified", "erased", "objection")
_COUNTED = {"things": "things", "items": "items", "due": "due", "with due": "with-due", "without due": "without-due"}


def say_why(why: str | None, texts: Texts) -> str:
    """Return why an edit was made, with words for its tokens; what somebody wrote stands as it was written."""
    return "; ".join(_say_part(part, texts) for part in (why or "").split("; "))


def _say_part(part: str, texts: Texts) -> str:
    if part in _REASONS:
        return texts(f"records.reason-{part}")
    if part.startswith(_AS_IS):
        return texts("records.log-as-is", reason=part.removeprefix(_AS_IS))
    counted = _COUNT.fullmatch(part)
    if counted is None:
        return texts("records.log-persons-off") if part == "persons off" else part
    word, number = counted[1], counted[2]
    if word in _COUNTED:
        return texts(f"records.log-{_COUNTED[word]}", n=number)
    label = read_schema().labels.get(word)
    return f"{label.words[texts.lang][0]}: {number}" if label else part
