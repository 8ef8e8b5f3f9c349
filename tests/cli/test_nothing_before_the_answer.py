"""The first byte that a command prints is its own, whatever libraries have to say as they start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def write_boards(path: Path, *sizes: int) -> Path:
    """Write a map in which boards of some sizes must each decide, nobody's position known."""
    lines = ["samverkan: 1", "title: Boards", "profile: none", "language: en", "us: [us]", "as_of: 2025-06-01"]
    lines += ["actors:", "  - {id: us, name: Us, kind: post}"]
    for board, size in enumerate(sizes):
        lines += [f"  - {{id: brd{board}, name: Board {board}, kind: board, decides_by: vote}}"]
        seat = f"member_of: [{{to: brd{board}, seat: voting}}]"
        lines += [f"  - {{id: m{board}-{n:02}, name: Member {n}, kind: post, {seat}}}" for n in range(size)]
    lines += ["matters:", *(f"  - {{id: x{board}, name: Matter {board}}}" for board in range(len(sizes)))]
    held = "id: d{0}, kind: decide, covers: x{0}, held_by: brd{0}, legal_basis: act"
    lines += ["mandates:", *(f"  - {{{held.format(board)}}}" for board in range(len(sizes)))]
    needed = ", ".join(f"{{decide: x{board}}}" for board in range(len(sizes)))
    lines += [f"initiatives: [{{id: ini, name: Initiative, requires: {{all: [{needed}]}}}}]"]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(("form", "first"), [("json", b"{"), ("csv", b"step")])
@pytest.mark.parametrize("sizes", [(12,), (11, 11)])
def test_a_plan_over_boards_begins_with_itself(tmp_path: Path, sizes: tuple[int, ...], form: str, first: bytes) -> None:
    map_file = write_boards(tmp_path / "boards.yaml", *sizes)
    command = [sys.executable, "-m", "samverkan", "plan", "ini", "--format", form, "--store", str(map_file)]
    done = subprocess.run([*command, "--lang", "en"], capture_output=True, check=True)
    assert done.stdout.startswith(first)
