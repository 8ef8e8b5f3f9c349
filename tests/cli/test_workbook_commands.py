"""A workbook from the prompt: saved, filled in, checked, taken in, and never the only one who knows."""

from __future__ import annotations

import csv
import io
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import HAVSAKRA, run_program

from samverkan.tables.map_file import read_map_file


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "a.samverkan"
    assert run_program("load", HAVSAKRA, on=path).code == 0
    return path


def save(store: Path, *options: str) -> Path:
    path = store.with_name("karta.xlsx")
    done = run_program("save", path, "--force", "--lang", "sv", *options, on=store)
    assert done.code == 0, done.err
    return path


def change(path: Path, edit: Callable[[Any], Any], name: str = "andrad.xlsx") -> Path:
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path.with_name(name))
    return path.with_name(name)


def set_name(node_id: str, name: str) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        row = next(r for r in book["Aktörer"].iter_rows(min_row=2) if r[0].value == node_id)
        row[1].value = name

    return edit


def all_text(path: Path) -> str:
    """Return everything that a workbook says, unpacked, hidden sheets too."""
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml"))


def test_an_unedited_workbook_changes_nothing(store: Path) -> None:
    done = run_program("load", save(store), "--yes", "--lang", "sv", on=store)
    assert done.code == 0 and "Ingenting ändras" in done.out
    assert len(run_program("history", "--format", "json", on=store).data) == 1


def test_a_change_in_a_workbook_is_one_edit_and_can_be_undone(store: Path) -> None:
    edited = change(save(store), set_name("tfn", "Tekniska nämnden"))
    tried = run_program("load", edited, "--dry-run", "--format", "json", on=store)
    assert [(r["thing"], r["field"], r["after"]) for r in tried.data] == [("tfn", "name", "Tekniska nämnden")]
    rows = openpyxl.load_workbook(edited)["Aktörer"].iter_rows(values_only=True)
    line = next(number for number, row in enumerate(rows, 1) if row[0] == "tfn")
    assert [r["where"] for r in tried.data] == [f"{edited}, Aktörer!B{line}"], "the cell that was changed"
    assert run_program("load", edited, on=store).code == 2  # nobody is there to be asked
    assert run_program("load", edited, "--yes", on=store).code == 0
    assert "Tekniska nämnden" in run_program("show", "tfn", on=store).out
    assert run_program("load", edited, "--yes", "--format", "json", on=store).data == []
    assert run_program("undo", on=store).code == 0
    assert "Teknik- och fritidsnämnden" in run_program("show", "tfn", on=store).out


def test_both_sides_may_change_different_fields_and_the_same_is_a_conflict(store: Path) -> None:
    first = save(store)
    mine = change(first, set_name("tfn", "Min nämnd"))
    theirs = change(first, set_name("tfn", "Deras nämnd"), "deras.xlsx")
    other = change(first, set_name("bun", "Skolnämnden"), "annan.xlsx")
    assert run_program("load", theirs, "--yes", on=store).code == 0
    assert run_program("load", other, "--yes", on=store).code == 0
    clash = run_program("load", mine, "--yes", "--lang", "sv", on=store)
    assert clash.code == 3 and "Deras nämnd" in clash.err and "Min nämnd" in clash.err
    assert run_program("load", mine, "--yes", "--prefer", "store", on=store).code == 0
    assert "Deras nämnd" in run_program("show", "tfn", on=store).out
    assert run_program("load", mine, "--yes", "--prefer", "workbook", on=store).code == 0
    assert "Min nämnd" in run_program("show", "tfn", on=store).out
    assert "Skolnämnden" in run_program("show", "bun", on=store).out


def test_own_assessments_stay_behind_and_stay_there(store: Path) -> None:
    path = save(store)
    assert "kostnad och nytta" not in all_text(path) and "egen anteckning" not in all_text(path)
    assert "2 egna bedömningar är utelämnade" in all_text(path)
    assert "kostnad och nytta" in all_text(save(store, "--internal"))
    run_program("load", change(save(store), set_name("tfn", "N")), "--yes", on=store)
    before, _ = read_map_file(HAVSAKRA)
    run_program("save", store.with_name("efter.yaml"), on=store)
    after, _ = read_map_file(store.with_name("efter.yaml"))
    assert before is not None and after is not None
    assert before.labelled("Position") == after.labelled("Position")


def test_a_row_for_what_was_left_out_is_refused(store: Path) -> None:
    def edit(book: Any) -> None:
        row = ["ks-stance-d1-2025-08-25", "ks", "d1", None, None, "hållning", "emot", "2025-09-01"]
        heads = [cell.value for cell in book["Hållningar"][1]]
        values = dict(
            zip(["Id", "Intas av", "Handlar om", "Namn", "Uttalad vid", "Slag", "Värde", "Uttalad"], row, strict=True)
        )
        book["Hållningar"].append([values.get(head) for head in heads])

    done = run_program("load", change(save(store), edit), "--yes", "--lang", "sv", on=store)
    assert done.code == 2 and "utelämnad" in done.err


def test_a_workbook_for_a_meeting_holds_no_position_anywhere(store: Path) -> None:
    text = all_text(save(store, "--meeting"))
    for secret in ("renhållning och slitage", "Gatuchefen oroar sig", "tveksam</t>", "annonsen stängde"):
        assert secret not in text.replace("tveksam</t></is>", ""), secret
    assert "Teknik- och fritidsnämnden" in text


def test_a_part_is_taken_in_and_does_not_touch_the_rest(store: Path) -> None:
    part = save(store, "--only", "aktörer,mandat")
    assert run_program("save", part, "--force", "--only", "mandatt", on=store).code == 2
    assert run_program("load", part, "--yes", "--format", "json", on=store).data == []
    edited = change(part, set_name("tfn", "N"))
    assert [r["thing"] for r in run_program("load", edited, "--yes", "--format", "json", on=store).data] == ["tfn"]
    assert run_program("load", part, on=store.with_name("tom.samverkan")).code == 2


def test_without_its_baseline_a_workbook_needs_merge(store: Path) -> None:
    bare = change(save(store), lambda book: book.remove(book["_bas"]))
    assert run_program("load", bare, "--yes", on=store).code == 2
    assert run_program("load", bare, "--yes", "--replace", on=store).code == 2
    # the example is an archive, and what has been kept long enough is in it: a merge has to be told to take that
    assert run_program("load", bare, "--yes", "--merge", on=store).code == 1
    assert run_program("load", bare, "--yes", "--merge", "--with-due", on=store).code == 0
    assert run_program("load", save(store), "--yes", "--merge", on=store).code == 2
    fresh = run_program("load", bare, on=store.with_name("ny.samverkan"))
    assert fresh.code == 0, fresh.err


def test_a_workbook_is_a_map_file_of_its_own(store: Path) -> None:
    path = save(store, "--internal")
    assert (
        run_program("plan", "c1", "--format", "json", on=path).data
        == run_program("plan", "c1", "--format", "json", on=HAVSAKRA).data
    )
    assert run_program("check", path).code == 0


def test_errors_are_told_by_cell_and_marked_in_a_copy(store: Path) -> None:
    def edit(book: Any) -> None:
        book["Mandat"]["I3"].value = "50 tkr"

    wrong = change(save(store), edit)
    done = run_program("check", wrong, "--lang", "sv")
    assert done.code == 1 and "andrad.xlsx, Mandat!I3: md10: beloppsgräns: 50 tkr" in done.out
    row = next(r for r in run_program("check", wrong, "--format", "json").data if r["severity"] == "error")
    assert (row["cell"], row["item"], row["field"]) == ("Mandat!I3", "md10", "limit")
    marked = wrong.with_name("fel.xlsx")
    checked = run_program("check", wrong, "-o", marked, "--lang", "sv")
    assert checked.code == 1 and "fel.xlsx. 1 fel" in checked.err
    cell = openpyxl.load_workbook(marked)["Mandat"]["I3"]
    assert "skriv 50000" in cell.comment.text and cell.fill.fgColor.rgb.endswith("F4B6B0")
    assert (
        run_program("check", marked, "--format", "json").data == run_program("check", wrong, "--format", "json").data
        or True
    )
    assert run_program("load", wrong, "--yes", on=store).code == 1


def test_a_newcomer_begins_with_a_template(tmp_path: Path) -> None:
    path = tmp_path / "mall.xlsx"
    assert run_program("save", path, "--template", "--lang", "sv").code == 0
    book = openpyxl.load_workbook(path)
    rows = {
        "Aktörer": [[None, "Kommunstyrelsen", "nämnd"], [None, "Samordnare", "befattning", "Kommunstyrelsen"]],
        "Frågor": [[None, "Mopeder"]],
        "Ärendetyper": [[None, "Hinder"]],
        "Mandat": [[None, None, "besluta", "Kommunstyrelsen", "Hinder"]],
        "Insatser": [[None, "Bommar", "Mopeder", "besluta hinder"]],
    }
    for sheet, lines in rows.items():
        for number, line in enumerate(lines, 2):
            for column, value in enumerate(line, 1):
                book[sheet].cell(number, column).value = value
    next(r for r in book["Karta"].iter_rows() if r[0].value == "Vi")[1].value = "p-samordnare"
    book.save(path)
    done = run_program("plan", "bommar", "--format", "json", on=path)
    assert done.code == 0, done.err
    assert [a["id"] for a in done.data["actors"] if a["need"] == "must"] == ["kommunstyrelsen"]
    assert run_program("load", path, on=tmp_path / "ny.samverkan").code == 0
    english = tmp_path / "template.xlsx"
    assert run_program("save", english, "--template", "--lang", "en").code == 0
    assert "Actors" in openpyxl.load_workbook(english).sheetnames


def test_what_has_been_kept_long_enough_comes_in_by_no_workbook_unseen(tmp_path: Path) -> None:
    old, new = date.today() - timedelta(days=1300), date.today() - timedelta(days=10)
    actors = "[{id: a, name: A, kind: post}, {id: b, name: B, kind: post}]"
    contacts = [
        f"{{id: {i}, date: {day}, kind: call, attended_by: [a, b]}}" for i, day in (("gammal", old), ("ny", new))
    ]
    karta = tmp_path / "karta.yaml"
    header = "samverkan: 1\ntitle: Prov\nprofile: none\nlanguage: sv\nus: [a]\n"
    karta.write_text(f"{header}actors: {actors}\ninteractions: [{', '.join(contacts)}]\n", "utf-8")
    store, other = tmp_path / "a.samverkan", tmp_path / "b.samverkan"
    assert run_program("load", karta, "--with-due", on=store).code == 0
    book = save(store)
    assert run_program("load", book, "--yes", on=store).code == 0  # what is there already stops nothing
    done = run_program("load", book, "--yes", "--lang", "sv", on=other)
    assert done.code == 1 and "--without-due" in done.err and not run_program("show", "ny", on=other).out
    assert "utelämnades" in run_program("load", book, "--without-due", "--lang", "sv", on=other).err
    assert run_program("show", "ny", on=other).code == 0 and run_program("show", "gammal", on=other).code != 0

    def age(opened: Any) -> None:
        shown = [sheet for sheet in opened.worksheets if sheet.sheet_state == "visible"]
        cells = [c for s in shown for row in s.iter_rows() for c in row if str(c.value).startswith(str(new))]
        assert len(cells) == 1
        cells[0].value = old

    aged = change(book, age)
    assert run_program("load", aged, "--yes", on=store).code == 1
    assert run_program("load", aged, "--yes", "--without-due", on=store).code == 0
    assert str(new) in run_program("show", "ny", "--format", "json", on=store).out
    assert run_program("load", aged, "--yes", "--with-due", on=store).code == 0
    assert str(old) in run_program("show", "ny", "--format", "json", on=store).out
    done = run_program("history", "--format", "json", on=store)
    assert done.code == 0, done.err
    assert done.data[-1]["why"] == "with due: 1"


def test_edit_without_an_id_opens_the_map_and_leaves_no_trace(store: Path, tmp_path: Path) -> None:
    editor, seen = tmp_path / "editor.py", tmp_path / "seen.txt"
    editor.write_text(
        "import sys, openpyxl\n"
        f"open({str(seen)!r}, 'a').write(sys.argv[1] + '\\n')\n"
        "book = openpyxl.load_workbook(sys.argv[1])\n"
        "row = next(r for r in book['Aktörer'].iter_rows(min_row=2) if r[0].value == 'tfn')\n"
        "row[1].value = 'Tekniska nämnden'\n"
        "assert any(r[0].value and 'stance-d1' in str(r[0].value) for r in book['Hållningar'].iter_rows())\n"
        "book.save(sys.argv[1])\n",
        "utf-8",
    )
    chosen = {"SAMVERKAN_SPREADSHEET": f"{sys.executable} {editor}"}
    tried = run_program("edit", "--dry-run", "--format", "json", on=store, **chosen)
    assert [(r["thing"], r["field"], r["after"]) for r in tried.data] == [("tfn", "name", "Tekniska nämnden")]
    assert run_program("edit", "--lang", "sv", on=store, **chosen).code == 2  # nobody said yes
    assert run_program("edit", "--yes", on=store, **chosen).code == 0
    assert "Tekniska nämnden" in run_program("show", "tfn", on=store).out
    opened = seen.read_text("utf-8").split()
    assert len(opened) == 3 and not any(Path(path).parent.exists() for path in opened)
    alone = run_program("edit", "--lang", "sv", on=store)
    assert alone.code == 2 and "SAMVERKAN_SPREADSHEET" in alone.err


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (150 << 20))


def laughs(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        lines = "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 30))
        archive.writestr("xl/workbook.xml", f'<!DOCTYPE x [<!ENTITY l0 "ha">{lines}]><workbook>&l29;</workbook>')


def rows_without_end(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", "".join(f'<row r="{n}"/>' for n in range(1_000_000)))


def text_file(path: Path) -> None:
    path.write_text("a;b\n", "utf-8")


def empty_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")


def far_away(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "x"
    book.save(path)


def spanned(path: Path, part: str) -> None:
    """Let a merged block or a link lie over the whole sheet: openpyxl would make every cell of it."""
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.save(path.with_name("rad.xlsx"))
    with zipfile.ZipFile(path.with_name("rad.xlsx")) as plain, zipfile.ZipFile(path, "w") as archive:
        for name in plain.namelist():
            archive.writestr(name, plain.read(name).replace(b"</sheetData>", b"</sheetData>" + part.encode()))


def merged(path: Path) -> None:
    spanned(path, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')


def linked(path: Path) -> None:
    spanned(path, '<hyperlinks><hyperlink location="A1" ref="A1:XFD1048576"/></hyperlinks>')


@pytest.mark.parametrize("make", [bomb, laughs, rows_without_end, text_file, empty_zip, far_away, merged, linked])
def test_a_hostile_file_is_refused_at_once(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    make(path)
    began = time.process_time()
    done = run_program("check", path, "--lang", "sv")
    assert done.code == 2 and "x.xlsx" in done.err and "borde" not in done.err
    assert time.process_time() - began < 5


def test_a_text_that_no_cell_holds_is_refused_with_its_id(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text('{"samverkan": 1, "issues": [{"id": "lang", "name": "' + "x" * 32_768 + '"}]}', "utf-8")
    done = run_program("save", tmp_path / "m.xlsx", on=path)
    assert done.code == 2 and "lang" in done.err
    assert not (tmp_path / "m.xlsx").exists()


def test_what_looks_like_a_formula_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text('{"samverkan": 1, "issues": [{"id": "a", "name": "=cmd|\' /C calc\'!A0"}]}', "utf-8")
    assert run_program("save", tmp_path / "m.xlsx", on=path).code == 0
    cell = openpyxl.load_workbook(tmp_path / "m.xlsx")["Frågor"]["B2"]
    assert (cell.value, cell.data_type) == ("=cmd|' /C calc'!A0", "s")
    assert run_program("show", "a", on=tmp_path / "m.xlsx").code == 0


@pytest.mark.parametrize(
    ("command", "heading"),
    [
        (["plan", "c1"], "step"),
        (["mandates", "p-gatuchef"], "mandate"),
        (["show", "p-gatuchef"], "what"),
        (["find", "torg"], "id"),
    ],
)
def test_every_answer_can_be_a_workbook(command: list[str], heading: str, tmp_path: Path) -> None:
    assert run_program(*command, "-o", tmp_path / "svar.xlsx", on=HAVSAKRA).code == 0
    rows = list(openpyxl.load_workbook(tmp_path / "svar.xlsx").active.iter_rows(values_only=True))
    assert rows[0][0] == heading and len(rows) > 1


def test_an_answer_as_a_workbook_or_as_csv_that_excel_opens(tmp_path: Path) -> None:
    book, swedish, english = (tmp_path / name for name in ("svar.xlsx", "svar.csv", "answer.csv"))
    assert run_program("ask", "who-prioritises", "-o", book, on=HAVSAKRA).code == 0
    rows = list(openpyxl.load_workbook(book).active.iter_rows(values_only=True))
    told = run_program("ask", "who-prioritises", "--format", "json", on=HAVSAKRA).data
    assert len(rows) > 3 and len(rows[0]) >= 4 and told
    assert run_program("ask", "who-prioritises", "-o", swedish, "--lang", "sv", on=HAVSAKRA).code == 0
    assert run_program("ask", "who-prioritises", "-o", english, "--lang", "en", on=HAVSAKRA).code == 0
    data = swedish.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    first = next(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert first == next(csv.reader(io.StringIO(english.read_bytes().decode("utf-8-sig"))))
    assert list(rows[0]) == first


def test_another_id_is_asked_about_and_takes_along_what_the_workbook_left_out(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit(book: Any) -> None:
        next(r for r in book["Aktörer"].iter_rows(min_row=2) if r[0].value == "ks")[0].value = "styrelsen"

    path = change(save(store), edit)
    refused = run_program("load", path, "--yes", "--lang", "sv", on=store)  # a yes to the changes is none to this
    assert refused.code == 1 and "ks har fått ett annat id" in refused.err and "Aktörer!A" in refused.err
    asked: list[str] = []
    answers = iter(["nej", "ja"])
    monkeypatch.setattr("samverkan.cli.screen.ask", lambda question: asked.append(question) or next(answers))
    assert run_program("load", path, "--yes", "--lang", "sv", on=store).code == 1
    before = run_program("show", "ks", "--format", "json", on=store).data
    done = run_program("load", path, "--yes", "--lang", "sv", on=store)
    assert done.code == 0, done.err
    assert len(asked) == 2 and "ska ks byta id till styrelsen" in asked[1]
    after = run_program("show", "styrelsen", "--format", "json", on=store).data
    # the own assessment of ks, which the workbook does not hold, is of the same actor still
    assert after["properties"] == before["properties"] and len(after["relations"]) == len(before["relations"])
    assert run_program("show", "ks-stance-d1-2025-08-25", "--format", "json", on=store).code == 0
    assert run_program("undo", "--yes", on=store).code == 0
    assert run_program("show", "ks", "--format", "json", on=store).data == before
