"""The provisions of law that a withheld value names, as data: what each is about, and when it was last checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from samverkan.errors import UsageError

_FILE = Path(__file__).with_name("provisions.toml")


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision: its code as it is cited, what it is about in each language, how and when that was checked."""

    code: str
    words: Mapping[str, str]
    read: str
    checked_on: date


@cache
def read_provisions() -> Mapping[str, Provision]:
    """Return the provisions by their codes, in the order of the file."""
    raw = tomllib.loads(_FILE.read_text("utf-8"))
    return {
        code: Provision(code, {"sv": entry["sv"], "en": entry["en"]}, entry["read"], raw["checked_on"])
        for code, entry in raw["provisions"].items()
    }


def find_provision(text: str) -> Provision:
    """Return the provision that is cited, however it is spaced; an unknown one is a UsageError with those known."""
    wanted = _fold(text)
    for provision in read_provisions().values():
        if _fold(provision.code) == wanted:
            return provision
    raise UsageError("records.unknown-rule", text=text, known=", ".join(read_provisions()))


def _fold(text: str) -> str:
    return re.sub(r"[\s.§]+", "", re.sub(r"\s*kap\.?\s*", ":", text.casefold()))
