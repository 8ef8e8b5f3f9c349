"""What a name means can be found without reading a whole map, alike in every store."""

from __future__ import annotations

from samverkan.model import Map
from samverkan.store.protocol import Store


def test_names_come_with_the_header_and_without_the_rest(empty_store: Store, havsakra: Map) -> None:
    empty_store.write_map(havsakra, "new")
    known = empty_store.read_names({"Matter", "Area", "text"})
    assert known.nodes == {i: n for i, n in havsakra.nodes.items() if n.label in ("Matter", "Area")}
    assert not known.relations
    assert (known.title, known.us, known.as_of) == (havsakra.title, havsakra.us, havsakra.as_of)
