"""A copy to be handed out on request: it starts from everything, and masks what somebody has decided, by provision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from samverkan.edits import Edit
from samverkan.errors import Problem, UsageError
from samverkan.files import require_file
from samverkan.measures.masking import Masked, mask_map, pick_part
from samverkan.model import Map
from samverkan.privacy import FEWER_THAN, leave_out_small
from samverkan.texts import Texts
from samverkan.validate.privacy import find_private_texts
from samverkan.workflows.edits import Terms, find_author
from samverkan.workflows.find_node import find_node
from samverkan.workflows.open_store import Where, open_store
from samverkan.workflows.reasons import refuse_private
from samverkan.workflows.records import read_withheld

_MARKED = ("sensitivity", "secrecy")


@dataclass(frozen=True)
class Candidate:
    """A value that somebody should look at before the copy is handed out, and why."""

    thing: str
    field: str
    why: str


@dataclass(frozen=True)
class Disclosed:
    """A copy that was made, what may still have to be masked, and who hands it out."""

    masked: Masked
    candidates: tuple[Candidate, ...]
    extent: str
    day: date


@dataclass(frozen=True)
class Request:
    """What is asked for: a part or all, what is masked, and the diary number. Nobody is asked who wants it."""

    of: str | None = None
    masks: tuple[str, ...] = ()
    mask_file: Path | None = None
    number: str | None = None


def disclose(where: Where, request: Request, terms: Terms, texts: Texts) -> Disclosed:
    """Make the copy, and log its extent; where that cannot be logged, there is no copy."""
    refuse_private(request.number)
    with open_store(where) as store:
        whole = store.read_map()
        masks = read_withheld(whole, [*request.masks, *_read_masks(request.mask_file)])
        content, extent = whole, texts("records.extent-whole")
        if request.of is not None:
            node = find_node(whole, request.of, {"Actor", "Initiative"})
            content, extent = pick_part(whole, node.id), texts(f"records.extent-{node.label.casefold()}")
        masked = mask_map(content, masks, texts("records.masked", rule="{rule}"))
        why = "; ".join([extent, *([f"dnr {request.number}"] if request.number else [])])
        why += "".join(f"; {rule}: {number}" for rule, number in masked.counts.items())
        if not terms.dry_run:
            store.log(Edit((), "records disclose", find_author(whole, terms.by), why))
    left = tuple(c for c in find_candidates(content) if c.thing not in masks.things)
    left = tuple(c for c in left if (c.thing, c.field) not in masks.fields)
    return Disclosed(masked, left, extent, date.today())


def _read_masks(path: Path | None) -> Sequence[str]:
    if path is None:
        return ()
    require_file(path)
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise UsageError("records.mask-file", path=path) from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def find_candidates(content: Map) -> tuple[Candidate, ...]:
    """Find what somebody should look at: marks of secrecy, doubtful texts, small figures of groups at risk."""
    found = [
        Candidate(node.id, name, name) for node in content.nodes.values() for name in _MARKED if name in node.properties
    ]
    found += [_to_candidate(p) for p in find_private_texts(content) if p.item]
    small = leave_out_small(content)
    for node in small.nodes.values():
        hidden = node.properties.get(FEWER_THAN, ())
        found += [Candidate(node.id, str(name), "small") for name in (hidden if isinstance(hidden, tuple) else ())]
    return tuple(found)


def _to_candidate(problem: Problem) -> Candidate:
    return Candidate(problem.item or "", problem.field or "", str(problem.values["topic"]))
