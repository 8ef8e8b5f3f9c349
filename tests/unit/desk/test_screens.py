"""What the screens say: the same as the commands, in words, whatever stands in the map."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from desk_requests import Desk, open_session, to_words

from samverkan.desk.routes import ROUTES, load_screen
from samverkan.views.brief_document import to_brief_document
from samverkan.views.build import build_view
from samverkan.views.kinds import VIEWS
from samverkan.workflows.brief import write_brief
from samverkan.workflows.plan import Wishes, plan_in
from samverkan.workflows.reading import read_to_tell


def test_the_start_tells_initiatives_doubts_and_us(desk: Desk) -> None:
    said = desk.read("/")
    assert "Vi: Trygghetssamordnare" in said
    assert "Sommartorg" in said
    waits = desk.read("/waits")
    assert "att se över" in waits and "På ditt bord: 3 försenat" in waits and "Trafikverket, region Väst" in waits
    assert "På ditt bord: 3 försenat" in desk.read("/")  # once it has been told it stands there at once
    short = desk.read("/short/c1")
    assert "Börja med Ordförande Norrbackens IF" in short


def test_every_address_has_its_screen() -> None:
    assert all(callable(load_screen(screen)) for _, _, screen in ROUTES)


def test_a_page_is_the_page_that_is_exported(desk: Desk) -> None:
    """The body of the exported page stands in the screen to the byte, for every kind."""
    content, texts = read_to_tell(desk.session.where, None), desk.session.texts
    for kind, one in sorted(VIEWS.items()):
        if one.planned:
            continue
        subjects = [n.id for label in one.labels for n in content.labelled(label)] if one.needs_subject else [""]
        screens = ((s, desk.get(f"/view/{kind}/{s}" if s else f"/view/{kind}")) for s in subjects)
        subject, screen = next((s, answer) for s, answer in screens if answer.status == 200)
        exported = build_view(kind, content, on=desk.session.day, texts=texts, subject=subject or None)
        body = exported.partition("<body>\n")[2].partition("\n<script>")[0]
        assert body.strip() and body.strip() in screen.content.decode(), kind


@pytest.mark.parametrize(("kind", "path"), [("decision-path", "/plan/c1"), ("influence", "/view/influence/c1")])
def test_a_page_that_tells_a_plan_is_the_page_that_is_exported(desk: Desk, kind: str, path: str) -> None:
    content, session = read_to_tell(desk.session.where, None), desk.session
    answer = plan_in(content, "c1", Wishes(), as_of=None).answer
    exported = build_view(kind, content, on=session.day, texts=session.texts, subject="c1", answer=answer)
    body = exported.partition("<body>\n")[2].partition("\n<script>")[0].strip()
    assert answer.plan and body and body in desk.get(path).content.decode()


def test_about_one_thing_in_words_without_ids(desk: Desk) -> None:
    said = desk.read("/thing/p-raddningschef")
    assert "Räddningschef" in said and "Räddningstjänsten Havsåkra" in said and "stark" in said
    assert "PART_OF" not in said and "samverkan brief" not in said and "p-raddningschef" not in said
    chief = desk.read("/thing/p-gatuchef")
    assert "! tveksam, 2025-09-12, uttalat i möte" in chief and "det som skulle hjälpa: " in chief
    assert "s-kontakter" not in chief  # a tie's source by its name


def test_search_finds_names_texts_and_what_can_be_done(desk: Desk) -> None:
    assert "Räddningschef" in desk.read("/find?q=räddn")
    assert "Anteckna hållning" in desk.read("/find?q=hållning")
    missed = desk.read("/find?q=Zebra")
    assert "Lägg till ”Zebra”" in missed


def test_review_names_no_key_of_a_file(desk: Desk) -> None:
    said = desk.read("/review")
    assert "_" not in said and "covers" not in said and "purposes" not in said, said
    assert "p-bu-chef-stance" not in said  # what has no name is told by what it is about
    assert "Rätta" in said
    assert "samverkan records" not in said and ": true" not in said  # nobody here sits at a prompt
    ids = {i for i in desk.session.content.nodes if any(mark in i for mark in "-0123456789")}
    assert not ids & {word.strip(".,;:()") for word in said.split()}


def test_what_has_no_name_is_called_by_whose_it_is(desk: Desk) -> None:
    content = desk.session.content
    position = content.nodes["p-gatuchef-stance-c1-2025-09-12"]
    heading = desk.get(f"/thing/{position.id}").content.decode().partition("<h1>")[2].partition("</h1>")[0]
    assert heading.endswith(f"Gatuchef – {content.nodes['c1'].name}"), heading


def test_what_may_be_changed_is_listed_without_an_id(desk: Desk) -> None:
    said = desk.read("/change/c1")
    assert "Gatuchef \N{EN DASH} Sommartorg" in said and "p-gatuchef-stance" not in said


def test_what_is_wrong_names_no_command(desk: Desk) -> None:
    """At a prompt the hint names a command; in the workspace it names what can be done there, or nothing."""
    answer = desk.post("/note", who="Nobody at all", about="c1", stance="opposes")
    assert "Ctrl K" in to_words(answer) and "samverkan find" not in to_words(answer)
    said = to_words(desk.post("/undo/99"))
    assert "99" in said and "samverkan history" not in said


@pytest.mark.parametrize("address", ["/thing/nobody", "/plan/nobody", "/nowhere", "/view/nothing", "/change/nobody"])
def test_what_is_not_there_is_said(desk: Desk, address: str) -> None:
    answer = desk.get(address)
    assert answer.status == 404
    assert "Något gick fel" not in to_words(answer)


def test_english_has_no_word_of_swedish(havsakra_file: Path) -> None:
    desk = Desk(open_session(havsakra_file, "en"))
    assert "Our initiatives" in desk.read("/") and "Våra" not in desk.read("/")
    assert "Note a stance" in desk.read("/note")


def test_a_broken_file_shows_its_lines_and_comes_back_when_mended(desk: Desk, havsakra_file: Path) -> None:
    whole = havsakra_file.read_bytes()
    havsakra_file.write_text("samverkan: 1\nactors:\n  - id: x\n    kind: nonsense\n", "utf-8")
    answer = desk.get("/")
    assert answer.status == 422
    assert "rad 4" in to_words(answer)
    assert "nonsense" in desk.read("/review")
    havsakra_file.write_bytes(whole)
    assert "Sommartorg" in desk.read("/")


HOSTILE = "<img src=x onerror=alert(1)>\"'</script><script>alert(2)</script>{{7*7}}"


SCREENS = (
    *("/", "/thing/a", "/thing/p", "/plan/i", "/review", "/history", "/find?q=img", "/note?who=a", "/initiatives"),
    *("/views", "/view/network", "/change/a", "/change/a?field=name", "/names?of=Actor&q=i", "/short/i", "/waits"),
    *("/contact?who=a", "/tie?to=b", "/add?name=%3Cimg%20src=x%3E", "/history/a", "/plan/i?a=1", "/sheet"),
    *("/find?q=%3Cimg%20src=x", "/thing/%3Cimg%20src=x%3E", "/stood/%3Cimg%20src=x%3E", "/assume/i/contact?who=%3Cimg"),
)


def test_a_hostile_name_is_text_on_every_screen(tmp_path: Path) -> None:
    name = json.dumps(HOSTILE)
    path = tmp_path / "map.yaml"
    path.write_text(
        f"samverkan: 1\ntitle: {name}\nus: a\nactors:\n  - id: a\n    name: {name}\n    kind: post\n"
        f"    tie: b\n  - id: b\n    name: {name}\n    kind: post\nmatters:\n  - id: m\n    name: {name}\n"
        f"mandates:\n  - id: d\n    kind: decide\n    held_by: b\n    covers: m\n"
        f"initiatives:\n  - id: i\n    name: {name}\n    requires: decide m\n"
        f"positions:\n  - id: p\n    taken_by: b\n    about: i\n    kind: stance\n    value: hesitant\n"
        f"    concern: {name}\n    stated_on: 2026-01-01\n",
        "utf-8",
    )
    desk = Desk(open_session(path))
    desk.post("/assume/i", kind="no", who="b")
    clash = desk.post("/change/i", field="name", value=f"{HOSTILE} 2", seen=f"{HOSTILE} 1")
    assert clash.status == 409 and "<img src=x" not in clash.content.decode()
    for address in SCREENS:
        answer = desk.get(address)
        assert answer.status == (404 if "%3E" in address and "add" not in address else 200), (address, to_words(answer))
        text = answer.content.decode()
        assert "<img src=x" not in text and "<script>alert" not in text, address


def test_a_brief_is_the_commands_document_and_holds_no_position_for_a_meeting(desk: Desk) -> None:
    texts = desk.session.texts
    for thing in ("p-gatuchef", "c1"):
        assert f'href="/brief/{thing}"' in desk.get(f"/thing/{thing}").content.decode()
        for meeting in (False, True):
            sent = desk.get(f"/brief/{thing}{'?meeting=1' if meeting else ''}")
            told = write_brief(desk.session.where, thing, as_of=None, texts=texts, meeting=meeting)
            assert sent.content == to_brief_document(told, texts)
            body = ZipFile(BytesIO(sent.content)).read("word/document.xml").decode()
            assert ("tveksam" in body) is not meeting
    assert 'href="/brief/c1?meeting=1"' in desk.get("/plan/c1").content.decode()
    assert desk.get("/brief/d-ltf").status == 422  # a matter has none
    begun = Desk(open_session(Path(desk.session.where.given).with_name("new.samverkan")))
    begun.post("/begin", place="Ekby", organisation="Ekby", kind="municipality", post="Samordnare", initiative="Ljus")
    for page in ("decision-path", "influence"):  # it would be empty: the command refuses it, too
        refused = begun.get(f"/download/{page}/ljus")
        assert refused.status == 422 and "säger inte vad som krävs" in to_words(refused)
    assert begun.get("/brief/ljus").status == 200  # of what nobody has said anything yet, too
    assert 'href="/requires/ljus?back=%2Fplan%2Fljus" data-drawer' in begun.get("/short/ljus").content.decode()
