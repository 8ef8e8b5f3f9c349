"""Where the parts of a JSON text stand, as the nodes that a YAML text is parsed into: all in braces and brackets."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any

import yaml

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def compose_json(text: str) -> Any:
    """Return the nodes of a JSON text that can be read."""
    return _Composer(text).compose()


class _Composer:
    def __init__(self, text: str) -> None:
        self.tokens = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
        self.here = 0
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def compose(self) -> Any:
        """Return the node that begins at the next token."""
        sign, start, end = self.take()
        if sign == "{":
            return self.compose_all(yaml.MappingNode, start, "}")
        if sign == "[":
            return self.compose_all(yaml.SequenceNode, start, "]")
        quoted = sign.startswith('"')
        value = json.loads(sign, strict=False) if "\\" in sign else sign.strip('"')
        return yaml.ScalarNode("", value, self.mark(start), self.mark(end), style='"' if quoted else None)

    def compose_all(self, kind: Any, start: int, close: str) -> Any:
        """Return a mapping or a list, up to the sign that closes it."""
        parts: list[Any] = []
        while self.tokens[self.here][0] != close:
            if self.tokens[self.here][0] == ",":
                self.here += 1
            parts.append(self.compose())
            if close == "}":
                self.here += 1  # the colon
                parts[-1] = (parts[-1], self.compose())
        _, _, end = self.take()
        return kind("", parts, self.mark(start), self.mark(end), flow_style=True)

    def take(self) -> tuple[str, int, int]:
        """Return the next token and go behind it."""
        self.here += 1
        return self.tokens[self.here - 1]

    def mark(self, index: int) -> yaml.Mark:
        line = bisect_right(self.lines, index) - 1
        return yaml.Mark("", index, line, index - self.lines[line], None, 0)
