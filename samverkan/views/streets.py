"""Boxes in columns with streets between them, as plain data: the plan and the steps of a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a box: an actor.

    `near` is its steps from us (0: us, 3: three or more, -1: no known contact, -2: untold).

    `look` is head, body, post, named or us; `badges` are letters of bodies that it sits in, `broker` its rank as a
    bridge, `tail` what stands at the right, `note` a short word after the name,
    `change` what has happened to it between two days: new, ended or moved.
    """

    id: str
    name: str
    kind: str
    look: str
    level: int = 0
    near: int = -2
    badges: tuple[str, ...] = ()
    broker: int = 0
    tail: str = ""
    note: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its rows. `over` stands small above them; a closed one has its head alone, and `lines` below it."""

    id: str
    rows: tuple[Entry, ...]
    tint: int = 0
    over: str = ""
    isolated: bool = False
    closed: bool = False
    ours: bool = False
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wire:
    """A line between two rows (or boxes): `kind` is tie, leverage, seat or bundle; `text` its word.

    `change` is new, ended or same, where two days are compared.
    """

    start: str
    end: str
    kind: str
    weight: int = 1
    ours: bool = False
    text: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Streets:
    """Columns of boxes, the lines between them, and what stands above and below.

    `ground` is our organisation where the middle columns lie on it; `opens` are the boxes with all their rows, where
    some are closed; `anew` is the column and order that each box would have, where they stand as they stood before.
    """

    columns: tuple[tuple[Box, ...], ...]
    wires: tuple[Wire, ...]
    ground: Entry | None = None
    heads: tuple[str, ...] = ()
    rest: tuple[Entry, ...] = ()
    more: str = ""
    opens: tuple[Box, ...] = ()
    anew: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Letter:
    """A body where people meet, told by a letter, and how many of those shown sit in it."""

    id: str
    letter: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of an answer: a quiet word, then a name that can be pressed, and what follows it.

    `told` says of the name what it says among the others, for where it stands alone.
    """

    name: str
    ref: str = ""
    before: str = ""
    after: str = ""
    mark: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in words below a plan."""

    title: str
    parts: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """All ties between two organisations, as their number."""

    one: str
    one_name: str
    other: str
    other_name: str
    count: int


@dataclass(frozen=True, slots=True)
class Distance:
    """How many lie so far away, and how wide the bar of them is."""

    text: str
    count: int
    width: int


@dataclass(frozen=True, slots=True)
class Large:
    """What stands beside the table of a network too large for boxes."""

    strongest: tuple[Bundle, ...]
    own: tuple[Bundle, ...]
    distances: tuple[Distance, ...]


@dataclass(frozen=True, slots=True)
class Tabs:
    """The pictures of one network, which of them is shown first, its letters, and its answers in words.

    `first` is "table" where the network is too large for boxes; `large` is what then stands beside the table.
    `days` are the two that are compared.
    """

    first: str
    plan: Streets | None = None
    steps: Streets | None = None
    free: bool = True
    steps_title: str = ""
    letters: tuple[Letter, ...] = ()
    replies: tuple[Reply, ...] = ()
    large: Large | None = None
    days: tuple[str, ...] = ()
