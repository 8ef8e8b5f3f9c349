"""Run the rules that judge things and relations one by one; after an edit only where it touched something.

Maps hold frozen things, and an edit leaves those that it does not touch as they are: what is the same object in a map
that was judged before need not be judged again. What comes out is what judging all of them would give, in its order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from weakref import ref

from samverkan.errors import Problem
from samverkan.model import Map, Node, Relation

NodeRule = Callable[[Map, Iterable[Node]], Iterator[Problem]]
RelationRule = Callable[[Map, Iterable[Relation]], Iterator[Problem]]
Ends = tuple[str, str, str]

_MOST = 1000  # where more has changed, all is judged


@dataclass
class Judged:
    """What the rules found in a map, by rule; the map itself is not kept alive."""

    content: ref[Map]
    found: dict[object, list[Problem]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Touched:
    """What differs from a map that was judged before, and what is to be judged again for it."""

    before: Judged
    things: frozenset[str]
    ends: frozenset[Ends]
    relations: tuple[Relation, ...]

    def concerns(self, problem: Problem) -> bool:
        """Tell whether a problem is of something that is judged again."""
        ends = problem.values.get("relation")
        if ends is None:
            return problem.item in self.things
        return ends in self.ends or not self.things.isdisjoint(ends[1:])


class Judge:
    """Judge one map, beside those that were judged before."""

    def __init__(self, content: Map, known: Iterable[Judged]) -> None:
        """Look for a map among the known ones that differs little."""
        self.judged = Judged(ref(content))
        self._touched = next((t for judged in known if (t := _find_touched(judged, content)) is not None), None)

    def judge_nodes(self, rule: NodeRule, content: Map) -> list[Problem]:
        """Return what a rule finds in the things of the map."""
        if self._touched is None or rule not in self._touched.before.found:
            found = list(rule(content, content.nodes.values()))
        else:
            nodes = [content.nodes[i] for i in sorted(self._touched.things & content.nodes.keys())]
            found = self._merge(rule, rule(content, nodes), lambda problem: str(problem.item))
        self.judged.found[rule] = found
        return found

    def judge_relations(self, rule: RelationRule, content: Map) -> list[Problem]:
        """Return what a rule finds in the relations of the map; of a part of it, in those whose ends are there."""
        if self._touched is None or rule not in self._touched.before.found:
            found = list(rule(content, content.relations))
        else:
            nodes, relations = content.nodes, self._touched.relations
            if content is not self.judged.content():
                relations = tuple(r for r in relations if r.start in nodes and r.end in nodes)
            found = self._merge(rule, rule(content, relations), _ends_of)
        self.judged.found[rule] = found
        return found

    def _merge(self, rule: object, again: Iterator[Problem], key: Callable[[Problem], object]) -> list[Problem]:
        assert self._touched is not None
        stay = [p for p in self._touched.before.found[rule] if not self._touched.concerns(p)]
        return sorted([*stay, *again], key=key)  # type: ignore[arg-type]


def _ends_of(problem: Problem) -> Ends:
    found: Ends = problem.values["relation"]
    return found


def _find_touched(before: Judged, content: Map) -> _Touched | None:
    """Return how a map differs from one that was judged before; None where that is gone, or another map."""
    old = before.content()
    if old is None:
        return None
    things = {i for i, node in content.nodes.items() if old.nodes.get(i) is not node}
    if len(things) > _MOST:
        return None
    things |= old.nodes.keys() - content.nodes.keys()
    changed = _find_changed(old.relations, content.relations)
    if len(things) + len(changed) > _MOST:
        return None
    ends = {(r.type, r.start, r.end) for r in changed}
    if things:
        cited = (r for r in content.relations if r.properties.get("source") in things)
        ends |= {(r.type, r.start, r.end) for r in cited}
    things |= {i for r in changed for i in (r.start, r.end)}
    again = (r for r in content.relations if r.start in things or r.end in things or (r.type, r.start, r.end) in ends)
    return _Touched(before, frozenset(things), frozenset(ends), tuple(again))


def _find_changed(old: tuple[Relation, ...], new: tuple[Relation, ...]) -> list[Relation]:
    if old is new:
        return []
    there, here = set(map(id, old)), set(map(id, new))
    return [*(r for r in old if id(r) not in here), *(r for r in new if id(r) not in there)]
