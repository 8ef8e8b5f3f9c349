"""`mandates`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from samverkan.cli.completion import complete_ids
from samverkan.cli.document import Blank, Block, Cell, Grid, Heading, Paragraph, to_grid
from samverkan.cli.grammar import argument, option
from samverkan.cli.kinds import Number
from samverkan.cli.session import Session, Shown, command
from samverkan.reports.vocabulary import say_number, say_token
from samverkan.texts import Texts

if TYPE_CHECKING:
    from samverkan.measures.mandates import MandateRow
    from samverkan.workflows.mandates import Mandates, Search

_COLUMNS = ("kind", "matter", "chain", "limit", "ground")


@command("mandates")
@argument("actor", required=False, shell_complete=complete_ids("Actor"))
@option("--matter", shell_complete=complete_ids("Matter"))
@option("--area", shell_complete=complete_ids("Area"))
@option("--amount", type=Number(amount=True))
@option("--kind", metavar="mandate-kind")
def mandates(session: Session, **wanted: Any) -> int:
    """Tell who may decide what."""
    from samverkan.workflows.mandates import Search, find_mandates

    search = Search(**wanted)
    found = find_mandates(session.where, search, as_of=session.as_of)
    rows = [_to_json(row) for row in found.rows]
    columns = list(rows[0]) if rows else ["mandate", "actor", "actor_name", "kind", "matter", "matter_name"]
    return session.show(
        Shown(
            data=lambda: rows,
            blocks=lambda: _tell(found, search, session.texts),
            table=lambda: (columns, rows),
        )
    )


def _to_json(row: MandateRow) -> dict[str, Any]:
    found = asdict(row)
    if row.ordinary is None:
        del found["ordinary"]
    return found


def _tell(found: Mandates, search: Search, texts: Texts) -> Iterator[Block]:
    """Tell what was looked for, the mandates, and what an actor may not decide."""
    key, name = _subject(found, search)
    yield Heading(texts(f"cli.{'all-mandates' if key is None else f'mandates-{key}'}", name=name))
    yield Paragraph(texts("cli.holds-for", date=found.on), "dim")
    if found.rows:
        yield _to_grid(found, texts)
    else:
        style = "bad" if key == "for" else "warn"
        yield Paragraph(texts("cli.no-mandates" if key is None else f"cli.no-mandates-{key}", name=name), style)
    if found.beyond:
        yield from (Blank(), Heading(texts("cli.beyond", name=name)))
        for matter, holders in found.beyond:
            names = ", ".join(found.content.nodes[holder].name for holder in holders)
            yield Paragraph(
                f"• {texts('cli.beyond-item', matter=found.content.nodes[matter].name, names=names)}", hang=2
            )


def _subject(found: Mandates, search: Search) -> tuple[str | None, str]:
    if found.actor is not None:
        node = found.content.nodes.get(found.actor)
        return "of", node.name if node else found.actor
    if search.matter is not None:
        return "for", found.rows[0].matter_name or "" if found.rows else search.matter
    return None, ""


def _to_grid(found: Mandates, texts: Texts) -> Grid:
    levels = found.rows[0].ordinary is not None
    columns = [*(["level"] if levels else []), *_COLUMNS]
    headings = [texts(f"cli.column-{name}") for name in columns]
    return to_grid(headings, [_to_cells(found, row, texts) for row in found.rows])


def _to_cells(found: Mandates, row: MandateRow, texts: Texts) -> list[str | Cell]:
    names = {node.id: node.name for node in found.content.nodes.values()}
    level = [] if row.ordinary is None else [_level(found, row, texts)]
    return [
        *(Cell(text, "strong" if row.ordinary else "") for text in level),
        say_token("mandate_kind", row.kind, texts),
        row.matter_name or "",
        " ← ".join(names.get(actor, actor) for actor in row.chain),
        ", ".join((*_limits(row, names, texts), *_terms(row, names, texts))),
        _ground(row, texts),
    ]


def _level(found: Mandates, row: MandateRow, texts: Texts) -> str:
    if row.vacant:
        return texts("mandates.nobody")
    if row.areas and found.area is None:
        return texts("mandates.only-in-area")
    return texts("cli.ordinary" if row.ordinary else "cli.above")


def _limits(row: MandateRow, names: dict[str, str], texts: Texts) -> Iterator[str]:
    """Tell how far a mandate goes: amount, areas, time, conditions."""
    if row.limit is not None:
        yield texts("cli.up-to", amount=say_number(row.limit, texts))
    if row.areas:
        yield texts("cli.in-areas", names=", ".join(names.get(area, area) for area in row.areas))
    if row.valid_from:
        yield texts("cli.valid-from", day=row.valid_from)
    if row.valid_to:
        yield texts("cli.valid-to", day=row.valid_to)
    if row.conditions:
        yield row.conditions


def _terms(row: MandateRow, names: dict[str, str], texts: Texts) -> Iterator[str]:
    """Tell who answers, with whom, and who is heard before."""
    if row.vacant:
        yield texts("mandates.vacant")
    if row.stands_in_for:
        yield texts("mandates.stands-in-for", name=names.get(row.stands_in_for, row.stands_in_for))
    if row.jointly:
        yield texts("mandates.jointly")
    if row.after_hearing:
        yield texts("mandates.after-hearing", names=", ".join(names.get(i, i) for i in row.after_hearing))


def _ground(row: MandateRow, texts: Texts) -> Cell:
    """Tell what a mandate rests on; one without a source stands out."""
    sources = ", ".join(row.sources) or texts("cli.no-source")
    basis = f"{row.legal_basis} " if row.legal_basis else ""
    return Cell(f"{basis}[{row.mandate}; {sources}]", "" if row.sources else "warn")
