"""What is to be read of a map, as plain data: whoever needs a part declares it, and any store executes it.

A read starts from named sets of ids and adds what it finds to another. What it passes over (relations, and the
things at both their ends) is in the map that comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samverkan.model import Map


@dataclass(frozen=True, slots=True)
class Pick:
    """Some things by their ids; those that are not there are left out."""

    ids: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True)
class Follow:
    """Relations of some types out of (`inward`: into) the things of some sets, and where they lead.

    `depth` is how many steps are taken, None: until nothing new is found. No `types` means every type.
    """

    start: tuple[str, ...]
    types: tuple[str, ...] = ()
    to: str = ""
    inward: bool = False
    depth: int | None = 1


@dataclass(frozen=True, slots=True)
class Meet:
    """What lies between: things that a `first` relation leads to from one set (empty: from anything) and that lead on.

    They lead on by a `second` relation to a thing of another set.
    """

    first: str
    second: str
    end: tuple[str, ...]
    start: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Within:
    """Things that lead by a `first` relation to a thing of a set, and by a `second` to one of another or to none.

    Their relations of both types to these are added, and the things themselves to a set.
    """

    first: str
    end: tuple[str, ...]
    second: str
    within: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Things of a label that have the same value of a property as a thing of some sets."""

    start: tuple[str, ...]
    label: str
    property: str
    to: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """All relations of a type that do not state a property."""

    type: str
    property: str


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one thing to another, whichever way the relation points, and what a step costs.

    `efforts` are by the value of the property `by`; the value "" is where it is not stated. A `shared` step leads
    from one thing to another whose relations of the type have the same end; with a `mark` only where one of the two
    has this property. A `lifted` one leads between two that both have it, where the end of the one's relation leads on
    to the end of the other's.
    """

    type: str
    efforts: Mapping[str, int]
    by: str = ""
    shared: bool = False
    mark: str = ""
    lifted: bool = False

    def cost(self, value: object = None) -> int:
        """Return what a step costs whose relation has a value of `by`."""
        return self.efforts.get("" if value is None else str(value), self.efforts[""])


@dataclass(frozen=True, slots=True)
class Rings:
    """The things within `radius` (None: any) of some sets, nearest first, with their steps on.

    Those of the sets themselves are asked for all their steps, whatever these cost; they are added to `whole`. What
    has a `label` is counted: where a third of all, and at least a thousand, are within reach, everything is read.
    """

    start: tuple[str, ...]
    steps: tuple[Step, ...]
    label: str
    radius: int | None = None
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Between:
    """The things on the ways that take at most `within` from one set to another, with those at both ends.

    To `whole` is added what can be reached from one of the two sets, once all of that is known.
    """

    start: tuple[str, ...]
    goal: tuple[str, ...]
    steps: tuple[Step, ...]
    label: str
    within: int
    whole: str


@dataclass(frozen=True, slots=True)
class Among:
    """The relations of some types between all the things of a label that are there by now."""

    types: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of the things of some sets, of what relations of some types lead to, and of any claim."""

    start: tuple[str, ...]
    ends_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Everything:
    """The whole map."""


@dataclass(frozen=True, slots=True)
class Found:
    """What has been read so far: the map of it (with its header), and the named sets."""

    content: Map
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def ids(self, *names: str) -> frozenset[str]:
        """Return what is in any of some sets."""
        return frozenset().union(*(self.sets.get(name, frozenset()) for name in names))


@dataclass(frozen=True, slots=True)
class Then:
    """What is to be read next depends on what has been found: a pure function of that."""

    choose: Callable[[Found], Sequence[Read]]


Read = Pick | Follow | Meet | Within | Alike | Lacking | Rings | Between | Among | Sources | Everything | Then
