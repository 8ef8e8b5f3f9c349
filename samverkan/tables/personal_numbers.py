"""Find personal identity numbers in a file where no value of the map holds them: in keys, comments, refused values."""

from __future__ import annotations

import re

from samverkan.tables.document import Findings
from samverkan.validate import PERSONAL_NUMBER, find_personal_number

# A number begins with six digits in a row; finding these first takes a tenth of the time.
_DIGITS = re.compile(r"[0-9]{6,}")
_BEFORE_NUMBER = re.compile(r":\s*[-+]?\Z")


def report_other_numbers(text: str, findings: Findings) -> None:
    """Refuse each line with a personal identity number that no problem speaks of yet.

    Digits that are the whole value of a key are left to the rules of that key: they may be an amount.
    """
    told = {problem.line for problem in findings.problems if problem.key == "personal-number"}
    for digits in _DIGITS.finditer(text):
        match = PERSONAL_NUMBER.match(text, digits.start())
        if match is None or find_personal_number(match[0]) is None or _is_whole_value(text, match):
            continue
        line = text.count("\n", 0, match.start()) + 1
        if line not in told:
            told.add(line)
            findings.error("personal-number", line)


def _is_whole_value(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 1]
    return match[0].isdigit() and _BEFORE_NUMBER.search(before) is not None and after in ("", "\n", "\r", ",", "}", " ")
