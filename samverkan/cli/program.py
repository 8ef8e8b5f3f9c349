"""The program: its commands by name, its options, and the boundary that nothing but words and codes passes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from samverkan import __version__
from samverkan.cli import screen
from samverkan.cli.boundary import guard
from samverkan.cli.grammar import Group, Option
from samverkan.cli.names import COMPLETION_VARIABLE, NAME
from samverkan.cli.session import build_shared_options
from samverkan.cli.voice import Voice, find_voice

_GROUPS = {
    "group-ask": {
        "demo": "samverkan.cli.demo:demo",
        "plan": "samverkan.cli.plan:plan",
        "mandates": "samverkan.cli.mandates:mandates",
        "route": "samverkan.cli.route:route",
        "ask": "samverkan.cli.ask:ask",
        "brief": "samverkan.cli.brief:brief",
        "show": "samverkan.cli.show:show",
        "find": "samverkan.cli.show:find",
    },
    "group-show": {
        "open": "samverkan.cli.open:open_",
        "view": "samverkan.cli.view:view",
    },
    "group-fill": {
        "edit": "samverkan.cli.keeping:edit",
        "add": "samverkan.cli.keeping:add",
        "note": "samverkan.cli.keeping:note",
        "meeting": "samverkan.cli.keeping:meeting",
        "done": "samverkan.cli.keeping:done",
        "remove": "samverkan.cli.keeping:remove",
        "check": "samverkan.cli.files:check",
        "load": "samverkan.cli.files:load",
        "save": "samverkan.cli.files:save",
        "import": "samverkan.cli.foreign:import_",
        "export": "samverkan.cli.foreign:export",
    },
    "group-keep": {
        "diff": "samverkan.cli.history:diff",
        "history": "samverkan.cli.history:history",
        "undo": "samverkan.cli.history:undo",
        "records": "samverkan.cli.records:records",
        "store": "samverkan.cli.store:store",
        "cypher": "samverkan.cli.ask:cypher",
        "completion": "samverkan.cli.completion:completion",
    },
}
_COMMANDS = {name: place for commands in _GROUPS.values() for name, place in commands.items()}


class Program(Group):
    """The outermost group: decides the language first, and lets no exception out."""

    def main(
        self, args: Sequence[str] | None = None, prog_name: str | None = None, *_unused: Any, **_settings: Any
    ) -> Any:
        """Run with the arguments given, else the process's, and exit with 0, 1, 2 or 3."""
        arguments = list(sys.argv[1:] if args is None else args)
        voice = find_voice(arguments, os.environ)
        screen.prepare_streams()
        sys.exit(guard(lambda: self._run(arguments, voice), voice))

    def _run(self, arguments: list[str], voice: Voice) -> Any:
        """Run a command, or tell a shell how what is being typed may go on."""
        wanted = os.environ.get(COMPLETION_VARIABLE)
        if wanted:
            from click.shell_completion import shell_complete

            return shell_complete(self, {"obj": voice}, NAME, COMPLETION_VARIABLE, wanted)
        with self.make_context(NAME, arguments, obj=voice) as ctx:
            return self.invoke(ctx)


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"samverkan {__version__}")
        ctx.exit()


def _ignore(**_values: Any) -> None:
    """Do nothing: the language was decided before Click read the arguments."""


program = Program(
    NAME,
    words="root",
    lazy=_COMMANDS,
    groups={group: tuple(commands) for group, commands in _GROUPS.items()},
    shared=build_shared_options(),
    callback=_ignore,
)
program.params.insert(1, Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version))
