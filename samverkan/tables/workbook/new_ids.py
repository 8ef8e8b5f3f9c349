"""Ids for new rows that were given none: a slug of the name, with a prefix for posts."""

from __future__ import annotations

import re
from collections.abc import Collection
from unicodedata import normalize

_ROOM = 50
_SPELT = {"ø": "o", "æ": "a", "ß": "ss", "ð": "d", "þ": "th"}


def make_id(name: str, kind: str | None, taken: Collection[str]) -> str:
    """Return an id that nothing has: `Räddningschef`, a post, becomes `p-raddningschef`."""
    plain = "".join(_SPELT.get(sign, sign) for sign in name.casefold())
    plain = normalize("NFKD", plain).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_ROOM].rstrip("-") or "x"
    if kind == "post" and not slug.startswith("p-"):
        slug = f"p-{slug}"
    found, number = slug, 1
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found
