"""A small map that is kept alive at the prompt, and what an edit of it told."""

from __future__ import annotations

from typing import Any

MAP = """
us: [vi]
actors:
  - {id: tff, name: Tekniska förvaltningen, kind: department}
  - {id: vi, name: Samordnare, kind: post, part_of: tff}
  - {id: p-gatuchef, name: Gatuchef, kind: post, level: tactical, part_of: tff}
  - {id: p-parkchef, name: Parkchef, kind: post, part_of: tff, tie: [{to: p-gatuchef, strength: new, basis: function}]}
issues: [{id: i, name: Torget}]
sources: [{id: s, name: Protokoll}]
matters: [{id: m, name: Upplåtelse}]
mandates: [{id: md, kind: decide, covers: m, held_by: p-gatuchef}]
initiatives:
  - {id: torg, name: Sommartorg, addresses: i, requires: {all: [{decide: m}, {champion: true, directed_to: vi}]}}
positions:
  - {taken_by: p-gatuchef, about: torg, kind: stance, value: hesitant, basis: written, stated_on: 2025-09-01}
interactions:
  - {id: k1, date: 2025-09-20, kind: meeting, about: torg, attended_by: [vi, p-gatuchef], sourced_by: s}
"""


def changes(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Return what each row of an edit says: what was done to which thing and field, from what to what."""
    return [(r["action"], r["thing"], r["field"], r["before"], r["after"]) for r in rows]
