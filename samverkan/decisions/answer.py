"""What the planner answers: plain frozen dataclasses, in the words of `plan --format json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samverkan.domain.positions import Stance


@dataclass(frozen=True, slots=True)
class Ask:
    """One requirement leaf put to one actor; `above` when it decides above an ordinary holder.

    `after` are the requirements of the same plan that must be met first.
    """

    requirement: str
    form: str
    matter: str | None
    mandate: str | None
    legal_basis: str | None
    above: bool
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One actor to talk with: through whom, what to ask, with which arguments; efforts are whole numbers.

    `reach` counts the contact steps first used here. `arguments` have a `kind` (serves, priority, shares) and
    the ids to say it with (see `steps.find_arguments`). `effects` are ids of side effects they will ask about.
    `reason` is why the step stands here: sequence, route, may_fail, unlocks or by_id.
    """

    actor: str
    through: tuple[str, ...]
    asks: tuple[Ask, ...]
    position: Stance | None
    convince: int
    ask: int
    reach: int
    arguments: tuple[Mapping[str, Any], ...] = ()
    would_help: str | None = None
    effects: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    reason: str = "by_id"


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to get there. `effort` = `convinces` + `asks` + `reaches`; `proven` when `bound` equals it.

    `contacts` are (from, to, effort, kind); kind is tie, body, line, cold or unknown_authority, whose end is
    `?<requirement id>`.
    """

    effort: int
    convinces: int
    asks: int
    reaches: int
    bound: int
    convince: tuple[str, ...]
    contacts: tuple[tuple[str, str, int, str], ...]
    steps: tuple[Step, ...]

    @property
    def proven(self) -> bool:
        """Whether no way can ask less."""
        return self.bound >= self.effort

    @property
    def finds(self) -> int:
        """How much of `reaches` is for finding out who decides."""
        return sum(effort for _, _, effort, kind in self.contacts if kind == "unknown_authority")


@dataclass(frozen=True, slots=True)
class ActorNeed:
    """How much an actor is needed: must, must_unless_above, one_of, above or not_needed.

    `refuses` is "stops", "not in plan", the effort of the next best plan, or "unknown" where there was no time to find
    one. No plan without this actor can ask less than `refuses_bound`; `refuses_plan` is the next best one.
    """

    id: str
    name: str
    need: str
    requirements: tuple[str, ...]
    refuses: str | int
    stance: Stance | None = None
    refuses_bound: int | None = None
    refuses_plan: Plan | None = None

    @property
    def refuses_proven(self) -> bool:
        """Whether what follows from a refusal is certain, not only the best that was found."""
        if isinstance(self.refuses, int):
            return self.refuses_bound is not None and self.refuses_bound >= self.refuses
        return self.refuses != "unknown"

    @property
    def refuses_convince(self) -> tuple[str, ...] | None:
        """Whom the next best plan asks, where there is one."""
        return self.refuses_plan.convince if self.refuses_plan else None


@dataclass(frozen=True, slots=True)
class RequirementNeed:
    """One leaf of the requirement tree, who may meet it, and whether every way needs it (must) or not (one_of)."""

    id: str
    form: str
    matter: str | None
    area: str | None
    amount: float | None
    veto: bool
    need: str
    unknown_authority: bool
    ordinary: tuple[str, ...]
    above: tuple[str, ...]
    mandates: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the map does not know: `kind` names its sentence in the locales, `id` what it concerns."""

    kind: str
    id: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AskFirst:
    """An unknown fact whose answer would change the plan: a position (`actor`) or who decides (`requirement`).

    `best` and `worst` are the least efforts (None: it stops) when the answer is the most and the least welcome
    one; `changes` are the actors who would come in or fall out. `proven` when no plan can ask less than either.
    """

    kind: str
    id: str
    best: int | None
    worst: int | None
    changes: tuple[str, ...]
    proven: bool = True


@dataclass(frozen=True, slots=True)
class SettingRange:
    """A figure of the effort, the range it was tried in, and from where to where the plan stays the cheapest.

    Where it is not `proven`, there was no time for every figure, and the plan may stay the cheapest farther.
    """

    name: str
    value: int
    tried: tuple[int, int]
    stays: tuple[int, int]
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Robustness:
    """What varying the figures one at a time does: actors asked in every plan then, those not, and the ranges."""

    stay: tuple[str, ...]
    may_go: tuple[str, ...]
    ranges: tuple[SettingRange, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that a plan rests on: a `yes` that an actor has given, or a `contact` that goes through it.

    `otherwise` is the effort of the best plan without this actor, None where there is none or it is not known.
    """

    kind: str
    actor: str
    otherwise: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that `plan` says of an initiative on a day. `plan` is None when there is no way at all.

    `go_betweens` are those that the plan only passes through, with the need "through". `effects` are the ids of
    what follows if it works; `leverage` paths of ids along which those asked can change somebody's behaviour.
    `next_best` is the cheapest plan with other people, asked for or not. What is not `…_complete` was cut off by the
    time limit: there may be more.
    """

    initiative: str
    name: str
    as_of: date
    start: tuple[str, ...]
    without: tuple[str, ...]
    can_be_met: bool
    actors: tuple[ActorNeed, ...]
    requirements: tuple[RequirementNeed, ...]
    blocking_sets: tuple[tuple[str, ...], ...]
    blocking_sets_complete: bool
    plan: Plan | None
    alternatives: tuple[Plan, ...]
    gaps: tuple[Gap, ...]
    settings: Mapping[str, int]
    sources: tuple[str, ...]
    go_betweens: tuple[ActorNeed, ...] = ()
    effects: tuple[str, ...] = ()
    leverage: tuple[tuple[str, ...], ...] = ()
    ask_first: tuple[AskFirst, ...] = ()
    robustness: Robustness | None = None
    next_best: Plan | None = None
    rests_on: tuple[Condition, ...] = ()
    alternatives_complete: bool = True
    ask_first_complete: bool = True
