"""`open`: the workspace in a browser."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from threading import Thread

from samverkan.cli.browser import may_open_browser, open_browser
from samverkan.cli.grammar import argument, option
from samverkan.cli.kinds import Number
from samverkan.cli.session import Session, command
from samverkan.errors import UsageError


@command("open")
@argument("map", required=False)
@option("--port", type=Number(whole=True), default=0)
@option("--no-browser", is_flag=True)
@option("--read-only", is_flag=True)
@option("--by", envvar="SAMVERKAN_BY")
def open_(session: Session, map: str | None, port: int, no_browser: bool, read_only: bool, by: str | None) -> int:
    """Open a map in the browser, to read, plan and fill it."""
    from samverkan.model import without_collecting

    with without_collecting():
        from samverkan.desk.opening import open_workspace
        from samverkan.desk.session import Session as Desk

    if session.output is not None:
        raise UsageError("desk.no-output")
    if map and session.store and map != session.store:
        raise UsageError("desk.two-maps", one=map, other=session.store)
    where = replace(session, store=map or session.store).where
    where = replace(where, ask_password=cache(where.ask_password))
    if map or session.store:
        _refuse_missing(where.given or "")
    desk = Desk(where, session.texts, session.as_of, by, lasting=not read_only)

    def tell(link: str, started: bool) -> None:
        session.note(session.texts("desk.opened" if started else "desk.open-already", link=link))
        if no_browser or not may_open_browser(session, windows=True):
            return
        opening = Thread(target=open_browser, args=(link, session.environ), daemon=started)
        opening.start()  # some browsers are waited for, and the first page must be answered meanwhile

    open_workspace(desk, tell, port=port)
    return 0


def _refuse_missing(address: str) -> None:
    """Refuse a map file that is not there; a store file may begin empty."""
    from pathlib import Path

    from samverkan.files import require_file
    from samverkan.store.registry import find_kind

    if find_kind(address).is_map_file:
        require_file(Path(address))
