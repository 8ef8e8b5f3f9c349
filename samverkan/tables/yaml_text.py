"""Read YAML text into a `document` tree, event by event.

PyYAML's C parser hands out flat events, so nothing is built before it has been looked at: an alias is seen as an
alias (and refused), never unfolded, and depth is a counter, never a recursion.
"""

from __future__ import annotations

import re
from typing import Any
from unicodedata import is_normalized, normalize

import yaml

from samverkan.tables.document import MAX_DEPTH, Branch, Entries, Findings, RefusedError, Sequence, Text

# What libyaml says, and the problem that says it in the user's words.
_CAUSES = {
    "did not find expected ',' or '}'": "yaml-brace",
    "did not find expected ',' or ']'": "yaml-bracket",
    "did not find expected node content": "yaml-value",
    "did not find expected key": "yaml-next-key",
    "mapping values are not allowed in this context": "yaml-indent",
    "did not find expected '-' indicator": "yaml-dash",
    "could not find expected ':'": "yaml-no-colon",
    "found unexpected end of stream": "yaml-open-quote",
    "found character that cannot start any token": "yaml-sign",
    "block sequence entries are not allowed in this context": "yaml-list",
    "found unknown escape character": "yaml-escape",
    "did not find expected <document start>": "yaml-start",
}


def read_yaml(text: str, findings: Findings) -> Branch:
    """Return the one document of a YAML text; raises RefusedError when a part of it may not stand in a map."""
    try:
        root = _Builder(text, findings).build()
    except yaml.MarkedYAMLError as error:
        _explain(error, text, findings)
        raise RefusedError from error
    except (yaml.YAMLError, ValueError) as error:
        findings.error("not-yaml", None, reason=str(error))
        raise RefusedError from error
    if findings.problems:
        raise RefusedError
    if root is None or (isinstance(root, Text) and root.is_null):
        findings.error("empty-file")
        raise RefusedError
    return root


def _explain(error: yaml.MarkedYAMLError, text: str, findings: Findings) -> None:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else None
    if mark is not None and "\t" in _line(text, mark.line + 1)[: mark.column + 1]:
        findings.error("yaml-tab", line)
        return
    reason = error.problem or error.context or "?"
    if "nesting depth" in reason:  # since libyaml 0.2.6 the parser itself counts, further ahead than we do
        findings.error("too-deep", line, levels=MAX_DEPTH)
        return
    if line is not None and (pair := _find_colon(_line(text, line))):
        findings.error("yaml-colon", line, name=pair[1], text=pair[2])
        return
    if reason in _CAUSES:
        findings.error(_CAUSES[reason], line)
    else:
        findings.error("not-yaml", line, reason=reason)


# A key, and a text without quotes in which a colon and a space follow: `name: Board: committee`.
_COLON = re.compile(
    r"""(?:^|[{,-])\s*([\w ]+):\s+([^\s"'{\[|>&*!#][^"{}\[\],]*?:(?:\s[^"{}\[\],]*)?)\s*(?:[,}]|\s#|$)"""
)


def _find_colon(line: str) -> re.Match[str] | None:
    """Return the key and the text of a line whose text has a colon and no quotes."""
    return _COLON.search(line)


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if number <= len(lines) else ""


class _Builder:
    """The stack of the containers that are open, and of the keys that wait for their values.

    Events are `Any`: the stubs of PyYAML know neither their marks nor their tags.
    """

    def __init__(self, text: str, findings: Findings) -> None:
        self.parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        self.findings = findings
        self.root: Branch | None = None
        self.open: list[Entries | Sequence] = []
        self.keys: list[Text | None] = []
        self.documents = 0

    def build(self) -> Branch | None:
        """Walk all events and return the root, None in an empty stream."""
        next_event = self.parser.get_event
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self.add_scalar(event)
            elif kind is yaml.MappingStartEvent:
                self.start(event, Entries)
            elif kind is yaml.SequenceStartEvent:
                self.start(event, Sequence)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.open.pop()
                self.keys.pop()
            elif not self.go_on(event):
                return self.root

    def go_on(self, event: Any) -> bool:
        """Take the events that are no values; False at the end."""
        kind, line = type(event), event.start_mark.line + 1
        if kind is yaml.AliasEvent:
            self.findings.error("yaml-anchor", line, name=event.anchor)
            self.place(Text("", line, True))
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self.findings.error("yaml-documents", line)
                raise RefusedError
        return kind is not yaml.StreamEndEvent

    def add_scalar(self, event: Any) -> None:
        """Add a scalar: a key, a value, or the root."""
        if event.anchor is not None or event.tag is not None:
            self.refuse_marks(event)
        text = event.value
        if not text.isascii() and not is_normalized("NFC", text):
            text = normalize("NFC", text)
        self.place(Text(text, event.start_mark.line + 1, not event.style))

    def start(self, event: Any, kind: type[Entries] | type[Sequence]) -> None:
        """Open a mapping or list."""
        if event.anchor is not None or event.tag is not None:
            self.refuse_marks(event)
        line = event.start_mark.line + 1
        if len(self.open) >= MAX_DEPTH:
            self.findings.error("too-deep", line, levels=MAX_DEPTH)
            raise RefusedError
        key = self.keys[-1] if self.keys else None
        branch = kind(key.line if key else line)
        self.place(branch)
        self.open.append(branch)
        self.keys.append(None)

    def place(self, branch: Branch) -> None:
        """Put a value where it belongs: under the waiting key, in the list, or at the root."""
        if not self.open:
            self.root = branch
            return
        parent = self.open[-1]
        if type(parent) is Sequence:
            parent.items.append(branch)
            return
        assert isinstance(parent, Entries)
        key = self.keys[-1]
        if key is not None:
            self.keys[-1] = None
            parent.fields.setdefault(key.text, branch)
        elif type(branch) is not Text:
            self.findings.error("yaml-key", branch.line)
            raise RefusedError
        else:
            self.keys[-1] = branch
            if branch.text in parent.fields:
                self.findings.error("duplicate-key", branch.line, found=branch.text)

    def refuse_marks(self, event: Any) -> None:
        """Refuse an anchor or a tag on a value."""
        line = event.start_mark.line + 1
        if event.anchor is not None:
            self.findings.error("yaml-anchor", line, name=event.anchor)
        if event.tag is not None:
            self.findings.error("yaml-tag", line, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))
