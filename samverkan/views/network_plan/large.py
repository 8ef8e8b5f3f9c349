"""A network of more actors than boxes can hold: its organisations as a table, and what lies between them as bundles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from samverkan.domain.organisations import is_forum
from samverkan.views.facts import build_thing
from samverkan.views.layout import place_network
from samverkan.views.network_plan.known import Known
from samverkan.views.network_plan.steps import build_steps
from samverkan.views.selection import NETWORK_RELATIONS
from samverkan.views.spec import Cell, Column, Finding, LegendRow, Line, Link, Page, Picture, Row, Spot, Table, Thing
from samverkan.views.streets import Bundle, Distance, Large, Tabs

_HOUSED, _STRONGEST, _OWN, _FAR, _WIDEST = 0.4, 3, 2, 4, 60


@dataclass(frozen=True)
class Organisations:
    """The organisations of those shown, and the ties between them; ours comes first, then by nearness."""

    known: Known

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """Everybody in each organisation, itself included; forums stand for themselves."""
        found = {box.id: tuple(row.id for row in box.rows) for box in self.known.boxes.boxes}
        for body, seated in self.known.boxes.seated.items():
            top = next((i for i, rows in found.items() if body in rows), None)
            if top:
                found[top] = (*found[top], *(i for i in seated if i not in found[top]))
        told = {i for rows in found.values() for i in rows}
        for actor in (i for i in self.known.ids if i not in told):
            found[actor] = (*found.get(actor, ()), actor)
        return found

    @cached_property
    def home(self) -> Mapping[str, str]:
        """The organisation of everybody."""
        return {i: top for top, members in self.members.items() for i in members}

    @cached_property
    def bundles(self) -> Mapping[tuple[str, str], int]:
        """How many ties there are between each two organisations."""
        ties = () if self.known.meeting else self.known.ties
        pairs = ((self.home[a], self.home[b]) for a, b in ties)
        return Counter((min(a, b), max(a, b)) for a, b in pairs if a != b)

    @cached_property
    def outward(self) -> Mapping[str, Counter[str]]:
        """The organisations that each has ties with, and how many."""
        found: dict[str, Counter[str]] = {top: Counter() for top in self.members}
        for (one, other), n in sorted(self.bundles.items()):
            found[one][other] += n
            found[other][one] += n
        return found

    @cached_property
    def inward(self) -> Mapping[str, Sequence[Link]]:
        """The ties inside each organisation."""
        ties: dict[str, list[Link]] = {}
        for (a, b), strength in () if self.known.meeting else sorted(self.known.ties.items()):
            if self.home[a] == self.home[b]:
                ties.setdefault(self.home[a], []).append(Link(a, b, "tie", weight=max(1, strength)))
        return ties

    @cached_property
    def ours(self) -> frozenset[str]:
        """The organisations that we sit in."""
        return frozenset(self.home[i] for i in self.known.us)

    @cached_property
    def nearest(self) -> Mapping[str, tuple[int, str]]:
        """How many steps away each is, and who in it is that near."""
        found = {}
        for top, members in self.members.items():
            steps = [(self.known.steps[i], i) for i in members if i in self.known.steps]
            if steps:
                found[top] = min(steps)
        return found

    @cached_property
    def order(self) -> tuple[str, ...]:
        """All organisations, ours first."""
        far = (10**6, "")
        return tuple(
            sorted(
                self.members,
                key=lambda i: (
                    i not in self.ours,
                    self.nearest.get(i, far)[0],
                    -sum(self.outward[i].values()),
                    self.name(i),
                    i,
                ),
            )
        )

    def name(self, actor: str) -> str:
        """Return the name of an actor."""
        return self.known.today.nodes[actor].name


def is_housed(known: Known) -> bool:
    """Tell whether enough of those shown sit in a body with others for a table of organisations to say something."""
    housed = sum(len(box.rows) for box in known.boxes.boxes if len(box.rows) > 1)
    return housed >= _HOUSED * len(known.ids)


def build_large(known: Known, title: str, question: str) -> Page:
    """Build the page of a network that opens on its organisations as a table."""
    found, words, request = Organisations(known), known.request.words, known.request
    steps = None if known.meeting else build_steps(known, known.us)
    return Page(
        kind="network",
        title=title,
        question=question,
        on=request.on,
        language=words.lang,
        findings=tuple(_tell(found)),
        picture=_build_picture(found),
        canvas=False,
        tables=(_build_table(found),),
        things=tuple(_build_things(found)),
        legend=tuple(_build_legend(found)),
        shown=len(found.members),
        total=len(found.members),
        counted=words.texts("views_network.counted-organisations"),
        meeting=known.meeting,
        map_title=known.today.title,
        inside={top: _build_inside(found, top) for top in found.order if len(found.members[top]) > 1},
        tabs=Tabs(
            "table",
            steps=steps,
            free=False,
            steps_title=words.texts("views_network.tab-steps"),
            large=None if known.meeting else _build_large(found),
        ),
    )


def _tell(found: Organisations) -> Iterator[Finding]:
    words = found.known.request.words
    say = words.texts.count
    actors = len(found.known.ids)
    yield Finding(words.number(actors), words.count("finding-actors", actors))
    counted = {"organisations": len(found.members)}
    if not found.known.meeting:
        steps = Counter(found.known.steps.values())
        counted |= {"contacts": len(found.known.ties), "known": steps[1], "through": steps[2]}
    for key, number in counted.items():
        yield Finding(words.number(number), say(f"views_network.finding-{key}", number))


def _build_picture(found: Organisations) -> Picture:
    """Build the organisations as nodes and the bundles as edges; their places are those of a saved picture."""
    order = found.order
    places = place_network(order, list(found.bundles), given=found.known.request.positions)
    spots = [
        Spot(
            i,
            found.name(i),
            found.known.today.nodes[i].text("kind") or "group",
            "us" if i in found.ours else "",
            rank=rank,
            x=places[i][0],
            y=places[i][1],
        )
        for rank, i in enumerate(order)
    ]
    links = [Link(a, b, "between", str(n), min(4, ceil(n / 5))) for (a, b), n in sorted(found.bundles.items())]
    return Picture(found.known.request.words.texts("views_network.table"), tuple(spots), tuple(links))


def _build_table(found: Organisations) -> Table:
    say = found.known.request.words.texts
    keys = ["organisation", "actors", *([] if found.known.meeting else ["nearest", "outward", "most"])]
    columns = tuple(Column(say(f"views_network.column-{key}")) for key in keys)
    rows = tuple(_row(found, top) for top in found.order)
    return Table("nodes", found.known.request.words.say("table-groups"), columns, rows, look="large")


def _row(found: Organisations, top: str) -> Row:
    words, known = found.known.request.words, found.known
    count = len(found.members[top])
    kind = known.today.nodes[top].text("kind") or "group"
    steps, who = found.nearest.get(top, (-1, ""))
    near = -2 if known.meeting else 0 if top in found.ours else min(steps, 3)
    cells = [
        Cell((Line(found.name(top), "actor", f"{kind} {near}", top),), header=True),
        Cell((Line(words.number(count)),), sort=count),
    ]
    if not known.meeting:
        outward = found.outward[top]
        total = sum(outward.values())
        most = max(outward, key=lambda i: (outward[i], i), default="")
        cells += [
            Cell(
                tuple(_say_near(found, top, steps, who)), sort=-1 if top in found.ours else steps if steps >= 0 else 99
            ),
            Cell((Line(words.number(total), "extent", str(_to_width(found, total))),), sort=total),
            Cell((Line(f"{found.name(most)} · {outward[most]}"),) if most else ()),
        ]
    return Row(tuple(cells), top)


def _to_width(found: Organisations, total: int) -> int:
    most = max((sum(counts.values()) for counts in found.outward.values()), default=0)
    return max(1, round(_WIDEST * total / most)) if total and most else 0


def _say_near(found: Organisations, top: str, steps: int, who: str) -> Iterator[Line]:
    say = found.known.request.words.texts
    if top in found.ours:
        yield Line(say("views_network.near-us"))
    elif steps < 0:
        yield Line(say("views_network.near-none"))
    else:
        yield Line(say.count("views_network.steps-away", steps))
        if who != top:
            yield Line(found.name(who), "second")


def _build_things(found: Organisations) -> Iterator[Thing]:
    known = found.known
    for top in found.order:
        thing = build_thing(known.today, known.today.nodes[top], known.request.words, drawn=NETWORK_RELATIONS)
        if thing.facts or thing.kind:
            yield thing


def _build_legend(found: Organisations) -> Iterator[LegendRow]:
    words = found.known.request.words
    kinds = Counter(found.known.today.nodes[i].text("kind") or "group" for i in found.members)
    for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0])):
        yield LegendRow("kind", kind, words.token("actor_kind", kind), number)


def _build_inside(found: Organisations, top: str) -> Picture:
    """Build what an organisation opens on: everybody in it, and the ties among them."""
    known = found.known
    members = found.members[top]
    spots = [Spot(i, found.name(i), known.today.nodes[i].text("kind") or "group") for i in members]
    return Picture(found.name(top), tuple(spots), tuple(found.inward.get(top, ())))


def _build_large(found: Organisations) -> Large:
    ranked = sorted(found.bundles, key=lambda pair: (-found.bundles[pair], pair))
    own = [pair for pair in ranked if found.ours & set(pair)]
    return Large(
        tuple(_bundle(found, pair) for pair in ranked[:_STRONGEST]),
        tuple(_bundle(found, pair) for pair in own[:_OWN]),
        tuple(_count_distances(found)),
    )


def _bundle(found: Organisations, pair: tuple[str, str]) -> Bundle:
    one, other = pair if pair[0] in found.ours or pair[1] not in found.ours else pair[::-1]
    return Bundle(one, found.name(one), other, found.name(other), found.bundles[pair])


def _count_distances(found: Organisations) -> Iterator[Distance]:
    """Count how many lie how far away; a body that is only as near as somebody in it is not counted beside them."""
    known = found.known
    told = (i for i in known.ids if i not in known.us and not is_forum(known.today.nodes[i]))
    counted = [i for i in told if i in known.steps or i not in known.near]
    counts = Counter(min(known.steps[i], _FAR) if i in known.steps else 0 for i in counted)
    most = max(counts.values(), default=1)
    for steps in (1, 2, 3, _FAR, 0):
        said = known.request.words.texts(f"views_network.far-{steps}")
        yield Distance(said, counts[steps], max(1, round(130 * counts[steps] / most)) if counts[steps] else 0)
