"""Which thing a cell names: by `Name [id]`, by its id alone, or by a name that only one thing has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from samverkan.model import Node
from samverkan.tables.field_words import fold
from samverkan.tables.tree_words import read_words
from samverkan.tables.values import WrongValueError

_BRACKETS = re.compile(r"\[([^\[\]]+)\]\s*$")
_MOST = 3


class References:
    """The things that cells may name: those of the baseline, of the workbook's own rows, and of a store."""

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self.names: dict[str, list[str]] = defaultdict(list)
        self.shown: dict[str, str] = {}
        self.renamed: dict[str, str] = {}

    def add(self, node_id: str, label: str, name: str | None) -> None:
        """Let a thing be named."""
        if self.labels.get(node_id) == label and self.shown.get(node_id) == name:
            return
        self.labels[node_id] = label
        if name:
            self.shown[node_id] = name
            if node_id not in self.names[fold(name)]:
                self.names[fold(name)].append(node_id)

    def add_all(self, nodes: Iterable[Node]) -> None:
        """Let the things of a map be named."""
        for node in nodes:
            self.add(node.id, node.label, node.text("name"))

    def rename(self, old: str, new: str) -> None:
        """Let a thing be named by its new id too, which is no other thing's."""
        name = self.shown.pop(new, None)
        self.labels.pop(new, None)
        if name and new in self.names[fold(name)]:
            self.names[fold(name)].remove(new)
        self.renamed[new] = old

    def split(self, text: str, labels: Sequence[str]) -> list[str]:
        """Return the parts of a cell that names several things: at | and line breaks, at ; if every part is known."""
        parts = [part.strip() for part in re.split(r"\||\n", text) if part.strip()]
        if len(parts) == 1 and ";" in parts[0]:
            smaller = [part.strip() for part in parts[0].split(";") if part.strip()]
            if all(self.find(part, labels) for part in smaller):
                return smaller
        return parts

    def put_ids(self, text: str, labels: Sequence[str]) -> str:
        """Return a tree in which names, and new ids, are the ids that they stand for.

        Names of several words are found wherever they stand, as they may hold a comma or a bracket.
        """
        folded = " ".join(text.split())
        pairs = ((name, of[0]) for name, of in self.names.items() if " " in name and len(of) == 1)
        ids = {n: i for n, i in pairs if self.labels[i] in labels and n in folded.casefold()}
        for name in sorted(ids, key=lambda n: (-len(n), n)):
            folded = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", ids[name], folded, flags=re.IGNORECASE)
        for new, old in self.renamed.items():
            folded = re.sub(rf"(?<![\w.-]){re.escape(new)}(?![\w.-])", old, folded)
        put = folded if ids or self.renamed else text
        return read_words(put, lambda said, of: self.find(said, tuple(of)) or said)

    def find(self, text: str, labels: Sequence[str]) -> str | None:
        """Return the id of the one thing that a text names, None where it is none or several."""
        try:
            return self.resolve(text, labels)
        except WrongValueError:
            return None

    def resolve(self, text: str, labels: Sequence[str]) -> str:
        """Return the id of the thing that a text names; raises WrongValueError with what may have been meant."""
        if bracket := _BRACKETS.search(text):
            found = bracket[1].strip()
            found = self.renamed.get(found, found)
            if found in self.labels:
                return found
            raise self.unknown(found, labels)
        text = self.renamed.get(text, text)
        if text in self.labels:
            return text
        named = [node_id for node_id in self.names.get(fold(text), ()) if self.labels[node_id] in labels]
        if len(named) == 1:
            return named[0]
        if named:
            both = [self.say(node_id) for node_id in sorted(named)]
            raise WrongValueError("cell-two-things", found=text, things=both)
        raise self.unknown(text, labels)

    def unknown(self, found: str, labels: Sequence[str]) -> WrongValueError:
        """Return that there is no such thing, with the nearest three; or that several are parted by commas."""
        parts = [part.strip() for part in found.split(",") if part.strip()]
        if len(parts) > 1 and all(self.find(part, labels) for part in parts):
            return WrongValueError("cell-comma", found=found, meant=" | ".join(parts))
        known = {fold(self.shown.get(i, i)): i for i, label in self.labels.items() if label in labels}
        known |= {fold(i): i for i, label in self.labels.items() if label in labels}
        close = dict.fromkeys(known[word] for word in get_close_matches(fold(found), known, n=_MOST))
        return WrongValueError("cell-unknown-thing", found=found, things=[self.say(i) for i in close] or None)

    def say(self, node_id: str) -> str:
        """Return a thing as a cell names it."""
        name = self.shown.get(node_id)
        return f"{name} [{node_id}]" if name else node_id
