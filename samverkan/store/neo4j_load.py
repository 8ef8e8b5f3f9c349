"""Load a large map into an empty Neo4j database: in many transactions, under a marker that says it is unfinished.

One transaction for a country needs gigabytes of the server's memory. Nobody reads a map while it is being loaded; a
load that was interrupted is cleaned away by the next one, once it has not been heard of for a while.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from samverkan.edits import Edit, Revision
from samverkan.errors import StoreError, UsageError
from samverkan.model import Map, Relation
from samverkan.store.log_text import count_everything
from samverkan.store.neo4j_content import group_by_label, to_marker, to_relation_rows
from samverkan.store.neo4j_link import Link, Work, in_batches
from samverkan.store.neo4j_marker import lock_marker
from samverkan.store.neo4j_write import BATCH, create_nodes, write_revision
from samverkan.store.protocol import Progress

MANY = 50_000
SECONDS_OF_SILENCE = 10.0
_PAUSE = 0.5


def is_large(content: Map) -> bool:
    """Tell whether a map is better loaded in many transactions."""
    return len(content.nodes) + len(content.relations) > MANY


def load_in_parts(link: Link, content: Map, edit: Edit, progress: Progress | None) -> Revision:
    """Load a map into a database that holds none, part by part; the marker says that it is whole at the end."""
    return _Load(link, content, progress).run(edit)


class _Load:
    def __init__(self, link: Link, content: Map, progress: Progress | None) -> None:
        self.link, self.content, self.progress = link, content, progress
        self.token = secrets.token_hex(8)
        self.total, self.done = len(content.nodes) + len(content.relations), 0

    def run(self, edit: Edit) -> Revision:
        self.begin()
        while self.step(lambda work: int(work.run("delete_batch", number=BATCH)[0]["deleted"])):
            pass  # what an interrupted load has left
        keys: dict[str, str] = {}
        for label, rows in group_by_label(self.content.nodes.values()).items():
            for part in in_batches(rows, BATCH):
                keys |= self.step(lambda work, of=label, rows=part: create_nodes(work, of, rows))  # type: ignore[misc]
                self.tell(len(part))
        for relations in in_batches(self.content.relations, BATCH):
            self.step(lambda work, part=relations: _create_relations(work, part, keys))  # type: ignore[misc]
            self.tell(len(relations))
        revision: Revision = self.step(lambda work: self.finish(work, edit))
        return revision

    def begin(self) -> None:
        """Take the marker, once nobody who loads has been heard of for a while."""
        deadline = time.monotonic() + SECONDS_OF_SILENCE
        while not self.link.write(self.take):
            if time.monotonic() > deadline:
                raise StoreError("neo4j.busy", address=self.link.address)
            time.sleep(_PAUSE)

    def take(self, work: Work) -> bool:
        row = work.run_alone("begin_load")[0]
        marker = row["marker"]
        if "format" in marker:
            raise UsageError("store.has-map", path=self.link.address)
        if "loading" in marker and row["now"] - marker["loading_at"] < SECONDS_OF_SILENCE * 1000:
            return False
        work.run("mark_load", token=self.token)
        return True

    def step(self, work: Callable[[Work], Any]) -> Any:
        """Do a part of the load in a transaction of its own, unless somebody else has taken over."""

        def run(inner: Work) -> Any:
            rows = inner.run("go_on_loading")
            if not rows or rows[0]["token"] != self.token:
                raise StoreError("neo4j.busy", address=self.link.address)
            return work(inner)

        return self.link.write(run)

    def finish(self, work: Work, edit: Edit) -> Revision:
        marker: Mapping[str, Any] = lock_marker(work)
        work.run("write_marker", marker=to_marker(self.content, marker["revision"]))
        return write_revision(work, marker["revision"], edit, count_everything(self.content, "added"))

    def tell(self, number: int) -> None:
        self.done += number
        if self.progress:
            self.progress(self.done, self.total)


def _create_relations(work: Work, relations: Sequence[Relation], keys: Mapping[str, str]) -> None:
    rows, shared = to_relation_rows(relations, keys)
    work.run("create_relations", rows=rows, properties=shared)
