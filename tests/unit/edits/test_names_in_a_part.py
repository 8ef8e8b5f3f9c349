"""A name means on a server, of which a part is read, what it means where the whole map is at hand."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from samverkan.edits import Change, Edit
from samverkan.errors import UsageError
from samverkan.model import Map, Node, build_map
from samverkan.store.in_memory import MapStore
from samverkan.workflows.edits import Preview, Terms, write_edit
from samverkan.workflows.find_node import find_by_form, find_node
from samverkan.workflows.part import find_edit


class Server(MapStore):
    """A map of which no more is read to be edited than what touches some things and us."""

    rows_fetched = 0

    def read_to_edit(self, ids: Collection[str]) -> Map:
        wanted = {*ids, *self._content.us}
        touching = [r for r in self._content.relations if wanted & {r.start, r.end}]
        near = {end for relation in touching for end in (relation.start, relation.end)} | wanted
        return build_map([n for i, n in self._content.nodes.items() if i in near], touching, self._content)

    def read_among(self, ids: Collection[str]) -> Map:
        return build_map([n for i, n in self._content.nodes.items() if i in ids], [], self._content)


def edit(store: MapStore, text: str) -> tuple[Change, ...] | str:
    """Return what changes where somebody, who is meant beside an initiative, is put at the head."""

    def make(content: Map) -> Map:
        find_node(content, "c1", {"Initiative"})
        meant = find_node(content, text, {"Actor"})
        changed = Node(meant.id, meant.label, {**meant.properties, "head": True})
        return build_map({**content.nodes, meant.id: changed}.values(), content.relations, content)

    try:
        return find_edit(store, (text, "c1"), "edit", make)[1].changes
    except UsageError as error:
        return error.key


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Norrbackens IF", "norrbackens-if"),  # its chair, whose name holds this one, stands beside the initiative
        ("kommun", "kommun"),
        ("ordförande", "ambiguous-part"),  # one of several stands there
        ("kollektivtrafiken", "ambiguous-part"),
        ("gatuchefens", "p-gatuchef"),
        ("P-GATUCHEF", "p-gatuchef"),
    ],
)
def test_who_stands_near_is_not_taken_for_who_is_called_so(havsakra: Map, text: str, meant: str) -> None:
    found = edit(Server(havsakra, "neo4j://here"), text)
    assert found == edit(MapStore(havsakra, "here"), text)
    assert (found if isinstance(found, str) else found[0].key) == meant


def test_who_signs_is_not_taken_for_who_stands_near(havsakra: Map, monkeypatch: pytest.MonkeyPatch) -> None:
    store, signed = Server(havsakra, "neo4j://here"), list[str | None]()
    part = store.read_to_edit(["p-kommunpolis"])
    assert "kommun" not in part.nodes
    changed = (Change("p-kommunpolis", "Actor", None, {"name": "X"}),)
    monkeypatch.setattr(Server, "commit", lambda self, edit, progress: signed.append(edit.by), raising=False)
    write_edit(store, part, Edit(changed, "edit"), Terms(by="kommun"), preview=Preview(changed, part, part))
    assert signed == ["kommun"]


@pytest.mark.parametrize(
    ("label", "name", "text", "fits"),
    [
        ("Person", "Johan Berg", "Johans", True),
        ("Person", "Johan Berg", "Johanna", False),
        ("Person", "Kari Ek", "Karin", False),
        ("Actor", "Johan Berg, ordförande", "Johanna", False),
        ("Actor", "Skolor i norr", "skolornas", True),
        ("Area", "Ytterområde", "ytterområdena", True),
        ("Area", "Park", "parkens", True),
    ],
)
def test_nobody_is_taken_for_another_whose_name_is_longer(label: str, name: str, text: str, fits: bool) -> None:
    content = build_map([Node("x", label, {"name": name})], [], Map({}, ()))
    assert [n.id for n in find_by_form(content, text)] == ["x"] * fits
