"""The part of a map that somebody is about to change: of a server no more is read than that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from samverkan.edits import Edit, find_changes
from samverkan.errors import UsageError
from samverkan.model import Map, build_map
from samverkan.schema import read_schema
from samverkan.workflows.find_node import find_node, is_called_like_some

if TYPE_CHECKING:
    from samverkan.store.protocol import Store

Make = Callable[[Map], Map]
# What somebody may have meant by a name, or may mean once all names are known.
_NOT_FOUND = ("unknown-id", "unknown-id-of", "ambiguous-name", "ambiguous-part", "wrong-label", "edits.other-field")


def find_edit(store: Store, texts: Iterable[str], command: str, make: Make) -> tuple[Map, Edit]:
    """Return the edit that leads to what `make` makes of a map, and the map as the edit sees it.

    `texts` are the ids or names of things that it may speak of. Of a server only what lies around these is read; where
    something is meant by a name, all names are: a part does not tell what else is called so.
    """
    if store.rows_fetched is None:
        content = store.read_map()
        return content, Edit(find_changes(content, make(content)), command)
    wanted = set(texts)
    edit = _make_of_ids(store, wanted, command, make)
    if edit is None:
        names = store.read_names(read_schema().labels)
        wanted |= _find_meant(names, wanted)
        part = store.read_to_edit(wanted)
        known = replace(part, nodes=dict(sorted({**names.nodes, **part.nodes}.items())))
        _, edit = _make_new(store, known, wanted, command, make)
    return store.read_touched(edit), edit


def _make_of_ids(store: Store, texts: Collection[str], command: str, make: Make) -> Edit | None:
    """Return the edit where it speaks of things by their ids; None where names must be known."""
    content = store.read_to_edit(texts)
    if any(is_called_like_some(content, text) for text in texts):
        return None
    try:
        return _make_new(store, content, texts, command, make)[1]
    except UsageError as error:
        if error.key not in _NOT_FOUND:
            raise
        return None


def add_part(content: Map, part: Map) -> Map:
    """Return a map with another part of it; what both speak of is as the part has it."""
    told = {(r.type, r.start, r.end) for r in part.relations}
    others = [r for r in content.relations if (r.type, r.start, r.end) not in told]
    return build_map({**content.nodes, **part.nodes}.values(), [*others, *part.relations], content)


def _make_new(store: Store, content: Map, wanted: Collection[str], command: str, make: Make) -> tuple[Map, Edit]:
    """Return the edit; an id that it makes anew and that is there already is taken into the map first."""
    while True:
        edit = Edit(find_changes(content, make(content)), command)
        new = {c.key for c in edit.changes if c.before is None and isinstance(c.key, str)} - {""}
        taken = store.read_among(sorted(new)).nodes if new else {}
        if not taken.keys() - content.nodes.keys():
            return content, edit
        content = replace(content, nodes=dict(sorted({**content.nodes, **taken}.items())))


def _find_meant(names: Map, texts: Iterable[str]) -> set[str]:
    """Return the ids of what some texts mean, as far as they mean one thing."""
    found = set()
    for text in texts:
        if text not in names.nodes and not is_called_like_some(names, text):
            continue  # what is no name needs no likely ones looked for
        try:
            found.add(find_node(names, text).id)
        except UsageError:
            continue
    return found
