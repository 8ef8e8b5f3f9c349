"""What a page holds, as plain data: no HTML, no colour, no coordinates that a layout has not given.

A `Page` is built by one module a kind (`decision_path`, `network`, …) and drawn by `html` or `svg`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from samverkan.views.diagram import Diagram
from samverkan.views.seats import Seats
from samverkan.views.streets import Tabs


@dataclass(frozen=True, slots=True)
class Spot:
    """A node of the picture.

    `kind` names its shape, `need` its outline, `stance` the sign inside it (encode.py holds the rules); `mark` is
    a short text such as the number of a step. `rank` orders labels when there is no room for all: 0 comes first.
    `groups` are the values that a reader can colour and filter by: kind of value → (key, word). `box`, `column` and
    `order` are its place in the plan; `near` its steps from us and `outside` its contacts with other organisations.
    """

    id: str
    label: str
    kind: str
    need: str = ""
    stance: str = ""
    mark: str = ""
    rank: int = 5
    x: float = 0.0
    y: float = 0.0
    groups: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    box: str = ""
    column: int = -1
    order: int = -1
    near: int = -2
    outside: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """An edge of the picture: `kind` and `weight` (1–4) name its look, `text` is said on hover and focus.

    `groups` are values that a reader can widen and filter by, as those of a spot;
    `source` is what it rests on, and when.
    """

    start: str
    end: str
    kind: str
    text: str = ""
    weight: int = 1
    arrow: bool = False
    groups: Mapping[str, tuple[str, str]] = field(default_factory=dict, hash=False)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A network to draw. `direction` is the way names stand beside their nodes: right, below or free."""

    title: str
    spots: tuple[Spot, ...]
    links: tuple[Link, ...]
    labels: str = "free"
    rings: tuple[float, ...] = ()
    lines: tuple[tuple[float, float, float, float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in a cell or panel.

    `look` is main, plain, second, pill or loud; `tone` names a need, a stance or a sign that stands before it;
    `ref` is the id of the thing that pressing it selects; `href` is an https address. `parts` are names that follow
    in the same line (look known) or that it opens into (look asked), `hint` what hovering says. `figures` are those of
    a bar (its share of 100, then where marks stand) or of cells (1 where one is filled).
    """

    text: str
    look: str = "plain"
    tone: str = ""
    ref: str = ""
    href: str = ""
    mark: str = ""
    parts: tuple[Line, ...] = ()
    hint: str = ""
    figures: tuple[float, ...] = ()

    @property
    def said(self) -> str:
        """The text with the names that belong to it."""
        names = ", ".join(part.text for part in self.parts)
        return f"{self.text}: {names}" if self.text and names else self.text or names


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `sort` orders its column, `span` is how many rows it stands beside.

    `ref` is what pressing it selects, where the whole cell is one thing; `votes` are a board's, drawn as a bar.
    """

    lines: tuple[Line, ...] = ()
    sort: str | float = ""
    span: int = 1
    header: bool = False
    look: str = ""
    ref: str = ""
    votes: Seats | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the thing that it selects, and the others that light it.

    `opening` is what opens in place below it, as columns of titles with lines; `votes` the seats that open too.
    """

    cells: tuple[Cell, ...]
    id: str = ""
    lights: tuple[str, ...] = ()
    look: str = ""
    opening: tuple[tuple[tuple[str, tuple[Line, ...]], ...], ...] = ()
    votes: Seats | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column head. `toggle` names the switch that shows it where there is no room for all.

    `ref` is what pressing it selects, `tone` the stance whose sign stands before it.
    """

    title: str
    toggle: str = ""
    look: str = ""
    note: str = ""
    ref: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A real table. `fold` puts it behind a heading that opens it; `key` says above it what its signs mean;
    `cards` lets a row be a card where a screen is narrow; `on_paper` is what stands on paper instead of it."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    fold: bool = False
    look: str = ""
    key: tuple[Line, ...] = ()
    ordered: bool = False
    cards: bool = False
    on_paper: str = ""

    @property
    def sortable(self) -> bool:
        """Whether a reader may order the rows; those in an order of their own stand where they are."""
        return not self.ordered and len(self.rows) > 1


@dataclass(frozen=True, slots=True)
class Thing:
    """What the panel says of something: facts as (word, lines), everything else that it lights up."""

    id: str
    name: str
    kind: str
    facts: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    lights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of the line that has the answer: a strong word or number, and the rest of the sentence.

    `more` goes on with names and figures, each a line whose text is strong and whose mark follows it.
    """

    strong: str
    text: str
    tone: str = ""
    ref: str = ""
    more: tuple[Line, ...] = ()

    @property
    def said(self) -> str:
        """The finding as one sentence."""
        names = ", ".join(f"{line.text} {line.mark}".strip() for line in self.more)
        return " ".join(part for part in (self.strong, self.text, names) if part)


@dataclass(frozen=True, slots=True)
class Band:
    """What must be known beside the answer, over the whole page: `tone` is bad, warn or around; `more` opens in it."""

    tone: str
    text: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """A step of the presentation: its short name, its text, and what is lit.

    With `select` it shows what the panel says of that thing, else its own name as a header and its text.
    """

    name: str
    text: str
    select: str = ""
    lights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """Somebody who can be marked all over a page: a short name, a count, and what pinning says.

    With `rows` it shows the rows of that look alone.
    """

    id: str
    name: str
    count: int
    said: str
    rows: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row of a slide: a name, what goes with it, and a sign with its word and date where it has one."""

    name: str
    second: str = ""
    mark: str = ""
    stance: str = ""
    word: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What is shown on a screen of its own: an issue, a lane, a rung, with its rows."""

    title: str
    text: str = ""
    rows: tuple[GroupRow, ...] = ()


@dataclass(frozen=True, slots=True)
class LegendRow:
    """A sign and what it means; `count` is how many there are, `ids` those that pressing it lights.

    In a network `key` is the kind that pressing it shows alone.
    """

    group: str
    key: str
    text: str
    count: int | None = None
    look: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a network: what it is called, how it is defined, and what came out, a line of text a row."""

    title: str
    definition: str
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source as it is listed: its name, date, reference, and address when that is an https one."""

    id: str
    name: str
    date: str
    reference: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A contact of somebody: with whom, what it takes, and its word."""

    other: str
    effort: int
    word: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that a page says. `shown` and `total` are counted in `counted` (a word in the plural).

    `language` is the program's, `map_language` that of the map's own texts. Without `canvas` the picture is not
    drawn: it is what a table or diagram shows, as nodes and edges. `pins` are those that can be marked all over the
    page, `groups` what is shown a screen at a time, `paper` the summary that stands alone on the first sheet.
    """

    kind: str
    title: str
    question: str
    on: date
    language: str
    findings: tuple[Finding, ...] = ()
    aside: Finding | None = None
    picture: Picture | None = None
    tables: tuple[Table, ...] = ()
    things: tuple[Thing, ...] = ()
    stops: tuple[Stop, ...] = ()
    stops_title: str = ""
    legend: tuple[LegendRow, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    gaps: tuple[Line, ...] = ()
    shown: int = 0
    total: int = 0
    counted: str = ""
    meeting: bool = False
    map_title: str = ""
    map_language: str = ""
    measures: tuple[Measure, ...] = ()
    inside: Mapping[str, Picture] = field(default_factory=dict)
    diagram: Diagram | None = None
    sheets: tuple[Diagram, ...] = ()
    canvas: bool = True
    tabs: Tabs | None = None
    bands: tuple[Band, ...] = ()
    paper: Table | None = None
    ways: Mapping[str, tuple[Way, ...]] = field(default_factory=dict)
    pins: tuple[Pin, ...] = ()
    pins_title: str = ""
    groups: tuple[Group, ...] = ()
    boards: tuple[tuple[str, Seats], ...] = ()
