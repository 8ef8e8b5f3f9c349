"""What the law asks of a municipality again and again: a situation picture, an action plan, agreements to collaborate.

The law is lagen (2023:196) om kommuners ansvar för brottsförebyggande arbete, as consolidated in autumn 2025
(checked_on 2025-10-01). The newest of each counts; a picture and a plan hold for 24 months.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samverkan.domain.days import find_months_before
from samverkan.model import ALWAYS_TO, Map, Node

WRITTEN = ("situation_picture", "action_plan")
AGREEMENT = "collaboration"
_BODIES = ("municipality", "assembly", "board", "committee", "department", "unit")
_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Cadence:
    """The newest of a kind (situation_picture, action_plan or collaboration), its day, and when the next is due.

    `newest` is None where there is none at all; `dated` and `due` where nobody wrote a day.
    """

    kind: str
    newest: str | None
    dated: date | None
    due: date | None


def find_cadence(content: Map, day: date) -> tuple[Cadence, ...]:
    """Find what the law's cadence comes to on a day, in a map of all times."""
    written = (_find_written(content, kind, day) for kind in WRITTEN)
    return (*written, _find_agreement(content, day))


def _find_written(content: Map, kind: str, day: date) -> Cadence:
    sources = (s for s in content.labelled("Source") if s.properties.get("kind") == kind)
    newest = _find_newest(sources, "date", day)
    dated = _read_day(newest, "date")
    return Cadence(kind, newest.id if newest else None, dated, find_months_before(dated, -_MONTHS) if dated else None)


def _find_agreement(content: Map, day: date) -> Cadence:
    """Find the newest agreement to collaborate that a municipality has made; it holds until its end, else 24 months."""
    agreements = (a for a in content.labelled("Agreement") if _is_a_municipalitys(content, a))
    newest = _find_newest(agreements, "valid_from", day)
    dated, end = _read_day(newest, "valid_from"), _read_day(newest, "valid_to")
    lasting = end if end != ALWAYS_TO else None
    due = lasting or (find_months_before(dated, -_MONTHS) if dated else None)
    return Cadence(AGREEMENT, newest.id if newest else None, dated, due)


def _is_a_municipalitys(content: Map, agreement: Node) -> bool:
    """Tell whether a municipality, itself or by a body of its own (no company), has agreed with somebody."""
    parties = content.origins(agreement.id, "PARTY_TO")
    wholes = {i for n in parties if n.properties.get("kind") in _BODIES for i in content.reach([n.id], "PART_OF")}
    ours = any(content.nodes[i].properties.get("kind") == "municipality" for i in wholes)
    return agreement.properties.get("kind") == AGREEMENT and len(parties) > 1 and ours


def _find_newest(things: Iterable[Node], key: str, day: date) -> Node | None:
    """Return what is dated latest by a day; what has no date is there, but older than all that has one."""
    known = [(dated or date.min, n.id, n) for n in things if (dated := _read_day(n, key)) is None or dated <= day]
    return max(known, default=(None, None, None))[2]


def _read_day(node: Node | None, key: str) -> date | None:
    value = node.properties.get(key) if node else None
    return value if isinstance(value, date) else None
