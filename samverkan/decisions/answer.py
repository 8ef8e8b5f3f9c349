"""What the planner answers: plain frozen dataclasses, in the words of `plan --format json`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from samverkan.domain.positions import Stance
from samverkan.measures.foresight import Context, Precedent


@dataclass(frozen=True, slots=True)
class Ask:
    """One requirement leaf put to one actor; `above` when it decides above an ordinary holder.

    A `hearing` does not bind; one by a mandate's condition has the requirement and the mandate that call for it.
    `conditions` are the mandate's, in words. `stage` is the place in the formal order, from 1. `after` are the
    requirements of the same plan that must be met first. `stands_for` is the post that the actor answers for.
    """

    requirement: str
    form: str
    matter: str | None
    mandate: str | None
    legal_basis: str | None
    above: bool
    after: tuple[str, ...] = ()
    conditions: str | None = None
    hearing: bool = False
    stage: int = 1
    stands_for: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One actor to talk with: through whom, what to ask, with which arguments; efforts are whole numbers.

    `reach` counts the contact steps first used here. `arguments` have a `kind` (serves, priority, shares) and
    the ids to say it with (see `steps.find_arguments`). `effects` are ids of side effects they will ask about.
    `reason` is why the step stands here: route (leads to a later one), champion, may_fail, by_stage, supports (last,
    since it has said yes) or hearing (right before what it belongs to).
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
    reason: str = "by_stage"

    @property
    def is_only_heard(self) -> bool:
        """Whether nothing that is put to the actor binds."""
        return all(ask.hearing for ask in self.asks)


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to get there. `effort` = `convinces` + `asks` + `reaches`; `proven` when `bound` equals it.

    `convince` are the actors to whom something is put that binds. `contacts` are (from, to, effort, kind); kind is tie,
    body, line, boss, met, cold or unknown_authority, whose end is `?<requirement id>`.
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
    def found_out(self) -> frozenset[str]:
        """The requirements of which it finds out who decides."""
        return frozenset(end.removeprefix("?") for _, end, _, kind in self.contacts if kind == "unknown_authority")

    @property
    def finds(self) -> int:
        """How much of `reaches` is for finding out who decides."""
        return sum(effort for _, _, effort, kind in self.contacts if kind == "unknown_authority")


@dataclass(frozen=True)
class Untold:
    """A plan of which is known whom it asks, and of which requirements it finds out who decides; `tell` tells the rest.

    Of a large board there are hundreds, and few are ever looked at.
    """

    convince: tuple[str, ...]
    found_out: frozenset[str]
    tell: Callable[[], Plan] = field(compare=False, repr=False)

    @cached_property
    def plan(self) -> Plan:
        """The plan with its steps, told once."""
        return self.tell()


@dataclass(frozen=True, slots=True)
class ActorNeed:
    """How much an actor is needed: must, must_unless_above, one_of, above, heard or not_needed.

    `refuses` is "stops", "not in plan", "is only heard", the effort of the next best plan, or "unknown" where there was
    no time to find one. No plan without it can ask less than `refuses_bound`; `refuses_way` is the next best one.
    """

    id: str
    name: str
    need: str
    requirements: tuple[str, ...]
    refuses: str | int
    stance: Stance | None = None
    refuses_bound: int | None = None
    refuses_way: Untold | None = None

    @property
    def refuses_proven(self) -> bool:
        """Whether what follows from a refusal is certain, not only the best that was found."""
        if isinstance(self.refuses, int):
            return self.refuses_bound is not None and self.refuses_bound >= self.refuses
        return self.refuses != "unknown"

    @property
    def refuses_convince(self) -> tuple[str, ...] | None:
        """Whom the next best plan asks, where there is one."""
        return self.refuses_way.convince if self.refuses_way else None

    @property
    def refuses_plan(self) -> Plan | None:
        """The next best plan as steps, where there is one."""
        return self.refuses_way.plan if self.refuses_way else None


@dataclass(frozen=True, slots=True)
class Votes:
    """How a board stands: its `seats`, and in votes what there is, what it needs, and each stance that counts.

    `needed` leaves the casting vote aside. The seven after it are together all `votes`; nobody casts `vacant` ones.
    """

    seats: int
    votes: int
    needed: int
    in_favour: int = 0
    against: int = 0
    hesitant: int = 0
    neutral: int = 0
    unknown: int = 0
    vacant: int = 0


@dataclass(frozen=True, slots=True)
class RequirementNeed:
    """One leaf of the requirement tree and who may meet it.

    `need` tells whether every way needs it (must), some (one_of) or none (not_needed: its `status` says why). `vacant`
    are the posts and boards that would answer, had they anybody to do so. Of each actor `mandates` has the mandate, of
    each board that votes `members` who votes and `votes` how it stands; `jointly` are the groups that answer only
    together, `stands_for` the posts that stand-ins answer for.
    """

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
    status: str = "open"
    status_on: date | None = None
    answered_by: str | None = None
    hearing: bool = False
    vacant: tuple[str, ...] = ()
    votes: Mapping[str, Votes] = field(default_factory=dict)
    jointly: tuple[tuple[str, ...], ...] = ()
    stands_for: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BlockingPattern:
    """Every set of `at_least` of these members of a board, together with all of `along_with`, can stop it."""

    board: str
    at_least: int
    of: tuple[str, ...]
    along_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bringer:
    """Somebody whose yes can bring votes of a board: its own, and those of its group or under its leverage."""

    actor: str
    votes: int


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody who bears on the initiative though nobody asks: `why` are position, core_mandate or leverage.

    `stance` is its own, while it counts; `direction` what the initiative does to its core mandate, the worse of two;
    `touches` gives for each core mandate what it does, and the argument; `over` whom of those asked it can press.
    """

    id: str
    name: str
    why: tuple[str, ...]
    stance: str | None = None
    stated_on: date | None = None
    basis: str | None = None
    concern: str | None = None
    would_help: str | None = None
    direction: str | None = None
    sources: tuple[str, ...] = ()
    touches: tuple[Mapping[str, str | None], ...] = ()
    over: tuple[str, ...] = ()


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

    `otherwise` is the effort of the best plan without this actor, None where there is none. Where it is not `proven`,
    it is the best that there was time to find, and None where there was no time at all.
    """

    kind: str
    actor: str
    otherwise: int | None
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that `plan` says of an initiative on a day. `plan` is None when there is no way at all, or no tree.

    `analysis` tells whether its causes are analysed: done, skipped or missing. `others` bear on it though nobody asks
    them; `earlier` is what was tried before; `brings` tells of each board whose yes brings most votes.
    `go_betweens` are those that the plan only passes through, with the need "through". `effects` are the ids of
    what follows if it works; `leverage` paths of ids along which those asked can change somebody's behaviour.
    `next_best` is the cheapest plan with other people, asked for or not; where it is None and not complete, there was
    no time to look for one. What is not `…_complete` was cut off by the time limit: there may be more.
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
    next_best_complete: bool = True
    rests_on: tuple[Condition, ...] = ()
    alternatives_complete: bool = True
    ask_first_complete: bool = True
    status: str | None = None
    outcome: str | None = None
    lesson: str | None = None
    pilot_until: date | None = None
    analysis: str = "missing"
    blocking_patterns: tuple[BlockingPattern, ...] = ()
    others: tuple[Other, ...] = ()
    earlier: tuple[Precedent, ...] = ()
    context: Context = field(default_factory=Context)
    brings: Mapping[str, tuple[Bringer, ...]] = field(default_factory=dict)

    @property
    def against(self) -> tuple[str, ...]:
        """Everybody who is against, asked or not, in id order."""
        asked = {need.id for need in self.actors if need.stance and need.stance.counts == "opposes"}
        return tuple(sorted(asked | {other.id for other in self.others if other.stance == "opposes"}))
