"""Change a map by an edit, show what would change first, and go back: history, undo, the map as it stood."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from samverkan.domain.positions import find_bound, is_within_bound
from samverkan.edits import (
    Change,
    Conflict,
    ConflictError,
    Edit,
    Revision,
    check_edit,
    find_changes,
    find_last_standing,
    find_standing,
    invert,
)
from samverkan.edits.applying import apply_changes
from samverkan.edits.folding import turn_around
from samverkan.errors import EditProblemsError, Problem, UsageError
from samverkan.model import Map, Node
from samverkan.schema import read_schema
from samverkan.validate.problem import to_error
from samverkan.workflows.find_node import find_known, find_node
from samverkan.workflows.open_store import Where, open_store
from samverkan.workflows.part import add_part
from samverkan.workflows.reasons import refuse_identity

if TYPE_CHECKING:
    from samverkan.store.protocol import Progress, Store


@dataclass(frozen=True)
class Preview:
    """What an edit would change of a map, and the warnings that it would get; `where` says what asks for it.

    It names the line or the cell of a file, by the key of a change, and by key and field.
    """

    old: Map
    new: Map
    changes: tuple[Change, ...]
    warnings: tuple[Problem, ...] = ()
    where: Mapping[object, str] = field(default_factory=dict)


def _agree(*_given: object, **_values: object) -> bool:
    return True


@dataclass(frozen=True)
class Terms:
    """How an edit is made: by whom (an id or name of the map) and why, whether only tried, and who is asked.

    `agrees(key, preview, **values)` is asked for consent where it is needed.
    """

    by: str | None = None
    why: str | None = None
    dry_run: bool = False
    agrees: Callable[..., bool] = _agree
    progress: Progress | None = None

    def __post_init__(self) -> None:
        """Refuse a reason that holds an identity number, whoever gives it."""
        refuse_identity(self.why)


@dataclass(frozen=True)
class Written:
    """What was changed: the preview, and the revision that holds it (None: nothing to do, or only tried).

    `namesakes` are things that were there already and are called like a new one.
    """

    preview: Preview
    revision: Revision | None
    address: str
    namesakes: tuple[Node, ...] = ()


def find_author(content: Map, given: str | None) -> str | None:
    """Return the actor of the map who makes an edit: the one that is named, else the first of `us`."""
    if given:
        return find_node(content, given, {"Actor"}).id
    return content.us[0] if content.us else None


def preview_edit(content: Map, edit: Edit) -> Preview:
    """Return what an edit would do to a map; refuse what it would make wrong."""
    new, changes = apply_changes(content, edit)
    empty = not new.nodes and not new.title
    return Preview(content, new, changes, () if empty else tuple(check_edit(content, new)))


def refuse_late_reviews(old: Map, new: Map) -> None:
    """Refuse what a file may hold with a warning, and nobody may write or import: a review beyond its bound."""
    late = [n for n in new.labelled("Position") if not is_within_bound(n) and _is_dated_anew(old, n)]
    if late:
        errors = [to_error("review-beyond-bound", n.id, "review_by", day=find_bound(n)) for n in late]
        raise EditProblemsError(errors, new)


def _is_dated_anew(old: Map, position: Node) -> bool:
    before = old.nodes[position.id].properties if position.id in old.nodes else {}
    return any(before.get(key) != position.properties.get(key) for key in ("review_by", "stated_on", "basis"))


def write_edit(
    store: Store, content: Map, edit: Edit, terms: Terms, consent: str | None = None, preview: Preview | None = None
) -> Written:
    """Preview an edit of a map as it was read from a store, ask where `consent` names a question, and write it."""
    preview = preview or preview_edit(content, edit)
    if not preview.changes or terms.dry_run:
        return Written(preview, None, store.address)
    if consent and not terms.agrees(consent, preview, address=store.address, title=content.title):
        raise UsageError("not-agreed")
    author = _find_signer(store, content, terms.by) if terms.by else find_author(content, None)
    signed = replace(edit, by=edit.by or author, why=edit.why or terms.why)
    return Written(preview, store.commit(signed, terms.progress), store.address)


def _find_signer(store: Store, content: Map, text: str) -> str:
    """Return the id of who makes an edit; of a server the map may be a part, which does not tell all names."""
    is_known = store.rows_fetched is None or text in content.nodes
    return find_known(store, content if is_known else store.read_names(("Actor",)), text, "Actor").id


def undo_revision(where: Where, number: int | None, terms: Terms) -> Written:
    """Take back a revision, or the last edit that is no undo and still stands."""
    with open_store(where) as store:
        revisions = store.read_revisions()
        revision = _choose(revisions, number)
        edit, content = _invert(revision, revisions, store)
        try:
            question = "undo-first" if revision.is_first else "undo" if count_things(edit.changes) > 1 else None
            written = write_edit(store, content, edit, terms, question)
        except ConflictError as error:
            authors = {r.edit.by for r in revisions if r.edit.by is not None}
            raise UndoConflictError(error.conflicts, revisions, revision, _add(store, content, authors)) from error
    if not written.preview.changes:
        raise UsageError("edits.nothing-to-undo")
    return written


def _add(store: Store, content: Map, ids: set[str]) -> Map:
    """Return a part of a map with some more things, to be named."""
    lacking = ids - content.nodes.keys()
    return content if not lacking else replace(content, nodes={**content.nodes, **store.read_among(lacking).nodes})


def count_things(changes: Sequence[Change]) -> int:
    """Count the things that change; a relation of one that changes too is a part of it."""
    nodes = {c.key for c in changes if isinstance(c.key, str)}
    return len(nodes) + sum(isinstance(c.key, tuple) and not nodes & {c.key[1], c.key[2]} for c in changes)


class UndoConflictError(ConflictError):
    """Refuse to take back what has changed since; `later` are the revisions that changed it, a conflict each."""

    def __init__(
        self, conflicts: Sequence[Conflict], revisions: Sequence[Revision], undone: Revision, content: Map
    ) -> None:
        super().__init__(conflicts)
        self.key = "edits.undo-conflict"
        self.values |= {"number": undone.number}
        since = [r for r in revisions if r.number > undone.number]
        self.content = content
        self.later = tuple(_find_latest(since, conflict) for conflict in conflicts)


def _find_latest(revisions: Sequence[Revision], conflict: Conflict) -> Revision | None:
    def touches(change: Change) -> bool:
        sides = [side[0] if isinstance(side, tuple) else side for side in (change.before, change.after) if side]
        whole = not conflict.field or change.action != "updated"
        return change.key == conflict.change.key and (whole or any(conflict.field in side for side in sides))

    return next((r for r in reversed(revisions) if any(map(touches, r.edit.changes))), None)


def _choose(revisions: Sequence[Revision], number: int | None) -> Revision:
    if number is None:
        last = find_last_standing(revisions)
        if last is None:
            raise UsageError("edits.nothing-to-undo")
        return last
    revision = next((r for r in revisions if r.number == number), None)
    if revision is None:
        raise UsageError("edits.unknown-revision", number=number)
    if revision not in find_standing(revisions):
        raise UsageError("edits.undone-already", number=number)
    return revision


def _invert(revision: Revision, revisions: Sequence[Revision], store: Store) -> tuple[Edit, Map]:
    """Return the edit that takes a revision back, and the map that it touches.

    Of the one that filled the store it is the edit that empties it.
    """
    if not revision.is_first:
        edit = invert(revision)
        return edit, store.read_touched(edit)
    if [r.number for r in find_standing(revisions) if r.edit.undoes is None] != [revision.number]:
        raise UsageError("edits.first-last", number=revision.number)
    content = store.read_map()
    return Edit(turn_around(find_changes(Map({}, ()), content)), "undo", undoes=revision.number), content


@dataclass(frozen=True)
class History:
    """The revisions of a store since a day, oldest first; of one thing, only its changes.

    `standing` are the numbers of those that nobody has taken back.
    """

    revisions: tuple[Revision, ...]
    content: Map
    thing: str | None = None
    standing: frozenset[int] = frozenset()


def read_history(where: Where, text: str | None, since: date | None, *, known: Map | None = None) -> History:
    """Return the revisions of a store, or what they changed of one thing: itself and the relations that touch it.

    `known` is the map as it is, where somebody has read it already.
    """
    with open_store(where) as store:
        everything = store.read_revisions()
        standing = frozenset(revision.number for revision in find_standing(everything))
        revisions = tuple(r for r in everything if since is None or r.day >= since)
        content = _read_spoken_of(store, revisions, text) if known is None else known
        if text is None:
            return History(revisions, content, standing=standing)
        thing = _find_thing(store, content, revisions, text)
    picked = ((r, tuple(c for c in r.edit.changes if _touches(c, thing))) for r in revisions)
    told = tuple(replace(r, edit=replace(r.edit, changes=changes)) for r, changes in picked if changes)
    return History(told, content, thing, standing)


def _read_spoken_of(store: Store, revisions: Sequence[Revision], text: str | None) -> Map:
    """Return what is there of the things that some revisions speak of, and who made them; of no server more."""
    if not any(store.read_info().nodes.values()):
        return Map({}, ())
    if store.rows_fetched is None:
        return store.read_map()
    ids = {text or "", *(r.edit.by or "" for r in revisions)}
    for change in (change for revision in revisions for change in revision.edit.changes):
        ids |= set(change.key[1:3]) if isinstance(change.key, tuple) else {change.key or ""}
    content = store.read_among(ids - {""})
    nameless = {i for i, node in content.nodes.items() if "name" not in node.properties}
    if not nameless:
        return content
    return add_part(content, store.read_around(nameless))  # with every relation that touches them


def _find_thing(store: Store, content: Map, revisions: Sequence[Revision], text: str) -> str:
    """Return the id of a thing that is in the map, or once was."""
    gone = any(change.key == text for revision in revisions for change in revision.edit.changes)
    if text in content.nodes or gone:
        return text
    known = content if store.rows_fetched is None else store.read_names(read_schema().labels)
    return find_node(known, text).id


def _touches(change: Change, thing: str) -> bool:
    return change.key == thing or (isinstance(change.key, tuple) and thing in change.key[1:3])
