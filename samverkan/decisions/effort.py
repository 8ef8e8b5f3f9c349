"""What a plan costs: the settings of `effort.toml`.

The figures are settings of the reckoning, never properties of an actor; nothing of this is stored.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from samverkan.errors import UsageError

_FILE = Path(__file__).with_name("effort.toml")
_HIGHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Setting:
    """One figure of the effort, the range in which its robustness is tried, and its reason in each language."""

    value: int
    low: int
    high: int
    reason: Mapping[str, str]


@cache
def read_settings() -> Mapping[str, Setting]:
    """Read the settings that come with samverkan."""
    raw = tomllib.loads(_FILE.read_text("utf-8"))
    return {name: Setting(e["value"], e["low"], e["high"], {"sv": e["sv"], "en": e["en"]}) for name, e in raw.items()}


def read_changes(path: Path) -> dict[str, Any]:
    """Read figures from a TOML file: `name = figure` a line, or tables with a `value` as in `effort.toml`.

    A file that cannot be opened, or is not TOML, is a UsageError.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError("plan.effort-not-opened", path=path) from error
    except ValueError as error:
        raise UsageError("plan.effort-not-toml", path=path) from error
    return {name: value.get("value") if isinstance(value, dict) else value for name, value in raw.items()}


def build_settings(changes: Mapping[str, Any] | None = None) -> dict[str, int]:
    """Return the figures a plan reckons with: the defaults, with some changed.

    An unknown name or a figure that is not a whole number from 0 is a UsageError.
    """
    settings = {name: setting.value for name, setting in read_settings().items()}
    for name, value in (changes or {}).items():
        if name not in settings:
            raise UsageError("plan.unknown-setting", name=name, known=", ".join(settings))
        if not str(value).isascii() or not str(value).isdigit() or int(value) > _HIGHEST:
            raise UsageError("plan.bad-setting", name=name, value=value)
        settings[name] = int(value)
    return settings


def find_reach(settings: Mapping[str, int]) -> dict[str, int]:
    """Return what a step of contact costs, by its kind: the strengths of a tie, body, line and cold."""
    return {name.split("_")[-1]: figure for name, figure in settings.items() if name.startswith("reach_")}
