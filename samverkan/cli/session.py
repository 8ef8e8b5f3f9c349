"""The options that every command shares, and the one way in which a result is shown."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samverkan.cli import screen
from samverkan.cli.document import Block
from samverkan.cli.grammar import Command, Option, voice_of
from samverkan.cli.kinds import Day, OneOf, When
from samverkan.cli.plain import to_line
from samverkan.cli.suffixes import refuse_foreign
from samverkan.cli.voice import Voice
from samverkan.errors import UsageError
from samverkan.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from samverkan.workflows.open_store import Where

FORMATS = ("table", "json", "csv")


@dataclass(frozen=True)
class Shown:
    """A result, ready for each form of output; only the form that is asked for is made.

    `data` is what JSON says, `blocks` what a person reads, `table` the (columns, rows) of CSV. `notes` go to
    stderr; `code` is the exit code. A file of what is `private` only its owner may read.
    """

    data: Callable[[], Any]
    blocks: Callable[[], Iterable[Block]]
    table: Callable[[], tuple[Sequence[str], Iterable[Mapping[str, Any]]]]
    notes: Sequence[str] = ()
    code: int = 0
    private: bool = False


@dataclass(frozen=True)
class Session:
    """What the shared options of one run say."""

    voice: Voice
    store: str | None = None
    as_of: date | None = None
    format: str | None = None
    output: Path | None = None
    force: bool = False
    yes: bool = False
    revision: int | date | None = None
    internal: bool = False
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @property
    def texts(self) -> Texts:
        """The words of the run."""
        return self.voice.texts

    @property
    def form(self) -> str:
        """The form of output: as asked for, else as the name of the file says, else a table."""
        suffix = self.output.suffix.lower().lstrip(".") if self.output else ""
        return self.format or (suffix if suffix in (*FORMATS, "xlsx") else "table")

    @property
    def leaves_house(self) -> bool:
        """Whether the answer goes where others may read it, to which own assessments never follow.

        That is a file, a table for another program, and whatever is no terminal, unless the user keeps it inside.
        """
        if self.internal:
            return False
        return self.output is not None or self.form == "csv" or not screen.is_terminal(sys.stdout)

    @property
    def where(self) -> Where:
        """The store that is meant, and how its password is asked for."""
        from samverkan.workflows.open_store import Where

        question = self.texts("cli.ask-password")

        def reading(path: Path) -> AbstractContextManager[None]:
            return screen.show_waiting(self.texts("cli.progress-read", file=to_line(path)))

        def fetched(rows: int) -> None:
            if self.voice.debug:
                self.note(self.texts("neo4j.rows-fetched", rows=rows))

        def left_out(number: int) -> None:
            self.note(self.texts.count("edits.left-out", number))

        def restricted(number: int) -> None:
            self.note(self.texts.count("records.restricted", number))

        return Where(
            self.store,
            self.environ,
            Path(),
            lambda: screen.ask_password(question),
            reading,
            fetched,
            self.revision,
            left_out,
            restricted=restricted,
        )

    def progress(self, key: str) -> Callable[[int, int], None] | None:
        """Return a line of progress under a heading, or None where nobody looks."""
        return screen.build_progress(self.texts(f"cli.progress-{key}"))

    def agrees(self, key: str, **values: Any) -> bool:
        """Ask for consent; without a terminal only --yes is a yes."""
        if self.yes:
            return True
        question = self.texts(f"cli.consent-{key}", **{k: to_line(v) for k, v in values.items()})
        answer = screen.ask(f"{question} {self.texts('cli.consent-choice')} ")
        if answer is None:
            raise UsageError("consent-needed", question=question)
        return answer.casefold() in ("j", "ja", "y", "yes")

    def note(self, *sentences: str) -> None:
        """Say something beside the answer."""
        if sentences:
            screen.write("".join(f"{to_line(sentence)}\n" for sentence in sentences), sys.stderr)

    def keep_store(self, target: Path) -> None:
        """Refuse to write an answer over a map or a store, even with --force: it would be lost for a page."""
        is_store = self.store is not None and target.resolve() == Path(self.store).resolve()
        if is_store or (target.exists() and target.suffix.lower() in (".yaml", ".yml", ".samverkan")):
            raise UsageError("not-over-a-map", path=target)

    def show(self, shown: Shown) -> int:
        """Put a result where it was asked for, in the form that was asked for."""
        from samverkan.cli.forms import to_file, to_form

        if self.output is None:
            width = screen.find_width(sys.stdout)
            colour = screen.has_colour(sys.stdout, self.environ)
            ascii_only = not screen.speaks_utf8(sys.stdout)
            screen.write(to_form(shown, self.form, width=width, colour=colour, ascii_only=ascii_only), sys.stdout)
        else:
            from samverkan.files import write_file

            self.keep_store(self.output)
            data = to_file(shown, self.form, self.texts.lang)
            write_file(self.output, data, replace=self.force, private=shown.private)
            self.note(self.texts("cli.written", path=self.output))
        self.note(*shown.notes)
        return shown.code


_SHARED: Sequence[tuple[Sequence[str], Mapping[str, Any]]] = (
    (["--store"], {"envvar": "SAMVERKAN_STORE"}),
    (["--lang"], {"type": OneOf(*LANGUAGES), "expose_value": False}),
    (["--as-of"], {"type": Day()}),
    (["--format"], {"type": OneOf(*FORMATS)}),
    (["-o", "--output"], {"type": click.Path(path_type=Path)}),
    (["--force"], {"is_flag": True}),
    (["--debug"], {"is_flag": True, "expose_value": False}),
)
_IN_SESSION = ("store", "as_of", "format", "output", "force", "yes")
_REVISION: tuple[Sequence[str], Mapping[str, Any]] = (["--revision"], {"type": When()})
_INTERNAL: tuple[Sequence[str], Mapping[str, Any]] = (["--internal"], {"is_flag": True})
# The commands whose answer may tell, or rest on, what somebody in the house believes.
_MAY_TELL_OWN = ("plan", "route", "ask", "show", "find", "cypher")
_CONSENT: tuple[Sequence[str], Mapping[str, Any]] = (["--yes"], {"is_flag": True})


def build_shared_options() -> list[Option]:
    """Build the options that every command has."""
    return [Option(names, shared=True, **settings) for names, settings in _SHARED]


_READING = ("plan", "route", "brief", "mandates", "ask", "show", "find", "view", "cypher", "store-info")


def _tell_newer_map(session: Session) -> None:
    """Say that the store of the folder is read, though a map file beside it was changed later."""
    from samverkan.workflows.open_store import DEFAULT_STORE, find_newer_map

    newer = find_newer_map(Path())
    if newer:
        session.note(session.texts("cli.newer-map", store=DEFAULT_STORE, file=newer))


def command(
    words: str, *, consent: bool = False, revision: bool = False, cls: type[Command] = Command
) -> Callable[[Callable[..., int]], Command]:
    """Make a command of a function of (session, its own options), with the shared options after its own."""

    tells_own = words in _MAY_TELL_OWN

    def decorate(function: Callable[..., int]) -> Command:
        @functools.wraps(function)
        def run(**values: Any) -> int:
            names = (*_IN_SESSION, *(("revision",) if revision else ()), *(("internal",) if tells_own else ()))
            shared = {name: values.pop(name) for name in names if name in values}
            session = Session(voice_of(click.get_current_context()), **shared)
            if session.internal and session.output:
                raise UsageError("internal-to-a-file")
            if session.output and words not in ("view", "brief"):
                refuse_foreign(session.output)
            if session.store is None and words in _READING:
                _tell_newer_map(session)
            return function(session, **values)

        params = [*reversed(getattr(function, "__click_params__", []))]
        extra = [
            *([_INTERNAL] if tells_own else []),
            *([_CONSENT] if consent else []),
            *([_REVISION] if revision else []),
        ]
        params += [*(Option(names, **settings) for names, settings in extra), *build_shared_options()]
        return cls(words.split("-")[-1], callback=run, params=params, words=words)

    return decorate
