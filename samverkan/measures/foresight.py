"""What the map knows of earlier initiatives, and what is open around one: precedents, resources, commitments.

Maps given as `today` are the map on one day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SeenEffect:
    """An effect that followed an initiative: after how many days, how severe, for whom, and what mitigated it."""

    id: str
    name: str
    lag_days: int | None
    severity: str | None
    affects: tuple[str, ...]
    mitigated_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier initiative that shares something with another: family, issue, cause, matter or group."""

    initiative: str
    name: str
    status: str | None
    outcome: str | None
    lesson: str | None
    effects: tuple[SeenEffect, ...]
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenCommitment:
    """What somebody undertook and has not done; `overdue` when its day has passed."""

    id: str
    name: str
    by: tuple[str, ...]
    due: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Context:
    """What an initiative stands in: resources (id, name) that it needs and nobody offers, commitments not kept."""

    resources: tuple[tuple[str, str], ...] = ()
    commitments: tuple[OpenCommitment, ...] = ()
