"""`demo`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from samverkan.cli.browser import may_open_browser, open_browser
from samverkan.cli.document import Blank, Block, Heading, Paragraph
from samverkan.cli.grammar import argument
from samverkan.cli.plan import to_shown
from samverkan.cli.session import Session, command

if TYPE_CHECKING:
    from samverkan.workflows.demo import Demo


@command("demo")
@argument("dir", required=False)
def demo(session: Session, dir: str | None) -> int:
    """Write the example, plan, and make the page."""
    from samverkan.workflows.demo import write_demo

    done = write_demo(Path(dir or "samverkan-demo"), as_of=session.as_of, texts=session.texts, force=session.force)
    shown = to_shown(session, done.planned)
    paths = {"folder": str(done.folder), "map": str(done.map_file), "page": str(done.page), "map_kept": done.kept}
    code = session.show(
        replace(
            shown,
            data=lambda: {**paths, "plan": shown.data()},
            blocks=lambda: [*shown.blocks(), *_tell_where(done, session)],
        )
    )
    if may_open_browser(session):
        open_browser(done.page.resolve().as_uri(), session.environ)
    return code


def _tell_where(done: Demo, session: Session) -> Iterator[Block]:
    """Tell where everything lies and what to try next."""
    texts = session.texts
    yield Blank()
    yield Paragraph(texts("cli.demo-kept" if done.kept else "cli.demo-written", folder=done.folder, map=done.map_file))
    yield Paragraph(texts("cli.demo-page", page=done.page.resolve()), "strong")
    yield Blank()
    yield Heading(texts("cli.demo-next"))
    for line in texts("cli.demo-try", folder=done.folder, program=_find_program(session)).strip().splitlines():
        yield Paragraph(line, indent=2)


def _find_program(session: Session) -> str:
    """Return how the program was started, so that what is printed can be typed."""
    started = Path(sys.argv[0])
    if started.name != "samverkan":
        return "samverkan"
    on_path = any(
        (Path(folder) / started.name).is_file() for folder in session.environ.get("PATH", "").split(os.pathsep)
    )
    return "samverkan" if on_path else str(started.resolve())
