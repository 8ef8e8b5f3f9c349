"""What a plan costs: the settings of `effort.toml`, and the stance that an actor's convincing is reckoned by.

The figures are settings of the reckoning, never properties of an actor; nothing of this is stored.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from samverkan.decisions.answer import Stance
from samverkan.errors import UsageError
from samverkan.model import Map, Node
from samverkan.review import find_review_by

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


def find_position(today: Map, actor: str, about: str, kind: str, day: date) -> Node | None:
    """Find the latest position of a kind that an actor has stated on something by a day (later id on a tie)."""
    stated = [p for p in today.targets(actor, "TAKES") if _is_stated(today, p, about, kind, day)]
    return max(stated, key=lambda p: (p.properties["stated_on"], p.id), default=None)


def find_rivals(today: Map, position: Node, actor: str, about: str, day: date) -> list[str]:
    """Find other positions of the same kind, actor, subject and day that say something else."""
    props = position.properties
    others = [p for p in today.targets(actor, "TAKES") if _is_stated(today, p, about, str(props["kind"]), day)]
    same_day = [p for p in others if p.properties["stated_on"] == props["stated_on"] and p.id != position.id]
    return [p.id for p in same_day if p.properties.get("value") != props.get("value")]


def _is_stated(today: Map, position: Node, about: str, kind: str, day: date) -> bool:
    stated = position.properties.get("stated_on")
    return (
        position.properties.get("kind") == kind
        and isinstance(stated, date)
        and stated <= day
        and any(r.end == about for r in today.out(position.id, "ABOUT"))
    )


def find_stance(today: Map, actor: str, initiative: str, day: date) -> Stance | None:
    """Find the stance of an actor that counts on a day; None when it has stated none.

    A post that has stated none takes the latest stance of the organisations (no forum) it is directly part of.
    Past its review date a stance counts as unknown, even when an older one would still be within its own.
    """
    own = find_position(today, actor, initiative, "stance", day)
    if own is not None:
        return _stance(today, own, day, None)
    if today.nodes[actor].properties.get("kind") != "post":
        return None
    organisations = [n for n in today.targets(actor, "PART_OF") if n.properties.get("kind") != "forum"]
    found = [(find_position(today, o.id, initiative, "stance", day), o.id) for o in organisations]
    stated = [(p.properties["stated_on"], p.id, p, o) for p, o in found if p is not None]
    if not stated:
        return None
    _, _, position, organisation = max(stated, key=lambda entry: entry[:2])
    return _stance(today, position, day, organisation)


def _stance(today: Map, position: Node, day: date, inherited_from: str | None) -> Stance:
    review_by = find_review_by(position)
    stated = position.properties["stated_on"]
    assert isinstance(stated, date)
    value = str(position.properties["value"])
    stale = day > review_by
    return Stance(
        position=position.id,
        value=value,
        counts="unknown" if stale else value,
        basis=position.text("basis"),
        stated_on=stated,
        review_by=review_by,
        stale=stale,
        concern=position.text("concern"),
        would_help=position.text("would_help"),
        inherited_from=inherited_from,
        sources=tuple(r.end for r in today.out(position.id, "SOURCED_BY")),
    )
