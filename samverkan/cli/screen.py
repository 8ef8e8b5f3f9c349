"""Where output goes: what the terminal can show, questions to its user, and a line of progress."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import TextIO

import click

# What a console without UTF-8 can show instead; anything else it lacks becomes a question mark.
_SPELLED_OUT = str.maketrans({"→": "->", "←": "<-", "≥": ">=", "≤": "<=", "─": "-", "…": "...", "–": "-", "✓": "x"})

_PATIENCE = 1.0  # seconds that nobody minds waiting without a word
_PAUSE = 0.2  # seconds between two drawings of a line


def prepare_streams() -> None:
    """Let a character that a console cannot show become a question mark, and closed streams lead nowhere."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - stays open as long as the process
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - stays open as long as the process
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person sits at the other end."""
    return stream is not None and not stream.closed and stream.isatty()


def find_width(stream: TextIO) -> int | None:
    """Return the columns of the terminal, or None for a pipe or a file."""
    return shutil.get_terminal_size().columns if is_terminal(stream) else None


def has_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Tell whether colour is wanted: on a terminal, unless NO_COLOR or a dumb terminal says otherwise."""
    return is_terminal(stream) and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def speaks_utf8(stream: TextIO) -> bool:
    """Tell whether a stream takes every character."""
    return (stream.encoding or "ascii").lower().replace("-", "").startswith("utf")


def write(text: str, stream: TextIO) -> None:
    """Write text as well as the stream can show it, at once."""
    if not speaks_utf8(stream):
        text = text.translate(_SPELLED_OUT)
    click.echo(text, file=stream, nl=False, color=has_colour(stream, os.environ))
    stream.flush()


def ask(question: str) -> str | None:
    """Put a question to whoever sits at the terminal; None where nobody does."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return None
    write(question, sys.stderr)
    return sys.stdin.readline().strip()


def ask_password(question: str) -> str | None:
    """Ask for a password without showing it; None where nobody sits at the terminal."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return None
    from getpass import getpass

    return getpass(question, stream=sys.stderr)


@contextmanager
def show_waiting(words: str) -> Iterator[None]:
    """Count the seconds on a terminal while something is done that cannot tell how far it has come."""
    began = monotonic()

    def say() -> str:
        after = monotonic() - began
        return "" if after < _PATIENCE else f"{words} {after:.0f} s"

    with show_line(say):
        yield


@contextmanager
def show_line(say: Callable[[], str]) -> Iterator[None]:
    """Rewrite one line on a terminal while something is done, whenever it has something to say; erase it at the end."""
    if not is_terminal(sys.stderr):
        yield
        return
    done = Event()
    longest = 0

    def draw() -> None:
        nonlocal longest
        while not done.wait(_PAUSE):
            line = say()[: shutil.get_terminal_size().columns - 1]
            if line:
                write(f"\r{line:<{longest}}", sys.stderr)
                longest = max(longest, len(line))

    drawer = Thread(target=draw, daemon=True)
    drawer.start()
    try:
        yield
    finally:
        done.set()
        drawer.join()
        if longest:
            write(f"\r{' ' * longest}\r", sys.stderr)


def build_progress(words: str) -> Callable[[int, int], None] | None:
    """Return what draws a line of progress on a terminal for work that lasts, or None in a pipe."""
    if not is_terminal(sys.stderr):
        return None
    began, ended = monotonic(), False

    def show(done: int, total: int) -> None:
        nonlocal ended
        if ended or monotonic() - began < _PATIENCE:
            return
        ended = done >= total
        share = 1.0 if total <= 0 else min(1.0, done / total)
        bar = "#" * round(share * 30)
        end = "\n" if ended else ""
        write(f"\r{words} [{bar:<30}] {share:4.0%}{end}", sys.stderr)

    return show
