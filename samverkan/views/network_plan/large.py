"""A network of more actors than boxes can hold: its organisations as a table, and what lies between them as bundles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from samverkan.domain.organisations import is_forum
from samverkan.views.layout import place_network
from samverkan.views.network_plan.known import Known
from samverkan.views.network_plan.organisations import Communities, Organisations, is_housed
from samverkan.views.network_plan.steps import build_steps
from samverkan.views.spec import Cell, Column, Finding, LegendRow, Line, Link, Page, Picture, Row, Spot, Table, Thing
from samverkan.views.streets import Bundle, Distance, Large, Tabs

_STRONGEST, _OWN, _FAR, _WIDEST = 3, 2, 4, 60


def build_large(known: Known, head: Page) -> Page:
    """Build the page of a network that opens on its organisations as a table; on groups where it has none."""
    found = Organisations(known) if is_housed(known) else Communities(known)
    words = known.request.words
    steps = None if known.meeting else build_steps(known, known.us)
    return replace(
        head,
        findings=tuple(_tell(found)),
        picture=_build_picture(found),
        canvas=False,
        tables=(_build_table(found),),
        things=tuple(_build_things(found)),
        legend=tuple(_build_legend(found)),
        shown=len(found.members),
        total=len(found.members),
        counted=found.counted,
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
    yield from found.tell()
    if not found.known.meeting:
        steps = Counter(found.known.steps.values())
        for key, number in {"contacts": len(found.known.ties), "known": steps[1], "through": steps[2]}.items():
            yield Finding(words.number(number), words.texts.count(f"views_network.finding-{key}", number))


def _build_picture(found: Organisations) -> Picture:
    """Build the organisations as nodes and the bundles as edges; their places are those of a saved picture."""
    order = found.order
    places = place_network(order, list(found.bundles), given=found.known.request.positions)
    spots = [
        Spot(
            i,
            found.name(i),
            found.kind(i),
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
    keys = ["actors", *([] if found.known.meeting else ["nearest", "outward", "most"])]
    columns = (Column(found.column), *(Column(say(f"views_network.column-{key}")) for key in keys))
    rows = tuple(_row(found, top) for top in found.order)
    return Table("nodes", found.known.request.words.say("table-groups"), columns, rows, look="large")


def _row(found: Organisations, top: str) -> Row:
    words, known = found.known.request.words, found.known
    count = len(found.members[top])
    steps, who = found.nearest.get(top, (-1, ""))
    near = -2 if known.meeting else 0 if top in found.ours else min(steps, 3)
    cells = [
        Cell((Line(found.name(top), "actor", f"{found.kind(top)} {near}", top),), header=True),
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
            yield Line(found.known.today.nodes[who].name, "second")


def _build_things(found: Organisations) -> Iterator[Thing]:
    for top in found.order:
        thing = found.build_thing(top)
        if thing.facts or thing.kind:
            yield thing


def _build_legend(found: Organisations) -> Iterator[LegendRow]:
    kinds = Counter(found.kind(i) for i in found.members)
    for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0])):
        yield LegendRow("kind", kind, found.say_kind(kind), number)


def _build_inside(found: Organisations, top: str) -> Picture:
    """Build what an organisation opens on: everybody in it, and the ties among them."""
    known = found.known
    members = found.members[top]
    nodes = [known.today.nodes[i] for i in members]
    spots = [
        Spot(
            node.id,
            node.name,
            node.text("kind") or "group",
            near=0 if node.id in known.us else known.nearness(node.id),
            outside=found.outside.get(node.id, 0),
        )
        for node in nodes
    ]
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
