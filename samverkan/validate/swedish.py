"""The checks of the Swedish profile: questions that the law or good order puts to a map, never corrections of it.

KL is kommunallagen (2017:725); 2023:196 is lagen om kommuners ansvar för brottsförebyggande arbete. Both as
consolidated in autumn 2025 (checked_on 2025-10-01).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from samverkan.domain.authority import find_candidates, find_chain, read_leaf
from samverkan.domain.cadence import WRITTEN, find_cadence
from samverkan.domain.issues import find_analysis, find_issues
from samverkan.domain.organisations import is_forum
from samverkan.domain.positions import find_review_by, is_past_review
from samverkan.domain.requirements import find_leaves, find_requirements
from samverkan.errors import Problem
from samverkan.model import Map, Node
from samverkan.validate.doubts import has_no_ground
from samverkan.validate.problem import to_relation_warning, to_warning

_ELECTED = ("assembly", "board", "committee")
_OTHER_AGREEMENTS = ("contract", "use", "ownership")


def find_swedish_doubts(content: Map, today: Map, on: date) -> Iterator[Problem]:
    """Find what the Swedish profile warns about, as of a day; `today` is the map on that day."""
    yield from _find_long_delegations(content, today)
    yield from _find_thin_agreements(today)
    yield from _find_low_council_seats(today)
    yield from _find_old_pictures(content, on)
    yield from _find_weak_agreements(content, today)
    yield from _find_missing_analyses(content)
    for mandate in today.labelled("Mandate"):
        if has_no_ground(content, mandate):
            yield to_warning("decision-without-ground", mandate.id, "legal_basis")
        elif mandate.properties.get("kind") == "decide" and "legal_basis" not in mandate.properties:
            yield to_warning("decision-without-basis", mandate.id, "legal_basis")
    yield from _find_stale_positions(content, on)


def _find_long_delegations(content: Map, today: Map) -> Iterator[Problem]:
    """Find delegations below a board that pass on what no head of department holds, or go a step too far."""
    for mandate in today.labelled("Mandate"):
        for relation in content.out(mandate.id, "DELEGATED_FROM"):
            depth = _find_depth(content, relation.end)
            if depth is None or depth == 0:
                continue
            if depth > 1:
                yield to_relation_warning("delegation-too-long", relation)
            elif not any(h.properties.get("head") is True for h in content.origins(relation.end, "HOLDS")):
                yield to_relation_warning("delegation-skips-head", relation, other=relation.end)


def _find_depth(content: Map, mandate: str) -> int | None:
    """Return how many delegations lie between a mandate and the elected body it comes from, None without one."""
    for depth, origin in enumerate(find_chain(content, mandate)):
        if any(h.properties.get("kind") in _ELECTED for h in content.origins(origin, "HOLDS")):
            return depth
    return None


def _find_thin_agreements(today: Map) -> Iterator[Problem]:
    for agreement in today.labelled("Agreement"):
        if agreement.properties.get("kind") in _OTHER_AGREEMENTS:
            continue
        if "purposes" not in agreement.properties:
            yield to_warning("agreement-without-purposes", agreement.id, "purposes")
        if not any(n.label == "Area" for n in today.targets(agreement.id, "COVERS")):
            yield to_warning("agreement-without-area", agreement.id, "covers")


def _find_low_council_seats(today: Map) -> Iterator[Problem]:
    for forum in today.labelled("Actor"):
        if not is_forum(forum) or forum.properties.get("level") != "strategic":
            continue
        for relation in today.into(forum.id, "MEMBER_OF"):
            if today.nodes[relation.start].properties.get("level") != "strategic":
                yield to_relation_warning("council-seat-not-strategic", relation, forum=forum.id)


def _find_old_pictures(content: Map, on: date) -> Iterator[Problem]:
    """Find the newest situation picture, and the newest action plan, where it is too old; a municipality has both."""
    for found in find_cadence(content, on):
        if found.kind in WRITTEN and found.due is not None and found.due < on:
            yield to_warning("picture-too-old", found.newest, "date", day=found.dated)
        if found.kind in WRITTEN and not _has_written(content, found.kind) and _has_municipality(content):
            yield to_warning(f"no-{found.kind.replace('_', '-')}", None, "sources")


def _has_written(content: Map, kind: str) -> bool:
    return any(source.properties.get("kind") == kind for source in content.labelled("Source"))


def _has_municipality(content: Map) -> bool:
    return any(actor.properties.get("kind") == "municipality" for actor in content.labelled("Actor"))


def _find_weak_agreements(content: Map, today: Map) -> Iterator[Problem]:
    """Find leaves that no mandate meets, where only agreements that do not bind touch what the initiative is about."""
    for initiative in content.labelled("Initiative"):
        subjects = _find_subjects(content, initiative.id)
        for leaf in (content.nodes[i] for i in find_leaves(content, initiative.id)):
            addressees = {r.end for r in content.out(leaf.id, "DIRECTED_TO")}
            agreements = _find_agreements(today, subjects, addressees)
            if not agreements or "form" not in leaf.properties:
                continue
            if any(a.properties.get("binding") is True for a in agreements):
                continue
            if not find_candidates(today, read_leaf(content, today, leaf), content).meeting:
                yield to_warning("only-agreement-not-binding", leaf.id, "requires", agreement=agreements[0].id)


def _find_subjects(content: Map, initiative: str) -> set[str]:
    """Return the issues, resources and areas of an initiative: those areas that its issues and requirements lie in."""
    issues = find_issues(content, initiative)
    placed = (*issues, *find_requirements(content, initiative))
    areas = {r.end for thing in placed for r in content.out(thing, "IN_AREA")}
    return issues | areas | {r.end for r in content.out(initiative, "NEEDS")}


def _find_agreements(today: Map, subjects: Iterable[str], addressees: set[str]) -> list[Node]:
    found = {a.id: a for s in sorted(subjects) for a in today.origins(s, "COVERS") if a.label == "Agreement"}
    return [
        agreement
        for _, agreement in sorted(found.items())
        if not addressees or any(r.start in addressees for r in today.into(agreement.id, "PARTY_TO"))
    ]


def _find_missing_analyses(content: Map) -> Iterator[Problem]:
    for initiative in content.labelled("Initiative"):
        if find_analysis(content, initiative.id) == "missing":
            yield to_warning("no-cause-analysis", initiative.id, "skipped_analysis_reason")


def _find_stale_positions(content: Map, on: date) -> Iterator[Problem]:
    """Find positions past their review, among those that no later one of the same actor has replaced."""
    latest: dict[tuple[object, ...], Node] = {}
    for position in content.labelled("Position"):
        stated = position.properties.get("stated_on")
        if not isinstance(stated, date) or stated > on:
            continue
        key = (
            position.properties.get("kind"),
            tuple(r.start for r in content.into(position.id, "TAKES")),
            tuple(r.end for r in content.out(position.id, "ABOUT")),
        )
        before = latest.get(key)
        if before is None or str(before.properties["stated_on"]) <= stated.isoformat():
            latest[key] = position
    for position in sorted(latest.values(), key=lambda p: p.id):
        if is_past_review(position, on):
            yield to_warning("position-past-review", position.id, "review_by", day=find_review_by(position))
