"""A map that is begun in a spreadsheet and nothing else: the template, filled in by its own advice, and what follows.

`libreoffice/ifylld.xlsx` is the template as LibreOffice 7.4 saved it after it was filled in so: other styles, other
parts, tables and lists as it writes them. Where LibreOffice is installed it does the same again.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import HAVSAKRA, run_program

FILLED = Path(__file__).parents[1] / "imports" / "libreoffice" / "ifylld.xlsx"
DAY = "2026-03-02"
# What the first sheet of the template suggests, word for word: names, no ids.
ADVICE: list[tuple[str, dict[str, Any]]] = [
    ("Områden", {"Namn": "Norrbacken", "Slag": "bostadsområde"}),
    ("Aktörer", {"Namn": "Kommunstyrelsen", "Slag": "nämnd"}),
    ("Aktörer", {"Namn": "Gatukontoret", "Slag": "förvaltning", "Ingår i": "Kommunstyrelsen"}),
    ("Aktörer", {"Namn": "Gatuchef", "Slag": "befattning", "Ingår i": "Gatukontoret"}),
    ("Aktörer", {"Namn": "Trygghetssamordnare", "Slag": "befattning", "Ingår i": "Kommunstyrelsen"}),
    ("Frågor", {"Namn": "Mopeder på gångvägen", "Sakområde": "trafik"}),
    ("Ärendetyper", {"Namn": "Hinder på gångväg"}),
    (
        "Mandat",
        {
            "Slag": "besluta",
            "Omfattar": "Hinder på gångväg",
            "Innehas av": "Gatuchef",
            "Rättslig grund": "delegationsordningen 4.2",
            "Har källa": "Delegationsordning",
        },
    ),
    ("Insatser", {"Namn": "Bommar", "Tar sig an": "Mopeder på gångvägen", "Kräver": "besluta Hinder på gångväg"}),
    ("Källor", {"Namn": "Delegationsordning", "Slag": "delegationsordning", "Datum": "2025-02-11"}),
]


def fill_in(path: Path) -> None:
    """Fill in a template as its first sheet says, row by row under the headings."""
    book = openpyxl.load_workbook(path)
    for title, said in ADVICE:
        sheet = book[title]
        heads = {cell.value: cell.column for cell in sheet[1]}
        row = next(n for n in range(2, 99) if not any(sheet.cell(n, place).value for place in heads.values()))
        for heading, value in said.items():
            sheet.cell(row, heads[heading]).value = value
    next(row for row in book["Karta"].iter_rows() if row[0].value == "Vi")[1].value = "Trygghetssamordnare"
    book.save(path)


def save_again(path: Path, folder: Path) -> Path:
    """Let LibreOffice open, recalculate and save a workbook, as a user would."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (apt-get install libreoffice-calc)")
    filters = "xlsx:Calc MS Excel 2007 XML"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", filters, "--outdir", str(folder / "saved"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "saved" / path.name


def plan_of(path: Path) -> Any:
    """Return the plan that a filled template gives, after `check` found nothing that stops it."""
    checked = run_program("check", path, "--format", "json", "--lang", "sv", "--as-of", DAY)
    assert checked.code == 0, checked.err
    assert [(row["severity"], row["item"], row["field"]) for row in checked.data] == [
        ("warning", "bommar", "skipped_analysis_reason")
    ]
    done = run_program("plan", "bommar", "--format", "json", "--as-of", DAY, on=path)
    assert done.code == 0, done.err
    return done.data


def test_what_libreoffice_saved_is_planned(tmp_path: Path) -> None:
    plan = plan_of(FILLED)
    assert [actor["id"] for actor in plan["actors"] if actor["need"] == "must"] == ["p-gatuchef"]
    store = tmp_path / "ny.samverkan"
    assert run_program("load", FILLED, on=store).code == 0
    short = run_program("plan", "bommar", "--lang", "sv", on=store)
    assert "Ni utgår från Trygghetssamordnare" in short.out  # named on the first sheet by its name, not by an id
    told = run_program("check", FILLED, "--lang", "sv").out
    assert "Bommar: skäl att hoppa över orsaksanalys: " in told  # the column's own heading, no key


def test_the_hour_with_libreoffice_itself(tmp_path: Path) -> None:
    path = tmp_path / "mall.xlsx"
    assert run_program("save", path, "--template", "--lang", "sv").code == 0
    fill_in(path)
    saved = save_again(path, tmp_path)
    assert plan_of(saved) == plan_of(FILLED)
    store = tmp_path / "a.samverkan"
    assert run_program("load", HAVSAKRA, on=store).code == 0
    assert run_program("save", tmp_path / "karta.xlsx", "--internal", on=store).code == 0
    again = save_again(tmp_path / "karta.xlsx", tmp_path)
    assert run_program("load", again, "--yes", "--format", "json", on=store).data == []
