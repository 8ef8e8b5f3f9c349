"""The program in a process of its own: a real terminal, pipes that close, consoles of other kinds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import HAVSAKRA, write_map

SAMVERKAN = [sys.executable, "-m", "samverkan"]
CHECKOUT = str(Path(__file__).parents[2])


def environ(**more: str) -> dict[str, str]:
    left_out = ("SAMVERKAN", "NEO4J", "LC_", "LANG", "NO_COLOR", "COLUMNS", "LINES")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
    return {**kept, "PYTHONPATH": CHECKOUT, "LANG": "sv_SE.UTF-8", "TERM": "xterm", "CI": "1", **more}


def in_terminal(arguments: list[str], *, columns: int = 80, typed: str = "", **more: str) -> tuple[int, str]:
    """Run in a pseudo-terminal and return the code and everything that was shown."""
    pty = pytest.importorskip("pty")
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen(
        [*SAMVERKAN, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environ(**more), close_fds=True
    )
    os.close(theirs)
    if typed:
        os.write(ours, typed.encode())
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(ours)
    return process.wait(), shown.decode().replace("\r\n", "\n")


def without_colour(text: str) -> str:
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_terminal_gets_colour_and_nothing_wider_than_itself(columns):
    code, shown = in_terminal(["plan", "c1", "--store", str(HAVSAKRA)], columns=columns)
    assert code == 0
    assert "\x1b[1m" in shown
    assert max(len(line) for line in without_colour(shown).splitlines()) <= columns


def test_no_color_is_respected():
    _, shown = in_terminal(["plan", "c1", "--store", str(HAVSAKRA)], NO_COLOR="1")
    assert "\x1b" not in shown


def test_a_pipe_gets_it_plain_and_complete():
    done = subprocess.run(
        [*SAMVERKAN, "plan", "c1", "--full", "--store", str(HAVSAKRA)],
        capture_output=True,
        env=environ(COLUMNS="20"),
        check=True,
    )
    assert b"\x1b" not in done.stdout
    assert "Måste med, om inte Teknik- och fritidsnämnden tar över  Gatuchef" in done.stdout.decode()


def test_no_more_than_fifty_problems_on_a_terminal(tmp_path):
    bad = write_map(tmp_path / "fel.yaml", "actors:\n" + "".join(f"  - {{id: a{i}, name: A}}\n" for i in range(60)))
    code, shown = in_terminal(["check", str(bad)], columns=200)
    assert code == 1
    assert without_colour(shown).count("fel.yaml:") == 50 and "50 av 60" in shown
    piped = subprocess.run([*SAMVERKAN, "check", str(bad)], capture_output=True, env=environ(), check=False)
    assert piped.stdout.decode().count("fel.yaml:") == 60


@pytest.mark.parametrize(("typed", "code", "left"), [("nej\n", 2, True), ("\n", 2, True), ("ja\n", 0, False)])
def test_wiping_asks_the_person_at_the_terminal(tmp_path, typed, code, left):
    small = write_map(tmp_path / "liten.yaml", "actors:\n  - {id: a, name: Ann, kind: post}\n")
    store = ["--store", str(tmp_path / "x.samverkan")]
    subprocess.run([*SAMVERKAN, "load", str(small), *store], env=environ(), check=True, capture_output=True)
    ended, shown = in_terminal(["store", "wipe", *store], typed=typed)
    assert "Ta bort kartan 'Prov'" in shown.replace("\n", " ")
    assert ended == code
    found = subprocess.run([*SAMVERKAN, "find", "Ann", *store], env=environ(), capture_output=True, check=False)
    assert (b"Ann" in found.stdout) is left


def test_a_reader_that_leaves_is_no_error():
    process = subprocess.Popen(
        [*SAMVERKAN, "plan", "c1", "--format", "json", "--store", str(HAVSAKRA)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environ(),
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_a_closed_standard_output_is_no_error():
    command = f"{sys.executable} -m samverkan find torg --store {HAVSAKRA} >&-"
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, env=environ(), check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_behind_standard_output_gets_three():
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with full.open("w") as target:
        done = subprocess.run(
            [*SAMVERKAN, "find", "torg", "--store", str(HAVSAKRA)],
            stdout=target,
            stderr=subprocess.PIPE,
            env=environ(),
            check=False,
        )
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr and b"Exception" not in done.stderr


def test_work_that_lasts_shows_how_far_it_has_come(tmp_path, monkeypatch):
    from samverkan.cli import screen

    shown = []
    monkeypatch.setattr(screen, "is_terminal", lambda _stream: True)
    monkeypatch.setattr(screen, "write", lambda text, _stream: shown.append(text))
    clock = iter([0.0, 0.5, 2.0, 3.0])
    monkeypatch.setattr(screen, "monotonic", lambda: next(clock))
    show = screen.build_progress("Skriver")
    assert show is not None
    for done in (1, 5, 10, 10):
        show(done, 10)
    assert [text.strip() for text in shown] == [f"Skriver [{'#' * 15:<30}]  50%", f"Skriver [{'#' * 30}] 100%"]
    assert shown[-1].endswith("\n")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437"])
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_console_without_utf8_shows_what_it_can(encoding, form):
    import json

    done = subprocess.run(
        [*SAMVERKAN, "plan", "c1", "--format", form, "--store", str(HAVSAKRA)],
        capture_output=True,
        env=environ(PYTHONIOENCODING=encoding, PYTHONUTF8="0"),
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    if form == "json":
        assert json.loads(done.stdout.decode("ascii"))["initiative"]["name"].startswith("Sommartorg –")
    if encoding == "cp1252" and form == "table":
        assert "måste med" in done.stdout.decode("cp1252")


def test_completion_offers_ids_of_the_right_kind(tmp_path):
    done = subprocess.run(
        SAMVERKAN,
        capture_output=True,
        check=True,
        env=environ(
            _SAMVERKAN_COMPLETE="bash_complete",
            COMP_WORDS="samverkan plan c",
            COMP_CWORD="2",
            SAMVERKAN_STORE=str(HAVSAKRA),
        ),
    )
    assert done.stdout.decode().split() == ["plain,c1"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run, shell):
    done = run("completion", shell)
    assert done.code == 0
    assert "_SAMVERKAN_COMPLETE" in done.out and shell in done.out
    assert run("completion", "csh").code == 2
