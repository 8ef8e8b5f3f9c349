"""A workbook loses nothing, and says exactly what somebody changed in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from strategies.maps import maps

from samverkan.edits import find_changes
from samverkan.model import Map
from samverkan.shipped import find_folder
from samverkan.tables.map_file import read_map_file
from samverkan.tables.sentences import to_sentence
from samverkan.tables.workbook.read import Workbook, read_workbook
from samverkan.tables.workbook.write import Options, to_bytes
from samverkan.texts import Texts
from samverkan.workflows.places import find_in_workbook

SLOW = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),  # a failing workbook takes minutes to shrink, and says enough as it is
)
Change = Callable[[openpyxl.Workbook], Any]


@pytest.fixture(scope="module")
def town() -> Map:
    content, _ = read_map_file(find_folder("examples") / "havsakra" / "map.yaml")
    assert content is not None
    return content


def touched(data: bytes) -> openpyxl.Workbook:
    """Return a workbook as a foreign program opens it."""
    return openpyxl.load_workbook(io.BytesIO(data))


_WRITTEN: dict[tuple[int, str], tuple[Map, bytes]] = {}


def written(content: Map, options: Options | None) -> bytes:
    """Return the workbook of a map, written once for all tests that change something in it."""
    key = (id(content), repr(options))
    if key not in _WRITTEN:
        _WRITTEN[key] = content, to_bytes(content, options)  # a map that is kept keeps its identity
    return _WRITTEN[key][1]


def edited(content: Map, change: Change, folder: Path, options: Options | None = None, **how: Any) -> Workbook:
    book = touched(written(content, options))
    change(book)
    path = folder / "karta.xlsx"
    book.save(path)
    return read_workbook(path, **how)


def told(found: Workbook) -> list[str]:
    return [to_sentence(p, Texts("sv")).partition(", ")[2] for p in found.problems if p.severity == "error"]


def place(book: openpyxl.Workbook, sheet: str, heading: str, node_id: str, by: str = "Id") -> Any:
    """Return the cell of a row under a heading."""
    heads = {cell.value: cell.column for cell in book[sheet][1]}
    row = next(r for r in book[sheet].iter_rows(min_row=2) if r[heads[by] - 1].value == node_id)
    return row[heads[heading] - 1]


def differences(old: Map, new: Map | None) -> dict[str, Any]:
    """Return what became of each thing: properties that differ, relations gone and come."""
    assert new is not None
    found: dict[str, Any] = {}
    for i in sorted(old.nodes.keys() | new.nodes.keys()):
        one, two = old.nodes.get(i), new.nodes.get(i)
        if one != two:
            before, after = dict(one.properties) if one else {}, dict(two.properties) if two else {}
            found[i] = {k: after.get(k) for k in (*before, *after) if before.get(k) != after.get(k)}
    relations = [set(map(repr, m.relations)) for m in (old, new)]
    if gone := relations[0] - relations[1]:
        found["gone"] = gone
    if come := relations[1] - relations[0]:
        found["come"] = come
    return found


@SLOW
@given(content=maps(most=2))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, content: Map) -> None:
    path = tmp_path_factory.mktemp("w") / "karta.xlsx"
    data = to_bytes(content)
    path.write_bytes(data)
    found = read_workbook(path)
    assert found.baseline == content
    assert found.content == content, found.problems
    assert (found.missing, found.emptied, found.removed, found.new_ids) == ((), (), (), ())
    assert to_bytes(content) == data


@SLOW
@given(content=maps(most=2))
def test_a_foreign_program_that_saves_it_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, content: Map
) -> None:
    path = tmp_path_factory.mktemp("w") / "karta.xlsx"
    touched(to_bytes(content)).save(path)
    assert read_workbook(path).content == content


def test_sorted_moved_and_renamed_is_no_change(town: Map, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["Mandat"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value
        sheet.title = "Befogenheter"
        place_sheet = book["Platser"]
        place_sheet.move_range("A1:A200", cols=20)
        book.move_sheet("Källor", -10)

    found = edited(town, change, tmp_path)
    assert found.content == town, told(found)


@pytest.mark.parametrize(
    ("sheet", "heading", "thing", "value", "expected"),
    [
        ("Aktörer", "Namn", "tfn", "Tekniska nämnden", {"tfn": {"name": "Tekniska nämnden"}}),
        ("Aktörer", "Slag", "tfn", "utskott", {"tfn": {"kind": "committee"}}),
        ("Aktörer", "Vakant", "p-falt", None, {"p-falt": {"vacant": None}}),
        ("Aktörer", "Vakant", "p-rektor", "ja", {"p-rektor": {"vacant": True}}),
        ("Mandat", "Beloppsgräns", "md13", 120000, {"md13": {"limit": 120000}}),
        ("Mandat", "Gäller från", "md1", "4 mars 2025", {"md1": {"valid_from": date(2025, 3, 4)}}),
        ("Mandat", "Gäller från", "md1", datetime(2025, 3, 4), {"md1": {"valid_from": date(2025, 3, 4)}}),
        ("Överenskommelser", "Ändamål", "o-hall", "skötsel | a\\|b", {"o-hall": {"purposes": ("skötsel", "a|b")}}),
        ("Insatser", "Läge", "t1", "Pågår", {"t1": {"status": "under_way"}}),
    ],
)  # fmt: skip
def test_a_single_edit_is_that_change(
    town: Map, tmp_path: Path, sheet: str, heading: str, thing: str, value: Any, expected: dict[str, Any]
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        place(book, sheet, heading, thing).value = value

    found = edited(town, change, tmp_path)
    assert differences(town, found.content) == expected, told(found)


def test_references_are_read_by_name_by_id_and_in_brackets(town: Map, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        place(book, "Mandat", "Innehas av", "md5").value = "Trafikingenjör | Whatever [tfn]"
        place(book, "Mandat", "Innehas av", "md1").value = "Gatuchef; Trafikingenjör"

    found = edited(town, change, tmp_path)
    assert found.content is not None, told(found)
    holders = [r.start for r in found.content.into("md1", "HOLDS")]
    assert holders == ["p-gatuchef", "p-trafiking"]
    assert [r.start for r in found.content.into("md5", "HOLDS")] == ["p-trafiking", "tfn"]


def test_a_new_row_gets_an_id_and_may_be_named_by_other_rows(town: Map, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["Aktörer"].append([None, "Parkchef Öst", "befattning", "tff"])
        book["Mandat"].append([None, None, "besluta", "Parkchef Öst", "Fysiskt hinder på kommunal GC-väg"])
        book["Platser"].append(["Parkchef Öst", "f-est", "ordinarie"])

    found = edited(town, change, tmp_path)
    assert found.content is not None, told(found)
    assert ("Parkchef Öst", "p-parkchef-ost") in found.new_ids
    content = found.content
    assert [r.end for r in content.out("p-parkchef-ost", "PART_OF")] == ["tff"]
    assert [r.end for r in content.out("p-parkchef-ost", "MEMBER_OF")] == ["f-est"]
    assert len(content.out("p-parkchef-ost", "HOLDS")) == 1


def test_a_row_that_is_deleted_stays_and_one_that_is_marked_goes(town: Map, tmp_path: Path) -> None:
    def delete(book: openpyxl.Workbook) -> None:
        book["Åtaganden"].delete_rows(2)

    def mark(book: openpyxl.Workbook) -> None:
        place(book, "Åtaganden", "Ta bort", "l-kalkyl").value = "ja"

    found = edited(town, delete, tmp_path)
    assert found.content == town and found.missing == ("l-kalkyl",)
    gone = edited(town, delete, tmp_path, remove_missing=True)
    marked = edited(town, mark, tmp_path)
    for book in (gone, marked):
        assert book.content is not None
        assert "l-kalkyl" not in book.content.nodes and book.removed == ("l-kalkyl",)


def test_a_relation_that_is_marked_goes_alone(town: Map, tmp_path: Path) -> None:
    def mark(book: openpyxl.Workbook) -> None:
        sheet = book["Relationer"]
        heads = [cell.value for cell in sheet[1]]
        sheet.cell(2, heads.index("Ta bort") + 1).value = "ja"

    found = edited(town, mark, tmp_path)
    assert found.content is not None
    assert len(found.content.relations) == len(town.relations) - 1
    assert found.content.nodes == town.nodes


def test_a_row_without_an_id_is_told_by_its_name_and_a_seat_by_its_column(town: Map, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["Aktörer"].append([None, "Parkchef", "befatning"])
        heads = [cell.value for cell in book["Platser"][1]]
        book["Platser"].append([{"Ledamot": "p-gatuchef", "Forum eller nämnd": "ks-lu"}.get(head) for head in heads])

    lines = [to_sentence(p, Texts("sv")) for p in edited(town, change, tmp_path).problems]
    assert any(
        ": Parkchef: slag: befatning får inte stå här" in line and line.endswith("Menade du befattning?")
        for line in lines
    )
    seat = next(line for line in lines if "ordinarie plats" in line)
    assert "Platser!C" in seat and ": plats: " in seat and "member_of" not in seat


@pytest.mark.parametrize("matter", ["d-fysisk", "Fysiskt  hinder på kommunal GC-väg"])
def test_a_tree_is_changed_as_a_line(town: Map, tmp_path: Path, matter: str) -> None:
    def change(book: openpyxl.Workbook) -> None:
        place(book, "Insatser", "Kräver", "a2").value = f"alla(besluta {matter}, yttra d-utryckning)"

    found = edited(town, change, tmp_path)
    assert found.content is not None, told(found)
    leaves = {n.id for n in found.content.labelled("Requirement") if n.id.startswith("a2-")}
    assert leaves == {"a2-all", "a2-decide-d-fysisk", "a2-consult-d-utryckning"}


@pytest.mark.parametrize(
    ("sheet", "heading", "thing", "value", "key"),
    [
        ("Mandat", "Beloppsgräns", "md13", "50 tkr", "cell-number"),
        ("Mandat", "Beloppsgräns", "md13", "#SAKNAS!", "wrong-type"),
        ("Mandat", "Gäller från", "md1", "04/03/2025", "cell-date"),
        ("Mandat", "Gäller från", "md1", "25-03-04", "cell-date"),
        ("Mandat", "Beloppsgräns", "md13", "=1+1", "cell-formula"),
        ("Mandat", "Innehas av", "md1", "Trafikingenjör Lars", "cell-unknown-thing"),
        ("Mandat", "Innehas av", "md1", "Gatuchef, Trafikingenjör", "cell-comma"),
        ("Mandat", "Slag", "md1", "bestämma", "unknown-token"),
        ("Aktörer", "Vakant", "tfn", "kanske", "cell-yes-or-no"),
        ("Aktörer", "Id", "tfn", "tfn2", "cell-other-id"),
        ("Aktörer", "Id", "tfn", None, "cell-other-id"),
        ("Aktörer", "Id", "tfn", "ks", "duplicate-row"),
        ("Insatser", "Kräver", "a2", "alla(besluta", "tree-line-end"),
        ("Övriga samband", "Samband", "ingår i", "hör ihop med", "cell-relation"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_cell(
    town: Map, tmp_path: Path, sheet: str, heading: str, thing: str, value: Any, key: str
) -> None:
    cells = []

    def change(book: openpyxl.Workbook) -> None:
        cell = place(book, sheet, heading, thing, by="Samband" if sheet == "Övriga samband" else "Id")
        cell.value = value
        cells.append(f"{sheet}!{cell.coordinate}")

    found = edited(town, change, tmp_path)
    errors = {(p.key, p.cell) for p in found.problems if p.severity == "error"}
    assert (key, cells[0]) in errors, told(found)
    assert found.content is None


def test_columns_of_ones_own_are_left_alone_and_two_of_a_name_are_both_named(town: Map, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["Aktörer"].cell(1, 40).value = "Min kolumn"
        book["Aktörer"].cell(2, 40).value = "x"
        book.create_sheet("Mitt blad").append(["a", "b"])

    found = edited(town, change, tmp_path)
    assert found.content == town and found.passed_over == ("Mitt blad", "Aktörer: Min kolumn")

    def double(book: openpyxl.Workbook) -> None:
        for number, place_in in enumerate(("tff", "bun"), 2):
            book["Aktörer"].append([f"p-{number}", "Parkchef", "befattning", place_in])
        place(book, "Mandat", "Innehas av", "md1").value = "Parkchef"

    told_of = edited(town, double, tmp_path)
    problem = next(p for p in told_of.problems if p.key == "cell-two-things")
    assert problem.values["things"] == ["Parkchef [p-2]", "Parkchef [p-3]"] and told_of.content is None


def test_a_workbook_without_its_baseline_is_a_map_all_the_same(town: Map, tmp_path: Path) -> None:
    found = edited(town, lambda book: book.remove(book["_bas"]), tmp_path)
    assert found.baseline is None and found.content == town


def test_a_part_holds_no_more_than_its_sheets_show(town: Map, tmp_path: Path) -> None:
    options = Options(only=("actors", "mandates"))
    found = edited(town, lambda book: None, tmp_path, options)
    assert found.content == found.baseline and found.baseline is not None
    labels = {n.label for n in found.baseline.nodes.values() if n.id not in found.stubs}
    assert labels == {"Actor", "Mandate"}
    text = to_bytes(town, options)
    assert {"positions", "interactions"}.isdisjoint({s for b in touched(text) for s in b.tables})
    assert "litar" not in str([c.value for s in touched(text) for r in s.iter_rows() for c in r])


def test_a_template_is_an_empty_map_that_can_be_filled_in(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        header = book["Karta"]
        next(r for r in header.iter_rows() if r[0].value == "Titel")[1].value = "Lillby"
        next(r for r in header.iter_rows() if r[0].value == "Vi")[1].value = "p-samordnare"
        for sheet, *rows in (
            ("Aktörer", [None, "Kommunstyrelsen", "nämnd"], [None, "Samordnare", "befattning", "Kommunstyrelsen"]),
            ("Frågor", [None, "Mopeder"]),
            ("Ärendetyper", [None, "Hinder"]),
            ("Mandat", [None, None, "besluta", "Kommunstyrelsen", "Hinder"]),
            ("Insatser", [None, "Bommar", "Mopeder", "besluta hinder"]),
        ):
            for number, row in enumerate(rows, 2):
                for column, value in enumerate(row, 1):
                    book[sheet].cell(number, column).value = value

    found = edited(Map({}, (), language="sv"), fill, tmp_path, Options(template=True))
    assert found.content is not None, told(found)
    assert found.content.title == "Lillby" and found.content.us == ("p-samordnare",)
    assert [r.end for r in found.content.out("bommar", "REQUIRES")] == ["bommar-decide-hinder"]


IDS = {"tfn": "tekniska", "d-fysisk": "fysiskt"}


def test_a_thing_gets_another_id_where_that_is_agreed_upon(town: Map, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        place(book, "Aktörer", "Id", "tfn").value = "tekniska"
        place(book, "Mandat", "Innehas av", "md5").value = "[tekniska]"  # named by its new id, and alone
        place(book, "Ärendetyper", "Id", "d-fysisk").value = "fysiskt"
        tree = next(cell for row in book["Insatser"] for cell in row if "d-fysisk" in str(cell.value))
        tree.value = tree.value.replace("d-fysisk", "fysiskt")

    found = edited(town, change, tmp_path, renaming=True)
    assert found.content is not None, told(found)
    assert found.renamed == IDS and found.missing == () and found.new_ids == ()
    assert (
        found.content.nodes["tekniska"].properties == town.nodes["tfn"].properties and "tfn" not in found.content.nodes
    )
    assert [r.start for r in found.content.into("md5", "HOLDS")] == ["tekniska"]
    ours = [(r.type, r.start, r.end) for r in town.relations if r.type != "HOLDS" or r.end != "md5"]
    kept = sorted((kind, *(IDS.get(i, i) for i in ends)) for kind, *ends in ours)
    theirs = ((r.type, r.start, r.end) for r in found.content.relations)
    assert sorted(one for one in theirs if one[0] != "HOLDS" or one[2] != "md5") == kept
    refused = edited(town, change, tmp_path)
    assert refused.content is None and refused.renamed == IDS
    where = find_in_workbook(found)(find_changes(town, found.content))
    assert {where[i].partition("!")[2][0] for i in IDS.values()} == {"A"}
