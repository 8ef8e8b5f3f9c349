"""The map as it stood: every screen of it, from the address alone, and nothing that writes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from desk_requests import Desk, open_session, to_words

from samverkan.desk import stood

SCREENS = (
    "/",
    "/initiatives",
    "/views",
    "/review",
    "/history",
    "/find?q=torg",
    "/thing/c1",
    "/plan/c1",
    "/view/network",
)


def rename(desk: Desk, old: str, new: str) -> None:
    assert desk.post("/change/c1", field="name", value=new, seen=old).status == 303


@pytest.fixture
def renamed(desk: Desk) -> Desk:
    """Twice renamed: Sommartorg … → Höst-torg → Vintertorg."""
    rename(desk, desk.session.content.nodes["c1"].name, "Höst-torg")
    rename(desk, "Höst-torg", "Vintertorg")
    return desk


def test_every_screen_tells_the_map_as_it_stood_and_leads_on_in_it(renamed: Desk) -> None:
    for screen in SCREENS:
        answer = renamed.get(f"/stood/1{screen}")
        said, text = to_words(answer), answer.content.decode()
        assert answer.status == 200 and "Så stod kartan efter ändring 1" in said and "Vintertorg" not in said, screen
        assert "Höst-torg" in said or screen in ("/review", "/view/network"), screen
        links = re.findall(r'(data-now )?(?:href|action|data-load)="(/[^"]*)"', text)
        kept = ("/assets/", "/stood", "/stop")
        assert [link for now, link in links if not now and not link.startswith(kept)] == [], screen
        assert [link for now, link in links if now] == [screen], screen
        assert '"base": "/stood/1"' in text
        assert 'method="post"' not in text.replace('<form method="post" action="/stop">', ""), screen
        assert "data-drawer" not in text, screen
    assert "Vintertorg" in renamed.read("/thing/c1")


def test_the_past_is_only_read_and_what_if_stays_in_it(renamed: Desk, havsakra_file: Path) -> None:
    before = havsakra_file.read_bytes()
    for path, form in (
        ("/note", {"who": "Gatuchef", "about": "c1", "stance": "opposes"}),
        ("/change/c1", {"field": "name", "value": "x", "seen": "Höst-torg"}),
        ("/undo/1", {}),
    ):
        assert renamed.post(f"/stood/1{path}", **form).status == 422, path
    assumed = renamed.post("/stood/1/assume/c1", kind="no", who="p-gatuchef").headers["location"]
    assert assumed == "/stood/1/plan/c1?a=1"
    assert "Gatuchef säger nej" in renamed.read(assumed)
    assert havsakra_file.read_bytes() == before


def test_few_maps_as_they_stood_are_kept_and_of_large_ones_the_last(
    renamed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    past, day = renamed.session.past, renamed.session.day
    for when in ("1", "2", f"{day}", f"{day - timedelta(days=1)}", f"{day - timedelta(days=2)}"):
        renamed.read(f"/stood/{when}/thing/c1")
    assert list(past) == [2, day, day - timedelta(days=1), day - timedelta(days=2)]
    monkeypatch.setattr(stood, "_THINGS", len(renamed.session.content.nodes))
    assert "Höst-torg" in renamed.read("/stood/1/thing/c1")
    assert list(past) == [1]


def test_the_way_back_to_today_leads_nowhere_else(desk: Desk) -> None:
    rename(desk, desk.session.content.nodes["c1"].name, "Höst-torg")
    text = desk.get("/stood/1//elsewhere.example/x").content.decode()
    assert 'href="//' not in text and 'data-now href="/elsewhere.example/x"' in text


def test_history_leads_there_and_ends_there(renamed: Desk) -> None:
    text = renamed.get("/history/c1").content.decode()
    assert 'href="/stood/1/history/c1"' in text and 'href="/stood/2/history/c1"' in text
    then = renamed.read("/stood/1/history")
    assert "Höst-torg" in then and "Vintertorg" not in then


def test_a_day_is_typed_and_one_without_a_map_is_said(tmp_path: Path, havsakra_file: Path) -> None:
    desk = Desk(open_session(tmp_path / "samverkan.samverkan"))
    assert desk.post("/begin/example").status == 303
    today = date.today()
    answer = desk.get("/stood?day=idag")
    assert answer.status == 303 and answer.headers["location"] == f"/stood/{today}/"
    assert f"Så stod kartan den {today}" in desk.read(f"/stood/{today}/thing/c1")
    for day, words in ((str(today - timedelta(days=400)), "ingen karta"), ("31 maj", "31 maj")):
        refused = desk.get(f"/stood?day={day.replace(' ', '%20')}")
        assert refused.status == 422 and words in to_words(refused), day
    for nothing in ("/stood/99/", "/stood/2026-02-30/", f"/stood/{today - timedelta(days=400)}/thing/c1"):
        answer = desk.get(nothing)
        assert answer.status in (404, 422) and "Något gick fel" not in to_words(answer), nothing
        assert 'href="/"' in answer.content.decode()


def test_before_the_first_change_stands_what_was_found(renamed: Desk) -> None:
    """A map file was there before anything of it was logged: what it said then is in the log, and no earlier."""
    first = renamed.session.content.nodes["c1"].name
    assert "/stood/0/history" in renamed.get("/history").content.decode()
    said = renamed.read("/stood/0/thing/c1")
    assert first == "Vintertorg" and "Sommartorg" in said and "Höst-torg" not in said
    assert "före den första antecknade ändringen" in said
    long_ago = renamed.read("/stood/2000-01-01/thing/c1")
    assert "Sommartorg" in long_ago and "är inte känt" in long_ago
    assert renamed.get("/stood/7/").status == 422


def test_before_a_store_was_filled_nothing_stood(tmp_path: Path) -> None:
    desk = Desk(open_session(tmp_path / "map.samverkan"))
    assert desk.post("/begin", organisation="Ekby kommun", post="Samordnare").status == 303
    assert "/stood/0" not in desk.get("/history").content.decode()
    assert desk.get("/stood/0/").status == 422
