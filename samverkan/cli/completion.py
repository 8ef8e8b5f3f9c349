"""`completion`, and what the shell offers where an id is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from samverkan.cli import screen
from samverkan.cli.grammar import argument
from samverkan.cli.kinds import OneOf
from samverkan.cli.names import COMPLETION_VARIABLE, NAME
from samverkan.cli.session import Session, command
from samverkan.errors import SamverkanError
from samverkan.files import write_file

SHELLS = ("bash", "zsh", "fish")


@command("completion")
@argument("shell", type=OneOf(*SHELLS), required=False)
def completion(session: Session, shell: str | None) -> int:
    """Print the script that lets a shell complete commands, options and ids."""
    name = shell or Path(session.environ.get("SHELL", "bash")).name
    found = get_completion_class(name if name in SHELLS else "bash")
    assert found is not None
    script = found(click.get_current_context().find_root().command, {}, NAME, COMPLETION_VARIABLE)
    source = script.source_template % script.source_vars()
    if session.output is None:
        screen.write(source, sys.stdout)
    else:
        write_file(session.output, source, replace=session.force)
    return 0


def complete_ids(*labels: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return what completes ids of some labels (of all without any) from the store that is meant."""

    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from samverkan.privacy import stays_inside
        from samverkan.store.registry import find_kind
        from samverkan.workflows.open_store import Where, read_whole_map

        where = Where(ctx.params.get("store"), os.environ, Path())
        try:
            # A shell waits for the answer, so no server is asked.
            if where.given and not find_kind(where.given).is_file:
                return []
            content = read_whole_map(where)
        except (SamverkanError, OSError, ValueError):
            return []
        return [
            CompletionItem(node.id, help=node.name)
            for node in content.nodes.values()
            if node.id.startswith(incomplete) and (not labels or node.label in labels)
            if not stays_inside(node)
        ]

    return complete
