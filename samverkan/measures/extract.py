"""Everything that a map and its log hold about one post: what the person concerned has a right to read (GDPR art. 15).

Nothing is left out here but what somebody has decided to withhold, which is named by the provision.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from samverkan.domain.positions import Stance, find_stance
from samverkan.domain.retention import Kept, find_kept, find_kept_tie
from samverkan.edits import Change, Revision
from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.schema import read_schema

# What hangs on these is told with them: a position with what it is about, a contact with who was there.
_OPENED = frozenset(
    {"Position", "Interaction", "Commitment", "Mandate", "Requirement", "Agreement", "Person", "Effect"}
)
_ENDINGS = re.compile(r"(?:arnas|ernas|ornas|arna|erna|orna|ens|ets|en|et|s)$")
_INFLECTED = r"(?:arna|erna|orna|ar|er|or|en|et|an|na|a|e|n)?s?"
_SHORTEST_STEM = 4
_FEWEST_SHARED = 3  # of the names of a map: a word in as many is a general one
_DISCLOSED = ("records disclose",)


@dataclass(frozen=True, slots=True)
class Entered:
    """When something was entered and by whom, where the log knows."""

    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """A relation of the post and what stands at its other end, with what hangs on that."""

    relation: Relation
    other: Node
    outward: bool
    further: tuple[tuple[Relation, Node], ...] = ()
    sources: tuple[str, ...] = ()
    entered: Entered | None = None
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A text elsewhere that names the post."""

    thing: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A value that was once kept, from the log: the change, and the revision that it belongs to."""

    revision: Revision
    change: Change


@dataclass(frozen=True, slots=True)
class Attributed:
    """A stance that is not stored of the post but taken over, for what initiative, and from whom."""

    initiative: Node
    stance: Stance


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a plan of today reckons with for a step that the post is asked in; `rules` are the figures it is made of.

    Where the plan is not `proven`, an easier one may be found another time, with other steps.
    """

    initiative: Node
    step: int
    convince: int
    ask: int
    reach: int
    rules: tuple[str, ...]
    proven: bool = True


@dataclass(frozen=True)
class Extract:
    """All that is held about a post on a day; `withheld` counts values by the provision that keeps them back."""

    actor: Node
    content: Map
    held: tuple[Held, ...] = ()
    texts: tuple[Found, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    disclosures: tuple[Revision, ...] = ()
    attributed: tuple[Attributed, ...] = ()
    withheld: Mapping[str, int] = field(default_factory=dict)
    entered: Entered | None = None
    reckoned: tuple[Reckoned, ...] = ()

    @property
    def count(self) -> int:
        """How many items there are."""
        return len(self.held) + len(self.texts) + len(self.earlier)


@dataclass(frozen=True)
class Withheld:
    """What is kept back: whole things, and single fields of things, each with the provision."""

    things: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def count(self) -> dict[str, int]:
        """Return how many values each provision keeps back."""
        rules = [*self.things.values(), *self.fields.values()]
        return {rule: rules.count(rule) for rule in dict.fromkeys(rules)}


def build_extract(
    content: Map, revisions: Sequence[Revision], actor: str, day: date, withheld: Withheld | None = None
) -> Extract:
    """Gather what a map and its log hold about an actor."""
    withheld = withheld or Withheld()
    left = withhold(content, withheld)
    entered = _find_entries(revisions)
    held = tuple(_find_held(left, actor, entered))
    about = {actor, *(h.other.id for h in held if h.other.label in _OPENED)}
    return Extract(
        left.nodes[actor],
        left,
        held,
        tuple(_find_texts(left, actor, held)),
        tuple(_find_earlier(revisions, actor, about, withheld)),
        tuple(r for r in revisions if r.edit.command in _DISCLOSED),
        tuple(_find_attributed(left, actor, day)),
        withheld.count(),
        entered.get(actor),
    )


def withhold(content: Map, withheld: Withheld) -> Map:
    """Return a map without what is withheld: things with their relations, and fields."""
    if not withheld.things and not withheld.fields:
        return content
    nodes = [_without(n, withheld) for n in content.nodes.values() if n.id not in withheld.things]
    kept = [r for r in content.relations if not {r.start, r.end} & withheld.things.keys()]
    return build_map(nodes, kept, content)


def _without(node: Node, withheld: Withheld) -> Node:
    lost = {name for thing, name in withheld.fields if thing == node.id}
    return replace(node, properties={k: v for k, v in node.properties.items() if k not in lost}) if lost else node


def _find_entries(revisions: Sequence[Revision]) -> dict[str, Entered]:
    """Find when each thing was entered, where the log has it."""
    found: dict[str, Entered] = {}
    for revision in revisions:
        for change in revision.edit.changes:
            if change.key and change.action == "added" and change.is_known:
                found[change.thing] = Entered(revision.at, revision.edit.by)
    return found


def _find_held(content: Map, actor: str, entered: Mapping[str, Entered]) -> Iterator[Held]:
    for relation in content.relations:
        if actor not in (relation.start, relation.end):
            continue
        outward = relation.start == actor
        other = content.nodes[relation.end if outward else relation.start]
        further = tuple(_find_further(content, other, relation)) if other.label in _OPENED else ()
        kept = find_kept_tie(content, relation) if relation.type == "TIE" else find_kept(content, other)
        sources = tuple(dict.fromkeys(_find_sources(content, relation, other)))
        yield Held(relation, other, outward, further, sources, entered.get(other.id), kept)


def _find_further(content: Map, node: Node, but: Relation) -> Iterator[tuple[Relation, Node]]:
    for relation in content.relations:
        if relation is not but and node.id in (relation.start, relation.end):
            yield relation, content.nodes[relation.end if relation.start == node.id else relation.start]


def _find_sources(content: Map, relation: Relation, other: Node) -> Iterator[str]:
    claimed = relation.properties.get("source")
    if isinstance(claimed, str):
        yield claimed
    if other.label in _OPENED:
        yield from (r.end for r in content.out(other.id, "SOURCED_BY"))


def _find_texts(content: Map, actor: str, held: Sequence[Held]) -> Iterator[Found]:
    """Find the lines of texts elsewhere that name the post: its name, its id, or a stem of a word of its name."""
    pattern = build_name_pattern(content.nodes[actor], [n.name for n in content.labelled("Actor")])
    told = {actor, *(h.other.id for h in held), *(n.id for h in held for _, n in h.further)}
    for node in content.nodes.values():
        if node.id not in told:
            yield from _search(node.id, node.properties, pattern)
    for relation in content.relations:
        if actor not in (relation.start, relation.end) and not {relation.start, relation.end} <= told:
            yield from _search(f"{relation.type} {relation.start} {relation.end}", relation.properties, pattern)


def _search(thing: str, properties: Mapping[str, Value], pattern: re.Pattern[str]) -> Iterator[Found]:
    for name, value in properties.items():
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                yield from (Found(thing, name, line) for line in text.splitlines() if pattern.search(line))


def build_name_pattern(actor: Node, names: Sequence[str] = ()) -> re.Pattern[str]:
    """Build what finds an actor in a text: its id, its name, and the stems of the words of its name.

    A stem that many of the `names` of a map have (chef, enhet) tells of this actor only as a word of its own, in any
    inflection, and not as the beginning of other words.
    """
    general = Counter(stem for name in names for stem in _find_stems(name))
    parts = [rf"(?<![\w-]){re.escape(actor.id)}(?![\w-])", re.escape(actor.name)]
    for stem in sorted(_find_stems(actor.name)):
        whole = rf"{_INFLECTED}(?!\w)" if general[stem] >= _FEWEST_SHARED else ""
        parts.append(rf"(?<!\w){re.escape(stem)}{whole}")
    return re.compile("|".join(parts), re.IGNORECASE)


def _find_stems(name: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", name.lower())
    stems = {_ENDINGS.sub("", word) for word in words if len(word) >= _SHORTEST_STEM}
    return {stem for stem in stems if len(stem) >= _SHORTEST_STEM}


def _find_earlier(revisions: Sequence[Revision], actor: str, about: set[str], withheld: Withheld) -> Iterator[Earlier]:
    """Find what the log still holds of the post, and of what was its own: positions, contacts, ties."""
    own = set(about)
    opened = {read_schema().labels[name].name for name in _OPENED}
    labels = {c.thing: c.label for r in revisions for c in r.edit.changes if isinstance(c.key, str)}
    for change in (c for r in revisions for c in r.edit.changes if isinstance(c.key, tuple)):
        assert isinstance(change.key, tuple)
        ends = set(change.key[1:3])
        if actor in ends:
            own |= {end for end in ends if labels.get(end) in opened}
    for revision in revisions:
        for change in revision.edit.changes:
            touched = set(change.key[1:3]) if isinstance(change.key, tuple) else {change.key}
            is_own = actor in touched if isinstance(change.key, tuple) else change.key in own
            if is_own and change.is_known and not touched & withheld.things.keys():
                yield Earlier(revision, _withhold_fields(change, withheld))


def _withhold_fields(change: Change, withheld: Withheld) -> Change:
    lost = {name for thing, name in withheld.fields if thing == change.key}
    if not lost:
        return change

    def keep(side: Any) -> Any:
        return {k: v for k, v in side.items() if k not in lost} if isinstance(side, Mapping) else side

    return replace(change, before=keep(change.before), after=keep(change.after))


def _find_attributed(content: Map, actor: str, day: date) -> Iterator[Attributed]:
    """Find the stances that a plan would take over for the post from its organisation or party group."""
    today = content.on(day)
    if actor not in today.nodes or today.nodes[actor].label != "Actor":
        return
    for initiative in today.labelled("Initiative"):
        stance = find_stance(today, actor, initiative.id, day)
        if stance is not None:
            yield Attributed(initiative, stance)
