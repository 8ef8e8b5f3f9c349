"""A delegation order: a matter of each row, or of each letter in it, and a mandate for each who may decide it."""

from __future__ import annotations

from samverkan.model import Value
from samverkan.tables.field_words import fold
from samverkan.tables.own.find_table import SECTION, Line
from samverkan.tables.own.parts import (
    find_amount,
    find_conditions,
    find_heard,
    leave_out_amount,
    pair_letters,
    split_at,
    split_names,
)
from samverkan.tables.own.taker import Taker, shorten
from samverkan.tables.workbook.new_ids import make_slug

_BOARD = ("nämnd", "nämnden", "nämnden själv", "board", "the board")


def take_row(work: Taker, line: Line) -> None:
    """Take a row: its lettered parts, those who may decide each, and the board where nobody is named."""
    section = work.say(line, "section") or line.cells.get(SECTION, "")
    if _is_heading(work, line):
        return
    for letter, matter, delegate in pair_letters(work.say(line, "matter"), work.say(line, "delegate")):
        if not matter:
            work.report.leave("no-matter", f"rad {line.number}")
            continue
        place = f"{section} {letter})".strip(" )") if letter else section
        name = shorten(_name_matter(work, matter))
        matter_id = work.find("Matter", name)
        work.put(matter_id, "Matter", name, legal_basis=work.say(line, "law"))
        _add_mandates(work, line, matter_id, matter, _list_holders(work, delegate), place)


def _name_matter(work: Taker, matter: str) -> str:
    """Return what a matter is called: without its limit where the map knows it so, or another row has another limit."""
    bare = leave_out_amount(matter)
    if not work.without_amount:
        cells = [pair_letters(work.say(line, "matter"), "") for line in work.table.lines]
        work.without_amount.update(leave_out_amount(text) for parts in cells for _, text, _ in parts)
    return bare if bare and (work.look_up("Matter", bare) or work.without_amount[bare] > 1) else matter


def _is_heading(work: Taker, line: Line) -> bool:
    """Tell whether a row is the heading of a section: a number that others begin with, and a title alone."""
    number = work.say(line, "section").rstrip(".")
    if not number or any(work.say(line, role) for role in ("delegate", "law", "remark")):
        return False
    return any(work.say(other, "section").startswith(f"{number}.") for other in work.table.lines if other is not line)


def _list_holders(work: Taker, delegate: str) -> dict[str, bool]:
    """Return those who may decide each on their own, and whether a footnote is theirs: an asterisk at the name."""
    alone = "var för sig" in work.roles.get("delegate", "").casefold()
    names = split_at(delegate, "/;,") if alone else split_names(delegate)
    names = [name for name in names if fold(name) not in _BOARD]  # where the board decides itself nobody is named
    holders = {work.find("Actor", name, "post"): f"{name}*" in delegate for name in names}
    for holder in holders:
        if work.wanted.part_of and holder in work.nodes and not work.find_above(holder):
            work.link("PART_OF", holder, work.wanted.part_of)
    return holders


def _add_mandates(work: Taker, line: Line, matter_id: str, matter: str, holders: dict[str, bool], place: str) -> None:
    board, origin = work.wanted.board, None
    if board:
        origin = _put_mandate(work, matter_id, board, {"legal_basis": _basis(work, place)}, place)
    elif holders:
        work.report.leave("no-board", "", len(holders))
    else:
        work.report.leave("no-delegate", shorten(matter))
    for holder, is_noted in holders.items():
        if holder != board:
            remark = _find_remark(work, line, is_noted=is_noted)
            mandate = _put_mandate(work, matter_id, holder, _say(work, matter, remark, place), place)
            if origin:
                work.link("DELEGATED_FROM", mandate, origin)
            _add_hearings(work, mandate, f"{matter} {remark}")


def _basis(work: Taker, place: str) -> str:
    return " ".join(part for part in (work.table.path.stem, place) if part)


def _find_remark(work: Taker, line: Line, *, is_noted: bool) -> str:
    """Return the remark of a row; a footnote, which begins with an asterisk, is for those who have one."""
    remark = work.say(line, "remark")
    if not remark.startswith("*"):
        return remark
    return remark.lstrip("* ") if is_noted else ""


def _say(work: Taker, matter: str, remark: str, place: str) -> dict[str, Value | None]:
    told = find_conditions(f"{matter} {remark}")
    conditions = "; ".join(dict.fromkeys([*told, *([remark] if remark and remark not in told else [])]))
    limit = find_amount(matter) or find_amount(remark)
    return {"legal_basis": _basis(work, place), "conditions": conditions, "limit": limit}


def _put_mandate(work: Taker, matter_id: str, holder: str, said: dict[str, Value | None], place: str) -> str:
    mandate = make_slug(f"md-{matter_id}-{holder}")
    work.put(mandate, "Mandate", "", kind="decide", **said)
    work.link("COVERS", mandate, matter_id)
    work.link("HOLDS", holder, mandate)
    work.cite(mandate, place)
    return mandate


def _add_hearings(work: Taker, mandate: str, text: str) -> None:
    """Let those who are to be heard first be so where it is wanted: they are asked, and can stop nothing."""
    for name in find_heard(text):
        if work.wanted.hearings:
            work.link("AFTER_HEARING", mandate, work.find("Actor", name, "post"))
        else:
            work.report.leave("hearing", name)
