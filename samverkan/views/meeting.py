"""Leave out of a map and of an answer what a meeting page must not hold: positions, ties, persons.

The page is built from what is left, so that nothing can be hidden in it by mistake: a source that only a position
rests on, a route that only a tie makes, an effort that either of them changed are not there to be shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from samverkan.decisions.answer import ActorNeed, Answer
from samverkan.model import Map, Relation, build_map
from samverkan.schema import read_schema

# Gaps that rest on the mandates alone; all others tell of a position, a tie or the plan.
_OPEN_GAPS = frozenset(
    {
        "unknown_authority",
        "no_mandate_registered",
        "board_without_voters",
        "vacant_post",
        "addressee_not_valid",
        "forum_asked",
        "unsourced_mandate",
        "not_delegable",
        "delegation_ended",
    }
)


def leave_out(content: Map) -> Map:
    """Return the map without positions, ties and persons, and without the sources that only they rest on."""
    schema = read_schema()
    nodes = {i: n for i, n in content.nodes.items() if schema.labels[n.label].meeting}
    relations = [
        r for r in content.relations if schema.relations[r.type].meeting and r.start in nodes and r.end in nodes
    ]
    lost = _find_sources(content.relations) - _find_sources(relations)
    kept = [n for n in nodes.values() if n.id not in lost]
    return build_map(kept, [r for r in relations if r.end not in lost], content)


def _find_sources(relations: Iterable[Relation]) -> set[str]:
    """Find the sources that something among these rests on; a source that nothing names is nobody's secret."""
    relations = list(relations)
    named = {r.end for r in relations if r.type == "SOURCED_BY"}
    return named | {str(r.properties["source"]) for r in relations if "source" in r.properties}


def leave_out_of_answer(answer: Answer) -> Answer:
    """Return what an answer says by the mandates alone: no stance, plan, effort, refusal or contact.

    What may stay is named here, field by field: whatever is added to an answer later is left out.
    """
    return Answer(
        initiative=answer.initiative,
        name=answer.name,
        as_of=answer.as_of,
        start=(),
        without=(),
        can_be_met=answer.can_be_met,
        actors=tuple(ActorNeed(a.id, a.name, a.need, a.requirements, refuses="") for a in answer.actors),
        requirements=answer.requirements,
        blocking_sets=answer.blocking_sets,
        blocking_sets_complete=answer.blocking_sets_complete,
        plan=None,
        alternatives=(),
        gaps=tuple(g for g in answer.gaps if g.kind in _OPEN_GAPS),
        settings={},
        sources=(),
        effects=answer.effects,
        leverage=answer.leverage,
    )
