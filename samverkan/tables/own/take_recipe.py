"""Read a table of one's own by a recipe: its rows as a map file would hold them, and as a map."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from samverkan.errors import Problem, UsageError
from samverkan.model import Map, build_map
from samverkan.schema import read_schema
from samverkan.tables.derived_ids import assign_ids
from samverkan.tables.document import Entries, Findings, Text
from samverkan.tables.document import Sequence as List
from samverkan.tables.field_words import fold
from samverkan.tables.foreign.translate import Report
from samverkan.tables.items import read_sections
from samverkan.tables.linking import build_nodes, build_relations, to_nodes
from samverkan.tables.own.file_source import describe_source
from samverkan.tables.own.find_table import SECTION, Table
from samverkan.tables.own.makings import Ask, Made, list_holes, make_items
from samverkan.tables.own.recipe import TableRecipe
from samverkan.tables.own.records import CELL, COLUMN, LEAVE, ROW, count_left, list_records
from samverkan.tables.own.roles import is_private
from samverkan.tables.workbook.places import Places

CLAIMS = ("mandates", "initiatives", "causes", "positions", "effects", "core_mandates")


@dataclass
class Taken:
    """What a table adds to a map: the map, a report, what is wrong by row, and the rows that made each thing."""

    content: Map
    report: Report
    problems: list[Problem] = field(default_factory=list)
    bad_rows: dict[int, list[Problem]] = field(default_factory=dict)
    origins: dict[str, set[int]] = field(default_factory=dict)


def take_by_recipe(
    table: Table, recipe: TableRecipe, base: Map, ask: Ask | None = None, *, skip: bool = False
) -> Taken:
    """Return what a recipe makes of a table; with `skip`, rows that name what nobody knows are bad rows."""
    places, findings = Places(), Findings(table.path)
    made = make_items(table, list_records(table, recipe.reading), recipe, base, places, ask)
    if made.unknown and not skip:
        listed = ", ".join(f"{name} ({number})" for name, number in sorted(made.unknown.items()))
        raise UsageError("foreign.unknown-names", path=table.path, names=listed)
    _cite(made, table, recipe.source, base)
    items = read_sections(_to_sections(made), findings)
    assign_ids(items)
    known = build_nodes(items, findings)
    content = build_map(to_nodes(known), build_relations(items, known, findings, base.nodes))
    for heading, place in ((h, p) for p, h in enumerate(table.headings)):
        places.name(table.sheet, place, heading)
    rows = {id(problem): places.find_row(problem) for problem in findings.problems}
    bad: dict[int, list[Problem]] = {}
    for problem in findings.problems:
        number = rows[id(problem)]
        if number is not None and problem.severity == "error":
            bad.setdefault(number, []).append(places.tell(problem))
    for number, name, line in made.unknown_cells:
        problem = Problem("error", "own-unknown-name", {"found": name}, None, None, table.path, line)
        bad.setdefault(number, []).append(places.tell(problem))
    told = [places.tell(problem) for problem in findings.problems]
    return Taken(content, _report(made, content, base, table, recipe), told, bad, dict(made.origins))


def _to_sections(made: Made) -> dict[str, List]:
    found = {}
    for section, things in made.items.items():
        found[section] = List(0)
        found[section].items.extend(things.values())
    return found


def _cite(made: Made, table: Table, source: str | None, base: Map) -> None:
    """Let one source stand behind every claim that the recipe names none for: the file itself, or the one it says."""
    if source == LEAVE:
        return
    node_id, said = describe_source(table.path, read_schema().find_token("source_kind", source or "other") or "")
    if source and source in base.nodes and base.nodes[source].label == "Source":
        node_id = source
    elif not said["kind"]:
        raise UsageError("recipe-not-read", path=table.path, reason=f"source: {source}")
    things = [pair for section in CLAIMS for pair in made.items.get(section, {}).items()]
    bare = [(own, thing) for own, thing in things if "sourced_by" not in thing.fields]
    for own, thing in bare:
        cited, entries = List(thing.line), Entries(thing.line)
        entries.fields["to"] = Text(node_id, thing.line, False)
        if locator := made.locators.get(own):
            entries.fields["locator"] = Text(locator, thing.line, False)
        cited.items.append(entries)
        thing.fields["sourced_by"] = cited
    if bare and node_id != source:
        entries = Entries(0)
        entries.fields = {"id": Text(node_id, 0, False), **{k: Text(v, 0, k == "date") for k, v in said.items()}}
        made.items["sources"].setdefault(node_id, entries)


def _report(made: Made, content: Map, base: Map, table: Table, recipe: TableRecipe) -> Report:
    report = Report(left_out=Counter(), ids_made=made.ids_made, hidden_rows=table.hidden)
    for node in content.nodes.values():
        if base.nodes.get(node.id) != node:
            report.taken[node.label] += 1
    for relation in content.relations:
        report.taken[relation.type] += 1
    if recipe.reading.matrix and (left := count_left(table, recipe.reading)):
        report.leave("told-to", "", left)
    for name in made.unheard:
        report.leave("hearing", name)
    for text in made.doubled:
        report.leave("other-value", text)
    _tell_unused(report, table, recipe)
    return report


def _tell_unused(report: Report, table: Table, recipe: TableRecipe) -> None:
    """Tell the columns that nothing is made of; of a matrix every column is something, but for those beside it."""
    used = {fold(hole) for make in recipe.makes for value in make.fields.values() for hole in list_holes(value)}
    is_matrix = bool(used & {ROW, COLUMN, CELL})
    for heading in recipe.reading.matrix.get("beside") or () if is_matrix else table.headings:
        if fold(heading) not in used and heading != SECTION:
            report.leave("private-column" if is_private(heading) else "column", heading)
