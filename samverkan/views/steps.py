"""Steps that somebody wrote for a presentation, fitted to a page: what it does not show cannot be lit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from samverkan.views.spec import Page, Stop
from samverkan.views.words import Words


@dataclass(frozen=True, slots=True)
class Untold:
    """Ids of a step that are not on the page; `whole` where the step was therefore left out."""

    number: int
    header: str
    ids: tuple[str, ...]
    whole: bool


def find_ids(page: Page) -> frozenset[str]:
    """Find everything that a page can light: its nodes, its rows, its cards and what its panel tells of."""
    pictures = [p for p in (page.picture, *page.inside.values()) if p]
    return frozenset(
        [
            *(spot.id for picture in pictures for spot in picture.spots),
            *(thing.id for thing in page.things),
            *(row.id for table in page.tables for row in table.rows if row.id),
            *(card.id for card in (page.diagram.cards if page.diagram else ())),
        ]
    )


def find_refs(page: Page) -> frozenset[str]:
    """Find what the tables and the panel of a page name, whether or not it can be lit."""
    cells = [cell.lines for table in page.tables for row in table.rows for cell in row.cells]
    facts = [lines for thing in page.things for _, lines in thing.facts]
    return frozenset(line.ref for lines in (*cells, *facts) for line in lines)


def add_steps(page: Page, stops: Iterable[Stop], words: Words) -> tuple[Page, tuple[Untold, ...]]:
    """Return a page with these steps instead of its own, and what could not be lit.

    On a meeting page a step that would light anything that is not there is left out whole, since its words may tell
    of what a meeting must not see.
    """
    known = find_ids(page)
    fitted = list(_fit(stops, known, whole=page.meeting))
    kept = tuple(stop for stop, untold in fitted if untold is None or not untold.whole)
    untold = tuple(one for _, one in fitted if one is not None)
    return replace(page, stops=kept, stops_title=words.say("steps-title")), untold


def _fit(stops: Iterable[Stop], known: frozenset[str], *, whole: bool) -> Iterator[tuple[Stop, Untold | None]]:
    for number, stop in enumerate(stops, 1):
        missing = tuple(i for i in stop.lights if i not in known)
        untold = Untold(number, stop.name, missing, whole) if missing else None
        yield replace(stop, lights=tuple(i for i in stop.lights if i in known)), untold
