"""Several at once: nothing accepted is lost, nobody waits for another's plan, and what went away is said."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from desk_requests import Desk, open_session, to_words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.desk import part
from samverkan.desk import session as desk_session
from samverkan.desk.part import find_meant, find_thing
from samverkan.desk.session import _MOST_PARTS, Session
from samverkan.errors import UsageError
from samverkan.store.embedded import open_address
from samverkan.store.registry import Access
from samverkan.workflows.open_store import Where, open_store, read_valid_map

MANY = int(os.environ.get("SAMVERKAN_EXAMPLES", "3"))
SMALL = """\
samverkan: 1
title: Ekby
us: å.1
actors:
  - id: å.1
    name: Samordnare
    kind: post
    tie: b
  - id: b
    name: Gatuchef
    kind: post
matters:
  - id: m
    name: Ljus
mandates:
  - id: d
    kind: decide
    held_by: b
    covers: m
initiatives:
  - id: gång.väg
    name: Gångväg
    requires: decide m
"""


def write_small(folder: Path, text: str = SMALL) -> Path:
    path = folder / "map.yaml"
    path.write_text(text, "utf-8")
    return path


def copy_to_sqlite(path: Path) -> str:
    store = open_address(str(path.with_suffix(".samverkan")), Access({}), create=True)
    store.write_map(read_valid_map(path), "new")
    store.close()
    return str(path.with_suffix(".samverkan"))


STORES = pytest.mark.parametrize("copy", [str, copy_to_sqlite])
STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["look", "write"]), st.sampled_from(["name", "lesson"])),
    min_size=4,
    max_size=10,
)


@STORES
@settings(
    max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(steps=STEPS)
def test_of_two_workspaces_each_edit_stands_or_a_conflict_was_told(
    tmp_path_factory: pytest.TempPathFactory, copy: Callable[[Path], str], steps: list[tuple[int, str, str]]
) -> None:
    """Each of the two sees what it last looked at; a value is overwritten by nobody who has not seen it."""
    address = copy(write_small(tmp_path_factory.mktemp("two")))
    desks = [Desk(open_session(address)) for _ in range(2)]
    there = {"name": "Gångväg", "lesson": ""}
    seen = [dict(there), dict(there)]
    for number, (who, what, field) in enumerate(steps):
        if what == "look":
            assert there[field] in to_words(desks[who].get(f"/change/gång.väg?field={field}"))
            seen[who][field] = there[field]
            continue
        value = f"värde {number}"
        answer = desks[who].post("/change/gång.väg", field=field, value=value, seen=seen[who][field])
        known = seen[who][field] == there[field]
        assert answer.status == (303 if known else 409), to_words(answer)
        if known:
            there[field] = value
        else:
            assert there[field] in to_words(answer) and value in to_words(answer)
        seen[who][field] = there[field]
    with open_store(Where(address, {}, Path())) as store:
        node = store.read_map().nodes["gång.väg"]
    assert {"name": node.name, "lesson": node.text("lesson") or ""} == there


@STORES
@pytest.mark.parametrize("workspaces", [1, 2])
def test_of_two_that_save_at_once_one_is_told(tmp_path: Path, copy: Callable[[Path], str], workspaces: int) -> None:
    address = copy(write_small(tmp_path))
    sessions = [open_session(address) for _ in range(workspaces)]
    together, found = Barrier(2), {}

    def save(number: int) -> None:
        desk = Desk(sessions[number % workspaces])
        desk.read("/thing/b")
        together.wait()
        found[number] = desk.post("/change/b", field="name", value=f"Chef {number}", seen="Gatuchef").status

    threads = [Thread(target=save, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found.values()) == [303, 409]
    won = next(number for number, status in found.items() if status == 303)
    assert f"Chef {won}" in Desk(sessions[0]).read("/thing/b")


def test_nobody_waits_for_what_another_is_making(tmp_path: Path) -> None:
    session = open_session(write_small(tmp_path))
    began, go_on, made = Event(), Event(), []

    def make() -> str:
        began.set()
        assert go_on.wait(20)
        return "plan"

    slow = Thread(target=lambda: made.append(session.remember("slow", make)))
    slow.start()
    assert began.wait(20)
    assert "Gatuchef" in Desk(session).read("/thing/b")  # would wait for ever
    go_on.set()
    slow.join()
    assert made == ["plan"]


def test_what_was_made_of_an_older_map_is_not_kept(tmp_path: Path) -> None:
    path = write_small(tmp_path)
    session = open_session(path)

    def make() -> int:
        found = len(session.content.nodes)
        path.write_text(path.read_text("utf-8") + "areas:\n  - id: a\n    name: Torget\n", "utf-8")
        assert len(session.content.nodes) == found + 1
        return found

    before = session.remember("things", make)
    assert session.remember("things", lambda: len(session.content.nodes)) == before + 1


def test_a_refused_edit_leaves_the_map_as_it_is(tmp_path: Path) -> None:
    path = write_small(tmp_path)
    before = path.read_bytes()
    desk = Desk(open_session(path))
    assert desk.post("/change/gång.väg", field="started_on", value="snart", seen="").status == 422
    assert desk.post("/tie", **{"from": "Gatuchef", "to": "Zebra", "strength": "strong"}).status == 422
    assert "Gångväg" in desk.read("/thing/gång.väg") and "snart" not in desk.read("/thing/gång.väg")
    assert path.read_bytes() == before


def test_a_map_that_went_away_is_not_an_empty_one(tmp_path: Path) -> None:
    path = write_small(tmp_path)
    desk = Desk(open_session(path))
    desk.read("/")
    away = path.rename(tmp_path / "away")
    for answer in (
        desk.get("/"),
        desk.post("/begin", organisation="Ekby", post="Samordnare"),
        desk.post("/note", who="b", about="gång.väg", stance="opposes", concern="skrivet"),
    ):
        assert answer.status in (422, 503) and "map.yaml" in to_words(answer)
    assert not path.exists()
    away.rename(path)
    assert "Gångväg" in desk.read("/")


def test_what_was_typed_about_a_thing_that_is_gone_comes_back(tmp_path: Path) -> None:
    path = write_small(tmp_path)
    desk = Desk(open_session(path))
    desk.read("/change/gång.väg?field=lesson")
    path.write_text(SMALL.partition("initiatives:")[0], "utf-8")
    answer = desk.post("/change/gång.väg", field="lesson", value="en lång lärdom", seen="")
    assert answer.status == 404 and "en lång lärdom" in to_words(answer)


def test_ids_with_other_letters_and_dots_lead_back(tmp_path: Path) -> None:
    desk = Desk(open_session(write_small(tmp_path)))
    said = desk.post("/note", who="Gatuchef", about="Gångväg", stance="opposes", back="/plan/g%C3%A5ng.v%C3%A4g")
    assert said.headers["location"] == "/plan/g%C3%A5ng.v%C3%A4g"
    assumed = desk.post("/assume/gång.väg", kind="yes", who="b").headers["location"]
    assert assumed == "/plan/g%C3%A5ng.v%C3%A4g?a=1"
    page = desk.get("/plan/gång.väg?a=1")
    assert 'action="/assume/g%C3%A5ng.v%C3%A4g/save?a=1"' in page.content.decode()
    assert 'name="back" value="/history/g%C3%A5ng.v%C3%A4g"' in desk.get("/history/gång.väg").content.decode()
    name = desk.get("/download/decision-path/gång.väg").headers["content-disposition"]
    assert name == "attachment; filename*=UTF-8''decision-path-g%C3%A5ng.v%C3%A4g.html"


SCREENS = ("/", "/initiatives", "/views", "/review", "/history", "/find?q=chef", "/thing/b", "/plan/gång.väg")


def test_who_only_reads_is_offered_nothing_that_writes(tmp_path: Path) -> None:
    path = write_small(tmp_path)
    assert Desk(open_session(path)).post("/change/b", field="name", value="Chef", seen="Gatuchef").status == 303
    desk = Desk(open_session(path, lasting=False))
    for screen in SCREENS:
        text = desk.get(screen).content.decode()
        assert set(re.findall(r'method="post" action="([^"]*)"', text)) <= {"/stop"}, screen
        assert "data-drawer" not in text, screen
    for form in ("/note", "/contact", "/tie", "/add", "/change/b"):
        assert desk.get(form).status == 422, form


BARE = ("/", "/initiatives", "/views", "/review", "/history", "/find?q=x", "/thing/b", "/tie?to=b", "/note?who=b")


def test_a_map_without_us_and_without_initiatives(tmp_path: Path) -> None:
    text = SMALL.partition("matters:")[0].replace("us: å.1\n", "")
    desk = Desk(open_session(write_small(tmp_path, text)))
    for screen in BARE:
        desk.read(screen)
    for kind in ("network", "readiness", "decision-path"):
        assert "Något gick fel" not in to_words(desk.get(f"/view/{kind}"))
    assert desk.post("/contact", kind="call", who="Gatuchef", about="").status in (303, 422)


def test_of_a_large_map_few_parts_are_kept_and_a_name_is_found_that_much_speaks_of(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here every text is taken to stand in too many places."""
    monkeypatch.setattr(Session, "is_large", property(lambda _: True))
    for actor in desk.session.content.labelled("Actor")[: 2 * _MOST_PARTS]:
        assert find_thing(desk.session, actor.id).name == actor.name
    kept = [key for key in desk.session._cache if key.startswith("part ")]
    assert len(kept) == _MOST_PARTS
    tie = {"from": "Trygghetssamordnare", "to": "Gatuchef", "strength": "strong"}
    assert desk.get("/find?q=Gatuchef").status == 422
    assert desk.post("/tie", **tie).status == 303


def test_of_a_large_map_a_form_of_a_name_is_no_name_of_who_stands_beside_its_text(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is found by its texts is a part, in which one of several may stand."""
    content = desk.session.content
    chiefs = [n for n in content.labelled("Actor") if n.name.startswith("Förvaltningschef ")]
    monkeypatch.setattr(Session, "is_large", property(lambda _: True))
    monkeypatch.setattr(part, "read_hits", lambda *_: content.among([chiefs[0].id]))
    with pytest.raises(UsageError) as refused:
        find_meant(desk.session, "förvaltningschefens", {"Actor"})
    assert refused.value.key == "ambiguous-part" and len(chiefs) > 1


def test_what_is_assumed_of_a_large_map_is_asked_for_and_shown_as_of_a_small_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A contact that is known already, and would be known better: the page tells of it once."""
    content = desk.session.content
    leaf = next(n.id for n in content.labelled("Requirement") if "amount" in n.properties)
    [known] = [r for r in content.out("p-samordnare", "TIE") if r.properties["strength"] == "new"]

    def look(desk: Desk) -> list[str]:
        told = [desk.read(f"/assume/c1/{kind}?requirement={leaf}") for kind in ("amount", "mandate")]
        plan = desk.post("/assume/c1", kind="contact", who=known.end).headers["location"]
        return [*told, *re.findall(r'<script type="application/json" id="data">.*', desk.get(plan).content.decode())]

    small = look(desk)
    assert len(small) == 3
    monkeypatch.setattr(Session, "is_large", property(lambda _: True))
    monkeypatch.setattr(Session, "content", property(lambda _: pytest.fail("the whole map was read")))
    assert look(Desk(open_session(desk.session.where.given))) == small


@STORES
def test_of_a_file_much_is_held_and_what_is_too_much_says_where_to_put_it(
    tmp_path: Path, copy: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = copy(write_small(tmp_path))
    monkeypatch.setattr(desk_session, "MOST_THINGS", 3)  # as many as are held of a server's
    desk = Desk(open_session(address))
    assert "Gatuchef" in desk.read("/thing/b") and "Ekby" in desk.read("/view/network")
    monkeypatch.setattr(desk_session, "MOST_IN_FILE", 3)
    refused = Desk(open_session(address)).get("/")
    assert refused.status == 422 and "6 saker" in to_words(refused) and "Neo4j" in to_words(refused)
