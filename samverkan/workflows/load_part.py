"""Read of a server what a file that is to be merged speaks of: the map that it goes into is not needed whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.tables.map_file import list_texts

if TYPE_CHECKING:
    from samverkan.model import Map
    from samverkan.store.protocol import Store

_MOST = 2_000  # texts of a file: one that says more is merged into the whole map
_MOST_BYTES = 2_000_000  # and one so large that it says more, or very much


def read_spoken_of(store: Store, file: Path, read: Callable[[Map], Map | None], by: str | None) -> Map | None:
    """Return the part of a map that a file speaks of, and `by` whom; None where the whole of it is needed.

    `read(part)` reads the file as an addition to a part. Its things may be there already by ids that are made of what
    they say; of a file that is wrong only the whole map tells how, and so of a name whom it means.
    """
    if store.rows_fetched is None or file.stat().st_size > _MOST_BYTES:
        return None
    texts = list_texts(file)
    if texts is None or len(texts) > _MOST:
        return None
    wanted = {*texts, by} if by else {*texts}
    while True:
        part = store.read_to_edit(wanted)
        if not part.nodes and not part.title:
            return None  # it would be taken for an empty store, whose header comes from the file
        content = read(part)
        if content is None or (by and by not in part.nodes and by not in content.nodes):
            return None
        made = content.nodes.keys() - part.nodes.keys()
        there = store.read_among(made).nodes.keys() if made else set[str]()
        if there <= wanted:
            return part
        wanted |= there
