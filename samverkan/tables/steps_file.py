"""The steps of a presentation, as somebody wrote them in a small YAML file.

    steps:
      - header: Who owns the path
        text: The town does, and so the residents call the town.
        lit: [kommunen, p-gatuchef]

A step needs a header; its text, and what is lit on the page, may be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from samverkan.errors import Problem, StepsProblemsError
from samverkan.tables.document import Branch, Entries, Findings, RefusedError, Sequence, Text, read_text
from samverkan.tables.nearest import find_meaning, find_nearest
from samverkan.tables.personal_numbers import report_other_numbers
from samverkan.tables.yaml_text import read_yaml
from samverkan.validate.privacy import find_marks

_FIELDS = ("header", "text", "lit")


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A step as it was written; `lit` are ids with the line that each stands on.

    `doubts` are what its texts hold that none should: addresses and telephone numbers.
    """

    number: int
    header: str
    text: str = ""
    lit: tuple[tuple[str, int], ...] = ()
    doubts: tuple[Problem, ...] = ()


def read_steps(path: Path, known: Mapping[str, str]) -> tuple[WrittenStep, ...]:
    """Read the steps of a file, whole or not at all.

    `known` are the ids that may be lit with their names. Every problem is told at once, as StepsProblemsError; a
    file that cannot be opened is a UsageError.
    """
    findings = Findings(path)
    steps: tuple[WrittenStep, ...] = ()
    try:
        text = read_text(path, findings)
        steps = tuple(_read_root(read_yaml(text, findings), findings))
        report_other_numbers(text, findings)
        _report_unknown(steps, known, findings)
    except RefusedError:
        pass
    if findings.problems:
        raise StepsProblemsError(sorted(findings.problems, key=lambda p: p.line or 0))
    return steps


def _read_root(root: Branch, findings: Findings) -> Iterator[WrittenStep]:
    if not isinstance(root, Entries) or "steps" not in root.fields:
        findings.error("not-steps", root.line)
        return
    for word in (w for w in root.fields if w != "steps"):
        _report_field(word, ["steps"], root.fields[word].line, None, findings)
    steps = root.fields["steps"]
    if not isinstance(steps, Sequence) or not steps.items:
        findings.error("no-steps", steps.line, None, "steps")
        return
    for number, item in enumerate(steps.items, 1):
        if isinstance(item, Entries):
            yield _read_step(number, item, findings)
        else:
            findings.error("step-not-mapping", item.line, str(number))


def _read_step(number: int, item: Entries, findings: Findings) -> WrittenStep:
    for word in (w for w in item.fields if w not in _FIELDS):
        _report_field(word, _FIELDS, item.fields[word].line, str(number), findings)
    header = _read_one(number, "header", item, findings)
    if header == "":
        findings.error("missing-field", item.line, str(number), "header")
    text = _read_one(number, "text", item, findings)
    doubts = (*_find_doubts(number, "header", item, findings.file), *_find_doubts(number, "text", item, findings.file))
    return WrittenStep(number, header or "", text or "", tuple(_read_lit(number, item, findings)), doubts)


def _find_doubts(number: int, field: str, item: Entries, file: Path) -> Iterator[Problem]:
    value = item.fields.get(field)
    if isinstance(value, Text):
        for topic, word in find_marks(value.text):
            values = {"topic": topic, "word": word}
            yield Problem("warning", "private-text", values, str(number), field, file, value.line)


def _report_field(word: str, known: Iterable[str], line: int, item: str | None, findings: Findings) -> None:
    findings.error("unknown-field", line, item, word, found=word, nearest=find_nearest(word, known))


def _read_one(number: int, field: str, item: Entries, findings: Findings) -> str | None:
    """Return the text of a field, empty where there is none, None where it is no text."""
    value = item.fields.get(field)
    if value is None or isinstance(value, Text):
        return "" if value is None or value.is_null else value.text.strip()
    _report_shape(number, field, value, findings)
    return None


def _report_shape(number: int, field: str, value: Branch, findings: Findings) -> None:
    shape = "list" if isinstance(value, Sequence) else "mapping"
    findings.error("wrong-shape", value.line, str(number), field, shape=shape, expected="text")


def _read_lit(number: int, item: Entries, findings: Findings) -> Iterator[tuple[str, int]]:
    value = item.fields.get("lit")
    for one in value.items if isinstance(value, Sequence) else [] if value is None else [value]:
        if not isinstance(one, Text):
            _report_shape(number, "lit", one, findings)
        elif not one.is_null:
            yield one.text, one.line


def _report_unknown(steps: Iterable[WrittenStep], known: Mapping[str, str], findings: Findings) -> None:
    """Report the ids that nothing has, each with the one that was probably meant (its name may have been written)."""
    meant = {name: node for node, name in known.items()} | {node: node for node in known}
    for step in steps:
        for node, line in step.lit:
            if node not in known:
                nearest = find_meaning(node, meant)
                findings.error("unknown-id", line, str(step.number), "lit", found=node, nearest=nearest)
