"""`records succession` and `records persons off`."""

from __future__ import annotations

from datetime import date

from samverkan.cli.files import report
from samverkan.cli.grammar import argument, option
from samverkan.cli.kinds import Day, OneOf
from samverkan.cli.session import Session, command
from samverkan.cli.writing import build_terms, show_written, writing


@command("records-succession", consent=True)
@argument("post", metavar="post")
@option("--from", "day", type=Day(), required=True, help="option-new-holder")
@writing
def succession(session: Session, post: str, day: date, by: str | None, why: str | None, dry_run: bool) -> int:
    """Follow a post from one holder to the next."""
    from samverkan.workflows.succession import follow_holder

    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    return show_written(session, follow_holder(session.where, post, day, terms))


@command("records-persons", consent=True)
@argument("switch", type=OneOf("off"), metavar="switch")
@writing
def persons(session: Session, switch: str, by: str | None, why: str | None, dry_run: bool) -> int:
    """Do without persons."""
    from samverkan.workflows.succession import do_without_persons

    count, made = do_without_persons(session.where, build_terms(session, by=by, why=why, dry_run=dry_run))
    texts = session.texts
    said = texts.count("records.persons-off", count) if made or dry_run else texts("records.persons-none")
    data: dict[str, object] = {"persons": count, "revision": made.number if made else None}
    return session.show(report(data, [said, *([texts("edits.only-tried")] if dry_run else [])]))
