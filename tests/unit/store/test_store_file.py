from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from strategies.maps import maps

from samverkan.errors import SamverkanError, StoreError, UsageError
from samverkan.model import Map, Node, Relation, build_map
from samverkan.store import sqlite_file
from samverkan.store.address import refuse_password
from samverkan.store.embedded import EmbeddedStore, open_embedded, open_map


def make_map(**names: str) -> Map:
    """A small map: the board's name and that of a post, which is part of it from a day."""
    nodes = [
        Node("board", "Actor", {"name": names.get("board", "Nämnden"), "kind": "board"}),
        Node("post", "Actor", {"name": names.get("post", "Chefen"), "kind": "post", "head": True}),
        Node("deal", "Agreement", {"name": "Avtal", "purposes": ("a", "b"), "valid_to": date(2024, 1, 1)}),
        Node("n", "Indicator", {"name": "Mätare", "baseline": 1.0, "target": 1}),
    ]
    relations = [
        Relation("PART_OF", "post", "board", {"valid_from": date(2020, 1, 1)}),
        Relation("TIE", "post", "board", {"strength": "new"}),
    ]
    header = Map(
        {}, (), title="Å", profile="se", us=("post",), as_of=date(2025, 1, 2), persons_allowed={"purpose": "x"}
    )
    return build_map(nodes, relations, header)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "karta å.samverkan"


@pytest.fixture
def store(path: Path) -> EmbeddedStore:
    made = open_embedded(path, create=True)
    assert isinstance(made, EmbeddedStore)
    made.write_map(make_map(), "new")
    return made


def key_of(call: Callable[[], object]) -> tuple[str, int]:
    with pytest.raises(SamverkanError) as caught:
        call()
    return caught.value.key, caught.value.exit_code


def test_what_was_written_comes_back_with_its_types(store: EmbeddedStore) -> None:
    content = store.read_map()
    assert content == make_map()
    assert repr(content.nodes["n"].properties) == "{'baseline': 1.0, 'name': 'Mätare', 'target': 1}"
    assert content.nodes["post"].properties["head"] is True


@given(maps())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_map_comes_back(tmp_path_factory: pytest.TempPathFactory, content: Map) -> None:
    store = open_embedded(tmp_path_factory.mktemp("s") / "a.samverkan", create=True)
    store.write_map(content, "new")
    assert repr(store.read_map()) == repr(content)


def test_relations_that_only_their_role_tells_apart_are_all_kept(path: Path) -> None:
    nodes = [Node("a", "Actor", {"name": "A", "kind": "board"}), Node("i", "Issue", {"name": "I"})]
    roles = [Relation("INVOLVED_IN", "a", "i", {"role": role}) for role in ("owner", "receiver")]
    store = open_embedded(path, create=True)
    store.write_map(build_map(nodes, roles), "new")
    assert [r.properties["role"] for r in store.read_map().relations] == ["owner", "receiver"]


def test_no_file_is_made_before_something_is_written(path: Path) -> None:
    open_embedded(path, create=True)
    assert not path.exists()


def test_a_map_is_not_written_over_unasked(store: EmbeddedStore) -> None:
    assert key_of(lambda: store.write_map(make_map(board="B"), "new")) == ("store.has-map", 2)
    assert store.read_map() == make_map()


def test_replace_leaves_nothing_of_the_old_map(store: EmbeddedStore) -> None:
    other = build_map([Node("x", "Area", {"name": "X"})], [], Map({}, (), title="T"))
    store.write_map(other, "replace")
    assert store.read_map() == other
    assert store.read_info().nodes == {"Area": 1}


def test_merge_adds_and_updates_and_deletes_nothing(store: EmbeddedStore) -> None:
    addition = build_map(
        [Node("board", "Actor", {"name": "Ny", "kind": "board"}), Node("x", "Area", {"name": "X"})],
        [Relation("TIE", "post", "board", {"basis": "person"}), Relation("IN_AREA", "board", "x", {})],
        Map({}, (), title="Annan"),
    )
    addition = build_map([*addition.nodes.values(), Node("post", "Actor", {"level": "tactical"})], addition.relations)
    store.write_map(addition, "merge")
    merged = store.read_map()
    assert merged.nodes["board"].name == "Ny"
    assert merged.nodes["post"].properties == {"head": True, "kind": "post", "level": "tactical", "name": "Chefen"}
    assert merged.out("post", "TIE")[0].properties == {"basis": "person", "strength": "new"}
    assert merged.nodes.keys() == {"board", "deal", "n", "post", "x"}
    assert merged.title == "Å"
    assert merged.us == ("post",)


def test_merge_refuses_an_id_that_is_something_else(store: EmbeddedStore) -> None:
    clash = build_map([Node("board", "Area", {"name": "B"})], [])
    assert key_of(lambda: store.write_map(clash, "merge")) == ("store.other-label", 2)
    assert store.read_map() == make_map()


def test_every_changed_thing_is_logged_once_and_what_is_the_same_is_not(store: EmbeddedStore) -> None:
    changed = make_map(post="Ny chef")
    relations = [r for r in changed.relations if r.type != "TIE"]
    nodes = [n for n in changed.nodes.values() if n.id != "deal"]
    assert store.write_map(build_map(nodes, relations, changed), "replace") == store.read_revisions()[1]
    revision = store.read_revisions()[1]
    assert (revision.number, revision.edit.command) == (2, "load")
    assert [(c.action, c.label, c.thing, c.before, c.after) for c in revision.edit.changes] == [
        ("removed", "Agreement", "deal", make_map().nodes["deal"].properties, None),
        ("updated", "Actor", "post", {"name": "Chefen"}, {"name": "Ny chef"}),
        ("removed", "TIE", "TIE post board", ({"strength": "new"},), None),
    ]


def test_a_first_load_is_logged_as_counts_without_values(store: EmbeddedStore) -> None:
    (first,) = store.read_revisions()
    assert first.counts == {"added": 6, "updated": 0, "removed": 0}
    assert first.is_first and not first.is_known
    assert all(c.before is None and c.after is None for c in first.edit.changes)


def test_what_changes_nothing_is_no_revision(store: EmbeddedStore) -> None:
    assert store.write_map(make_map(), "replace") is None
    assert len(store.read_revisions()) == 1


def test_progress_ends_at_the_whole(path: Path) -> None:
    told: list[tuple[int, int]] = []
    open_embedded(path, create=True).write_map(make_map(), "new", lambda done, total: told.append((done, total)))
    assert told[-1] == (6, 6)


def test_wipe_leaves_one_line_and_no_trace(store: EmbeddedStore, path: Path) -> None:
    store.write_positions("network", {"post": (1.0, 2.0)})
    store.wipe()
    (wiped,) = store.read_revisions()
    assert (wiped.edit.command, wiped.counts) == ("wipe", {"added": 0, "updated": 0, "removed": 4})
    assert key_of(store.read_map) == ("store.empty", 3)
    assert store.read_positions("network") == {}
    content = path.read_bytes()
    assert b"Chefen" not in content and b"board" not in content
    store.write_map(make_map(), "new")
    assert store.read_map() == make_map()


def test_info_counts(store: EmbeddedStore, path: Path) -> None:
    info = store.read_info()
    assert (info.kind, info.title, info.format) == ("embedded", "Å", 2)
    assert info.nodes == {"Actor": 2, "Agreement": 1, "Indicator": 1}
    assert info.relations == {"PART_OF": 1, "TIE": 1}
    assert info.details["changes"] == "1"


def test_positions_of_a_page_are_kept_beside_the_map(store: EmbeddedStore) -> None:
    assert store.write_positions("network", {"post": (1.5, -2.0), "gone": (0.0, 0.0)})
    assert store.read_positions("network") == {"gone": (0.0, 0.0), "post": (1.5, -2.0)}
    assert store.read_positions("causes") == {}
    assert store.read_map() == make_map()
    assert len(store.read_revisions()) == 1
    store.write_map(build_map([Node("board", "Actor", {"name": "B", "kind": "board"})], []), "replace")
    assert "post" not in store.read_positions("network")


def test_positions_are_never_an_error(store: EmbeddedStore, path: Path) -> None:
    path.chmod(0o444)
    assert not store.write_positions("network", {"post": (1.0, 2.0)})
    path.chmod(0o644)
    path.write_bytes(b"no store at all" * 100)
    assert store.read_positions("network") == {}


def test_a_missing_file_is_a_usage_error(path: Path) -> None:
    assert key_of(lambda: open_embedded(path)) == ("store.missing", 2)
    missing_folder = path.parent / "no" / "a.samverkan"
    store = open_embedded(missing_folder, create=True)
    assert key_of(lambda: store.write_map(make_map(), "new")) == ("store.no-folder", 2)


@pytest.mark.parametrize("content", [b"", None])
def test_an_empty_file_is_an_empty_store(path: Path, content: bytes | None) -> None:
    if content is None:
        sqlite3.connect(path).close()
    else:
        path.write_bytes(content)
    if path.exists():
        store = open_embedded(path)
        assert key_of(store.read_map) == ("store.empty", 3)
        store.write_map(make_map(), "new")
        assert store.read_map() == make_map()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert key_of(lambda: open_embedded(tmp_path)) == ("store.folder", 3)
    assert key_of(lambda: open_embedded(tmp_path, create=True)) == ("store.folder", 3)


@pytest.mark.parametrize("content", [b"x", b"samverkan: 1\n" * 200, b"SQLite format 3\0" + b"\xff" * 2000])
def test_what_is_no_store_is_refused_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert key_of(lambda: open_embedded(path))[1] == 3
    assert key_of(lambda: EmbeddedStore(path).write_map(make_map(), "replace"))[1] == 3
    assert path.read_bytes() == content


def test_somebody_elses_database_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs(x)")
    other.close()
    before = path.read_bytes()
    assert key_of(lambda: open_embedded(path)) == ("store.foreign-file", 3)
    assert key_of(lambda: EmbeddedStore(path).write_map(make_map(), "replace")) == ("store.foreign-file", 3)
    assert key_of(EmbeddedStore(path).wipe) == ("store.foreign-file", 3)
    assert path.read_bytes() == before


def test_a_newer_format_is_refused(store: EmbeddedStore, path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 3")
    raw.close()
    with pytest.raises(StoreError) as caught:
        open_embedded(path)
    assert (caught.value.key, caught.value.values["found"], caught.value.values["known"]) == ("store.newer", 3, 2)
    assert key_of(lambda: store.write_map(make_map(), "replace")) == ("store.newer", 3)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE nodes SET properties = '{\"name\": ' WHERE id = 'post'",
        "UPDATE nodes SET properties = '[1]' WHERE id = 'post'",
        "UPDATE nodes SET properties = '{\"name\": {\"a\": 1}}' WHERE id = 'post'",
        "UPDATE nodes SET properties = '{\"name\": null}' WHERE id = 'post'",
        "UPDATE nodes SET properties = CAST(x'ff00ff' AS TEXT) WHERE id = 'post'",
        "DELETE FROM header WHERE key = 'title'",
        "UPDATE header SET value = '{' WHERE key = 'us'",
        "DROP TABLE relations",
        "ALTER TABLE nodes RENAME COLUMN label TO kind",
    ],
)
def test_damaged_content_is_told_without_a_traceback(store: EmbeddedStore, path: Path, harm: str) -> None:
    raw = sqlite3.connect(path)
    raw.execute(harm)
    raw.commit()
    raw.close()
    assert key_of(store.read_map) == ("store.damaged", 3)


def test_damaged_pages_are_told(store: EmbeddedStore, path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    seen = set()
    for start in range(0, len(whole), 1024):
        path.write_bytes(whole[:start] + b"\xa5" * 700 + whole[start + 700 :])
        try:
            assert store.read_map() == make_map()
        except SamverkanError as error:
            seen.add(error.key)
            assert error.exit_code == 3
    assert "store.damaged" in seen
    for length in (1, 99, 600, 4096, len(whole) - 5000):
        path.write_bytes(whole[:length])
        assert key_of(store.read_map)[1] == 3


def test_a_read_only_file_can_be_read_and_not_written(store: EmbeddedStore, path: Path) -> None:
    path.chmod(0o444)
    assert store.read_map() == make_map()
    assert key_of(lambda: store.write_map(make_map(board="B"), "replace")) == ("store.read-only", 3)
    assert key_of(store.wipe) == ("store.read-only", 3)
    path.chmod(0o644)
    assert store.read_map() == make_map()


@pytest.fixture
def writer(store: EmbeddedStore, path: Path) -> Iterator[sqlite3.Connection]:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def test_a_second_writer_waits_and_then_says_busy(
    store: EmbeddedStore, writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "SECONDS_TO_WAIT", 0.3)
    assert key_of(lambda: store.write_map(make_map(board="B"), "replace")) == ("store.busy", 3)
    assert store.read_map() == make_map()
    writer.execute("ROLLBACK")
    store.write_map(make_map(board="B"), "replace")
    assert store.read_map() == make_map(board="B")


def test_a_reader_says_busy_while_a_writer_has_the_file(
    store: EmbeddedStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "SECONDS_TO_WAIT", 0.3)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert key_of(store.read_map) == ("store.busy", 3)
    other.close()
    assert store.read_map() == make_map()


_WRITE_WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from samverkan.errors import StoreError
from samverkan.model import Node, build_map
from samverkan.store.embedded import open_embedded
nodes = [Node(f"a{i}", "Area", {"name": "x" * 200}) for i in range(5000)]
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    open_embedded(Path(sys.argv[1]), create=True).write_map(build_map(nodes, []), "replace")
except StoreError as error:
    print(error.key)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of a file as POSIX does")
@pytest.mark.parametrize("is_new", [False, True])
def test_without_room_the_old_content_stands(store: EmbeddedStore, path: Path, is_new: bool) -> None:
    target = path.with_name("new.samverkan") if is_new else path
    run = subprocess.run(
        [sys.executable, "-c", _WRITE_WITHOUT_ROOM, str(target)], capture_output=True, text=True, check=False
    )
    assert run.stdout.strip() in ("store.no-room", "store.disk"), run.stderr
    assert store.read_map() == make_map()
    assert list(path.parent.iterdir()) == [path]


def test_a_full_database_says_that_there_is_no_room(store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sqlite3.connect

    def connect_small(*args: object, **options: object) -> sqlite3.Connection:
        connection = real(*args, **options)  # type: ignore[call-overload]
        connection.execute("PRAGMA max_page_count = 20")
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", connect_small)
    many = build_map([Node(f"a{i}", "Area", {"name": "x" * 200}) for i in range(2000)], [])
    assert key_of(lambda: store.write_map(many, "replace")) == ("store.no-room", 3)
    monkeypatch.undo()
    assert store.read_map() == make_map()


def test_the_file_is_flushed_in_full_and_keeps_a_rollback_journal(store: EmbeddedStore, path: Path) -> None:
    with sqlite_file.open_to_write(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert connection.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"SAMV"),)


def test_a_map_file_is_not_written() -> None:
    store = open_map(make_map(), "karta.yaml")
    assert store.read_map() == make_map()
    assert store.read_info().nodes == {"Actor": 2, "Agreement": 1, "Indicator": 1}
    for call in (store.wipe, lambda: store.write_map(make_map(), "replace")):
        with pytest.raises(UsageError, match="map-file"):
            call()


@pytest.mark.parametrize("store", ["karta.yaml", "a:b@c.yaml", "neo4j://host", "neo4j://host:7687", "bolt+s://host"])
def test_an_address_without_a_password_is_let_through(store: str) -> None:
    refuse_password(store)


@pytest.mark.parametrize(
    "store",
    [
        "neo4j://u:p@host",
        "neo4j://u@host",
        "neo4j:/u:p@host",
        "u:p@host",
        "http://u:p@host/a.yaml",
        "neo4j//u:p@q@host",
    ],
)
def test_an_address_with_a_password_is_refused_and_not_repeated(store: str) -> None:
    with pytest.raises(StoreError, match=r"neo4j\.password-in-address") as caught:
        refuse_password(store)
    assert caught.value.values == {}


_FIRST_FORMAT = """
DROP TABLE changes;
DROP TABLE revisions;
CREATE TABLE changes(
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, command TEXT NOT NULL, action TEXT NOT NULL, kind TEXT NOT NULL,
    thing TEXT NOT NULL
);
INSERT INTO changes VALUES
    (1, '2026-01-02T03:04:05+00:00', 'new', 'added', 'node', 'post'),
    (2, '2026-01-02T03:04:05+00:00', 'new', 'added', 'relation', 'PART_OF post board 2020-01-01'),
    (3, '2026-02-02T03:04:05+00:00', 'merge', 'updated', 'node', 'board');
PRAGMA user_version = 1;
"""


def to_first_format(path: Path) -> None:
    """Make of a store what the first edition left behind."""
    raw = sqlite3.connect(path)
    raw.executescript(_FIRST_FORMAT)
    raw.close()


def test_the_first_format_is_read_and_brought_up_to_date_by_the_first_write(store: EmbeddedStore, path: Path) -> None:
    to_first_format(path)
    before = store.read_revisions()
    assert [(r.number, r.edit.command, r.counts["added"], r.counts["updated"]) for r in before] == [
        (1, "new", 2, 0),
        (2, "merge", 0, 1),
    ]
    assert before[0].edit.changes[1].key == ("PART_OF", "post", "board", date(2020, 1, 1))
    assert store.read_map() == make_map()
    store.write_map(make_map(post="Ny chef"), "replace")
    after = store.read_revisions()
    assert after[:2] == before and after[2].number == 3 and after[2].is_known
    assert store.read_info().format == 2


def test_an_address_that_looks_like_one_of_sqlite_is_a_file_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    open_embedded(Path("file:x.samverkan"), create=True).write_map(make_map(), "new")
    assert [p.name for p in tmp_path.iterdir()] == ["file:x.samverkan"]
    assert open_embedded(Path("file:x.samverkan")).read_map() == make_map()
