"""`store info`, `store copy` and `store wipe`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from samverkan.cli.document import Blank, Block, Grid, Heading, Paragraph
from samverkan.cli.files import report, say_size
from samverkan.cli.grammar import Group, argument
from samverkan.cli.session import Session, Shown, command
from samverkan.cli.writing import build_terms, writing
from samverkan.schema import read_schema
from samverkan.texts import Texts

if TYPE_CHECKING:
    from samverkan.store.protocol import StoreInfo

_LAST = 10  # lines of the log of records

store = Group(
    "store",
    words="store",
    lazy={name: f"samverkan.cli.store:{name}" for name in ("info", "copy", "wipe")},
    callback=lambda: None,
)


@command("store-info")
def info(session: Session) -> int:
    """Tell what is in a store."""
    from samverkan.cli.records import to_log_rows
    from samverkan.workflows.records import Logged, read_log
    from samverkan.workflows.store import read_store_info

    found = read_store_info(session.where)
    logged = read_log(session.where)
    lines = list(to_log_rows(Logged(logged.revisions[-_LAST:], logged.content)))
    return session.show(
        Shown(
            data=lambda: {**_to_json(found), "records": lines},
            blocks=lambda: [*_tell(found, session.texts), *_tell_log(lines, session.texts)],
            table=lambda: (("what", "name", "number"), list(_to_rows(found))),
        )
    )


def _tell_log(lines: list[dict[str, Any]], texts: Texts) -> Iterator[Block]:
    """Tell the last lines of the log of records."""
    if lines:
        yield Blank()
        yield Heading(texts("records.last-lines"))
    for line in lines:
        told = (line["at"][:16].replace("T", " "), line["by"], line["command"], line["why"])
        yield Paragraph("  ".join(part for part in told if part))


def _to_json(found: StoreInfo) -> dict[str, Any]:
    counts = {"nodes": dict(found.nodes), "relations": dict(found.relations)}
    return {"kind": found.kind, "title": found.title, "format": found.format, **counts, "details": dict(found.details)}


def _to_rows(found: StoreInfo) -> Iterator[dict[str, Any]]:
    for what, counts in (("node", found.nodes), ("relation", found.relations)):
        for name, number in counts.items():
            yield {"what": what, "name": name, "number": number}


def _tell(found: StoreInfo, texts: Texts) -> Iterator[Block]:
    schema = read_schema()
    kind = texts.find(f"cli.store-kind-{found.kind}") or found.kind
    yield Heading(found.title or texts("cli.store-untitled"))
    yield Paragraph(texts("cli.store-is", kind=kind, format=found.format))
    for name, value in found.details.items():
        yield Paragraph(f"{texts.find(f'cli.store-detail-{name}') or name}: {value}")
    labels = [(schema.labels[n].words[texts.lang][1], n, str(c)) for n, c in found.nodes.items() if c]
    types = [(schema.relations[n].words[texts.lang][0], n, str(c)) for n, c in found.relations.items() if c]
    for heading, rows in (("cli.things", labels), ("cli.relations", types)):
        if rows:
            yield Blank()
            yield Grid((texts(heading), texts("cli.in-code"), texts("cli.number")), rows, right=frozenset({2}))


@command("store-copy", consent=True)
@argument("to")
@writing
def copy(session: Session, to: str, by: str | None, why: str | None, dry_run: bool) -> int:
    """Copy a store to another, which is replaced."""
    from samverkan.workflows.store import copy_store

    content = copy_store(session.where, to, build_terms(session, by=by, why=why, dry_run=dry_run))
    data: dict[str, object] = {"to": to, "title": content.title, "nodes": len(content.nodes)}
    data |= {"relations": len(content.relations)}
    said = session.texts("cli.copied", **data, size=say_size(content, session.texts))
    return session.show(report(data, [said]))


@command("store-wipe", consent=True)
def wipe(session: Session) -> int:
    """Delete the map in a store."""
    from samverkan.workflows.store import wipe_store

    address = wipe_store(session.where, build_terms(session, "wipe", by=None, why=None, dry_run=False))
    return session.show(report({"wiped": address}, [session.texts("cli.wiped", address=address)]))
