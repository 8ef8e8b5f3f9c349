"""Follow a post from one holder to the next, and do without persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from samverkan.domain.days import find_months_before
from samverkan.domain.organisations import is_post
from samverkan.domain.positions import find_review_by
from samverkan.edits import Blank, Edit, Revision, find_changes
from samverkan.errors import UsageError
from samverkan.model import ALWAYS_TO, Map, Node, Relation, build_map
from samverkan.workflows.edits import Terms, Written, find_author, preview_edit
from samverkan.workflows.find_node import find_node
from samverkan.workflows.keeping import write_new_map
from samverkan.workflows.open_store import Where, open_store

_OF_THE_POST = ("minutes", "written")
_LONGEST_AHEAD = 12  # months


def follow_holder(where: Where, text: str, day: date, terms: Terms) -> Written:
    """Write that a post has another holder from a day on: what the earlier one said and carried ends then."""

    def make(content: Map) -> Map:
        post = find_node(content, text, {"Actor"})
        _require_day(post, day)
        return change_holder(content, post.id, day)

    return write_new_map(where, "records succession", make, terms, "succession", about=(text,))


def _require_day(post: Node, day: date) -> None:
    if not is_post(post):
        raise UsageError("records.not-a-post", name=post.name)
    last = post.properties.get("holder_since")
    if isinstance(last, date) and day < last:
        raise UsageError("records.before-the-last", day=day, last=last)
    if day > find_months_before(date.today(), -_LONGEST_AHEAD):
        raise UsageError("records.too-far-ahead", day=day)


def change_holder(content: Map, post: str, day: date) -> Map:
    """Return the map with another holder of a post from a day on; done twice it changes nothing more."""
    taken = {r.end for r in content.out(post, "TAKES")}

    def change(node: Node) -> Node:
        if node.id == post:
            return replace(node, properties={**node.properties, "holder_since": day})
        return _end_position(node, day) if node.id in taken else node

    nodes = [change(node) for node in content.nodes.values()]
    return build_map(nodes, [_end_relation(r, post, day) for r in content.relations], content)


def _end_position(position: Node, day: date) -> Node:
    """End what an earlier holder stated or somebody believed of them; what stands in minutes or writing stays."""
    stated = position.properties.get("stated_on")
    if not isinstance(stated, date) or stated >= day or position.properties.get("basis") in _OF_THE_POST:
        return position
    if find_review_by(position) <= day:
        return position
    return replace(position, properties={**position.properties, "review_by": day})


def _end_relation(relation: Relation, post: str, day: date) -> Relation:
    """End who filled the post, and what a person carried; what both carried begins anew."""
    if relation.type == "FILLS" and relation.end == post:
        return _end(relation, day)
    if relation.type != "TIE" or post not in (relation.start, relation.end) or not _is_valid_before(relation, day):
        return relation
    if relation.properties.get("basis") == "person":
        return _end(relation, day)
    if relation.properties.get("basis") == "both":
        return replace(relation, properties={**relation.properties, "strength": "new"})
    return relation


def _is_valid_before(relation: Relation, day: date) -> bool:
    began = relation.properties.get("valid_from")
    return not isinstance(began, date) or began < day


def _end(relation: Relation, day: date) -> Relation:
    ended: Any = relation.properties.get("valid_to", ALWAYS_TO)
    if ended <= day or not _is_valid_before(relation, day):
        return relation
    return replace(relation, properties={**relation.properties, "valid_to": day})


def do_without_persons(where: Where, terms: Terms) -> tuple[int, Revision | None]:
    """Purge all persons and switch the module off, in one transaction; return how many there were."""
    with open_store(where) as store:
        content = store.read_map()
        gone = {n.id for n in content.labelled("Person")}
        nodes = [n for n in content.nodes.values() if n.id not in gone]
        kept = [r for r in content.relations if r.start not in gone and r.end not in gone]
        left = replace(build_map(nodes, kept, content), persons_allowed=None)
        why = f"persons off; Person: {len(gone)}"
        edit = Edit(find_changes(content, left), "records persons off", find_author(content, terms.by), why)
        preview = preview_edit(content, edit)
        if terms.dry_run or not preview.changes:
            return len(gone), None
        if not terms.agrees("persons-off", preview, count=len(gone), address=store.address):
            raise UsageError("not-agreed")
        return len(gone), store.purge(edit, Blank(frozenset(gone)))
