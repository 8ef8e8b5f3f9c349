"""Click's commands, options and arguments, with every word of theirs taken from `locales/*/cli.toml`.

A command called `store info` finds its words under `store-info-short` (one line), `store-info-help` and
`store-info-example`; an option `--as-of` under `option-as-of`, or under the name it is given instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

import click

from samverkan.cli.kinds import OneOf
from samverkan.cli.voice import DEFAULT_LANGUAGE, Voice
from samverkan.errors import UsageError
from samverkan.texts import LANGUAGES, Texts


def voice_of(ctx: click.Context) -> Voice:
    """Return how this run speaks; Swedish where nothing was decided."""
    found = ctx.find_root().obj
    return found if isinstance(found, Voice) else Voice(Texts(DEFAULT_LANGUAGE))


class Option(click.Option):
    """An option whose help and metavar are keys of the locale file; one that every command has is `shared`."""

    def __init__(self, *args: Any, shared: bool = False, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.shared = shared

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option as written and its help in the language of the run."""
        record = super().get_help_record(ctx)
        key = self.help or f"option-{(self.name or '').replace('_', '-')}"
        return None if record is None else (record[0], voice_of(ctx).texts(f"cli.{key}"))

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the word that stands for the value."""
        key = self.metavar or (self.name or "").replace("_", "-")
        return voice_of(ctx).texts.find(f"cli.metavar-{key}") or self.metavar or super().make_metavar(ctx)


class Argument(click.Argument):
    """An argument whose metavar is a key of the locale file."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the word that stands for the value, in brackets when it may be left out."""
        word = voice_of(ctx).texts(f"cli.metavar-{self.metavar or (self.name or '').replace('_', '-')}")
        word = word if self.required else f"[{word}]"
        return f"{word.removesuffix('…')}…" if self.nargs == -1 else word


def _show_help(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


class _Worded(click.Command):
    """What commands and groups have in common: their own help page."""

    def __init__(self, name: str, *, words: str, **settings: Any) -> None:
        super().__init__(name, **{**settings, "add_help_option": False})
        self.words = words
        self.params.append(Option(["--help"], is_flag=True, is_eager=True, expose_value=False, callback=_show_help))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says how the command is written."""
        texts = voice_of(ctx).texts
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), f"{texts('cli.usage')} ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what stands after the command's name."""
        arguments = [piece for param in self.params for piece in param.get_usage_pieces(ctx)]
        return [*arguments, voice_of(ctx).texts("cli.usage-options")]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command is for."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(voice_of(ctx).texts(f"cli.{self.words}-help").strip())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options of its own, one a line, and name those that every command has."""
        options = [param for param in self.params if isinstance(param, Option)]
        own = [param for param in options if not param.shared]
        texts = voice_of(ctx).texts
        with formatter.section(texts("cli.options")):
            formatter.write_dl([record for param in own if (record := param.get_help_record(ctx))])
            shared = ", ".join(param.opts[-1] for param in options if param.shared)
            if shared:
                formatter.write_paragraph()
                formatter.write_text(texts("cli.options-shared", names=shared))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write an example that runs as it stands."""
        texts = voice_of(ctx).texts
        with formatter.section(texts("cli.examples")):
            for line in texts(f"cli.{self.words}-example").strip().splitlines():
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; one too many is an error in the user's language."""
        rest = super().parse_args(ctx, args)
        if ctx.args and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise UsageError("extra-argument", text=" ".join(ctx.args))
        return rest


class Command(_Worded):
    """A command with its words."""

    allow_extra_args = True  # so that the surplus is found, and said in the user's language, by `parse_args`


class Group(_Worded, click.Group):
    """A group that loads a command when it is called, so that help costs nothing.

    `lazy` maps a command's name to `module:attribute`. In its help they stand under the headings of `groups`, and
    behind them the options that every command has.
    """

    def __init__(
        self,
        name: str,
        *,
        lazy: dict[str, str],
        groups: dict[str, tuple[str, ...]] | None = None,
        shared: Sequence[Option] = (),
        **settings: Any,
    ) -> None:
        """Take the names of the commands and where each stands."""
        super().__init__(name, invoke_without_command=True, **settings)
        self.lazy = lazy
        self.groups = groups or {"commands": tuple(lazy)}
        self.shared = shared
        self.params.insert(0, Option(["--lang"], type=OneOf(*LANGUAGES), expose_value=False))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a newcomer needs them."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command; one that does not exist is an error with the nearest names."""
        if cmd_name in self.lazy:
            module, _, attribute = self.lazy[cmd_name].partition(":")
            command: click.Command = getattr(import_module(module), attribute)
            return command
        if ctx.resilient_parsing or cmd_name.startswith("-"):
            return None
        nearest = tuple(_find_nearest(cmd_name, self.lazy))
        raise UsageError("unknown-command", text=cmd_name, command=ctx.command_path, nearest=nearest)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in their groups, then the options, those of every command last."""
        texts = voice_of(ctx).texts
        prefix = "" if self.words == "root" else f"{self.words}-"
        for group, names in self.groups.items():
            with formatter.section(texts(f"cli.{group}")):
                formatter.write_dl([(name, texts(f"cli.{prefix}{name}-short")) for name in names])
        super().format_options(ctx, formatter)
        records = [record for option in self.shared if (record := option.get_help_record(ctx))]
        if records:
            with formatter.section(texts("cli.options-of-all")):
                formatter.write_dl(records)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what stands after the group's name."""
        return [voice_of(ctx).texts("cli.usage-command")]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named; without one, show what there is."""
        if not ctx._protected_args:
            click.echo(ctx.get_help())
            return 0
        return super().invoke(ctx)


def _find_nearest(text: str, names: dict[str, str]) -> Iterator[str]:
    from difflib import get_close_matches

    from samverkan.tables.nearest import NEAR

    yield from get_close_matches(text, names, n=3, cutoff=NEAR)


def option(*names: str, **settings: Any) -> Callable[[Any], Any]:
    """Give a command an option of ours."""
    return click.option(*names, cls=Option, **settings)


def argument(name: str, **settings: Any) -> Callable[[Any], Any]:
    """Give a command an argument of ours."""
    return click.argument(name, cls=Argument, **settings)
