"""How tall the boxes of a plan are, reckoned for the widths of DejaVu Sans at the smallest type that a plan has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from samverkan.views.diagram import measure
from samverkan.views.network_plan.boxes import COLUMNS, INDENT, PAD, SIZE, Box

LINE = SIZE * 1.36
_SIGN, _BADGE, _PILL, _SIDE = 1.6 * SIZE, 20.0, 50.0, 12.0


def find_tops(
    box: Box, column: int, names: Mapping[str, str], badges: Mapping[str, int], pills: Mapping[str, bool]
) -> tuple[list[float], float]:
    """Return how far down the first line of each row lies in its box, and how tall the box is."""
    tops, y = [], PAD
    rows = box.rows[:1] if box.closed else box.rows
    for row in rows:
        room = COLUMNS[column] - _SIDE - _SIGN - INDENT * row.level
        room -= _BADGE * badges.get(row.id, 0) + (_PILL if pills.get(row.id) else 0)
        tops.append(y + LINE / 2)
        y += LINE * count_lines(names[row.id], room, bold=row.level == 0)
    return tops, y + PAD + (LINE * 2 if box.closed and box.inside else 0)


def count_lines(text: str, room: float, *, bold: bool) -> int:
    """Count the lines of a text that breaks at spaces, hyphens and slashes."""
    lines, left = 1, room
    for word in _split(text):
        width = measure(word, SIZE * 0.92, bold=bold)
        if width > left and left < room:
            lines, left = lines + 1, room
        left -= width
    return lines


def _split(text: str) -> Sequence[str]:
    return re.findall(r"[^\s/-]+[\s/-]*", text) or [text]
