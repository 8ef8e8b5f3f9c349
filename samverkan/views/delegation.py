"""The delegation of a matter as a ladder: who was given what by whom, within which limits, and what has ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from samverkan.errors import EmptyAnswerError
from samverkan.measures.delegation import STATES, Delegation
from samverkan.views.delegation_rows import (
    Ladder,
    build_asked_table,
    build_ladder_table,
    build_may_not_table,
    say_asked,
)
from samverkan.views.facts import build_thing, find_sources, to_source_notes
from samverkan.views.request import Kind, Request, find_subject_node
from samverkan.views.spec import (
    Finding,
    Group,
    GroupRow,
    LegendRow,
    Line,
    Link,
    Page,
    Picture,
    Spot,
    Stop,
    Table,
    Thing,
)
from samverkan.views.speech import Speech

_ACROSS, _DOWN = 220.0, 90.0
_ANSWERED = ("lowest", "above")


def build_delegation(request: Request) -> Page:
    """Build the page of a matter; one that no mandate covers is an empty answer that says where to look."""
    matter = find_subject_node(request, ("Matter",))
    delegation = Delegation(request.whole, request.content, request.on, matter.id)
    if not delegation.mandates:
        basis = matter.text("legal_basis") or "–"
        raise EmptyAnswerError("views_delegation.empty", name=matter.name, id=matter.id, basis=basis)
    ladder = Ladder(request, Speech(request.words, "views_delegation"), matter, delegation)
    ranked = [rung.mandate for rung in delegation.ladder]
    posts = (build_thing(request.content, request.content.nodes[p], request.words) for p in delegation.who_may_not)
    return Page(
        kind="delegation",
        title=matter.name,
        question=ladder.say("question"),
        on=request.on,
        language=request.words.lang,
        findings=tuple(_findings(ladder)),
        picture=_picture(ladder),
        canvas=False,
        tables=tuple(_tables(ladder)),
        things=(
            build_thing(request.whole, matter, request.words, drawn=("CONCERNS",)),
            *_things(ladder, ranked),
            *posts,
        ),
        stops=tuple(
            Stop(ladder.label(r.mandate), ladder.label(r.mandate), r.mandate)
            for r in delegation.ladder
            if r.state in _ANSWERED
        ),
        legend=tuple(_legend(ladder)),
        sources=to_source_notes(request.whole, find_sources(request.whole, [matter.id, *ranked])),
        gaps=tuple(_gaps(ladder, ranked)),
        shown=len(ranked),
        total=len(ranked),
        counted=ladder.say("counted"),
        meeting=request.meeting,
        map_title=request.content.title,
        groups=tuple(_groups(ladder)),
    )


def _tables(ladder: Ladder) -> Iterator[Table]:
    yield build_ladder_table(ladder)
    if ladder.delegation.asked:
        yield build_asked_table(ladder)
    if ladder.delegation.who_may_not:
        yield build_may_not_table(ladder)


def _picture(ladder: Ladder) -> Picture:
    """Return the ladder as nodes and edges: the matter, then each mandate to the right of what it came from."""
    delegation, matter = ladder.delegation, ladder.matter
    spots = [Spot(matter.id, matter.name, "matter")]
    spots += [
        Spot(rung.mandate, ladder.label(rung.mandate), "mandate", x=(rung.depth + 1) * _ACROSS, y=n * _DOWN)
        for n, rung in enumerate(delegation.ladder)
    ]
    links = [Link(matter.id, m, "line") for m in delegation.mandates if not delegation.origins(m)]
    links += [Link(origin, m, "delegation") for m in delegation.mandates for origin in delegation.origins(m)]
    return Picture(ladder.say("table-ladder"), tuple(spots), tuple(links))


def _findings(ladder: Ladder) -> Iterator[Finding]:
    say, lowest = ladder.say, ladder.find_of_state("lowest")
    if not lowest:
        yield Finding(ladder.request.words.say("who-decides"), say("finding-nobody"), "loud")
    elif len(lowest) == 1:
        yield Finding(ladder.label(lowest[0]), say("finding-lowest"), ref=lowest[0])
    else:
        yield Finding(str(len(lowest)), say("finding-several"), ref=lowest[0])
    above = ladder.find_of_state("above")
    if above:
        yield Finding(str(len(above)), say.count("finding-above", len(above)), ref=above[0])
    asked = ladder.delegation.asked
    if asked:
        yield Finding(str(len(asked)), say.count("finding-asked", len(asked)))
    yield from _doubts(ladder)


def _doubts(ladder: Ladder) -> Iterator[Finding]:
    """Yield what must be known before the ladder is relied on."""
    say, wrong = ladder.say, ladder.delegation.wrong
    if wrong:
        yield Finding(str(len(wrong)), say.count("finding-wrong", len(wrong)), "loud", wrong[0])
    bare = [i for i in ladder.delegation.mandates if not ladder.request.whole.out(i, "SOURCED_BY")]
    states = ((state, ladder.find_of_state(state)) for state in ("ended", "coming"))
    for key, found in (*states, ("unsourced", bare)):
        if found:
            yield Finding(str(len(found)), say.count(f"finding-{key}", len(found)), ref=found[0])


def _groups(ladder: Ladder) -> Iterator[Group]:
    """Yield a screen with the rungs, one with what is asked now."""
    say = ladder.say
    rungs = tuple(
        GroupRow(ladder.label(r.mandate), f"{say(f'rung-{r.state}')} · {ladder.say_limit(r.mandate)}", str(n))
        for n, r in enumerate(ladder.delegation.ladder, 1)
    )
    yield Group(say("table-ladder"), "", rungs)
    nodes = ladder.request.content.nodes
    asked = tuple(
        GroupRow(nodes[a.initiative].name, f"{say_asked(ladder, a)} · {_say_answers(ladder, a.answers)}")
        for a in ladder.delegation.asked
    )
    if asked:
        yield Group(say("table-asked"), "", asked)


def _say_answers(ladder: Ladder, answers: tuple[str, ...]) -> str:
    names = [ladder.request.content.nodes[a].name for a in answers]
    return ladder.request.words.listing(names, "or") or ladder.say("asked-nobody")


def _things(ladder: Ladder, ranked: list[str]) -> Iterator[Thing]:
    words, say = ladder.request.words, ladder.say
    for mandate in ranked:
        thing = build_thing(ladder.request.whole, ladder.node(mandate), words, drawn=("DELEGATED_FROM",))
        state = (say("fact-state"), (Line(say(f"state-{ladder.delegation.states[mandate]}")),))
        doubts = tuple(Line(say(doubt), "second") for doubt in ladder.delegation.doubts(mandate))
        about = [(say("fact-doubts"), doubts)] if doubts else []
        lights = tuple(dict.fromkeys([*_climb(ladder, mandate), ladder.matter.id]))
        facts = (state, *about, *_delegations(ladder, mandate), *thing.facts)
        yield replace(thing, name=ladder.label(mandate), facts=facts, lights=lights)


def _delegations(ladder: Ladder, mandate: str) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield who a mandate was delegated from and to, by who holds those."""
    delegation = ladder.delegation
    heirs = [i for i in delegation.mandates if mandate in delegation.origins(i)]
    for key, others in (("column-from", delegation.origins(mandate)), ("fact-to", heirs)):
        if others:
            yield ladder.say(key), tuple(Line(ladder.label(i), ref=i) for i in others)


def _climb(ladder: Ladder, mandate: str) -> list[str]:
    """Return a mandate and everything it was delegated from."""
    return sorted(ladder.request.whole.among(ladder.delegation.mandates).reach([mandate], "DELEGATED_FROM"))


def _legend(ladder: Ladder) -> Iterator[LegendRow]:
    for state in STATES:
        ids = tuple(ladder.find_of_state(state))
        if ids:
            pill = {"lowest": "must", "above": "above"}.get(state, "not_needed")
            yield LegendRow("need", pill, ladder.say(f"state-{state}"), len(ids), ladder.say(f"rung-{state}"), ids)


def _gaps(ladder: Ladder, ranked: list[str]) -> Iterator[Line]:
    say = ladder.say
    if not ladder.find_of_state("lowest"):
        yield Line(say("gap-nobody", name=ladder.matter.name), ref=ladder.matter.id)
    for mandate in ranked:
        if not ladder.request.whole.out(mandate, "SOURCED_BY"):
            yield Line(say("gap-source", name=ladder.label(mandate)), ref=mandate)
        if not ladder.node(mandate).text("legal_basis"):
            yield Line(say("gap-basis", name=ladder.label(mandate)), ref=mandate)


KIND = Kind(("Matter",), build_delegation)
