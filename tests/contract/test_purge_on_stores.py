"""What is purged goes from the map, the log and the bytes of every store; what is left counts it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from samverkan.edits import Blank, Change, Edit, find_changes, fold_back, invert
from samverkan.errors import UsageError
from samverkan.model import Map, Node, Relation, build_map
from samverkan.store.embedded import open_embedded
from samverkan.store.protocol import Store
from samverkan.store.registry import Access
from samverkan.tables import map_log, map_store
from samverkan.tables.map_file import write_map_file
from samverkan.tables.map_store import open_address

SECRETS = ("förlorad-stund", "oro för arbetsmiljön", "rykte i korridoren", "tjänsteresa", "källan-som-gick")
KINDS = ["embedded", "file", *(pytest.param(name, marks=pytest.mark.neo4j) for name in ("lts", "newest"))]


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path, open_server: Callable[[str], Store]) -> Store:
    """A store of each kind with a map of one opinion, changed twice."""
    if request.param == "file":
        write_map_file(make(), tmp_path / "karta.yaml", replace=False)
        return open_address(str(tmp_path / "karta.yaml"), Access({}))
    store = open_embedded(tmp_path / "a.samverkan", create=True) if request.param == "embedded" else None
    store = store or open_server(request.param)
    store.write_map(make(), "new")
    return store


def make(*opinions: str, **fields: str) -> Map:
    """Two actors and an issue; an opinion for each concern that is given, each from a source of its own."""
    nodes = [
        Node(i, "Actor", {"name": i, "kind": "post", **({"note": fields[i]} if i in fields else {})}) for i in "ab"
    ]
    nodes.append(Node("i", "Issue", {"name": "Torget", "domain": "safety", "kind": "problem"}))
    relations = []
    for concern in opinions:
        values = {"kind": "stance", "value": "hesitant", "concern": concern, "basis": "written"}
        nodes += [Node(SECRETS[0], "Position", {**values, "stated_on": date(2025, 3, 1)})]
        nodes += [Node(SECRETS[4], "Source", {"kind": "statute", "name": "Brev"})]
        relations += [
            Relation("TAKES", "b", SECRETS[0], {"source": SECRETS[4]}),
            Relation("ABOUT", SECRETS[0], "i", {}),
        ]
    return build_map(nodes, relations, Map({}, (), title="T", us=("a",)))


def change(store: Store, new: Map, why: str | None = None) -> int:
    made = store.commit(Edit(find_changes(store.read_map(), new), "note", "a", why))
    assert made is not None
    return made.number


def purge(store: Store, new: Map, *things: str, changes: frozenset[tuple[int, str]] = frozenset()) -> Change | None:
    edit = Edit(find_changes(store.read_map(), new), "records purge", "a", "KS 2026-02-10 § 14: retention")
    made = store.purge(edit, Blank(frozenset(things), changes))
    return None if made is None else next(iter(made.edit.changes), None)


def read_bytes(store: Store) -> bytes:
    """Return every byte that a store of files has left; of a server, what any node or relation holds."""
    if store.kind == "neo4j":
        return repr((store.read_map(), store.read_revisions())).encode()
    return b"".join(p.read_bytes() for p in sorted(Path(store.address).parent.iterdir()))


def fill(store: Store) -> list[int]:
    first = change(store, make(SECRETS[1]), f"sagt i {SECRETS[3]}")
    second = change(store, make(SECRETS[2]))
    return [first, second, change(store, make(SECRETS[2], a="kvar"), "vi bytte telefon")]


def test_what_is_purged_is_in_no_byte_and_in_no_revision(store: Store) -> None:
    numbers = fill(store)
    assert purge(store, make(a="kvar"), SECRETS[0], SECRETS[4]) is not None
    assert store.read_map() == make(a="kvar")
    assert not [secret for secret in SECRETS if secret.encode() in read_bytes(store)]
    revisions = {r.number: r for r in store.read_revisions()}
    first, second, third = (revisions[n] for n in numbers)
    assert (first.edit.why, first.edit.by, first.edit.command) == (None, "a", "note")
    assert {(c.label, c.action, c.key) for c in first.edit.changes} == {
        (label, "added", None) for label in ("Position", "Source", "TAKES", "ABOUT")
    }
    # Of an update the field is left, without its values: {"concern": None} before and after.
    assert [(c.key, c.before, c.after) for c in second.edit.changes] == [(None, {"concern": None}, {"concern": None})]
    assert third.edit.why == "vi bytte telefon" and third.is_known, "what speaks of something else stays"
    last = revisions[max(revisions)]
    assert last.edit.why == "KS 2026-02-10 § 14: retention"
    assert {(c.label, c.action, c.number, c.key) for c in last.edit.changes} == {
        (label, "removed", 1, None) for label in ("Position", "Source", "TAKES", "ABOUT")
    }


def test_what_was_purged_comes_back_by_no_way(store: Store) -> None:
    first, _, third = fill(store)
    purge(store, make(a="kvar"), SECRETS[0], SECRETS[4])
    revisions = store.read_revisions()
    for number in (first, revisions[-1].number):
        with pytest.raises(UsageError, match="not-known"):
            invert(next(r for r in revisions if r.number == number))
    # Left out: of the purge four things, of the second edit one, of the first four.
    assert fold_back(store.read_map(), revisions, first - 1) == (make(), 9)
    assert store.commit(invert(next(r for r in revisions if r.number == third))) is not None
    assert store.read_map() == make()
    assert purge(store, make(), SECRETS[0], SECRETS[4]) is None, "there is nothing left to purge"


def test_a_single_value_of_the_log_goes_and_the_thing_stays(store: Store) -> None:
    _, second, _ = fill(store)
    purge(store, store.read_map(), changes=frozenset({(second, SECRETS[0])}))
    assert store.read_map() == make(SECRETS[2], a="kvar")
    assert [c.key for c in store.read_revisions()[-2].edit.changes] == ["a"]
    assert not next(r for r in store.read_revisions() if r.number == second).is_known


def test_what_is_no_change_is_a_revision_all_the_same(store: Store) -> None:
    made = store.log(Edit((), "records extract", "a", "SA 2026/14, 3 uppgifter"))
    assert store.read_revisions()[-1] == made
    assert change(store, make(a="kvar")) == made.number + 1
    assert store.read_revisions()[-2] == made


def test_a_purge_of_a_file_that_was_stopped_is_done_by_whoever_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the file is renamed nothing has happened; after it, the log is rewritten by the next who reads it."""
    path = tmp_path / "karta.yaml"
    write_map_file(make(), path, replace=False)
    store = open_address(str(path), Access({}))
    fill(store)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(map_store, "write_file", stop)
        purge(store, make(a="kvar"), SECRETS[0], SECRETS[4])
    assert open_address(str(path), Access({})).read_map() == make(SECRETS[2], a="kvar")
    assert len(store.read_revisions()) == 3
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(map_log.MapLog, "finish_purge", stop)
        patch.setattr(map_log.MapLog, "begin", _begin_as_before(map_log.MapLog.begin))
        purge(store, make(a="kvar"), SECRETS[0], SECRETS[4])
    assert SECRETS[1].encode() in read_bytes(store)
    path.write_text(path.read_text("utf-8").replace("name: b", "name: bo"), "utf-8")  # and changed outside meanwhile
    assert [r.edit.command for r in open_address(str(path), Access({})).read_revisions()][-2:] == [
        "records purge",
        "changed outside",
    ]
    assert not [secret for secret in SECRETS if secret.encode() in read_bytes(store)]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["karta.yaml", "karta.yaml.log"]


def _begin_as_before(begin: Callable[..., object]) -> Callable[..., object]:
    def run(self: map_log.MapLog, *given: object) -> object:
        finish, self.finish_purge = self.finish_purge, lambda *_: None  # type: ignore[method-assign]
        try:
            return begin(self, *given)
        finally:
            self.finish_purge = finish  # type: ignore[method-assign]

    return run
