"""Tables as municipalities have them become a map: delegation orders, contact lists, action plans. All invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import run_program

from samverkan.tables.map_file import read_map_file
from samverkan.tables.own.parts import find_amount, pair_letters, split_names


def sheet(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def take(path: Path, recipe: str | None = None) -> tuple[Any, Any]:
    options: list[Any] = []
    if recipe:
        (path.parent / "r.yaml").write_text(f"recipe: 1\n{recipe}", "utf-8")
        options = ["--recipe", path.parent / "r.yaml"]
    store = path.with_name("s.samverkan")
    done = run_program("import", path, *options, "--yes", "--format", "json", "--lang", "sv", on=store)
    assert done.code == 0, done.err
    run_program("save", path.with_name("ut.json"), "--force", on=store)
    content, problems = read_map_file(path.with_name("ut.json"))
    assert content is not None, problems
    return done.data, content


def holders(content: Any, matter: str) -> set[str]:
    (node,) = [n for n in content.labelled("Matter") if n.name == matter]
    return {h.name for m in content.origins(node.id, "COVERS") for h in content.origins(m.id, "HOLDS")}


HEADS = [
    ("Avsnitt", "Lagrum", "Ärende", "Lägsta beslutsnivå", "Anmäls till/anmärkning"),
    ("Nr", "Författning", "Ärende", "Delegat", "Anteckningar"),
    ("Punkt", "Lag", "Beslut", "Delegat", "Ändring"),
    ("Nr", "Lagrum", "Ärende/Ärendegrupp", "Beslutande var för sig", "Kommentar"),
    ("Nr", "Lagrum", "Ärendetyp", "Beslutsfattare", "Villkor"),
]


@pytest.mark.parametrize("heads", HEADS)
def test_a_delegation_order_becomes_matters_and_mandates(tmp_path: Path, heads: tuple[str, ...]) -> None:
    path = sheet(
        tmp_path / "Delegationsordning TN 2025-03-12.xlsx",
        ("Tekniska nämndens delegationsordning",),
        heads,
        ("2.1 GATOR",),
        ("2.1.1", "KL 6:37", "Flytt av skylt", "Gatuchef/Trafikingenjör", None),
        ("2.1.2", None, "Inköp upp till 300 tkr", "Gatuchef", "i samråd med ekonomichef"),
        heads,
        ("2.2 ANSTÄLLNING",),
        ("2.2.1", None, "a) tillsvidare b) vikariat", "a) Förvaltningschef b) Enhetschef", None),
        ("2.2.2", None, "Yttrande till länsstyrelsen", None, None),
    )
    data, content = take(path)
    assert holders(content, "Flytt av skylt") == {"Gatuchef", "Trafikingenjör"}
    assert holders(content, "tillsvidare") == {"Förvaltningschef"} and holders(content, "vikariat") == {"Enhetschef"}
    (bought,) = [m for m in content.labelled("Mandate") if "limit" in m.properties]
    assert bought.properties["limit"] == 300_000
    assert bought.properties["conditions"] == "i samråd med ekonomichef"
    left = {row["reason"]: row["count"] for row in data["left_out"]}
    # five mandates of which nobody said whom they come from, and one who is only heard in words
    assert left == {"no-delegate": 1, "no-board": 5, "hearing": 1}
    (source,) = content.labelled("Source")
    assert (str(source.properties["date"]), source.properties["kind"]) == ("2025-03-12", "delegation_order")
    assert all(content.out(m.id, "SOURCED_BY") for m in content.labelled("Mandate"))
    cited = [r for m in content.labelled("Mandate") for r in content.out(m.id, "SOURCED_BY")]
    locators = {str(r.properties.get("locator")) for r in cited}
    assert "2.2.1 a" in locators
    again, _ = take(path)
    assert again["changes"] == []


def test_a_recipe_names_the_board_and_what_words_mean(tmp_path: Path) -> None:
    town = tmp_path / "k.yaml"
    town.write_text(
        "samverkan: 1\nactors:\n  - {id: tn, name: Tekniska nämnden, kind: board}\n"
        "  - {id: gc, name: Chef gata, kind: post, part_of: tn}\n",
        "utf-8",
    )
    assert run_program("load", town, on=tmp_path / "s.samverkan").code == 0
    path = sheet(tmp_path / "d.xlsx", ("Vad", "Vem får", "x"), ("Skylt", "Avd.chef", "1"), ("Yttrande", None, "2"))
    assert run_program("import", path, "--yes", on=tmp_path / "s.samverkan").code == 2
    _, content = take(path, "columns: {matter: Vad, delegate: Vem får}\nwords: {Avd.chef: gc}\nboard: tn\n")
    assert holders(content, "Skylt") == {"Chef gata", "Tekniska nämnden"}
    assert holders(content, "Yttrande") == {"Tekniska nämnden"}
    origins = [(r.start, r.end) for r in content.relations if r.type == "DELEGATED_FROM"]
    assert origins == [("md-skylt-gc", "md-skylt-tn")]  # the board's own, from which the chief's is delegated
    (tmp_path / "r.yaml").rename(tmp_path / "d.recept.yaml")
    again = run_program("import", path, "--yes", "--format", "json", on=tmp_path / "s.samverkan")
    assert again.code == 0 and again.data["changes"] == []  # a recipe beside the file is used by itself
    wrong = run_program("import", path, "--recipe", tmp_path / "fel.yaml", on=tmp_path / "s.samverkan")
    assert wrong.code == 2


def test_a_contact_list_gives_posts_and_organisations_and_no_names(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "kontakter.xlsx",
        ("Namn", "Befattning", "Förvaltning", "E-post", "Mobiltelefon"),
        ("Kim Test", "Rektor", "Norrskolan", "kim@example.se", "070"),
        ("Lo Test", "Rektor", "Söderskolan", "lo@example.se", "070"),
        ("Mo Test", "Fritidschef", "Fritid", "mo@example.se", "070"),
    )
    data, content = take(path)
    assert {n.name for n in content.labelled("Actor")} == {
        "Rektor", "Norrskolan", "Rektor Söderskolan", "Söderskolan", "Fritidschef", "Fritid",
    }  # fmt: skip
    assert {row["reason"]: row["count"] for row in data["left_out"]} == {"private-column": 3}
    again = sheet(path.with_name("fler.xlsx"), ("Befattning", "Förvaltning"), ("Kock", "Fritid"), ("Vakt", "Fritid"))
    rows = run_program(
        "import", again, "--dry-run", "--yes", "--format", "json", on=path.with_name("s.samverkan")
    ).data["changes"]
    made = {r["after"]["name"]: r["where"] for r in rows if r["label"] == "Actor"}
    assert made == {"Kock": f"{again}, Sheet!A2", "Vakt": f"{again}, Sheet!A3"}, "the row that asks for each"
    assert "Kim" not in path.with_name("ut.json").read_text("utf-8") and "example.se" not in str(data)


def test_an_identity_number_stops_everything(tmp_path: Path) -> None:
    path = sheet(tmp_path / "k.xlsx", ("Namn", "Befattning", "Enhet"), ("Kim 850709-9805", "Rektor", "Skolan"))
    done = run_program("import", path, "--yes", "--lang", "sv", on=tmp_path / "s.samverkan")
    assert done.code == 2 and "rad 2" in done.err and "850709" not in done.err


def test_an_action_plan_ties_causes_to_measures(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "atgardsplan.xlsx",
        ("Orsak", "Åtgärd", "Operativa mål", "När", "Vem", "Uppföljning"),
        ("1. Mörkt på torget", "1. Bättre belysning", "x", "hösten", "Gatuchef", "pågår"),
    )
    data, content = take(path)
    (measure,) = content.labelled("Initiative")
    assert measure.name == "Bättre belysning" and measure.properties["outcome"] == "pågår"
    assert [n.name for n in content.targets(measure.id, "ADDRESSES")] == ["Mörkt på torget"]
    assert [n.name for n in content.origins(measure.id, "INVOLVED_IN")] == ["Gatuchef"]
    assert {row["reason"] for row in data["left_out"]} == {"when"}


@pytest.mark.parametrize(
    "data",
    [
        "Ärende;Delegat\nFlytt på gång;Förvaltningschef\n".encode("cp1252"),
        b"\xef\xbb\xbf" + "Ärende;Delegat\nFlytt på gång;Förvaltningschef\n".encode(),
        "Ärende\tDelegat\nFlytt på gång\tFörvaltningschef\n".encode("utf-16"),
        "Ärende;Delegat\nFlytt på gång;Förvaltningschef\n".encode("mac_roman"),
        "Ärende,Delegat\nFlytt på gång,Förvaltningschef\n".encode(),
    ],
)
def test_csv_of_any_excel(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "d.csv"
    path.write_bytes(data)
    _, content = take(path)
    assert holders(content, "Flytt på gång") == {"Förvaltningschef"}


def test_the_parts_of_a_cell() -> None:
    assert pair_letters("Anställning av: a) chef b) lärare", "a) X b) Y") == [
        ("a", "Anställning av: chef", "X"),
        ("b", "Anställning av: lärare", "Y"),
    ]
    assert pair_letters("a) x b) y", "Z") == [("a", "x", "Z"), ("b", "y", "Z")]
    assert split_names("Chef*/Ingenjör\nAssistent") == ["Chef", "Ingenjör", "Assistent"]
    assert (find_amount("högst 50 000 kr"), find_amount("upp till 1.5 basbelopp"), find_amount("max 2 mnkr")) == (
        50_000, None, 2_000_000,
    )  # fmt: skip


def fill(path: Path, *rows: tuple[int, dict[str, str]]) -> None:
    """Fill in cells of some rows under the headings of a workbook, as a user would."""
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in book.active[1]}
    for number, said in rows:
        for heading, value in said.items():
            book.active.cell(number, heads[heading]).value = value
    book.save(path)


TWICE = (("Roll", "Vikarie", "Sak"), ("Gatuchef", "Gatuchef", "Skylt"), ("Parkchef", "Hamnchef", "Bänk"))


def test_a_second_row_tells_columns_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, store = sheet(tmp_path / "lista.xlsx", *TWICE), tmp_path / "s.samverkan"
    first = ["--row", "2", "actor.name=Gatuchef", "actor.kind=befattning", "matter.name=Skylt", "mandate.kind=besluta"]
    unsure = run_program("import", path, *first, "--lang", "sv", on=store)
    assert unsure.code == 2 and "Roll, Vikarie" in unsure.err and "--row" in unsure.err
    wrong = run_program("import", path, *first, "--row", "3", "actor.name=Chefen", "--lang", "sv", on=store)
    assert wrong.code == 2 and "Chefen" in wrong.err
    assert run_program("import", path, "actor.name=Gatuchef", on=store).code == 2  # of which row?
    # a value that is the same in every row and stands in none of them is the same for all: befattning
    both = [*first, "--row=3", "actor.name=Parkchef", "actor.kind=befattning"]
    done = run_program("import", path, *both, "--format", "json", on=store)
    assert done.code == 0, done.err
    recipe = Path(done.data["recipe"]).read_text("utf-8")
    assert "'{Roll}'" in recipe and "Vikarie}" not in recipe
    assert run_program("find", "Hamnchef", "--format", "json", on=store).data == []
    Path(done.data["recipe"]).unlink()
    asked: list[str] = []
    answers = iter(["Hamnchef", "delegationsordning"])  # where the columns differ, and what the file is
    monkeypatch.setattr("samverkan.cli.screen.ask", lambda question: asked.append(question) or next(answers))
    done = run_program("import", path, *first, "--yes", "--format", "json", "--lang", "sv", on=tmp_path / "b.samverkan")
    assert done.code == 0, done.err
    assert "rad 3: Parkchef / Hamnchef" in asked[0] and "lista.xlsx" in asked[1]
    recipe = Path(done.data["recipe"]).read_text("utf-8")
    assert "'{Vikarie}'" in recipe and "source: delegation_order" in recipe
    source = run_program("show", "s-lista", "--format", "json", on=tmp_path / "b.samverkan").data
    assert source["properties"]["kind"] == "delegation_order"


def test_a_row_is_explained_in_a_workbook_that_the_program_makes(tmp_path: Path) -> None:
    path, store = sheet(tmp_path / "lista.xlsx", *TWICE), tmp_path / "s.samverkan"
    assert run_program("import", path, "-o", path, on=store).code == 2
    assert run_program("import", path, "-o", tmp_path / "fyll.xlsx", "--lang", "sv", on=store).code == 0
    empty = run_program("import", tmp_path / "fyll.xlsx", "--lang", "sv", on=store)
    assert empty.code == 2 and "rad 2" in empty.err
    said = {"aktör.namn": "Gatuchef", "aktör.slag": "befattning", "ärendetyp.namn": "Skylt", "mandat.slag": "besluta"}
    fill(tmp_path / "fyll.xlsx", (2, said), (3, {"aktör.namn": "Hamnchef"}))
    done = run_program("import", tmp_path / "fyll.xlsx", "--format", "json", on=store)
    assert done.code == 0, done.err
    assert done.data["taken"] == {
        "Actor": 2,
        "COVERS": 2,
        "HOLDS": 2,
        "Mandate": 2,
        "Matter": 2,
        "SOURCED_BY": 2,
        "Source": 1,
    }
    assert [row["id"] for row in run_program("find", "Hamnchef", "--format", "json", on=store).data] == ["p-hamnchef"]
    # the recipe that came of it is for any table with these headings: the first one, and the next year's
    again = run_program("import", path, "--yes", "--format", "json", on=store)
    assert again.code == 0 and again.data["taken"]["SOURCED_BY"] == 2  # each has got its second source


@pytest.mark.parametrize(("source", "sources"), [("leave_out", 0), ("protokoll", 1), ("nonsens", None)])
def test_a_recipe_says_what_its_file_is(tmp_path: Path, source: str, sources: int | None) -> None:
    path = sheet(tmp_path / "lista.xlsx", ("Orsak", "Var"), ("Mörkt", "Torget"))
    (tmp_path / "lista.recept.yaml").write_text(
        f"recipe: 1\nsource: {source}\nmakes: [{{causes: {{name: '{{Orsak}}'}}}}]\n", "utf-8"
    )
    done = run_program("import", path, "--format", "json", on=tmp_path / "s.samverkan")
    assert done.code == (2 if sources is None else 0), done.err
    assert sources is None or done.data["taken"].get("Source", 0) == sources


def test_a_matrix_of_stances_is_taken_with_a_ground_and_a_day_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = ("Aktör", "Torget", "Skolvägen"), ("Gatukontoret", "+", "emot"), ("Fritid", "?", None)
    path, store = sheet(tmp_path / "lage.xlsx", *rows), tmp_path / "s.samverkan"
    unknown = run_program("import", path, "--lang", "sv", on=store)
    assert unknown.code == 2 and "Gatukontoret" in unknown.err  # of what kind?
    (tmp_path / "lage.recept.yaml").write_text("recipe: 1\nkind: förvaltning\n", "utf-8")
    done = run_program("import", path, "--format", "json", on=store)
    assert done.code == 0, done.err
    assert done.data["taken"] == {"Actor": 1, "Issue": 2}  # ? tells nothing of Fritid, not even that it is there
    assert {row["reason"]: row["count"] for row in done.data["left_out"]} == {"no-ground": 2, "told-to": 1}
    answers = iter(["uttalat i möte", "2026-02-10"])
    monkeypatch.setattr("samverkan.cli.screen.ask", lambda question: next(answers))
    done = run_program("import", path, "--yes", "--format", "json", on=store)
    assert done.code == 0, done.err
    assert done.data["taken"]["Position"] == 2 and {row["reason"] for row in done.data["left_out"]} == {"told-to"}


def test_what_the_days_of_an_action_plan_are_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ("Problem", "Orsak", "Åtgärd", "Tidplan", "Status"), ("Oro", "Mörker", "Lampor", "2026-06-30", "Pågående")
    path = sheet(tmp_path / "plan.xlsx", *rows)
    monkeypatch.setattr(
        "samverkan.cli.screen.ask", lambda question: "prövas till" if "2026-06-30" in question else None
    )
    _, content = take(path)
    (measure,) = content.labelled("Initiative")
    assert (str(measure.properties["pilot_until"]), measure.properties["status"]) == ("2026-06-30", "under_way")
