"""Show an address in the user's browser, where somebody sits at a screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from samverkan.cli import screen
from samverkan.cli.session import Session

# What opens an address in the browser of a Windows that this Linux runs in: the first that is there.
_IN_WINDOWS = (("wslview",), ("rundll32.exe", "url.dll,FileProtocolHandler"))


def may_open_browser(session: Session, *, windows: bool = False) -> bool:
    """Tell whether a person sits at a terminal with a screen; never in CI.

    With `windows` the screen may be that of a Windows that this Linux runs in.
    """
    if session.environ.get("CI") or session.form == "json" or not screen.is_terminal(sys.stdout):
        return False
    has_screen = session.environ.get("DISPLAY") or session.environ.get("WAYLAND_DISPLAY")
    in_windows = windows and find_windows_opener(session.environ)
    return os.name == "nt" or sys.platform == "darwin" or bool(has_screen or in_windows)


def find_windows_opener(environ: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the command that opens an address in Windows, where this is a Linux in it."""
    from shutil import which

    if not environ.get("WSL_DISTRO_NAME"):
        return None
    return next((command for command in _IN_WINDOWS if which(command[0])), None)


def open_browser(address: str, environ: Mapping[str, str]) -> None:
    """Show an address in the user's browser; that of Windows knows no files of a Linux in it.

    Where Windows may not be called, what this Linux has is.
    """
    opener = find_windows_opener(environ) if address.startswith("http") else None
    if opener is not None and _start(*opener, address):
        return
    import webbrowser

    webbrowser.open(address)


def _start(*command: str) -> bool:
    import subprocess

    try:
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return True
