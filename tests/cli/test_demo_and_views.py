"""demo and view: what they write, what they leave alone."""

from __future__ import annotations

import json
import re
import shlex

import pytest
from command_line import HAVSAKRA

from samverkan.texts import Texts

PAGE = "samverkan-demo/c1.html"
MAP = "samverkan-demo/map.yaml"


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_demo_plans_and_tells_where_the_page_lies(run, folder, lang):
    done = run("demo", "--lang", lang)
    assert (done.code, done.err) == (0, "")
    assert "Sommartorg – mötesplats varje torsdag" in done.out
    assert str((folder / PAGE).resolve()) in done.out
    assert (folder / MAP).read_bytes() == HAVSAKRA.read_bytes()
    assert f'<html lang="{lang}"' in (folder / PAGE).read_text("utf-8")


def test_demo_again_changes_nothing(run, folder):
    run("demo")
    before = {path.name: path.read_bytes() for path in (folder / "samverkan-demo").iterdir()}
    assert run("demo").code == 0
    assert {path.name: path.read_bytes() for path in (folder / "samverkan-demo").iterdir()} == before


def test_demo_renews_its_own_older_map(run, folder, monkeypatch):
    import samverkan.workflows.demo as workflow

    older = folder / "older" / "havsakra"
    older.mkdir(parents=True)
    (older / "map.yaml").write_bytes(HAVSAKRA.read_bytes() + b"# of an older version\n")
    with monkeypatch.context() as patch:
        patch.setattr(workflow, "find_folder", lambda _name: folder / "older")
        assert run("demo").code == 0
    assert b"older version" in (folder / MAP).read_bytes()
    assert run("demo").code == 0
    assert (folder / MAP).read_bytes() == HAVSAKRA.read_bytes()


def test_demo_leaves_a_changed_map_alone_and_plans_from_it(run, folder):
    run("demo")
    changed = (folder / MAP).read_text("utf-8").replace("Sommartorg", "Vintertorg")
    (folder / MAP).write_text(changed, "utf-8")
    done = run("demo")
    assert done.code == 0
    assert (folder / MAP).read_text("utf-8") == changed
    assert "Vintertorg" in done.out and "lämnades i fred" in done.out
    assert "Vintertorg" in (folder / PAGE).read_text("utf-8")
    assert run("demo", "--force").code == 0
    assert (folder / MAP).read_bytes() == HAVSAKRA.read_bytes()


def test_demo_leaves_somebody_elses_map_alone(run, folder):
    (folder / "map.yaml").write_text("samverkan: 1\ntitle: Min\nprofile: none\nlanguage: sv\n", "utf-8")
    assert run("demo", ".").code == 2
    assert "title: Min" in (folder / "map.yaml").read_text("utf-8")


def test_demo_does_not_overwrite_a_page_that_is_not_samverkans(run, folder):
    (folder / "samverkan-demo").mkdir()
    (folder / PAGE).write_text("<html>mitt</html>", "utf-8")
    assert run("demo").code == 2
    assert (folder / PAGE).read_text("utf-8") == "<html>mitt</html>"


def test_demo_into_a_file_is_refused(run, folder):
    (folder / "samverkan-demo").write_text("x", "utf-8")
    assert run("demo").code == 2


def test_demo_as_json_says_where_everything_lies(run):
    found = run("demo", "plats", "--format", "json").data
    assert found["plan"]["initiative"]["id"] == "c1"
    assert {"folder", "map", "page"} <= set(found)


def test_demo_leaves_a_folder_in_which_commands_find_the_map(run, folder, monkeypatch):
    run("demo")
    monkeypatch.chdir(folder / "samverkan-demo")
    assert run("plan", "c1").code == 0


def test_a_page_is_replaced_by_a_page_but_nothing_else_is(run, folder):
    page = folder / "sida.html"
    assert run("view", "decision-path", "c1", "-o", page, on=HAVSAKRA).code == 0
    first = page.read_text("utf-8")
    assert '<meta name="generator" content="samverkan' in first
    assert run("view", "decision-path", "s1", "-o", page, on=HAVSAKRA).code == 0
    assert page.read_text("utf-8") != first
    page.write_text("anteckningar", "utf-8")
    assert run("view", "decision-path", "c1", "-o", page, on=HAVSAKRA).code == 2
    assert page.read_text("utf-8") == "anteckningar"
    assert run("view", "decision-path", "c1", "-o", page, "--force", on=HAVSAKRA).code == 0


def test_plan_makes_its_page_on_the_way(run, folder):
    done = run("plan", "c1", "--html", "vag.html", on=HAVSAKRA)
    assert done.code == 0 and "vag.html" in done.err
    assert "Gatuchef" in (folder / "vag.html").read_text("utf-8")


def test_a_page_that_cannot_be_made_is_not_written(run, folder):
    assert run("view", "decision-path", "i05", "-o", "x.html", on=HAVSAKRA).code == 2
    assert run("view", "decision-path", "c1", "--positions", "inga.json", "-o", "x.html", on=HAVSAKRA).code == 2
    assert not (folder / "x.html").exists()


def test_a_network_stands_where_it_stood_and_is_the_same_to_the_byte(run, folder):
    run("load", HAVSAKRA)
    for name in ("ett.html", "två.html"):
        assert run("view", "network", "-o", name).code == 0
    first, second = ((folder / name).read_text("utf-8") for name in ("ett.html", "två.html"))
    assert first == second
    assert run("store", "copy", "kopia.samverkan").code == 0
    (folder / "lägen.json").write_text('{"positions": {"p-gatuchef": [123456, 0], "polis": {"x": 1, "y": 2}}}', "utf-8")
    assert run("view", "network", "--positions", "lägen.json", "-o", "tre.html").code == 0
    assert (folder / "tre.html").read_text("utf-8") != first


def test_a_network_stands_still_while_another_day_or_a_meeting_is_looked_at(run, folder):
    """Who is not on that page, since it is not there yet or only a contact holds it there, keeps its place."""

    def read(*more):
        assert run("view", "network", *more, "-o", "x.html").code == 0
        found = re.search(r'id="data">(.*?)</script>', (folder / "x.html").read_text("utf-8"), re.S)
        nodes = json.loads(found[1])["nodes"]
        return {n["id"]: [n.get(key) for key in ("x", "y", "box", "column", "order")] for n in nodes}

    run("load", HAVSAKRA)
    early, late = read("--as-of", "2021-05-10"), read()
    assert early.keys() - late.keys() == {"kusttrafiken-ab"}
    assert [i for i in early.keys() & late.keys() if early[i][:4] != late[i][:4]] == []
    assert read("--as-of", "2021-05-10") == early
    planned, met = read("--issue", "i05"), read("--issue", "i05", "--meeting")
    assert planned.keys() - met.keys() == {"norrbackens-if"}
    assert read("--issue", "i05") == planned


@pytest.mark.parametrize("place", ['{"x": NaN, "y": 1}', '{"x": 1e999, "y": 1}', "[1, -Infinity]", '["here", 1]'])
def test_a_place_that_is_no_place_is_an_error_of_the_file(run, folder, place):
    (folder / "lägen.json").write_text(f'{{"p-gatuchef": {place}}}', "utf-8")
    done = run("view", "network", "--positions", "lägen.json", "-o", "x.html", on=HAVSAKRA)
    assert done.code == 2 and "lägen.json" in done.err
    assert not (folder / "x.html").exists()


def test_a_view_takes_names_and_refuses_the_wrong_kind_of_thing(run, folder):
    assert run("view", "network", "--around", "gatuchef", "-o", "x.html", on=HAVSAKRA).code == 0
    assert run("view", "network", "--around", "norrbacken", "-o", "y.html", on=HAVSAKRA).code == 2
    assert run("view", "readiness", "c1", "-o", "y.html", on=HAVSAKRA).code == 2
    assert not (folder / "y.html").exists()


@pytest.mark.parametrize(
    ("asked", "able"),
    [
        (["decision-path", "c1", "--area", "norrbacken"], "readiness, network"),
        (["causes", "i04", "--issue", "i04"], "readiness, network"),
        (["readiness", "--around", "p-gatuchef"], "network"),
        (["situation", "p-samordnare", "--issue", "i04"], "readiness, network"),
    ],
)
def test_an_option_that_a_view_cannot_use_is_refused(run, folder, asked, able):
    done = run("view", *asked, "-o", "x.html", on=HAVSAKRA)
    assert done.code == 2 and asked[-2] in done.err and able in done.err
    assert not (folder / "x.html").exists()


def test_a_meeting_page_holds_no_position(run, folder):
    run("view", "decision-path", "c1", "--meeting", "-o", "x.html", on=HAVSAKRA)
    page = (folder / "x.html").read_text("utf-8")
    assert "Gatuchef" in page and "renhållning och slitage" not in page


STEPS = "steps:\n  - header: Polisen först\n    lit: [polis]\n  - header: Vägen\n    lit: [p-kommunpolis]\n"


def test_written_steps_stand_on_the_page_and_a_meeting_drops_what_it_may_not_show(run, folder):
    (folder / "steg.yaml").write_text(STEPS, "utf-8")
    done = run("view", "decision-path", "c1", "--steps", "steg.yaml", "-o", "c1.html", on=HAVSAKRA)
    assert (done.code, done.err) == (0, "")
    assert "Polisen först" in (folder / "c1.html").read_text("utf-8")
    done = run("view", "decision-path", "c1", "--meeting", "--steps", "steg.yaml", "-o", "möte.html", on=HAVSAKRA)
    assert done.code == 0
    assert "Steg 2 (Vägen)" in done.err
    page = (folder / "möte.html").read_text("utf-8")
    assert "Polisen först" in page and "Vägen" not in page


def test_steps_with_mistakes_are_told_with_file_row_and_field(run, folder):
    (folder / "steg.yaml").write_text("steps:\n  - header: A\n    lit: [polisn]\n", "utf-8")
    done = run("view", "network", "--steps", "steg.yaml", "-o", "x.html", on=HAVSAKRA)
    assert done.code == 1
    assert "steg.yaml:3: 1: lit:" in done.err and "Menade du polis?" in done.err
    assert not (folder / "x.html").exists()
    assert run("view", "network", "--steps", "inga.yaml", "-o", "x.html", on=HAVSAKRA).code == 2
    assert run("view", "network", "--steps", "steg.yaml", "-o", "x.svg", on=HAVSAKRA).code == 2


def test_places_saved_from_a_page_are_read_back(run, folder):
    def read(name):
        found = re.search(r'id="data">(.*?)</script>', (folder / name).read_text("utf-8"), re.S)
        return {node["id"]: [node["x"], node["y"]] for node in json.loads(found[1])["nodes"]}

    run("view", "network", "-o", "ett.html", on=HAVSAKRA)
    places = read("ett.html") | {"p-gatuchef": [777, -333]}
    (folder / "positions.json").write_text(json.dumps({"positions": places}), "utf-8")
    run("view", "network", "--positions", "positions.json", "-o", "två.html", on=HAVSAKRA)
    assert read("två.html") == places


def test_the_groups_of_an_overview_stand_where_they_stood(run, folder):
    import sqlite3

    from view_maps import build_synthetic

    from samverkan.tables.map_file import write_map_file

    write_map_file(build_synthetic(820), folder / "stor.yaml", replace=False)
    run("load", "stor.yaml")
    for name in ("ett.html", "två.html"):
        assert run("view", "network", "-o", name).code == 0
    assert (folder / "ett.html").read_bytes() == (folder / "två.html").read_bytes()
    with sqlite3.connect(folder / "samverkan.samverkan") as connection:
        kept = {row[0] for row in connection.execute("SELECT node FROM positions WHERE view = 'network'")}
        connection.execute("UPDATE positions SET x = x + 1000")
    connection.close()
    assert kept and all(node.startswith("group:") for node in kept)  # who is in them is a list of names
    assert run("view", "network", "-o", "tre.html").code == 0
    assert (folder / "tre.html").read_bytes() != (folder / "ett.html").read_bytes()


@pytest.mark.parametrize("name", ["net.png", "net.PDF", "net.csv"])
def test_a_page_is_not_written_into_what_is_no_page(run, folder, name):
    done = run("view", "network", "-o", name, on=HAVSAKRA)
    assert (done.code, list(folder.iterdir())) == (2, [])
    assert "Låt filens namn sluta på något av: .html, .htm, .svg, .pptx." in done.err
    done = run("plan", "c1", "--html", name, on=HAVSAKRA)
    assert (done.code, list(folder.iterdir())) == (2, [])


# cli.md: a planning page holds them, its svg does not
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sida.html", "Sidan rymmer en egen bedömning. Ska den visas för andra: --meeting utelämnar den.\n"),
        ("bild.svg", "En egen bedömning är utelämnad, eftersom svaret lämnar skärmen.\n"),
    ],
)
def test_own_assessments_on_a_page_are_counted_aloud(run, name, said):
    done = run("view", "decision-path", "d1", "-o", name, on=HAVSAKRA)
    assert done.err == said
    done = run("view", "network", "-o", name, "--force", on=HAVSAKRA)
    # the second of the map is past its 90 days and in no page any more
    assert done.err == said
    assert run("view", "network", "--meeting", "-o", name, "--force", on=HAVSAKRA).err == ""
    assert run("view", "decision-path", "c1", "-o", name, "--force", on=HAVSAKRA).err == ""


def test_own_assessments_on_the_page_of_a_plan_are_counted_aloud(run, folder):
    done = run("plan", "d1", "--html", "vag.html", on=HAVSAKRA)
    assert "Sidan rymmer en egen bedömning." in done.err
    assert "samverkan view decision-path d1 --meeting" in done.err
    assert (folder / "vag.html").exists()
    assert "bedömning" not in run("plan", "c1", "--html", "utan.html", on=HAVSAKRA).err


_SHAPES = {"views_readiness": "i01", "views_situation": "p-gatuchef", "views_influence": "c1", "views_causes": "i01"}
_SHAPES |= {"views_delegation": "d-fysisk", "views_interventions": "i01", "views": "i01"}
_STAND_INS = {"FRÅGA": "i01", "ISSUE": "i01", "AKTÖR": "tfn", "ACTOR": "tfn", "INSATS": "c1", "INITIATIVE": "c1"}
_STAND_INS |= {"ÄRENDE": "d-fysisk", "MATTER": "d-fysisk", "DATUM": "2027-01-01", "DATE": "2027-01-01"}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_an_empty_view_lacks_is_added_as_its_hint_says(run, folder, lang):
    """At a prompt the hint is a command: with things of the map in place of its capitals it runs."""
    for words, thing in _SHAPES.items():
        hint = Texts(lang)(f"{words}.{'empty-issue' if words == 'views' else 'empty'}-prompt", id=thing)
        for command in re.findall(r"samverkan (.+?)(?:, (?:eller|or) |$)", hint):
            for word, stand_in in _STAND_INS.items():
                command = re.sub(rf"\b{word}\b", stand_in, command)
            done = run(*shlex.split(command), "--dry-run", "--lang", lang, on=HAVSAKRA)
            assert done.code == 0, (command, done.err)
