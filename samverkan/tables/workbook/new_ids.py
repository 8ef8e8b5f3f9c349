"""Ids for new rows that were given none: a slug of the name, with a prefix for posts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from unicodedata import normalize

_ROOM = 50
_LONGEST = 64  # of any id
_SPELT = {"ø": "o", "æ": "a", "ß": "ss", "ð": "d", "þ": "th"}


def make_id(name: str, kind: str | None, taken: Collection[str]) -> str:
    """Return an id that nothing has: `Räddningschef`, a post, becomes `p-raddningschef`."""
    slug = _to_plain(name)[:_ROOM].rstrip("-") or "x"
    if kind == "post" and not slug.startswith("p-"):
        slug = f"p-{slug}"
    found, number = slug, 1
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


def make_slug(text: str) -> str:
    """Return a text as an id can be, the same every time; one too long for that ends in a fingerprint of all of it."""
    slug = _to_plain(text)
    if len(slug) <= _LONGEST:
        return slug or "x"
    return f"{slug[: _LONGEST - 9].rstrip('-')}-{hashlib.sha256(slug.encode()).hexdigest()[:8]}"


def _to_plain(text: str) -> str:
    plain = "".join(_SPELT.get(sign, sign) for sign in text.casefold())
    plain = normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
