"""From the rows of a table whose headings say what it is to a map.

A kind of table is a module that takes a row, its headings in `roles`, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from samverkan.errors import UsageError
from samverkan.model import Map
from samverkan.tables.foreign.translate import Report
from samverkan.tables.own import action_plan, contacts, delegation, stakeholders
from samverkan.tables.own.find_table import SECTION, Line, Table
from samverkan.tables.own.roles import is_private
from samverkan.tables.own.taker import Taker, Wanted
from samverkan.validate import find_personal_number

# For each kind of table how a row is taken, and what kind of source its file is.
TAKERS: Mapping[str, tuple[Callable[[Taker, Line], None], str]] = {
    "delegation": (delegation.take_row, "delegation_order"),
    "contacts": (contacts.take_row, "other"),
    "action_plan": (action_plan.take_row, "action_plan"),
    "stakeholders": (stakeholders.take_row, "other"),
}


def refuse_identity_numbers(table: Table) -> None:
    """Stop at a personal identity number, wherever it stands in a table."""
    for line in table.lines:
        for heading, text in line.cells.items():
            if find_personal_number(text):
                raise UsageError("own-personal-number", path=table.path, row=line.number, column=heading)


def take_table(
    table: Table, kind: str, roles: Mapping[str, str], wanted: Wanted, base: Map
) -> tuple[Map, Report, dict[str, set[int]]]:
    """Return what a table adds to a map, a report, and the rows that made each thing."""
    work = Taker(table, roles, wanted, base)
    take_row, source = TAKERS[kind]
    work.add_source(source)
    for line in table.lines:
        work.row = line.number
        take_row(work, line)
    for heading in table.headings:
        if heading not in roles.values() and heading != SECTION:
            work.report.leave("private-column" if is_private(heading) else "column", heading)
    return *work.finish(), dict(work.origins)
