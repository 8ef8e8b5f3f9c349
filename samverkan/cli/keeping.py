"""`edit`, `add`, `remove`, `note`, `meeting` and `done`: keep a map alive from the prompt."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from samverkan.cli import workbook
from samverkan.cli.grammar import Command, argument, option
from samverkan.cli.kinds import Day
from samverkan.cli.session import Session, command
from samverkan.cli.writing import build_terms, show_written, writing
from samverkan.errors import EditProblemsError, NoteProblemsError, UsageError

if TYPE_CHECKING:
    from samverkan.edits import Revision
    from samverkan.workflows.edits import Written

_TAKEN_AWAY = re.compile(r"-([^\s=-][^=]*)=(.*)", re.DOTALL)
_MINUS = "\N{MINUS SIGN}"


class FieldCommand(Command):
    """A command in which `-name=value` is a field to take away from, where `name` is one, and never an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Mark such words before options are read."""
        return super().parse_args(ctx, [self._mark(word) for word in args])

    @staticmethod
    def _mark(word: str) -> str:
        found = _TAKEN_AWAY.fullmatch(word)
        return f"{_MINUS}{found[1]}={found[2]}" if found and _is_field(found[1]) else word


def _is_field(name: str) -> bool:
    from samverkan.schema import read_schema
    from samverkan.tables.field_words import find_item_key

    first = name.partition(".")[0]
    return any(find_item_key(label, name) or find_item_key(label, first) for label in read_schema().labels)


@command("edit", consent=True, cls=FieldCommand)
@argument("id", required=False)
@argument("fields", nargs=-1)
@writing
def edit(
    session: Session, id: str | None, fields: tuple[str, ...], by: str | None, why: str | None, dry_run: bool
) -> int:
    """Change fields of one thing, or the whole map in a spreadsheet."""
    from samverkan.workflows.keeping import edit_thing

    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    if id is None:
        return workbook.edit(session, terms)
    if not fields:
        raise UsageError("edits.no-field")
    return show_written(session, edit_thing(session.where, id, fields, terms))


@command("add", cls=FieldCommand)
@argument("section")
@argument("fields", nargs=-1)
@writing
def add(session: Session, section: str, fields: tuple[str, ...], by: str | None, why: str | None, dry_run: bool) -> int:
    """Add a thing."""
    from samverkan.workflows.keeping import add_thing

    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    done = add_thing(session.where, section, fields, terms)
    return show_written(session, done, _say_made(session, done))


def _say_made(session: Session, done: Written) -> Callable[[Revision], str]:
    from samverkan.workflows.keeping import find_new

    made = ", ".join(find_new(done.preview))
    return lambda revision: session.texts("edits.made", id=made, number=revision.number)


@command("remove", consent=True)
@argument("id")
@writing
def remove(session: Session, id: str, by: str | None, why: str | None, dry_run: bool) -> int:
    """Remove a thing with all its relations."""
    from samverkan.workflows.keeping import remove_thing

    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    return show_written(session, remove_thing(session.where, id, terms))


class NoteCommand(Command):
    """A command that says where what it is given too much of may stand."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            if error.key != "extra-argument":
                raise
            raise UsageError("edits.note-extra", **error.values) from error


@command("note", cls=NoteCommand)
@argument("who")
@argument("about", required=False)
@option("--stance")
@option("--concern")
@option("--would-help")
@option("--basis")
@option("--on", type=Day())
@option("--meeting", help="option-note-meeting")
@option("--promise")
@option("--due", type=Day())
@option("--promised-by")
@writing
def note(session: Session, by: str | None, why: str | None, dry_run: bool, **said: Any) -> int:
    """Write down what somebody said."""
    from samverkan.workflows.keeping import Said, note_position

    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    try:
        done = note_position(session.where, Said(**said), terms)
    except EditProblemsError as error:
        raise NoteProblemsError(error.problems, error.content) from error
    except UsageError as error:
        raise _say_where_it_stands(error, **said) from error
    return show_written(session, done, _say_made(session, done))


def _say_where_it_stands(error: UsageError, who: str, about: str | None, **_: Any) -> UsageError:
    """Return what is wrong with a note that says things in the wrong places; any other error as it is."""
    from samverkan.schema import read_schema

    if error.key not in ("unknown-id", "unknown-id-of", "wrong-label"):
        return error
    text = error.values["text"]
    if text == about and read_schema().find_token("stance", text):
        return UsageError("edits.note-stance", text=text, who=who)
    return UsageError("edits.note-order", **error.values) if error.key == "wrong-label" else error


@command("meeting")
@argument("kind", metavar="contact-kind")
@argument("who", nargs=-1, required=True)
@option("--about", multiple=True)
@option("--on", type=Day())
@option("--summary")
@option("--feedback", type=Day())
@writing
def meeting(session: Session, by: str | None, why: str | None, dry_run: bool, **contact: Any) -> int:
    """Write down a contact."""
    from samverkan.workflows.keeping import Contact, write_meeting

    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    done = write_meeting(session.where, Contact(**contact), terms)
    return show_written(session, done, _say_made(session, done))


@command("done")
@argument("id")
@option("--on", type=Day())
@option("--answered-by")
@writing
def done(
    session: Session,
    id: str,
    on: date | None,
    answered_by: str | None,
    by: str | None,
    why: str | None,
    dry_run: bool,
) -> int:
    """Mark a commitment, a requirement or feedback as done."""
    from samverkan.workflows.keeping import mark_done

    terms = build_terms(session, by=by, why=why, dry_run=dry_run)
    return show_written(session, mark_done(session.where, id, on, answered_by, terms))
