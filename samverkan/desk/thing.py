"""About one thing: in short, its facts, its relations in words, its sources, and what was changed of it."""

from __future__ import annotations

from itertools import groupby

from samverkan.desk.brief import BRIEFED
from samverkan.desk.history import tell_history
from samverkan.desk.message import Answer, Request
from samverkan.desk.part import find_thing
from samverkan.desk.screen import show
from samverkan.desk.session import Session
from samverkan.model import Map, Node, Relation
from samverkan.reports.thing import ThingWords, say_position, tell_thing
from samverkan.reports.thing_facts import describe, find_other, say_source, tell_facts, tell_relation
from samverkan.reports.vocabulary import say_label
from samverkan.workflows import show as showing

_LATEST = 5
_NOTED = ("Actor",)
_DONE = {"Commitment": "done_on", "Interaction": "feedback_given", "Requirement": "status_on"}


def show_thing(session: Session, request: Request, thing: str) -> Answer:
    """Show everything about one thing, what a person wants to know first."""
    if session.is_large:  # no names are looked through for what is not there
        find_thing(session, thing)
    found = showing.show_thing(session.read(), thing, as_of=session.as_of, for_export=False)
    node, texts = found.node, session.texts
    words = ThingWords(found.around, texts, found.day)
    told = [
        (*_tell(node, relation, found.content, words), find_other(node, relation))
        for relation in found.relations
        if relation.type != "SOURCED_BY" or relation.start != node.id
    ]
    groups = [(called, list(rows)) for called, rows in groupby(sorted(told, key=lambda r: r[:2]), lambda r: r[0])]
    return show(
        session,
        request,
        "thing.html.j2",
        node=node,
        name=describe(found.content, node, texts),
        called=say_label(node.label, texts),
        lines=list(tell_thing(words, node)),
        facts=tell_facts(node, texts),
        groups=groups,
        sources=[(source, say_source(source, found.content, texts)) for source in found.sources],
        revisions=tell_history(session, node.id, _LATEST),
        can_note=node.label in _NOTED,
        briefed=node.label in BRIEFED and not session.is_large,
        can_be_done=_DONE.get(node.label, "") not in node.properties and node.label in _DONE,
    )


def _tell(node: Node, relation: Relation, content: Map, words: ThingWords) -> tuple[str, str, str, str]:
    """Return a relation in words; a position is told by its sign, and called by what the screen is not about."""
    called, other, details, age = tell_relation(node, relation, content, words)
    position = content.nodes[find_other(node, relation)]
    if position.label != "Position":
        return called, other, details, age
    named = (*content.origins(position.id, "TAKES"), *content.targets(position.id, "ABOUT"))
    others = ", ".join(dict.fromkeys(one.name for one in named if one.id != node.id))
    helping = position.text("would_help")
    parts = [say_position(words, position), words.texts("desk.would-help", what=helping) if helping else ""]
    return called, others or other, " \N{MIDDLE DOT} ".join(part for part in parts if part), ""
