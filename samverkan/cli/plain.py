"""Make text from a map harmless for a terminal, whatever stands in it."""

from __future__ import annotations

import re
import unicodedata

# C0 (line feed and tab are taken as spaces before), DEL and C1, the separators that break lines, everything
# that turns the direction of text around, invisible fillers, and halves of surrogate pairs.
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES = re.compile(r"[ \t\r\n]+")
REPLACEMENT = "\ufffd"


def to_line(text: object) -> str:
    """Return a text as one line without control characters; each becomes a visible replacement character."""
    return _HARMFUL.sub(REPLACEMENT, _SPACES.sub(" ", str(text)).strip(" "))


def to_cell(text: str) -> str:
    """Return a text for a CSV cell: its lines kept, no control characters, and nothing a spreadsheet would run."""
    lines = "\n".join(_HARMFUL.sub(REPLACEMENT, line) for line in text.replace("\t", " ").splitlines())
    return f"'{lines}" if lines[:1] in ("=", "+", "-", "@") else lines


def escape_json(text: str) -> str:
    """Return JSON in which every control character is written as an escape: the same content, harmless to print."""
    return _HARMFUL.sub(lambda hit: hit[0] if hit[0] == "\n" else _to_escape(hit[0]), text)


def _to_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


_FIRST_COMBINING = "\u0300"  # below it every character takes one column


def width_of(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    if not text or max(text) < _FIRST_COMBINING:
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def without_secrets(text: str, secrets: tuple[str | None, ...]) -> str:
    """Return a text with passwords, and whatever stands before the @ of an address, blotted out."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "***")
    return re.sub(r"(://)[^/\s@]*:[^\s]*@", r"\1***@", text)
