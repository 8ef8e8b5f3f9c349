"""Change a map in a spreadsheet: a workbook that is made for it, taken in when it is closed, and removed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from samverkan.errors import SamverkanError, UsageError
from samverkan.workflows.edits import Terms
from samverkan.workflows.open_store import Where
from samverkan.workflows.workbook import LoadTerms, SaveTerms, Taken, load_workbook, save_workbook


def edit_in_workbook(
    where: Where,
    terms: Terms,
    opens: Callable[[Path], None],
    again: Callable[[SamverkanError], bool],
    renames: Callable[[str, str, str], bool],
) -> Taken:
    """Write the whole map as a workbook, let it be edited, and take in what was changed.

    It holds own assessments, lies where only its owner can read it, and is removed whatever happens. What is wrong
    with it is put to `again`, which tells whether it is to be opened once more.
    """
    with tempfile.TemporaryDirectory(prefix="samverkan-") as folder:
        path = Path(folder) / "karta.xlsx"
        content = save_workbook(where, path, SaveTerms(every=True, internal=True), replace=False)
        if not content.nodes:
            raise UsageError("workbook.nothing-to-edit")
        while True:
            opens(path)
            try:
                taken = load_workbook(path, where, LoadTerms(due="with", renames=renames), terms)
            except SamverkanError as error:
                if not again(error):
                    raise
                continue
            assert taken is not None  # a map with things in it has its baseline
            return taken
