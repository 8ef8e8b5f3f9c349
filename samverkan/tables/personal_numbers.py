"""Find personal identity numbers in a file where no value of the map holds them: in keys, comments, refused values."""

from __future__ import annotations

import re

from samverkan.tables.document import Findings
from samverkan.validate import find_identity_numbers

# A line without so many digits holds no number; counting them takes a tenth of the time.
_DIGITS = re.compile(r"\d[^\n]{0,3}(?:\d[^\n]{0,3}){8}")
_BEFORE_NUMBER = re.compile(r":\s*[-+]?\Z")


def report_other_numbers(text: str, findings: Findings) -> None:
    """Refuse each line with a personal identity number that no problem speaks of yet.

    Digits that are the whole value of a key are left to the rules of that key.
    """
    told = {problem.line for problem in findings.problems if problem.key == "personal-number"}
    for number, line in enumerate(text.split("\n"), 1):
        if number in told or _DIGITS.search(line) is None:
            continue
        if any(not _is_whole_value(line, *span) for span in find_identity_numbers(line)):
            findings.error("personal-number", number)


def _is_whole_value(line: str, start: int, end: int) -> bool:
    before, after = line[max(0, start - 20) : start], line[end : end + 1]
    is_number = line[start:end].isdigit() and _BEFORE_NUMBER.search(before) is not None
    return is_number and after in ("", "\r", ",", "}", " ")
