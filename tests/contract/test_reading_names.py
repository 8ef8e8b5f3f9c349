"""What a name means can be found without reading a whole map, alike in every store."""

from __future__ import annotations

from collections.abc import Iterable

from samverkan.model import Map, Node
from samverkan.store.protocol import Store

TOLD = ("name", "valid_from", "valid_to")


def pick(nodes: Iterable[Node]) -> dict[str, tuple[str, list[object]]]:
    """Return of each node what its name means needs: label, name and validity."""
    return {n.id: (n.label, [n.properties.get(key) for key in TOLD]) for n in nodes}


def test_names_come_with_the_header_and_without_the_rest(empty_store: Store, havsakra: Map) -> None:
    empty_store.write_map(havsakra, "new")
    known = empty_store.read_names({"Matter", "Area", "text"})
    assert pick(known.nodes.values()) == pick(n for n in havsakra.nodes.values() if n.label in ("Matter", "Area"))
    assert not known.relations
    assert (known.title, known.us, known.as_of) == (havsakra.title, havsakra.us, havsakra.as_of)
