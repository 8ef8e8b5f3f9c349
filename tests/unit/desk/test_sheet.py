"""What is read in from a file is shown first, is one edit, and is refused in the words of `load`."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from io import BytesIO
from pathlib import Path

import pytest
from desk_requests import Desk, open_session, to_words
from openpyxl import load_workbook

from samverkan.desk.asking import Told, read_told
from samverkan.errors import MapProblemsError
from samverkan.tables.own.find_table import find_table
from samverkan.workflows.edits import Terms
from samverkan.workflows.files import load_map
from samverkan.workflows.open_store import Where, read_valid_map

MAP = """\
samverkan: 1
title: Ekby
actors:
  - id: a
    name: Samordnare
    kind: post
"""


def send(desk: Desk, name: str, content: bytes) -> str:
    """Send a file as the page does; return the screen that shows what it would change."""
    answer = desk.post("/sheet", name=name, content=urlsafe_b64encode(content).decode())
    assert answer.status == 303, to_words(answer)
    return answer.headers["location"]


def rename(book: bytes, old: str, new: str) -> bytes:
    """Change the cells of a workbook that say one thing."""
    opened = load_workbook(BytesIO(book))
    cells = [cell for sheet in opened for row in sheet.iter_rows() for cell in row if cell.value == old]
    assert cells and all(sheet.sheet_state in ("visible", "hidden", "veryHidden") for sheet in opened)
    for cell in cells:
        if cell.parent.sheet_state == "visible":
            cell.value = new
    out = BytesIO()
    opened.save(out)
    return out.getvalue()


def test_the_map_goes_out_as_a_workbook_and_comes_back_as_one_edit(desk: Desk, havsakra_file: Path) -> None:
    before, old = havsakra_file.read_bytes(), desk.session.content.nodes["c1"].name
    book = rename(desk.get("/workbook").content, old, "Höst-torg")
    screen = send(desk, "C:\\kartor\\..\\karta.xlsx", book)
    said = desk.read(screen)
    assert "Höst-torg" in said and old in said and "(c1)" not in said
    assert havsakra_file.read_bytes() == before  # only looked at
    assert desk.post(screen).headers["location"] == "/"
    new = read_valid_map(havsakra_file)
    assert new.nodes["c1"].name == "Höst-torg"
    assert len(new.labelled("Position")) == len(desk.session.content.labelled("Position"))  # those not in the workbook
    assert "karta.xlsx" in desk.read("/history")
    assert desk.get(screen).status == 404  # it is kept until it is read in
    assert desk.post("/undo/1").status == 303 and havsakra_file.read_bytes() == before


def test_an_empty_map_takes_a_filled_in_file(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    desk = Desk(open_session(folder / "samverkan.samverkan"))
    assert 'href="/workbook"' in desk.get("/").content.decode() and "data-upload" in desk.get("/").content.decode()
    assert load_workbook(BytesIO(desk.get("/workbook").content)).sheetnames
    screen = send(desk, "ekby.yaml", MAP.encode())
    assert "1 ny" in desk.read(screen)
    assert not list(folder.iterdir())  # nothing is made before it is read in
    assert desk.post(screen).status == 303
    assert "Ekby" in desk.read("/")
    more = send(desk, "mer.yaml", MAP.replace("id: a", "id: b").replace("Samordnare", "Gatuchef").encode())
    assert "Gatuchef" in desk.read(more)
    assert desk.post(more).status == 303 and {"a", "b"} <= desk.session.content.nodes.keys()


def test_what_is_wrong_is_said_as_load_says_it(tmp_path: Path) -> None:
    desk = Desk(open_session(tmp_path / "samverkan.samverkan"))
    broken = MAP.replace("kind: post", "kind: nonsense")
    (tmp_path / "broken.yaml").write_text(broken, "utf-8")
    with pytest.raises(MapProblemsError) as caught:
        load_map(tmp_path / "broken.yaml", Where(str(tmp_path / "x.samverkan"), {}, tmp_path), "new", Terms())
    answer = desk.get(send(desk, "broken.yaml", broken.encode()))
    said = to_words(answer)
    assert answer.status == 422 and desk.session.say_error(caught.value).message in said
    assert "nonsense" in said and "rad 6" in said
    assert desk.get(send(desk, "bok.xlsx", b"no workbook at all")).status == 422
    assert desk.get(send(desk, "rader.csv", b"a;b\n1;2\n")).status == 422


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("karta.exe", "AAAA"),
        ("karta.yaml", ""),
        ("karta.yaml", "å"),
        (".xlsx", "AAAA"),
        ("", ""),
        ("x\0.yaml\r\n", "A"),
    ],
)
def test_what_is_no_file_of_a_map_is_refused(tmp_path: Path, name: str, content: str) -> None:
    desk = Desk(open_session(tmp_path / "samverkan.samverkan"))
    answer = desk.post("/sheet", name=name, content=content)
    assert answer.status == 422 and "Något gick fel" not in to_words(answer)
    assert not list(tmp_path.iterdir())


TABLE = "Benämning;Hör till;Telefon\nLokal samordnare;Havsåkra kommun;070-1\nVäktare;Havsåkra kommun;070-2\n"


def test_a_table_that_nobody_knows_asks_what_its_columns_are(desk: Desk, havsakra_file: Path) -> None:
    before = havsakra_file.read_bytes()
    screen = send(desk, "okänt.csv", TABLE.encode())
    asked = desk.get(screen).content.decode().split("<main")[1]  # what stands before is the map's stamp, of any digits
    assert "Lokal samordnare; Väktare" in asked and 'name="all kind"' in asked
    assert "070" not in asked and "heading 2" not in asked  # a telephone number is never asked about
    told = {"heading 0": "Benämning", "heading 1": "Hör till", "all kind": "post"}
    for form in ({"column 0": ""}, {"column 0": "name", "column 1": "name"}):
        refused = desk.post(f"{screen}/told", section="actors", **told, **form)
        assert refused.status == 422 and "desk-wrong" in refused.content.decode()
    told |= {"column 0": "name", "column 1": "part_of"}
    assert desk.post(f"{screen}/told", section="actors", **told).headers["location"] == screen
    seen = desk.read(screen)
    assert "Väktare" in seen and "2 nya" in seen and havsakra_file.read_bytes() == before
    assert desk.post(f"{screen}/told", again="1").status == 303 and "Vad är kolumnerna" in desk.read(screen)
    desk.post(f"{screen}/told", section="actors", **told)
    assert desk.post(screen).status == 303
    content = read_valid_map(havsakra_file)
    guards = [n for n in content.labelled("Actor") if n.name == "Väktare"]
    assert [n.text("kind") for n in guards] == ["post"]
    assert [n.name for n in content.targets(guards[0].id, "PART_OF")] == ["Havsåkra kommun"]
    assert [f.name for f in havsakra_file.parent.iterdir() if "recept" in f.name or "okänt" in f.name] == []


def test_what_was_chosen_for_columns_stands_again_when_it_is_refused(desk: Desk) -> None:
    screen = send(desk, "okänt.csv", "Förslag;Tanke\nBelysning;Ljus\n".encode())
    told = {"heading 0": "Förslag", "heading 1": "Tanke", "column 0": "name", "column 1": "name"}
    refused = desk.post(f"{screen}/told", section="initiatives", **told).content.decode()
    assert 'name="section" value="initiatives"' in refused
    assert refused.count('<option value="name" selected>') == 2


def test_a_column_far_behind_those_that_are_not_asked_about_is_heard() -> None:
    form = {"section": "actors", "heading 6": "Funktion", "column 6": "name", "all kind": "post"}
    assert read_told(Told(), form).columns == {"Funktion": "name"}


def test_another_kind_of_row_forgets_nothing_that_was_chosen(desk: Desk) -> None:
    screen = send(desk, "okänt.csv", "Förslag;Tanke;Kod\nBelysning;Ljus;x\n".encode())
    told = {"heading 0": "Förslag", "heading 1": "Tanke", "heading 2": "Kod"}
    picked = {"column 0": "name", "column 1": "short", "column 2": "", "all kind": "post"}
    answer = desk.post(f"{screen}/told", section="actors", rows="initiatives", **told, **picked)
    other = desk.get(answer.headers["location"]).content.decode()
    assert 'name="section" value="initiatives"' in other and other.count('<option value="name" selected>') == 1
    picked = {"column 0": "name", "column 1": "outcome", "column 2": "", "all status": "idea"}
    answer = desk.post(f"{screen}/told", section="initiatives", rows="actors", **told, **picked)
    again = desk.get(answer.headers["location"]).content.decode()
    chosen = ('value="name" selected', 'value="short" selected', 'value="post" selected')
    assert all(again.count(one) == 1 for one in chosen)
    desk.post(f"{screen}/told", section="initiatives", **told, **picked)
    desk.post(f"{screen}/told", again="1")
    last = desk.get(screen).content.decode()  # what a row is stands, too
    assert 'name="section" value="initiatives"' in last and last.count('value="outcome" selected') == 1


def test_columns_of_one_heading_and_with_braces_are_asked_about_each(desk: Desk) -> None:
    """Two are called Del: the second is the one that says where each belongs."""
    table = "Benämning {ny};Del;Plats;Del\nNattvakt;x;y;Havsåkra kommun\nVäktare;x;y;Havsåkra kommun\n"
    screen = send(desk, "okänt.csv", table.encode())
    asked = desk.read(screen)
    assert "Del (2) Havsåkra kommun" in asked and "klarar sig utan namn" not in asked
    told = {"heading 0": "Benämning (ny)", "heading 1": "Del", "heading 3": "Del (2)", "all kind": "post"}
    desk.post(f"{screen}/told", section="actors", **told, **{"column 0": "name", "column 3": "part_of"})
    assert desk.post(screen).status == 303
    guards = [n.id for n in desk.session.content.labelled("Actor") if n.name == "Väktare"]
    assert [n.name for n in desk.session.content.targets(guards[0], "PART_OF")] == ["Havsåkra kommun"]


def test_a_question_about_a_name_on_two_lines_is_answered(desk: Desk) -> None:
    """A browser would send the line break of a field's name otherwise than it got it."""
    screen = send(desk, "okänt.csv", 'Benämning;Hör till\nVäktare;"Nya\nBolaget"\n'.encode())
    told = {"heading 0": "Benämning", "heading 1": "Hör till", "column 0": "name", "column 1": "part_of"}
    desk.post(f"{screen}/told", section="actors", **told, **{"all kind": "post"})
    assert 'name="answer new Actor Nya Bolaget"' in desk.get(screen).content.decode()
    desk.post(f"{screen}/told", **{"answer new Actor Nya Bolaget": "company"})
    assert desk.post(screen).status == 303
    assert "Nya Bolaget" in {n.name for n in desk.session.content.labelled("Actor")}


def test_a_heading_with_a_number_stays_beside_one_that_comes_again(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Del;Plats;Del;Del (2)\na;b;c;d\n", "utf-8")
    table = find_table(file)
    assert table.headings == ("Del", "Plats", "Del (3)", "Del (2)")
    assert table.lines[0].cells == {"Del": "a", "Plats": "b", "Del (3)": "c", "Del (2)": "d"}


def test_who_a_table_names_and_nobody_knows_is_asked_and_added(desk: Desk) -> None:
    """Nattvakt stands in for Väktare, who is another row; Nya Bolaget is nowhere: it is asked what it is."""
    table = "Benämning;Hör till;Vikarie för\nVäktare;Nya Bolaget;\nNattvakt;nya bolaget;Väktare\n"
    screen = send(desk, "okänt.csv", table.encode())
    told = {"heading 0": "Benämning", "heading 1": "Hör till", "heading 2": "Vikarie för", "all kind": "post"}
    columns = {"column 0": "name", "column 1": "part_of", "column 2": "stands_in_for"}
    desk.post(f"{screen}/told", section="actors", **told, **columns)
    answer = desk.get(screen)
    asked = answer.content.decode()
    assert answer.status == 200 and "desk-wrong" not in asked
    assert asked.count('name="answer new ') == 1 and "Nya Bolaget finns inte i kartan" in asked
    desk.post(f"{screen}/told", **{"answer new Actor Nya Bolaget": ""})
    assert "desk-wrong" in desk.get(screen).content.decode()  # without an answer it cannot be read
    desk.post(f"{screen}/told", **{"answer new Actor Nya Bolaget": "company"})
    assert "3 nya" in desk.read(screen) and desk.post(screen).status == 303
    content = desk.session.content
    named = {n.name: n for n in content.labelled("Actor")}
    assert named["Nya Bolaget"].text("kind") == "company"
    for who in ("Väktare", "Nattvakt"):
        assert [n.name for n in content.targets(named[who].id, "PART_OF")] == ["Nya Bolaget"]
    assert [n.name for n in content.targets(named["Nattvakt"].id, "STANDS_IN_FOR")] == ["Väktare"]


def test_what_a_file_asks_is_answered_on_the_screen(desk: Desk) -> None:
    """Who has a stance is in the map; on what ground nobody has said, so that the stances are left out until then."""
    actor, issue = desk.session.content.nodes["p-gatuchef"].name, desk.session.content.labelled("Issue")[0].name
    screen = send(desk, "hållning.csv", f"Intressent;{issue}\n{actor};+\n".encode())
    first = desk.read(screen)
    assert "Vad vet ni om hållningarna i hållning.csv" in first and "Samma sak står redan" not in first
    answers = {"answer basis hållning.csv": "skriftligt", "answer stated_on hållning.csv": "2025-09-30"}
    assert desk.post(f"{screen}/told", **answers).status == 303
    assert "1 ny" in desk.read(screen)


def test_who_reads_sends_nothing(havsakra_file: Path) -> None:
    before = havsakra_file.read_bytes()
    reader = Desk(open_session(havsakra_file, lasting=False))
    assert reader.post("/sheet", name="x.yaml", content="AAAA").status == 422
    assert "data-upload" not in reader.get("/sheet").content.decode()
    assert havsakra_file.read_bytes() == before
    assert [f.name for f in havsakra_file.parent.iterdir()] == [havsakra_file.name]
